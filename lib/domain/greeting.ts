import type { Reminder } from './entities.ts';

/** Kinds of reminders that are about wishing somebody well: they have a list of their own on Today. */
const GREETINGS: ReadonlySet<string> = new Set(['birthday', 'occasion']);

/** How long before the day a greeting stands on Today: a week, time enough for a present. Milliseconds. */
export const GREETING_AHEAD = 7 * 86_400_000;

/** A reminder that was made before there were kinds has none. */
export function isGreeting(reminder: Reminder & { kind?: string }): boolean {
  return GREETINGS.has(reminder.kind ?? '');
}
