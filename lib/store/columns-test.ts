import type { Condition, Filter, FilterTime, Span, When } from '../domain/filter/filter.ts';
import { rangeOf } from '../domain/filter/filter-time.ts';
import { fieldHolds } from '../domain/filter/fits.ts';
import { isAsked } from '../domain/filter/provinces.ts';
import {
  daysSince,
  frequencyMark,
  moneyMark,
  recencyMark,
  scoreOf,
  type Tier,
  tierOf,
  VALUE_RULES,
} from '../domain/value.ts';
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
    case 'been':
      return anyOf(condition.in, columns.been);
    case 'deal':
      return anyOf(condition.in, columns.deals);
    case 'province':
      return columns.province.test((id) => isAsked(condition.in, id));
    case 'tier':
      return tierTest(condition.in, columns, time);
    case 'lead':
      return spanTest(columns.lead, condition.span);
    case 'relation':
    case 'stage':
    case 'kind':
    case 'owner':
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

/** The tier of every place, worked out from what `worthOf` of domain goes by. */
function tierTest(tiers: readonly Tier[], columns: Columns, time: FilterTime): PlaceTest {
  const wanted = new Set<Tier>(tiers);
  const tier = tiersOf(columns, time);
  return (place) => wanted.has(tier(place));
}

export function tiersOf(columns: Columns, time: FilterTime): (place: number) => Tier {
  const rules = time.value ?? VALUE_RULES;
  const sums = [...columns.money].filter(([currency]) => Object.hasOwn(rules.money, currency));
  return (place) => {
    const count = columns.bought.at(place);
    const at = columns.boughtAt.at(place);
    if (!(count > 0) || Number.isNaN(at)) return 'none';
    const days = daysSince(at, time.at);
    let money = 1;
    for (const [currency, column] of sums) {
      const total = column.at(place);
      if (!Number.isNaN(total)) money = Math.max(money, moneyMark(currency, total, rules));
    }
    const score = scoreOf(recencyMark(days, rules), frequencyMark(count, rules), money, rules);
    return tierOf(count, days, score, rules);
  };
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
