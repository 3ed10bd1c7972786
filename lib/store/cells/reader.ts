import { chunked } from '../../domain/chunked.ts';
import {
  cellOfPerson,
  cellsOfEntry,
  cellsOfOrder,
  type EventCell,
  PERSON_WORDS,
  type PersonCell,
} from '../../domain/report/cell.ts';
import type { ReportData, TextColumn } from '../../domain/report/data.ts';
import type { Book, BookState } from '../schema.ts';
import { CELLS, type CellChunk, chunkNumber, emptyChunk, putCells, type Stream } from './chunk.ts';
import { Places } from './hash.ts';

/**
 * Holds the columns of a book in memory and brings them up to date: whoever shows a report holds one. A write changes
 * one chunk or two, so that following it costs a few reads, however much there is.
 */
export class CellsReader {
  readonly #book: Book;
  #held: Held | null = null;
  #loading: Promise<Held> | null = null;

  constructor(book: Book) {
    this.#book = book;
  }

  /** The columns as the book is now. Reads the counters, which makes a live query notice the next write. */
  async now(): Promise<ReportData> {
    const state = await this.#book.meta.get('state');
    const held = this.#held;
    if (held && held.version === state?.cells?.version) return held.data;
    const joins = this.#loading !== null;
    const loaded = await Promise.resolve(this.#load(state));
    // Others may have begun to load before the write that is asked about: theirs is one behind.
    if (!joins || loaded.version >= (state?.cells?.version ?? 0)) return loaded.data;
    return (await Promise.resolve(this.#load(state))).data;
  }

  /** One loading for all who ask meanwhile. */
  #load(state: BookState | undefined): Promise<Held> {
    this.#loading ??= this.#read(state).then(
      (held) => {
        this.#held = held;
        this.#loading = null;
        return held;
      },
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  }

  async #read(state: BookState | undefined): Promise<Held> {
    const counts = state?.cells;
    if (!counts || !(await this.#isWhole(counts))) return this.#fromRows();
    const held = this.#held && this.#held.version < counts.version ? this.#held : new Held();
    const { cellChunks } = this.#book;
    const all = held.version === 0 ? cellChunks : cellChunks.where('version').above(held.version);
    held.take(await all.toArray());
    return held;
  }

  async #isWhole(counts: { event: number; person: number }): Promise<boolean> {
    const chunks = Math.ceil(counts.event / CELLS) + Math.ceil(counts.person / CELLS);
    return (await this.#book.cellChunks.count()) >= chunks;
  }

  /** Slow, and right: for a book that lost its columns, until the next command makes them anew. */
  async #fromRows(): Promise<Held> {
    const { orders, interactions, customers } = this.#book;
    const [sold, log, people] = await Promise.all([
      orders.toArray(),
      interactions.toArray(),
      customers.toArray(),
    ]);
    const held = heldOf(people.map(cellOfPerson), [
      ...sold.flatMap(cellsOfOrder),
      ...log.flatMap(cellsOfEntry),
    ]);
    // Not taken for what the counters will say once they are there again.
    held.version = -1;
    return held;
  }
}

/** Texts of all chunks together. */
class Words implements TextColumn {
  codes = new Uint32Array(0);
  readonly texts: string[] = [''];
  readonly #known = new Map<string, number>([['', 0]]);

  put(base: number, local: Uint16Array | undefined, words: readonly string[]): void {
    if (!local) return;
    const codes = new Int32Array(words.length).fill(-1);
    for (let i = 0; i < CELLS; i++) {
      const word = local[i]!;
      if (codes[word] === -1) codes[word] = this.#codeOf(words[word]!);
      this.codes[base + i] = codes[word]!;
    }
  }

  #codeOf(text: string): number {
    let code = this.#known.get(text);
    if (code === undefined) {
      code = this.texts.push(text) - 1;
      this.#known.set(text, code);
    }
    return code;
  }
}

class Held {
  version = 0;
  readonly #who = { event: new Float64Array(0), person: new Float64Array(0) };
  #root = new Float64Array(0);
  #places = new Places(0);
  readonly #people = {
    count: 0,
    ids: [] as string[],
    root: new Int32Array(0),
    createdAt: new Float64Array(0),
    words: {
      stage: new Words(),
      owner: new Words(),
      province: new Words(),
      kind: new Words(),
    },
  };
  readonly #events = {
    count: 0,
    person: new Int32Array(0),
    at: new Float64Array(0),
    amount: new Float64Array(0),
    kind: new Uint8Array(0),
    state: new Uint8Array(0),
    text: new Words(),
    unit: new Words(),
  };
  data: ReportData = { people: this.#people, events: this.#events };

  /** Puts chunks in their places. A new object stands for the new moment; the columns are the same. */
  take(chunks: readonly CellChunk[]): void {
    const people = chunks.filter(({ id }) => id.startsWith('person/'));
    const events = chunks.filter(({ id }) => id.startsWith('event/'));
    this.#growPeople(people);
    this.#growEvents(events);
    let isMoved = false;
    for (const chunk of people) isMoved = this.#takePeople(chunk) || isMoved;
    for (const chunk of events) this.#takeEvents(chunk);
    if (isMoved) this.#place();
    for (const base of isMoved ? [0] : events.map(({ id }) => chunkNumber(id) * CELLS))
      this.#resolve(base, isMoved ? this.#events.count : base + CELLS);
    for (const { version } of chunks) this.version = Math.max(this.version, version);
    this.data = { people: { ...this.#people }, events: { ...this.#events } };
  }

  /** @returns whether somebody came, went, or is one person with another now. */
  #takePeople({ id, numbers, texts, words }: CellChunk): boolean {
    const base = chunkNumber(id) * CELLS;
    const people = this.#people;
    const [who, root, createdAt] = [numbers.who!, numbers.root!, numbers.createdAt!];
    let isMoved = false;
    for (let i = 0; i < CELLS; i++)
      if (this.#who.person[base + i] !== who[i] || this.#root[base + i] !== root[i]) {
        isMoved = true;
        break;
      }
    this.#who.person.set(who, base);
    this.#root.set(root, base);
    people.createdAt.set(createdAt, base);
    for (let i = 0; i < CELLS; i++) people.ids[base + i] = words[texts.id![i]!]!;
    for (const name of PERSON_WORDS) people.words[name].put(base, texts[name], words);
    return isMoved;
  }

  #takeEvents({ id, numbers, bytes, texts, words }: CellChunk): void {
    const base = chunkNumber(id) * CELLS;
    const events = this.#events;
    this.#who.event.set(numbers.who!, base);
    events.at.set(numbers.at!, base);
    events.amount.set(numbers.amount!, base);
    events.kind.set(bytes.kind!, base);
    events.state.set(bytes.state!, base);
    events.text.put(base, texts.text, words);
    events.unit.put(base, texts.unit, words);
  }

  /** Who is where, and who is shown for whom. */
  #place(): void {
    const { count, root } = this.#people;
    const who = this.#who.person;
    this.#places = new Places(count);
    for (let place = 0; place < count; place++) if (who[place] !== 0) this.#places.put(who[place]!, place);
    for (let place = 0; place < count; place++) {
      const behind = this.#root[place]!;
      root[place] = who[place] === 0 ? -1 : behind === 0 ? place : this.#places.of(behind);
    }
  }

  #resolve(from: number, to: number): void {
    const { person, count } = this.#events;
    const { root } = this.#people;
    const who = this.#who.event;
    for (let event = from; event < Math.min(to, count); event++) {
      const place = who[event] === 0 ? -1 : this.#places.of(who[event]!);
      person[event] = place < 0 ? -1 : root[place]!;
    }
  }

  #growPeople(chunks: readonly CellChunk[]): void {
    const people = this.#people;
    const count = endOf(chunks, people.count);
    if (count === people.count) return;
    people.count = count;
    this.#who.person = grown(this.#who.person, count);
    this.#root = grown(this.#root, count);
    people.root = grown(people.root, count);
    people.createdAt = grown(people.createdAt, count);
    for (const words of Object.values(people.words)) words.codes = grown(words.codes, count);
  }

  #growEvents(chunks: readonly CellChunk[]): void {
    const events = this.#events;
    const count = endOf(chunks, events.count);
    if (count === events.count) return;
    events.count = count;
    this.#who.event = grown(this.#who.event, count);
    for (const name of ['person', 'at', 'amount', 'kind', 'state'] as const)
      events[name] = grown(events[name] as Float64Array, count) as never;
    for (const words of [events.text, events.unit]) words.codes = grown(words.codes, count);
  }
}

