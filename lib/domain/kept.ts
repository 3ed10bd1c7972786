import { dueAtWall } from './due.ts';
import type { Due, Reminder } from './entities.ts';

/**
 * Whether promises were kept. What counts and how is written down in docs/measures.md. A promise is a reminder for a
 * customer, and belongs to the month of the day it was first given, on the calendar of the zone it was given in.
 */
export const KEPT_OUTCOMES = ['kept', 'late', 'moved', 'missed'] as const;
export type KeptOutcome = (typeof KEPT_OUTCOMES)[number];
export type KeptCounts = Record<KeptOutcome, number>;

export type Promised = Pick<Reminder, 'due' | 'promised' | 'state' | 'doneAt'>;

/** The due time that was promised, whatever it was moved to since. */
export const promisedDue = ({ due, promised }: Promised): Due => promised ?? due;

/** `2026-11`. */
export const monthOf = (promise: Promised): string => promisedDue(promise).wall.slice(0, 7);

/** When the day of a due time is over, in its own zone. Milliseconds since 1970. */
function dayEnd({ wall, zone }: Due): number {
  const next = Temporal.PlainDateTime.from(wall).toPlainDate().add({ days: 1 });
  return dueAtWall(next.toPlainDateTime(), zone).at;
}

/**
 * What became of a promise; null where nobody can say yet, or it was called off.
 * @param now milliseconds since 1970.
 */
export function outcomeOf(promise: Promised, now: number): KeptOutcome | null {
  const { due, state, doneAt } = promise;
  if (state === 'cancelled') return null;
  // Moved is moved, also when it is done by the new time: the buyer was told another one.
  if (promise.promised) return 'moved';
  const end = dayEnd(due);
  if (state === 'done') return (doneAt ?? due.at) < end ? 'kept' : 'late';
  return now >= end ? 'missed' : null;
}

export const noCounts = (): KeptCounts => ({ kept: 0, late: 0, moved: 0, missed: 0 });

/** How many promises were kept of those whose outcome is known, 0 to 1; null where none is. */
export function keptRate(counts: KeptCounts): number | null {
  const all = KEPT_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  return all === 0 ? null : counts.kept / all;
}

/** The instants that no promise of these months lies outside of, whatever its zone. @param last `2026-11`. */
export function monthRange(first: string, last: string): [from: number, until: number] {
  const DAY = 86_400_000;
  const start = Temporal.PlainYearMonth.from(first).toPlainDate({ day: 1 });
  const end = Temporal.PlainYearMonth.from(last).add({ months: 1 }).toPlainDate({ day: 1 });
  const utc = (day: Temporal.PlainDate) => day.toZonedDateTime('UTC').epochMilliseconds;
  return [utc(start) - DAY, utc(end) + DAY];
}

/** The month of an instant in a zone, and those before it, newest first. @param count how many. */
export function monthsBack(now: number, zone: string, count: number): string[] {
  const month = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toPlainYearMonth();
  return Array.from({ length: count }, (_, i) => month.subtract({ months: i }).toString());
}
