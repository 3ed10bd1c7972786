import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, type Firefox, launchChromium, launchFirefox } from '../harness/browsers.ts';
import { frameOf, textOf, until } from '../harness/overlay.ts';
import { GMAIL_HEADERS, serve } from '../harness/serve.ts';

/**
 * The harness is proven on a tiny extension of its own, so that a red test elsewhere speaks about Beside and not about
 * the tools.
 */
function writeExtension(browser: 'chrome' | 'firefox'): string {
  const folder = mkdtempSync(join(tmpdir(), 'beside-harness-'));
  mkdirSync(folder, { recursive: true });
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put(
    'manifest.json',
    JSON.stringify({
      manifest_version: 3,
      name: 'Harness',
      version: '1',
      background: browser === 'chrome' ? { service_worker: 'background.js' } : { scripts: ['background.js'] },
      host_permissions: ['https://mail.google.com/*', 'https://shop.example/*'],
      content_scripts: [
        { matches: ['https://mail.google.com/*', 'https://shop.example/*'], js: ['content.js'] },
      ],
      web_accessible_resources: [{ resources: ['frame.html'], matches: ['https://mail.google.com/*'] }],
      ...(browser === 'firefox'
        ? { browser_specific_settings: { gecko: { id: 'harness@beside.example' } } }
        : {}),
    }),
  );
  put(
    'background.js',
    'self.born = performance.timeOrigin; (globalThis.browser ?? chrome).runtime.onMessage.addListener(() => {});',
  );
  put(
    'content.js',
    `const host = document.createElement('div');
     const root = host.attachShadow({ mode: 'closed' });
     const frame = document.createElement('iframe');
     frame.src = (globalThis.browser ?? chrome).runtime.getURL('frame.html');
     root.append(frame);
     document.documentElement.append(host);
     document.title = 'read: ' + document.title;`,
  );
  put('frame.html', '<!doctype html><title>frame</title><p>in the frame</p>');
  return folder;
}

const GMAIL = 'https://mail.google.com/mail/u/0/';
const routes = {
  [GMAIL]: {
    body: '<!doctype html><title>Gmail</title><iframe src="https://mail.google.com/inner"></iframe><script nonce="beside">try { document.body.innerHTML = "x"; } catch (error) { document.body.dataset.refused = error.name; }</script>',
    headers: GMAIL_HEADERS,
  },
  'https://mail.google.com/inner': '<title>inner</title>',
  'https://shop.example/*': (url: URL) => `<title>${url.pathname}</title>`,
};

describe('Chromium', () => {
  let folder: string;
  let chromium: Chromium;
  let page: Page;
  beforeAll(async () => {
    folder = writeExtension('chrome');
    chromium = await launchChromium({ extension: folder });
    page = await chromium.browser.newPage();
    await serve(page, routes);
    await page.goto(`${GMAIL}#inbox`);
  });
  afterAll(async () => {
    await chromium?.close();
    rmSync(folder, { recursive: true });
  });

  test('answers the real address, with its headers, and the content script runs there', async () => {
    await until(async () => (await page.title()) === 'read: Gmail');
    expect(page.url()).toBe(`${GMAIL}#inbox`);
    expect(await page.evaluate(() => document.body.dataset.refused)).toBe('TypeError');
  });

  test('reaches into the frame that the content script put into a closed root', async () => {
    expect(await textOf(await frameOf(page))).toBe('in the frame');
  });

  test('answers frames, and tabs that the extension opens by itself', async () => {
    await until(() => page.frames().some((frame) => frame.url() === 'https://mail.google.com/inner'));
    const opened = chromium.browser.waitForTarget((target) => target.url().endsWith('/opened'));
    const worker = await chromium.worker();
    await worker.evaluate('chrome.tabs.create({ url: "https://shop.example/opened" })');
    const tab = await (await opened).page();
    await until(async () => (await tab?.title()) === 'read: /opened');
  });

  test('answers every other address empty, and tells which were asked', async () => {
    const served = await serve(page, {});
    expect(await page.evaluate(async () => (await fetch('/elsewhere')).text())).toBe('');
    expect(served.strays).toEqual(['https://mail.google.com/elsewhere']);
  });

  test('kills the background, and finds the next one', async () => {
    const born = await (await chromium.worker()).evaluate('self.born');
    await chromium.killWorker();
    expect(chromium.workerRuns()).toBe(false);
    expect(await (await chromium.worker()).evaluate('self.born')).not.toBe(born);
  });
});

describe('Firefox', () => {
  let folder: string;
  let firefox: Firefox;
  beforeAll(async () => {
    folder = writeExtension('firefox');
    firefox = await launchFirefox(folder);
  });
  afterAll(async () => {
    await firefox?.close();
    rmSync(folder, { recursive: true });
  });

  test('answers the real address, with its headers, and the content script runs there', async () => {
    const page = await firefox.browser.newPage();
    const served = await serve(page, routes);
    await page.goto(`${GMAIL}#inbox`);
    await until(async () => (await page.title()) === 'read: Gmail');
    expect(await page.evaluate(() => document.body.dataset.refused)).toBe('TypeError');
    await until(() => served.asked.includes('https://mail.google.com/inner'));
    // Firefox hides an extension's address from the driver; that there is a third document is what can be seen.
    await until(() => page.frames().length === 3);
  });
});
