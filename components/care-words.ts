import type { Settings } from '../lib/domain/settings.ts';
import { knownKey, type Text } from '../lib/domain/text.ts';

/** Short lists that are chosen from, as every shop begins: ids of words; the seller's own stand as they were typed. */
const FIRST_LISTS = {
  cause: ['late', 'wrong', 'broken', 'quality', 'size', 'price', 'service'],
  remedy: ['refund', 'exchange', 'resend', 'gift', 'sorry'],
  source: ['facebook', 'zalo', 'tiktok', 'shopee', 'google', 'friend', 'store'],
  reason: ['price', 'rival', 'quality', 'need', 'moved', 'service', 'unknown'],
} as const;
const KEYS = {
  cause: (word) => `cause_${word}`,
  remedy: (word) => `remedy_${word}`,
  source: (word) => `source_${word}`,
  reason: (word) => `stop_${word}`,
} as const satisfies Record<keyof typeof FIRST_LISTS, (word: string) => string>;
export type ListName = keyof typeof FIRST_LISTS;
export const LIST_NAMES = Object.keys(FIRST_LISTS) as ListName[];

export const listOf = (settings: Pick<Settings, 'lists'>, list: ListName): readonly string[] =>
  settings.lists[list] ?? FIRST_LISTS[list];

/** A word of a list as it is shown; '' where none was chosen. */
export function wordOf(t: Text, list: ListName, value: string): string {
  const key = knownKey(KEYS[list](value));
  return value === '' ? '' : key ? t(key) : value;
}

/** What was typed, as it is kept: the id of a word of the list that is shown so. */
export function keptWord(t: Text, list: ListName, typed: string): string {
  const wanted = typed.trim();
  const known = FIRST_LISTS[list].find(
    (one) => wordOf(t, list, one).toLocaleLowerCase() === wanted.toLocaleLowerCase(),
  );
  return known ?? wanted;
}

/** Lines that are written to a buyer, by occasion. */
export const LINE_NAMES = ['deposit', 'survey', 'arrived', 'back', 'fit'] as const;
export type LineName = (typeof LINE_NAMES)[number];

/** The line as the shop has it. */
export const lineOf = (t: Text, settings: Pick<Settings, 'lines'>, line: LineName): string =>
  settings.lines[line] || t(`line_${line}`);

/** `[tên]` and `[món]` stand for the buyer's name and the product, `[name]` and `[item]` too. */
export const filledLine = (
  line: string,
  { name = '', item = '' }: { name?: string; item?: string },
): string => line.replace(/\[(?:name|tên)\]/gi, () => name).replace(/\[(?:item|món)\]/gi, () => item);
