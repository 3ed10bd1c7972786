/** Amounts as sellers type them: `120k`, `1tr2`, `1.250.000đ`, `45 nghìn`, `$12.50`. */

/** An amount found in a text. */
export interface Amount {
  value: number;
  /** Where it stands. UTF-16 units. */
  at: number;
  end: number;
  /** It has a sign or word of money, or is written with thousands: not a size, a count or a year. */
  isMoney: boolean;
}

const THOUSAND = '(?:k|ng|nghìn|nghin|ngàn|ngan)';
const MILLION = '(?:tr|triệu|trieu|củ)';
const SIGN = '(?:đ|₫|vnđ|vnd|đồng|dong|usd|\\$|€)';
const AMOUNT = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(\\$|€)?\\s?(\\d{1,3}(?:[.,]\\d{3})+|\\d+(?:[.,]\\d{1,2})?)(?:\\s?(${THOUSAND}|${MILLION})(\\d{1,3})?)?(?:\\s?(${SIGN}))?(?![\\p{L}\\p{N}])`,
  'giu',
);
const MOST = 40;

/** All amounts of a text, in order; numbers without any sign of money are told as such. */
export function amountsIn(text: string): Amount[] {
  const found: Amount[] = [];
  for (const match of text.matchAll(AMOUNT)) {
    if (found.length === MOST) break;
    const [whole, before, digits = '', scale = '', rest = '', after] = match;
    const value = scaled(digits, scale, rest);
    if (value === null) continue;
    const isMoney = Boolean(before || after || scale || /[.,]\d{3}/.test(digits));
    const at = match.index + (whole.length - whole.trimStart().length);
    found.push({ value, at, end: match.index + whole.length, isMoney });
  }
  return found;
}

/** `1tr2` is 1,200,000; `1tr25` 1,250,000; `120k5` 120,500. */
function scaled(digits: string, scale: string, rest: string): number | null {
  const isGrouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(digits);
  const number = Number(isGrouped ? digits.replace(/[.,]/g, '') : digits.replace(',', '.'));
  if (!Number.isFinite(number)) return null;
  if (scale === '') return number;
  const unit = new RegExp(`^${THOUSAND}$`, 'iu').test(scale) ? 1000 : 1_000_000;
  return Math.round(number * unit + (rest === '' ? 0 : Number(`0.${rest}`) * unit));
}

/** The one amount that a field holds; null where it holds none, or several. */
export function readAmount(typed: string): number | null {
  const [first, ...others] = amountsIn(typed);
  return first && others.length === 0 ? first.value : null;
}
