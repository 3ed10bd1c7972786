import { DEFAULT_HOUR, dueAtInstant, dueAtWall, zonedAt } from './due.ts';
import type { Due } from './entities.ts';
import type { Language } from './text.ts';
import {
  type Clock,
  findClocks,
  findNamedClocks,
  findParts,
  type Part,
  type TimeOfDay,
  timeOfDay,
} from './when/clock.ts';
import { type Day, findDays } from './when/day.ts';
import { findEnglishDays, findIso } from './when/english.ts';
import { findLunarDays, hasUnreadLunar } from './when/lunar.ts';
import { findSpans, type Span } from './when/span.ts';
import { readWords, type Stretch, type Words } from './when/words.ts';

/**
 * Reads "mai 9h", "thứ 6 tuần sau", "in 3 days" out of a line of text.
 *
 * Both languages are read whatever the interface speaks, Vietnamese with and without its marks. 5/10 is the fifth of
 * October in both: this is a book for Vietnam. A day without a time is 9:00; a time without a day is the next such
 * time; what has passed rolls forward to the next one, except a date with its year, which is then no date for a
 * reminder.
 */
export interface When {
  due: Due;
  /** The text without the words of time: a title. */
  rest: string;
  /** False where something was guessed (3h in the afternoon, a person called Mai): show it before using it. */
  sure: boolean;
}

export interface WhenOptions {
  /** Milliseconds since 1970. */
  now: number;
  /** IANA zone of the seller. */
  zone: string;
  /** Language of the interface: it only decides words that are both (`thu`, `mon`, `sep`). */
  language: Language;
}

/** Longer texts are no title; nothing is read out of them. Characters. */
export const WHEN_LIMIT = 500;
const MAX_YEAR = 9999;

/** Null when the text names no time ahead. @throws RangeError for an unknown zone. */
export function parseWhen(text: string, options: WhenOptions): When | null {
  if (text.length > WHEN_LIMIT) return null;
  const words = readWords(text);
  if (words.text.trim() === '') return null;
  const found = read(words, options);
  if (!found || found.due.at <= options.now) return null;
  return { due: found.due, rest: titleOf(words, found.used), sure: found.sure };
}

interface Found {
  due: Due;
  used: Stretch[];
  sure: boolean;
}

function read(words: Words, { now, zone, language }: WhenOptions): Found | null {
  const iso = findIso(words);
  if (iso) {
    const due = iso.instant === null ? dueAtWall(iso.wall, zone) : dueAtInstant(iso.instant, zone);
    return { due, used: [iso], sure: true };
  }
  const today = zonedAt(now, zone).toPlainDate();
  const spans = findSpans(words);
  const named = findNamedClocks(words, spans);
  const lunar = findLunarDays(words, [...spans, ...named]);
  const own = [...lunar, ...findDays(words, [...spans, ...named, ...lunar])];
  if (hasUnreadLunar(words, lunar, [...spans, ...own])) return null;
  const clocks = [...named, ...findClocks(words, [...spans, ...named, ...own])].sort(
    (a, b) => a.from - b.from,
  );
  const english = findEnglishDays(words, [...spans, ...own, ...clocks], today, language === 'vi');
  const days = [...own, ...english].sort((a, b) => a.from - b.from);
  const parts = findParts(words, [...spans, ...days, ...clocks]);
  const part = believedPart(words, parts, [...spans, ...days, ...clocks]);
  const clock = clocks[0] ?? null;

  const span = spans[0];
  if (span) return afterSpan(span, clock, part, { now, zone, today });

  const day = chooseDay(days);
  const partOfDay = part?.part ?? day?.part ?? null;
  const time = timeOfDay(clock, partOfDay);
  const used: Stretch[] = [...(day ? [day] : []), ...(clock ? [clock] : []), ...(part ? [part] : [])];
  const sure = (day?.sure ?? true) && clocks.length < 2;
  if (day) {
    const others = days.filter((other) => other !== day);
    const agreeing = others.filter((other) => sameDay(other, day, today));
    const placed = placeDay(day, time, { now, zone, today });
    return (
      placed && {
        ...placed,
        used: [...used, ...agreeing],
        sure: sure && placed.sure && agreeing.length === others.length,
      }
    );
  }
  if (!time) return null;
  const placed = placeDay(ANY_DAY, time, { now, zone, today });
  // A lone part of a day or a bare hour in a sentence is little to go by.
  return placed && { ...placed, used, sure: sure && time.sure && (clock !== null || Boolean(part?.plain)) };
}

interface Here {
  now: number;
  zone: string;
  today: Temporal.PlainDate;
}

/** The next such time, today or tomorrow. */
const ANY_DAY: Day = {
  from: 0,
  to: 0,
  rank: 3,
  sure: true,
  pick: (today, k) => (k > 1 ? undefined : today.add({ days: k })),
};

