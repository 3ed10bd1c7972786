import type { DayPart } from './clock.ts';
import { GOODS, matches, overlaps, readNumber, rule, type Stretch, stretchOf, type Words } from './words.ts';

type Date = Temporal.PlainDate;

/** A day as written. */
export interface Day extends Stretch {
  /** An explicit date beats a day counted from today, which beats the name of a weekday. */
  rank: 1 | 2 | 3;
  /**
   * The days it may mean, nearest first: `k` counts up from 0 until one lies ahead. Null: none such in that month or
   * year (31 April), ask on; undefined: there is no further one.
   */
  pick(today: Date, k: number): Date | null | undefined;
  sure: boolean;
  /** Where the words say a part of the day too: `tối nay`. */
  part?: DayPart;
  /** Today itself: without a time it means "later today". */
  today?: boolean;
  /** A bare weekday name: on that very weekday it means today only when a time later today is said. */
  weekday?: boolean;
}

const once = (pick: (today: Date) => Date | null) => (today: Date, k: number) =>
  k === 0 ? pick(today) : undefined;

function dateOf(year: number, month: number, day: number): Date | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** That day and month of this year, then of the years after (29 February needs up to eight). */
export const yearly = (month: number, day: number) => (today: Date, k: number) =>
  k > 8 ? undefined : dateOf(today.year + k, month, day);
/** That day of this month, then of the months after. */
const monthly = (day: number) => (today: Date, k: number) => {
  const month = today.add({ months: k });
  return k > 8 ? undefined : dateOf(month.year, month.month, day);
};
const fixed = (year: number, month: number, day: number) => once(() => dateOf(year, month, day));

/** @param weekday 1 Monday to 7 Sunday. */
export const comingWeekday = (weekday: number) => (today: Date, k: number) =>
  k > 1 ? undefined : today.add({ days: ((weekday - today.dayOfWeek + 7) % 7) + 7 * k });
/** A weekday of the week that lies `weeks` after this one; weeks start on Monday. */
const weekdayOfWeek = (weekday: number, weeks: number) => (today: Date, k: number) =>
  k > 1 ? undefined : today.add({ days: weekday - today.dayOfWeek + 7 * (weeks + k) });

const WEEKDAY: Record<string, number> = {
  hai: 1,
  ba: 2,
  tư: 3,
  tu: 3,
  năm: 4,
  nam: 4,
  sáu: 5,
  sau: 5,
  bảy: 6,
  bẩy: 6,
  bay: 6,
};
const MONTH_WORDS = 'mười\\s+một|mười\\s+hai|mười|một|hai|ba|tư|năm|sáu|bảy|tám|chín';
const MONTH = `\\d{1,2}|${MONTH_WORDS}`;
const readMonth = (text: string) => (/^(?:tư|tu)$/.test(text) ? 4 : readNumber(text));
const YEAR = '\\d{4}|\\d{2}';
const readYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text));

type Found = Omit<Day, keyof Stretch> | null;
type Reader = (groups: Record<string, string | undefined>) => Found;

/** Day and month as Vietnam writes them. Month and day the other way round only where nothing else is possible. */
function readDate(groups: Record<string, string | undefined>): Found {
  let day = Number(groups.day);
  let month = readMonth(groups.month ?? '');
  const swapped = month > 12 && day <= 12;
  if (swapped) [day, month] = [month, day];
  if (!(day >= 1 && day <= 31 && month >= 1 && month <= 12)) return null;
  const pick = groups.year ? fixed(readYear(groups.year), month, day) : yearly(month, day);
  return { rank: 1, pick, sure: !swapped };
}

/** How many weeks, months or years `sau`, `tới`, `này` mean. */
function ahead(word: string | undefined): number {
  if (!word || /^(?:này|nay|this)/.test(word)) return 0;
  return /sau\s+(?:nữa|nua)/.test(word) ? 2 : 1;
}

