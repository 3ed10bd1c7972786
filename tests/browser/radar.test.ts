import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { says, shown } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { until } from '../harness/until.ts';

/** The radar of the built extension: from a parcel and a wait on a customer's page to who is told and who is leaving. */

const DAY = 86_400_000;
let chromium: Chromium;
let door: BookDoor;

beforeAll(async () => {
  chromium = await launchChromium({ extension: ownBuild(), language: 'vi' });
  door = await openDoor(chromium);
  await door.settings({ language: 'vi' });
  const now = Date.now();
  const customers = ['Phạm Thu Hà', 'Đỗ Minh', 'Võ Bích'].map((name, i) => ({
    table: 'customers' as const,
    id: `c${i}`,
    fields: { name, createdAt: now - 300 * DAY },
  }));
  const order = (who: number, days: number, goods: string[], status = 'Đã giao') => ({
    table: 'orders' as const,
    id: `shopee/${who}-${days}`,
    fields: {
      ...{
        customer: `c${who}`,
        site: 'shopee',
        number: `${who}${days}`,
        total: 200_000,
        currency: 'VND',
        status,
      },
      ...{ at: now - days * DAY, goods: goods.map((name) => ({ name, quantity: 2 })) },
    },
  });
  const rows = [
    ...customers,
    // Every twenty days, and now late by half as much again.
    ...[90, 70, 50, 30].map((days) => order(0, days, ['Khăn lụa', 'Nón lá'])),
    order(1, 10, ['Khăn lụa']),
    order(1, 5, ['Trà'], 'Khách từ chối nhận'),
    order(2, 12, ['khăn lụa', 'NÓN LÁ']),
  ];
  await door.run({ name: 'import.rows', args: { rows, from: 'test' } });
});
afterAll(async () => {
  await chromium?.close();
});

const press = async (page: Page, act: string) => (await shown(page, `[data-act="${act}"]`)).click();

describe('the radar', () => {
  test('tells who is late and why, what fits, when to ask for a deposit, and who waits for what', async () => {
    const page = await chromium.openExtensionPage('dashboard.html#/customers/c1');
    await page.bringToFront();
    await says(page, '1 kiện khách không nhận', '[data-part="parcel-warning"]');
    await press(page, 'following');
    await press(page, 'add-parcel');
    // By hand, with one key: the second that came back.
    await page.waitForSelector('[data-part="form-parcel"] button:focus');
    await page.keyboard.press('4');
    await says(page, 'nên xin cọc', '[data-part="parcel-warning"]');
    await press(page, 'add-wait');
    await page.waitForSelector('[data-part="matter-what"]:focus');
    await page.keyboard.type('Áo dài đỏ');
    await page.keyboard.press('Enter');
    await says(page, /Chờ|Áo dài đỏ/, '[data-part="matter"][data-kind="wait"]');
    await press(page, 'fits');
    await says(page, '2 trong 2 khách mua Khăn lụa cũng mua', '[data-part="fit"]');
    await press(page, 'fit-refuse');
    await until(
      async () => (await door.rows('customers')).find(({ id }) => id === 'c1')?.refusals?.length === 1,
      {
        what: 'the refusal in the book',
      },
    );

    await page.evaluate(() => {
      location.hash = '#/radar';
    });
    await says(page, /Phạm Thu Hà/, '[data-part="radar-quiet"]');
    await says(page, /thường 20 ngày mua một lần · ×1,5/, '[data-part="quiet-customer"]');
    await press(page, 'why-stopped');
    await press(page, 'reason-rival');
    await says(page, 'Sang shop khác', '[data-part="radar-reasons"]');
    await press(page, 'open-reason');
    await says(page, 'Phạm Thu Hà', '[data-part="radar-reasons"] [data-part="names"]');

    await press(page, 'radar-goods');
    // Late by less than their usual time: expected now, and once more in twenty days.
    await says(page, /4 cái/, '[data-part="radar-stock"]');
    await press(page, 'goods-arrived');
    await press(page, 'sitting-start');
    await press(page, 'sitting-done');
    await until(
      async () => (await door.rows('matters')).find(({ kind }) => kind === 'wait')?.state === 'told',
      {
        what: 'the customer told',
      },
    );
    expect((await door.rows('matters')).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'parcel returned',
      'wait told',
    ]);
  });
});
