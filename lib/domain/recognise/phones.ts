import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Beside, besideOf, nearest } from './beside.ts';
import type { Effort, Found } from './found.ts';

/** A run of digits as it stands in the text. */
interface Group {
  digits: string;
  at: number;
  end: number;
  plus: boolean;
}

/** What people write between the groups of one number. No-break and narrow spaces included. */
const BETWEEN = /^(?:[ \u00a0\u2009\u202f.\-–]|\)? ?\(?|\) ?[-.]|[ \u00a0]?[-–.][ \u00a0]?)$/;
const GROUPS = 8;
/** More than these in one message is a table of figures. */
const MOST_GROUPS = 300;
const MOST_DIGITS = 15;
const LETTER = /[\p{L}\p{N}_]/u;

/**
 * Numbers in Vietnam, as they are dialled: mobile 03, 05, 07, 08, 09 with ten digits, fixed 02 with eleven. Narrower
 * than the library's short tables, which take tax codes and account numbers for numbers.
 */
const VIETNAM = /^0(?:(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}|2\d{9})$/;
/** Countries that write a number without a leading 0: it needs its usual shape or a word. */
const NORTH_AMERICA = /^(?:US|CA|PR)$/;
const NORTH_AMERICAN_SHAPE = /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/;

const PHONE_WORDS = [
  ...['sdt', 'dt', 'so dt', 'dien thoai', 'phone', 'tel', 'mobile', 'cell', 'call', 'goi', 'alo'],
  ...['zalo', 'whatsapp', 'viber', 'hotline', 'lien he', 'contact', 'so may', 'telp', 'hp'],
];
/** The number after these is an account, a code, a person's papers. */
const OTHER_WORDS = [
  ...['stk', 'so tk', 'tk', 'tai khoan', 'account', 'acc', 'a/c', 'bank', 'ngan hang', 'so the', 'card'],
  ...['vcb', 'vietcombank', 'mb', 'mbbank', 'tcb', 'techcombank', 'acb', 'bidv', 'vietinbank', 'agribank'],
  ...[
    'sacombank',
    'vpbank',
    'tpbank',
    'vib',
    'shb',
    'hdbank',
    'ocb',
    'msb',
    'scb',
    'seabank',
    'chuyen khoan',
  ],
  ...['mst', 'ma so thue', 'tax', 'cccd', 'cmnd', 'can cuoc', 'passport', 'ho chieu', 'imei', 'serial', 'sn'],
  ...['ma don', 'don hang', 'don so', 'order', 'van don', 'mvd', 'tracking', 'code', 'otp', 'hoa don'],
  ...['invoice', 'hop dong', 'so hd', 'bien so', 'isbn', 'barcode', 'sku', 'id'],
];

/**
 * Telephone numbers in a text, as people write them: `0912 345 678`, `0912.345.678`, `+84 912…`, with no-break spaces.
 * What is a price, a date, an account or a code is left alone; rather a number missed than a wrong one offered.
 *
 * @param region where numbers without a country code belong.
 */
export function findPhones(text: string, region: string, effort: Effort): Found[] {
  const groups = groupsOf(text);
  const found: Found[] = [];
  for (let first = 0; first < groups.length && effort.left > 0; ) {
    const hit = mayBegin(text, groups, first, found.at(-1))
      ? numberAt(text, groups, first, region, effort)
      : null;
    if (hit) found.push(hit.found);
    first = hit ? hit.next : first + 1;
  }
  return found;
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  for (const match of text.matchAll(/\+?\d+/g)) {
    if (groups.length === MOST_GROUPS) break;
    const plus = match[0].startsWith('+');
    const digits = plus ? match[0].slice(1) : match[0];
    groups.push({ digits, plus, at: match.index, end: match.index + match[0].length });
  }
  return groups;
}

/** A number does not begin inside a word, nor behind a price, a date or another number it hangs on. */
function mayBegin(text: string, groups: Group[], index: number, last: Found | undefined): boolean {
  const { at, digits, plus } = groups[index]!;
  if (digits.length > MOST_DIGITS) return false;
  if (!plus && digits.length === 1 && digits === '0' && /[.,]/.test(text[at + 1] ?? ''))
    return isGrouped(groups, index);
  const before = text[at - 1] ?? ' ';
  if (LETTER.test(before)) return false;
  // Without a leading 0 or + only a word, or its usual shape, can say that it is one.
  if (!plus && !digits.startsWith('0') && !hasWordBefore(text, at)) return false;
  const previous = groups[index - 1];
  if (!previous || previous.end !== at - 1 || !/[.,:/\-–]/.test(before)) return true;
  // `0912345678/0987654321`: the second of two numbers.
  return last?.end === previous.end;
}

const MARKS_BEFORE = 6;

/** Whether the number stands behind a word, or begins the line, and not behind another number. */
function hasWordBefore(text: string, at: number): boolean {
  for (let back = 1; back <= MARKS_BEFORE; back += 1) {
    const char = text[at - back];
    if (char === undefined || char === '\n') return true;
    if (char >= '0' && char <= '9') return false;
    if (/\p{L}/u.test(char)) return true;
  }
  return false;
}

