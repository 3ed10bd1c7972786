import type { Table } from 'dexie';
import type { Customer, Interaction, Order } from '../../domain/entities.ts';
import { isLive } from '../../domain/merge.ts';
import { cellOfPerson, cellsOfEntry, cellsOfOrder } from '../../domain/report/cell.ts';
import type { Row } from '../../domain/row.ts';
import { type Batch, setField, type Touched, writable } from '../batch.ts';
import type { Book, BookState } from '../schema.ts';
import { CELLS, type CellChunk, type CellOf, chunkId, emptyChunk, putCells, type Stream } from './chunk.ts';

/** How many cells were given of each kind, and the version of the newest chunk. Part of the counters of a book. */
export interface CellCounts {
  event: number;
  person: number;
  version: number;
}
const NO_CELLS: CellCounts = { event: 0, person: 0, version: 0 };

/** A row that has cells: it remembers their places, so that the next write finds them. */
type Celled = Row & { cells?: number[] };

/**
 * Keeps the columns of the reports in step with the rows, in the transaction that writes them. A row keeps its places;
 * what is new comes after all others, so that a write touches one chunk or two, however large the book is.
 */
export class Cells {
  readonly #book: Book;
  readonly #counts: CellCounts;
  readonly #writes: Record<Stream, Map<number, CellOf[Stream] | null>> = {
    event: new Map(),
    person: new Map(),
  };

  /** @param counts are counted on. */
  constructor(book: Book, counts: CellCounts) {
    this.#book = book;
    this.#counts = counts;
  }

  /** Orders and entries of the log that changed. Before their rows are written. */
  takeEvents(batch: Batch): void {
    for (const row of batch.of('orders')) this.#take('event', row, cellsOfOrder);
    for (const row of batch.of('interactions')) this.#take('event', row, cellsOfEntry);
  }

  /** Customers that changed, after all that is derived of them. */
  takePeople(batch: Batch): void {
    for (const row of batch.of('customers'))
      this.#take('person', row, (customer) => [cellOfPerson(customer)]);
  }

  /** Gives cells to a row that was read without a batch. @returns whether the row must be written. */
  place(stream: 'event', row: Order | Interaction): boolean;
  place(stream: 'person', row: Customer): boolean;
  place(stream: Stream, row: Order | Interaction | Customer): boolean {
    const cells =
      stream === 'person'
        ? [cellOfPerson(row as Customer)]
        : 'customers' in row
          ? cellsOfEntry(row as Interaction)
          : cellsOfOrder(row as Order);
    const held = row.cells ?? [];
    const places = this.#put(stream, held, cells);
    if (`${places}` === `${held}`) return false;
    setField(row as Celled, 'cells', places.length > 0 ? places : undefined);
    return true;
  }

  #take<R extends Celled>(stream: Stream, row: Touched<R>, cellsOf: (row: R) => CellOf[Stream][]): void {
    if (row.after === row.before) return;
    const held = isLive(row.before) ? (row.before.cells ?? []) : [];
    const cells = isLive(row.after) ? cellsOf(row.after) : [];
    const was = isLive(row.before) && held.length > 0 ? cellsOf(row.before) : [];
    const isSame = was.length === cells.length && cells.every((cell, i) => alike(cell, was[i]!));
    const places = isSame ? held : this.#put(stream, held, cells);
    if (row.after === null || `${places}` === `${row.after.cells ?? []}`) return;
    setField(writable(row) as Celled, 'cells', places.length > 0 ? places : undefined);
  }

  #put(stream: Stream, held: readonly number[], cells: readonly CellOf[Stream][]): number[] {
    for (const place of held.slice(cells.length)) this.#writes[stream].set(place, null);
    return cells.map((cell, i) => {
      const place = held[i] ?? this.#counts[stream]++;
      this.#writes[stream].set(place, cell);
      return place;
    });
  }

  async flush(): Promise<void> {
    const fresh = (['event', 'person'] as const).flatMap((stream) => {
      const byChunk = Map.groupBy(this.#writes[stream], ([place]) => Math.floor(place / CELLS));
      return [...byChunk].map(([number, writes]) => ({ stream, number, writes }));
    });
    if (fresh.length === 0) return;
    this.#counts.version += 1;
    const ids = fresh.map(({ stream, number }) => chunkId(stream, number));
    const stored = await this.#book.cellChunks.bulkGet(ids);
    const chunks = fresh.map(({ stream, number, writes }, i): CellChunk => {
      const chunk = stored[i] ?? emptyChunk(stream, number);
      chunk.version = this.#counts.version;
      putCells(
        chunk,
        stream,
        writes.map(([place, cell]) => [place % CELLS, cell] as const),
      );
      return chunk;
    });
    for (const stream of ['event', 'person'] as const) this.#writes[stream].clear();
    await this.#book.cellChunks.bulkPut(chunks);
  }
}

function alike(one: object, other: object): boolean {
  const was = other as Record<string, unknown>;
  return Object.entries(one).every(([name, value]) => Object.is(value, was[name]));
}

/** Rows read at a time. */
const PAGE = 2000;

/**
 * Makes all columns anew from the rows, inside the caller's transaction: for a book whose counters were lost. Reading
 * everything takes a while; it is done once, before the next command.
 */
export async function rebuildCells(book: Book, state: BookState): Promise<void> {
  state.cells = { ...NO_CELLS };
  await book.cellChunks.clear();
  const cells = new Cells(book, state.cells);
  for (const [stream, name] of [
    ['event', 'orders'],
    ['event', 'interactions'],
    ['person', 'customers'],
  ] as const) {
    const table: Table<Order, string> = book.table(name);
    for (let after = ''; ; ) {
      const rows = await table.where('id').above(after).limit(PAGE).toArray();
      if (rows.length === 0) break;
      after = rows.at(-1)!.id;
      for (const row of rows) {
        delete row.cells;
        cells.place(stream as 'event', row);
      }
      await table.bulkPut(rows);
      await cells.flush();
    }
  }
}
