import { getYearInfo } from '@dqcai/vn-lunar';

type Date = Temporal.PlainDate;

/** A day of the Vietnamese lunar calendar. */
export interface LunarDate {
  /** 1 to 30. */
  day: number;
  /** 1 to 12; a leap month bears the number of the month before it. */
  month: number;
  /** A leap month (tháng nhuận) repeats the month before it. */
  isLeap: boolean;
  /** The solar year in which this lunar year began: the days before Tết belong to the year before. */
  year: number;
}

/** Lunar years that can be asked for. Outside of them nothing is known here, and nothing is guessed. */
export const LUNAR_YEARS = { from: 1900, to: 2198 } as const;
/**
 * Vietnam has had the calendar of its own meridian (UTC+7) since 1968. Dates before are computed: what people lived by
 * then differed between the north and the south, and from both.
 */
export const LUNAR_SURE_FROM = 1968;

interface Month {
  month: number;
  isLeap: boolean;
  start: Date;
  days: number;
}

const EPOCH = Temporal.PlainDate.from('1970-01-01');
/** Julian day number of the epoch. */
const EPOCH_JULIAN = 2_440_588;
const dateOf = (julian: number) => EPOCH.add({ days: julian - EPOCH_JULIAN });

const known = new Map<number, readonly Month[]>();

/** The months of a lunar year in order, from Tết on; none for a year that is not known. */
function monthsOf(year: number): readonly Month[] {
  if (!Number.isInteger(year) || year < LUNAR_YEARS.from || year > LUNAR_YEARS.to) return [];
  const before = known.get(year);
  if (before) return before;
  const read = getYearInfo(year);
  const end = getYearInfo(year + 1)[0]?.jd ?? 0;
  const months = read.map(({ month, leap, jd }, i) => ({
    month,
    isLeap: leap,
    start: dateOf(jd),
    days: (read[i + 1]?.jd ?? end) - jd,
  }));
  known.set(year, months);
  return months;
}

const find = (year: number, month: number, isLeap: boolean) =>
  monthsOf(year).find((one) => one.month === month && one.isLeap === isLeap);

/**
 * The lunar date of a day in Vietnam.
 *
 * @throws RangeError for a day outside `LUNAR_YEARS`.
 */
export function toLunar(date: Date): LunarDate {
  const tet = tetOf(date.year);
  const year = tet && Temporal.PlainDate.compare(date, tet) < 0 ? date.year - 1 : date.year;
  const month = monthsOf(year).findLast(({ start }) => Temporal.PlainDate.compare(start, date) <= 0);
  if (!month) throw new RangeError(`No lunar date is known for ${date.toString()}`);
  const day = month.start.until(date, { largestUnit: 'days' }).days + 1;
  return { day, month: month.month, isLeap: month.isLeap, year };
}

/** The day, or null where that year has no such day: a leap month it lacks, a 30th of a month of 29 days. */
export function fromLunar({ day, month, isLeap, year }: LunarDate): Date | null {
  const found = find(year, month, isLeap);
  if (!found || !Number.isInteger(day) || day < 1 || day > found.days) return null;
  return found.start.add({ days: day - 1 });
}

/** 29 or 30, or 0 where that year has no such month. */
export function monthDays(year: number, month: number, isLeap: boolean): number {
  return find(year, month, isLeap)?.days ?? 0;
}

/** The first day of a lunar year, by the solar year in which it begins; null outside `LUNAR_YEARS`. */
export function tetOf(year: number): Date | null {
  return monthsOf(year)[0]?.start ?? null;
}
