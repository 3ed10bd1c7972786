import {
  EN_NUMBER,
  matches,
  overlaps,
  readNumber,
  rule,
  type Stretch,
  stretchOf,
  VI_NUMBER,
  type Words,
} from './words.ts';

export type DayPart = 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'night';

/** A time of day as written. */
export interface Clock extends Stretch {
  hour: number;
  minute: number;
  /** am, pm, noon, a leading zero or an hour above 12: nothing to guess. */
  fixed: boolean;
}

/** `sáng`, `tonight`: a part of a day. */
export interface Part extends Stretch {
  part: DayPart;
  /** Set off by a word of its own (`buổi`, `this`): it needs no neighbour to be believed. */
  plain: boolean;
}

/** Hour for a part of the day without a time. Ours, not chrono's: in a shop "tonight" is before bed, not 22:00. */
const PART_HOUR: Record<DayPart, number> = {
  dawn: 7,
  morning: 9,
  noon: 12,
  afternoon: 15,
  evening: 20,
  night: 22,
};

const AM_PM = 'a\\.?m\\b\\.?|p\\.?m\\b\\.?';
/** `SA` and `CH` are the marks of a Vietnamese clock. */
const MERIDIEM = `(?:\\s*(?<half>${AM_PM}|sa|ch))`;
const VI_HOUR = `\\d{1,2}|${VI_NUMBER}`;

const CLOCKS = [
  // 9h30, 9g30, 21:00, 9:30 pm, 9 giờ 30, 9h30'
  rule(
    `(?<hour>\\d{1,2})(?:\\s*giờ\\s*|\\s?[hg:])(?<minute>\\d{2})(?::\\d{2})?(?:\\s*(?:phút|ph|p(?!\\.?m)|'))?${MERIDIEM}?`,
  ),
  // 9h5
  rule('(?<hour>\\d{1,2})[hg](?<minute>\\d)'),
  // 9h rưỡi, 9 giờ kém 15
  rule(
    `(?<hour>${VI_HOUR})\\s*(?:giờ|h|g)\\s*(?:(?<rest>rưỡi)|kém\\s*(?<less>\\d{1,2}|${VI_NUMBER})(?:\\s*(?:phút|p))?)`,
  ),
  // 8 rưỡi tối
  rule(`(?<hour>\\d{1,2}|${VI_NUMBER})\\s+(?<rest>rưỡi)(?=\\s+(?:sáng|trưa|chiều|tối))`),
  // 5pm, 5 p.m.
  rule(`(?<hour>\\d{1,2})\\s*(?<half>${AM_PM})`),
  // 9h, 9 giờ, chín giờ
  rule(`(?<hour>\\d{1,2})\\s*(?:giờ|h)|(?<word>${VI_NUMBER})\\s+giờ`),
  // half past nine, 9 o'clock
  rule(`half\\s+past\\s+(?<late>\\d{1,2}|${EN_NUMBER})|(?<hour>\\d{1,2}|${EN_NUMBER})\\s*o['’]?clock`),
  // at 5, lúc 9
  rule(`(?:(?<=(?:at|lúc)\\s+)|(?<=@\\s?))(?<hour>\\d{1,2})(?!\\s*[%/.,:-]?\\d|\\s*[%/]|h|g)`),
  rule(`(?<=at\\s+)(?<hour>${EN_NUMBER.replace(/\|an?(?=\||$)/g, '')})`),
];
/** `12h đêm nay`: today goes without saying. */
const TODAY = '(?:\\s+(?:hôm\\s+)?nay)?';
/** Words that are a time by themselves. */
const NAMED: [ReturnType<typeof rule>, number, number][] = [
  [rule(`(?:giữa\\s+trưa|12\\s*(?:giờ|h)\\s*trưa)${TODAY}|noon|midday`), 12, 0],
  [rule(`(?:nửa\\s+đêm|12\\s*(?:giờ|h)\\s*(?:đêm|khuya|tối))${TODAY}|midnight`), 24, 0],
  [rule('đầu\\s+giờ\\s+chiều'), 13, 30],
  [
    rule(
      'cuối\\s+giờ(?:\\s+chiều)?|cuối(?=\\s+ngày\\s+(?:mai|mốt|kia))|cuối\\s+ngày|trong\\s+ngày(?!\\s+(?:mai|mốt|kia|hôm|\\d))|eod|end\\s+of\\s+(?:the\\s+)?day',
    ),
    17,
    0,
  ],
];

/** Words that are a time by themselves: looked for first, because `cuối ngày mai` is a time and then a day. */
export function findNamedClocks(words: Words, taken: readonly Stretch[]): Clock[] {
  return NAMED.flatMap(([one, hour, minute]) =>
    matches(words, one).map((match) => ({ ...stretchOf(match), hour, minute, fixed: true })),
  ).filter((clock) => !taken.some((other) => overlaps(other, clock)));
}

