import { Chrono, configuration } from 'chrono-node/en';
import { comingWeekday, type Day, yearly } from './day.ts';
import type { Stretch, Words } from './words.ts';

/**
 * English names of days and months and ISO dates, read by chrono.
 *
 * What chrono is not asked, because it gets it wrong for us: times of day and lengths of time (it computes in the
 * process's own zone and its clocks), day/month order and plain numbers (`12.30`, `5/10`), parts of the day (its
 * morning is 6:00, its night 22:00), "next week" (today's time in seven days), "day after tomorrow" (read as
 * tomorrow), "last Friday" (a coming one, once asked for future dates). Its Vietnamese is not used: it knows only
 * fully marked words, and not `thứ 6`, `9h`, `mai`, `mốt`, `tối nay` or any end of a week or month.
 *
 * Chrono works with Date in the zone of the process. It is given noon of today's date there and only a date is taken
 * back, so that no zone's clock change can move the answer.
 */
const chrono = new Chrono(configuration.createCasualConfiguration(false));

const NAME = /(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:mon|tue|wed|thu|fri|sat|sun)/i;
const ISO = /\d{4}-\d{1,2}-\d{1,2}|\d{4}\/\d{1,2}\/\d{1,2}/;
const PAST = /\b(?:last|past|ago|yesterday|since)\b/i;
/** Short names that are Vietnamese words without marks (món, thu, sếp, may, sát) or parts of others. */
const SHORT_WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)\b/i;
const SHORT_MONTH = /^(?:mar|may|sep)\b|\b(?:mar|may|sep)$/i;

function believe(text: string, words: Words, vietnamese: boolean): boolean {
  if (PAST.test(text) || !(NAME.test(text) || ISO.test(text))) return false;
  if (/^may$/i.test(text)) return false;
  if (words.marked && (SHORT_WEEKDAY.test(text) || SHORT_MONTH.test(text))) return false;
  if (words.text.trim() === text.trim()) return true;
  if (SHORT_WEEKDAY.test(text) || SHORT_MONTH.test(text)) return !vietnamese || /^\d|^[A-Z]/.test(text);
  return true;
}

/** @param taken stretches that our own rules have read; chrono does not see them. */
export function findEnglishDays(
  words: Words,
  taken: readonly Stretch[],
  today: Temporal.PlainDate,
  vietnamese: boolean,
): Day[] {
  // Same length, so that places stay: a mark no date contains for what is taken, a letter for every other alphabet.
  const visible = words.text
    .replace(/[^\x00-\x7f]/g, 'q')
    .split('')
    .map((char, i) => (taken.some((place) => place.from <= i && i < place.to) ? '|' : char))
    .join('');
  if (!NAME.test(visible) && !ISO.test(visible)) return [];
  const noon = new Date(today.year, today.month - 1, today.day, 12);
  const found: Day[] = [];
  for (const result of chrono.parse(visible, noon, { forwardDate: true })) {
    const { start, index } = result;
    // Chrono takes the comma after a weekday too.
    const text = result.text.replace(/[\s,()]+$/, '');
    // `3 mon` would be three months: lengths of time are ours.
    if (start.tags().has('result/relativeDate') || !believe(text, words, vietnamese)) continue;
    const place = { from: index, to: index + text.length };
    const year = start.get('year');
    const month = start.get('month');
    const day = start.get('day');
    if (year === null || month === null || day === null) continue;
    const date = () => Temporal.PlainDate.from({ year, month, day });
    if (start.isCertain('day') && start.isCertain('month')) {
      const pick = start.isCertain('year')
        ? (_: unknown, k: number) => (k === 0 ? date() : undefined)
        : yearly(month, day);
      found.push({ ...place, rank: 1, sure: true, pick });
    } else if (start.isCertain('weekday')) {
      const weekday = start.get('weekday') || 7;
      const exact = /\b(?:next|week)\b/i.test(text);
      const pick = exact ? (_: unknown, k: number) => (k === 0 ? date() : undefined) : comingWeekday(weekday);
      found.push({ ...place, rank: 3, sure: true, weekday: !exact, pick });
    } else if (start.isCertain('month')) {
      const pick = start.isCertain('year')
        ? (_: unknown, k: number) => (k === 0 ? date() : undefined)
        : yearly(month, 1);
      found.push({ ...place, rank: 1, sure: false, pick });
    }
  }
  return found;
}

const INSTANT =
  /(?<![\p{L}\p{N}])(\d{4}-\d\d-\d\d)[tT ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?(Z|z|[+-]\d\d:?\d\d)?(?![\p{L}\p{N}])/u;

/** An ISO date with a time, and with its offset where it names one. Temporal reads it: it knows offsets. */
export function findIso(words: Words): (Stretch & { wall: string; instant: number | null }) | null {
  const match = INSTANT.exec(words.text);
  if (!match) return null;
  const [whole, day, time, offset] = match;
  try {
    const wall = Temporal.PlainDateTime.from(`${day}T${time}`, { overflow: 'reject' });
    const instant = offset
      ? Temporal.Instant.from(`${day}T${time}${offset.toUpperCase()}`).epochMilliseconds
      : null;
    return { from: match.index, to: match.index + whole.length, wall: wall.toString(), instant };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
