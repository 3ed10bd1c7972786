import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cardOf,
  has,
  type Inbox,
  lists,
  listsNot,
  MAIL,
  openInbox,
  rowWith,
  textsOf,
  visit,
} from '../harness/inbox.ts';
import { says, shown } from '../harness/overlay.ts';
import { clickUntil, pressUntil } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** One book, four homes: what is written in one shows in the others while one looks at them. */

let inbox: Inbox;
let panel: Frame;

/** A page of ours in a window of its own: beside the sites, both are in sight. */
async function inOwnWindow(path: string): Promise<Page> {
  const page = await inbox.chromium.browser.newPage({ type: 'window' });
  await page.goto(`chrome-extension://${inbox.chromium.extensionId}/${path}`);
  return page;
}
const gmailTab = () =>
  inbox.door.page.evaluate(async () => {
    const { tabs } = (
      globalThis as unknown as { chrome: { tabs: { query(q: object): Promise<{ id: number }[]> } } }
    ).chrome;
    return (await tabs.query({ url: 'https://mail.google.com/*' }))[0]?.id ?? 0;
  });
async function noteInFrame(text: string): Promise<void> {
  await inbox.page.bringToFront();
  await pressUntil(inbox.page, panel, 'n', '[data-part="note-field"]');
  await inbox.page.keyboard.type(text);
  await until(
    async () => {
      await inbox.page.keyboard.press('Enter');
      return until(() => has(panel, '[data-part="note"]', text), { timeout: 800 }).catch(() => false);
    },
    { what: 'the note to be saved' },
  );
}

beforeAll(async () => {
  inbox = await openInbox();
  panel = await visit(inbox.page, MAIL.dung);
  await cardOf(panel, 'Lê Hoàng Dũng');
});
afterAll(() => inbox?.chromium.close());

describe('the side panel', () => {
  test('stands beside its tab, and follows what the frame writes and where the page goes', async () => {
    const side = await inOwnWindow(`sidepanel.html?tab=${await gmailTab()}`);
    await cardOf(side, 'Lê Hoàng Dũng');
    await inbox.page.bringToFront();
    await pressUntil(inbox.page, panel, 'l', '[data-part="stamp"]');
    await shown(side, '[data-part="stamp"]');
    await lists(side, '[data-part="entry"]', 'Khay bị nứt một góc');
    await visit(inbox.page, MAIL.bao);
    await cardOf(side, 'Trần Quốc Bảo');
    await visit(inbox.page, MAIL.dung);
    await cardOf(side, 'Lê Hoàng Dũng');
    await cardOf(panel, 'Lê Hoàng Dũng');
    await side.close();
  });
});

