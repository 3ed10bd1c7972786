import { same } from '../../domain/canonical.ts';
import { type CommandArgs, FINAL_COMMANDS } from '../../domain/command.ts';
import { Failure } from '../../domain/failure.ts';
import { DELETED, fieldOf, stampOf } from '../../domain/merge.ts';
import type { Change, Fields, Op } from '../../domain/row.ts';
import { NO_STAMP } from '../../domain/stamp.ts';
import { isCreation, loadRows } from '../apply.ts';
import type { Book } from '../schema.ts';
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
  if (FINAL_COMMANDS.includes(change.command)) throw new Failure('not-undoable', change.command);
  if (change.undoneBy !== undefined) throw new Failure('not-undoable', change.undoneBy);
  await loadRows(planning.batch, change.ops);
  const undone = await undoStamps(planning, change);
  const backs = change.ops.map((op, i) => rewind(op, change.prior[i]));
  const holders = await holdersOf(planning.book, backs);
  let kept = 0;
  const writes = change.ops.map((op, i): Write => {
    const fields = Object.entries(backs[i]!).filter(
      ([name, value]) => isOurs(planning, op, name, undone) && isFree(op, name, value, holders),
    );
    kept += Object.keys(backs[i]!).length - fields.length;
    return [op[0], op[1], Object.fromEntries(fields)];
  });
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

const LINK = 'links/';

/** A key that found another holder since stays there. */
function isFree([table, id]: Op, name: string, value: unknown, holders: Map<string, string>): boolean {
  if (table !== 'customers' || !name.startsWith(LINK) || value === null) return true;
  return (holders.get(name.slice(LINK.length)) ?? id) === id;
}

/** Who holds the keys that would be given back. */
async function holdersOf(book: Book, backs: readonly Fields[]): Promise<Map<string, string>> {
  const names = backs.flatMap((back) => Object.keys(back).filter((name) => back[name] !== null));
  const keys = names.filter((name) => name.startsWith(LINK)).map((name) => name.slice(LINK.length));
  if (keys.length === 0) return new Map();
  const rows = await book.customers.where('keys').anyOf(keys).toArray();
  return new Map(rows.flatMap((row) => row.keys.map((key): [string, string] => [key, row.id])));
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
