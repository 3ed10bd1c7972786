import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dueIn } from '../harness/book.ts';
import { cardOf, type Inbox, MAIL, openInbox, rowWith, visit } from '../harness/inbox.ts';
import { says, shown } from '../harness/overlay.ts';
import { badge, notifications, pressUntil, send } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** Today in the built extension: a row opens its thread with the words in the box, and nothing rings in quiet hours. */

const GMAIL_BOX = '[g_editable="true"]';
const DRAFT = 'Dạ em gửi chị mẫu khay, chị xem giúp em ạ.';

let inbox: Inbox;
let today: Page;

const own = (path: string) => `chrome-extension://${inbox.chromium.extensionId}/${path}`;
async function inOwnWindow(path: string): Promise<Page> {
  const page = await inbox.chromium.browser.newPage({ type: 'window' });
  await page.goto(own(path));
  return page;
}
const boxOf = (page: Page) => page.$eval(GMAIL_BOX, (box) => (box as HTMLElement).innerText).catch(() => '');
/** Tabs of the mailbox other than the test's own. */
async function otherMail(): Promise<Page[]> {
  const pages = await inbox.chromium.browser.pages();
  return pages.filter((page) => page !== inbox.page && page.url().startsWith('https://mail.google.com/'));
}
/** `HH:MM` of the browser's own clock, so many hours from now. */
const clockIn = (hours: number) =>
  inbox.door.page.evaluate((away) => {
    const time = new Date(Date.now() + away * 3_600_000);
    return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
  }, hours);
const dispatch = async (event: string, ...args: unknown[]) => {
  const worker = await inbox.chromium.worker();
  await worker.evaluate(`chrome.${event}.dispatch(${args.map((one) => JSON.stringify(one)).join(', ')})`);
};

beforeAll(async () => {
  inbox = await openInbox();
  const panel = await visit(inbox.page, MAIL.lan);
  await cardOf(panel, 'Nguyễn Thị Lan');
  await pressUntil(inbox.page, panel, 'l', '[data-part="stamp"]');
});
afterAll(() => inbox?.chromium.close());

describe('a row of Today', () => {
  test('opens its exact thread, and the words that were written ahead stand in the box, not sent', async () => {
    const logged = await until(
      async () => (await inbox.door.rows('interactions')).find((one) => one.thread?.url.includes('LanTray')),
      { what: 'the logged thread' },
    );
    // The tab of the seller goes on to somebody else: it is left alone.
    await visit(inbox.page, MAIL.bao);
    const args = {
      customer: logged.customers[0]!,
      title: 'Gửi mẫu khay cho chị Lan',
      due: dueIn(-60_000),
      thread: logged.thread,
      draft: DRAFT,
    };
    await inbox.door.run({ name: 'reminder.set', args });
    today = await inOwnWindow('dashboard.html#/today');
    const row = await rowWith(today, '[data-part="reminder"]', 'Gửi mẫu khay cho chị Lan');
    const open = (await row.$('[data-row]'))!;
    await open.focus();
    await today.keyboard.press('Enter');
    const opened = await until(async () => (await otherMail())[0] ?? null, { what: 'the thread to open' });
    await opened.bringToFront();
    await until(async () => (await boxOf(opened)).includes(DRAFT), {
      what: 'the words in the box',
      timeout: 40_000,
    });
    expect(opened.url()).toBe(logged.thread?.url);
    expect(await boxOf(inbox.page)).not.toContain(DRAFT);
  });

  test('is done with by a key, and comes back by another', async () => {
    await today.bringToFront();
    const row = await rowWith(today, '[data-part="reminder"]', 'Gửi mẫu khay cho chị Lan');
    await (await row.$('[data-row]'))?.focus();
    await today.keyboard.press('d');
    await says(today, 'Hoàn tác', '[data-part="toast"]');
    const state = async () =>
      (await inbox.door.rows('reminders')).find((one) => one.title.startsWith('Gửi mẫu khay'))?.state;
    await until(async () => (await state()) === 'done', { what: 'the reminder to be done' });
    await today.keyboard.press('z');
    await until(async () => (await state()) === 'open', { what: 'the reminder to be open again' });
  });
});

describe('a group in one sitting', () => {
  test('is begun on one page and goes on in the side panel', async () => {
    await today.bringToFront();
    await (await shown(today, '[data-act="begin-waiting"]')).click();
    await (await shown(today, '[data-act="sitting-start"]')).click();
    await shown(today, '[data-part="sitting"]');
    const side = await inOwnWindow('sidepanel.html');
    await says(side, /^1\/\d/, '.sitting-count');
    await (await shown(side, '[data-act="sitting-skip"]')).click();
    await says(side, /^2\/\d/, '.sitting-count');
    await says(today, /^2\/\d/, '.sitting-count');
    await (await shown(side, '[data-act="sitting-end"]')).click();
    await until(async () => (await today.$('[data-part="sitting"]')) === null, { what: 'the bar to go' });
    await side.close();
  });
});

describe('notifications', () => {
  test('wait for the end of quiet hours, and are not lost', async () => {
    const quietHours = { on: true, from: await clockIn(-1), until: await clockIn(1) };
    for (const one of await inbox.door.rows('reminders'))
      if (one.state === 'open') await inbox.door.run({ name: 'reminder.done', args: { id: one.id } });
    await inbox.door.settings({ quietHours });
    await inbox.door.run({
      name: 'reminder.set',
      args: { customer: null, title: 'Rung sau giờ yên lặng', due: dueIn(-1000), thread: null },
    });
    // The number on the button says that the bell has looked.
    await until(async () => (await badge(inbox.chromium)) === '1', { what: 'the badge' });
    expect(await notifications(inbox.chromium)).toEqual([]);
    await inbox.door.settings({ quietHours: { ...quietHours, on: false } });
    await send(inbox.door.page, 'ring.look', {});
    await until(async () => (await notifications(inbox.chromium)).length === 1, { what: 'the ring' });
  });

  test('tell once a day what waits, and open Today', async () => {
    await inbox.door.settings({ digest: { on: true, at: '00:00' } });
    await dispatch('alarms.onAlarm', { name: 'tick', scheduledTime: 0 });
    const digest = await until(
      async () => (await notifications(inbox.chromium)).find((id) => id.startsWith('digest:')) ?? null,
      { what: 'the digest' },
    );
    await today.goto(own('dashboard.html#/tags'));
    await dispatch('notifications.onClicked', digest);
    await until(async () => today.url().endsWith('#/today'), { what: 'Today to open' });
    expect(await notifications(inbox.chromium)).not.toContain(digest);
    await dispatch('alarms.onAlarm', { name: 'tick', scheduledTime: 0 });
    await send(inbox.door.page, 'ring.look', {});
    expect(await notifications(inbox.chromium)).not.toContain(digest);
  });
});