const WEEKEND = 6;
const edgeDay = (edge: string | undefined): number =>
  /^(?:cuối|cuoi|end|late)/.test(edge ?? '') ? WEEKEND : /^(?:giữa|giua|mid|middle)/.test(edge ?? '') ? 3 : 1;

function readWeek(groups: Record<string, string | undefined>): Found {
  const { edge, which } = groups;
  if (!edge && ahead(which) === 0) return null;
  const weekday = edgeDay(edge);
  return { rank: 2, sure: true, pick: weekdayOfWeek(weekday, ahead(which)) };
}

/** The first, the middle (15) or the last day of a month. */
function edgeOf(month: Temporal.PlainYearMonth, edge: string): Date {
  if (/^(?:cuối|cuoi|end|late)/.test(edge)) return month.toPlainDate({ day: month.daysInMonth });
  return month.toPlainDate({ day: /^(?:giữa|giua|mid)/.test(edge) ? 15 : 1 });
}

function readMonthWords(groups: Record<string, string | undefined>): Found {
  const { edge, which, year } = groups;
  if (groups.month) {
    const month = readMonth(groups.month);
    if (!(month >= 1 && month <= 12)) return null;
    const pick = (today: Date, k: number) => {
      if (k > (year ? 0 : 1)) return undefined;
      const named = Temporal.PlainYearMonth.from({ year: year ? readYear(year) : today.year + k, month });
      return edgeOf(named, edge ?? '');
    };
    return { rank: 1, sure: Boolean(edge), pick };
  }
  if (edge) {
    return {
      rank: 2,
      sure: true,
      pick: (today, k) =>
        k > 1 ? undefined : edgeOf(today.toPlainYearMonth().add({ months: ahead(which) + k }), edge),
    };
  }
  if (ahead(which) === 0) return null;
  return { rank: 2, sure: true, pick: once((today) => today.add({ months: ahead(which) })) };
}

function readYearWords(groups: Record<string, string | undefined>): Found {
  const { edge, which } = groups;
  const years = ahead(which);
  if (!edge) return years === 0 ? null : { rank: 2, sure: true, pick: once((today) => today.add({ years })) };
  const [month, day] = /^(?:cuối|cuoi|end)/.test(edge)
    ? [12, 31]
    : /^(?:giữa|giua|mid)/.test(edge)
      ? [7, 1]
      : [1, 1];
  return {
    rank: 2,
    sure: true,
    pick: (today, k) => (k > 1 ? undefined : dateOf(today.year + years + k, month, day)),
  };
}

function readWeekday(groups: Record<string, string | undefined>): Found {
  const name = groups.name;
  const digit = groups.digit ?? groups.short;
  const weekday = digit ? Number(digit) - 1 : name ? WEEKDAY[name] : 7;
  if (!weekday) return null;
  const { week, near } = groups;
  if (week) {
    // `thứ 6 tuần này` on a Saturday can only be a slip; the next one is offered, unsure.
    return { rank: 3, sure: true, pick: weekdayOfWeek(weekday, ahead(week)) };
  }
  // `thứ 6 sau` is said for the Friday of next week, `thứ 6 tới` for the coming one.
  if (near === 'sau') return { rank: 3, sure: false, pick: weekdayOfWeek(weekday, 1) };
  return { rank: 3, sure: true, weekday: true, pick: comingWeekday(weekday) };
}

const PART_OF: [RegExp, DayPart][] = [
  [/^(?:sáng|sang)/, 'morning'],
  [/^(?:trưa|trua)/, 'noon'],
  [/^(?:chiều|chieu)/, 'afternoon'],
  [/^(?:tối|toi|tonight)/, 'evening'],
  [/^(?:đêm|dem|khuya)/, 'night'],
];

function readToday(groups: Record<string, string | undefined>): Found {
  const part = PART_OF.find(([pattern]) => pattern.test(groups.part ?? ''))?.[1];
  const pick = (today: Date, k: number) => (k > 1 ? undefined : today.add({ days: k }));
  return { rank: 2, sure: true, today: true, pick, ...(part ? { part } : {}) };
}

