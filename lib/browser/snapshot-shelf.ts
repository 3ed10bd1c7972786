import { browser } from './api.ts';

/** Where the last-good snapshot lies: another storage engine than the book's. Texts by key. */
export const snapshotShelf = {
  async get(key: string): Promise<string | undefined> {
    const value = (await browser.storage.local.get(key))[key];
    return typeof value === 'string' ? value : undefined;
  },
  set: (key: string, text: string): Promise<void> => browser.storage.local.set({ [key]: text }),
  remove: (key: string): Promise<void> => browser.storage.local.remove(key),
};
