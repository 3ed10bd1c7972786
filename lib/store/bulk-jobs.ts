import type { EntityTable } from 'dexie';
import type { BulkChange } from '../domain/bulk.ts';
import { type Book, withBook } from './schema.ts';

/**
 * A change of many customers as it is remembered in the book: how far it has come, and its changes, for going on and
 * for taking all of it back. Kept in `meta`, on this device only.
 */
export interface BulkJob {
  key: string;
  id: string;
  change: BulkChange;
  /** Milliseconds since 1970. */
  at: number;
  total: number;
  /** Customers that are done, from the first. */
  next: number;
  /** Ids of its changes, oldest first. */
  changes: string[];
  /** How many of them stand: an undo takes them back from the newest. */
  standing: number;
  state: 'open' | 'done' | 'undoing' | 'undone';
}

const PREFIX = 'bulk/';
/** The customers of a job that is under way lie apart: they are written once, its progress with each page. */
const CHOSEN = 'bulk-chosen/';
/** Jobs that are remembered, to be taken back as a whole. */
const REMEMBERED = 20;

export const bulkKey = (id: string): string => PREFIX + id;

interface Chosen {
  key: string;
  customers: string[];
}
const jobs = (book: Book) => book.table('meta') as unknown as EntityTable<BulkJob, 'key'>;
const chosen = (book: Book) => book.table('meta') as unknown as EntityTable<Chosen, 'key'>;

/** Newest first. */
export async function bulkJobs(book: Book): Promise<BulkJob[]> {
  const found = await withBook(book, () => jobs(book).where('key').startsWith(PREFIX).toArray());
  return found.sort((a, b) => b.at - a.at);
}

/** Begins a job, and forgets the oldest. */
export async function beginBulk(book: Book, job: BulkJob, customers: string[]): Promise<void> {
  const old = (await bulkJobs(book)).slice(REMEMBERED - 1).map(({ key }) => key);
  await withBook(book, () =>
    book.transaction('rw', book.meta, async () => {
      await jobs(book).bulkDelete(old);
      await chosen(book).put({ key: CHOSEN + job.id, customers });
      await jobs(book).put(job);
    }),
  );
}

/** Writes a job down; inside a command's transaction (see RunDeps.alongside) it is part of it. */
export async function writeBulk(book: Book, job: BulkJob): Promise<void> {
  await jobs(book).put(job);
  if (job.state !== 'open') await chosen(book).delete(CHOSEN + job.id);
}

/** The customers of a job that is under way; none of one that has ended. */
export async function bulkCustomers(book: Book, id: string): Promise<string[]> {
  return (await withBook(book, () => chosen(book).get(CHOSEN + id)))?.customers ?? [];
}
