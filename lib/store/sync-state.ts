import type { EntityTable } from 'dexie';
import { shownPlace } from '../domain/sync-place.ts';
import { SYNC_OFF, type SyncView } from '../domain/sync-view.ts';
import { type Book, withBook, writing } from './schema.ts';

/**
 * What syncing keeps in the book: three records in `meta`, and the sealed segments of this device. Nothing of it is in a
 * snapshot, a backup, or any change; without sync there is none of it.
 */
export interface SyncMeta {
  /** The protocol's own record, and how far the change log lies in segments. */
  'sync/state': { state: unknown; through: number };
  /** Keys, place, members: written when they change. */
  'sync/self': unknown;
  'sync/view': StoredView;
}

/** What is shown, but for what is counted when asked. */
export type StoredView = Pick<SyncView, 'phase' | 'lastAt' | 'problem' | 'devices' | 'bytes' | 'held'> & {
  /** Segments that were sealed and not yet stored. */
  sealed: number;
};

const metaOf = (book: Book) =>
  book.table('meta') as unknown as EntityTable<{ key: string; value: unknown }, 'key'>;

/** Reads one of the records; null while sync is off. */
export async function readSync<K extends keyof SyncMeta>(book: Book, key: K): Promise<SyncMeta[K] | null> {
  const row = await withBook(book, () => metaOf(book).get(key));
  return (row?.value as SyncMeta[K] | undefined) ?? null;
}

/** Inside a transaction it is part of it. */
export async function putSync<K extends keyof SyncMeta>(
  book: Book,
  key: K,
  value: SyncMeta[K],
): Promise<void> {
  await metaOf(book).put({ key, value });
}

/** Ends syncing on this device. Not a row of the book goes. */
export async function removeSync(book: Book): Promise<void> {
  await withBook(book, () =>
    writing(book, async () => {
      await (book.table('meta') as { bulkDelete(keys: string[]): Promise<void> }).bulkDelete([
        'sync/state',
        'sync/self',
        'sync/view',
        // A folder's handle is a way to the store, too.
        'sync/picked',
      ]);
      await book.syncOut.clear();
    }),
  );
}

/** How syncing stands; what waits is counted as it is asked. */
export async function syncView(book: Book): Promise<SyncView> {
  const stored = await readSync(book, 'sync/view');
  if (!stored) return SYNC_OFF;
  const { sealed, ...view } = stored;
  const self = (await readSync(book, 'sync/self')) as { place?: unknown } | null;
  const { through } = (await readSync(book, 'sync/state')) ?? { through: 0 };
  const unsealed = await book.changes
    .where('seq')
    .above(through)
    .filter(({ origin }) => origin !== 'sync')
    .count();
  return { ...view, place: shownPlace(self?.place), waiting: sealed + unsealed };
}
