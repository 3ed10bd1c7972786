import type { Row } from './row.ts';

/**
 * What is between the shop and one customer beside talk and orders: a parcel that the page says nothing of, a product
 * they wait for, a warranty, a survey. Types and plain lists alone, so that a panel needs no schema library for them.
 */
export const MATTER_STATES = {
  parcel: ['delivered', 'late', 'refused', 'returned'],
  wait: ['open', 'told', 'off'],
  warranty: ['open', 'off'],
  survey: ['asked', 'answered'],
} as const;
export type MatterKind = keyof typeof MATTER_STATES;
export type MatterState<K extends MatterKind = MatterKind> = (typeof MATTER_STATES)[K][number];
export const MATTER_KINDS = Object.keys(MATTER_STATES) as MatterKind[];

/** What a new one begins as. */
export const FIRST_STATE = {
  parcel: 'delivered',
  wait: 'open',
  warranty: 'open',
  survey: 'asked',
} as const satisfies { [K in MatterKind]: MatterState<K> };

export const isStateOf = (kind: MatterKind, state: string): state is MatterState =>
  (MATTER_STATES[kind] as readonly string[]).includes(state);

export interface Matter extends Row {
  customer: string;
  kind: MatterKind;
  /** The product waited for or under warranty; of a parcel its number or goods. */
  what: string;
  at: number;
  state: MatterState;
  /** Since when it stands so. */
  stateAt: number;
  /** The order it is about, '' for none. */
  order: string;
  /** Of a warranty its last day, `2026-11-29`. */
  until: string;
  /** Of a survey, 0 to 10. */
  score: number | null;
  /** Of a survey, in the customer's words. */
  why: string;
}

/** What a source of customers cost in a month. The id is both, so that two devices that say the same make one row. */
export interface Cost extends Row {
  source: string;
  /** `2026-11`. */
  month: string;
  amount: number;
  currency: string;
}

/** Why a buyer stopped, in a word of the shop's list or their own, and when the seller said so. */
export interface Stopped {
  reason: string;
  at: number;
}

/** What a customer's row holds of their coming, going and needs. */
export interface CustomerCare {
  /** Where they came from: a word of the shop's list, or the seller's own. */
  source?: string;
  /** Id of the customer who sent them. Indexed. */
  referredBy?: string;
  stopped?: Stopped | null;
  /** Products they do not want to be offered, by `productKey`. */
  refusals?: string[];

  // Derived.
  /** The first order that brought something. */
  firstOrderAt?: number;
  /** Products bought, by `productKey`, the newest first. Indexed. */
  bought?: string[];
  /** Products that are bought again and again. */
  habits?: Habit[];
  /** When each of these is expected next. Indexed. */
  buysAt?: number[];
  /** How many matters name this customer: a card without any asks for none. */
  matters?: number;
  complainedAt?: number;
  /** The newest parcel that came back: of orders, and of what was noted by hand. */
  parcelAt?: number;
  handParcelAt?: number;
  /** The newest of these three. Indexed. */
  troubleAt?: number;
}

/** A product that one customer buys again and again. */
export interface Habit {
  key: string;
  /** As it was called last. */
  name: string;
  /** The usual time between two purchases, milliseconds. */
  every: number;
  /** The usual number of pieces. */
  quantity: number;
  lastAt: number;
}

/** What is noted of a log entry besides what was said. Registers: they may be edited. */
export interface EntryCare {
  /** Of a complaint: a word of the shop's list, or the seller's own. */
  cause?: string;
  /** The rival, product or thing that it is about, so that it can be counted. */
  topic?: string;
  /** How a complaint was made good. */
  remedy?: string;
  /** What that cost. */
  cost?: number | null;
  /** What is done so that it never happens again. */
  lesson?: string;

  // Derived.
  /** Of a complaint: customer and `at` as 13 digits. Indexed. */
  troubles?: string[];
  /** Of a complaint, an idea, a comparison or a barrier: kind and `at` as 13 digits. Indexed. */
  noted?: string;
}
