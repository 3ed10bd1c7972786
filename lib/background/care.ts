import type { browser } from '../browser/api.ts';
import { type CareDeps, careTurn } from '../service/care.ts';

type Api = { alarms: Pick<typeof browser.alarms, 'onAlarm'> };

/** Turns in a row at most: the next tick goes on, and the worker may rest between. */
const TURNS = 25;

/**
 * Lets the playbooks follow the book: after each change, and on the alarm that ticks for the reminders.
 * @returns what to call after a change.
 */
export function listenToCare(api: Api, deps: CareDeps & { changed(): void }): () => void {
  let busy = false;
  let again = false;
  const turns = async () => {
    again = true;
    if (busy) return;
    busy = true;
    try {
      for (let turn = 0; turn < TURNS && again; turn++) {
        again = false;
        if (await careTurn(deps)) again = true;
      }
    } catch {
      // A full disk, a book that will not open: the next tick tries again.
    } finally {
      busy = false;
    }
    deps.changed();
  };
  api.alarms.onAlarm.addListener(() => void turns());
  return () => void turns();
}
