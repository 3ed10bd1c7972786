import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EXACT, TICK } from '../../lib/background/alarms.ts';
import { dueBadge } from '../../lib/background/badge-count.ts';
import { DONE_BUTTON, SNOOZE_BUTTON, TEST_ID } from '../../lib/background/notifications.ts';
import type { Command, CommandResult } from '../../lib/domain/command.ts';
import { dueAtInstant, writeDueId } from '../../lib/domain/due.ts';
import type { Thread } from '../../lib/domain/entities.ts';
import { dueSourceOf } from '../../lib/store/due.ts';
import { runCommand } from '../../lib/store/run.ts';
import type { Book } from '../../lib/store/schema.ts';
import { RingBrowser, ZONE } from './ring-browser.ts';
import { testBook } from './store-fixture.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 10, 23, 2);

let book: Book;
let ids = 0;
beforeAll(async () => {
  ({ book } = await testBook('ring'));
});
beforeEach(() => Promise.all([book.reminders.clear(), book.customers.clear(), book.changes.clear()]));
afterAll(() => book.close());

function browserAt(now = START, firefox = false) {
  const run = (command: Command): Promise<CommandResult> =>
    runCommand(book, command, { now: () => browser.now, randomId: () => `r${++ids}` });
  const browser = new RingBrowser({ source: dueSourceOf(book), run }, now, firefox);
  return { browser, run };
}
type Run = ReturnType<typeof browserAt>['run'];

async function remind(
  run: Run,
  at: number,
  more: { customer?: string; thread?: Thread; title?: string } = {},
) {
  const { customer = null, thread = null, title = 'gọi lại' } = more;
  const due = dueAtInstant(at, ZONE);
  const { id } = await run({ name: 'reminder.set', args: { customer, thread, title, due } });
  return { id: id!, note: writeDueId(id!, due.at), ring: `${id}@${due.at}` };
}

/** Everything a person perceived, in order. */
const seen = (browser: RingBrowser) => browser.perceived.flatMap(({ rings }) => rings);

async function tick(browser: RingBrowser) {
  browser.fireAlarm(TICK);
  await browser.settle();
}

