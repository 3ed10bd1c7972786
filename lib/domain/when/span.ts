import {
  EN_NUMBER,
  matches,
  readNumber,
  rule,
  type Stretch,
  stretchOf,
  VI_NUMBER,
  type Words,
} from './words.ts';

/** "In 3 days", "2 tiếng nữa": a length of time from now. */
export interface Span extends Stretch {
  days: number;
  months: number;
  /** Whole seconds; 0 when only days and months were said. */
  seconds: number;
  sure: boolean;
}

const UNIT: Record<string, { seconds?: number; days?: number; months?: number }> = {
  second: { seconds: 1 },
  minute: { seconds: 60 },
  hour: { seconds: 3600 },
  day: { days: 1 },
  week: { days: 7 },
  fortnight: { days: 14 },
  month: { months: 1 },
  year: { months: 12 },
};
const NAMES: [RegExp, keyof typeof UNIT][] = [
  [/^(?:gi[âa]y|s|secs?|seconds?)$/, 'second'],
  [/^(?:ph[úu]t|ph?|'|m|mins?|minutes?)$/, 'minute'],
  [/^(?:ti[ếe]ng(?: đồng hồ| dong ho)?|gi[ờo]|h|hrs?|hours?)$/, 'hour'],
  [/^(?:ng[àa]y|h[ôo]m|d|days?)$/, 'day'],
  [/^(?:tu[ầa]n|w|wks?|weeks?)$/, 'week'],
  [/^fortnights?$/, 'fortnight'],
  [/^(?:th[áa]ng|months?|mo)$/, 'month'],
  [/^(?:n[ăa]m|y|yrs?|years?)$/, 'year'],
];

const DIGITS = '\\d{1,4}(?:[.,]\\d{1,2})?';
const VI_UNIT = "giây|phút|ph|p|'|s|tiếng đồng hồ|tiếng|giờ|h|ngày|hôm|tuần|tháng|năm";
const EN_UNIT =
  'seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|fortnights?|months?|mo|years?|yrs?|y';
const VI_ONE = `(?:${DIGITS}|nửa|${VI_NUMBER})\\s*(?:${VI_UNIT})(?:\\s*rưỡi)?`;
const EN_AMOUNT = `${DIGITS}|half\\s+an?|an?\\s+couple\\s+of|(?:a\\s+)?couple\\s+of|${EN_NUMBER}`;
const EN_ONE = `(?:${EN_AMOUNT})\\s*(?:${EN_UNIT})(?:\\s+and\\s+a\\s+half)?`;
const VI_LONG = `${VI_ONE}(?:\\s*(?:và\\s+)?${VI_ONE})?|\\d{1,2}\\s*h\\s*\\d{2}(?:\\s*(?:phút|ph|p|'))?`;
const EN_LONG = `${EN_ONE}(?:\\s*(?:and\\s+)?${EN_ONE})?|\\d{1,2}\\s*h\\s*\\d{2}(?:\\s*m)?`;

const AHEAD = [
  rule(`(?<!(?:thứ|ngày|!lần|đến)\\s*)(?<long>${VI_LONG})\\s*(?:nữa|sau(?!\\s+khi)|tới)`),
  rule(`(?:sau|trong(?:\\s+vòng)?)\\s+(?<long>${VI_LONG})(?:\\s+(?:nữa|tới))?`),
  rule(`(?:in|after|within)(?:\\s+the\\s+next)?\\s+(?<long>${EN_LONG})(?:'?s?\\s+time)?`),
  rule(`(?<long>${EN_LONG})\\s+(?:from\\s+(?:now|today)|later)`),
];
/** Alone in the field: `30 phút`. Not hours: `2 giờ` is a time of day. */
const ALONE =
  /^\s*(?:\d{1,4}\s*(?:phút|phut|ph|p|'|giây|giay|tiếng|tieng|ngày|ngay|tuần|tuan|mins?|minutes?|hours?|days?|weeks?))\s*$/;
const SOON = rule('(?:(?:một|1)\\s+)?(?:lát|chút|tí|xíu)\\s+(?:nữa|sau)');
/** `sau 2 giờ` may mean after two o'clock, so it is guessed; `sau 5 giờ chiều` is a time of day for certain. */
const AFTER_CLOCK = /^(?:sau)\s+\d{1,2}\s*(?:giờ|gio|h)(?:\s*\d{2})?$/;
const DAY_PART = /^\s*(?:sáng|trưa|chiều|tối|đêm|sang|trua|chieu|toi|dem|am|pm)(?![\p{L}\p{N}])/u;

const ONE = new RegExp(
  `(${DIGITS}|nửa|nua|half\\s+an?|(?:an?\\s+)?couple\\s+of|[\\p{L}]+(?:[\\s-](?:một|mot|hai|lăm|lam|mươi|muoi|five))?)\\s*(${VI_UNIT}|tieng dong ho|giay|phut|tieng|gio|ngay|hom|tuan|thang|nam|${EN_UNIT})(?![\\p{L}])(\\s*(?:rưỡi|ruoi)|\\s+and\\s+a\\s+half)?`,
  'gu',
);

function readLength(long: string): Omit<Span, keyof Stretch | 'sure'> | null {
  const clock = /^(\d{1,2})\s*h\s*(\d{2})/.exec(long);
  if (clock) return { days: 0, months: 0, seconds: Number(clock[1]) * 3600 + Number(clock[2]) * 60 };
  const sum = { days: 0, months: 0, seconds: 0 };
  for (const [, amount = '', name = '', half] of long.matchAll(ONE)) {
    const unit = UNIT[NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? ''];
    const count =
      (/^(?:nửa|nua|half)/.test(amount) ? 0.5 : /couple/.test(amount) ? 2 : readNumber(amount)) +
      (half ? 0.5 : 0);
    if (!unit || !Number.isFinite(count)) return null;
    // Half a day is twelve hours, half a month fifteen days, half a year six months.
    const whole = Math.floor(count);
    const part = count - whole;
    sum.seconds += Math.round(count * (unit.seconds ?? 0));
    sum.days += whole * (unit.days ?? 0);
    sum.months += whole * (unit.months ?? 0);
    if (part === 0) continue;
    if (unit.days === 1) sum.seconds += Math.round(part * 86_400);
    else if (unit.days) sum.days += Math.round(part * unit.days);
    else if (unit.months === 1) sum.days += Math.round(part * 30);
    else if (unit.months) sum.months += Math.round(part * unit.months);
  }
  return sum.days + sum.months + sum.seconds > 0 ? sum : null;
}

/** All lengths ahead that the text names, in order. */
export function findSpans(words: Words): Span[] {
  const found: Span[] = [];
  for (const one of AHEAD) {
    for (const match of matches(words, one)) {
      const place = stretchOf(match);
      if (found.some((other) => other.from < place.to && place.from < other.to)) continue;
      // Without marks `8h toi` is eight in the evening.
      if (/h\s*toi$|gio\s*toi$/.test(match[0])) continue;
      const perhapsClock = AFTER_CLOCK.test(match[0]);
      if (perhapsClock && (/h/.test(match[0]) || DAY_PART.test(words.low.slice(place.to)))) continue;
      const length = readLength(match.groups?.long ?? '');
      if (length) found.push({ ...place, ...length, sure: !perhapsClock });
    }
  }
  for (const match of matches(words, SOON)) {
    found.push({ ...stretchOf(match), days: 0, months: 0, seconds: 1800, sure: false });
  }
  if (found.length === 0 && ALONE.test(words.low)) {
    const length = readLength(words.low);
    if (length) found.push({ from: 0, to: words.low.length, ...length, sure: false });
  }
  return found.sort((a, b) => a.from - b.from);
}
