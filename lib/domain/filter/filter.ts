import type { DealStep } from '../deal.ts';
import type { Customer, Stage } from '../entities.ts';
import type { Relation } from '../knowing.ts';
import type { Tier, ValueRules } from '../value.ts';

/**
 * Which customers are meant, as one tree of plain data: what a list shows, what a saved view keeps. Types alone, so
 * that a panel needs no schema library to hold one; `filter-schema.ts` checks it.
 */
export type Filter = { all: Filter[] } | { any: Filter[] } | { not: Filter } | Condition;

export type Condition =
  | { is: 'tag' | 'channel' | 'province' | 'owner'; in: string[] }
  | { is: 'stage'; in: Stage[] }
  /** Was ever in one of these stages, now or before. */
  | { is: 'been'; in: Stage[] }
  | { is: 'tier'; in: Tier[] }
  | { is: 'relation'; in: (Relation | '')[] }
  /** Has an open deal at one of these steps. */
  | { is: 'deal'; in: DealStep[] }
  /** Selection score of a lead. Those of whom nothing was said have 0. */
  | { is: 'lead'; span: Span }
  | { is: 'kind'; in: Customer['kind'][] }
  | { is: 'date'; of: DateName; when: When }
  /** Sum of the orders in one currency. A customer who never ordered in it has 0. */
  | { is: 'money'; currency: string; span: Span }
  | { is: 'orders'; span: Span }
  /** Wrote last and has had no answer, for so many hours at least. */
  | { is: 'waiting'; hours: number }
  | { is: 'has'; what: HasName }
  | { is: 'field'; name: string; holds: FieldTest };

/** `created`: since when they are in the book; `due`: the next reminder; `stage`: since when in their stage. */
export const DATE_NAMES = ['contact', 'due', 'order', 'created', 'stage'] as const;
export type DateName = (typeof DATE_NAMES)[number];

export const HAS_NAMES = [
  'due',
  'contact',
  'order',
  'phone',
  'email',
  'address',
  'company',
  'about',
  'tag',
] as const;
export type HasName = (typeof HAS_NAMES)[number];

/**
 * Days are calendar days of the seller's zone, and today is counted as 0 days ago. All but `notLast` need a date;
 * `notLast` holds for those without one too: "not contacted for 30 days" means those who never were as well.
 */
export type When =
  | { in: 'last' | 'notLast' | 'older' | 'next'; days: number }
  | { in: 'past' }
  /** Whole days, both counted, each `2026-11-24`; an end that is absent is open. */
  | { in: 'days'; from?: string; to?: string };

/** Both ends are counted; one that is absent is open. */
export interface Span {
  from?: number;
  to?: number;
}

/** `in` and `text` compare folded: "Đỏ" is "do". */
export type FieldTest =
  | { as: 'any' }
  | { as: 'in'; values: string[] }
  | { as: 'text'; text: string }
  | { as: 'number'; span: Span }
  | { as: 'date'; when: When };

/** When a filter is asked: what changes with the clock alone is worked out against this. */
export interface FilterTime {
  /** Milliseconds since 1970. */
  at: number;
  /** IANA zone of the seller. */
  zone: string;
  /** How buyers are valued, where the seller changed it. */
  value?: ValueRules | undefined;
}

export const isCondition = (filter: Filter): filter is Condition => 'is' in filter;

/** A filter that everybody fits. */
export const EVERYBODY: Filter = { all: [] };

/** Whether a filter asks for nothing at all. */
export const isEverybody = (filter: Filter | null): boolean =>
  filter === null || ('all' in filter && filter.all.every(isEverybody));

/** Both must hold. */
export function both(one: Filter | null, other: Filter | null): Filter | null {
  const parts = [one, other].flatMap((part) => (part === null || isEverybody(part) ? [] : [part]));
  return parts.length < 2 ? (parts[0] ?? null) : { all: parts };
}
