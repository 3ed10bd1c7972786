import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dueIn, remind } from '../harness/book.ts';
import {
  CHAT,
  cardOf,
  confirmUntil,
  GMAIL,
  type Inbox,
  lists,
  listsNot,
  MAIL,
  ORDER,
  openInbox,
  rowWith,
  SHOP,
  textsOf,
  visit,
} from '../harness/inbox.ts';
import { says, shown, textOf } from '../harness/overlay.ts';
import { clickUntil, pressUntil, write } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** What is read beside the message: its numbers and codes, a name that is but a name, its order, the site's list. */

let inbox: Inbox;
let panel: Frame;
beforeAll(async () => {
  inbox = await openInbox();
});
afterAll(() => inbox?.chromium.close());

const customer = (id: string) => inbox.door.row('customers', id);
const keysOf = async (id: string) => Object.keys((await customer(id))?.links ?? {});

describe('a number in the message', () => {
  const NUMBER = 'tel:+61491570156';
  const chip = `[data-part="found-chip"][data-key="${NUMBER}"]`;
  let emma = '';

  test('of somebody unknown is shown, and saved by nothing', async () => {
    panel = await visit(inbox.page, MAIL.emma);
    await shown(panel, '[data-part="unknown"]');
    await shown(panel, chip);
    expect(await textOf(panel, chip)).toContain('+61 491 570 156');
    expect(await panel.$(`${chip} [data-act="add-found"]`)).toBeNull();
    expect(await inbox.door.rows('customers')).toHaveLength(6);
  });

  test('is copied, also in the frame of a page', async () => {
    await clickUntil(panel, `${chip} [data-act="copy-found"]`, '[data-part="toast"]');
    await says(panel, 'Đã chép +61491570156', '[data-part="toast"]');
  });

  test('is added to the customer by one click, with where it was seen, and taken back', async () => {
    await pressUntil(inbox.page, panel, 's', '[data-part="card"]');
    emma = await until(
      async () => (await inbox.door.rows('customers')).find((one) => one.name === 'Emma Collins')?.id ?? null,
    );
    expect(await keysOf(emma)).toEqual(['email:emma.collins@example.org']);
    await clickUntil(panel, `${chip} [data-act="add-found"]`, async () =>
      (await keysOf(emma)).includes(NUMBER),
    );
    expect((await customer(emma))?.links[NUMBER]).toMatchObject({ by: 'page', from: 'gmail' });
    await until(async () => (await panel.$(chip)) === null, { what: 'the chip to go' });
    await clickUntil(panel, '[data-part="toast"] [data-act="undo"]', chip);
    expect(await keysOf(emma)).not.toContain(NUMBER);
  });

  test('of another customer says whose, and one click shows that card, where nothing is logged', async () => {
    await inbox.door.run({
      name: 'identity.link',
      args: { customer: 'sample-bao', key: NUMBER, link: { by: 'user', from: '' } },
    });
    await says(panel, 'thuộc Trần Quốc Bảo', chip);
    await clickUntil(
      panel,
      `${chip} [data-act="show-owner"]`,
      '[data-part="peek"][data-customer="sample-bao"]',
    );
    expect(await panel.$('[data-act="log"]')).toBeNull();
    await inbox.page.keyboard.press('l');
    await clickUntil(panel, '[data-act="peek-back"]', '[data-part="card"]');
    await cardOf(panel, 'Emma Collins');
    const entries = await inbox.door.rows('interactions');
    expect(entries.filter(({ customers, thread }) => thread && customers.includes('sample-bao'))).toEqual([]);
  });
});

describe('a buyer of whom the page tells a name alone', () => {
  const saved = readFileSync(
    join(import.meta.dirname, '../fixtures/sites/woocommerce/name-only.html'),
    'utf8',
  );
  const at = (id: string) => `${SHOP}admin.php?page=wc-orders&action=edit&id=${id}`;

  test('is linked by the seller, and remembered', async () => {
    inbox.served.add({ [at('1051')]: saved, [at('1052')]: saved.replaceAll('1051', '1052') });
    panel = await visit(inbox.page, at('1051'));
    await shown(panel, '[data-part="unknown"]');
    await pressUntil(inbox.page, panel, '/', '[role="combobox"]');
    await write(panel, '[role="combobox"]', 'Gia Khánh');
    await lists(panel, '[role="option"]', 'Đặng Gia Khánh');
    await confirmUntil(inbox.page, 'Enter', async () => (await panel.$('[data-part="card"]')) !== null);
    await cardOf(panel, 'Đặng Gia Khánh');
    expect(Object.keys((await customer('sample-khanh'))?.displayNames ?? {})).toEqual(['woocommerce:co sau']);
  });

  test('comes back as a maybe in the next opening, with the name and nothing else, until it is confirmed', async () => {
    panel = await visit(inbox.page, at('1052'));
    await shown(panel, '[data-part="maybe"]');
    expect(await textOf(panel, '[data-part="maybe-list"]')).toContain('Đặng Gia Khánh');
    for (const part of ['timeline', 'notes', 'money', 'card'])
      expect(await panel.$(`[data-part="${part}"]`)).toBeNull();
    const before = await customer('sample-khanh');
    await pressUntil(inbox.page, panel, 'y', '[data-part="card"]');
    await cardOf(panel, 'Đặng Gia Khánh');
    expect(await customer('sample-khanh')).toEqual(before);
  });
});

