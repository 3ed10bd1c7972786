import type { Table } from 'dexie';
import { type Book, withBook } from './schema.ts';

/**
 * What this device knows of its store, beside the counters in `meta`: no part of the book, of its snapshot, of any file
 * or log. Credentials lie here and not in the extension's own storage, which content scripts could read.
 */
interface MetaRow<T> {
  key: string;
  value: T;
}

const PLACE = 'sync/place';
const PICKED = 'sync/picked';

const tableOf = <T>(book: Book) => book.table('meta') as unknown as Table<MetaRow<T>, string>;

/** @typeParam P where the objects lie, a folder's handle perhaps. */
export async function readSyncPlace<P>(book: Book): Promise<P | null> {
  return (await withBook(book, () => tableOf<P>(book).get(PLACE)))?.value ?? null;
}

/** @param place null forgets it. */
export async function writeSyncPlace<P>(book: Book, place: P | null): Promise<void> {
  await withBook(book, async () => {
    if (place === null) await tableOf(book).delete(PLACE);
    else await tableOf<P>(book).put({ key: PLACE, value: place });
  });
}

/** The folder that was picked in the dashboard: a message cannot carry it to the background. */
export async function readPicked<F>(book: Book): Promise<F | null> {
  return (await withBook(book, () => tableOf<F>(book).get(PICKED)))?.value ?? null;
}

export async function writePicked<F>(book: Book, folder: F): Promise<void> {
  await withBook(book, () => tableOf<F>(book).put({ key: PICKED, value: folder }));
}
