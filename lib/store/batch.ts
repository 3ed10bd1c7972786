import { carryDerived, isLive, mergeOp } from '../domain/merge.ts';
import type { Op, Row, TableName } from '../domain/row.ts';
import { TABLES } from '../domain/row.ts';
import type { RowOf } from '../domain/row-of.ts';
import type { Book, Grave } from './schema.ts';

/** A row in work: as it was found (in its table or in its grave), and as it will be. Null: never seen. */
export interface Touched<R extends Row = Row> {
  readonly table: TableName;
  readonly id: string;
  readonly before: R | null;
  after: R | null;
}

export const cameAlive = (row: Touched): boolean => !isLive(row.before) && isLive(row.after);
export const died = (row: Touched): boolean => isLive(row.before) && !isLive(row.after);

/** The row to be, safe to write to: a copy while it is still the row that was found. */
export function writable<R extends Row>(row: Touched<R>): R {
  if (row.after === row.before) row.after = { ...row.after! };
  return row.after!;
}

/** Sets a field, or takes it out: a property that holds undefined would be stored as one. */
export function setField<R extends Row, N extends keyof R>(row: R, name: N, value: R[N] | undefined): void {
  if (value === undefined) delete row[name];
  else row[name] = value;
}

/**
 * The rows one transaction works on, each read once and written once. Everything that changes rows (commands, undo,
 * import, restore, sync) goes through a batch.
 */
export class Batch {
  readonly #book: Book;
  readonly #rows = new Map<TableName, Map<string, Touched>>(TABLES.map((table) => [table, new Map()]));

  readonly #written = new Set<Touched>();

  constructor(book: Book) {
    this.#book = book;
  }

  /** All rows in work of a table. */
  of<N extends TableName>(table: N): Touched<RowOf[N]>[] {
    return [...this.#rows.get(table)!.values()] as Touched<RowOf[N]>[];
  }

  find<N extends TableName>(table: N, id: string): Touched<RowOf[N]> | undefined {
    return this.#rows.get(table)!.get(id) as Touched<RowOf[N]> | undefined;
  }

  /** The row, live or dead, of what has been loaded. */
  row<N extends TableName>(table: N, id: string): RowOf[N] | null {
    return this.find(table, id)?.after ?? null;
  }

  /** The row, if it is loaded and live. */
  live<N extends TableName>(table: N, id: string): RowOf[N] | null {
    const row = this.row(table, id);
    return isLive(row) ? row : null;
  }

  /** Reads rows that are not in work yet, from their table or their graves. */
  async load<N extends TableName>(table: N, ids: Iterable<string>): Promise<void> {
    const held = this.#rows.get(table)!;
    const missing = [...new Set(ids)].filter((id) => !held.has(id));
    if (missing.length === 0) return;
    const found = await this.#fetch(table, missing);
    const buried = await this.#unbury(
      table,
      missing.filter((id) => !found.has(id)),
    );
    for (const id of missing) {
      const before = found.get(id) ?? buried.get(id) ?? null;
      held.set(id, { table, id, before, after: before });
    }
  }

  /** Takes in live rows that were read another way. */
  hold<N extends TableName>(table: N, rows: readonly RowOf[N][]): void {
    const held = this.#rows.get(table)!;
    for (const row of rows)
      if (!held.has(row.id)) held.set(row.id, { table, id: row.id, before: row, after: row });
  }

  /** Applies one op to a loaded row. */
  merge(op: Op): void {
    const [table, id] = op;
    const touched = this.#rows.get(table)!.get(id)!;
    touched.after = mergeOp(table, touched.after, op);
  }

  /** Takes a loaded row away without a grave: of what is erased, an id that tells whom it was about may not stay. */
  drop(table: TableName, id: string): void {
    this.#rows.get(table)!.get(id)!.after = null;
  }

  /** Puts a whole row in place of a loaded one; what is derived stays until it is settled. */
  put(table: TableName, row: Row): void {
    const touched = this.#rows.get(table)!.get(row.id)!;
    touched.after = carryDerived(table, row, touched.before);
  }

  /**
   * Writes what changed, once: rows to their tables, dead ones whole to the graves.
   * @param some rows that are ready before the others.
   */
  async write(table: TableName, some: readonly Touched[] = this.of(table)): Promise<void> {
    const fresh = some.filter((row) => row.after !== row.before && !this.#written.has(row));
    if (fresh.length === 0) return;
    for (const row of fresh) this.#written.add(row);
    const rows = this.#book.recorded(table);
    const dropped = fresh.filter((row) => row.after === null).map((row) => row.id);
    const changed = fresh.filter((row) => row.after !== null);
    const live = changed.filter((row) => isLive(row.after)).map((row) => row.after!);
    const dead = changed.filter((row) => !isLive(row.after));
    const buried = changed.filter((row) => row.before !== null && cameAlive(row));
    await Promise.all([
      live.length > 0 && rows.bulkPut(live as never[]),
      dead.some(died) && rows.bulkDelete(dead.filter(died).map((row) => row.id) as never[]),
      dead.length > 0 && this.#book.graves.bulkPut(dead.map((row) => graveOf(table, row.after!))),
      buried.length > 0 && this.#book.graves.bulkDelete(buried.map((row) => graveId(table, row.id))),
      dropped.length > 0 && rows.bulkDelete(dropped as never[]),
      dropped.length > 0 && this.#book.graves.bulkDelete(dropped.map((id) => graveId(table, id))),
    ]);
  }

  async #fetch(table: TableName, ids: string[]): Promise<Map<string, Row>> {
    // Customers are listed in the search chunks, which tell at once what cannot be there.
    const wanted = table === 'customers' ? await this.#book.known.among(this.#book, ids) : ids;
    const rows = (await this.#book.recorded(table).bulkGet(wanted as never[])) as (Row | undefined)[];
    return new Map(rows.filter((row) => row !== undefined).map((row) => [row.id, row]));
  }

  async #unbury(table: TableName, ids: string[]): Promise<Map<string, Row>> {
    if (ids.length === 0) return new Map();
    const graves = this.#book.graves;
    const ofTable = graves.where('id').startsWith(`${table}/`);
    const few = (await ofTable.count()) < ids.length;
    const wanted = new Set(ids.map((id) => graveId(table, id)));
    const known = few ? (await ofTable.primaryKeys()).filter((id) => wanted.has(id)) : [...wanted];
    const found = await graves.bulkGet(known);
    return new Map(found.filter((grave) => grave !== undefined).map((grave) => [grave.row.id, grave.row]));
  }
}

export const graveId = (table: TableName, id: string): string => `${table}/${id}`;

/** @param row a deleted row. */
export function graveOf(table: TableName, row: Row): Grave {
  return { id: graveId(table, row.id), table, stamp: row.stamps?._del ?? row.stamp, row };
}
