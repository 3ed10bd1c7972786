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
    // Asked from a page: the worker still has the marking to do while the list is up already.
    const { shown, time } = await setting.inside.evaluate(async () => {
      const begin = performance.now();
      void chrome.runtime.sendMessage({ beside: 1, name: 'ring.look', args: {} });
      for (;;) {
        const ids = Object.keys(await chrome.notifications.getAll());
        const now = performance.now() - begin;
        if (ids.length > 0) return { shown: ids, time: now };
        if (now > 15_000) throw new Error('The catch-up list never came.');
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    });
    if (shown.length !== 1) throw new Error(`One list was expected, ${shown.length} notifications came.`);
    return [
      figure('catch-up', DUE, 'ms', [time], limit, 'wake → one catch-up list; limit: one indexed range read'),
    ];
  } finally {
    await setting.close();
  }
}
