import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGallery, galleryUrl, serveGallery } from '../gallery/serve.ts';
import { STATES } from '../gallery/states.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = { panel: 360, launcher: 48, today: 380, rescue: 640, dashboard: 1280 } as const;
/** What the window itself has, not the components: the test page has no skip link and needs none. */
const OFF = ['bypass'];

let chromium: Chromium;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  await buildGallery();
  chromium = await launchChromium({ width: 1280, height: 800 });
  await serveGallery(chromium.browser);
  page = await chromium.browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
});
afterAll(async () => {
  await chromium?.close();
});

type Language = 'vi' | 'en';
type Theme = 'light' | 'dark';

async function lookAt(name: string, language: Language, theme: Theme): Promise<void> {
  errors.length = 0;
  const { surface } = STATES[name]!;
  await page.setViewport({ width: SIZES[surface], height: surface === 'launcher' ? 48 : 800 });
  await page.goto(galleryUrl(name, language, theme));
  await page.waitForSelector('body[data-ready="true"]', { timeout: 20_000 });
  await page.evaluate(AXE);
  const found = await page.evaluate(async (off) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
    const results = await axe.run({ rules });
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  }, OFF);
  expect(found).toEqual([]);
  const seen = await page.evaluate(() => {
    const tooWide = document.documentElement.scrollWidth - innerWidth;
    // Templates are written with names in braces, and the page that writes them speaks of them.
    for (const one of document.querySelectorAll(
      '.template-list, [data-part^="template"], label:has([data-part="shop-name"])',
    ))
      one.remove();
    // A parameter that nobody gave would stay visible.
    const unfilled = document.body.innerText.match(/\{\w+[|}]/g);
    return { tooWide, unfilled, language: document.documentElement.lang };
  });
  expect(seen).toEqual({ tooWide: 0, unfilled: null, language });
  expect(errors).toEqual([]);
}

const LOOKS: [Language, Theme][] = [
  ['vi', 'light'],
  ['en', 'dark'],
  ['vi', 'dark'],
  ['en', 'light'],
];
/**
 * One state or two of each home go through all four; of the others every second is looked at in Vietnamese and light, those
 * between in English and dark. The long run takes every state through all four.
 */
const HOMES = ['known', 'unknown', 'today', 'customers', 'customer', 'settings', 'rescue', 'launcher'];
const isLooked = (name: string, index: number, look: number) =>
  process.env.BESIDE_LONG === '1' || HOMES.includes(name) || look === index % 2;

describe('axe finds nothing, nothing is too wide, no word is missing', () => {
  describe.each(LOOKS)('%s, %s', (language, theme) => {
    const look = LOOKS.findIndex(([l, t]) => l === language && t === theme);
    const names = Object.keys(STATES).filter((name, index) => isLooked(name, index, look));
    it.each(names)('%s', (name) => lookAt(name, language, theme));
  });
});