const endOf = (chunks: readonly CellChunk[], count: number): number =>
  chunks.reduce((end, { id }) => Math.max(end, (chunkNumber(id) + 1) * CELLS), count);

type Column = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** The same column with room for more; some to spare, so that a book that grows is not copied each time. */
function grown<C extends Column>(column: C, count: number): C {
  if (column.length >= count) return column;
  const Kind = column.constructor as new (length: number) => C;
  const wider = new Kind(column.length === 0 ? count : Math.max(count, Math.ceil(column.length * 1.25)));
  wider.set(column as never);
  return wider;
}

function heldOf(people: readonly PersonCell[], events: readonly EventCell[]): Held {
  const held = new Held();
  held.take([...chunksOf('person', people), ...chunksOf('event', events)]);
  return held;
}

function chunksOf(stream: Stream, cells: readonly (PersonCell | EventCell)[]): CellChunk[] {
  return chunked(cells, CELLS).map((some, number) => {
    const chunk = emptyChunk(stream, number);
    putCells(
      chunk,
      stream,
      some.map((cell, place) => [place, cell] as const),
    );
    return chunk;
  });
}

/** The columns of cells that are in no book: for tests and drawn states. */
export const dataOfCells = (people: readonly PersonCell[], events: readonly EventCell[]): ReportData =>
  heldOf(people, events).data;
