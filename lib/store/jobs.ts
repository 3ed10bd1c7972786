import type { EntityTable } from 'dexie';
import type { ImportCounts, ImportOptions, SampleRow, Target } from '../domain/transfer.ts';
import { type Book, withBook } from './schema.ts';

/**
 * An import as it is remembered in the book it goes into: how far it has come, and its changes, for resuming and for
 * undoing all of it. Kept beside the counters in `meta`, on this device only.
 */
export interface ImportJob {
  key: string;
  id: string;
  file: string;
  size: number;
  hash: string;
  kind: 'csv' | 'xlsx' | 'vcard' | 'backup';
  targets: Target[];
  options: ImportOptions;
  /** Milliseconds since 1970. */
  at: number;
  total: number;
  /** A backup that goes back as it was, into an empty book. */
  exact?: boolean;
  /** The first row of the file that is not in the book yet. */
  next: number;
  counts: ImportCounts;
  doubtful: SampleRow[];
  /** Ids of its changes, oldest first. */
  changes: string[];
  /** `exact`: a backup that was put back row by row, without changes. */
  state: 'open' | 'done' | 'exact' | 'undone';
}

const PREFIX = 'import/';
export const jobKey = (id: string): string => PREFIX + id;

const tableOf = (book: Book) => book.table('meta') as unknown as EntityTable<ImportJob, 'key'>;

/** All imports of this book, newest first. */
export async function importJobs(book: Book): Promise<ImportJob[]> {
  const jobs = await withBook(book, () => tableOf(book).where('key').startsWith(PREFIX).toArray());
  return jobs.sort((a, b) => b.at - a.at);
}

/** Writes a job down; inside a command's transaction (see RunDeps.alongside) it is part of it. */
export async function writeJob(book: Book, job: ImportJob): Promise<void> {
  await tableOf(book).put(job);
}

export async function removeJob(book: Book, id: string): Promise<void> {
  await withBook(book, () => tableOf(book).delete(jobKey(id)));
}
