import type { Aside } from './entities.ts';

/**
 * Whether a row of Today is put aside now.
 * @param of the instant that brought the customer there: what was put aside was that one.
 */
export function isAside(aside: Aside | null | undefined, of: number | undefined, now: number): boolean {
  return aside != null && aside.of === of && (aside.until === null || aside.until > now);
}
