import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { says, shown } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { until } from '../harness/until.ts';

/** The customers page of the built extension: filter, keep a view, change many, take it back. */

const MANY = 4000;
const VIP = 'tag-vip';
let chromium: Chromium;
let door: BookDoor;

beforeAll(async () => {
  chromium = await launchChromium({ extension: ownBuild(), language: 'vi' });
  door = await openDoor(chromium);
  await door.settings({ language: 'vi' });
  await door.run({ name: 'tag.save', args: { id: VIP, name: 'VIP', position: 0 } });
  for (let from = 0; from < MANY; from += 2000) {
    const rows = Array.from({ length: 2000 }, (_, i) => ({
      table: 'customers' as const,
      id: `c${String(from + i).padStart(5, '0')}`,
      fields: {
        name: `Khách ${from + i}`,
        address: (from + i) % 4 === 0 ? 'Ba Đình, Hà Nội' : 'Quận 1, TP.HCM',
        createdAt: Date.now() - 90 * 86_400_000,
        fields: { Size: (from + i) % 2 ? 'S' : 'M' },
      },
    }));
    await door.run({ name: 'import.rows', args: { rows, from: 'test' } });
  }
});
afterAll(async () => {
  await chromium?.close();
});

const openList = async (path = ''): Promise<Page> => {
  const page = await chromium.openExtensionPage(`dashboard.html#/customers${path}`);
  await page.bringToFront();
  await shown(page, '.list-row b');
  return page;
};
const press = async (page: Page, act: string) => (await shown(page, `[data-act="${act}"]`)).click();
const phase = (page: Page, name: string) => shown(page, `[data-part="bulk-status"][data-phase="${name}"]`);
const tagged = async () => (await door.rows('customers')).filter(({ tags }) => tags.includes(VIP)).length;
const unhidden = async (page: Page, selector: string) =>
  (await page.waitForSelector(selector, { visible: true }))!;

describe('the customers page', () => {
  test('filters, keeps a view, tags all of it, and takes that back as one', async () => {
    const page = await openList();
    await press(page, 'add-filter');
    await press(page, 'filter-province');
    await (await unhidden(page, '[data-act="filter-option"][data-value="ha-noi"]')).click();
    await says(page, /ở hà nội/i, '[data-part="filter"]');
    await says(page, 'Tìm thấy 1.000 khách', '.list-count');
    await press(page, 'filter-done');
    await press(page, 'save-view');
    // What is suggested is selected: typing takes its place.
    await page.waitForSelector('[data-part="view-name"]:focus');
    await page.keyboard.type('Hà Nội');
    await page.keyboard.press('Enter');
    await says(page, 'Hà Nội', '.view-tab[aria-current="page"]');
    expect((await door.rows('views')).map(({ name, where }) => ({ name, where }))).toEqual([
      { name: 'Hà Nội', where: { is: 'province', in: ['ha-noi'] } },
    ]);

    await press(page, 'pick-all');
    await says(page, 'Đã chọn 1.000 khách', '[data-part="bulk-count"]');
    await press(page, 'bulk-tags');
    await press(page, 'bulk-tag');
    await phase(page, 'done');
    expect(await tagged()).toBe(1000);
    await page.keyboard.press('z');
    await phase(page, 'undone');
    expect(await tagged()).toBe(0);

    // Back and forward go from view to view.
    await (await shown(page, '[data-view="all"]')).click();
    await says(page, '4.000 khách', '.list-count');
    await page.goBack();
    await says(page, 'Tìm thấy 1.000 khách', '.list-count');
    await page.close();
  });

  test('chooses by click, by Shift and by X, and says how many', async () => {
    const page = await openList();
    const box = (index: number) =>
      page.waitForSelector(`[data-index="${index}"] [data-act="pick"]`, { visible: true });
    await (await box(1))!.click();
    await page.keyboard.down('Shift');
    await (await box(4))!.click();
    await page.keyboard.up('Shift');
    await says(page, 'Đã chọn 4 khách', '[data-part="bulk-count"]');
    const ticked = await page.$$eval('.list-row .list-pick:checked', (all) => all.length);
    expect(ticked).toBe(4);
    await page.focus('[data-index="6"] a');
    await page.keyboard.press('x');
    await says(page, 'Đã chọn 5 khách', '[data-part="bulk-count"]');
    await page.keyboard.press('x');
    await says(page, 'Đã chọn 4 khách', '[data-part="bulk-count"]');
    await page.close();
  });

  test('a tab that is closed in the middle leaves whole pages; the next one goes on', async () => {
    const page = await openList();
    await press(page, 'pick-all');
    await says(page, 'Đã chọn 4.000 khách', '[data-part="bulk-count"]');
    await press(page, 'bulk-tags');
    await press(page, 'bulk-tag');
    await until(async () => (await tagged()) > 0, { what: 'the first page to be written' });
    await page.close();
    const part = await tagged();
    expect(part % 500).toBe(0);
    const next = await openList();
    if (part < MANY) {
      await phase(next, 'stopped');
      await press(next, 'bulk-resume');
      await phase(next, 'done');
    }
    expect(await tagged()).toBe(MANY);
    // In the history it is one thing, and taken back as one.
    await next.evaluate(() => {
      location.hash = '#/history';
    });
    await says(next, 'gắn nhãn VIP · 4.000 khách', '[data-part="change"]');
    await press(next, 'undo-change');
    await until(async () => (await tagged()) === 0, { what: 'all pages to be taken back' });
    await next.close();
  });
});
