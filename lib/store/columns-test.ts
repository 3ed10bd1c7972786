import type { Condition, Filter, FilterTime, Span, When } from '../domain/filter/filter.ts';
import { rangeOf } from '../domain/filter/filter-time.ts';
import { fieldHolds } from '../domain/filter/fits.ts';
import type { Bits, Codes, Numbers } from './column.ts';
import type { Columns } from './columns.ts';

/** Whether the row at a place fits. */
export type PlaceTest = (place: number) => boolean;

const nobody: PlaceTest = () => false;

/** A filter made ready for many rows: what can be worked out once is. It means what `fits` of domain says. */
export function testOf(filter: Filter, columns: Columns, time: FilterTime): PlaceTest {
  if ('not' in filter) {
    const part = testOf(filter.not, columns, time);
    return (place) => !part(place);
  }
  if ('is' in filter) return conditionTest(filter, columns, time);
  const parts = ('all' in filter ? filter.all : filter.any).map((part) => testOf(part, columns, time));
  const [one, other] = parts;
  if (one && parts.length === 1) return one;
  if ('all' in filter) {
    if (one && other && parts.length === 2) return (place) => one(place) && other(place);
    return (place) => parts.every((part) => part(place));
  }
  return (place) => parts.some((part) => part(place));
}

function conditionTest(condition: Condition, columns: Columns, time: FilterTime): PlaceTest {
  switch (condition.is) {
    case 'tag':
      return anyOf(condition.in, columns.tags);
    case 'channel':
      return anyOf(condition.in, columns.channels);
    case 'stage':
    case 'kind':
    case 'owner':
    case 'province':
      return oneOf(condition.in, columns[condition.is]);
    case 'date':
      return dateTest(columns.dates[condition.of], condition.when, time);
    case 'money':
      return spanTest(columns.money.get(condition.currency), condition.span);
    case 'orders':
      return spanTest(columns.orders, condition.span);
    case 'waiting': {
      const latest = time.at - condition.hours * 3_600_000;
      return (place) => columns.waitingSince.at(place) <= latest;
    }
    case 'has': {
      const bits = columns.has[condition.what];
      return (place) => bits.has(place);
    }
    case 'field': {
      const { holds } = condition;
      return columns.fields.get(condition.name)?.test((text) => fieldHolds(text, holds, time)) ?? nobody;
    }
  }
}

function anyOf(names: readonly string[], columns: ReadonlyMap<string, Bits>): PlaceTest {
  const bits = names.flatMap((name) => columns.get(name) ?? []);
  const [one] = bits;
  if (!one) return nobody;
  return bits.length === 1 ? (place) => one.has(place) : (place) => bits.some((each) => each.has(place));
}

function oneOf(values: readonly string[], column: Codes): PlaceTest {
  const wanted = new Set(values);
  return column.test((text) => wanted.has(text));
}

function dateTest(column: Numbers, when: When, time: FilterTime): PlaceTest {
  const { from, to, orNone } = rangeOf(when, time);
  return (place) => {
    const at = column.at(place);
    return Number.isNaN(at) ? orNone : at >= from && at < to;
  };
}

function spanTest(column: Numbers | undefined, { from = -Infinity, to = Infinity }: Span): PlaceTest {
  return (place) => {
    const value = column?.at(place) ?? 0;
    const sum = Number.isNaN(value) ? 0 : value;
    return sum >= from && sum <= to;
  };
}