function afterSpan(span: Span, clock: Clock | null, part: Part | null, here: Here): Found | null {
  const { now, zone, today } = here;
  const used = [span, ...(clock ? [clock] : []), ...(part ? [part] : [])];
  try {
    if (span.seconds > 0) {
      const start = zonedAt(now, zone).add({ months: span.months, days: span.days });
      return {
        due: dueAtInstant(start.epochMilliseconds + span.seconds * 1000, zone),
        used: [span],
        sure: span.sure,
      };
    }
    const date = today.add({ months: span.months }).add({ days: span.days });
    if (date.year > MAX_YEAR) return null;
    const time = timeOfDay(clock, part?.part ?? null);
    const due = dueOn(date, time, zone);
    return { due, used, sure: span.sure && (time?.sure ?? true) };
  } catch (error) {
    // Further ahead than calendars reach.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function dueOn(date: Temporal.PlainDate, time: TimeOfDay | null, zone: string): Due {
  const day = time?.nextDay ? date.add({ days: 1 }) : date;
  return dueAtWall(
    day.toPlainDateTime({ hour: time?.hour ?? DEFAULT_HOUR, minute: time?.minute ?? 0 }),
    zone,
  );
}

/** The first of the days meant on which the time still lies ahead. */
function placeDay(day: Day, time: TimeOfDay | null, here: Here): { due: Due; sure: boolean } | null {
  const { now, zone, today } = here;
  if (day.today && !time) return { due: laterToday(here), sure: true };
  for (let k = 0; ; k++) {
    const date = day.pick(today, k);
    if (date === undefined) return null;
    if (date === null || date.year > MAX_YEAR) continue;
    const isToday = date.equals(today);
    // Nobody calls today by its weekday's name, unless they say a time that is still ahead.
    if (isToday && day.weekday && !time) continue;
    const due = dueOn(date, time, zone);
    const sure = time?.sure ?? true;
    if (due.at > now) return { due, sure: sure && !(day.today && k > 0) };
    // "Today 9h" said at ten means the evening's nine.
    if (isToday && day.today && time?.later) {
      const evening = dueOn(date, { ...time, hour: time.hour + 12 }, zone);
      if (evening.at > now) return { due: evening, sure: false };
    }
  }
}

/** Today without a time: 9:00 while that is ahead, else the next full hour that is an hour away, still today. */
function laterToday({ now, zone, today }: Here): Due {
  const nine = dueAtWall(today.toPlainDateTime({ hour: DEFAULT_HOUR }), zone);
  if (nine.at > now) return nine;
  const hour = 3_600_000;
  const full = dueAtInstant(Math.ceil((now + hour) / hour) * hour, zone);
  if (zonedAt(full.at, zone).toPlainDate().equals(today)) return full;
  const last = dueAtWall(today.toPlainDateTime({ hour: 23, minute: 59 }), zone);
  return last.at > now ? last : dueAtInstant(now + 60_000, zone);
}

/** An explicit date before a counted day before a weekday; then the first. */
function chooseDay(days: readonly Day[]): Day | null {
  return days.reduce<Day | null>((best, day) => (best && best.rank <= day.rank ? best : day), null);
}

/** `thứ 6, 27/11`: two ways to say one day. */
function sameDay(a: Day, b: Day, today: Temporal.PlainDate): boolean {
  const meant = (day: Day) => {
    for (let k = 0; k < 9; k++) {
      const date = day.pick(today, k);
      if (date === undefined) return null;
      if (date && Temporal.PlainDate.compare(date, today) >= 0) return date;
    }
    return null;
  };
  const first = meant(a);
  const second = meant(b);
  return first !== null && second !== null && first.equals(second);
}

const BETWEEN = /^[\s,.;:-]*(?:(?:vào|lúc|hôm|ngày|vao|luc|hom|ngay|in|on|the|this|that|of|at)\s*)*[\s,]*$/;

/**
 * `tối` is also "most", `chiều` also "dimension", `sang` also "to cross": a part of the day is believed beside a day
 * or a time, set off by a word of its own, or (with its marks) at either end of the text.
 */
function believedPart(words: Words, parts: readonly Part[], others: readonly Stretch[]): Part | null {
  const touches = (part: Part) =>
    others.some(
      (other) =>
        (other.to <= part.from && BETWEEN.test(words.low.slice(other.to, part.from))) ||
        (part.to <= other.from && BETWEEN.test(words.low.slice(part.to, other.from))),
    );
  const beside = parts.find(touches);
  if (beside) return beside;
  const said = (part: Part) => words.low.slice(part.from, part.to);
  const distinct = (part: Part) => !/^(?:sang|toi|dem|nights?|mornings?)$/.test(said(part));
  const atEnd = (part: Part) =>
    words.low.slice(0, part.from).trim() === '' || words.low.slice(part.to).trim() === '';
  return parts.find((part) => part.plain || (distinct(part) && atEnd(part))) ?? null;
}

const LEAD =
  /(?:^|[\s,;:–—-])(?:vào\s+lúc|vào\s+khoảng|vào|lúc|khoảng|tầm|trước|đến|hôm|ngày|vao\s+luc|vao|luc|khoang|truoc|hom|ngay|at|on|by|before|around|about|until|till|from|this|due|in\s+the|the|@|sau|after)\s*$/i;
const ASK =
  /^(?:(?:nhắc|nhac)\s+(?:(?:tôi|toi|mình|minh|em|anh|chị)\s+)?(?:là\s+)?|remind\s+me\s+(?:to|about|that)?\s*)/iu;

/** What is left is the title: without the words of time, the little words before them and stray punctuation. */
function titleOf(words: Words, used: readonly Stretch[]): string {
  let text = words.text;
  for (const { from, to } of [...used].sort((a, b) => b.from - a.from)) {
    let before = text.slice(0, from);
    for (let lead = LEAD.exec(before); lead; lead = LEAD.exec(before)) before = before.slice(0, lead.index);
    text = `${before} ${text.slice(to)}`;
  }
  return text
    .replace(/\s+([,.;:!?])/g, '$1')
    .replace(/([,;:])[,;:.]+/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,.;:–—-]+|[\s,;:–—-]+$/g, '')
    .replace(ASK, '')
    .trim();
}
