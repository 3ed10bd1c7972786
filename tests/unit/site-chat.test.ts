// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { parseSighting } from '../../lib/domain/sighting-schema.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';
import { listedOn } from '../../lib/site/survey.ts';
import { parsePage } from '../harness/parse-page.ts';

/** What no single saved page shows: pages of the messengers, changed in one thing. */
const registry = createRegistry(sites);

function saved(site: string, name: string): { html: string; url: string } {
  const base = join(import.meta.dirname, '..', 'fixtures', 'sites', site, name);
  const { url } = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as { url: string };
  return { html: readFileSync(`${base}.html`, 'utf8'), url };
}

function readAs({ html, url }: { html: string; url: string }): Sighting {
  return parseSighting(read(registry.recipeFor(url)!, parsePage(html), url), {
    origin: new URL(url).origin,
  })!;
}

/** @throws when the page no longer holds it, so that no case tests nothing. */
function swap(page: { html: string; url: string }, from: string, to: string) {
  if (!page.html.includes(from)) throw new Error(`The page no longer holds ${from}`);
  return { ...page, html: page.html.replaceAll(from, to) };
}

const keysIn = ({ counterparts }: Sighting) => counterparts.flatMap(({ identities }) => identities);

describe('Telegram', () => {
  test('one person has one key in both of its programs', () => {
    expect(keysIn(readAs(saved('telegram-a', 'dm')))).toEqual(
      keysIn(readAs(saved('telegram-k', 'dm-by-id'))),
    );
  });

  test('the list of Web A names people by their ids, and no group', () => {
    const { html, url } = saved('telegram-a', 'dm');
    expect(listedOn(registry.recipeFor(url)!, parsePage(html), url)).toEqual([
      { name: 'Lan Nguyễn', identities: ['telegram:712345678'], strength: 'strong' },
      { name: 'Minh Trần', identities: ['telegram:698765432'], strength: 'strong' },
      { name: 'Hội bán hoa', identities: [], strength: 'weak' },
    ]);
  });

  test('what waits to be sent is no conversation', () => {
    expect(registry.recipeFor('https://web.telegram.org/a/#712345678_scheduled')).toBeNull();
    expect(registry.recipeFor('https://web.telegram.org/a/#712345678_pinned')?.id).toBe('telegram-a');
  });
});

describe('WhatsApp', () => {
  test('the two makings know one message by one id', () => {
    const [old, young] = ['old-saved', 'new-saved'].map((name) => readAs(saved('whatsapp', name)));
    expect(old?.messages[0]?.id).toBe(young?.messages[0]?.id);
  });

  test('a line below the name with a date in it makes no group; one with names does', () => {
    const page = saved('whatsapp', 'new-saved');
    const line = 'hoạt động lần cuối hôm nay lúc 10:01';
    const below = (words: string) => readAs(swap(page, line, words));
    expect(below('last seen November 20, 2026 at 10:01').group).toBe(false);
    expect(below('Vy, Minh, Bạn').group).toBe(true);
    expect(below('+84 938 111 222, +84 977 000 111').group).toBe(true);
  });

  test('a name that has a comma is no list of members', () => {
    const seen = readAs(swap(saved('whatsapp', 'old-saved'), 'Lan Nguyễn', 'Lan, hoa hồng'));
    expect(seen).toMatchObject({
      group: false,
      counterparts: [{ name: 'Lan, hoa hồng', strength: 'strong' }],
    });
  });

  test('under a number anybody may write: it is one person, whatever they call themselves', () => {
    expect(readAs(saved('whatsapp', 'new-unsaved'))).toMatchObject({ group: false });
  });

  test('one who is called as we are gets no direction from the name', () => {
    const seen = readAs(swap(saved('whatsapp', 'new-unmarked'), 'Minh Trần', 'Shop Hoa'));
    expect(seen.messages.map(({ direction }) => direction)).toEqual(['in', 'in', 'unknown', 'unknown', 'in']);
  });

  test('the list gives names, and a number where there is one', () => {
    const { html, url } = saved('whatsapp', 'new-saved');
    const listed = listedOn(registry.recipeFor(url)!, parsePage(html), url);
    expect(listed.map(({ name }) => name)).toEqual([
      'Lan Nguyễn',
      'Minh Trần',
      'Hội bán hoa',
      '+84 938 111 222',
    ]);
    expect(listed.at(-1)?.strength).toBe('strong');
  });
});

describe('Outlook', () => {
  test('an address and a selected row of two conversations are a page in doubt', () => {
    const page = saved('outlook', 'address-in-name');
    const other = { ...page, url: saved('outlook', 'item-ids-other').url };
    expect(readAs(other)).toMatchObject({ health: 'degraded', counterparts: [], problems: ['ids-disagree'] });
  });

  test('a picture named for two screens is no address', () => {
    const page = swap(saved('outlook', 'name-only'), 'class="recips"', 'class="recips" title="logo@2x.png"');
    expect(keysIn(readAs(page))).toEqual([]);
  });
});

describe('LinkedIn', () => {
  test('one who writes but is not the heading makes a conversation of several', () => {
    const page = swap(
      saved('linkedin', 'thread'),
      'hoverable-link-text">Lan Nguyễn',
      'hoverable-link-text">Vy Lê',
    );
    expect(readAs(page)).toMatchObject({ group: true, counterparts: [] });
  });

  test('where the mark of what came in is gone, nothing is ours for lack of it', () => {
    const seen = readAs(swap(saved('linkedin', 'thread'), 'msg-s-event-listitem--other', 'renamed'));
    expect(seen.messages.map(({ direction }) => direction)).toEqual(['in', 'unknown', 'unknown']);
  });
});
