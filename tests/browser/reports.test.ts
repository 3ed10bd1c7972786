import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { says, shown } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';

/** The reports of the built extension: figures, the customers behind them, a new order while they are open, the goal. */

let chromium: Chromium;
let door: BookDoor;
let page: Page;

const order = (customer: string, number: string, total: number, at: number) => ({
  name: 'order.record' as const,
  args: {
    customer,
    site: 'shopee',
    order: number,
    number,
    total,
    currency: 'VND',
    status: 'Đã giao',
    at,
    goods: [{ name: 'Áo dài lụa', total }],
    thread: null,
  },
});

beforeAll(async () => {
  chromium = await launchChromium({ extension: ownBuild(), language: 'vi' });
  door = await openDoor(chromium);
  await door.settings({ language: 'vi' });
  const now = Date.now();
  for (const [id, name] of [
    ['c1', 'Nguyễn Lan'],
    ['c2', 'Trần Mai'],
  ] as const) {
    await door.run({ name: 'customer.save', args: { id, set: { name, address: 'Huế' } } });
    await door.run(order(id, `now-${id}`, 300_000, now));
  }
  await door.run(order('c1', 'old', 200_000, now - 40 * 86_400_000));
});
afterAll(() => chromium?.close());

const figure = (part: string) => `[data-part="figure-${part}"]`;

describe('reports', () => {
  test('say what came in and who is behind it', async () => {
    page = await chromium.openExtensionPage('dashboard.html#/reports');
    await page.bringToFront();
    await says(page, /600\.000/, figure('revenue'));
    await says(page, '2', `${figure('buyers')} .figure-value`);
    await says(page, '1', `${figure('new')} .figure-value`);
    await says(page, 'Áo dài lụa', '[data-part="report-cut"]');
    await page.$eval(figure('new'), (link) => (link as HTMLElement).click());
    await says(page, 'Trần Mai', '[data-part="report-behind"]');
    expect(await page.$$('.list-row')).toHaveLength(1);
    await page.$eval('[data-act="report-back"]', (link) => (link as HTMLElement).click());
    await says(page, /600\.000/, figure('revenue'));
  });

  test('follow an order that is recorded while they are open', async () => {
    await door.run(order('c2', 'more', 150_000, Date.now()));
    await says(page, /750\.000/, figure('revenue'));
  });

  test('hold the goal, its progress and the next adjustment', async () => {
    await (await shown(page, '[data-act="goal-new"]')).click();
    await page.waitForSelector('[data-part="goal-target"]');
    await page.type('[data-part="goal-target"]', '1.500.000');
    await page.$eval('[data-act="goal-save"]', (button) => (button as HTMLElement).click());
    // Orders of today count for a goal that was set today.
    await says(page, /750\.000.*50%/, '[data-part="goal"]');
    await page.$eval('[data-act="goal-next"]', (button) => (button as HTMLElement).click());
    await page.waitForSelector('[data-part="goal-next-field"]');
    await page.type('[data-part="goal-next-field"]', 'Nhắn lại trong 24 giờ');
    await page.$eval('[data-act="goal-next-save"]', (button) => (button as HTMLElement).click());
    await says(page, 'Nhắn lại trong 24 giờ', '[data-act="goal-next"]');
    expect(await door.rows('goals')).toMatchObject([{ target: 1_500_000, next: 'Nhắn lại trong 24 giờ' }]);
  });

  test('nothing of it breaks the page’s own policy, and all of it prints', async () => {
    const refused: string[] = [];
    page.on('console', (line) => {
      if (/Content Security Policy|Refused/i.test(line.text())) refused.push(line.text());
    });
    await page.reload();
    await says(page, /750\.000/, figure('revenue'));
    await page.waitForSelector('[data-part="report-said"] .chart');
    expect(refused).toEqual([]);
    expect((await page.pdf({ format: 'a4' })).length).toBeGreaterThan(10_000);
  });
});
