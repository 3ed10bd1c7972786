import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildGallery, galleryUrl, serveGallery } from '../gallery/serve.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';

const CROWD = 100_000;
let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  await buildGallery();
  chromium = await launchChromium({ width: 1280, height: 800 });
  await serveGallery(chromium.browser);
  page = await chromium.browser.newPage();
});
afterAll(async () => {
  await chromium?.close();
});
beforeEach(async () => {
  await page.goto('about:blank');
  await page.goto(`${galleryUrl('customers-crowd', 'vi', 'light')}&crowd=${CROWD}`);
  await page.waitForSelector('body[data-ready="true"]', { timeout: 60_000 });
});

const drawn = () =>
  page.$$eval('.list-row', (rows) =>
    rows.map((row) => ({
      index: Number(row.getAttribute('data-index')),
      name: row.querySelector('b')?.textContent,
    })),
  );
const focused = () =>
  page.evaluate(() => document.activeElement?.closest('[data-index]')?.getAttribute('data-index'));

it('draws only what can be seen of 100,000 customers, wherever it is scrolled to', async () => {
  const first = await drawn();
  expect(first.length).toBeGreaterThan(8);
  expect(first.length).toBeLessThan(60);
  await page.$eval('[data-part="customers"]', (list) => list.scrollTo(0, list.scrollHeight));
  await page.waitForSelector(`[data-index="${CROWD - 1}"] b`);
  const last = await drawn();
  expect(last.length).toBeLessThan(60);
  expect(last.every((row) => row.index > CROWD - 60 && row.name)).toBe(true);
});

it('walks by J and K past the edge of the window, and Enter opens the customer', async () => {
  for (let step = 0; step < 20; step += 1) {
    await page.keyboard.press('j');
    await page.waitForFunction(
      (want) => document.activeElement?.closest('[data-index]')?.getAttribute('data-index') === want,
      {},
      String(step),
    );
  }
  await page.keyboard.press('k');
  await page.waitForFunction(
    () => document.activeElement?.closest('[data-index]')?.getAttribute('data-index') === '18',
  );
  const id = await page.$eval('[data-index="18"]', (row) => row.getAttribute('data-customer'));
  expect(await focused()).toBe('18');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`[data-part="card"][data-customer="${id}"]`);
});

it('finds as one types, from the keyboard alone', async () => {
  await page.keyboard.press('/');
  await page.keyboard.type('quynh 4242');
  await page.waitForFunction(() => document.querySelectorAll('.list-row').length < 12);
  const names = (await drawn()).map((row) => row.name);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(name).toMatch(/Quỳnh 4242/);
});
