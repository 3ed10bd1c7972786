import type { Due } from './entities.ts';

/**
 * Due times: an instant to ring at, kept with the wall-clock time and zone that were meant.
 *
 * Where clocks jump, `compatible` decides, as calendars do: a time that the spring jump leaves out moves forward by
 * the jump, a time that the autumn jump brings twice means the first one.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Hour of a day for which no time was said. */
export const DEFAULT_HOUR = 9;
/** "Tonight". */
const EVENING_HOUR = 20;
/** A choice nearer than this is of no use and is left out. */
const SOON = 30 * MINUTE;

/** `2026-11-24T09:00`, with seconds only when they are not 0. */
function writeWall(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' });
}

/** The wall clock of an instant in a zone. @param at milliseconds since 1970. */
export function zonedAt(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toZonedDateTimeISO(zone);
}

/** The day of an instant in a zone, `2026-11-24`. */
export const calendarDay = (at: number, zone: string): string => zonedAt(at, zone).toPlainDate().toString();

/**
 * The due time of a wall-clock time in a zone. A time that the zone's clocks leave out comes back as the time they
 * will show instead, so that `wall` and `at` always agree.
 * @throws RangeError for an unknown zone or an impossible date.
 */
export function dueAtWall(wall: string | Temporal.PlainDateTime, zone: string): Due {
  const meant = Temporal.PlainDateTime.from(wall);
  const zoned = meant.toZonedDateTime(zone, { disambiguation: 'compatible' });
  return { at: zoned.epochMilliseconds, zone, wall: writeWall(zoned.toPlainDateTime()) };
}

/** The due time at an instant, rounded up to a whole second: never early. @param at milliseconds since 1970. */
export function dueAtInstant(at: number, zone: string): Due {
  const whole = Math.ceil(at / 1000) * 1000;
  return { at: whole, zone, wall: writeWall(zonedAt(whole, zone).toPlainDateTime()) };
}

/**
 * Computes the instant again from what was meant. With the zone it was set in (the default) a promise to call at nine
 * stays nine there, wherever the seller travels; with another zone it becomes nine on that zone's clocks.
 *
 * An instant that already shows the meant wall clock is left alone: in the hour that autumn brings twice it may be
 * the second one. A zone this browser does not know leaves the due time as it is.
 */
export function reanchor(due: Due, zone: string = due.zone): Due {
  try {
    const meant = Temporal.PlainDateTime.from(due.wall);
    const shown = zonedAt(due.at, zone).toPlainDateTime();
    if (zone === due.zone && shown.with({ millisecond: 0 }).equals(meant)) return due;
    const { at } = dueAtWall(meant, zone);
    return { at, zone, wall: due.wall };
  } catch (error) {
    if (error instanceof RangeError) return due;
    throw error;
  }
}

/** The same instant on the clocks of another zone; as it is where this browser does not know the zone. */
export function rezone(due: Due, zone: string): Due {
  if (zone === due.zone) return due;
  try {
    return { ...due, zone, wall: writeWall(zonedAt(due.at, zone).toPlainDateTime()) };
  } catch (error) {
    if (error instanceof RangeError) return due;
    throw error;
  }
}

export type DueChoiceId = 'hour' | 'tonight' | 'tomorrow' | 'monday' | 'week';
export interface DueChoice {
  id: DueChoiceId;
  due: Due;
}

function dayAt(now: number, zone: string, days: number, hour: number): Due {
  const day = zonedAt(now, zone).toPlainDate().add({ days });
  return dueAtWall(day.toPlainDateTime({ hour }), zone);
}

/** Days to the next Monday, never today: 1 to 7. */
function daysToMonday(now: number, zone: string): number {
  return 8 - zonedAt(now, zone).dayOfWeek;
}

function hourChoice(now: number, zone: string): DueChoice {
  // On a whole minute, because that is how the choice is shown.
  return { id: 'hour', due: dueAtInstant(Math.ceil((now + HOUR) / MINUTE) * MINUTE, zone) };
}

/** Choices that another choice already makes are left out: on a Sunday, "next Monday" is "tomorrow". */
function distinct(choices: DueChoice[]): DueChoice[] {
  return choices.filter((one, i) => choices.findIndex((other) => other.due.at === one.due.at) === i);
}

/** In an hour, tonight 20:00 (while that is ahead), tomorrow 9:00, next Monday 9:00, in a week 9:00. */
export function quickChoices(now: number, zone: string): DueChoice[] {
  const tonight = dayAt(now, zone, 0, EVENING_HOUR);
  return distinct([
    hourChoice(now, zone),
    ...(tonight.at - now >= SOON ? [{ id: 'tonight' as const, due: tonight }] : []),
    { id: 'tomorrow', due: dayAt(now, zone, 1, DEFAULT_HOUR) },
    { id: 'monday', due: dayAt(now, zone, daysToMonday(now, zone), DEFAULT_HOUR) },
    { id: 'week', due: dayAt(now, zone, 7, DEFAULT_HOUR) },
  ]);
}

/** What a ringing reminder offers beside Done: +1 h, tomorrow 9:00, next Monday 9:00. */
export function snoozeChoices(now: number, zone: string): DueChoice[] {
  return distinct([
    hourChoice(now, zone),
    { id: 'tomorrow', due: dayAt(now, zone, 1, DEFAULT_HOUR) },
    { id: 'monday', due: dayAt(now, zone, daysToMonday(now, zone), DEFAULT_HOUR) },
  ]);
}

/** The id of the one notification of a reminder's due time: a repeat replaces itself. */
export function writeDueId(reminder: string, dueAt: number): string {
  return `due:${reminder}:${dueAt}`;
}

/** Null for the id of another notification. */
export function readDueId(text: string): { id: string; dueAt: number } | null {
  // A reminder's id may hold colons itself; the due time never does.
  const found = /^due:(.+):(\d{1,16})$/s.exec(text);
  return found ? { id: found[1]!, dueAt: Number(found[2]) } : null;
}
