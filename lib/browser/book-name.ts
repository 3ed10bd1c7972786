import { browser } from './api.ts';

const KEY = 'book';
const FIRST_BOOK = 'beside';

/** Name of the database in use. A restored book lives under a new name; the old one is never deleted. */
export async function readBookName(): Promise<string> {
  return nameIn((await browser.storage.local.get(KEY))[KEY]);
}

export async function changeBook(name: string): Promise<void> {
  await browser.storage.local.set({ [KEY]: name });
}

/** Calls back when another book is in use from now on: every context must let go of the old one. */
export function watchBookName(onChange: (name: string) => void, signal: AbortSignal): void {
  const listen = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area === 'local' && changes[KEY]) onChange(nameIn(changes[KEY].newValue));
  };
  browser.storage.onChanged.addListener(listen);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(listen), { once: true });
}

const nameIn = (stored: unknown): string =>
  typeof stored === 'string' && stored !== '' ? stored : FIRST_BOOK;
