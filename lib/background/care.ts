import type { browser } from '../browser/api.ts';
import { type CareDeps, careTurn } from '../service/care.ts';

type Api = { alarms: Pick<typeof browser.alarms, 'onAlarm'> };

/** Turns in a row at most: the next tick goes on, and the worker may rest between. */
const TURNS = 25;

/**
 * Lets the playbooks follow the book: after each change, and on the alarm that ticks for the reminders.
 * @param deps.changed told when tasks came or went by no command.
 * @returns what to call after a change.
 */
export function listenToCare(api: Api, deps: CareDeps & { changed(): void }): () => void {
  let busy = false;
  let again = false;
  const turns = async () => {
    again = true;
    if (busy) return;
    busy = true;
    let lagged = false;
    try {
      for (let turn = 0; turn < TURNS && again; turn++) {
        again = false;
        if (!(await careTurn(deps))) continue;
        again = true;
        lagged = true;
      }
    } catch {
      // A full disk, a book that will not open: the next tick tries again.
    } finally {
      busy = false;
    }
    if (lagged) deps.changed();
  };
  api.alarms.onAlarm.addListener(() => void turns());
  return () => void turns();
}
