import type { LogOp, Told } from '../domain/log-op.ts';
import { ERASED, fieldOf, stampOf, THINNED } from '../domain/merge.ts';
import { type Op, TABLES } from '../domain/row.ts';
import { applyChange, loadRows } from './apply.ts';
import { Batch, died } from './batch.ts';
import { planErasing } from './commands/erase.ts';
import type { Planning } from './commands/plan.ts';
import { thinInteractions } from './commands/thin.ts';
import { withoutErased } from './erase/absent.ts';
import { scrubWaiting, withoutTheirs } from './erase/scrub.ts';
import { randomId } from './random-id.ts';
import { forgetVersions } from './retention.ts';
import { record } from './run.ts';
import { type Book, type BookState, readState } from './schema.ts';
import { settle } from './settle.ts';
import { sortOut } from './sync-fit.ts';

export interface RemoteWrites {
  ops: readonly LogOp[];
  told: Told;
  /** Whole rows, not edits: they stand in no history. */
  isSnapshot: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * What another device wrote, in the caller's `writing` transaction. It never fails because of what it says: what this
 * Beside does not know is put aside, who was erased stays away, and of two who wrote a note at once the one that loses is
 * kept.
 */
export async function applyRemote(
  book: Book,
  { ops, told, isSnapshot, now }: RemoteWrites,
): Promise<{ deleted: number; rows: number }> {
  const { fit, waiting } = sortOut(ops);
  await forgetVersions(book, now);
  const state = await readState(book);
  const planning = (): Planning => ({ book, batch: new Batch(book), state, now, newId: randomId });
  const gone = await eraseHere(planning, fit);
  const wanted = await withoutErased(book, new Batch(book), fit as unknown as Op[], gone);
  raiseCodes(state, wanted);
  let deleted = 0;
  for (const some of isSnapshot ? [wanted] : byStamp(wanted)) {
    if (some.length === 0) continue;
    const stamp = some[0]![2];
    const batch = new Batch(book);
    await loadRows(batch, some);
    await keepLosers(book, batch, some, now);
    const afterwards = await thinHere(planning, some);
    const isNews = !isSnapshot && (await book.changes.where('id').equals(stamp).count()) === 0;
    if (isNews) await applyNews(book, state, batch, some, told?.[stamp]);
    else {
      for (const op of some) batch.merge(op);
      await settle(book, batch, state);
      state.untold = (state.untold ?? 0) + 1;
    }
    await afterwards?.(stamp);
    for (const table of TABLES) deleted += batch.of(table).filter(died).length;
  }
  await putAside(book, waiting);
  await book.meta.put(state);
  return { deleted, rows: deleted > 0 ? deleted + (await countRows(book)) : 0 };
}

async function applyNews(
  book: Book,
  state: BookState,
  batch: Batch,
  ops: Op[],
  [command, at, undoes]: Told[string] = ['sync', 0],
): Promise<void> {
  const id = ops[0]![2];
  const plain = ops.map(([table, row, stamp, fields]): Op => [table, row, stamp, fields]);
  const back = undoes === undefined ? {} : { undoes };
  await applyChange(book, state, { id, command, at, origin: 'sync', ops: plain, ...back }, batch);
  if (undoes === undefined) return;
  const undone = await book.changes.where('id').equals(undoes).first();
  if (undone) await book.changes.update(undone.seq!, { undoneBy: id });
}

/** The changes they were: one stamp each. Rows of snapshots have thousands, and go in one batch. */
function byStamp(ops: readonly Op[]): Op[][] {
  const groups = new Map<string, Op[]>();
  for (const op of ops) {
    const some = groups.get(op[2]);
    if (some) some.push(op);
    else groups.set(op[2], [op]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, some]) => some);
}

/** What only a newer Beside can read waits for it; of the erased nothing does. */
async function putAside(book: Book, ops: readonly LogOp[]): Promise<void> {
  const kept = await withoutTheirs(book, ops);
  if (kept.length > 0)
    await book.deferred.bulkPut(kept.map((op) => ({ id: `${op[0]}/${op[1]}/${op[2]}`, op })));
}

/** Applies what waited for this Beside. @returns how many writes. */
export async function replayDeferred(book: Book, now: number): Promise<number> {
  const waited = await book.deferred.toArray();
  if (waited.length === 0) return 0;
  const ready = waited.filter(({ op }) => sortOut([op]).fit.length > 0);
  if (ready.length === 0) return 0;
  await book.deferred.bulkDelete(ready.map(({ id }) => id));
  // What of it still does not fit goes back to where it waited.
  await applyRemote(book, { ops: ready.map(({ op }) => op), told: {}, isSnapshot: true, now });
  return ready.length;
}

/**
 * Somebody was erased elsewhere: here too goes all that hangs on them, also what the other device never saw, and what came
 * before they did.
 * @returns all who are gone.
 */
async function eraseHere(planning: () => Planning, ops: readonly LogOp[]): Promise<Set<string>> {
  const gone = new Set(
    ops.flatMap(([table, id, , fields]) => (table === 'customers' && fields[ERASED] === true ? [id] : [])),
  );
  if (gone.size === 0) return gone;
  const work = planning();
  await work.batch.load('customers', gone);
  const news = new Set([...gone].filter((id) => !work.batch.row('customers', id)?._erased));
  const [first] = news;
  if (first === undefined) return gone;
  const plan = await planErasing(work, first, news);
  if (plan) await record(work, 'customer.erase', plan);
  else await scrubWaiting(work.book, { rows: new Set(), customers: news, keys: new Set(), names: new Set() });
  return gone;
}

/** An entry was thinned elsewhere: its words go from the history of this device too. */
async function thinHere(
  planning: () => Planning,
  ops: readonly Op[],
): Promise<((change: string) => Promise<void>) | undefined> {
  const ids = ops.flatMap(([table, id, , fields]) =>
    table === 'interactions' && fields[THINNED] === true ? [id] : [],
  );
  if (ids.length === 0) return undefined;
  return (await thinInteractions(planning(), { ids })).after;
}

/** How long the text of a note that lost is kept. */
const VERSION_MS = 90 * 86_400_000;

async function keepLosers(book: Book, batch: Batch, ops: readonly Op[], now: number): Promise<void> {
  const versions = ops.flatMap((op) => {
    const [table, id, stamp, fields, over] = op as unknown as LogOp;
    if (table !== 'notes' || typeof fields.text !== 'string' || over === undefined) return [];
    const row = batch.row('notes', id);
    const held = stampOf('notes', row, 'text');
    const text = fieldOf('notes', row, 'text');
    if (row?._erased || held === '' || held === over || held === stamp || text === fields.text) return [];
    const lost = stamp > held ? { stamp: held, text: String(text ?? '') } : { stamp, text: fields.text };
    return [{ id: `${id}@${lost.stamp}`, note: id, until: now + VERSION_MS, ...lost }];
  });
  if (versions.length > 0) await book.versions.bulkPut(versions);
}

/** No code is given twice by a device that has seen it. */
function raiseCodes(state: BookState, ops: readonly Op[]): void {
  for (const [table, , , { code }] of ops) {
    if (table !== 'customers' || typeof code !== 'string') continue;
    const number = Number(/^KH-(\d{1,9})$/.exec(code)?.[1] ?? 0);
    if (number >= state.nextCode) state.nextCode = number + 1;
  }
}

async function countRows(book: Book): Promise<number> {
  const counts = await Promise.all(TABLES.map((table) => book.table(table).count()));
  return counts.reduce((sum, count) => sum + count, 0);
}
