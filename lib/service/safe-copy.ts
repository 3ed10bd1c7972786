import { Failure } from '../domain/failure.ts';
import { type Book, openBook } from '../store/schema.ts';
import {
  dropOlderSnapshots,
  newestManifest,
  restoreSnapshot,
  type Shelf,
  writeSnapshot,
} from '../store/snapshot.ts';

export interface SafeCopy {
  /** Milliseconds since 1970. */
  at: number;
  customers: number;
}

/** The newest safe copy of the book, or null when there is none yet. */
export async function newestCopy(shelf: Shelf): Promise<SafeCopy | null> {
  const manifest = await newestManifest(shelf);
  return manifest && { at: manifest.at, customers: manifest.customers };
}

/** Writes a safe copy when the book changed since the last one. */
export async function copyBook(book: Book, shelf: Shelf, now: number): Promise<void> {
  await writeSnapshot(book, shelf, now);
}

/**
 * Rebuilds the newest safe copy as a new book and returns its name. The book that would not open stays where it is.
 * @throws Failure `not-found` when there is no whole copy.
 */
export async function restoreCopy(shelf: Shelf, now: number): Promise<string> {
  if (!(await newestManifest(shelf))) throw new Failure('not-found');
  const name = `beside-${now}`;
  const book = await openBook(name);
  try {
    await restoreSnapshot(shelf, book);
  } finally {
    book.close();
  }
  return name;
}

/**
 * Writes a safe copy and takes away those from before a moment: what was erased by then must stand in none.
 * @returns false while the book is too busy to be copied: the older copy stays until it is not.
 */
export async function renewSnapshot(book: Book, shelf: Shelf, at: number, now: number): Promise<boolean> {
  await writeSnapshot(book, shelf, Math.max(now, at));
  return dropOlderSnapshots(shelf, at);
}
