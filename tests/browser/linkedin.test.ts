import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { nameOn } from '../harness/inbox.ts';
import { framesOf, says, shown } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';

/**
 * LinkedIn forbids what other programs put into its pages, and looks for extensions. Nothing of ours is there, not even
 * where the browser would let it; a conversation is read once, on the seller's own act.
 */
const folder = join(import.meta.dirname, '..', 'fixtures', 'sites', 'linkedin');
const saved = (name: string) => ({
  html: readFileSync(join(folder, `${name}.html`), 'utf8'),
  url: (JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { url: string }).url,
});
const LAN = saved('thread');
const MINH = saved('thread-other');
const HOST = 'https://www.linkedin.com/*';

interface Api {
  chrome: {
    scripting: { getRegisteredContentScripts(): Promise<{ matches: string[]; excludeMatches?: string[] }[]> };
    tabs: { query(what: object): Promise<{ id: number; url?: string }[]> };
  };
}

/** What happens to the page, as its own script sees it. */
interface Watched {
  changes: string[];
}

async function openThread(chromium: Chromium): Promise<Page> {
  const page = await chromium.browser.newPage();
  await page.evaluateOnNewDocument(() => {
    const changes: string[] = [];
    (globalThis as unknown as Watched).changes = changes;
    addEventListener('DOMContentLoaded', () => {
      new MutationObserver((records) => {
        for (const { type, target } of records) changes.push(`${type} of ${target.nodeName}`);
      }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  });
  await page.goto(LAN.url);
  return page;
}

const changesOf = (page: Page) => page.evaluate(() => (globalThis as unknown as Watched).changes);
/** The frame would come in the page's first idle moment. */
const idle = (page: Page) => page.evaluate(() => new Promise((done) => requestIdleCallback(done)));

async function launch(granted: boolean): Promise<Chromium> {
  const extension = ownBuild();
  if (granted) {
    const path = join(extension, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { host_permissions: string[] };
    manifest.host_permissions.push(HOST);
    writeFileSync(path, JSON.stringify(manifest));
  }
  const chromium = await launchChromium({ extension });
  await serve(chromium.browser, { [LAN.url]: LAN.html, [MINH.url]: MINH.html });
  return chromium;
}

describe('LinkedIn, where the browser lets us in', () => {
  let chromium: Chromium;
  let door: BookDoor;
  let page: Page;
  let side: Page;
  beforeAll(async () => {
    chromium = await launch(true);
    door = await openDoor(chromium);
    await door.settings({ language: 'en' });
    page = await openThread(chromium);
  });
  afterAll(() => chromium?.close());

  test('no script is registered for it, and none came into the page', async () => {
    const [script] = await until(
      async () => {
        const all = await door.page.evaluate(() =>
          (globalThis as unknown as Api).chrome.scripting.getRegisteredContentScripts(),
        );
        return all.length > 0 ? all : null;
      },
      { what: 'the script to be registered' },
    );
    expect(script?.matches).toContain(HOST);
    expect(script?.excludeMatches).toEqual(['*://*.linkedin.com/*']);
    await page.reload();
    await idle(page);
    // Anything else that waits for the background has been answered by then.
    await door.run({ name: 'samples.remove', args: {} });
    const worlds = page.extensionRealms();
    expect(await changesOf(page)).toEqual([]);
    expect(framesOf(page)).toEqual([]);
    expect(await page.$$('div[data-beside]')).toEqual([]);
    expect(await worlds).toEqual([]);
  });

  test('it cannot find us by the one file that pages may load', async () => {
    const found = await page.evaluate(
      (address) =>
        fetch(address).then(
          () => 'found',
          () => 'not found',
        ),
      `chrome-extension://${chromium.extensionId}/frame.html`,
    );
    expect(found).toBe('not found');
  });

  test('the panel reads it once, when asked: the person, and nothing left in the page', async () => {
    const tab = await door.page.evaluate(
      async (url) => (await (globalThis as unknown as Api).chrome.tabs.query({ url }))[0]?.id ?? 0,
      HOST,
    );
    side = await chromium.browser.newPage({ type: 'window' });
    await side.goto(`chrome-extension://${chromium.extensionId}/sidepanel.html?tab=${tab}`);
    await shown(side, '[data-part="read-on-click"]');
    expect(await nameOn(side)).toBe('');
    await (await shown(side, '[data-act="read-page"]')).click();
    await until(async () => (await nameOn(side)) === 'Lan Nguyễn', { what: 'Lan to be named' });
    expect(await changesOf(page)).toEqual([]);
    expect(framesOf(page)).toEqual([]);
  });

  test('the next conversation is nobody’s until it is asked for too', async () => {
    const { pathname } = new URL(MINH.url);
    await page.evaluate((path) => history.pushState(null, '', path), pathname);
    await shown(side, '[data-part="read-on-click"]');
    await page.goto(MINH.url);
    await idle(page);
    await shown(side, '[data-part="read-on-click"]');
    expect(await nameOn(side)).toBe('');
    await (await shown(side, '[data-act="read-page"]')).click();
    await until(async () => (await nameOn(side)) === 'Minh Trần', { what: 'Minh to be named' });
    expect(await changesOf(page)).toEqual([]);
  });
});

describe('LinkedIn, where nothing is granted', () => {
  let chromium: Chromium;
  let door: BookDoor;
  let page: Page;
  beforeAll(async () => {
    chromium = await launch(false);
    door = await openDoor(chromium);
    await door.settings({ language: 'en' });
    page = await openThread(chromium);
  });
  afterAll(() => chromium?.close());

  test('the panel says what to press; after the toolbar button the page is read', async () => {
    await page.bringToFront();
    const tab = await door.page.evaluate(
      async () => (await (globalThis as unknown as Api).chrome.tabs.query({ active: true }))[0]?.id ?? 0,
    );
    const side = await chromium.browser.newPage({ type: 'window' });
    await side.goto(`chrome-extension://${chromium.extensionId}/sidepanel.html?tab=${tab}`);
    await shown(side, '[data-part="unknown-site"]');
    await says(side, 'Alt+B', '[data-part="unknown-site"]');
    await page.bringToFront();
    const extension = (await chromium.browser.extensions()).get(chromium.extensionId);
    await page.triggerExtensionAction(extension!);
    const target = await chromium.browser.waitForTarget((one) => one.url().endsWith('/popup.html'));
    const popup = await target.asPage();
    // The popup closes under the click, once the page was read.
    await popup.waitForSelector('[data-act="read-page"]');
    await popup.$eval('[data-act="read-page"]', (button) => (button as HTMLElement).click());
    await until(async () => (await nameOn(side)) === 'Lan Nguyễn', { what: 'Lan to be named' });
    expect(await changesOf(page)).toEqual([]);
  });
});
