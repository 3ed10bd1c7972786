import { fromLunar, LUNAR_YEARS, monthDays, tetOf, toLunar } from '../lunar.ts';
import type { Day } from './day.ts';
import { GOODS, matches, overlaps, readNumber, rule, type Stretch, stretchOf, type Words } from './words.ts';

type Date = Temporal.PlainDate;
type Groups = Record<string, string | undefined>;
type Found = Omit<Day, keyof Stretch> | null;

/** How far the next such day may lie: a leap month or a 30th is at most a few years away. */
const REACH = 8;
const GIENG = 1;
const CHAP = 12;

const within = (year: number) => year > LUNAR_YEARS.from && year < LUNAR_YEARS.to;

/** The lunar year of a day, or null where no lunar date is known. */
function lunarYear(date: Date): number | null {
  return within(date.year) ? toLunar(date).year : null;
}

/** That day of that month, year after year; a 30th of a short month is kept on the 29th, as families do. */
function yearlyLunar(day: number, month: number) {
  return (today: Date, k: number): Date | null | undefined => {
    const first = lunarYear(today);
    if (first === null || k > REACH) return undefined;
    const year = first + k;
    return fromLunar({ day: Math.min(day, monthDays(year, month, false)), month, isLeap: false, year });
  };
}

/** That day of every lunar month, leap months too: the first and the fifteenth are kept in each. */
function monthlyLunar(day: number) {
  return (today: Date, k: number): Date | null | undefined => {
    if (lunarYear(today) === null || k > REACH) return undefined;
    let month = toLunar(today);
    for (let i = 0; i < k; i++) {
      const start = fromLunar({ ...month, day: 1 });
      month = toLunar((start as Date).add({ days: monthDays(month.year, month.month, month.isLeap) }));
    }
    return fromLunar({ ...month, day });
  };
}

/** Days counted from Tết, the nearest that is ahead: negative before it, 0 the first of the year. */
function fromTet(...offsets: number[]) {
  return (today: Date, k: number): Date | null | undefined => {
    const year = today.year + Math.floor(k / offsets.length);
    const tet = k > 2 * offsets.length ? null : tetOf(year);
    return tet ? tet.add({ days: offsets[k % offsets.length] as number }) : undefined;
  };
}

const NUMBERS = 'mười\\s+một|mười\\s+hai|mười\\s+lăm|mười|một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín';
const TENTH = `\\d{1,2}|${NUMBERS}`;
const MONTH = `giêng|chạp|\\d{1,2}|${NUMBERS}`;
/** Said behind a date, it makes it one of the lunar calendar. Without its mark `âm` is the English a.m. */
const LUNAR = '(?:\\s*,?\\s*\\(?(?<lunar>âm\\s+lịch|lịch\\s+âm|!âm|!âl)\\)?)';
const SOLAR = '(?:\\s+(?<solar>dương(?:\\s+lịch)?|tây))';
const TET =
  'tết(?!\\s+(?:dương|tây|trung|đoan|thiếu|nguyên\\s+tiêu))(?:\\s+(?:nguyên\\s+đán|âm(?:\\s+lịch)?|ta))?';

function readMonth(text: string): number {
  if (/^(?:giêng|gieng)$/.test(text)) return GIENG;
  if (/^(?:chạp|chap)$/.test(text)) return CHAP;
  return /^(?:tư|tu)$/.test(text) ? 4 : readNumber(text);
}

/** Feasts of the solar calendar that are said with `mùng` all the same: 8 March, 1 May, 1 June, 2 September. */
const SOLAR_FEASTS = new Set(['8/3', '1/5', '1/6', '2/9']);

function onDay(day: number, month: number, sure: boolean): Found {
  if (!(day >= 1 && day <= 30 && month >= 1 && month <= 12)) return null;
  return { rank: 1, sure, pick: yearlyLunar(day, month) };
}

function readDate({ day, month = '', year }: Groups): Found {
  const lunar = { day: Number(day), month: readMonth(month), isLeap: false };
  if (!year) return onDay(lunar.day, lunar.month, true);
  const date = fromLunar({ ...lunar, year: Number(year) });
  return date && { rank: 1, sure: true, pick: (_, k) => (k > 0 ? undefined : date) };
}

