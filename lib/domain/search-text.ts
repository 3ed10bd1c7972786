import type { Customer, Note, Order } from './entities.ts';
import { exact, fold } from './fold.ts';
import { taxWord } from './likeness.ts';

/** Characters of notes, and number of orders, that a customer is found by: what keeps all of it in memory. */
const NOTES = 2000;
const ORDERS = 12;

/** One customer's lines in a search chunk. No line holds a line break. */
export interface SearchLines {
  /** Name and company with their accents, each word after a space. */
  names: string;
  /** The same, folded. */
  folded: string;
  /** Everything a customer is found by, folded. */
  text: string;
  /** Ids of its tags, each between tabs: their names are looked up when somebody searches, so a new name costs nothing. */
  tags: string;
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
  return {
    names: ` ${exact(names)}`,
    folded,
    text: `${folded} ${fold(parts.filter(Boolean).join(' '))}`,
    tags: tagLine(all),
  };
}

/** The tags of a line alone: they change without a word of the customer. */
export function tagLine(customers: readonly Customer[]): string {
  const tags = [...new Set(customers.flatMap((one) => one.tags ?? []))];
  return tags.length > 0 ? `\t${tags.join('\t')}\t` : '';
}

/** The same on every device, whatever order the rows came in. */
function newest<R extends { id: string; at: number }>(rows: readonly R[], count: number): R[] {
  return [...rows].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)).slice(0, count);
}

/** The ways in which one word that is looked for may stand in a text: any of them will do. */
export type SearchTerm = readonly string[];

/** What is looked for: all terms must be in a line. */
export interface SearchTerms {
  /** As typed, accents kept. */
  exact: SearchTerm[];
  folded: SearchTerm[];
}

const PHONE = /^\+?[\d\s().-]{3,}$/;

/** @returns null when nothing was typed. */
export function searchTerms(typed: string): SearchTerms | null {
  const folded = fold(typed);
  if (folded === '') return null;
  const phone = phoneDigits(typed);
  if (phone === null)
    return { exact: exact(typed).split(' ').map(waysOf), folded: folded.split(' ').map(waysOf) };
  // A sum or a date looks like a part of a number; it is found as it stands, too.
  const ways = [[...new Set([phone, folded])]];
  return { exact: ways, folded: ways };
}

const CODE = /^kh-?0*(\d{1,9})$/;

/** A word beside others: `lan 0912…` means a number, `kh12` means KH-0012. */
function waysOf(word: string): SearchTerm {
  const code = CODE.exec(word)?.[1];
  if (code !== undefined)
    return [...new Set([word, `kh-${word.replace(/^kh-?/, '')}`, `kh-${code.padStart(4, '0')}`])];
  const phone = /^\+?\d/.test(word) ? phoneDigits(word) : null;
  return phone === null || phone === word ? [word] : [word, phone];
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

/** Whether a text holds all terms, however they are written. @param text folded, or exact for exact terms. */
export const holdsAll = (text: string, terms: readonly SearchTerm[]): boolean =>
  terms.every((ways) => ways.some((way) => text.includes(way)));

/** Words around what was found, as they were written: the reason a customer is in the list. */
const BEFORE = 3;
const AFTER = 6;

/** @returns null when the text does not hold the first of the terms that it could be shown for. */
export function excerpt(text: string, terms: readonly SearchTerm[]): string | null {
  const words = text.split(/\s+/).filter(Boolean);
  const at = words.findIndex((word) => terms.some((ways) => ways.some((way) => fold(word).includes(way))));
  if (at < 0) return null;
  const from = Math.max(0, at - BEFORE);
  const to = at + AFTER;
  const some = words.slice(from, to).join(' ').slice(0, 120);
  return `${from > 0 ? '… ' : ''}${some}${to < words.length ? ' …' : ''}`;
}
