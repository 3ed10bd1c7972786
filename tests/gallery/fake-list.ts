import type { Customer } from '../../lib/domain/entities.ts';
import { fieldTypeOf } from '../../lib/domain/filter/field-value.ts';
import type { Filter } from '../../lib/domain/filter/filter.ts';
import { channelOf, fits } from '../../lib/domain/filter/fits.ts';
import { provinceOf } from '../../lib/domain/filter/provinces.ts';
import { fold } from '../../lib/domain/fold.ts';
import { leadScore } from '../../lib/domain/knowing.ts';
import type { FilterValues, Queries } from '../../lib/domain/query.ts';
import type { Book } from './sample.ts';

/** Answers of the fake store about lists: what is found, filtered, sorted and counted. */
export function matchingIn(book: Book, text: string): Customer[] {
  const wanted = fold(text);
  return book.customers.filter((one) =>
    fold(`${one.name} ${one.code} ${one.keys.join(' ')}`).includes(wanted),
  );
}

export function listIn(book: Book, args: Queries['customerIds']['args']): Customer[] {
  const { where, time, sort } = args;
  const found = matchingIn(book, args.text).filter((one) => where === null || fits(where, one, time));
  const sorted = found.toSorted((a, b) => {
    if (sort === 'recent') return (b.lastContactAt ?? 0) - (a.lastContactAt ?? 0);
    if (sort === 'due') return (a.nextDueAt ?? Infinity) - (b.nextDueAt ?? Infinity);
    if (sort === 'new') return b.createdAt - a.createdAt;
    if (sort === 'money') return (b.money.VND ?? 0) - (a.money.VND ?? 0);
    if (sort === 'lead') return (leadScore(b) ?? -1) - (leadScore(a) ?? -1);
    if (sort === 'waiting') return (a.waitingSince ?? Infinity) - (b.waitingSince ?? Infinity);
    return a.sortName.localeCompare(b.sortName);
  });
  return args.turned ? sorted.toReversed() : sorted;
}

export function countsIn(
  book: Book,
  { text, base, options, time }: Queries['filterCounts']['args'],
): Queries['filterCounts']['out'] {
  const among = matchingIn(book, text).filter((one) => base === null || fits(base, one, time));
  const count = (option: Filter) => among.filter((one) => fits(option, one, time)).length;
  return { base: among.length, options: options.map(count) };
}

export function valuesIn({ customers }: Book): FilterValues {
  const commonest = (texts: string[]) => {
    const counts = new Map<string, number>();
    for (const text of texts) if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
    return new Map([...counts].sort(([, a], [, b]) => b - a));
  };
  const names = commonest(customers.flatMap((one) => Object.keys(one.fields)));
  return {
    fields: [...names].map(([name, count]) => {
      const values = commonest(customers.map((one) => one.fields[name] ?? ''));
      return { name, type: fieldTypeOf(values), customers: count, values: [...values.keys()] };
    }),
    owners: [...commonest(customers.map((one) => one.owner)).keys()],
    channels: [...commonest(customers.flatMap((one) => one.keys.map(channelOf))).keys()],
    provinces: [...commonest(customers.map((one) => provinceOf(one.address))).keys()],
    currencies: [...commonest(customers.flatMap((one) => Object.keys(one.money))).keys()],
  };
}
