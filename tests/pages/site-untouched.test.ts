import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { GMAIL_HEADERS, serve } from '../harness/serve.ts';
import { evaluateBeside } from '../harness/site-bundle.ts';

/**
 * Reading a page leaves no trace in it: a click would mark a thread as read, a scroll would load more, a hover would
 * open a card. The page itself records whatever happens to it while Beside stands there.
 */
const folder = join(import.meta.dirname, '..', 'fixtures', 'sites');
/** The richest page of each kind of address is enough: the same few functions read them all. */
const pages = readdirSync(folder).flatMap((site) => {
  const all = readdirSync(join(folder, site))
    .filter((file) => file.endsWith('.html'))
    .map((file) => {
      const base = join(folder, site, file.slice(0, -'.html'.length));
      const given = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as {
        url: string;
        headers: string | null;
        expect: { health: string };
      };
      return { site, name: file, html: readFileSync(`${base}.html`, 'utf8'), ...given };
    })
    .filter((one) => one.expect.health === 'ok');
  const kinds = Map.groupBy(all, ({ url }) => new URL(url).pathname.split('/').slice(0, 3).join('/'));
  return [...kinds.values()]
    .map((kind) => kind.toSorted((a, b) => b.html.length - a.html.length)[0]!)
    .slice(0, 3);
});

interface Recorded {
  happened: string[];
}

let chromium: Chromium;
let page: Page;
beforeAll(async () => {
  chromium = await launchChromium();
  page = await chromium.browser.newPage();
  await page.evaluateOnNewDocument(() => {
    const happened: string[] = [];
    const names = Object.keys(Object.getOwnPropertyDescriptors(HTMLElement.prototype))
      .filter((name) => name.startsWith('on'))
      .map((name) => name.slice(2));
    const more = ['focusin', 'focusout', 'compositionstart', 'DOMActivate', 'fullscreenchange'];
    const passive = ['load', 'error', 'readystatechange', 'visibilitychange', 'resize', 'animationstart'];
    for (const name of [...names, ...more].filter((one) => !passive.includes(one))) {
      addEventListener(name, (event) => happened.push(`${event.type} on ${String(event.target)}`), true);
    }
    (globalThis as unknown as { recorded: Recorded }).recorded = { happened };
    addEventListener('DOMContentLoaded', () => {
      new MutationObserver((records) => {
        for (const { type, target } of records) happened.push(`${type} of ${target.nodeName}`);
      }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  });
});
afterAll(() => chromium?.close());

const recorded = () =>
  page.evaluate(() => (globalThis as unknown as { recorded: Recorded }).recorded.happened) as Promise<
    string[]
  >;

describe('a page that is read is not touched', () => {
  test.each(pages)('$site: $name', async ({ url, html, headers }) => {
    const document = new URL(url);
    document.hash = '';
    await serve(page, {
      '*': { body: '', status: 204 },
      [document.href]: { body: html, headers: headers === 'gmail' ? GMAIL_HEADERS : {} },
    });
    await page.goto('about:blank');
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    const before = (await recorded()).length;
    const told = (await evaluateBeside(page, 'beside.standHere(location.href)')) as { seen: string };
    expect(told.seen).toBe('ok');
    expect((await recorded()).slice(before)).toEqual([]);
    expect(
      await page.evaluate('document.activeElement === document.body && scrollX === 0 && scrollY === 0'),
    ).toBe(true);
  });

  test('the record would have shown it', async () => {
    const before = (await recorded()).length;
    await evaluateBeside(page, `(document.body.click(), document.body.setAttribute('data-x', ''), null)`);
    expect((await recorded()).slice(before).join()).toContain('click');
    expect((await recorded()).slice(before).join()).toContain('attributes of BODY');
  });
});
