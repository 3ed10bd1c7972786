import type { Due } from './entities.ts';
import type { ReminderWithCustomer } from './query.ts';
import { isSeries, nextOccurrence } from './repeat.ts';

/**
 * Open reminders as an iCalendar file (RFC 5545), so that a phone rings too.
 *
 * Times are written in UTC: a reminder is an instant, and one instant is the same on every phone, whatever zone it is
 * in and whatever it knows of daylight saving. A zone of its own would only be needed for what repeats by the wall clock,
 * which is written out date by date.
 */

/** Longest line, in octets, without its end. */
const LINE = 75;
/** How long an entry is shown as taking. */
const MINUTES = 15;
/** One that comes again is written out so far ahead, and at most so often: whoever takes the file anew has the rest. */
const AHEAD_MS = 366 * 86_400_000;
const OCCURRENCES = 60;

const encoder = new TextEncoder();

/** Backslash, semicolon, comma and line ends have a meaning of their own in texts. */
function escapeText(text: string): string {
  return text
    .replace(/\\/g, '\\\\')
    .replace(/[;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, '\\n');
}

/** Breaks a line where it has 75 octets, never inside a letter; what follows begins with a blank. */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  let size = 0;
  for (const letter of line) {
    const octets = encoder.encode(letter).length;
    if (size + octets > LINE) {
      lines.push(current);
      current = ' ';
      size = 1;
    }
    current += letter;
    size += octets;
  }
  lines.push(current);
  return lines.join('\r\n');
}

/** `20261124T020000Z`. @param at milliseconds since 1970. */
function writeUtc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The due time, and of a series those after it. A calendar of the moon has no rule that phones know: each day is written. */
function duesOf({ reminder }: ReminderWithCustomer): Due[] {
  const { due, rule } = reminder;
  const dues = [due];
  if (!isSeries(rule)) return dues;
  for (let last = due; dues.length < OCCURRENCES; ) {
    const next = nextOccurrence(rule, last, last.at);
    if (!next || next.at > due.at + AHEAD_MS) break;
    dues.push(next);
    last = next;
  }
  return dues;
}

function entryOf({ reminder, customer }: ReminderWithCustomer, due: Due, stamp: string): string[] {
  // Taken anew, an occurrence moves its own entry: its day in the rule stays when its time is moved.
  const occurrence = isSeries(reminder.rule) && due.of ? `-${due.of}` : '';
  const name = customer ? customer.name || customer.code : '';
  const title = name && !reminder.title.includes(name) ? `${reminder.title} · ${name}` : reminder.title;
  const url = reminder.thread?.url ?? '';
  const about = [reminder.thread?.subject ?? '', reminder.draft, url].filter((part) => part !== '');
  return [
    'BEGIN:VEVENT',
    // The same id again, with a higher sequence, moves the entry instead of adding one.
    `UID:${reminder.id}${occurrence}@beside.invalid`,
    `DTSTAMP:${stamp}`,
    `SEQUENCE:${reminder.moved}`,
    `DTSTART:${writeUtc(due.at)}`,
    `DTEND:${writeUtc(due.at + MINUTES * 60_000)}`,
    `SUMMARY:${escapeText(title)}`,
    ...(about.length > 0 ? [`DESCRIPTION:${escapeText(about.join('\n'))}`] : []),
    // An address of a chat is made of plain characters; one that is not would end the line early.
    ...(/^https?:[\x21-\x7e]+$/.test(url) ? [`URL:${url}`] : []),
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(title)}`,
    'TRIGGER:PT0S',
    'END:VALARM',
    'END:VEVENT',
  ];
}

/**
 * The whole file.
 * @param now milliseconds since 1970: when the file was written.
 * @param name of the calendar, as some programs show it.
 */
export function calendarOf(rows: readonly ReminderWithCustomer[], now: number, name: string): string {
  const stamp = writeUtc(now);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Beside//Reminders//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...rows.flatMap((row) => duesOf(row).flatMap((due) => entryOf(row, due, stamp))),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}