describe('ringing', () => {
  it('rings a reminder at its time, once, and never before', async () => {
    const { browser, run } = browserAt();
    const { ring } = await remind(run, START + 10 * MINUTE);
    browser.installed();
    await browser.settle();
    await browser.pass(10 * MINUTE - 1);
    expect(seen(browser)).toEqual([]);
    await browser.pass(1);
    expect(seen(browser)).toEqual([ring]);
    await browser.pass(2 * HOUR);
    expect(seen(browser)).toEqual([ring]);
    expect(browser.early).toEqual([]);
  });

  it('asks the store again when an alarm comes early', async () => {
    const { browser, run } = browserAt();
    await remind(run, START + 10 * MINUTE);
    browser.fireAlarm(EXACT);
    await browser.settle();
    expect(seen(browser)).toEqual([]);
    expect(browser.alarms.get(EXACT)?.scheduledTime).toBe(START + 10 * MINUTE);
  });

  it('rings what is seconds away without waiting for an alarm', async () => {
    const { browser, run } = browserAt();
    browser.installed();
    await browser.settle();
    const { ring } = await remind(run, START + 2000);
    browser.planned();
    await browser.settle();
    await browser.pass(2000);
    expect(seen(browser)).toEqual([ring]);
  });

  it('rings what is seconds away by the alarm when the worker died', async () => {
    const { browser, run } = browserAt();
    const { ring } = await remind(run, START + 2000);
    browser.planned();
    await browser.settle();
    browser.kill();
    await browser.pass(MINUTE);
    expect(seen(browser)).toEqual([ring]);
  });

  it('shows up to five one by one, and more as one list', async () => {
    for (const [count, alerts] of [
      [5, 5],
      [6, 1],
    ] as const) {
      await book.reminders.clear();
      const { browser, run } = browserAt();
      for (let i = 0; i < count; i++) await remind(run, START - i * 1000);
      await tick(browser);
      expect(browser.perceived).toHaveLength(alerts);
      expect(new Set(seen(browser)).size).toBe(count);
    }
  });

  it('makes one list of ten thousand', async () => {
    const { browser } = browserAt();
    const due = (i: number) => dueAtInstant(START - i * 1000, ZONE);
    await book.reminders.bulkAdd(
      Array.from({ length: 10_000 }, (_, i) => ({
        ...{ id: `many-${i}`, space: 'home', stamp: '', customer: null, title: `việc ${i}`, thread: null },
        ...{ state: 'open' as const, createdAt: START, doneAt: null, moved: 0 },
        ...{ due: due(i), dueAt: due(i).at, ringAt: due(i).at },
      })),
    );
    browser.startup();
    browser.fireAlarm(TICK);
    await browser.settle();
    expect(browser.perceived).toHaveLength(1);
    expect(new Set(seen(browser)).size).toBe(10_000);
    expect(await dueSourceOf(book).nextRing()).toBeNull();
    expect(await browser.duty().dueText()).toBe('99+');
    await tick(browser);
    expect(browser.perceived).toHaveLength(1);
  });

  it('rings once when several things wake it together', async () => {
    const { browser, run } = browserAt();
    const { ring } = await remind(run, START);
    browser.startup();
    browser.installed();
    browser.fireAlarm(TICK);
    browser.fireAlarm(EXACT);
    browser.message();
    browser.planned();
    await browser.settle();
    expect(seen(browser)).toEqual([ring]);
    expect(browser.calls).toBeLessThan(30);
  });

  it('rings what came due while the device slept', async () => {
    const { browser, run } = browserAt();
    const first = await remind(run, START + HOUR);
    const second = await remind(run, START + 2 * HOUR);
    browser.installed();
    await browser.settle();
    await browser.sleep(24 * HOUR);
    expect(seen(browser)).toEqual([first.ring, second.ring]);
  });

  it('does not ring again when the clock is set back over a due time', async () => {
    const { browser, run } = browserAt();
    const { ring } = await remind(run, START);
    await tick(browser);
    browser.setBack(HOUR);
    browser.message();
    await browser.settle();
    await browser.pass(2 * HOUR);
    expect(seen(browser)).toEqual([ring]);
  });

  it('rings again for a new due time, not for a reminder that was done and taken back', async () => {
    const { browser, run } = browserAt();
    const { id, ring } = await remind(run, START);
    await tick(browser);
    const done = await run({ name: 'reminder.done', args: { id } });
    await run({ name: 'change.undo', args: { change: done.change! } });
    await tick(browser);
    expect(seen(browser)).toEqual([ring]);
    await run({ name: 'reminder.move', args: { id, due: dueAtInstant(START + MINUTE, ZONE) } });
    browser.planned();
    await browser.settle();
    await browser.pass(2 * MINUTE);
    expect(seen(browser)).toEqual([ring, `${id}@${START + MINUTE}`]);
  });

  it('tries again what the system refused, and rings the others', async () => {
    const { browser, run } = browserAt();
    const refused = await remind(run, START - 2000);
    const other = await remind(run, START - 1000);
    browser.refuse = (id) => id === refused.note;
    await tick(browser);
    expect(seen(browser)).toEqual([other.ring]);
    expect(browser.failures).toHaveLength(1);
    browser.refuse = null;
    await tick(browser);
    expect(seen(browser)).toEqual([other.ring, refused.ring]);
  });
});

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
            const rings = seen(browser);
            const where = `died at ${at} ${after ? 'after' : 'before'} it, then at ${again}`;
            expect(new Set(rings).size, `doubled: ${where}`).toBe(rings.length);
            const open = await book.reminders.where('dueAt').belowOrEqual(browser.now).toArray();
            const lost = open.filter(({ id, due }) => !rings.includes(`${id}@${due.at}`));
            expect(lost, `lost: ${where}`).toEqual([]);
            expect(await dueSourceOf(book).dueNow(browser.now)).toEqual([]);
          }
        }
        if (!died) break;
      }
      expect(deaths).toBeGreaterThan(20);
    });
  });
});