/** `mùng 5`: perhaps the fifth of the solar month, so it is shown before it is used. */
function readFirstTen({ day = '', month, solar, lunar, tet }: Groups): Found {
  const date = readNumber(day);
  if (!(date >= 1 && date <= 10) || solar) return null;
  if (tet) return onDay(date, GIENG, true);
  if (!month) return { rank: 1, sure: Boolean(lunar), pick: monthlyLunar(date) };
  const said = readMonth(month);
  if (!lunar && SOLAR_FEASTS.has(`${date}/${said}`)) return null;
  return onDay(date, said, Boolean(lunar) || /^(?:gi|ch)/.test(month));
}

function readFullMoon({ month, which }: Groups): Found {
  if (month) return onDay(15, readMonth(month), true);
  if (!/^(?:sau|tháng\s+sau|thang\s+sau)/.test(which ?? ''))
    return { rank: 1, sure: true, pick: monthlyLunar(15) };
  return { rank: 1, sure: true, pick: (today, k) => monthlyLunar(15)(today, k + 1) };
}

const EDGE_DAY = (edge: string | undefined): number =>
  /^(?:cuối|cuoi)/.test(edge ?? '') ? 30 : /^(?:giữa|giua|rằm|ram)/.test(edge ?? '') ? 15 : 1;

const FEASTS: [ReturnType<typeof rule>, number, number][] = [
  [rule('(?<!(?:bánh)\\s+)(?:tết\\s+)?trung\\s+thu'), 15, 8],
  [rule('(?:lễ\\s+)?vu\\s+lan'), 15, 7],
  [rule('(?:tết\\s+)?đoan\\s+ngọ'), 5, 5],
  [rule('giỗ\\s+tổ(?:\\s+hùng\\s+vương)?'), 10, 3],
  [rule('(?:(?:cúng|ngày)\\s+)?ông\\s+công(?:\\s+ông\\s+táo)?|(?:cúng|ngày)\\s+ông\\s+táo'), 23, CHAP],
];

const RULES: [ReturnType<typeof rule>, (groups: Groups) => Found][] = [
  // mùng 3 Tết, mồng 5 tháng 7, mùng 1 âm
  [
    rule(
      `(?:ngày\\s+)?(?:mùng|mồng)\\s*(?<day>${TENTH})(?:\\s+(?<tet>${TET})|\\s*(?:/|tháng)\\s*(?<month>${MONTH}))?(?:${LUNAR}|${SOLAR})?${GOODS}`,
    ),
    readFirstTen,
  ],
  // 28 Tết, 30 tháng chạp
  [
    rule(`(?:ngày\\s+)?(?<day>2\\d|30)\\s+(?:${TET}|(?:tháng\\s+)?chạp)`),
    ({ day }) => onDay(Number(day), CHAP, true),
  ],
  [rule(`(?:đêm\\s+)?giao\\s+thừa|(?:đêm|chiều)\\s+ba\\s+mươi(?:\\s+tết)?`), () => onDay(30, CHAP, true)],
  // rằm tháng giêng, rằm
  [
    rule(
      `(?<!(?:trăng)\\s+)(?:ngày\\s+)?rằm(?:\\s+(?<which>này|tới|sau|tháng\\s+(?:này|sau|tới))|\\s+(?:tháng\\s+)?(?<month>${MONTH}))?${LUNAR}?${GOODS}`,
    ),
    readFullMoon,
  ],
  // 20/10 âm lịch, ngày 20 tháng 10 âm, âm lịch 20/10
  [
    rule(
      `(?:ngày\\s+)?(?<day>\\d{1,2})\\s*(?:/|tháng)\\s*(?<month>${MONTH})(?:\\s*(?:/|năm)\\s*(?<year>\\d{4}))?${LUNAR}`,
    ),
    readDate,
  ],
  [
    rule(
      `(?:âm\\s+lịch|lịch\\s+âm)\\s*:?\\s*(?:ngày\\s+)?(?<day>\\d{1,2})\\s*(?:/|tháng)\\s*(?<month>${MONTH})(?:\\s*(?:/|năm)\\s*(?<year>\\d{4}))?`,
    ),
    readDate,
  ],
  // ngày 20 tháng giêng, 23 tháng chạp
  [
    rule('(?:ngày\\s+)?(?<day>\\d{1,2})\\s+tháng\\s+(?<month>giêng|chạp)'),
    ({ day, month = '' }) => onDay(Number(day), readMonth(month), true),
  ],
  // ngày 20 âm
  [
    rule(`ngày\\s+(?<day>\\d{1,2})${LUNAR}`),
    ({ day }) =>
      Number(day) >= 1 && Number(day) <= 30 ? { rank: 1, sure: true, pick: monthlyLunar(Number(day)) } : null,
  ],
  // đầu tháng giêng, cuối tháng chạp, tháng 8 âm
  [
    rule(`(?<edge>đầu|giữa|cuối)?\\s*tháng\\s+(?:(?<name>giêng|chạp)|(?<month>${MONTH})${LUNAR})`),
    ({ edge, name, month }) => onDay(EDGE_DAY(edge), readMonth(name ?? month ?? ''), Boolean(edge)),
  ],
  [rule(`cuối\\s+năm${LUNAR}`), () => onDay(30, CHAP, true)],
  [rule(`đầu\\s+năm${LUNAR}`), () => onDay(1, GIENG, true)],
  // 3 ngày trước Tết, trước Tết 1 tuần
  [
    rule(`(?<count>${TENTH})\\s+(?<unit>ngày|tuần)\\s+trước\\s+${TET}`),
    ({ count, unit }) => beforeTet(count, unit),
  ],
  [
    rule(`trước\\s+${TET}\\s+(?<count>${TENTH})\\s+(?<unit>ngày|tuần)`),
    ({ count, unit }) => beforeTet(count, unit),
  ],
  // trước Tết: a week ahead while that is to come, then as late as there is
  [rule(`(?:trước|giáp|cận|gần)\\s+${TET}`), () => ({ rank: 1, sure: false, pick: fromTet(-7, -3, -1) })],
  // ra giêng, sau Tết: shops open again from the sixth on
  [rule(`(?:ra|qua|sang|đầu)\\s+giêng`), () => ({ rank: 1, sure: false, pick: fromTet(9) })],
  [
    rule(`(?:ra|(?<=^\\s*|(?:để|đợi|chờ)\\s+)qua|hết|sau|xong)\\s+${TET}|ăn\\s+${TET}\\s+xong`),
    () => ({ rank: 1, sure: false, pick: fromTet(5) }),
  ],
  // vào dịp Tết, Tết này
  [
    rule(`(?:vào|dịp|đến|tới|đúng|ngày|hôm)\\s+${TET}|${TET}\\s+(?:này|tới|năm\\s+nay)`),
    () => ({ rank: 1, sure: false, pick: fromTet(0) }),
  ],
  [
    rule('before\\s+(?:the\\s+)?(?:lunar\\s+new\\s+year|tet)'),
    () => ({ rank: 1, sure: false, pick: fromTet(-7, -3, -1) }),
  ],
  [
    rule('after\\s+(?:the\\s+)?(?:lunar\\s+new\\s+year|tet)'),
    () => ({ rank: 1, sure: false, pick: fromTet(5) }),
  ],
];

