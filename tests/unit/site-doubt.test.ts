// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';

/**
 * Saved pages with one part changed, and that part alone tells: a switch half done, a namesake, a group. A damaged page
 * may lose it, so that the damaged pages cannot show this.
 */
const folder = join(import.meta.dirname, '..', 'fixtures', 'sites');
const registry = createRegistry(sites);

type Changes = readonly (readonly [from: string, to: string])[];

/** @throws when a text is not there, so that no case tests nothing. */
function readChanged(site: string, name: string, changes: Changes) {
  const base = join(folder, site, name);
  let html = readFileSync(`${base}.html`, 'utf8');
  for (const [from, to] of changes) {
    if (!html.includes(from)) throw new Error(`${site}/${name} no longer holds ${from}`);
    html = html.replaceAll(from, to);
  }
  const { url } = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as { url: string };
  return read(registry.recipeFor(url)!, new DOMParser().parseFromString(html, 'text/html'), url);
}

test.each<[string, string, string, Changes]>([
  ['an album of another thread', 'zalo', 'album-row-not-drawn', [['>Lan&nbsp;Nguyễn<', '>Hương<']]],
  ['another row that is marked', 'messenger', 'dm', [['href="/t/100081234500011/"', 'href="/t/1/"']]],
  [
    'another row that is marked',
    'facebook-marketplace',
    'buyer',
    [['href="/marketplace/t/6655001122334455/"', 'href="/marketplace/t/1/"']],
  ],
])('%s, on a page of %s (%s): nobody is named', (_what, site, name, changes) => {
  expect(readChanged(site, name, changes)).toMatchObject({
    health: 'degraded',
    problems: ['ids-disagree'],
    counterparts: [],
    messages: [],
  });
});

test.each<[string, string, string, Changes]>([
  [
    'senders in the bubbles',
    'zalo',
    'row-not-drawn',
    [
      [
        '<div class="message-content-wrapper"><div data-id="div_DisabledTargetEventLayer"><div class="text-message__container" data-id="div_ReceivedMsg_Text">',
        '<div class="message-content-wrapper"><div-12 class="message-sender-name-content">Minh</div-12><div data-id="div_DisabledTargetEventLayer"><div class="text-message__container" data-id="div_ReceivedMsg_Text">',
      ],
    ],
  ],
  ['a sender of another name', 'messenger', 'dm', [['At 10:02 AM, Lan:', 'At 10:02 AM, Minh:']]],
  [
    'two senders of other names, in a language nobody knows',
    'messenger',
    'unknown-language',
    [['O 15:41, Lan:', 'O 15:41, Minh:']],
  ],
  [
    'links to several profiles',
    'instagram',
    'dm',
    [
      [
        '<span class="xi81zsa">',
        '<a href="/minh_tran99/"><img alt="" src="data:,"></a><span class="xi81zsa">',
      ],
    ],
  ],
])('%s, on a page of %s (%s): a group is nobody', (_what, site, name, changes) => {
  const seen = readChanged(site, name, changes);
  expect(seen).toMatchObject({ health: 'ok', group: true, counterparts: [] });
  expect(seen.messages.length).toBeGreaterThan(0);
});
