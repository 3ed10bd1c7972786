import 'fake-indexeddb/auto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { DONE_BUTTON, SNOOZE_BUTTON } from '../../lib/background/notifications.ts';
import { dueAtInstant } from '../../lib/domain/due.ts';
import { dueSourceOf } from '../../lib/store/due.ts';
import { type RingBrowser, ZONE } from './ring-browser.ts';
import { bellTower, doubled, HOUR, lost, MINUTE, type Run, remind, START, tick } from './ring-fixture.ts';

const { book, browserAt, clear } = await bellTower('ring-death');
beforeEach(clear);
afterAll(() => book.close());

describe('death at any point', () => {
  /** What may happen after a worker died while it rang. */
  const NEXT: Record<string, (browser: RingBrowser, run: Run) => Promise<unknown> | unknown> = {
    'the next tick': () => undefined,
    'everything closed': (browser) => {
      for (const id of [...browser.up.keys()]) browser.close(id);
    },
    'the first one clicked': (browser) => browser.click([...browser.up.keys()][0] ?? ''),
    'the first one done': (browser) => browser.press([...browser.up.keys()][0] ?? '', DONE_BUTTON),
    'the first one snoozed': (browser) => browser.press([...browser.up.keys()][0] ?? '', SNOOZE_BUTTON),
    'two more due': async (_, run) => {
      await remind(run, START - HOUR);
      await remind(run, START + 1);
    },
    'one done elsewhere': async (_, run) => {
      const first = await book.reminders.toCollection().first();
      await run({ name: 'reminder.done', args: { id: first!.id } });
    },
    'the first one moved, into the past again': async (_, run) => {
      const first = await book.reminders.toCollection().first();
      const due = dueAtInstant(START - 2 * HOUR, ZONE);
      await run({ name: 'reminder.move', args: { id: first!.id, due } });
    },
    'an update': (browser) => {
      browser.update();
      browser.installed();
    },
  };

  describe.each([1, 4, 8])('with %i due', (count) => {
    it.each(Object.keys(NEXT))('then %s', async (name) => {
      let deaths = 0;
      for (let at = 1; ; at++) {
        let died = false;
        for (const after of [false, true]) {
          for (const again of [0, 1, 4, 7]) {
            await book.reminders.clear();
            const { browser, run } = browserAt();
            for (let i = 0; i < count; i++) await remind(run, START - i * 1000);
            browser.nextKill = { at, after };
            await tick(browser);
            died = !browser.alive;
            if (died) deaths++;
            // The next worker may die as well.
            if (again > 0) browser.nextKill = { at: again, after };
            await NEXT[name]!(browser, run);
            await browser.settle();
            browser.kill();
            browser.now += MINUTE;
            browser.nextKill = null;
            await tick(browser);
            await tick(browser);
            const where = `died at ${at} ${after ? 'after' : 'before'} it, then at ${again}`;
            expect(doubled(browser), `doubled: ${where}`).toEqual([]);
            expect(await lost(book, browser), `lost: ${where}`).toEqual([]);
            expect((await dueSourceOf(book).waiting(browser.now)).ids).toEqual([]);
          }
        }
        if (!died) break;
      }
      expect(deaths).toBeGreaterThan(20);
    });
  });
});
