import { changeBook, readBookName } from '../browser/book-name.ts';
import { snapshotShelf } from '../browser/snapshot-shelf.ts';
import type { Failure } from '../domain/failure.ts';
import type { Settings } from '../domain/settings.ts';
import { newestCopy, restoreCopy, type SafeCopy } from '../service/safe-copy.ts';

/** What the "it would not open" screen shows and can do. */
export interface RescueState {
  failure: Failure;
  settings: Settings;
  /** Undefined while it is looked for. */
  snapshot: SafeCopy | null | undefined;
  now: number;
  zone: string;
  /** Name of the book that would not open; it is never deleted. */
  kept: string;
  onRestore?: () => Promise<void>;
  onRetry: () => void;
}

/**
 * Looks for the last-good copy and tells `draw` twice: before and after. Restoring goes into a new book.
 * @param retry begins the page anew.
 */
export async function startRescue(
  failure: Failure,
  settings: Settings,
  retry: () => void,
  draw: (state: RescueState) => void,
): Promise<void> {
  const state: RescueState = {
    failure,
    settings,
    snapshot: undefined,
    now: Date.now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    kept: await readBookName(),
    onRetry: retry,
  };
  draw(state);
  const snapshot = await newestCopy(snapshotShelf).catch(() => null);
  // Every page of ours begins anew when the name of the book changes, this one too.
  const onRestore = async () => changeBook(await restoreCopy(snapshotShelf, Date.now()));
  draw({ ...state, snapshot, onRestore: snapshot ? onRestore : undefined });
}
