import type { Reminder } from './entities.ts';

/** How long before the day a greeting stands on Today: a week, time enough for a present. Milliseconds. */
export const GREETING_AHEAD = 7 * 86_400_000;

/** Whether a reminder is about wishing somebody well: those have a list of their own on Today. */
export function isGreeting({ rule = null }: Pick<Reminder, 'rule'>): boolean {
  return rule?.kind === 'every' && rule.occasion !== undefined;
}
