/** The periods of reports: calendar months, quarters and years of the seller's zone. */
export const UNITS = ['month', 'quarter', 'year'] as const;
export type Unit = (typeof UNITS)[number];
const MONTHS: Record<Unit, number> = { month: 1, quarter: 3, year: 12 };
/** How many periods a report looks back, the one it is about counted. */
export const TREND: Record<Unit, number> = { month: 12, quarter: 8, year: 6 };

/** A period is named by its first month: `2026-10` is the last quarter of 2026, where quarters are meant. */
export type PeriodName = string;

/** From (counted) until (not counted), milliseconds since 1970. */
export interface Span {
  from: number;
  until: number;
}

export function periodAt(now: number, zone: string, unit: Unit): PeriodName {
  const day = dayAt(now, zone);
  const size = MONTHS[unit];
  return day
    .toPlainYearMonth()
    .subtract({ months: (day.month - 1) % size })
    .toString();
}

export const shifted = (name: PeriodName, unit: Unit, periods: number): PeriodName =>
  Temporal.PlainYearMonth.from(name)
    .add({ months: periods * MONTHS[unit] })
    .toString();

const dayAt = (at: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toZonedDateTimeISO(zone).toPlainDate();
/** `2026-11-24`: the day of an instant. */
export const dayOf = (at: number, zone: string): string => dayAt(at, zone).toString();
const startOf = (day: Temporal.PlainDate, zone: string): number =>
  day.toZonedDateTime(zone).epochMilliseconds;
const firstDay = (name: PeriodName): Temporal.PlainDate =>
  Temporal.PlainYearMonth.from(name).toPlainDate({ day: 1 });

export const spanOf = (name: PeriodName, unit: Unit, zone: string): Span => ({
  from: startOf(firstDay(name), zone),
  until: startOf(firstDay(shifted(name, unit, 1)), zone),
});

/** Whole days, both counted, each `2026-11-24`. */
export const spanOfDays = (first: string, last: string, zone: string): Span => ({
  from: startOf(Temporal.PlainDate.from(first), zone),
  until: startOf(Temporal.PlainDate.from(last).add({ days: 1 }), zone),
});

/**
 * What a period is compared with: the one before. While it runs, as many days of the one before as have begun by now,
 * so that ten days are not held against a whole month.
 */
export function lastOf(name: PeriodName, unit: Unit, zone: string, now: number): Span {
  const { from, until } = spanOf(shifted(name, unit, -1), unit, zone);
  const current = spanOf(name, unit, zone);
  if (now >= current.until || now < current.from) return { from, until };
  const days = firstDay(name).until(dayAt(now, zone), { largestUnit: 'day' }).days + 1;
  const same = startOf(firstDay(shifted(name, unit, -1)).add({ days }), zone);
  return { from, until: Math.min(until, same) };
}

/** Whether the period is not over yet. */
export const isRunning = (name: PeriodName, unit: Unit, zone: string, now: number): boolean =>
  now < spanOf(name, unit, zone).until;

/** The period and those before it, oldest first. */
export function trendOf(name: PeriodName, unit: Unit, count = TREND[unit]): PeriodName[] {
  return Array.from({ length: count }, (_, i) => shifted(name, unit, i - count + 1));
}

export const isWithin = ({ from, until }: Span, at: number): boolean => at >= from && at < until;

/** The middle of numbers, between the two of an even count; null of none. Sorts them. */
export function medianOf(numbers: number[] | Float64Array): number | null {
  if (numbers.length === 0) return null;
  const sorted = Float64Array.from(numbers).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
