import type { Customer } from './entities.ts';
import { fold } from './fold.ts';

/**
 * Why two customers may be one person. Nothing here links anybody: the seller sees the reasons and decides.
 */
export type LikenessKind = 'key' | 'tax' | 'phone' | 'code' | 'name-place' | 'name-company' | 'name';
export interface Reason {
  kind: LikenessKind;
  /** The handle, number, code, name or place that both have. */
  value: string;
}

/** How much each reason weighs; a pair is as likely as its best reason, and a little more for each further one. */
const WEIGHT: Readonly<Record<LikenessKind, number>> = {
  key: 100,
  tax: 90,
  phone: 80,
  code: 70,
  'name-place': 60,
  'name-company': 60,
  name: 30,
};

export function weigh(reasons: readonly Reason[]): number {
  const weights = reasons.map(({ kind }) => WEIGHT[kind]).sort((a, b) => b - a);
  return (weights[0] ?? 0) + weights.slice(1).reduce((sum, weight) => sum + weight / 10, 0);
}

/** The place at the end of an address: in Vietnam the province. '' when there is none. */
export function placeOf(address: string): string {
  const parts = fold(address)
    .split(',')
    .map((part) => part.trim().replace(/^(?:tp|thanh pho|tinh|t p)\.?\s+/, ''))
    .filter((part) => part !== '' && !/^(?:viet nam|vietnam|vn|\d{5,6})$/.test(part));
  return parts.at(-1) ?? '';
}

/** What two customers of one name share besides. */
export function reasonsOfNames(one: Customer, other: Customer): Reason[] {
  const name = fold(one.name);
  if (name === '' || name !== fold(other.name)) return [];
  const reasons: Reason[] = [];
  const place = placeOf(one.address);
  if (place !== '' && place === placeOf(other.address)) {
    reasons.push({ kind: 'name-place', value: lastPart(one.address) });
  }
  const company = fold(one.company);
  if (company !== '' && company === fold(other.company)) {
    reasons.push({ kind: 'name-company', value: one.company });
  }
  return reasons.length > 0 ? reasons : [{ kind: 'name', value: one.name }];
}

const lastPart = (address: string) =>
  address
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && placeOf(part) !== '')
    .at(-1) ?? '';

/** Vietnamese numbers as people write them into notes and addresses, in any spacing; a tax code is none. */
const WRITTEN_PHONE = /(?=[+80])(?<!\d|mst[ :.]{0,2})(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)/g;

/** Keys of the phone numbers in a folded text. */
export function phonesIn(text: string): string[] {
  return (text.match(WRITTEN_PHONE) ?? []).map((written) => {
    const digits = written.replace(/\D/g, '');
    return `tel:+84${digits.startsWith('84') ? digits.slice(2) : digits.slice(1)}`;
  });
}

/** Order and parcel numbers: long words of letters and digits with both, or of many digits. */
const WRITTEN_CODE = /(?<![\w@.+-])(?=[a-z0-9-]*\d)[a-z0-9]+(?:-[a-z0-9]+)*(?![\w@])/g;
/** A tax code among the words a customer is found by; see searchLines. */
const TAX_WORD = /^mst[\da-z-]+$/;
const isCode = (word: string) =>
  !TAX_WORD.test(word) && word.length >= 10 && word.length <= 24 && /\d{4}/.test(word);

/** Words of a folded text that may be numbers of orders or parcels; phone numbers are not among them. */
export function codesIn(text: string): string[] {
  const plain = text.replace(WRITTEN_PHONE, ' ');
  return (plain.match(WRITTEN_CODE) ?? []).filter(isCode);
}

/** How a tax code stands in the words a customer is found by: nobody's note has such a word by chance. */
export const taxWord = (code: string): string =>
  code === '' ? '' : `mst${fold(code).replace(/[^\da-z-]/g, '')}`;

/** Tax codes in a line of those words. */
export const taxWordsIn = (text: string): string[] => text.match(/(?<![\da-z])mst\d[\d-]+(?![\da-z])/g) ?? [];
