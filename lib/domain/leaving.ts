import type { Stopped } from './matter.ts';
import { QUIET_MS } from './quiet-buyer.ts';

/**
 * Buyers who leave: how much later than usual they are, and in which month they left. Written down in docs/measures.md.
 * Lengths are milliseconds, times milliseconds since 1970.
 */
const DAY = 86_400_000;

export interface Leaver {
  firstOrderAt: number | undefined;
  lastOrderAt: number | undefined;
  lastInAt: number | undefined;
  rhythm: number | undefined;
  stopped: Stopped | null;
}

/** When silence begins to be longer than usual, whoever wrote last; undefined for somebody who never ordered. */
export function silentFrom({
  lastOrderAt,
  lastInAt,
  rhythm,
}: Omit<Leaver, 'stopped' | 'firstOrderAt'>): number | undefined {
  return lastOrderAt === undefined ? undefined : Math.max(lastOrderAt, lastInAt ?? 0) + (rhythm ?? QUIET_MS);
}

/** How many times the usual time has passed since a buyer was last heard of: above 1 is late. */
export function overrun(buyer: Omit<Leaver, 'stopped' | 'firstOrderAt'>, now: number): number {
  const from = silentFrom(buyer);
  const usual = buyer.rhythm ?? QUIET_MS;
  return from === undefined ? 0 : (now - (from - usual)) / Math.max(usual, DAY);
}

/** The reason holds until they order again. */
export const isStopped = ({ stopped, lastOrderAt }: Pick<Leaver, 'stopped' | 'lastOrderAt'>): boolean =>
  stopped !== null && (lastOrderAt ?? 0) <= stopped.at;

/** When a buyer left: when the seller said so, else when they fell silent; undefined for those who are here. */
export function leftAt(buyer: Leaver, now: number): number | undefined {
  if (buyer.lastOrderAt === undefined) return undefined;
  if (isStopped(buyer)) return buyer.stopped!.at;
  const from = silentFrom(buyer);
  return from !== undefined && from <= now ? from : undefined;
}

export interface ChurnMonth {
  /** `2026-11`. */
  month: string;
  /** Buyers when it began. */
  buyers: number;
  /** Those who left in it and are not back. */
  left: number;
}

/** When the months begin, and when the last of them ends. @param months in any order. */
export function monthBounds(
  months: readonly string[],
  zone: string,
): Map<string, [from: number, until: number]> {
  const start = (month: Temporal.PlainYearMonth) =>
    month.toPlainDate({ day: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return new Map(
    months.map((name) => {
      const month = Temporal.PlainYearMonth.from(name);
      return [name, [start(month), start(month.add({ months: 1 }))]];
    }),
  );
}

/** Churn by month, in the order of the months. */
export function churnOf(
  buyers: Iterable<Leaver>,
  months: readonly string[],
  zone: string,
  now: number,
): ChurnMonth[] {
  const bounds = [...monthBounds(months, zone)];
  const found = bounds.map(([month]): ChurnMonth => ({ month, buyers: 0, left: 0 }));
  for (const buyer of buyers) {
    const { firstOrderAt } = buyer;
    if (firstOrderAt === undefined) continue;
    const left = leftAt(buyer, now) ?? Number.POSITIVE_INFINITY;
    bounds.forEach(([, [from, until]], i) => {
      if (firstOrderAt >= from || left < from) return;
      found[i]!.buyers += 1;
      if (left < until) found[i]!.left += 1;
    });
  }
  return found;
}

/** Silent for so long after a problem, they may be leaving because of it. */
export const SILENT_MS = 14 * DAY;
/** Words within so long of the problem are about it. */
const ABOUT_IT_MS = 7 * DAY;
/** Problems older than this are history. */
export const TROUBLE_MS = 365 * DAY;

/** Whether a buyer had a problem, and neither ordered nor wrote since it was talked over. */
export function isSilentAfterTrouble(
  {
    troubleAt,
    lastOrderAt,
    lastInAt,
  }: { troubleAt: number | undefined; lastOrderAt: number | undefined; lastInAt: number | undefined },
  now: number,
): boolean {
  if (troubleAt === undefined || now - troubleAt < SILENT_MS || now - troubleAt > TROUBLE_MS) return false;
  if ((lastOrderAt ?? 0) > troubleAt) return false;
  const last = lastInAt ?? 0;
  return last <= troubleAt + ABOUT_IT_MS && now - Math.max(last, troubleAt) >= SILENT_MS;
}