function beforeTet(count = '', unit = ''): Found {
  const days = readNumber(count) * (/^t/.test(unit) ? 7 : 1);
  return days >= 1 && days <= 90 ? { rank: 1, sure: true, pick: fromTet(-days) } : null;
}

/** Days named by the lunar calendar, in order. @param taken stretches that mean something else. */
export function findLunarDays(words: Words, taken: readonly Stretch[]): Day[] {
  const found: Day[] = [];
  const add = (place: Stretch, day: Found) => {
    if (day && ![...taken, ...found].some((other) => overlaps(other, place)))
      found.push({ ...place, ...day });
  };
  for (const [one, read] of RULES) {
    for (const match of matches(words, one)) add(stretchOf(match), read(match.groups ?? {}));
  }
  for (const [one, day, month] of FEASTS) {
    for (const match of matches(words, one)) add(stretchOf(match), onDay(day, month, false));
  }
  return found.sort((a, b) => a.from - b.from);
}

/** A lunar date that no rule could read (`31/10 âm lịch`): nothing else may be guessed from its numbers. */
const UNREAD_MARK = rule('\\d+\\s*\\(?(?:âm\\s+lịch|!âm|!âl)');
const UNREAD_FIRST = rule('(?:mùng|mồng)\\s*(?:\\d|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)');

/** @param lunar what was read by the lunar calendar; @param days that and what was read by the solar one. */
export function hasUnreadLunar(words: Words, lunar: readonly Stretch[], days: readonly Stretch[]): boolean {
  const unread = (one: ReturnType<typeof rule>, read: readonly Stretch[]) =>
    matches(words, one).some((match) => !read.some((day) => overlaps(day, stretchOf(match))));
  return unread(UNREAD_MARK, lunar) || unread(UNREAD_FIRST, days);
}
