/** When to look again. All in milliseconds. */
const SOON_MS = 5_000;
const SOON_FOR_MS = 120_000;
const VISIBLE_MS = 12_000;
const HIDDEN_MS = 60_000;
const LONGEST_MS = 15 * 60_000;

/**
 * How long until the next look: 5 s for two minutes after any change here or elsewhere, 12 s while Beside is in sight, a
 * minute otherwise.
 * @param changedAt when a change was last made or read.
 */
export function pollWait(now: number, changedAt: number, isVisible: boolean): number {
  if (now - changedAt < SOON_FOR_MS) return isVisible ? SOON_MS : Math.min(HIDDEN_MS, SOON_MS * 6);
  return isVisible ? VISIBLE_MS : HIDDEN_MS;
}

/**
 * How long to wait after a failure: as long again as it has lasted, so that the wait doubles, up to a quarter of an hour;
 * what the store asks for is the least.
 */
export function failureWait(lastedMs: number, retryAfterMs: number | null): number {
  return Math.max(Math.min(Math.max(lastedMs, SOON_MS), LONGEST_MS), retryAfterMs ?? 0);
}
