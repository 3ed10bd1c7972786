// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';
import { survey } from '../../lib/site/survey.ts';
import { watch } from '../../lib/site/watch.ts';

/**
 * On every chat site: threads change faster than their halves come. The page shows the header of one thread and the
 * messages of another for 100 to 1,200 ms; no sighting may mix them. The threads are the saved pages of the site.
 */
const folder = join(import.meta.dirname, '..', 'fixtures', 'sites');
const registry = createRegistry(sites);
const LONGEST_MIX = 1200;
const SWITCHES = process.env.BESIDE_LONG === '1' ? 1000 : 200;

interface Thread {
  name: string;
  url: string;
  html: string;
  sighting: Sighting;
}

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');

/** The part that holds all messages of a page and as little else as may be. */
function messagesIn(recipe: Recipe, page: Document, url: string): Element | null {
  const elements = survey(recipe, page, url).messages.map(({ element }) => element);
  let around = elements[0]?.parentElement ?? null;
  while (around && !elements.every((element) => around?.contains(element))) around = around.parentElement;
  return around;
}

/** Pages of one making with different people and different messages: the first such family of a site. */
function threadsOf(site: string): Thread[] {
  const all = readdirSync(join(folder, site))
    .filter((file) => file.endsWith('.html'))
    .flatMap((file): Thread[] => {
      const base = join(folder, site, file.slice(0, -'.html'.length));
      const html = readFileSync(`${base}.html`, 'utf8');
      const { url } = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as { url: string };
      const recipe = registry.recipeFor(url);
      if (!recipe || recipe.basic || recipe.reading === 'click' || recipe.watch.agrees === 'page') return [];
      const sighting = read(recipe, parse(html), url);
      const whole = sighting.health === 'ok' && !sighting.group && sighting.messages.length > 0;
      const who = sighting.counterparts[0];
      return whole && who ? [{ name: file, url, html, sighting }] : [];
    });
  const chosen: Thread[] = [];
  for (const thread of all) {
    const isOther = chosen.every(
      (one) =>
        registry.recipeFor(one.url) === registry.recipeFor(thread.url) &&
        one.sighting.thread.id !== thread.sighting.thread.id &&
        whoOf(one.sighting) !== whoOf(thread.sighting) &&
        !idsOf(one.sighting).some((id) => idsOf(thread.sighting).includes(id)),
    );
    if (isOther) chosen.push(thread);
  }
  return chosen.slice(0, 6);
}

const whoOf = ({ counterparts }: Sighting) =>
  counterparts.map(({ name, identities }) => identities[0] ?? name).join(' ');
const idsOf = ({ messages }: Sighting) => messages.map(({ id }) => id);

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Shows the header of one thread over the messages of another. */
function compose(recipe: Recipe, header: Thread, messages: Thread): void {
  const page = parse(header.html);
  if (header !== messages) {
    const other = parse(messages.html);
    const here = messagesIn(recipe, page, header.url);
    const there = messagesIn(recipe, other, messages.url);
    if (here && there) here.replaceWith(page.importNode(there, true));
  }
  document.title = page.title;
  document.body.replaceChildren(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
}

let leaving: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
  leaving = new AbortController();
});
afterEach(() => {
  leaving.abort();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

const chats = readdirSync(folder)
  .map((site) => ({ site, threads: threadsOf(site) }))
  .filter(({ threads }) => threads.length > 0);

describe('threads that change faster than their halves come', () => {
  test.each(chats)('$site has two saved threads that can be mixed', ({ threads }) => {
    expect(threads.length, 'Add a page of another person in the same making').toBeGreaterThanOrEqual(2);
  });

  test.each(chats)(`$site: ${SWITCHES} quick switches, never a mix`, async ({ site, threads }) => {
    const [first] = threads;
    if (!first) return;
    const recipe = registry.recipeFor(first.url)!;
    const random = seeded([...site].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0);
    const whole = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
    const { happyDOM } = window as unknown as { happyDOM: { setURL(url: string): void } };
    const shown = { header: first, messages: first };
    const told: Sighting[] = [];
    const wrong: string[] = [];
    const go = (thread: Thread) => {
      happyDOM.setURL(thread.url);
      window.dispatchEvent(new Event('popstate'));
    };
    go(first);
    compose(recipe, first, first);
    watch(recipe, document, {
      signal: leaving.signal,
      gone: () => undefined,
      seen(sighting) {
        told.push(sighting);
        if (sighting.health !== 'ok') return;
        const header = threads.find((one) => whoOf(one.sighting) === whoOf(sighting));
        const ids = idsOf(sighting);
        const messages = threads.find((one) => ids.some((id) => idsOf(one.sighting).includes(id)));
        if (!header || (ids.length > 0 && header !== messages)) {
          wrong.push(
            `${header?.name} over ${messages?.name}, page ${shown.header.name} over ${shown.messages.name}`,
          );
        }
      },
    });
    await pass(4000);
    expect(whoOf(told.at(-1)!)).toBe(whoOf(first.sighting));
    let settled = 0;
    /** When the page began to show what it shows. */
    let since = 0;
    let pending: ReturnType<typeof setTimeout>[] = [];
    for (let round = 0; round < SWITCHES; round += 1) {
      const to = threads[whole(0, threads.length - 1)]!;
      for (const timer of pending) clearTimeout(timer);
      const put = (half: 'header' | 'messages') => {
        if (shown[half] !== to) since = Date.now();
        shown[half] = to;
        compose(recipe, shown.header, shown.messages);
      };
      const halves = random() < 0.5 ? (['header', 'messages'] as const) : (['messages', 'header'] as const);
      go(to);
      put(halves[0]);
      // Clicking there and back does not make a page slower: no one mix stands longer than pages are known to leave it.
      const left = Math.max(0, LONGEST_MIX - (Date.now() - since));
      pending = [setTimeout(() => put(halves[1]), Math.min(whole(100, LONGEST_MIX), left))];
      // Some are waited for; most are left half done, as a seller in a hurry does. A half that is left for good is not
      // a switch: the other half comes before the page could be taken for still.
      const rests = random() < 0.1;
      await pass(rests ? 4500 : whole(30, 700));
      if (!rests) continue;
      settled += 1;
      const last = told.filter(({ health }) => health === 'ok').at(-1)!;
      expect(whoOf(last), `${site}: after a rest`).toBe(whoOf(to.sighting));
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(settled).toBeGreaterThan(5);
  });
});
