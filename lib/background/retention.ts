import type { browser } from '../browser/api.ts';
import { keepRules, type RetentionDeps } from '../service/retention.ts';

type Api = { alarms: Pick<typeof browser.alarms, 'onAlarm'> };

/** Goes through the rules of retention on the alarm that ticks for the reminders, one turn at a time. */
export function listenToRetention(api: Api, deps: RetentionDeps): void {
  let turn: Promise<void> | null = null;
  api.alarms.onAlarm.addListener(() => {
    // What fails (a full disk, a book that will not open) is tried again at the next tick.
    turn ??= keepRules(deps)
      .catch(() => undefined)
      .finally(() => {
        turn = null;
      });
  });
}
