import { same } from '../../domain/canonical.ts';
import type { CommandArgs } from '../../domain/command.ts';
import { Failure } from '../../domain/failure.ts';
import { DELETED, fieldOf, stampOf } from '../../domain/merge.ts';
import type { Change, Fields, Op } from '../../domain/row.ts';
import { NO_STAMP } from '../../domain/stamp.ts';
import { isCreation, loadRows } from '../apply.ts';
import { holderOf } from './customer.ts';
import type { Plan, Planning, Write } from './plan.ts';

/**
 * Takes back one change: every field that nobody wrote since gets its former value, the others are counted in `kept`.
 * A row the change made goes to its grave. Undoing an undo does the change again.
 */
export async function undoChange(
  planning: Planning,
  { change: id }: CommandArgs<'change.undo'>,
): Promise<Plan> {
  const change = await planning.book.changes.where('id').equals(id).first();
  if (!change) throw new Failure('not-found', id);
  if (change.undoneBy !== undefined) throw new Failure('not-undoable', change.undoneBy);
  await loadRows(planning.batch, change.ops);
  const undone = await undoStamps(planning, change);
  const writes: Write[] = [];
  let kept = 0;
  for (const [i, op] of change.ops.entries()) {
    const back = rewind(op, change.prior[i]);
    for (const name of Object.keys(back)) {
      if (isOurs(planning, op, name, undone) && (await isFree(planning, op, name, back[name]))) continue;
      delete back[name];
      kept += 1;
    }
    writes.push([op[0], op[1], back]);
  }
  return { writes, id: change.ops[0]?.[1] ?? null, kept, undoes: change };
}

/** What the op's fields held before; a row the op made is deleted and keeps its fields in the grave. */
function rewind([, , , fields]: Op, prior: Fields | undefined): Fields {
  if (isCreation(fields, prior)) return { [DELETED]: true };
  return Object.fromEntries(Object.keys(fields).map((name) => [name, prior?.[name] ?? null]));
}

/**
 * True while the field is as the change left it: it still carries the change's stamp, or what was written since has
 * been undone, which put the change's value back under a newer stamp.
 */
function isOurs(
  { batch }: Planning,
  [table, id, stamp, fields]: Op,
  name: string,
  undone: Set<string>,
): boolean {
  const row = batch.row(table, id);
  const now = stampOf(table, row, name);
  if (now === stamp || now === NO_STAMP) return true;
  return undone.has(now) && same(fieldOf(table, row, name), wrote(fields, name));
}

function wrote(fields: Fields, name: string): unknown {
  const value = fields[name];
  return value === false && (name === DELETED || name.includes('/')) ? null : (value ?? null);
}

/** A key that found another holder since stays there. */
async function isFree({ book }: Planning, [table, id]: Op, name: string, value: unknown): Promise<boolean> {
  if (table !== 'customers' || !name.startsWith('links/') || value === null) return true;
  const holder = await holderOf(book, name.slice('links/'.length));
  return holder === null || holder === id;
}

/** Stamps on the change's fields that come from an undo. */
async function undoStamps({ book, batch }: Planning, change: Change): Promise<Set<string>> {
  const stamps = new Set<string>();
  for (const [table, id, stamp, fields] of change.ops)
    for (const name of [...Object.keys(fields), DELETED]) {
      const now = stampOf(table, batch.row(table, id), name);
      if (now !== stamp && now !== NO_STAMP) stamps.add(now);
    }
  const found = await book.changes
    .where('id')
    .anyOf([...stamps])
    .toArray();
  return new Set(found.filter((other) => other.origin === 'undo').map((other) => other.id));
}

/** Marks the pair: what was undone cannot be undone again, unless the undo itself is taken back. */
export async function markUndone({ book }: Planning, change: Change, by: string): Promise<void> {
  await book.changes.update(change.seq!, { undoneBy: by });
  if (change.undoes === undefined) return;
  const first = await book.changes.where('id').equals(change.undoes).first();
  if (first) await book.changes.update(first.seq!, { undoneBy: undefined });
}