/** `0.912.345.678` is a number, `0.912345678` is a fraction. */
function isGrouped(groups: Group[], index: number): boolean {
  return [1, 2, 3].every((step) => groups[index + step]?.digits.length === 3);
}

/** The longest run of groups from here that is a number. */
function numberAt(
  text: string,
  groups: Group[],
  first: number,
  region: string,
  effort: Effort,
): { found: Found; next: number } | null {
  const { at, plus } = groups[first]!;
  let digits = '';
  let best: { key: string; last: number } | null = null;
  let beside: Beside | null = null;
  const wordsBeside = () => {
    beside ??= besideOf(text, at, at);
    return beside;
  };
  for (let last = first; last < groups.length && last - first < GROUPS; last += 1) {
    const group = groups[last]!;
    if (last > first && !joins(text, groups[last - 1]!, group)) break;
    // Nobody writes a number digit by digit.
    if (last === first + 1 && group.end - at <= 3) break;
    digits += group.digits;
    if (digits.length > MOST_DIGITS) break;
    if (digits.length < 8 || effort.left <= 0) continue;
    const written = text.slice(at, group.end);
    const key = readNumber(digits, plus, written, region, effort, wordsBeside);
    if (key && isWhole(text, groups, first, last)) best = { key, last };
  }
  if (!best || isDated(groups.slice(Math.max(0, first - 2), best.last + 1))) return null;
  if (nearest(OTHER_WORDS, wordsBeside()) < nearest(PHONE_WORDS, wordsBeside())) return null;
  const end = groups[best.last]!.end;
  const found: Found = {
    kind: 'phone',
    key: `tel:${best.key}`,
    text: best.key,
    issuer: '',
    at,
    end,
  };
  return { found, next: best.last + 1 };
}

/** Whether two groups may be of one number. */
function joins(text: string, before: Group, after: Group): boolean {
  const room = after.at - before.end;
  return room <= 3 && !after.plus && BETWEEN.test(text.slice(before.end, after.at));
}

/** E.164, or null. */
function readNumber(
  digits: string,
  plus: boolean,
  written: string,
  region: string,
  effort: Effort,
  beside: () => Beside,
): string | null {
  if (!plus && region === 'VN' && digits.startsWith('0') && !digits.startsWith('00')) {
    if (!VIETNAM.test(digits)) return null;
    effort.left -= 1;
    return `+84${digits.slice(1)}`;
  }
  effort.left -= 1;
  const abroad = plus || digits.startsWith('00');
  if (!abroad && !digits.startsWith('0')) {
    const usual = NORTH_AMERICA.test(region) && NORTH_AMERICAN_SHAPE.test(written);
    if (!usual && nearest(PHONE_WORDS, beside()) === Number.POSITIVE_INFINITY) return null;
    if (!usual && digits.length < 9) return null;
  }
  const home = !abroad && region === 'VN' ? `+${digits}` : digits;
  const number = parse(plus ? `+${digits}` : digits.startsWith('00') ? `+${digits.slice(2)}` : home, region);
  if (!number?.isValid()) return null;
  const national = `0${number.nationalNumber}`;
  return number.countryCallingCode === '84' && !VIETNAM.test(national) ? null : number.number;
}

function parse(digits: string, region: string) {
  try {
    return parsePhoneNumberFromString(digits, region as 'VN');
  } catch {
    // An unknown region: only numbers that carry their country code can be read.
    return parsePhoneNumberFromString(digits);
  }
}

/** Nothing hangs on the end of a number: no letter, no further group of an account number written the same way. */
function isWhole(text: string, groups: Group[], first: number, last: number): boolean {
  const end = groups[last]!.end;
  const after = text[end] ?? ' ';
  if (LETTER.test(after)) return false;
  const next = groups[last + 1];
  if (!next || next.plus) return true;
  const join = text.slice(end, next.at);
  if (/^[.,]$/.test(join)) return false;
  if (last === first || join !== text.slice(groups[first]!.end, groups[first + 1]!.at)) return true;
  return next.digits.length < 3 || next.digits.startsWith('0') || /[\p{L}.,]/u.test(text[next.end] ?? ' ');
}

/** Day, month and year among the groups, in either order: `09.12.2026 15`. */
function isDated(groups: readonly Group[]): boolean {
  return groups.some((group, index) => {
    const [a, b, c] = [group.digits, groups[index + 1]?.digits ?? '', groups[index + 2]?.digits ?? ''];
    const ordered = isSmall(a) && isSmall(b) && /^(?:19|20)\d\d$/.test(c);
    return ordered || (/^(?:19|20)\d\d$/.test(a) && isSmall(b) && isSmall(c));
  });
}

const isSmall = (digits: string): boolean =>
  digits.length > 0 && digits.length <= 2 && Number(digits) >= 1 && Number(digits) <= 31;
