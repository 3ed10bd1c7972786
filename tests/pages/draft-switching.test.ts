import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRegistry } from '../../lib/site/registry.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import type { Switch } from '../harness/draft-entry.ts';
import { serve } from '../harness/serve.ts';
import { evaluateBeside, type Probe } from '../harness/site-bundle.ts';

/**
 * On every chat site: between the click on “put into the reply box” and the writing the page goes on to another thread,
 * at once or half by half. Nothing is written, in no box of the page.
 */
const TEXT = 'Dạ em giữ hàng cho chị rồi ạ';
const folder = join(import.meta.dirname, '..', 'fixtures', 'sites');
const siteFiles = readdirSync(join(import.meta.dirname, '..', '..', 'lib', 'sites'));
const registry = createRegistry(
  (
    await Promise.all(siteFiles.map((file) => import(`../../lib/sites/${file.replace(/\.ts$/, '')}.ts`)))
  ).flatMap((module) => module.default),
);

interface Saved {
  name: string;
  url: string;
  html: string;
  expect: Probe;
}

const peopleOf = ({ expect: { counterparts } }: Saved) =>
  counterparts.map(({ name, identities }) => identities[0] ?? name).join(' ');

/** Two pages of one making and origin, of different people; null for a site that is no chat. */
function pairOf(site: string): [Saved, Saved] | null {
  const all = readdirSync(join(folder, site))
    .filter((file) => file.endsWith('.html'))
    .map((file): Saved => {
      const base = join(folder, site, file.slice(0, -'.html'.length));
      const given = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as Omit<Saved, 'name' | 'html'>;
      return { name: file, html: readFileSync(`${base}.html`, 'utf8'), ...given };
    })
    .filter(({ url, expect: { health, counterparts, messages } }) => {
      const recipe = registry.recipeFor(url);
      const isChat = recipe && !recipe.basic && recipe.reading !== 'click' && recipe.watch.agrees !== 'page';
      return isChat && health === 'ok' && counterparts.length > 0 && messages.length > 0;
    });
  for (const one of all) {
    const ids = one.expect.messages.map(({ id }) => id);
    const other = all.find(
      (two) =>
        registry.recipeFor(two.url) === registry.recipeFor(one.url) &&
        new URL(two.url).origin === new URL(one.url).origin &&
        two.expect.thread.id !== one.expect.thread.id &&
        peopleOf(two) !== peopleOf(one) &&
        !two.expect.messages.some(({ id }) => ids.includes(id)),
    );
    if (other) return [one, other];
  }
  return all.length > 0 ? [all[0]!, all[0]!] : null;
}

const chats = readdirSync(folder).flatMap((site) => {
  const pair = pairOf(site);
  return pair ? [{ site, from: pair[0], to: pair[1] }] : [];
});

let chromium: Chromium;
let page: Page;
beforeAll(async () => {
  chromium = await launchChromium();
  page = await chromium.browser.newPage();
});
afterAll(() => chromium?.close());

async function draft({ url, html }: Saved, change: Switch | null, fresh = 4000): Promise<string> {
  const document = new URL(url);
  document.hash = '';
  await serve(page, {
    '*': { body: '', status: 204 },
    // Without the site's own policy: the test parses the second page inside the first.
    [document.href]: { body: html },
  });
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  return (await evaluateBeside(
    page,
    `beside.draftHere(${JSON.stringify(TEXT)}, ${JSON.stringify(change)}, { fresh: ${fresh} })`,
  )) as string;
}

/** All that stands in the page, and in its fields. */
const wholePage = () =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
    return [document.documentElement.textContent, ...fields.map(({ value }) => value)].join('\n');
  });

const HALVES = ['whole', 'header', 'messages'] as const;
const MOMENTS = ['before', 'focus', 'while'] as const;

/** Whether the address changes with the thread: both in the long run, else one of the two, by turns. */
function movesOf(site: string, half: (typeof HALVES)[number], moment: (typeof MOMENTS)[number]): boolean[] {
  if (process.env.BESIDE_LONG === '1') return [true, false];
  const turn = chats.findIndex((chat) => chat.site === site) + HALVES.indexOf(half) + MOMENTS.indexOf(moment);
  return [turn % 2 === 0];
}

describe.each(chats)('$site', ({ site, from, to }) => {
  test('two saved pages can be told apart', () => {
    expect(to.name, 'Save a page of another person in the same making').not.toBe(from.name);
  });

  test('a page that stays takes the draft', async () => {
    expect(await draft(from, null)).toBe('inserted');
    expect(await wholePage()).toContain(TEXT);
  });

  test('an order that comes too late, or grows old on the way to the box, is not carried out', async () => {
    for (const fresh of [-1, 30]) {
      expect(await draft(from, null, fresh)).toBe('moved-on');
      expect(await wholePage()).not.toContain(TEXT);
    }
  });

  describe.each(HALVES)('%s', (half) => {
    test.each(MOMENTS)('%s: refused, and nothing is written', async (moment) => {
      for (const moves of movesOf(site, half, moment)) {
        const change = { html: to.html, url: to.url, half, moment, moves };
        expect(await draft(from, change), `address ${moves ? 'changes' : 'stays'}`).toBe('moved-on');
        expect(await wholePage()).not.toContain(TEXT);
      }
    });
  });
});
