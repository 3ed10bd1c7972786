import { until } from '../../tests/harness/overlay.ts';
import { type Figure, figure } from '../figures.ts';
import { arrange } from '../setting.ts';

const DUE = 10_000;
const WEEK_MS = 7 * 86_400_000;

/** 10,000 reminders that fell due while the browser slept: one wake → one catch-up list. */
export async function catchUpRow(): Promise<Figure[]> {
  const setting = await arrange(DUE, 0);
  try {
    const worker = await setting.chromium.worker();
    await worker.evaluate(() => chrome.alarms.clearAll());
    await setting.inside.evaluate(
      (count, at) => globalThis.besideBench.remind(count, at),
      DUE,
      Date.now() - WEEK_MS,
    );
    const limit = await setting.inside.evaluate((now) => globalThis.besideBench.rawDue(now), Date.now());
    const begin = Date.now();
    await setting.inside.evaluate(() =>
      chrome.runtime.sendMessage({ beside: 1, name: 'ring.look', args: {} }),
    );
    const shown = await until(
      async () => {
        const all = await (await setting.chromium.worker()).evaluate(() => chrome.notifications.getAll());
        return Object.keys(all).length > 0 ? Object.keys(all) : null;
      },
      { what: 'the catch-up list' },
    );
    const time = Date.now() - begin;
    if (shown.length !== 1) throw new Error(`One list was expected, ${shown.length} notifications came.`);
    return [
      figure('catch-up', DUE, 'ms', [time], limit, 'wake → one catch-up list; limit: one indexed range read'),
    ];
  } finally {
    await setting.close();
  }
}
