import type { Customer, Note, Order } from './entities.ts';
import { exact, fold } from './fold.ts';
import { taxWord } from './likeness.ts';

/** Characters of notes, and number of orders, that a customer is found by: what keeps all of it in memory. */
const NOTES = 400;
const ORDERS = 12;

/** One customer's lines in a search chunk. No line holds a line break. */
export interface SearchLines {
  /** Name and company with their accents, each word after a space. */
  names: string;
  /** The same, folded. */
  folded: string;
  /** Everything a customer is found by, folded. */
  text: string;
}

/** @param members customers who are merged into this one: it is found by their words too. */
export function searchLines(
  customer: Customer,
  notes: readonly Note[],
  orders: readonly Order[],
  members: readonly Customer[] = [],
): SearchLines {
  const all = [customer, ...members];
  const names = all
    .flatMap(({ name, company }) => [name, company])
    .filter(Boolean)
    .join(' ');
  const handles = all.flatMap(({ links }) =>
    Object.keys(links ?? {}).map((key) => key.slice(key.indexOf(':') + 1)),
  );
  const seenAs = all.flatMap((one) => Object.values(one.displayNames ?? {}).map(({ name }) => name));
  const numbers = newest(orders, ORDERS).map((order) => order.number);
  const words = newest(notes, NOTES)
    .map((note) => note.text)
    .join(' ')
    .slice(0, NOTES);
  const told = all.flatMap(({ code, about, address, industry, taxCode = '' }) => [
    code,
    about,
    address,
    industry,
    taxWord(taxCode),
  ]);
  const parts = [...told, ...handles, ...seenAs, ...numbers, words];
  const folded = ` ${fold(names)}`;
  return { names: ` ${exact(names)}`, folded, text: `${folded} ${fold(parts.filter(Boolean).join(' '))}` };
}

/** The same on every device, whatever order the rows came in. */
function newest<R extends { id: string; at: number }>(rows: readonly R[], count: number): R[] {
  return [...rows].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)).slice(0, count);
}

/** What is looked for: all terms must be in a line. */
export interface SearchTerms {
  /** As typed, accents kept. */
  exact: string[];
  folded: string[];
}

const PHONE = /^\+?[\d\s().-]{3,}$/;

/** @returns null when nothing was typed. */
export function searchTerms(typed: string): SearchTerms | null {
  const phone = phoneDigits(typed);
  if (phone !== null) return { exact: [phone], folded: [phone] };
  const folded = fold(typed);
  if (folded === '') return null;
  return { exact: exact(typed).split(' '), folded: folded.split(' ') };
}

/**
 * Numbers are kept as +84912345678. A seller types 0912 345, 84912…, +84 912… or some digits of the middle: the
 * national part is in all of them.
 */
function phoneDigits(typed: string): string | null {
  const text = typed.trim();
  if (!PHONE.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (digits.length < 3) return null;
  if (text.startsWith('+')) return digits;
  if (digits.startsWith('00') && digits.length > 4) return digits.slice(2);
  return digits.startsWith('0') && digits.length > 3 ? digits.slice(1) : digits;
}
