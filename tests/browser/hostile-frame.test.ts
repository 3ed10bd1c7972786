import type { Frame, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  KNOWN,
  knownPanel,
  leaksIn,
  openStage,
  openThread,
  readBook,
  readPage,
  SECRETS,
  type Stage,
} from '../fixtures/hostile/stage.ts';
import { framesOf, textOf } from '../harness/overlay.ts';
import { until } from '../harness/until.ts';

// The page frames our page itself, or opens it in a window. The address that works is new in each session and stands
// only in the closed root; here the page is given it as a gift, and later a ticket too.

/** In every document of ours: what it ever showed, also for a moment. */
function recordShown(): void {
  if (!location.protocol.startsWith('chrome-extension')) return;
  const shown: string[] = [];
  Object.assign(globalThis, { shown });
  new MutationObserver(() => {
    const text = document.getElementById('root')?.innerText.trim();
    if (text) shown.push(text);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
declare global {
  var shown: string[];
}

let stage: Stage;
let page: Page;
let panel: Frame;
/** `chrome-extension://<this session's address>/frame.html` */
let address: string;

beforeAll(async () => {
  stage = await openStage();
  page = await openThread(stage, KNOWN, {
    before: async (tab) => void (await tab.evaluateOnNewDocument(recordShown)),
  });
  panel = await knownPanel(page);
  address = (await content((chrome) => chrome.runtime.getURL('frame.html'))) as string;
});
afterAll(() => stage?.close());
afterEach(async () => {
  expect(await textOf(panel)).toContain(SECRETS.name);
});

interface ExtensionApi {
  runtime: { getURL(path: string): string; sendMessage(message: unknown): Promise<unknown> };
}

/** Runs in the world of our content script, as a page that took it over would. */
async function content<T>(work: (chrome: ExtensionApi) => T): Promise<Awaited<T>> {
  const [realm] = await page.extensionRealms();
  if (!realm) throw new Error('The content script has no world');
  return (await realm.evaluate(`(${work})(chrome)`)) as Awaited<T>;
}

/** The page puts an iframe with this address into itself; resolves with our document in it. */
async function framed(url: string): Promise<Frame> {
  const before = new Set(page.frames());
  await page.evaluate((wanted) => {
    const frame = document.createElement('iframe');
    frame.className = 'stolen';
    frame.style.cssText = 'position:fixed;left:0;top:300px;width:360px;height:500px';
    frame.src = wanted;
    document.body.append(frame);
  }, url);
  return until(() => page.frames().find((frame) => !before.has(frame)) ?? null, { what: 'the stolen frame' });
}

/** What a document of ours says that it showed, once the background has refused it. */
async function everShown(stolen: Frame): Promise<string[]> {
  await until(() => stolen.evaluate(() => document.readyState === 'complete' && Array.isArray(shown)));
  // The session is settled when a message of its own is answered: the port said its word long before.
  expect(await stolen.evaluate(askToNote)).toMatchObject({ failure: { code: 'refused' } });
  return stolen.evaluate(() => [...shown, document.body.innerText.trim()].filter((text) => text !== ''));
}

/** From inside a document of ours: a write that only a panel may ask for. */
function askToNote(): Promise<unknown> {
  const { chrome } = globalThis as unknown as { chrome: ExtensionApi };
  const command = { name: 'tag.save', args: { name: 'stolen' } };
  return chrome.runtime.sendMessage({ beside: 1, name: 'command.run', args: { command } });
}

const removeStolen = () =>
  page.evaluate(() => {
    for (const frame of document.querySelectorAll('.stolen')) frame.remove();
  });

describe('the page looks for our address', () => {
  test('it stands in no entry of loads, no frame list, no attribute, and the static one does not load', async () => {
    const { origin } = new URL(address.replace('chrome-extension:', 'https:'));
    const session = origin.replace('https://', '');
    expect(session).not.toBe(stage.chromium.extensionId);
    const text = await readPage(page);
    expect(text).not.toContain(session);
    expect(leaksIn(text, stage.chromium.extensionId)).toEqual([]);
    const seen = await page.evaluate(() => ({
      frames: window.length,
      named: [...document.querySelectorAll('iframe')].length,
      loads: performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('chrome')).length,
    }));
    expect(seen).toEqual({ frames: 0, named: 0, loads: 0 });
  });

  test('the address by the extension’s id is refused by the browser: framed, opened, fetched', async () => {
    const fixed = `chrome-extension://${stage.chromium.extensionId}/frame.html`;
    const stolen = await framed(`${fixed}#1234`);
    await until(() => stolen.url().startsWith('chrome-error:'), {
      what: 'the browser to refuse the static address',
    });
    const opened = stage.chromium.browser.waitForTarget((target) => target.opener() === page.target());
    await page.evaluate((url) => void window.open(url), fixed);
    const tab = await (await opened).page();
    await until(async () => (await tab?.evaluate(() => location.protocol)) !== 'about:');
    expect(await tab?.evaluate(() => document.getElementById('root'))).toBeNull();
    await tab?.close();
    const fetched = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => 'loaded',
          () => 'refused',
        ),
      fixed,
    );
    expect(fetched).toBe('refused');
    await removeStolen();
  });

  test('no other page of ours loads, under any address', async () => {
    for (const name of ['dashboard.html', 'popup.html', 'sidepanel.html', 'manifest.json']) {
      const stolen = await framed(address.replace('frame.html', name));
      await until(() => stolen.url().startsWith('chrome-error:'), { what: `${name} to be refused` });
    }
    await removeStolen();
  });
});

