import type { Customer } from '../../domain/entities.ts';
import { Failure } from '../../domain/failure.ts';
import type { Change, Fields, TableName } from '../../domain/row.ts';
import type { RowOf } from '../../domain/row-of.ts';
import type { Batch } from '../batch.ts';
import { groupOf } from '../groups.ts';
import type { Book, BookState } from '../schema.ts';

/** Fields to write to one row. Fields that already read so are left out when the change is recorded. */
export type Write = [table: TableName, id: string, fields: Fields];

/** What a command wants done. Making a plan reads, and writes nothing. */
export interface Plan {
  writes: Write[];
  /** The row the command made or touched. */
  id: string | null;
  existing?: boolean;
  kept?: number;
  /** The change this one takes back. */
  undoes?: Change;
  /** Rows that go without a trace. */
  drops?: (readonly [TableName, string])[];
  /** What must follow in the same transaction, once rows and facts are written. */
  after?(change: string): Promise<void>;
}

/** What a planner may use; all reads are in the transaction that will write. */
export interface Planning {
  book: Book;
  batch: Batch;
  state: BookState;
  /** Milliseconds since 1970. */
  now: number;
  newId(): string;
}

/** The live row. @throws Failure `not-found`. */
export async function need<N extends TableName>(
  { batch }: Planning,
  table: N,
  id: string,
): Promise<RowOf[N]> {
  await batch.load(table, [id]);
  const row = batch.live(table, id);
  if (row === null) throw new Failure('not-found', id);
  return row;
}

/** The live row of a command that may also make one; null when there is none. @throws Failure `not-found` for a grave. */
export async function editable<N extends TableName>(
  planning: Planning,
  table: N,
  id: string,
): Promise<RowOf[N] | null> {
  await planning.batch.load(table, [id]);
  return planning.batch.row(table, id) === null ? null : need(planning, table, id);
}

/** The live customers that are one person: the one named first, then the others. @throws Failure `not-found`. */
export async function needGroup(planning: Planning, id: string): Promise<Customer[]> {
  const row = await need(planning, 'customers', id);
  const shown = row.root === undefined ? row : await need(planning, 'customers', row.root);
  const ids = groupOf(shown).filter((one) => one !== id);
  await planning.batch.load('customers', ids);
  return [row, ...ids.flatMap((one) => planning.batch.live('customers', one) ?? [])];
}

export function deletion(table: TableName, id: string): Plan {
  return { writes: [[table, id, { _del: true }]], id };
}

/** `{ a: 1 }` → `{ 'tags/a': 1 }`. */
export function elements(field: string, values: Record<string, unknown>): Fields {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${field}/${key}`, value]));
}
