/** Signs that one currency alone uses, of those a shop may show. `$`, `¥` and `kr` say nothing for certain. */
const SIGNS: [sign: string, code: string][] = [
  ['R$', 'BRL'],
  ['NT$', 'TWD'],
  ['RM', 'MYR'],
  ['Rp', 'IDR'],
  ['zł', 'PLN'],
  ['Kč', 'CZK'],
  ['Ft', 'HUF'],
  ['₫', 'VND'],
  ['đ', 'VND'],
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['฿', 'THB'],
  ['₱', 'PHP'],
  ['₩', 'KRW'],
  ['₹', 'INR'],
  ['₺', 'TRY'],
  ['₴', 'UAH'],
  ['₪', 'ILS'],
  ['₽', 'RUB'],
];

/** ISO 4217 code in an amount as shown: a code in the text, or a sign of one currency; '' when in doubt. */
export function currencyOf(shown: string): string {
  const codes = Intl.supportedValuesOf('currency');
  const code = (shown.match(/(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])/g) ?? []).find((word) => codes.includes(word));
  if (code) return code;
  const sign = shown.replace(/[\d\s.,'’\u00a0-]/g, '');
  return SIGNS.find(([known]) => known === sign)?.[1] ?? '';
}

/** Digits after the decimal sign that a currency is used with; 2 when it is not known. */
export function decimalsOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/**
 * The number in an amount as shown: `450.000 ₫`, `1,234.56`, `$1.234,50`, `1 234,5`. A single sign before exactly three
 * digits parts thousands, unless the shop uses three decimals. Null when there is no one number in it.
 */
export function amountOf(shown: string, decimals: number): number | null {
  const [number, ...others] = shown.match(/\d(?:[\d.,'’\s\u00a0\u202f]*\d)?/g) ?? [];
  if (number === undefined || others.length > 0) return null;
  const plain = number.replace(/['’\s\u00a0\u202f]/g, '');
  const signs = plain.match(/[.,]/g) ?? [];
  const last = signs.at(-1);
  const after = last ? plain.length - plain.lastIndexOf(last) - 1 : 0;
  const isDecimal =
    last !== undefined &&
    (new Set(signs).size === 2
      ? signs.filter((sign) => sign === last).length === 1
      : signs.length === 1 && (after !== 3 || decimals === 3));
  const digits = plain.replace(/[.,]/g, '');
  if (digits.length > 15) return null;
  const value = isDecimal ? Number(`${digits.slice(0, -after)}.${digits.slice(-after)}`) : Number(digits);
  return /[-−]\s*\D{0,4}\d/.test(shown) ? -value : value;
}