describe('the page knows our address', () => {
  test.each([
    ['without a ticket', ''],
    ['with a made-up ticket', '#0123456789abcdef0123456789abcdef'],
    ['with words for a ticket', '#ticket.__proto__'],
  ])('framed %s it shows nothing, not even for a moment, and may do nothing', async (_how, hash) => {
    const book = await readBook(stage.own);
    const stolen = await framed(address + hash);
    expect(await everShown(stolen)).toEqual([]);
    expect(await readBook(stage.own)).toBe(book);
    await removeStolen();
  });

  test('framed while the background is busy, it shows nothing before it is refused', async () => {
    const worker = await stage.chromium.worker();
    const busy = worker.evaluate('for (const end = Date.now() + 1500; Date.now() < end; );');
    const stolen = await framed(`${address}#0123456789abcdef0123456789abcdef`);
    expect(await everShown(stolen)).toEqual([]);
    await busy;
    await removeStolen();
  });

  test('a used ticket is worth nothing', async () => {
    const { ok } = (await content((chrome) =>
      chrome.runtime.sendMessage({ beside: 1, name: 'frame.wanted', args: {} }),
    )) as { ok: { ticket: string } };
    const rightful = await framed(`${address}#${ok.ticket}`);
    await until(async () => (await textOf(rightful)).includes(SECRETS.name), {
      what: 'the ticket to be used',
    });
    const book = await readBook(stage.own);
    const replayed = await framed(`${address}#${ok.ticket}`);
    expect(await everShown(replayed)).toEqual([]);
    expect(await readBook(stage.own)).toBe(book);
    await removeStolen();
    await until(() => framesOf(page).length === 1);
  });

  test('opened in a window it shows nothing and may do nothing, with or without a ticket', async () => {
    const { ok } = (await content((chrome) =>
      chrome.runtime.sendMessage({ beside: 1, name: 'frame.wanted', args: {} }),
    )) as { ok: { ticket: string } };
    for (const hash of ['', `#${ok.ticket}`]) {
      const opened = stage.chromium.browser.waitForTarget(
        (target) => target.opener() === page.target() && target.url().includes('/frame.html'),
      );
      await page.evaluate((url) => void window.open(url), address + hash);
      const tab = (await (await opened).asPage()) as Page;
      const book = await readBook(stage.own);
      await until(() => tab.evaluate(() => document.readyState === 'complete'));
      expect(await tab.evaluate(askToNote)).toMatchObject({ failure: { code: 'refused' } });
      expect(await tab.evaluate(() => document.body.innerText.trim())).toBe('');
      expect(await readBook(stage.own)).toBe(book);
      await tab.close();
    }
    await page.bringToFront();
  });

  test('navigating our own frame away or taking it out ends it, and gives nothing', async () => {
    const tab = await openThread(stage, KNOWN);
    await knownPanel(tab);
    const host = await tab.evaluate(() => {
      const element = document.querySelector('[data-beside]') as HTMLElement;
      // What a page does to an open frame: point it elsewhere, by every name it could have.
      const tries = [
        () =>
          (window as unknown as { frames: Window[] }).frames[0]?.location.replace('https://mail.google.com/'),
        () => window.open('https://mail.google.com/', 'Beside'),
        () => {
          (element as unknown as { src: string }).src = 'https://mail.google.com/';
        },
      ];
      for (const attempt of tries) attempt();
      return element.isConnected;
    });
    expect(host).toBe(true);
    expect(framesOf(tab).map((frame) => frame.url().split('/').at(-1))).toEqual(['frame.html']);
    await tab.evaluate(() => document.querySelector('[data-beside]')?.remove());
    await until(() => framesOf(tab).length === 0);
    expect(leaksIn(await readPage(tab), stage.chromium.extensionId)).toEqual([]);
    for (const extra of await stage.chromium.browser.pages()) {
      if (extra.url() === 'https://mail.google.com/') await extra.close();
    }
    await tab.close();
    await page.bringToFront();
  });
});
