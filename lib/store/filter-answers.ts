import { fieldTypeOf } from '../domain/filter/field-value.ts';
import type { FilterValues, Queries } from '../domain/query.ts';
import type { Bits, Codes } from './column.ts';
import type { Columns } from './columns.ts';
import { testOf } from './columns-test.ts';
import { fitsOf } from './customer-list.ts';
import type { Book } from './schema.ts';
import type { Search } from './search.ts';

/** Values of a field that are offered. */
const OFFERED = 50;

/** Counts while a filter is made: each option is tried on those alone who fit the rest. */
export async function filterCounts(
  _book: Book,
  { text, base, options, time }: Queries['filterCounts']['args'],
  search: Search,
): Promise<Queries['filterCounts']['out']> {
  const columns = await search.columns.now();
  const fits = await fitsOf(columns, { text, where: base, time }, search);
  const among: number[] = [];
  for (let place = 0; place < columns.ids.length; place++)
    if (columns.shown.has(place) && (fits === null || fits(place))) among.push(place);
  const counts = options.map((option) => {
    const test = testOf(option, columns, time);
    let count = 0;
    for (const place of among) if (test(place)) count++;
    return count;
  });
  return { base: among.length, options: counts };
}

/** What there is to filter by in this book, the commonest first. */
export async function filterValues(search: Search): Promise<FilterValues> {
  const columns = await search.columns.now();
  const fields = [...columns.fields].map(([name, column]) => {
    const counts = countsOf(column, columns);
    return {
      name,
      type: fieldTypeOf(counts),
      customers: [...counts.values()].reduce((sum, count) => sum + count, 0),
      values: commonest(counts).slice(0, OFFERED),
    };
  });
  return {
    fields: fields.filter(({ customers }) => customers > 0).sort((a, b) => b.customers - a.customers),
    owners: commonest(countsOf(columns.owner, columns)),
    provinces: commonest(countsOf(columns.province, columns)),
    channels: commonest(new Map([...columns.channels].map(([name, bits]) => [name, countOf(bits, columns)]))),
    currencies: commonest(
      new Map(
        [...columns.money].map(([currency, sums]) => [
          currency,
          columns.ids.reduce((count, _id, place) => count + Number(sums.at(place) > 0), 0),
        ]),
      ),
    ),
  };
}

/** How many of those who are shown have each text; '' is none. */
function countsOf(column: Codes, columns: Columns): Map<string, number> {
  const counts = new Uint32Array(column.texts.length);
  for (let place = 0; place < columns.ids.length; place++)
    if (columns.shown.has(place)) counts[column.code(place)]! += 1;
  return new Map(
    column.texts.flatMap((text, code) => (code > 0 && counts[code]! > 0 ? [[text, counts[code]!]] : [])),
  );
}

const countOf = (bits: Bits, columns: Columns): number =>
  columns.ids.reduce((count, _id, place) => count + Number(columns.shown.has(place) && bits.has(place)), 0);

const commonest = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([text]) => text);
