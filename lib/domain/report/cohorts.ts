import { type Among, isAmong, isCounted, orderBookOf, type ReportData } from './data.ts';
import { type PeriodName, type Span, spanOf, trendOf, type Unit } from './period.ts';

/** Those whose first order lies in one period, and how many of them ordered in each period after it. */
export interface Cohort {
  period: PeriodName;
  size: number;
  /** Beside the first, one for each period that has begun. */
  came: number[];
}

/** @param tell `row/k`: a person of a row who came in the k-th period after. */
export function cohortsOf(
  data: ReportData,
  asked: { at: PeriodName; unit: Unit; zone: string; now: number },
  among: Among,
  tell?: (cell: string, person: number) => void,
): Cohort[] {
  const names = trendOf(asked.at, asked.unit);
  const spans = names.map((name) => spanOf(name, asked.unit, asked.zone));
  const cohorts = names.map((period, row): Cohort => {
    const begun = spans.slice(row + 1).filter((span) => span.from <= asked.now).length;
    return { period, size: 0, came: new Array<number>(begun).fill(0) };
  });
  const { start, at } = orderBookOf(data);
  for (let person = 0; person < data.people.count; person++) {
    const [first, stop] = [start[person]!, start[person + 1]!];
    if (first === stop || !isAmong(among, person) || !isCounted(data, person)) continue;
    const row = placeOf(spans, at[first]!);
    if (row < 0) continue;
    const cohort = cohorts[row]!;
    cohort.size += 1;
    tell?.(`${row}/0`, person);
    let counted = row;
    for (let i = first + 1; i < stop; i++) {
      const period = placeOf(spans, at[i]!, counted);
      if (period <= counted) continue;
      counted = period;
      const after = period - row;
      if (after > cohort.came.length) break;
      cohort.came[after - 1]! += 1;
      tell?.(`${row}/${after}`, person);
    }
  }
  return cohorts;
}

/** Which of the spans, which follow one another, an instant lies in; -1 for none. */
export function placeOf(spans: readonly Span[], at: number, from = 0): number {
  if (at < spans[from]!.from) return -1;
  for (let place = from; place < spans.length; place++) if (at < spans[place]!.until) return place;
  return -1;
}
