import {
  type Customer,
  DIRECTIONS,
  INTERACTION_KINDS,
  type Interaction,
  type Order,
  OUTCOMES,
} from '../entities.ts';
import { provinceOf } from '../filter/provinces.ts';

/**
 * What reports know of a row: a few numbers and words of it, kept beside the rows so that a report over a million of
 * them reads none. The lists below are stored as places in them: new words are added at the end, none is taken out.
 */

/** An order, a line of its goods, then the kinds of the log in their order. 0 is an empty cell. */
export const ORDER_CELL = 1;
export const LINE_CELL = 2;
const FIRST_KIND = 3;
export const kindCell = (kind: Interaction['kind']): number => FIRST_KIND + INTERACTION_KINDS.indexOf(kind);
export const cellKind = (cell: number): Interaction['kind'] | undefined =>
  INTERACTION_KINDS[cell - FIRST_KIND];

const STATUSES = ['', 'open', 'good', 'confirmed', 'answered', 'busy', 'later'] as const;

/** Of a cell of the log: its direction, and how it stands. */
export const stateOf = (direction: string, status: string): number =>
  Math.max(0, DIRECTIONS.indexOf(direction as (typeof DIRECTIONS)[number])) |
  (Math.max(0, STATUSES.indexOf(status as (typeof STATUSES)[number])) << 2);
export const directionIn = (state: number) => DIRECTIONS[state & 3]!;
export const statusIn = (state: number) => STATUSES[(state >> 2) & 7]!;

/** One thing that happened with one customer. */
export interface EventCell {
  customer: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Of an order or a line: what it comes to, NaN where nobody knows. Of a complaint: when it was confirmed, or NaN. */
  amount: number;
  kind: number;
  /** Of an order or line: place of its outcome in OUTCOMES; else `stateOf`. */
  state: number;
  /** Of an order: its site; of a line: what was bought; of the log: its channel. */
  text: string;
  /** Currency of an order or line. */
  unit: string;
}

/** Longer names of goods are cut: two that are alike so far are one. */
const NAME = 80;

/** An order and its goods. */
export function cellsOfOrder(order: Order): EventCell[] {
  const state = Math.max(0, OUTCOMES.indexOf(order.outcome ?? ''));
  const { customer, at = 0, currency: unit = '' } = order;
  const whole = {
    customer,
    at,
    amount: order.total ?? Number.NaN,
    kind: ORDER_CELL,
    state,
    text: order.site ?? '',
    unit,
  };
  const lines = (order.goods ?? []).map(({ name, total }) => ({
    ...whole,
    amount: total ?? Number.NaN,
    kind: LINE_CELL,
    text: name.trim().slice(0, NAME),
  }));
  return [whole, ...lines];
}

/** One for each customer that an entry names: it counts for each of them. */
export function cellsOfEntry(entry: Interaction): EventCell[] {
  const { kind = 'message', direction = 'unknown', status = '', channel = '', at = 0 } = entry;
  const confirmed = kind === 'complaint' && status === 'confirmed' ? (entry.statusAt ?? 0) : Number.NaN;
  return entry.customers.map((customer) => ({
    customer,
    at,
    amount: confirmed,
    kind: kindCell(kind),
    state: stateOf(direction, status),
    text: channel,
    unit: '',
  }));
}

/** Words of a person that reports are cut by. */
export const PERSON_WORDS = ['stage', 'owner', 'province', 'kind'] as const;
export type PersonWord = (typeof PERSON_WORDS)[number];

export interface PersonCell extends Record<PersonWord, string> {
  id: string;
  /** The customer this one is merged into; '' where it is shown itself. */
  root: string;
  createdAt: number;
}

/** @param row as it is stored, with what is derived of it. */
export function cellOfPerson(row: Customer): PersonCell {
  const shows = row.shows ?? {};
  return {
    id: row.id,
    root: row.root ?? '',
    createdAt: row.createdAt ?? 0,
    stage: shows.stage ?? row.stage ?? 'lead',
    owner: row.owner ?? '',
    province: provinceOf(shows.address ?? row.address ?? ''),
    kind: shows.kind ?? row.kind ?? 'individual',
  };
}
