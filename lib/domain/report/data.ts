import { turnOf } from '../contact.ts';
import { OUTCOMES } from '../entities.ts';
import { bringsNothing } from '../order-outcome.ts';
import { cellKind, directionIn, LINE_CELL, ORDER_CELL, type PersonWord, statusIn } from './cell.ts';

/** A text for each row, as its place among the texts that there are. */
export interface TextColumn {
  codes: Uint32Array;
  texts: string[];
}

/** Everybody in the book, by place. */
export interface People {
  count: number;
  ids: string[];
  /** The place of the one who is shown for them: their own, unless they were merged. -1 where nobody is (any more). */
  root: Int32Array;
  createdAt: Float64Array;
  words: Record<PersonWord, TextColumn>;
}

/** Everything that happened, in no order. */
export interface Events {
  count: number;
  /** Place of the person who is shown; -1 where it is nobody's, or a colleague's. */
  person: Int32Array;
  at: Float64Array;
  amount: Float64Array;
  kind: Uint8Array;
  state: Uint8Array;
  text: TextColumn;
  unit: TextColumn;
}

/** What reports are made from: the book in columns, as it was at one moment. Another moment is another object. */
export interface ReportData {
  people: People;
  events: Events;
}

/** Whether this person is counted: there, shown, and no colleague. */
export function isCounted({ people }: ReportData, place: number): boolean {
  const { kind } = people.words;
  return people.root[place] === place && kind.texts[kind.codes[place]!] !== 'internal';
}

/** The orders that count, one person after the other, each person's by time. Those that brought nothing are left out. */
export interface OrderBook {
  /** Where the orders of a person begin in the columns below; one more at the end. */
  start: Int32Array;
  at: Float64Array;
  /** Place of each among the events. */
  event: Int32Array;
}

const BROUGHT = Uint8Array.from(OUTCOMES, (outcome) => (bringsNothing(outcome) ? 0 : 1));
export const counts = ({ kind, state }: Events, event: number): boolean =>
  kind[event] === ORDER_CELL && BROUGHT[state[event]!] === 1;

/** Made once for each state of the book: two passes and short sorts, some 30 ms for a million events. */
const kept = <T>(make: (data: ReportData) => T): ((data: ReportData) => T) => {
  const known = new WeakMap<ReportData, T>();
  return (data) => {
    const held = known.get(data);
    if (held !== undefined) return held;
    const made = make(data);
    known.set(data, made);
    return made;
  };
};

export const orderBookOf = kept((data): OrderBook => byPerson(data, (event) => counts(data.events, event)));
/** The goods of the orders that count, a line each. */
export const lineBookOf = kept(
  ({ people, events }): OrderBook =>
    byPerson(
      { people, events },
      (event) => events.kind[event] === LINE_CELL && BROUGHT[events.state[event]!] === 1,
    ),
);
/** What passed between the two: messages and the like that were somebody's turn. */
export const talkBookOf = kept(
  ({ people, events }): OrderBook => byPerson({ people, events }, (event) => turnAt(events, event) !== 0),
);

/** 1 where the customer spoke, 2 where we did, 0 where it is nobody's turn. */
export const turnAt = ({ kind, state }: Events, event: number): 0 | 1 | 2 =>
  TURNS[(kind[event]! << 5) | (state[event]! & 31)]!;
/** By kind and state: what `turnOf` says of them. */
const TURNS: (0 | 1 | 2)[] = Array.from({ length: 256 << 5 }, (_, code) => {
  const kind = cellKind(code >> 5);
  if (kind === undefined) return 0;
  const turn = turnOf({ kind, direction: directionIn(code), status: statusIn(code) });
  return turn === 'in' ? 1 : turn === 'out' ? 2 : 0;
});

/** Some of the events, by person and time. */
export function byPerson({ people, events }: ReportData, fits: (event: number) => boolean): OrderBook {
  const start = new Int32Array(people.count + 1);
  for (let event = 0; event < events.count; event++) {
    const person = events.person[event]!;
    if (person >= 0 && fits(event)) start[person + 1]! += 1;
  }
  for (let place = 0; place < people.count; place++) start[place + 1]! += start[place]!;
  const next = start.slice();
  const event = new Int32Array(start[people.count]!);
  const at = new Float64Array(event.length);
  for (let one = 0; one < events.count; one++) {
    const person = events.person[one]!;
    if (person < 0 || !fits(one)) continue;
    // Put in where it belongs: a person's few come mostly in the order of their times.
    let place = next[person]!++;
    const time = events.at[one]!;
    for (; place > start[person]! && at[place - 1]! > time; place--) {
      at[place] = at[place - 1]!;
      event[place] = event[place - 1]!;
    }
    at[place] = time;
    event[place] = one;
  }
  return { start, at, event };
}

/** Whom a report is about; null for everybody. */
export type Among = Uint8Array | null;

/** Those an owner looks after; '' are nobody's. @param owner null for all. */
export function amongOf(data: ReportData, owner: string | null): Among {
  if (owner === null) return null;
  const { owner: column } = data.people.words;
  return membersBy(data, (place) => column.texts[column.codes[place]!] === owner);
}

export function membersBy(data: ReportData, fits: (place: number) => boolean): Uint8Array {
  const among = new Uint8Array(data.people.count);
  for (let place = 0; place < among.length; place++)
    if (data.people.root[place] === place && fits(place)) among[place] = 1;
  return among;
}

export const isAmong = (among: Among, person: number): boolean =>
  person >= 0 && (among === null || among[person] === 1);
