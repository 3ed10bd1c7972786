import type { Interaction } from '../domain/entities.ts';

/** Thirteen digits reach the year 2286; what is later sorts there too. */
const LATEST = 9_999_999_999_999;
/** No id holds a tab, so no customer's entries can fall into another's range. */
const GAP = '\t';

/** Index entries of an interaction, one for each customer: a range of them is a customer's timeline. */
export function whoOf(row: Interaction): string[] {
  return (row.customers ?? []).map((customer) => whoAt(customer, row.at ?? 0));
}

/** @param at milliseconds since 1970. */
export function whoAt(customer: string, at: number): string {
  return `${customer}${GAP}${String(Math.min(at, LATEST)).padStart(13, '0')}`;
}

/** All entries of one customer. */
export function timelineRange(customer: string): [from: string, to: string] {
  return [`${customer}${GAP}0`, `${customer}${GAP}:`];
}

const NOTED: ReadonlySet<Interaction['kind']> = new Set(['complaint', 'idea', 'comparison', 'barrier']);

/** Index entry of what is counted by month over all customers: few enough to be read. Undefined for all others. */
export const notedOf = ({ kind, at = 0 }: Pick<Interaction, 'kind' | 'at'>): string | undefined =>
  NOTED.has(kind) ? whoAt(kind, at) : undefined;

/** Entries of a kind that `notedOf` lists, in a span. @param from counted, @param until not. */
export const notedRange = (
  kind: Interaction['kind'],
  from: number,
  until: number,
): [from: string, until: string] => [whoAt(kind, Math.max(0, from)), whoAt(kind, Math.max(0, until))];