const inDays =
  (days: number): Reader =>
  () => ({ rank: 2, sure: true, pick: once((today) => today.add({ days })) });

const THEN = '(?:sau\\s+nữa|sau|tới|kế\\s+tiếp|kế|này)';
const NOT_PART_OF_NUMBER = '(?<![\\d][/.,:-])';
const RULES: [ReturnType<typeof rule>, Reader][] = [
  // mùng 8 tháng 3: said of the feasts of the solar calendar too; lunar days were read before
  [
    rule(
      `(?:ngày\\s+)?(?:mùng|mồng)\\s*(?<day>\\d{1,2})\\s*(?:/|tháng)\\s*(?<month>\\d{1,2})(?:\\s+(?:dương|tây)(?:\\s+lịch)?)?${GOODS}`,
    ),
    readDate,
  ],
  [
    rule('(?:ngày\\s+)?(?:mùng|mồng)\\s*(?<day>\\d{1,2})\\s+(?:dương|tây)(?:\\s+lịch)?'),
    ({ day }) => ({ rank: 1, sure: true, pick: monthly(Number(day)) }),
  ],
  // 20/11, 20/11/2027, ngày 20-11, 20.11.2027
  [
    rule(
      `${NOT_PART_OF_NUMBER}(?:ngày\\s+)?(?<day>\\d{1,2})\\s?/\\s?(?<month>\\d{1,2})(?:\\s?/\\s?(?<year>${YEAR}))?(?![/.,:-]?\\d|%)`,
    ),
    readDate,
  ],
  [rule(`${NOT_PART_OF_NUMBER}(?<day>\\d{1,2})[.-](?<month>\\d{1,2})[.-](?<year>\\d{4})`), readDate],
  [rule('ngày\\s+(?<day>\\d{1,2})[.-](?<month>\\d{1,2})(?![/.,:-]?\\d)'), readDate],
  // ngày 5 tháng sau
  [
    rule(`(?:ngày\\s+)?(?<day>\\d{1,2})\\s+tháng\\s+(?<which>${THEN})`),
    ({ day, which }) => ({
      rank: 1,
      sure: true,
      pick: (today, k) =>
        k > 8 ? undefined : monthly(Number(day))(today.with({ day: 1 }).add({ months: ahead(which) }), k),
    }),
  ],
  // ngày 20 tháng 11 (năm 2027)
  [
    rule(
      `(?:ngày\\s+)?(?<day>\\d{1,2})\\s*(?:tháng|thg\\.?)\\s*(?<month>${MONTH})(?:\\s*(?:,|năm|/|-)?\\s*(?<year>\\d{4}))?${GOODS}`,
    ),
    readDate,
  ],
  // ngày 20, the 20th
  [
    rule(
      `(?<!(?:mỗi|một|\\d)\\s+)ngày\\s+(?<day>\\d{1,2})(?!\\s*(?:ngày|tháng)|[/.,:-]?\\d)${GOODS}|(?:on\\s+)?the\\s+(?<nth>\\d{1,2})(?:st|nd|rd|th)(?!\\s+(?:of|[a-z]{3,9}day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`,
    ),
    ({ day, nth }) => {
      const date = Number(day ?? nth);
      return date >= 1 && date <= 31 ? { rank: 1, sure: true, pick: monthly(date) } : null;
    },
  ],
  // thứ 6 tuần sau, t6, chủ nhật, CN
  [
    rule(
      `(?<!(?:!lần|cái|đơn|người|món|bộ|con|chiếc|ý|bước|hạng)\\s+)(?:thứ\\s*(?:(?<digit>[2-7])|(?<name>hai|ba|tư|năm|sáu|bảy|bẩy))|t(?<short>[2-7])(?!\\s*/)|chủ\\s*nhật|cn)(?!\\s+ngày\\s+\\D)${GOODS}(?:\\s*,?\\s*(?:tuần\\s+(?<week>${THEN})|(?<near>sau(?!\\s+\\d|\\s+khi)|tới|này)))?`,
    ),
    readWeekday,
  ],
  // đầu tuần sau, cuối tuần, tuần tới, sang tuần
  [rule(`(?:(?:vào|sang)\\s+)?(?<edge>đầu|giữa|cuối)\\s+tuần(?:\\s+(?<which>${THEN}))?`), readWeek],
  [rule('tuần\\s+(?<which>sau\\s+nữa|sau|tới|kế\\s+tiếp|kế)(?!\\s+khi)'), readWeek],
  // trong tuần, trong tháng: by its end
  [
    rule('trong\\s+tuần(?:\\s+này)?(?!\\s+(?:sau|tới|trước|qua|rồi))|eow'),
    () => ({ rank: 2, sure: false, pick: weekdayOfWeek(5, 0) }),
  ],
  [
    rule('trong\\s+tháng(?:\\s+này)?(?!\\s+(?:sau|tới|trước|qua|rồi|\\d))'),
    () => ({ ...(readMonthWords({ edge: 'end' }) as NonNullable<Found>), sure: false }),
  ],
  [rule('sang\\s+tuần(?:\\s+(?:sau|tới|mới))?'), () => readWeek({ which: 'sau' })],
  [
    rule(
      '(?<edge>beginning\\s+of|start\\s+of|middle\\s+of|mid|end\\s+of|early|late)[\\s-]+(?:the\\s+)?(?:(?<which>next|this)\\s+)?week',
    ),
    readWeek,
  ],
  [rule('(?:the\\s+)?(?<which>next|this)?\\s*weekend'), ({ which }) => readWeek({ edge: 'end', which })],
  [
    rule('(?<!(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\\s+)next\\s+week(?!end)'),
    () => readWeek({ which: 'next' }),
  ],
  // cuối tháng, đầu tháng 12, tháng sau
  [
    rule(
      `(?<edge>đầu|giữa|cuối)\\s+tháng(?:\\s+(?<which>${THEN})|\\s+(?<month>${MONTH})(?:\\s*(?:,|năm|/|-)?\\s*(?<year>\\d{4}))?)?`,
    ),
    readMonthWords,
  ],
  [rule('(?:(?:sang)\\s+)?tháng\\s+(?<which>sau\\s+nữa|sau|tới|kế\\s+tiếp|kế)(?!\\s+khi)'), readMonthWords],
  [rule('(?<!\\d\\s*)tháng\\s+(?<month>\\d{1,2})(?:\\s*(?:,|năm|/|-)?\\s*(?<year>\\d{4}))?'), readMonthWords],
  [
    rule(
      '(?<edge>beginning\\s+of|start\\s+of|middle\\s+of|mid|end\\s+of|early|late)[\\s-]+(?:the\\s+)?(?:(?<which>next|this)\\s+)?month|eom',
    ),
    (groups) => readMonthWords({ ...groups, edge: groups.edge ?? 'end' }),
  ],
  [rule('(?<which>next)\\s+month'), readMonthWords],
  // cuối năm, năm sau
  [rule(`(?<edge>đầu|giữa|cuối)\\s+năm(?:\\s+(?<which>sau|tới|này|nay))?`), readYearWords],
  [rule('năm\\s+(?<which>sau|tới)'), readYearWords],
  [
    rule(
      '(?<edge>beginning\\s+of|start\\s+of|middle\\s+of|mid|end\\s+of|early|late)[\\s-]+(?:the\\s+)?(?:(?<which>next|this)\\s+)?year',
    ),
    readYearWords,
  ],
  [rule('(?<which>next)\\s+year'), readYearWords],
  // hôm nay, tối nay, today
  [rule('(?<part>sáng|trưa|chiều|tối|đêm|khuya)\\s+(?:hôm\\s+)?nay'), readToday],
  [
    rule('(?:hôm|bữa|ngày)\\s+nay|today|(?<part>tonight)|tonite|(?<=this\\s)(?=morning|afternoon|evening)'),
    (groups) => readToday(groups.part ? { part: 'tonight' } : {}),
  ],
  [rule('nay(?=\\s+(?:lúc\\s+)?\\d{1,2}\\s*(?:h|giờ|:))'), readToday],
  // mốt, ngày kia, day after tomorrow
  [
    rule(
      'ngày\\s+(?:kia|mốt)|(?<=(?:sáng|trưa|chiều|tối|đêm)\\s+)(?:mốt|kia)|(?:the\\s+)?day\\s+after\\s+tomorrow',
    ),
    inDays(2),
  ],
  [
    rule('(?<!mai\\s+)mốt(?=\\s+(?:lúc\\s+)?\\d{1,2}\\s*(?:h|giờ|:)|\\s+(?:sáng|trưa|chiều|tối)|\\s*$)'),
    inDays(2),
  ],
  [rule('tomorrow|tmrw?|tmr|2moro'), inDays(1)],
];

