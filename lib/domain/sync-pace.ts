/** How often a store is asked. Milliseconds throughout. */

/** After a change, here or there: somebody may be waiting for it. */
const EAGER_MS = 5_000;
const EAGER_FOR_MS = 120_000;
/** While a card or the dashboard is in sight. */
const VISIBLE_MS = 13_000;
const HIDDEN_MS = 60_000;
const LONGEST_MS = 900_000;

export interface Pace {
  now: number;
  /** When something last changed, here or at the store. */
  changedAt: number;
  visible: boolean;
  /** Turns that failed one after the other. */
  failures: number;
  /** What the store asked for, if it did. */
  retryAfterMs: number | null;
  /** The last step did not come to its end. */
  more: boolean;
}

/**
 * Time until the next turn. Failures double the wait up to a quarter of an hour, and a store that says how long to wait
 * is not asked sooner.
 */
export function waitFor({ now, changedAt, visible, failures, retryAfterMs, more }: Pace): number {
  if (failures > 0) {
    const doubled = Math.min(LONGEST_MS, EAGER_MS * 2 ** Math.min(failures, 20));
    return Math.max(doubled, Math.min(retryAfterMs ?? 0, LONGEST_MS * 4));
  }
  if (more) return 0;
  if (Math.abs(now - changedAt) < EAGER_FOR_MS) return EAGER_MS;
  return visible ? VISIBLE_MS : HIDDEN_MS;
}
