import 'fake-indexeddb/auto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { dueBadge } from '../../lib/background/badge-count.ts';
import { DONE_BUTTON, SNOOZE_BUTTON, TEST_ID, testOptions } from '../../lib/background/notifications.ts';
import { dueAtInstant } from '../../lib/domain/due.ts';
import { createText } from '../../lib/domain/text.ts';
import { dueSourceOf } from '../../lib/store/due.ts';
import { ZONE } from './ring-browser.ts';
import { bellTower, HOUR, remind, START, seen, tick } from './ring-fixture.ts';

const { book, browserAt, clear } = await bellTower('ring-notes');
beforeEach(clear);
afterAll(() => book.close());

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

  it('are silent unless the seller wants to hear them, where the browser can be told', () => {
    const t = createText('vi');
    const told = (notificationSilent: boolean, sound: boolean) => {
      const features = { notificationButtons: true, requireInteraction: true, notificationSilent };
      return testOptions({ t, features, iconUrl: 'x', sound }).silent;
    };
    expect(told(true, false)).toBe(true);
    expect(told(true, true)).toBe(false);
    expect(told(false, false)).toBeUndefined();
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
