/**
 * When a buyer counts as quiet, by their own rhythm. Written down for sellers in docs/measures.md. All lengths are
 * milliseconds, all times milliseconds since 1970.
 */
const DAY = 86_400_000;
/** Who has no rhythm yet is quiet after this. */
export const QUIET_MS = 60 * DAY;
/** Fewer orders than this are no rhythm. */
const RHYTHM_ORDERS = 3;

/**
 * The usual time between two orders: the median of the gaps. Orders less than a day apart are one visit to the shop in
 * several parcels, and count once. Undefined for fewer than three.
 */
export function rhythmOf(orderTimes: readonly number[]): number | undefined {
  const visits: number[] = [];
  for (const at of orderTimes.toSorted((a, b) => a - b))
    if (visits.length === 0 || at - visits.at(-1)! >= DAY) visits.push(at);
  if (visits.length < RHYTHM_ORDERS) return undefined;
  const gaps = visits
    .slice(1)
    .map((at, i) => at - visits[i]!)
    .sort((a, b) => a - b);
  const middle = gaps.length >> 1;
  return gaps.length % 2 === 1 ? gaps[middle]! : Math.round((gaps[middle - 1]! + gaps[middle]!) / 2);
}

/** What is known of a buyer. */
export interface Buyer {
  lastOrderAt?: number;
  /** The last word of theirs. */
  lastInAt?: number;
  /** The last word of ours. */
  lastOutAt?: number;
  rhythm?: number;
  stage?: string;
}

/**
 * From when on the buyer is quiet; undefined for somebody who never ordered, was given up, or was written to since
 * then: it is their turn now.
 */
export function quietFrom({ lastOrderAt, lastInAt, lastOutAt, rhythm, stage }: Buyer): number | undefined {
  if (lastOrderAt === undefined || stage === 'lost') return undefined;
  const at = Math.max(lastOrderAt, lastInAt ?? 0) + (rhythm ?? QUIET_MS);
  return lastOutAt !== undefined && lastOutAt >= at ? undefined : at;
}
