// @vitest-environment happy-dom
import { afterAll, describe, expect, test } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import { parseRecipe } from '../../lib/domain/recipe-schema.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { parseSighting } from '../../lib/domain/sighting-schema.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';
import { derive } from '../../lib/site/teach/derive.ts';
import { chat } from '../fixtures/teach/chat.ts';
import { helpdesk } from '../fixtures/teach/helpdesk.ts';
import { plainTable } from '../fixtures/teach/plain-table.ts';
import { shopAdmin } from '../fixtures/teach/shop-admin.ts';
import type { TeachSite, Thread, Words } from '../fixtures/teach/site.ts';
import { webmail } from '../fixtures/teach/webmail.ts';
import { CHANGES, PROMO, seeded } from '../harness/teach-changes.ts';

/**
 * Five pages that no site file matches, taught on one thread by pointing, then read on the others, in other languages,
 * and after many seeded changes of the page: right nearly always, and never wrong.
 */
const TAUGHT = [webmail, helpdesk, shopAdmin, chat, plainTable];
const ROUNDS = process.env.BESIDE_LONG === '1' ? 40 : 6;
const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');

function teach(site: TeachSite): Recipe {
  const [thread] = site.threads as [Thread];
  const page = parse(site.html(thread, 'vi'));
  const pointed = Object.fromEntries(
    Object.entries(site.point).map(([lesson, selector]) => [lesson, page.querySelector(selector)!]),
  );
  const taught = derive(page, site.url(thread), pointed, '2026-11-23');
  if ('problem' in taught) throw new Error(`${site.id}: ${taught.problem}`);
  return taught.recipe;
}

const bare = (text: string) => text.replaceAll(PROMO, '').replace(/\s+/g, '');
const seenOn = (recipe: Recipe, page: Document, url: string): Sighting =>
  parseSighting(read(recipe, page, url), { origin: new URL(url).origin })!;

/** What is wrong in words, and whether all there is was read. */
function judge(site: TeachSite, thread: Thread, seen: Sighting): { wrong: string[]; right: boolean } {
  const wrong: string[] = [];
  const [person, ...others] = seen.counterparts;
  if (others.length > 0) wrong.push('more than one person');
  if (person && person.name !== '' && bare(person.name) !== bare(thread.name)) wrong.push('another name');
  const keys = site.identities(thread);
  if (!(person?.identities ?? []).every((key) => keys.includes(key))) wrong.push('another person');
  if (seen.health === 'ok' && seen.thread.id !== site.key(thread)) wrong.push('another thread');
  const lines = seen.messages.map((message) => {
    const line = thread.lines.find((one) => bare(one.text) === bare(message.text));
    if (!line) wrong.push('words of another');
    else if (message.direction !== 'unknown' && message.direction !== line.direction)
      wrong.push('the wrong way');
    return line && message.direction === line.direction ? line : null;
  });
  const whole =
    lines.length === thread.lines.length && lines.every((line, index) => line === thread.lines[index]);
  const known = person?.identities.length === keys.length && bare(person.name) === bare(thread.name);
  return { wrong, right: wrong.length === 0 && seen.health === 'ok' && whole && known };
}

const total = { right: 0, less: 0, wrong: 0 };
afterAll(() => {
  const all = total.right + total.less + total.wrong;
  console.log(
    `taught pages: ${all} readings, ${total.right} right (${((100 * total.right) / all).toFixed(1)} %), ${total.less} less, ${total.wrong} wrong`,
  );
});

describe.each(TAUGHT.map((site) => [site.id, site] as const))('%s', (_id, site) => {
  const recipe = teach(site);

  test('no site file matches it, and its recipe is one like any other', () => {
    const url = site.url(site.threads[0]!);
    expect(createRegistry(sites).recipeFor(url)).toBeNull();
    expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expect(createRegistry(sites, [recipe]).recipeFor(url)?.id).toBe(recipe.id);
  });

  test.each(['vi', 'en', 'es'] as const)('every thread is read right, in %s', (words: Words) => {
    for (const thread of site.threads) {
      const seen = seenOn(recipe, parse(site.html(thread, words)), site.url(thread));
      expect({ thread: thread.id, ...judge(site, thread, seen) }, JSON.stringify(seen)).toEqual({
        thread: thread.id,
        wrong: [],
        right: true,
      });
    }
  });

  test('after changes of the page it is right, or less, and never wrong', () => {
    const random = seeded([...site.id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 11));
    const names = Object.keys(CHANGES);
    const wrong: string[] = [];
    const less: string[] = [];
    let right = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const thread of site.threads) {
        for (const name of [...names, 'all at once']) {
          const words = (['vi', 'en', 'es'] as const)[Math.floor(random() * 3)]!;
          const page = parse(site.html(thread, words));
          for (const one of name === 'all at once' ? names : [name]) CHANGES[one]!(page, random);
          const seen = seenOn(recipe, page, site.url(thread));
          const verdict = judge(site, thread, seen);
          const what = `${thread.id}, ${name}, ${words}, round ${round}`;
          if (verdict.wrong.length > 0)
            wrong.push(
              `${what}: ${verdict.wrong.join()} ${JSON.stringify(seen.messages)} ${JSON.stringify(seen)}`,
            );
          else if (verdict.right) right += 1;
          else less.push(`${what}: ${seen.health} ${seen.problems.join()} ${JSON.stringify(seen)}`);
        }
      }
    }
    total.right += right;
    total.less += less.length;
    total.wrong += wrong.length;
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(right / (right + less.length), less.slice(0, 5).join('\n')).toBeGreaterThanOrEqual(0.9);
  });
});

test('there were enough of them', () => {
  const all = total.right + total.less + total.wrong;
  expect(all).toBeGreaterThanOrEqual(300);
  expect(total.right / all).toBeGreaterThanOrEqual(0.95);
  expect(total.wrong).toBe(0);
});
