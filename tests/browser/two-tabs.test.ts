import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CHAT,
  cardOf,
  confirmUntil,
  has,
  type Inbox,
  lists,
  MAIL,
  nameOn,
  openInbox,
  textsOf,
  visit,
} from '../harness/inbox.ts';
import { shown } from '../harness/overlay.ts';
import { pressUntil } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** Two conversations open at once: what belongs to one never shows, and is never written, beside the other. */

let inbox: Inbox;
let first: Page;
let second: Page;
let one: Frame;
let two: Frame;

beforeAll(async () => {
  inbox = await openInbox();
  first = inbox.page;
  one = await visit(first, MAIL.lan);
  await cardOf(one, 'Nguyễn Thị Lan');
  second = await inbox.chromium.browser.newPage();
  two = await visit(second, MAIL.bao);
  await cardOf(two, 'Trần Quốc Bảo');
});
afterAll(() => inbox?.chromium.close());

const inFront = async (page: Page) => {
  await page.bringToFront();
  await until(() => page.evaluate(() => document.visibilityState === 'visible'), {
    what: 'the tab to come to the front',
  });
};
const subjectsOf = async (who: string) =>
  (await inbox.door.rows('interactions'))
    .filter((entry) => entry.customers.includes(who) && entry.thread !== null)
    .map(({ subject }) => subject);

describe('two tabs, two customers', () => {
  test('each frame shows its own, in front or not', async () => {
    await inFront(first);
    expect(await nameOn(one)).toBe('Nguyễn Thị Lan');
    expect(await nameOn(two)).toBe('Trần Quốc Bảo');
  });

  test('a log goes to the customer of the tab it was made in', async () => {
    await inFront(first);
    await pressUntil(first, one, 'l', '[data-part="stamp"]');
    expect(await subjectsOf('sample-lan')).toHaveLength(1);
    expect(await subjectsOf('sample-bao')).toHaveLength(0);
    await inFront(second);
    await cardOf(two, 'Trần Quốc Bảo');
    expect(await two.$('[data-part="stamp"]')).toBeNull();
    await pressUntil(second, two, 'l', '[data-part="stamp"]');
    expect(await subjectsOf('sample-lan')).toHaveLength(1);
    expect(await subjectsOf('sample-bao')).toEqual(['Báo giá 40 ly gỗ cho quán']);
  });

  test('a thread switched in the hidden tab does not touch the one in front', async () => {
    await inFront(second);
    await two.evaluate(() => {
      const names: string[] = [];
      const look = () => names.push(document.querySelector('[data-part="name"]')?.textContent ?? '');
      new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
      look();
      Object.assign(window, { names });
    });
    await first.evaluate(
      (hash) => {
        location.hash = hash;
      },
      MAIL.dung.slice(MAIL.dung.indexOf('#')),
    );
    // The background heard of it: only then could it have gone astray.
    await until(
      async () => {
        const known = await inbox.door.page.evaluate(() =>
          (globalThis as unknown as Extension).chrome.storage.session.get(null),
        );
        return JSON.stringify(known).includes('dung.le@example.com');
      },
      { what: 'the hidden page to be read' },
    );
    await inFront(first);
    await cardOf(one, 'Lê Hoàng Dũng');
    expect(await nameOn(two)).toBe('Trần Quốc Bảo');
    const seen = await two.evaluate(() => (window as unknown as { names: string[] }).names);
    expect([...new Set(seen)]).toEqual(['Trần Quốc Bảo']);
  });

  test('sixteen looks back and forth: always the tab’s own', async () => {
    for (let turn = 0; turn < 8; turn++) {
      await inFront(first);
      expect(await nameOn(one)).toBe('Lê Hoàng Dũng');
      await inFront(second);
      expect(await nameOn(two)).toBe('Trần Quốc Bảo');
    }
  });

  test('what one tab writes about a customer shows in the other when both are on the same one', async () => {
    await inFront(first);
    one = await visit(first, MAIL.bao);
    await cardOf(one, 'Trần Quốc Bảo');
    await shown(one, '[data-part="stamp"]');
    await pressUntil(first, one, 'n', '[data-part="note-field"]');
    await first.keyboard.type('Hai cửa sổ, một quyển sổ');
    await confirmUntil(first, 'Enter', () => has(one, '[data-part="note"]', 'Hai cửa sổ'));
    await lists(one, '[data-part="note"]', 'Hai cửa sổ');
    await inFront(second);
    await lists(two, '[data-part="note"]', 'Hai cửa sổ');
    expect(
      (await textsOf(two, '[data-part="note"]')).filter((text) => text.includes('Hai cửa sổ')),
    ).toHaveLength(1);
  });
});

interface Extension {
  chrome: {
    storage: { session: { get(key: null): Promise<unknown> } };
    tabs: {
      query(query: object): Promise<{ id: number; windowId: number }[]>;
      create(options: { url: string; windowId: number; active: boolean }): Promise<unknown>;
    };
    windows: { create(options: { tabId: number }): Promise<unknown> };
  };
}

/** A new active tab in the window of the two, wherever the focus is now. */
async function openBeside(url: string): Promise<Page> {
  const opened = inbox.chromium.browser.waitForTarget((target) => target.url() === url);
  await inbox.door.page.evaluate(async (wanted) => {
    const { tabs } = (globalThis as unknown as Extension).chrome;
    const [neighbour] = await tabs.query({ url: 'https://mail.google.com/*' });
    if (neighbour) await tabs.create({ url: wanted, windowId: neighbour.windowId, active: true });
  }, url);
  const page = await (await opened).page();
  if (!page) throw new Error(`No tab for ${url}`);
  return page;
}

describe('the side panel', () => {
  test('follows the active tab of its window', async () => {
    await inFront(first);
    await visit(first, MAIL.lan);
    // Opened in the window of the two tabs, then carried into its own so that both can be seen: a real side panel
    // belongs to a window without being one of its tabs.
    const side = await inbox.chromium.openExtensionPage('sidepanel.html');
    await side.evaluate(async () => {
      const { tabs, windows } = (globalThis as unknown as Extension).chrome;
      const [here] = await tabs.query({ active: true, currentWindow: true });
      if (here) await windows.create({ tabId: here.id });
    });
    await inFront(first);
    await cardOf(side, 'Nguyễn Thị Lan');
    await inFront(second);
    await cardOf(side, 'Trần Quốc Bảo');
    const third = await openBeside(CHAT.chau);
    await cardOf(side, 'Phạm Minh Châu');
    await third.close();
    await inFront(first);
    await cardOf(side, 'Nguyễn Thị Lan');
    await side.close();
  });

  test('a tab without a conversation shows nobody', async () => {
    const side = await inbox.chromium.openExtensionPage('sidepanel.html');
    await side.evaluate(async () => {
      const { tabs, windows } = (globalThis as unknown as Extension).chrome;
      const [here] = await tabs.query({ active: true, currentWindow: true });
      if (here) await windows.create({ tabId: here.id });
    });
    await inFront(first);
    await cardOf(side, 'Nguyễn Thị Lan');
    const blank = await openBeside('https://news.example/');
    await until(async () => (await nameOn(side)) === '', { what: 'the card to be cleared' });
    await blank.close();
    await side.close();
  });
});
