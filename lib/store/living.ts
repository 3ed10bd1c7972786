import type { EntityTable } from 'dexie';
import type { LivingState } from '../domain/query.ts';
import type { Book } from './schema.ts';
import { withBook } from './schema.ts';

/** The living backup of this device: its folder, its key (which cannot be read out), and what it last wrote. */
export interface LivingRow<Folder = never> {
  folder: Folder;
  seal: { key: CryptoKey; salt: Uint8Array<ArrayBuffer>; rounds: number } | null;
  /** Milliseconds since 1970. */
  lastAt: number | null;
  /** Number of the newest change it holds. */
  lastSeq: number;
  /** When the newest copy was read back and found whole: every sum, every customer. Milliseconds since 1970. */
  rehearsedAt?: number | null;
  customers: number;
}

const KEY = 'living';
const tableOf = <F>(book: Book) =>
  book.table('meta') as unknown as EntityTable<LivingRow<F> & { key: string }, 'key'>;

export async function readLiving<F>(book: Book): Promise<LivingRow<F> | null> {
  return (await withBook(book, () => tableOf<F>(book).get(KEY))) ?? null;
}

export async function writeLiving<F>(book: Book, row: LivingRow<F>): Promise<void> {
  await withBook(book, () => tableOf<F>(book).put({ ...row, key: KEY }));
}

export async function removeLiving(book: Book): Promise<void> {
  await withBook(book, () => tableOf(book).delete(KEY));
}

export async function livingState(book: Book): Promise<LivingState | null> {
  const row = await readLiving<{ name: string }>(book);
  if (!row) return null;
  const behind = (await lastChange(book)) !== row.lastSeq;
  return { folder: row.folder.name, lastAt: row.lastAt, behind };
}

/** Number of the newest change; 0 in a book without any. */
export async function lastChange(book: Book): Promise<number> {
  const [last] = await withBook(book, () => book.changes.orderBy('seq').reverse().limit(1).primaryKeys());
  return last ?? 0;
}
