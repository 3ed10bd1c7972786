import { browser } from './api.ts';

const KEY = 'book';
const FIRST_BOOK = 'beside';

/** Name of the database in use. A restored book lives under a new name; the old one is never deleted. */
export async function readBookName(): Promise<string> {
  const stored = (await browser.storage.local.get(KEY))[KEY];
  return typeof stored === 'string' && stored !== '' ? stored : FIRST_BOOK;
}

export async function useBook(name: string): Promise<void> {
  await browser.storage.local.set({ [KEY]: name });
}