describe('alarms', () => {
  it('makes the tick where it is missing and leaves it alone where it is', async () => {
    const { browser } = browserAt();
    browser.message();
    await browser.settle();
    const made = browser.alarms.get(TICK);
    expect(made).toMatchObject({ scheduledTime: START + MINUTE, period: MINUTE });
    browser.kill();
    browser.now += 20_000;
    browser.message();
    await browser.settle();
    expect(browser.alarms.get(TICK)).toBe(made);
  });

  it('makes the tick anew when the clock was set back', async () => {
    const { browser } = browserAt();
    browser.message();
    await browser.settle();
    browser.setBack(3 * HOUR);
    browser.message();
    await browser.settle();
    expect(browser.alarms.get(TICK)?.scheduledTime).toBe(browser.now + MINUTE);
  });

  it('keeps one exact alarm, at the next due time', async () => {
    const { browser, run } = browserAt();
    const late = await remind(run, START + 2 * HOUR);
    browser.planned();
    await browser.settle();
    const first = browser.alarms.get(EXACT);
    expect(first?.scheduledTime).toBe(START + 2 * HOUR);
    browser.planned();
    await browser.settle();
    expect(browser.alarms.get(EXACT)).toBe(first);
    const soon = await remind(run, START + HOUR);
    browser.planned();
    await browser.settle();
    expect(browser.alarms.get(EXACT)?.scheduledTime).toBe(START + HOUR);
    for (const { id } of [late, soon]) await run({ name: 'reminder.done', args: { id } });
    browser.planned();
    await browser.settle();
    expect(browser.alarms.has(EXACT)).toBe(false);
  });

  it('keeps an alarm that was set for something nearer than alarms can be', async () => {
    const { browser, run } = browserAt();
    await remind(run, START + 20_000);
    browser.planned();
    await browser.settle();
    const armed = browser.alarms.get(EXACT);
    expect(armed?.scheduledTime).toBe(START + 30_000);
    browser.now += 10_000;
    browser.planned();
    await browser.settle();
    expect(browser.alarms.get(EXACT)).toBe(armed);
  });

  it('finds its way back after alarms were lost', async () => {
    const { browser, run } = browserAt();
    browser.installed();
    await browser.settle();
    const { ring } = await remind(run, START + 10 * MINUTE);
    await browser.disable();
    browser.now += HOUR;
    // Nothing fires by itself; the next message is enough.
    browser.message();
    await browser.settle();
    expect(seen(browser)).toEqual([ring]);
    expect(browser.alarms.has(TICK)).toBe(true);
  });

  it('looks by itself when something else started it', async () => {
    const { browser, run } = browserAt();
    const { ring } = await remind(run, START);
    browser.duty();
    await browser.pass(1000);
    expect(seen(browser)).toEqual([ring]);
  });
});

