import type { browser } from '../browser/api.ts';
import type { Desk } from '../service/desk.ts';
import { copyBook, newestCopy, renewSnapshot, type SafeCopy } from '../service/safe-copy.ts';

type Api = { alarms: Pick<typeof browser.alarms, 'onAlarm'> };

/** How old the newest copy may grow while the book changes. */
const INTERVAL_MS = 6 * 3_600_000;

export interface SnapshotDuty {
  info(): Promise<SafeCopy | null>;
  write(): Promise<void>;
  /** Writes one now and takes away those from before a moment; false while the book is too busy to be copied. */
  renew(at: number): Promise<boolean>;
}

/** Keeps the last-good snapshot fresh, on the alarm that ticks for the reminders. */
export function listenToSnapshot(
  api: Api,
  deps: { book: Desk['book']; shelf: Parameters<typeof newestCopy>[0]; now(): number },
): SnapshotDuty {
  let writing: Promise<void> | null = null;
  let renewing: Promise<unknown> = Promise.resolve();
  const write = (): Promise<void> => {
    writing ??= deps
      .book()
      .then(async (book) => {
        // Two writers would tear one generation between them.
        await renewing;
        await copyBook(book, deps.shelf, deps.now());
      })
      .finally(() => {
        writing = null;
      });
    return writing;
  };
  api.alarms.onAlarm.addListener(() => {
    void newestCopy(deps.shelf).then(async (copy) => {
      if (copy && deps.now() - copy.at < INTERVAL_MS) return;
      // A book that will not open has nothing to copy; the older copy is then what counts.
      await write().catch(() => undefined);
    });
  });
  const renew = async (at: number): Promise<boolean> => {
    await writing?.catch(() => undefined);
    const before = renewing;
    const work = (async () => {
      await before;
      return renewSnapshot(await deps.book(), deps.shelf, at, deps.now());
    })();
    renewing = work.catch(() => undefined);
    return work;
  };
  return { info: () => newestCopy(deps.shelf), write, renew };
}
