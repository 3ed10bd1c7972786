import { type Sitting, sittingSchema } from '../domain/sitting.ts';
import { browser } from './api.ts';

const KEY = 'sitting';

async function readSitting(): Promise<Sitting | null> {
  const parsed = sittingSchema.safeParse((await browser.storage.session.get(KEY))[KEY]);
  return parsed.success ? parsed.data : null;
}

/** The group that is being gone through: gone with the browser, and the same in all homes of the panel. */
export const sittingShelf = {
  read: readSitting,
  write: async (sitting: Sitting | null): Promise<void> => {
    if (sitting) await browser.storage.session.set({ [KEY]: sitting });
    else await browser.storage.session.remove(KEY);
  },
  /** Tells it now and at each change, until the returned function is called. */
  watch(tell: (sitting: Sitting | null) => void): () => void {
    let over = false;
    const read = () => {
      readSitting().then(
        (sitting) => {
          if (!over) tell(sitting);
        },
        // Where the session's storage cannot be read there is no sitting to show.
        () => undefined,
      );
    };
    const changed = (changes: object, area: string) => {
      if (area === 'session' && KEY in changes) read();
    };
    browser.storage.onChanged.addListener(changed);
    read();
    return () => {
      over = true;
      browser.storage.onChanged.removeListener(changed);
    };
  },
};
