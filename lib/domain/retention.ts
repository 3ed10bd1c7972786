import type { INTERACTION_KINDS, Interaction } from './entities.ts';
import { THINNED } from './merge.ts';
import type { Row } from './row.ts';

/** Site → months that what was said stays in the log; 0 for ever. `*` stands for every site that is not named. */
export type Retention = Record<string, number>;

export const EVERY_SITE = '*';

/** What a site's page told. What the seller wrote down by hand (calls, visits, complaints, ideas) stays. */
const READ_KINDS: readonly (typeof INTERACTION_KINDS)[number][] = ['message', 'email'];

/** Months for a site; 0 for ever. */
export const keptMonths = (rules: Retention, site: string): number => rules[site] ?? rules[EVERY_SITE] ?? 0;

/** True where some rule takes something away. */
export const hasRules = (rules: Retention): boolean => Object.values(rules).some((months) => months > 0);

/**
 * The moment before which entries are thinned: so many calendar months ago, by UTC. The 31st of a shorter month is its
 * last day.
 * @param now milliseconds since 1970.
 */
export function cutoffOf(months: number, now: number): number {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

/** Whether the rules take away what this entry says. Promises, notes and orders are no entries, and stay. */
export function isOutlived(row: Row, rules: Retention, now: number): boolean {
  const entry = row as Partial<Interaction> & Row & { [THINNED]?: boolean };
  if (entry._erased || entry[THINNED] || !entry.thread) return false;
  if (!READ_KINDS.includes(entry.kind ?? 'message')) return false;
  if (!entry.text && !entry.subject && !entry.thread.subject) return false;
  const months = keptMonths(rules, entry.thread.site);
  return months > 0 && (entry.at ?? 0) < cutoffOf(months, now);
}
