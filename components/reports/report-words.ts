import type { Format } from '../../lib/domain/format.ts';
import type { PeriodName, Unit } from '../../lib/domain/report/period.ts';
import type { Text } from '../../lib/domain/text.ts';

/** `tháng 11/2026`, `quý 4/2026`, `năm 2026`. */
export function periodWords(at: PeriodName, unit: Unit, t: Text): string {
  return t(`report_of_${unit}`, partsOf(at));
}

/** The same under a bar, as short as is still clear. */
export function periodShort(at: PeriodName, unit: Unit): string {
  const { month, quarter, year } = partsOf(at);
  if (unit === 'year') return year;
  if (unit === 'quarter') return quarter === '1' ? `Q1/${year.slice(2)}` : `Q${quarter}`;
  return month === '1' ? `1/${year.slice(2)}` : month;
}

/** In a table, whole: `11/2026`. */
export function periodName(at: PeriodName, unit: Unit): string {
  const { month, quarter, year } = partsOf(at);
  return unit === 'year' ? year : unit === 'quarter' ? `Q${quarter}/${year}` : `${month}/${year}`;
}

const partsOf = (at: PeriodName) => {
  const month = Number(at.slice(5));
  return { month: String(month), quarter: String(Math.ceil(month / 3)), year: at.slice(0, 4) };
};

export const percent = (share: number | null, format: Format): string =>
  share === null ? '–' : `${format.count(Math.round(share * 1000) / 10)}%`;

/** How much more or less than before, in words; null where there is nothing to tell it from. */
export function change(now: number, last: number): number | null {
  return last === 0 ? null : (now - last) / last;
}
