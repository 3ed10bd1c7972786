import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { livePage } from '../fixtures/teach/live-page.ts';
import { webmail } from '../fixtures/teach/webmail.ts';
import { type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { partOf, shown, textOf } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { send } from '../harness/panel.ts';
import { serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';

/**
 * A page nobody wrote a site file for, taught by real clicks of a real mouse while the panel stands beside it; then the
 * taught site is read, exported, taken away and back, imported, repaired.
 */

const BASE = 'https://shop.example/app/';
const thread = (id: string) => `${BASE}#/inbox/${id}`;
const [lan, bao, emma] = webmail.threads;
const ID = 'taught-shop-example---app';
const shots = join(import.meta.dirname, '..', '..', '.output', 'teach');

interface Heard {
  heard: string[];
}

let chromium: Chromium;
let door: BookDoor;
let page: Page;
let side: Page;
let shotNumber = 0;

const shoot = async (name: string) => {
  shotNumber += 1;
  mkdirSync(shots, { recursive: true });
  for (const [what, where] of [
    ['panel', side],
    ['page', page],
  ] as const) {
    await where.bringToFront();
    const file = join(shots, `${String(shotNumber).padStart(2, '0')}-${name}-${what}.png`);
    writeFileSync(file, await where.screenshot());
  }
};

/** The panel's lesson: what it asks to point at next. */
const lesson = () =>
  side.evaluate(() => document.querySelector('[data-part="teaching"]')?.getAttribute('data-lesson') ?? '');
const waitFor = (wanted: string) =>
  until(async () => (await lesson()) === wanted, { what: `the lesson ${wanted}` }).catch(async (error) => {
    throw new Error(`${error}, at ${await lesson()}: ${await textOf(side)}`);
  });
const press = async (panel: Page, act: string) => {
  await panel.bringToFront();
  await (await shown(panel, `[data-act="${act}"]`)).click();
};

/** A click of the mouse on the middle of the first words in the element, as a person aims. */
async function pointAt(selector: string): Promise<void> {
  await page.bringToFront();
  const place = await page.$eval(selector, (element) => {
    element.scrollIntoView({ block: 'center' });
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, top, height } =
      [...range.getClientRects()].find((one) => one.width > 0) ?? element.getBoundingClientRect();
    return { x: left + 6, y: top + height / 2 };
  });
  await page.mouse.move(place.x - 3, place.y);
  await page.mouse.move(place.x, place.y);
  await page.mouse.click(place.x, place.y);
}

const heard = () => page.evaluate(() => (window as unknown as Heard).heard);
const forget = () => page.evaluate(() => void (window as unknown as Heard).heard.splice(0));
const messages = () =>
  side.$$eval('[data-part="teach-message"]', (all) =>
    all.map((one) => [
      (one as HTMLElement).dataset.direction,
      one.querySelector('.teach-message-text')?.textContent?.trim(),
    ]),
  );

beforeAll(async () => {
  chromium = await launchChromium({ extension: ownBuild(), width: 1100, height: 800 });
  await serve(chromium.browser, {
    [`${BASE}*`]: livePage(webmail),
    'https://shop.example/changed/*': livePage(webmail).replaceAll('Reader_', 'Rx'),
  });
  door = await openDoor(chromium);
  await door.settings({ language: 'vi', theme: 'light' });
  page = await chromium.browser.newPage();
  await page.goto(thread(lan!.id));
  await page.waitForSelector('main');
  const tab = await door.page.evaluate(async () => {
    const { tabs } = (
      globalThis as unknown as { chrome: { tabs: { query(q: object): Promise<{ id: number }[]> } } }
    ).chrome;
    return (await tabs.query({ url: 'https://shop.example/*' }))[0]?.id ?? 0;
  });
  // In a window of its own: beside the page, both are in sight.
  side = await chromium.browser.newPage({ type: 'window' });
  await side.setViewport({ width: 380, height: 800 });
  await side.goto(`chrome-extension://${chromium.extensionId}/sidepanel.html?tab=${tab}`);
});
afterAll(() => chromium?.close());

describe('teaching a page by pointing', () => {
  test('is offered where no site file fits', async () => {
    await shown(side, '[data-part="unknown-site"] [data-act="teach-start"]');
    await shoot('offer');
    await press(side, 'teach-start');
    await waitFor('name');
    await shoot('name');
  });

  test('the page cannot point by itself: presses it makes up are not even looked at', async () => {
    await page.bringToFront();
    await page.evaluate(() => {
      const place = document.querySelector('[data-testid="correspondent"]')!;
      for (const name of ['pointermove', 'pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
        place.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true, composed: true }));
      }
      (place as HTMLElement).click();
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    });
    // What it did was its own business, and reached it.
    expect((await heard()).filter((one) => one === 'click false').length).toBe(2);
    // An honest press after it is the first that counts: were one before it taken, this one would be the next lesson's.
    await forget();
    await pointAt('[data-testid="correspondent"]');
    await waitFor('theirs');
    expect(await textOf(side, '[data-part="teach-step"][data-lesson="name"] .teach-words')).toBe(lan!.name);
    expect(await textOf(side, '[data-part="teach-step"][data-lesson="theirs"]')).not.toContain(lan!.name);
    await shoot('theirs');
  });

  test('takes real clicks, and the page hears none of them', async () => {
    await pointAt('[data-message-id="m-5501"] [data-testid="message-content"] p');
    await waitFor('ours');
    await shoot('ours');
    await pointAt('[data-message-id="m-5502"] [data-testid="message-content"] p');
    await waitFor('check');
    // A link that is pointed at is not followed.
    await press(side, 'teach-contact');
    await waitFor('contact');
    await pointAt('a[href^="mailto:"]');
    await waitFor('check');
    await press(side, 'teach-reply');
    await waitFor('reply');
    await pointAt('[contenteditable]');
    await waitFor('check');
    expect(await heard()).toEqual([]);
    expect(page.url()).toBe(thread(lan!.id));
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body');
  });

  test('shows what is read, also of the thread that the user opens next', async () => {
    await until(async () => (await messages()).length === lan!.lines.length, { what: 'the messages' });
    expect(await messages()).toEqual(lan!.lines.map((line) => [line.direction, line.text]));
    expect(await partOf(side, 'teach-name')).toBe(lan!.name);
    expect(await partOf(side, 'teach-handle')).toBe(lan!.email);
    await shoot('check');
    await page.bringToFront();
    // The page takes presses again: nothing is pointed at now.
    await until(
      async () => {
        await page.click(`nav a[href$="${emma!.id}"]`);
        return (await heard()).includes('click true');
      },
      { every: 200, what: 'the page to take presses again' },
    );
    await until(async () => (await partOf(side, 'teach-name')) === emma!.name, { what: 'the other thread' });
    await until(async () => (await messages()).length === emma!.lines.length, { what: 'its messages' });
    expect(await messages()).toEqual(emma!.lines.map((line) => [line.direction, line.text]));
    await shoot('check-other');
  });

  test('a step can be pointed at again, and Escape on the page ends it all', async () => {
    await press(side, 'again-name');
    await waitFor('name');
    await page.bringToFront();
    await page.keyboard.press('Escape');
    await shown(side, '[data-part="unknown-site"]');
    expect(await page.evaluate(() => document.querySelectorAll('div[data-beside]').length)).toBe(0);
  });

  test('by the keyboard alone', async () => {
    await press(side, 'teach-start');
    await waitFor('name');
    await page.bringToFront();
    // From the page's body down to the place: what the arrows pass is outlined, Enter takes it.
    const keys = await page.evaluate(() => {
      const target = document.querySelector('[data-testid="correspondent"]')!;
      const steps: string[] = [];
      for (let at: Element = target; at !== document.body; at = at.parentElement!) {
        let first = at;
        while (first.previousElementSibling) {
          steps.unshift('ArrowRight');
          first = first.previousElementSibling;
        }
        steps.unshift('ArrowDown');
      }
      return steps;
    });
    for (const key of keys) await page.keyboard.press(key as 'ArrowDown');
    await page.keyboard.press('Enter');
    await waitFor('theirs');
    expect(await textOf(side, '[data-part="teach-step"][data-lesson="name"] .teach-words')).toBe(emma!.name);
  });

  test('is saved when the user says it is right, and the page is read from then on', async () => {
    await pointAt('[data-message-id="m-6002"] [data-testid="message-content"] p');
    await waitFor('ours');
    await pointAt('[data-message-id="m-6001"] [data-testid="message-content"] p');
    await waitFor('check');
    await press(side, 'teach-contact');
    await waitFor('contact');
    await pointAt('a[href^="mailto:"]');
    await waitFor('check');
    await press(side, 'teach-save');
    await until(async () => (await partOf(side, 'name')) === emma!.name, { what: 'the stranger' });
    await shoot('saved');
    for (const one of [bao!, lan!]) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/inbox/${one.id}`);
      await until(async () => (await partOf(side, 'name')) === one.name, { what: one.name });
    }
  });

  test('nothing of it is left in the page but the panel’s own frame', async () => {
    const left = await page.evaluate(() =>
      [...document.querySelectorAll('div[data-beside]')].map((one) => one.getBoundingClientRect().width),
    );
    expect(left.every((width) => width < 400)).toBe(true);
    expect(await page.content()).not.toContain('teach');
  });
});

describe('a taught site', () => {
  let settings: Page;
  let exported = '';
  const line = `[data-part="site"][data-site="${ID}"]`;
  const list = async () => (await send(door.page, 'taught.list', {})) as { id: string }[];

  beforeAll(async () => {
    settings = await chromium.browser.newPage({ type: 'window' });
    // The file that is offered, as text: a headless browser keeps none.
    await settings.evaluateOnNewDocument(() => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob: Blob) => {
        void blob.text().then((text) => Object.assign(window, { exported: text }));
        return make.call(URL, blob);
      };
    });
    await settings.goto(`chrome-extension://${chromium.extensionId}/dashboard.html#/settings`);
  });

  test('stands in the settings, with the others and how well they are known', async () => {
    await shown(settings, line);
    expect(await textOf(settings, line)).toContain('bạn dạy');
    expect(await textOf(settings, '[data-part="site"][data-site="gmail"]')).toMatch(/\(A\), \d+\/2026/);
    await (await settings.$(line))!.scrollIntoView();
    writeFileSync(join(shots, '20-settings.png'), await settings.screenshot());
  });

  test('is exported', async () => {
    await press(settings, 'taught-export');
    exported = await until(
      () => settings.evaluate(() => (window as { exported?: string }).exported ?? null),
      {
        what: 'the file',
      },
    );
    expect(JSON.parse(exported)).toMatchObject({ beside: 'recipes', v: 1, recipes: [{ id: ID }] });
    // Not a word of any page, and nobody's name or address.
    for (const one of webmail.threads) {
      expect(exported).not.toContain(one.name);
      expect(exported).not.toContain(one.email);
    }
  });

  test('is taken away, with undo', async () => {
    await press(settings, 'taught-drop');
    await until(async () => (await settings.$(line)) === null, { what: 'the line to go' });
    await until(async () => (await side.$('[data-part="unknown-site"]')) !== null, {
      what: 'the panel to know nobody there',
    });
    await press(settings, 'undo');
    await shown(settings, line);
    await until(async () => (await partOf(side, 'name')) === lan!.name, {
      what: 'the page to be read again',
    });
  });

  test('comes back from its file the same, after a look at what it reads and where', async () => {
    const before = await list();
    await press(settings, 'taught-drop');
    await until(async () => (await settings.$(line)) === null, { what: 'the line to go' });
    const file = join(shots, 'exported.json');
    writeFileSync(file, exported);
    const field = (await settings.$('[data-part="recipe-file"]')) as unknown as {
      uploadFile(path: string): Promise<void>;
    };
    await field.uploadFile(file);
    await shown(settings, '[data-part="recipe-preview"]');
    const preview = await partOf(settings, 'recipe-preview');
    expect(preview).toContain('https://shop.example');
    expect(preview).toContain('e-mail');
    await (await settings.$('[data-part="recipe-preview"]'))!.scrollIntoView();
    writeFileSync(join(shots, '21-preview.png'), await settings.screenshot());
    expect(await list()).toEqual([]);
    await press(settings, 'taught-keep');
    await shown(settings, line);
    expect(await list()).toEqual(before);
  });

  test('a file that would read more than a taught site may is refused with a sentence', async () => {
    const greedy = JSON.parse(exported) as { recipes: { matches: string[] }[] };
    greedy.recipes[0]!.matches = ['*://*/*'];
    const file = join(shots, 'greedy.json');
    writeFileSync(file, JSON.stringify(greedy));
    const field = (await settings.$('[data-part="recipe-file"]')) as unknown as {
      uploadFile(path: string): Promise<void>;
    };
    await field.uploadFile(file);
    await shown(settings, '[data-part="recipe-problem"]');
    expect(await partOf(settings, 'recipe-problem')).toContain('không an toàn');
    expect(await settings.$('[data-part="recipe-preview"]')).toBeNull();
  });
});

describe('a page that changed', () => {
  test('says so, offers to be taught again, and tells how it is made without a word of it', async () => {
    await page.bringToFront();
    await page.evaluate(() => {
      for (const one of document.querySelectorAll(
        '[data-testid="correspondent"], [data-testid="conversation-header"]',
      )) {
        one.removeAttribute('data-testid');
        one.removeAttribute('class');
      }
    });
    await shown(side, '[data-part="degraded"] [data-act="teach-start"]');
    await press(side, 'diagnostics');
    await shown(side, '[data-part="diagnostics-text"]');
    await shoot('diagnostics');
    const text = await side.$eval(
      '[data-part="diagnostics-text"]',
      (one) => (one as HTMLTextAreaElement).value,
    );
    const told = JSON.parse(text) as { site: string; problems: string[]; tags: Record<string, number> };
    expect(told).toMatchObject({ site: ID, problems: ['name'] });
    expect(told.tags.article).toBe(lan!.lines.length);
    for (const one of webmail.threads) {
      for (const word of [one.name, one.email!, one.id, ...one.lines.map((line) => line.text)]) {
        expect(text).not.toContain(word);
      }
    }
  });
});
