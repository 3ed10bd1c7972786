import type { browser } from '../browser/api.ts';
import type { Desk } from '../service/desk.ts';
import { copyBook, newestCopy, type SafeCopy } from '../service/safe-copy.ts';

type Api = { alarms: Pick<typeof browser.alarms, 'onAlarm'> };

/** How old the newest copy may grow while the book changes. */
const INTERVAL_MS = 6 * 3_600_000;

export interface SnapshotDuty {
  info(): Promise<SafeCopy | null>;
  write(): Promise<void>;
}

/** Keeps the last-good snapshot fresh, on the alarm that ticks for the reminders. */
export function listenToSnapshot(
  api: Api,
  deps: { book: Desk['book']; shelf: Parameters<typeof newestCopy>[0]; now(): number },
): SnapshotDuty {
  let writing: Promise<void> | null = null;
  const write = (): Promise<void> => {
    writing ??= deps
      .book()
      .then((book) => copyBook(book, deps.shelf, deps.now()))
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
  return { info: () => newestCopy(deps.shelf), write };
}
