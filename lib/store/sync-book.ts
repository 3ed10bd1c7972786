import type { Table } from 'dexie';
import { type Book, withBook } from './schema.ts';

/**
 * The folder that was picked for syncing, beside the counters in `meta`: a message cannot carry it to the background. Of
 * this device, and no part of the book, its snapshot or any file.
 */
const PICKED = 'sync/picked';

const tableOf = <F>(book: Book) => book.table('meta') as unknown as Table<{ key: string; value: F }, string>;

/** @typeParam F a folder's handle. */
export async function readPicked<F>(book: Book): Promise<F | null> {
  return (await withBook(book, () => tableOf<F>(book).get(PICKED)))?.value ?? null;
}

export async function writePicked<F>(book: Book, folder: F): Promise<void> {
  await withBook(book, () => tableOf<F>(book).put({ key: PICKED, value: folder }));
}
