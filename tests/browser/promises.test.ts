import type { Frame } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHAT, cardOf, type Inbox, openInbox, visit } from '../harness/inbox.ts';
import { partOf, says, shown } from '../harness/overlay.ts';
import { clickUntil, pressUntil } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** A chat in which the seller promises something: what the panel proposes, and what comes of it. */

let inbox: Inbox;
let panel: Frame;
beforeAll(async () => {
  inbox = await openInbox();
});
afterAll(() => inbox?.chromium.close());

const reminders = async () =>
  (await inbox.door.rows('reminders')).filter(({ customer }) => customer === 'sample-chau');

/** The site draws a message of this side, as it does when the seller pressed send. */
const sends = (text: string) =>
  inbox.page.evaluate((words) => {
    const bubbles = document.querySelectorAll<HTMLElement>('.bubble[data-mid]');
    const last = bubbles[bubbles.length - 1]!;
    const bubble = last.cloneNode(true) as HTMLElement;
    bubble.className = 'bubble is-out';
    bubble.dataset.mid = String(Number(last.dataset.mid) + 1);
    bubble.dataset.timestamp = String(Math.floor(Date.now() / 1000));
    bubble.querySelector('.translatable-message')!.textContent = words;
    last.after(bubble);
  }, text);

/** The panel has heard of the line: the newest message is what “log” would log. */
const heard = (text: string) =>
  until(
    async () => {
      const stored = (await inbox.door.page.evaluate(
        'chrome.storage.session.get().then((all) => JSON.stringify(all))',
      )) as string;
      return stored.includes(text);
    },
    { what: `the background to hear of “${text}”` },
  );

describe('a promise in a chat', () => {
  test('is not looked for until the seller turns that on, in the menu of the panel', async () => {
    panel = await visit(inbox.page, CHAT.chau);
    await cardOf(panel, 'Phạm Minh Châu');
    await sends('Dạ chiều mai em giao 2 bộ ly cho chị nha');
    await heard('chiều mai em giao 2 bộ ly');
    expect(await panel.$('[data-part="promise"]')).toBeNull();
    await pressUntil(inbox.page, panel, 'm', '[data-act="promise-site"]');
    await (await shown(panel, '[data-act="promise-site"]')).click();
    await says(panel, 'Beside sẽ hỏi có cần nhắc không', '[data-part="toast"]');
  });

  test('that is sent then is proposed, and Enter makes it a reminder of this chat', async () => {
    const before = await reminders();
    await sends('Dạ mai 9h em gửi báo giá 3 bộ ly cho chị ạ');
    await says(panel, 'gửi báo giá 3 bộ ly cho chị', '[data-part="promise-title"]');
    expect(await partOf(panel, 'promise-when')).toContain('9:00');
    expect(await reminders()).toEqual(before);
    await pressUntil(
      inbox.page,
      panel,
      'Enter',
      async () => (await reminders()).length === before.length + 1,
    );
    const made = (await reminders()).find(({ title }) => title === 'gửi báo giá 3 bộ ly cho chị');
    expect(made?.thread).toMatchObject({ site: 'telegram-k' });
    expect(made?.due.wall).toMatch(/T09:00/);
    await until(async () => (await panel.$('[data-part="promise"]')) === null, { what: 'the strip to go' });
  });

  test('is let go by Esc, and does not come back with the thread', async () => {
    await sends('Thứ 6 em gói quà cho chị luôn');
    await shown(panel, '[data-part="promise"]');
    const before = await reminders();
    await pressUntil(
      inbox.page,
      panel,
      'Escape',
      async () => (await panel.$('[data-part="promise"]')) === null,
    );
    panel = await visit(inbox.page, CHAT.vy);
    panel = await visit(inbox.page, CHAT.chau);
    await cardOf(panel, 'Phạm Minh Châu');
    expect(await panel.$('[data-part="promise"]')).toBeNull();
    expect(await reminders()).toEqual(before);
  });

  test('a question, and what the buyer says, are none', async () => {
    await sends('Mai em giao được không chị?');
    await heard('Mai em giao được không');
    expect(await panel.$('[data-part="promise"]')).toBeNull();
  });

  test('that is none is learnt: the same words do not ask again', async () => {
    await sends('Mai em ghé chỗ chị uống trà nha');
    await shown(panel, '[data-part="promise"]');
    await clickUntil(
      panel,
      '[data-act="not-promise"]',
      async () => (await panel.$('[data-part="promise"]')) === null,
    );
    await says(panel, 'không phải lời hứa', '[data-part="toast"]');
    await sends('Tối mai em ghé chỗ chị uống trà nha');
    await heard('Tối mai em ghé chỗ chị');
    await sends('Sáng mai em nhắn mã vận đơn nha');
    await says(panel, 'nhắn mã vận đơn', '[data-part="promise-title"]');
    expect(await partOf(panel, 'promise')).not.toContain('Còn 1');
  });
});

test('the page heard nothing of it', async () => {
  expect(await inbox.page.evaluate(() => document.body.innerText.includes('vừa hứa'))).toBe(false);
  expect(inbox.served.strays).toEqual([]);
});