describe('the dashboard', () => {
  let book: Page;
  const go = async (hash: string) => {
    await book.evaluate((wanted) => {
      location.hash = wanted;
    }, hash);
  };
  const names = () => textsOf(book, '[data-part="customers"] .list-name b');
  const find = async (text: string) => {
    const field = await shown(book, '[data-part="find-field"]');
    await field.click({ count: 3 });
    await field.press('Backspace');
    await field.type(text);
  };
  beforeAll(async () => {
    book = await inOwnWindow('dashboard.html');
  });
  afterAll(() => book?.close());

  test('lists everybody', async () => {
    await until(async () => (await names()).length === 6, { what: 'six customers' });
    expect([...(await names())].sort()).toEqual(
      [
        'Nguyễn Thị Lan',
        'Trần Quốc Bảo',
        'Phạm Minh Châu',
        'Lê Hoàng Dũng',
        'Vũ Thu Hà',
        'Đặng Gia Khánh',
      ].sort(),
    );
  });

  test.each([
    ['nguyen thi', 'Nguyễn Thị Lan'],
    ['Nguyễn Thị', 'Nguyễn Thị Lan'],
    ['dang gia', 'Đặng Gia Khánh'],
    ['0908 111 333', 'Trần Quốc Bảo'],
    ['KH-0003', 'Phạm Minh Châu'],
    ['dung.le@', 'Lê Hoàng Dũng'],
  ])('“%s” finds %s alone', async (text, name) => {
    await find(text);
    await until(async () => JSON.stringify(await names()) === JSON.stringify([name]), {
      what: `“${text}” to find ${name}`,
    });
  });

  test('what nobody is called says so', async () => {
    await find('zzzz');
    await shown(book, '[data-part="list-none"]');
    await find('');
    await until(async () => (await names()).length === 6, { what: 'everybody again' });
  });

  test('a customer saved in the frame joins the list at once', async () => {
    panel = await visit(inbox.page, MAIL.emma);
    await inbox.page.bringToFront();
    await shown(panel, '[data-part="unknown"]');
    await pressUntil(inbox.page, panel, 's', '[data-part="card"]');
    await until(async () => (await names()).includes('Emma Collins'), { what: 'Emma on the list' });
    panel = await visit(inbox.page, MAIL.dung);
    await cardOf(panel, 'Lê Hoàng Dũng');
  });

  test('a customer’s page opens from the list, and follows the frame', async () => {
    await (await rowWith(book, '[data-act="open-customer"]', 'Lê Hoàng Dũng')).click();
    await shown(book, '[data-part="card"][data-customer="sample-dung"]');
    await lists(book, '[data-part="entry"]', 'Khay bị nứt một góc');
    await noteInFrame('Thích gỗ sồi hơn gỗ óc chó');
    await lists(book, '[data-part="note"]', 'Thích gỗ sồi hơn gỗ óc chó');
  });

  test('undo from the history takes the note away in the frame too', async () => {
    const change = await rowWith(book, '[data-part="change"]', '');
    await (await change.$('[data-act="undo-change"]'))?.click();
    await listsNot(book, '[data-part="note"]', 'Thích gỗ sồi hơn gỗ óc chó');
    await inbox.page.bringToFront();
    await listsNot(panel, '[data-part="note"]', 'Thích gỗ sồi hơn gỗ óc chó');
    const notes = await inbox.door.rows('notes');
    expect(notes.some(({ text }) => text.includes('gỗ sồi'))).toBe(false);
  });

  test('a customer removed there is a stranger in the frame, and comes back by undo', async () => {
    await book.bringToFront();
    await clickUntil(book, '[data-act="delete-customer"]', '[data-part="toast"] [data-act="undo"]');
    await inbox.page.bringToFront();
    await shown(panel, '[data-part="unknown"]');
    await book.bringToFront();
    await (await shown(book, '[data-part="toast"] [data-act="undo"]')).click();
    await inbox.page.bringToFront();
    await cardOf(panel, 'Lê Hoàng Dũng');
    await shown(panel, '[data-part="stamp"]');
  });

  test('the never-log list: an address added there stops the log in the frame, and lets go again', async () => {
    panel = await visit(inbox.page, MAIL.bao);
    await cardOf(panel, 'Trần Quốc Bảo');
    await shown(panel, '[data-act="log"]');
    await book.bringToFront();
    await go('#/never-log');
    await shown(book, '[data-part="never-empty"]');
    await book.type('[data-part="never-field"]', 'bao.tran@example.com');
    await book.keyboard.press('Enter');
    await lists(book, '[data-part="rule"]', 'bao.tran@example.com');
    await inbox.page.bringToFront();
    await shown(panel, '[data-part="never"]');
    expect(await panel.$('[data-act="log"]')).toBeNull();
    await inbox.page.keyboard.press('l');
    await book.bringToFront();
    await (await rowWith(book, '[data-part="rule"] [data-act="never-remove"]', '')).click();
    await shown(book, '[data-part="never-empty"]');
    await inbox.page.bringToFront();
    await shown(panel, '[data-act="log"]');
    const entries = await inbox.door.rows('interactions');
    expect(entries.filter(({ customers, thread }) => customers.includes('sample-bao') && thread)).toEqual([]);
  });

  test('a tag renamed there is renamed on the card', async () => {
    await lists(panel, '[data-part="tag"]', 'Khách sỉ');
    await book.bringToFront();
    await go('#/tags');
    const line = await rowWith(book, '[data-part="tag-line"]', 'Khách sỉ');
    await (await line.$('[data-act="edit-tag-name"]'))?.click();
    const field = await shown(book, '[data-part="tag-name-field"]');
    await field.click({ count: 3 });
    await field.type('Mua sỉ');
    await field.press('Enter');
    await lists(book, '[data-part="tag-line"]', 'Mua sỉ');
    await inbox.page.bringToFront();
    await lists(panel, '[data-part="tag"]', 'Mua sỉ');
  });

  test('the language chosen in settings is spoken everywhere', async () => {
    await book.bringToFront();
    await go('#/settings');
    await (await shown(book, '[data-act="language"]')).select('en');
    await says(book, 'Settings', 'h1');
    await inbox.page.bringToFront();
    await says(panel, 'Log', '[data-act="log"]');
    await book.bringToFront();
    await (await shown(book, '[data-act="language"]')).select('vi');
    await says(book, 'Cài đặt', 'h1');
  });
});

test('nothing was asked of any other address', () => {
  expect(inbox.served.strays).toEqual([]);
});
