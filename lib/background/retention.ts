import type { browser } from '../browser/api.ts';
import { keepRules, type RetentionDeps } from '../service/retention.ts';

type Api = { alarms: Pick<typeof browser.alarms, 'onAlarm'> };

/** Goes through the rules of retention on the alarm that ticks for the reminders, one turn at a time. */
export function listenToRetention(api: Api, deps: RetentionDeps): void {
  let busy = false;
  const turn = async () => {
    if (busy) return;
    busy = true;
    // What fails (a full disk, a book that will not open) is tried again at the next tick.
    await keepRules(deps).catch(() => undefined);
    busy = false;
  };
  api.alarms.onAlarm.addListener(() => void turn());
}