describe('the order of the page', () => {
  const kept = async () => (await inbox.door.rows('orders')).filter((one) => one.customer === 'sample-dung');

  test('is recorded once, whatever is pressed', async () => {
    panel = await visit(inbox.page, ORDER.dung);
    await cardOf(panel, 'Lê Hoàng Dũng');
    await says(panel, 'chưa có trong sổ', '[data-part="open-order"]');
    await pressUntil(inbox.page, panel, 'o', async () => (await kept()).length === 1);
    await says(panel, 'đã có trong sổ', '[data-part="open-order"]');
    expect(await panel.$('[data-act="record-order"]')).toBeNull();
    await inbox.page.keyboard.press('o');
    panel = await visit(inbox.page, MAIL.dung);
    panel = await visit(inbox.page, ORDER.dung);
    await says(panel, 'đã có trong sổ', '[data-part="open-order"]');
    expect(await kept()).toMatchObject([{ number: '977', status: 'completed', site: 'woocommerce' }]);
  });

  test('follows its status by itself where that is turned on', async () => {
    const page = readFileSync(
      join(import.meta.dirname, '../../examples/practice/pages/shop-order-977.html'),
      'utf8',
    );
    const cancelled = page
      .replace('value="wc-completed" selected="selected"', 'value="wc-completed"')
      .replace('</select>', '<option value="wc-cancelled" selected="selected">Đã huỷ</option></select>');
    inbox.served.add({ [ORDER.dung]: cancelled });
    panel = await visit(inbox.page, MAIL.dung);
    panel = await visit(inbox.page, ORDER.dung);
    await says(panel, 'Hoàn tất → Đã huỷ', '[data-part="open-order"]');
    expect(await kept()).toMatchObject([{ status: 'completed' }]);
    await clickUntil(panel, '[data-act="auto-order"]', '[data-act="auto-order"][aria-pressed="true"]');
    panel = await visit(inbox.page, MAIL.dung);
    panel = await visit(inbox.page, ORDER.dung);
    await until(async () => (await kept())[0]?.status === 'cancelled', {
      what: 'the order to follow the page',
    });
    expect(await kept()).toMatchObject([{ outcome: 'cancelled' }]);
    await says(panel, 'đã có trong sổ', '[data-part="open-order"]');
  });
});

describe('the site’s own list', () => {
  test('says at the foot of the panel who has something due, also where no thread is open; the page is left as it is', async () => {
    await remind(inbox.door, 'Gửi mẫu khắc cho anh Bảo', dueIn(-3_600_000), 'sample-bao');
    panel = await visit(inbox.page, GMAIL);
    await shown(panel, '[data-part="no-conversation"]');
    const rows = await inbox.page.$$eval('tr.zA', (all) => all.map((one) => one.outerHTML));
    await clickUntil(panel, '[data-act="in-list"]', '[data-act="in-list"][aria-expanded="true"]');
    await lists(panel, '[data-part="listed"]', 'Trần Quốc Bảo');
    const bao = await rowWith(panel, '[data-part="listed"]', 'Trần Quốc Bảo');
    expect(await bao.evaluate((one) => one.textContent)).toContain('Gửi mẫu khắc cho anh Bảo');
    expect(await textsOf(panel, '[data-part="listed"]')).not.toContain(
      expect.stringContaining('Phạm Minh Châu'),
    );
    expect(await inbox.page.$$eval('tr.zA', (all) => all.map((one) => one.outerHTML))).toEqual(rows);
  });

  test('stands beside an open chat too, follows the book, and opens the customer', async () => {
    const id = await remind(inbox.door, 'Gửi mẫu hoa sen', dueIn(-60_000), 'sample-ha');
    panel = await visit(inbox.page, CHAT.chau);
    await cardOf(panel, 'Phạm Minh Châu');
    await clickUntil(panel, '[data-act="in-list"]', '[data-act="in-list"][aria-expanded="true"]');
    await lists(panel, '[data-part="listed"]', 'Gửi mẫu hoa sen');
    await inbox.door.run({ name: 'reminder.done', args: { id } });
    await listsNot(panel, '[data-part="listed"]', 'Gửi mẫu hoa sen');
    await inbox.door.run({ name: 'reminder.move', args: { id, due: dueIn(-60_000) } });
    const ha = await rowWith(panel, '[data-part="listed"]', 'Gửi mẫu hoa sen');
    const opened = inbox.chromium.browser.waitForTarget((target) =>
      target.url().includes('#/customers/sample-ha'),
    );
    await (await ha.$('[data-act="open-customer"]'))?.click();
    await (await (await opened).page())?.close();
  });
});

describe('selected text', () => {
  test('is taken from the page by the menu, and logged alone', async () => {
    panel = await visit(inbox.page, MAIL.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    await inbox.page.evaluate(() => {
      const body = [...document.querySelectorAll('.a3s')].at(-1)!;
      getSelection()?.selectAllChildren(body.querySelector('p') ?? body);
    });
    const selected = await inbox.page.evaluate(() => String(getSelection()).trim());
    await pressUntil(inbox.page, panel, 'm', '[data-act="take-selection"]');
    await (await shown(panel, '[data-act="take-selection"]')).click();
    await says(panel, selected.slice(0, 20), '[data-part="selection"]');
    await clickUntil(
      panel,
      '[data-act="log-selection"]',
      async () => (await panel.$('[data-part="selection"]')) === null,
    );
    const entries = (await inbox.door.rows('interactions')).filter(
      ({ text }) => text !== '' && text.startsWith(selected.slice(0, 20)),
    );
    expect(entries).toMatchObject([{ customers: ['sample-lan'], count: 1 }]);
  });
});

test('nothing was asked of any other address', () => {
  expect(inbox.served.strays).toEqual([]);
});
