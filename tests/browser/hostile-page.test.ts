import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  KNOWN,
  knownPanel,
  leaksIn,
  openStage,
  openThread,
  readPage,
  SECRETS,
  type Stage,
} from '../fixtures/hostile/stage.ts';
import { partOf, shown } from '../harness/overlay.ts';
import { clickUntil } from '../harness/panel.ts';
import { serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';

// A script of the page reads whatever it can reach while the panel shows a known customer beside it. Each attack is
// first tried on the page's own things, where it works: an attack that cannot work proves nothing.

const first = readFileSync(join(import.meta.dirname, '../fixtures/hostile/first.js'), 'utf8');

/** What the page's first script laid by. */
interface Caught {
  roots: ShadowRoot[];
  internals: ElementInternals[];
  added: Node[];
  created: Element[];
  sources: string[];
  keys: string[];
  paths: EventTarget[];
  messages: string[];
}
declare global {
  var caught: Caught;
  interface Window {
    find(text: string, caseSensitive?: boolean, backwards?: boolean, wrap?: boolean): boolean;
  }
}

describe.each([
  { policy: true, page: 'a page with Gmail’s policy and Trusted Types' },
  { policy: false, page: 'a page without any policy' },
])('$page', ({ policy }) => {
  let stage: Stage;
  let page: Page;
  let panel: Frame;
  beforeAll(async () => {
    stage = await openStage();
    page = await openThread(stage, KNOWN, { policy, first });
    panel = await knownPanel(page);
  });
  afterAll(() => stage?.close());
  afterEach(async () => {
    expect(leaksIn(await readPage(page), stage.chromium.extensionId)).toEqual([]);
  });

  test('cannot open the root: not as its class, not by a hook, not by any door of the element', async () => {
    const found = await page.evaluate(() => {
      // What works on the page's own element: its class keeps the key to its closed root.
      const decoy = document.createElement('page-decoy');
      decoy.attachShadow({ mode: 'closed' });
      const opened = caught.internals.at(-1)?.shadowRoot !== null && caught.roots.length === 1;
      const host = caught.added.find(
        (node): node is HTMLElement => node instanceof HTMLElement && node.hasAttribute('data-beside'),
      );
      if (!host) return { opened, host: null };
      const tryInternals = () => {
        try {
          return String(host.attachInternals().shadowRoot);
        } catch (error) {
          return (error as Error).name;
        }
      };
      const tryShadow = () => {
        try {
          return String(host.attachShadow({ mode: 'open' }).childElementCount);
        } catch (error) {
          return (error as Error).name;
        }
      };
      const box = host.getBoundingClientRect();
      const point = [box.left + box.width / 2, box.top + box.height / 2] as const;
      return {
        opened,
        host: host.localName,
        internals: tryInternals(),
        again: tryShadow(),
        root: host.shadowRoot,
        inside: host.childNodes.length,
        text: host.innerText + host.textContent,
        html: host.getHTML({ serializableShadowRoots: true, shadowRoots: [] }),
        copy: (host.cloneNode(true) as Element).shadowRoot,
        hit: document.elementsFromPoint(...point)[0] === host,
        frames: document.querySelectorAll('iframe, frame, object, embed').length + window.length,
        animations: document.getAnimations().length,
        caught: {
          internals: caught.internals.length,
          roots: caught.roots.length,
          made: caught.created.filter((element) => element !== decoy && element.localName === 'iframe')
            .length,
          sources: caught.sources,
        },
      };
    });
    expect(found).toEqual({
      opened: true,
      host: 'div',
      internals: 'NotSupportedError',
      again: 'NotSupportedError',
      root: null,
      inside: 0,
      text: '',
      html: '',
      copy: null,
      hit: true,
      frames: 0,
      animations: 0,
      caught: { internals: 1, roots: 1, made: 0, sources: [] },
    });
  });

  test('cannot ask the browser’s search what the panel says', async () => {
    const guesses = Object.values(SECRETS).flatMap((secret) => [
      secret,
      ...secret.split(' '),
      ...Array.from({ length: 6 }, (_, length) => secret.slice(0, length + 3)),
    ]);
    // Short words may stand on the page by chance.
    const asked = guesses.filter((guess) => guess.trim().length > 4);
    const answers = await page.evaluate((words) => {
      const ask = (word: string) => {
        getSelection()?.removeAllRanges();
        return window.find(word, false, false, true);
      };
      return { own: ask('bình men lam'), found: words.filter(ask) };
    }, asked);
    expect(answers).toEqual({ own: true, found: [] });
  });

  test('cannot select its way into the panel', async () => {
    const texts = await page.evaluate(() => {
      const selection = getSelection() as Selection;
      // One letter is enough to have a selection that can grow.
      window.find('b', false, false, true);
      document.execCommand('selectAll');
      const all = selection.toString();
      selection.selectAllChildren(document.documentElement);
      const children = selection.toString();
      const host = document.querySelector('[data-beside]') as Element;
      const around = document.createRange();
      around.selectNode(host);
      selection.removeAllRanges();
      selection.addRange(around);
      const node = selection.toString();
      // From the last letter of the page onward, letter by letter and to the end.
      selection.setPosition(document.body, document.body.childNodes.length);
      for (let step = 0; step < 400; step += 1) selection.modify('extend', 'forward', 'character');
      selection.modify('extend', 'forward', 'documentboundary');
      const onward = selection.toString();
      selection.setPosition(document.body, 0);
      for (let step = 0; step < 400; step += 1) selection.modify('extend', 'forward', 'word');
      const words = selection.toString();
      selection.removeAllRanges();
      return { all, children, node, onward, words };
    });
    expect(texts.all).toContain('bình men lam');
    expect(texts.words).toContain('bình men lam');
    expect(leaksIn(Object.values(texts).join('\n'), stage.chromium.extensionId)).toEqual([]);
    expect(texts.node.trim()).toBe('');
  });

  test('hears no key, no input, no composition and no clipboard while the user writes in the panel', async () => {
    const heard = () => page.evaluate(() => caught.keys.splice(0));
    // The page's own box, heard by the page.
    await page.click('.editable');
    await page.keyboard.type('abc');
    const own = (await heard()).join(' ');
    for (const event of ['keydown a', 'beforeinput b', 'input c']) expect(own).toContain(event);

    await clickUntil(panel, '[data-act="note"]', '[data-part="note-field"]');
    await (await shown(panel, '[data-part="note-field"]')).click();
    await page.keyboard.type(SECRETS.typed);
    // An input method, as Vietnamese is typed.
    const session = await page.createCDPSession();
    await session.send('Input.imeSetComposition', { text: 'thuê', selectionStart: 4, selectionEnd: 4 });
    await session.send('Input.insertText', { text: ' thuế' });
    await session.detach();
    for (const key of ['a', 'c', 'v'] as const) {
      await page.keyboard.down('Control');
      await page.keyboard.press(key);
      await page.keyboard.up('Control');
    }
    const field = await shown(panel, '[data-part="note-field"]');
    await until(
      async () =>
        (await field.evaluate((area) => (area as HTMLTextAreaElement).value)).includes(SECRETS.typed),
      { what: 'the note field to hold what was typed' },
    );
    expect(await page.evaluate(() => window.find('chuyển khoản'))).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('div');
    expect(await heard()).toEqual([]);

    // A frame that has just come refuses for half a second.
    await until(
      async () => {
        if ((await partOf(panel, 'notes')).includes(SECRETS.typed)) return true;
        await page.keyboard.press('Enter');
        return false;
      },
      { every: 200, what: 'the note to be kept' },
    );
    expect(await heard()).toEqual([]);
    expect(
      await page.evaluate(() =>
        caught.paths.every(
          (part) => part === window || (part instanceof Node && part.getRootNode() === document),
        ),
      ),
    ).toBe(true);
  });

  test('is told nothing: no message, no event, no way to speak to the extension', async () => {
    const told = await page.evaluate(() => ({
      messages: caught.messages,
      runtime: typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime,
      browser: typeof (globalThis as { browser?: unknown }).browser,
      ours: Object.keys(globalThis).filter((name) => /beside|wxt/i.test(name)),
    }));
    expect(told).toEqual({ messages: [], runtime: 'undefined', browser: 'undefined', ours: [] });
  });

  test('and nothing at all was asked of any address but the page’s own files', async () => {
    expect((await serve(page, {})).strays).toEqual([]);
  });
});
