import { endsOf } from '../domain/membership.ts';
import { isLive, priorOf, stampOf } from '../domain/merge.ts';
import type { Change, Fields, Op, Row, TableName } from '../domain/row.ts';
import { TABLES } from '../domain/row.ts';
import { Batch } from './batch.ts';
import type { Book, BookState } from './schema.ts';
import { settle } from './settle.ts';

/** A change before it met the book: what it replaced and whom it concerns is found out when it is applied. */
export type NewChange = Omit<Change, 'prior' | 'customers' | 'seq' | 'over'>;

/** Above this, a change is no news about a customer but about the book. */
const TOLD_CUSTOMERS = 200;

/**
 * The one way rows change: commands, undo, import and sync all end here. Merges each op into its row, brings derived
 * facts up to date, and adds the change to the log. Must run in a `writing` transaction; the caller saves `state`.
 * @param drops rows that go without a trace, not even in the log.
 */
export async function applyChange(
  book: Book,
  state: BookState,
  change: NewChange,
  batch: Batch = new Batch(book),
  drops: readonly (readonly [TableName, string])[] = [],
): Promise<void> {
  await loadRows(batch, change.ops);
  await loadRows(batch, drops);
  const prior = change.ops.map(([table, id, , fields]) => priorOf(table, batch.row(table, id), fields));
  const over = replacedTexts(batch, change.ops);
  const customers = new Set<string>();
  for (const op of change.ops) {
    for (const id of customersOf(op, batch)) customers.add(id);
    batch.merge(op);
    for (const id of customersOf(op, batch)) customers.add(id);
  }
  for (const [table, id] of drops) batch.drop(table, id);
  const creates = change.ops.every((op, i) => isCreation(op[3], prior[i]!));
  const logged: Change = {
    ...change,
    prior: creates ? [] : prior,
    customers: customers.size > TOLD_CUSTOMERS ? [] : [...customers],
    ...(over && { over }),
  };
  // The log is written while the facts are worked out.
  await Promise.all([book.changes.add(logged), settle(book, batch, state)]);
  if (change.ops.every(([table]) => RIPPLING.has(table)) && wroteCustomers(batch))
    state.untold = (state.untold ?? 0) + 1;
}

/** They make reminders for customers whom the change does not name: those of a cadence, and tasks. */
const RIPPLING: ReadonlySet<TableName> = new Set(['tags', 'playbooks']);

const wroteCustomers = (batch: Batch): boolean =>
  batch.of('customers').some(({ before, after }) => before !== after);

/** Another device tells by it whether two wrote at once. */
function replacedTexts(batch: Batch, ops: readonly Op[]): Change['over'] | null {
  const stamps = ops.flatMap(([table, id, , fields], i) => {
    const stamp = table === 'notes' && 'text' in fields ? stampOf(table, batch.row(table, id), 'text') : '';
    return stamp === '' ? [] : [[i, stamp] as const];
  });
  return stamps.length > 0 ? Object.fromEntries(stamps) : null;
}

/** Whether the op made its row; see Change.prior. */
export function isCreation(fields: Fields, prior: Fields | undefined): boolean {
  return prior === undefined || (prior._del === true && !('_del' in fields));
}

export async function loadRows(
  batch: Batch,
  ops: readonly (readonly [Op[0], string, ...unknown[]])[],
): Promise<void> {
  for (const table of TABLES) {
    const ids = ops.filter((op) => op[0] === table).map((op) => op[1]);
    if (ids.length > 0) await batch.load(table, ids);
  }
}

function customersOf([table, id]: Op, batch: Batch): string[] {
  const row = batch.row(table, id) as (Row & { customer?: string | null; customers?: string[] }) | null;
  if (table === 'memberships') return endsOf(batch.row(table, id));
  if (table === 'customers') return isLive(row) ? [id] : [];
  return row?.customers ?? (row?.customer ? [row.customer] : []);
}
