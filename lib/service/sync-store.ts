import type { LogOp, Told } from '../domain/log-op.ts';
import { type Book, withBook, writing } from '../store/schema.ts';
import { applyRemote } from '../store/sync-apply.ts';
import { freshChanges, rowRange } from '../store/sync-read.ts';
import { putSync, readSync } from '../store/sync-state.ts';
import type { Bytes } from '../sync/remote.ts';
import type { Applied, Commit, OwnSegment, RowPlace, SyncState, SyncStore } from '../sync/state.ts';

export interface BookSyncDeps {
  /** Milliseconds since 1970. */
  now(): number;
  /** The lock over all writers of the book. */
  lock?<T>(work: () => Promise<T>): Promise<T>;
  roots(): [path: string, bytes: Bytes][];
}

/** The step's side that is the book: rows, change log and the protocol's record, always in one transaction. */
export function bookSyncStore(book: Book, deps: BookSyncDeps): SyncStore {
  const lock = deps.lock ?? (<T>(work: () => Promise<T>) => work());
  const stored = async () => (await readSync(book, 'sync/state')) as { state: SyncState; through: number };
  return {
    load: async () => (await stored()).state,
    commit: (commit) =>
      lock(() => withBook(book, () => writing(book, () => write(book, commit, deps.now())))),
    async fresh(limit): Promise<{ ops: LogOp[]; told: Told; through: number } | null> {
      const { through } = await stored();
      return withBook(book, () => freshChanges(book, through, limit));
    },
    async segment(seq): Promise<OwnSegment | null> {
      return (await withBook(book, () => book.syncOut.get(seq))) ?? null;
    },
    async range(after: RowPlace | null) {
      const { ops, rows, next } = await withBook(book, () => rowRange(book, after));
      if (next !== null) return { ops, rows, next };
      // What only a newer Beside can read is nobody's but of whoever reads it: it goes along.
      const waiting = await withBook(book, () => book.deferred.toArray());
      return { ops: [...ops, ...waiting.map(({ op }) => op)], rows, next: null };
    },
    roots: async () => deps.roots(),
  };
}

async function write(
  book: Book,
  { state, through, keep, forget, apply }: Commit,
  now: number,
): Promise<Applied> {
  const applied = apply
    ? await applyRemote(book, { ops: apply.ops, told: apply.told, isSnapshot: apply.isSnapshot, now })
    : { deleted: 0, rows: 0 };
  const before = await readSync(book, 'sync/state');
  // Switched off meanwhile, from another window: nothing of it comes back.
  if (before === null) throw new SyncEnded();
  if (forget && forget.length > 0) await book.syncOut.bulkDelete([...forget]);
  if (keep && keep.length > 0) await book.syncOut.bulkPut([...keep]);
  await putSync(book, 'sync/state', { state, through: through ?? before.through });
  return applied;
}

/** Syncing was switched off while a step ran. */
export class SyncEnded extends Error {
  constructor() {
    super('sync ended');
    this.name = 'SyncEnded';
  }
}
