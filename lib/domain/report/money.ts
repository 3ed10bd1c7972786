import { OUTCOMES } from '../entities.ts';
import { cameBack } from '../order-outcome.ts';
import { ORDER_CELL } from './cell.ts';
import { placeOf } from './cohorts.ts';
import { type Among, counts, isAmong, isCounted, lineBookOf, orderBookOf, type ReportData } from './data.ts';
import { isWithin, medianOf, type Span } from './period.ts';

export interface Money {
  /** Of the orders that count, in one currency. */
  sum: number;
  /** Orders that count, whatever their currency, and also where nobody knows what they came to. */
  orders: number;
  buyers: number;
  /** Refused or returned. */
  cameBack: number;
  cancelled: number;
}

const NO_MONEY: Money = { sum: 0, orders: 0, buyers: 0, cameBack: 0, cancelled: 0 };
export const MONEY_CELLS = ['buyers', 'cameBack', 'cancelled'] as const;

/** Currencies of the orders that count, the commonest first. */
export function currenciesOf({ events }: ReportData): string[] {
  const found = new Float64Array(events.unit.texts.length);
  for (let event = 0; event < events.count; event++)
    if (counts(events, event) && !Number.isNaN(events.amount[event]!)) found[events.unit.codes[event]!]! += 1;
  return events.unit.texts
    .map((text, code) => ({ text, count: found[code]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .map(({ text }) => text);
}

const codeOf = ({ events }: ReportData, currency: string): number => events.unit.texts.indexOf(currency);

/** @param spans one after the other, without gaps. */
export function moneyOver(data: ReportData, spans: Span[], currency: string, among: Among): Money[] {
  const money = spans.map(() => ({ ...NO_MONEY }));
  const buyers = spans.map(() => new Uint8Array(data.people.count));
  const { events } = data;
  const unit = codeOf(data, currency);
  for (let event = 0; event < events.count; event++) {
    if (events.kind[event] !== ORDER_CELL) continue;
    const person = events.person[event]!;
    if (!isAmong(among, person) || !isCounted(data, person)) continue;
    const span = placeOf(spans, events.at[event]!);
    if (span < 0) continue;
    const one = money[span]!;
    const outcome = OUTCOMES[events.state[event]!];
    if (cameBack(outcome)) one.cameBack += 1;
    else if (outcome === 'cancelled') one.cancelled += 1;
    else {
      one.orders += 1;
      const amount = events.amount[event]!;
      if (events.unit.codes[event] === unit && !Number.isNaN(amount)) one.sum += amount;
      if (buyers[span]![person] === 0) {
        buyers[span]![person] = 1;
        one.buyers += 1;
      }
    }
  }
  return money;
}

/** Who is behind a figure of `moneyOver`. */
export function peopleOfMoney(
  data: ReportData,
  span: Span,
  among: Among,
  tell: (cell: (typeof MONEY_CELLS)[number], person: number) => void,
): void {
  const { events } = data;
  for (let event = 0; event < events.count; event++) {
    if (events.kind[event] !== ORDER_CELL || !isWithin(span, events.at[event]!)) continue;
    const person = events.person[event]!;
    if (!isAmong(among, person) || !isCounted(data, person)) continue;
    const outcome = OUTCOMES[events.state[event]!];
    tell(cameBack(outcome) ? 'cameBack' : outcome === 'cancelled' ? 'cancelled' : 'buyers', person);
  }
}

/** What revenue is cut by. */
export const CUTS = ['product', 'province', 'channel', 'owner', 'stage', 'segment'] as const;
export type Cut = (typeof CUTS)[number];

export interface CutRow {
  /** What it is cut by: a product's name, a province's id, a site, an owner, a stage, a view's id; '' where none is known. */
  key: string;
  sum: number;
  last: number;
  orders: number;
  buyers: number;
}

/** A list of customers under a name, as `among`. */
export interface Segment {
  id: string;
  among: Uint8Array;
}

/** Revenue by what is asked, the largest first. Products count by the lines of goods, all else by orders. */
export function cutMoney(
  data: ReportData,
  asked: { cut: Cut; span: Span; last: Span; currency: string; segments: readonly Segment[] },
  among: Among,
  tell?: (key: string, person: number) => void,
): CutRow[] {
  const { events } = data;
  const unit = codeOf(data, asked.currency);
  const rows = new Map<number, CutRow & { person: number }>();
  const { keyOf, codes } = coded(data, asked);
  const { start, at, event: of } = asked.cut === 'product' ? lineBookOf(data) : orderBookOf(data);
  for (let person = 0; person < data.people.count; person++) {
    if (start[person] === start[person + 1] || !isAmong(among, person) || !isCounted(data, person)) continue;
    for (let i = start[person]!; i < start[person + 1]!; i++) {
      const isNow = isWithin(asked.span, at[i]!);
      if (!isNow && !isWithin(asked.last, at[i]!)) continue;
      const event = of[i]!;
      const amount = events.amount[event]!;
      const worth = events.unit.codes[event] === unit && !Number.isNaN(amount) ? amount : 0;
      for (const code of codes(event, person)) {
        let row = rows.get(code);
        if (!row) {
          row = { key: keyOf(code), sum: 0, last: 0, orders: 0, buyers: 0, person: -1 };
          rows.set(code, row);
        }
        if (isNow) {
          row.sum += worth;
          row.orders += 1;
          if (row.person !== person) row.buyers += 1;
          if (row.person !== person) tell?.(row.key, person);
          row.person = person;
        }
        // The same days may be in both, where a period is held against itself.
        if (isWithin(asked.last, at[i]!)) row.last += worth;
      }
    }
  }
  return [...rows.values()]
    .map(({ person: _last, ...row }) => row)
    .sort((a, b) => b.sum - a.sum || b.orders - a.orders || b.last - a.last || (a.key < b.key ? -1 : 1));
}

/** How an order is told apart: by one code, or by those of all lists its buyer is on. */
function coded(data: ReportData, { cut, segments }: { cut: Cut; segments: readonly Segment[] }) {
  const one = [0];
  const single = (keys: readonly string[], codeOf: (event: number, person: number) => number) => ({
    keyOf: (code: number) => keys[code] ?? '',
    codes: (event: number, person: number) => {
      one[0] = codeOf(event, person);
      return one;
    },
  });
  if (cut === 'segment')
    return {
      keyOf: (code: number) => segments[code]!.id,
      codes: (_event: number, person: number) =>
        segments.flatMap(({ among }, code) => (among[person] === 1 ? [code] : [])),
    };
  const { text } = data.events;
  if (cut === 'product' || cut === 'channel') return single(text.texts, (event) => text.codes[event]!);
  const column = data.people.words[cut];
  return single(column.texts, (_event, person) => column.codes[person]!);
}

/** What buyers have brought until now, each with all of their orders. */
export interface Value {
  buyers: number;
  mean: number | null;
  median: number | null;
  /** Share of the whole that the best fifth of the buyers brought; null where nothing was. */
  topShare: number | null;
  /** How many buyers the best fifth are: rounded up. */
  top: number;
}

export function worthOf(
  data: ReportData,
  asked: { until: number; currency: string },
  among: Among,
  tell?: (cell: 'buyers' | 'top', person: number) => void,
): Value {
  const { events } = data;
  const unit = codeOf(data, asked.currency);
  const { start, at, event: of } = orderBookOf(data);
  const worths: { person: number; worth: number }[] = [];
  for (let person = 0; person < data.people.count; person++) {
    if (start[person] === start[person + 1] || !isAmong(among, person) || !isCounted(data, person)) continue;
    let worth = 0;
    let bought = false;
    for (let i = start[person]!; i < start[person + 1]! && at[i]! < asked.until; i++) {
      const amount = events.amount[of[i]!]!;
      if (events.unit.codes[of[i]!] !== unit || Number.isNaN(amount)) continue;
      worth += amount;
      bought = true;
    }
    if (!bought) continue;
    worths.push({ person, worth });
    tell?.('buyers', person);
  }
  worths.sort((a, b) => b.worth - a.worth || a.person - b.person);
  const sum = worths.reduce((all, { worth }) => all + worth, 0);
  const top = Math.ceil(worths.length / 5);
  const best = worths.slice(0, top);
  if (tell) for (const { person } of best) tell('top', person);
  return {
    buyers: worths.length,
    mean: worths.length === 0 ? null : sum / worths.length,
    median: medianOf(worths.map(({ worth }) => worth)),
    topShare: sum > 0 ? best.reduce((all, { worth }) => all + worth, 0) / sum : null,
    top,
  };
}