const TOMORROW = rule('(?<sure>ngày\\s+|hôm\\s+|bữa\\s+|(?<=(?:sáng|trưa|chiều|tối|đêm)\\s+))?mai');
/** `mai mốt`, `mai sau`, `mai này`: one day, some time. `mai mối`: a match-maker. */
const NOT_TOMORROW = /^\s+(?:m[ốo]t|n[àa]y|kia|sau(?!\s+\d)|m[ốo]i|táng|phục)(?![\p{L}\p{N}])/u;
/** Plants, discounts, trade, dawn: `khuyen mai` without marks, `hoa mai`. */
const COMPOUND = /(?:khuy[ếe]n|th[ươu]+ng|hoa|c[âa]y|c[àa]nh|ch[ậa]u|ban|sao|tên|ten)\s+$/u;
/** A person stands before it: `chị mai` may be Mai. */
const PERSON =
  /(?:^|\s)(?:ch[ịi]|c[ôo]|em|b[àa]|anh|b[ạa]n|b[ée]|d[ìi]|b[áa]c|ch[úu]|m[ẹe]|má|thím|mợ|kh[áa]ch|ms\.?|mrs\.?)\s+$/u;

/** Mai is a common name, so "tomorrow" is believed with care: never a capitalised `Mai` inside a sentence. */
function findTomorrow(words: Words): Day[] {
  const found: Day[] = [];
  for (const match of matches(words, TOMORROW)) {
    const place = stretchOf(match);
    const said = Boolean(match.groups?.sure);
    const before = words.low.slice(0, place.from);
    const after = words.text.slice(place.to);
    const written = words.text.slice(place.to - 3, place.to);
    const shouting = words.text === words.text.toUpperCase();
    if (NOT_TOMORROW.test(words.low.slice(place.to))) continue;
    if (!said) {
      if (COMPOUND.test(before)) continue;
      const opens = /^\s*$|[.!?:;,\n]\s*$/.test(before);
      if (!shouting && written === 'Mai' && !opens) continue;
      // `Mai Anh hỏi giá`: a full name opens the sentence.
      if (!shouting && written === 'Mai' && /^\s+\p{Lu}\p{Ll}/u.test(after)) continue;
    }
    const sure = said || !PERSON.test(before);
    found.push({ ...place, rank: 2, sure, pick: once((today) => today.add({ days: 1 })) });
  }
  // `gọi chị mai mai 9h`: the one that is surely the day.
  return found.some((day) => day.sure) ? found.filter((day) => day.sure) : found;
}

/** Days in the text that our own rules read, in order. @param taken stretches that mean something else. */
export function findDays(words: Words, taken: readonly Stretch[]): Day[] {
  const found: Day[] = [];
  const add = (day: Day) => {
    const clash = [...taken, ...found].some((other) => overlaps(other, day));
    if (!clash) found.push(day);
  };
  for (const [one, read] of RULES) {
    for (const match of matches(words, one)) {
      const day = read(match.groups ?? {});
      if (day) add({ ...stretchOf(match), ...day });
    }
  }
  for (const day of findTomorrow(words)) add(day);
  return found.sort((a, b) => a.from - b.from);
}
