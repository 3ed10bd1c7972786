import { dueAtWall, zonedAt } from './due.ts';

/**
 * Hours of the day in which nothing may ring. What falls due in them waits, and rings when they are over: nothing is
 * marked as shown before it was.
 */
export interface QuietHours {
  on: boolean;
  /** Wall clock, `21:30`. From later than until means over midnight; the same means never. */
  from: string;
  until: string;
}

/**
 * When the quiet hours of this moment end (milliseconds since 1970); null where it is no quiet hour. In the zone the
 * device is in now, because it is its owner who sleeps.
 */
export function quietUntil(now: number, zone: string, { on, from, until }: QuietHours): number | null {
  if (!on || from === until) return null;
  const time = zonedAt(now, zone);
  const clock = time.toPlainTime();
  const start = Temporal.PlainTime.from(from);
  const end = Temporal.PlainTime.from(until);
  const isAfterStart = Temporal.PlainTime.compare(clock, start) >= 0;
  const isBeforeEnd = Temporal.PlainTime.compare(clock, end) < 0;
  const overMidnight = Temporal.PlainTime.compare(start, end) > 0;
  if (overMidnight ? !isAfterStart && !isBeforeEnd : !(isAfterStart && isBeforeEnd)) return null;
  const day = time.toPlainDate().add({ days: overMidnight && isAfterStart ? 1 : 0 });
  const { at } = dueAtWall(day.toPlainDateTime(end), zone);
  // Where the clock jumps over the end, it is over.
  return at > now ? at : null;
}
