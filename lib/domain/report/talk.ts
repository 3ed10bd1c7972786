import { kindCell, statusIn } from './cell.ts';
import { placeOf } from './cohorts.ts';
import { type Among, isAmong, isCounted, type ReportData, talkBookOf, turnAt } from './data.ts';
import { isWithin, medianOf, type Span } from './period.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How soon we answered, of the messages that came in a period. Defined in docs/measures.md. */
export interface Reply {
  /** How many were answered. */
  answered: number;
  /** Still without an answer. */
  open: number;
  /** Milliseconds; null where none was answered. */
  median: number | null;
  /** Answered within an hour. */
  soon: number;
}
export const REPLY_CELLS = ['answered', 'open', 'soon', 'slow'] as const;
/** `slow`: after more than a day. */
export type ReplyCell = (typeof REPLY_CELLS)[number];

/** @param spans one after the other, without gaps. @param tell is told the people of the last span. */
export function repliesOver(
  data: ReportData,
  spans: readonly Span[],
  among: Among,
  tell?: (cell: ReplyCell, person: number) => void,
): Reply[] {
  const waits: number[][] = spans.map(() => []);
  const open = spans.map(() => 0);
  const { start, at, event } = talkBookOf(data);
  const told = (span: number, cell: ReplyCell, person: number) => {
    if (span === spans.length - 1) tell?.(cell, person);
  };
  for (let person = 0; person < data.people.count; person++) {
    if (start[person] === start[person + 1] || !isAmong(among, person) || !isCounted(data, person)) continue;
    let asked: number | null = null;
    for (let i = start[person]!; i < start[person + 1]!; i++) {
      if (turnAt(data.events, event[i]!) === 1) {
        asked ??= at[i]!;
        continue;
      }
      if (asked === null) continue;
      const span = placeOf(spans, asked);
      if (span >= 0) {
        const wait = at[i]! - asked;
        waits[span]!.push(wait);
        told(span, 'answered', person);
        if (wait <= HOUR) told(span, 'soon', person);
        if (wait > DAY) told(span, 'slow', person);
      }
      asked = null;
    }
    const span = asked === null ? -1 : placeOf(spans, asked);
    if (span < 0) continue;
    open[span]! += 1;
    told(span, 'open', person);
  }
  return spans.map((_span, i) => ({
    answered: waits[i]!.length,
    open: open[i]!,
    median: medianOf(waits[i]!),
    soon: waits[i]!.filter((wait) => wait <= HOUR).length,
  }));
}

/** How old a complaint is that is not confirmed to be made good, in days: less than these. */
export const AGES = [1, 3, 7, Number.POSITIVE_INFINITY] as const;

/** What customers said that went wrong, or kept them from buying. */
export interface Said {
  raised: number;
  /** Of those: confirmed by the buyer by now. */
  confirmed: number;
  /** From raised to confirmed, milliseconds. */
  median: number | null;
  barriers: number;
  ideas: number;
}
export const SAID_CELLS = ['raised', 'confirmed', 'barriers', 'ideas'] as const;
export type SaidCell = (typeof SAID_CELLS)[number] | `age/${number}`;

const [COMPLAINT, BARRIER, IDEA] = [kindCell('complaint'), kindCell('barrier'), kindCell('idea')];

/** @param spans one after the other, without gaps. @param tell is told the people of the last span. */
export function saidOver(
  data: ReportData,
  spans: readonly Span[],
  among: Among,
  tell?: (cell: SaidCell, person: number) => void,
): Said[] {
  const ages: number[][] = spans.map(() => []);
  const said = spans.map(() => ({
    raised: 0,
    confirmed: 0,
    median: null as number | null,
    barriers: 0,
    ideas: 0,
  }));
  const { kind, at, person, amount, state, count } = data.events;
  for (let event = 0; event < count; event++) {
    const one = kind[event]!;
    if (one !== COMPLAINT && one !== BARRIER && one !== IDEA) continue;
    const who = person[event]!;
    if (!isAmong(among, who) || !isCounted(data, who)) continue;
    const span = placeOf(spans, at[event]!);
    if (span < 0) continue;
    const put = (cell: (typeof SAID_CELLS)[number]) => {
      said[span]![cell] += 1;
      if (span === spans.length - 1) tell?.(cell, who);
    };
    put(one === COMPLAINT ? 'raised' : one === BARRIER ? 'barriers' : 'ideas');
    if (one !== COMPLAINT || statusIn(state[event]!) !== 'confirmed') continue;
    put('confirmed');
    ages[span]!.push(amount[event]! - at[event]!);
  }
  return said.map((one, i) => ({ ...one, median: medianOf(ages[i]!) }));
}

/** Complaints that stand at an instant, by their age. */
export function standingAt(
  data: ReportData,
  now: number,
  among: Among,
  tell?: (cell: SaidCell, person: number) => void,
): number[] {
  const standing = AGES.map(() => 0);
  const { kind, at, person, state, count } = data.events;
  for (let event = 0; event < count; event++) {
    if (kind[event] !== COMPLAINT || !isWithin({ from: -Infinity, until: now + 1 }, at[event]!)) continue;
    const status = statusIn(state[event]!);
    if (status !== 'open' && status !== 'good') continue;
    const who = person[event]!;
    if (!isAmong(among, who) || !isCounted(data, who)) continue;
    const age = AGES.findIndex((days) => now - at[event]! < days * DAY);
    standing[age]! += 1;
    tell?.(`age/${age}`, who);
  }
  return standing;
}