describe('notifications', () => {
  it('have buttons in Chromium and only what it knows in Firefox', async () => {
    for (const firefox of [false, true]) {
      const { browser, run } = browserAt(START, firefox);
      await remind(run, START, { title: `x${firefox}` });
      await tick(browser);
      for (let i = 0; i < 7; i++) await remind(run, START);
      await tick(browser);
      await browser.duty().test();
      expect(browser.perceived.length).toBeGreaterThan(2);
      expect(browser.unknown).toEqual([]);
      expect(browser.failures).toEqual([]);
    }
  });

  it('Done finishes the reminder and goes', async () => {
    const { browser, run } = browserAt();
    const { id, note } = await remind(run, START);
    await tick(browser);
    browser.press(note, DONE_BUTTON);
    await browser.settle();
    expect((await book.reminders.get(id))?.state).toBe('done');
    expect(browser.up.size).toBe(0);
    expect(await browser.duty().dueText()).toBe('');
  });

  it('Snooze moves it by an hour, and it rings again', async () => {
    const { browser, run } = browserAt();
    const { id, note, ring } = await remind(run, START);
    await tick(browser);
    browser.press(note, SNOOZE_BUTTON);
    await browser.settle();
    expect(browser.up.size).toBe(0);
    await browser.pass(2 * HOUR);
    expect(seen(browser)).toEqual([ring, `${id}@${START + HOUR}`]);
  });

  it('a button of a reminder that was deleted meanwhile does no harm', async () => {
    const { browser, run } = browserAt();
    const { id, note } = await remind(run, START);
    await tick(browser);
    await run({ name: 'reminder.delete', args: { id } });
    browser.press(note, DONE_BUTTON);
    await browser.settle();
    expect(browser.up.size).toBe(0);
    expect(browser.failures).toEqual([]);
  });

  it('closing leaves the reminder open and does not ring it again', async () => {
    const { browser, run } = browserAt();
    const { id, note, ring } = await remind(run, START);
    await tick(browser);
    browser.close(note);
    await browser.settle();
    expect((await dueSourceOf(book).reminder(id))?.state).toBe('open');
    await browser.pass(HOUR);
    expect(seen(browser)).toEqual([ring]);
    expect(await browser.duty().dueText()).toBe('1');
  });

  it('a click opens the thread, else the customer, else Today', async () => {
    const { browser, run } = browserAt();
    const { id: customer } = await run({ name: 'customer.save', args: { set: { name: 'Lan' } } });
    const thread = {
      site: 'gmail',
      id: 't1',
      url: 'https://mail.google.com/mail/u/0/#inbox/t1',
      subject: '',
    };
    const notes = [
      await remind(run, START - 3000, { customer: customer!, thread }),
      await remind(run, START - 2000, { customer: customer! }),
      await remind(run, START - 1000),
    ];
    await tick(browser);
    for (const { note } of notes) {
      browser.click(note);
      await browser.settle();
    }
    expect(browser.opened).toEqual([thread.url, `customers/${customer}`, 'today']);
    expect(browser.up.size).toBe(0);
  });

  it('a click on the list opens Today', async () => {
    const { browser, run } = browserAt();
    for (let i = 0; i < 6; i++) await remind(run, START);
    await tick(browser);
    browser.click([...browser.up.keys()][0]!);
    await browser.settle();
    expect(browser.opened).toEqual(['today']);
    expect(browser.up.size).toBe(0);
  });

  it('go when the reminder is done, moved or put in the bin elsewhere', async () => {
    const { browser, run } = browserAt();
    const { id: customer } = await run({ name: 'customer.save', args: { set: { name: 'Lan' } } });
    const done = await remind(run, START);
    const moved = await remind(run, START);
    const binned = await remind(run, START, { customer: customer! });
    const stays = await remind(run, START);
    await tick(browser);
    expect(browser.up.size).toBe(4);
    await run({ name: 'reminder.done', args: { id: done.id } });
    await run({ name: 'reminder.move', args: { id: moved.id, due: dueAtInstant(START + HOUR, ZONE) } });
    await run({ name: 'customer.delete', args: { id: customer! } });
    browser.planned();
    await browser.settle();
    expect([...browser.up.keys()]).toEqual([stays.note]);
    expect(browser.up.has(binned.note)).toBe(false);
  });

  it('the list goes when nothing is due any more, and a newer list takes the place of an older', async () => {
    const { browser, run } = browserAt();
    for (let i = 0; i < 6; i++) await remind(run, START);
    await tick(browser);
    for (let i = 0; i < 6; i++) await remind(run, START - 1000);
    await tick(browser);
    expect(browser.up.size).toBe(1);
    for (const { id } of await book.reminders.toArray()) await run({ name: 'reminder.done', args: { id } });
    browser.planned();
    await browser.settle();
    expect(browser.up.size).toBe(0);
  });

  it('the test ring shows one sample, and says when it cannot', async () => {
    const { browser } = browserAt();
    await browser.duty().test();
    expect([...browser.up.keys()]).toEqual([TEST_ID]);
    browser.refuse = () => true;
    await expect(browser.duty().test()).rejects.toThrow('refused');
  });
});

describe('the toolbar', () => {
  it('tells when the number changes, and only then', async () => {
    const { browser, run } = browserAt();
    await tick(browser);
    const { id } = await remind(run, START);
    await tick(browser);
    const before = browser.badges;
    await tick(browser);
    expect(browser.badges).toBe(before);
    await run({ name: 'reminder.done', args: { id } });
    await tick(browser);
    expect(browser.badges).toBe(before + 1);
  });

  it.each([
    [0, ''],
    [1, '1'],
    [99, '99'],
    [100, '99+'],
    [10_000, '99+'],
  ])('%i due reads "%s"', (count, text) => {
    expect(dueBadge(count)).toBe(text);
  });
});
