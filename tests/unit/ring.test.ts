import 'fake-indexeddb/auto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { EXACT, TICK } from '../../lib/background/alarms.ts';
import { dueAtInstant } from '../../lib/domain/due.ts';
import { dueSourceOf } from '../../lib/store/due.ts';
import { ZONE } from './ring-browser.ts';
import { bellTower, HOUR, MINUTE, remind, START, seen, tick } from './ring-fixture.ts';

const { book, browserAt, clear } = await bellTower('ring');
beforeEach(clear);
afterAll(() => book.close());

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
        ...{ rule: null, settledAt: 0, budget: null },
        ...{ promised: null, draft: '' },
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
    await browser.suspend(24 * HOUR);
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

  it('about a colleague it stands until it is done, though it is in no count of buyers', async () => {
    const { browser, run } = browserAt();
    const { id } = await run({ name: 'customer.save', args: { set: { name: 'Tú', kind: 'internal' } } });
    const one = await remind(run, START, { customer: id! });
    await tick(browser);
    await tick(browser);
    expect([...browser.up.keys()]).toEqual([one.note]);
    await run({ name: 'reminder.done', args: { id: one.id } });
    await tick(browser);
    expect([...browser.up.keys()]).toEqual([]);
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
