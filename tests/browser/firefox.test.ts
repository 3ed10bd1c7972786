import { createHash } from 'node:crypto';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf, inboxRoutes } from '../fixtures/hostile/inbox.ts';
import { KNOWN, SECRETS, UNKNOWN } from '../fixtures/hostile/stage.ts';
import { type Firefox, launchFirefox } from '../harness/browsers.ts';
import { buildFirefox } from '../harness/build.ts';
import { serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';

// Firefox lets nobody drive an extension's pages, so what Beside does is seen as a user sees it: by the mouse, the keys
// and the picture on the screen, and by what the page around can tell.

let firefox: Firefox;
let page: Page;

beforeAll(async () => {
  firefox = await launchFirefox(buildFirefox());
  page = await openThread(KNOWN);
});
afterAll(() => firefox?.close());

async function openThread(thread: { id: string }): Promise<Page> {
  const tab = await firefox.browser.newPage();
  await serve(tab, inboxRoutes([KNOWN, UNKNOWN]));
  await tab.goto(addressOf(thread));
  return tab;
}

interface Look {
  x: number;
  y: number;
  width: number;
  height: number;
  inTopLayer: boolean;
  children: number;
}
const lookOf = (tab: Page): Promise<Look | null> =>
  tab.evaluate(() => {
    const host = document.querySelector('[data-beside]');
    if (!host) return null;
    const { x, y, width, height } = host.getBoundingClientRect();
    return {
      x,
      y,
      width,
      height,
      inTopLayer: host.matches(':popover-open'),
      children: host.childNodes.length,
    };
  });
const host = (tab: Page): Promise<Look> =>
  until(() => lookOf(tab), { what: 'Beside to stand in the page', timeout: 30_000 });

/** A fingerprint of what stands where our element is, once it is the same three times. */
async function pictureOf(tab: Page): Promise<string> {
  await tab.bringToFront();
  const { x, y, width, height } = await host(tab);
  // Without the rounded corners and the shadow, where the page shines through.
  const edge = width > 100 ? 16 : 4;
  const clip = { x: x + edge, y: y + edge, width: width - 2 * edge, height: height - 2 * edge };
  let last = '';
  let same = 0;
  await until(
    async () => {
      const picture = await tab.screenshot({ clip, captureBeyondViewport: false });
      const now = createHash('sha256').update(picture).digest('hex');
      same = now === last ? same + 1 : 0;
      last = now;
      return same === 2;
    },
    { what: 'the picture to stand still' },
  );
  return last;
}
const differsFrom = (tab: Page, before: string, what: string): Promise<string> =>
  until(
    async () => {
      const now = await pictureOf(tab);
      return now === before ? null : now;
    },
    { what, timeout: 20_000 },
  );

async function clickMiddle(tab: Page): Promise<void> {
  const { x, y, width, height } = await host(tab);
  await tab.mouse.click(x + width / 2, y + height / 2);
}

/** All that a script of the page can read of its own document. */
const readPage = (tab: Page): Promise<string> =>
  tab.evaluate(() =>
    [
      new XMLSerializer().serializeToString(document),
      document.documentElement.innerText,
      ...[...document.querySelectorAll('*')].flatMap((one) =>
        [...one.attributes].map(({ name, value }) => `${name}=${value}`),
      ),
      ...performance.getEntries().map((entry) => JSON.stringify(entry)),
      `frames: ${window.length}`,
    ].join('\n'),
  );

describe('in the page', () => {
  test('the content script runs on the granted address and mounts the frame, as a tab at the edge', async () => {
    expect(await host(page)).toMatchObject({ width: 48, height: 48, inTopLayer: true, children: 0 });
    // The address of the third document is hidden from the driver; that there is one is not.
    await until(() => page.frames().length === 2, { what: 'our document in the frame' });
  });

  test('on an address that is not granted there is nothing of it', async () => {
    const other = await firefox.browser.newPage();
    await serve(other, { 'https://elsewhere.example/': '<title>elsewhere</title><p>page</p>' });
    await other.goto('https://elsewhere.example/');
    // The granted page beside it was mounted by now, and so would this one have been.
    await host(await openThread(UNKNOWN));
    expect(await lookOf(other)).toBeNull();
    await other.close();
  });

  test('the page can tell its place and nothing else', async () => {
    const text = await readPage(page);
    expect(text).not.toContain('moz-extension');
    expect(text).toContain('frames: 0');
    const doors = await page.evaluate(() => {
      const element = document.querySelector('[data-beside]') as HTMLElement;
      const name = (attempt: () => unknown) => {
        try {
          return String(attempt());
        } catch (error) {
          return (error as Error).name;
        }
      };
      return {
        internals: name(() => element.attachInternals()),
        shadow: name(() => element.attachShadow({ mode: 'open' })),
        root: element.shadowRoot,
        browser: typeof (globalThis as { browser?: unknown }).browser,
      };
    });
    expect(doors).toEqual({
      internals: 'NotSupportedError',
      shadow: 'NotSupportedError',
      root: null,
      browser: 'undefined',
    });
  });

  test('a disguise is undone at once, and what the page does to itself does not reach it', async () => {
    const before = await pictureOf(page);
    await page.evaluate(() => {
      const element = document.querySelector('[data-beside]') as HTMLElement;
      element.style.setProperty('mask', 'linear-gradient(transparent, transparent)', 'important');
      element.style.setProperty('opacity', '.01', 'important');
      document.documentElement.style.setProperty('opacity', '.01', 'important');
    });
    expect(await pictureOf(page)).toBe(before);
    await page.evaluate(() => document.documentElement.removeAttribute('style'));
  });
});

describe('the panel', () => {
  test('unfolds by a click: ticket, port and messages work both ways', async () => {
    await page.bringToFront();
    await until(
      async () => {
        if (((await lookOf(page))?.width ?? 0) > 300) return true;
        await clickMiddle(page);
        return false;
      },
      { every: 500, what: 'the panel to unfold', timeout: 20_000 },
    );
    expect(await host(page)).toMatchObject({ width: 360, inTopLayer: true, children: 0 });
  });

  test('saves by one key, and other tabs that show the same person come to know it: the store lives', async () => {
    const asked = await pictureOf(page);
    const tab = await openThread(KNOWN);
    const stranger = await openThread(UNKNOWN);
    await until(async () => (await pictureOf(tab)) === asked, {
      what: 'both tabs to show the same stranger',
    });
    // What else the panel knows of a stranger comes a moment after the first drawing.
    let last = '';
    const control = await until(
      async () => {
        const before = last;
        last = await pictureOf(stranger);
        return last === before && last !== asked ? last : null;
      },
      { every: 300, what: 'the panel of a stranger to stand still' },
    );
    await until(
      async () => {
        if ((await pictureOf(page)) !== asked) return true;
        await page.bringToFront();
        await page.keyboard.press('s');
        return false;
      },
      { every: 300, what: 'the customer to be saved', timeout: 20_000 },
    );
    const asKnown = await differsFrom(tab, asked, 'the other tab to show the customer');
    expect(await pictureOf(stranger)).toBe(control);
    // A tab that comes later shows the same as the one that was told.
    const later = await openThread(KNOWN);
    await host(later);
    await until(async () => (await pictureOf(later)) === asKnown, {
      what: 'a later tab to show the customer',
    });
    for (const one of [tab, stranger, later]) await one.close();
    await page.bringToFront();
  });

  test('sets a reminder that comes again by keys alone, and the list shows it', async () => {
    const before = await pictureOf(page);
    await page.keyboard.press('r');
    const form = await differsFrom(page, before, 'the form');
    await page.keyboard.type('mai 9h');
    const meant = await differsFrom(page, form, 'what is meant');
    await page.keyboard.down('Alt');
    await page.keyboard.press('r');
    await page.keyboard.up('Alt');
    const kinds = await differsFrom(page, meant, 'the kinds');
    await page.keyboard.press('ArrowRight');
    const chosen = await differsFrom(page, kinds, 'the kind that comes again');
    await page.keyboard.press('Enter');
    const list = await differsFrom(page, chosen, 'the list with the reminder');
    expect(list).not.toBe(before);
  });

  test('takes a note in words that the page never hears', async () => {
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      for (const type of ['keydown', 'keyup', 'beforeinput', 'input', 'compositionend']) {
        window.addEventListener(type, (event) => heard.push(`${type} ${(event as KeyboardEvent).key}`), true);
      }
    });
    const before = await pictureOf(page);
    await page.keyboard.press('n');
    const field = await differsFrom(page, before, 'the field for a note');
    await page.keyboard.type(SECRETS.typed);
    await page.keyboard.press('Enter');
    await differsFrom(page, field, 'the note');
    expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([]);
    expect(await readPage(page)).not.toContain(SECRETS.typed);
    const found = await page.evaluate(
      (words) => words.filter((word) => (window as unknown as { find(word: string): boolean }).find(word)),
      ['Shop ơi', SECRETS.typed, 'chuyển khoản'],
    );
    expect(found).toEqual(['Shop ơi']);
  });
});
