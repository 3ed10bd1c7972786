import { fold } from '../fold.ts';

/** What the values of a custom field look like. Nothing is stored of it: a field is text, and this is how it is offered. */
const FIELD_TYPES = ['text', 'number', 'date', 'choice'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** `1.250.000`, `1,250.5`, `-3`, `42 kg`: a number with at most a short unit after it. Null when it is none. */
export function numberOf(text: string): number | null {
  const found = /^([+-]?)([\d][\d.,\s]*)\s*(k|tr|%|[\p{L}²³]{0,4})$/iu.exec(text.trim());
  if (!found) return null;
  const [, sign, written = '', unit = ''] = found;
  const digits = written.replace(/\s/g, '').replace(/[.,]$/, '');
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const marks = new Set(digits.replace(/\d/g, ''));
  // Three digits after the only kind of mark are thousands; a mark that stands once beside another is a fraction's.
  const isFraction =
    last >= 0 && digits.indexOf(digits[last]!) === last && (marks.size === 2 || digits.length - last !== 4);
  const whole = (isFraction ? digits.slice(0, last) : digits).replace(/[.,]/g, '');
  const amount = Number(isFraction ? `${whole}.${digits.slice(last + 1)}` : whole);
  if (!Number.isFinite(amount)) return null;
  const times = { k: 1000, tr: 1_000_000 }[unit.toLowerCase()] ?? 1;
  return (sign === '-' ? -amount : amount) * times;
}

/** ISO, or day first as in Vietnam → `2026-11-24`; null when it is no day. */
export function dayOf(text: string): string | null {
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text.trim());
  const local = /^(\d\d?)[/.-](\d\d?)[/.-](\d{4})$/.exec(text.trim());
  const parts = iso ? iso.slice(1) : local?.slice(1).reverse();
  if (!parts) return null;
  const [year, month, day] = parts.map(Number) as [number, number, number];
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    // The 31st of February, the 13th month.
    return null;
  }
}

/** How many values a choice has at most, and how often each comes at least, on average. */
const CHOICES = 12;
const OFTEN = 2;

/** @param counts each value of the field, and of how many customers it is. */
export function fieldTypeOf(counts: ReadonlyMap<string, number>): FieldType {
  const values = [...counts.keys()].filter((value) => value.trim() !== '');
  if (values.length === 0) return 'text';
  if (values.every((value) => dayOf(value) !== null)) return 'date';
  if (values.every((value) => numberOf(value) !== null && !/^0\d/.test(value))) return 'number';
  const kinds = new Set(values.map(fold)).size;
  const all = values.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
  return kinds <= CHOICES && all >= kinds * OFTEN && values.every((value) => value.length <= 40)
    ? 'choice'
    : 'text';
}