/** Times of day in the text, in order. @param taken stretches that mean something else. */
export function findClocks(words: Words, taken: readonly Stretch[]): Clock[] {
  const found: Clock[] = [];
  for (const one of CLOCKS) {
    for (const match of matches(words, one)) {
      const place = stretchOf(match);
      if ([...taken, ...found].some((other) => overlaps(other, place))) continue;
      const clock = readClock(match.groups ?? {});
      if (clock) found.push({ ...place, ...clock });
    }
  }
  return found;
}

function readClock(groups: Record<string, string | undefined>): Omit<Clock, keyof Stretch> | null {
  const written = groups.hour ?? groups.word ?? groups.late ?? '';
  let hour = readNumber(written);
  let minute = groups.rest || groups.late ? 30 : Number(groups.minute ?? 0);
  if (!Number.isInteger(hour) || hour > 23 || minute > 59) return null;
  const half = groups.half;
  if (half) {
    if (hour > 12 || hour === 0) return hour > 12 ? { hour, minute, fixed: true } : null;
    hour = (hour % 12) + (/^[pc]/.test(half) ? 12 : 0);
  }
  const less = groups.less ? readNumber(groups.less) : 0;
  if (less) {
    if (less > 59) return null;
    hour = (hour + 23) % 24;
    minute = 60 - less;
  }
  return { hour, minute, fixed: half !== undefined || hour > 12 || hour === 0 || /^0\d/.test(written) };
}

const PARTS: [ReturnType<typeof rule>, DayPart][] = [
  [rule('(?<plain>buổi\\s+)?(?:sáng\\s+sớm|tờ\\s+mờ\\s+sáng)|early\\s+(?:in\\s+the\\s+)?morning'), 'dawn'],
  [
    rule(
      '(?<plain>buổi\\s+)?sáng(?!\\s+(?:tạo|suốt|qua|chế|kiến))|(?<!good\\s)(?<set>in\\s+the\\s+|this\\s+)?mornings?',
    ),
    'morning',
  ],
  [rule('(?<plain>buổi\\s+)?trưa(?!\\s+qua)'), 'noon'],
  [
    rule(
      '(?<plain>buổi\\s+)?chiều(?!\\s+(?:dài|rộng|cao|sâu|qua|chuộng|khách))|(?<!good\\s)(?<set>in\\s+the\\s+|this\\s+)?afternoon',
    ),
    'afternoon',
  ],
  [
    rule(
      '(?<plain>buổi\\s+)?tối(?!\\s+(?:đa|thiểu|ưu|giản|hậu|qua|màu|om))|(?<!good\\s)(?<set>in\\s+the\\s+|this\\s+)?evening',
    ),
    'evening',
  ],
  [rule('(?:đêm|khuya)(?!\\s+qua)|(?<!good\\s|last\\s|to)(?<set>at\\s+)?night'), 'night'],
];

/** Parts of a day in the text, in order; whether to believe one depends on its neighbours. */
export function findParts(words: Words, taken: readonly Stretch[]): Part[] {
  const found: Part[] = [];
  for (const [one, part] of PARTS) {
    for (const match of matches(words, one)) {
      const place = stretchOf(match);
      if ([...taken, ...found].some((other) => overlaps(other, place))) continue;
      found.push({ ...place, part, plain: Boolean(match.groups?.plain ?? match.groups?.set) });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

export interface TimeOfDay {
  hour: number;
  minute: number;
  /** The time belongs to the small hours after that day: `12h đêm`. */
  nextDay: boolean;
  /** False where morning or afternoon was guessed. */
  sure: boolean;
  /** The same clock face half a day later, where the text leaves both open. */
  later: boolean;
}

/** Puts a time and a part of the day together: `8h` and `tối` are 20:00. */
export function timeOfDay(clock: Clock | null, part: DayPart | null): TimeOfDay | null {
  if (!clock)
    return part ? { hour: PART_HOUR[part], minute: 0, nextDay: false, sure: true, later: false } : null;
  const { minute } = clock;
  const at = (hour: number, more: Partial<TimeOfDay> = {}): TimeOfDay => ({
    hour: hour % 24,
    minute,
    nextDay: hour >= 24,
    sure: true,
    later: false,
    ...more,
  });
  const { hour } = clock;
  if (hour > 12 || hour === 0 || !part) {
    if (clock.fixed) return at(hour);
    // Nobody calls a customer at three in the night: 1 to 5 without more words is the afternoon.
    if (hour < 6) return at(hour + 12, { sure: false });
    return at(hour, { sure: hour > 6, later: hour < 12 });
  }
  if (clock.fixed) return at(hour);
  if (part === 'dawn' || part === 'morning') return at(hour === 12 ? 0 : hour);
  if (part === 'noon') return at(hour < 4 ? hour + 12 : hour);
  if (part === 'afternoon') return at(hour === 12 ? 12 : hour + 12);
  if (part === 'evening') return at(hour + 12);
  return at(hour > 5 ? hour + 12 : hour);
}
