import { describe, expect, test } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import { parseRecipe } from '../../lib/domain/recipe-schema.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites as every } from '../../lib/site/sites.ts';
import gmail from '../../lib/sites/gmail.ts';
import telegramK from '../../lib/sites/telegram-k.ts';
import woocommerce from '../../lib/sites/woocommerce.ts';

const sites: Recipe[] = [gmail, telegramK, woocommerce];

describe('a recipe from outside', () => {
  test.each(every)('$id ($address) is one, and survives the way as JSON', (site) => {
    expect(parseRecipe(JSON.parse(JSON.stringify(site)))).toEqual(site);
  });
  test.each([
    ['nothing', null],
    ['a field nobody knows', { ...gmail, script: 'alert(1)' }],
    ['a pattern that is none', { ...gmail, address: '(' }],
    ['no place for a thread', { ...gmail, thread: { ...gmail.thread, root: [] } }],
    ['a selector of a megabyte', { ...gmail, replyBox: ['a'.repeat(1e6)] }],
    ['a field nobody knows, deep inside', { ...gmail, messages: { ...gmail.messages, id: [{ eval: 'x' }] } }],
    ['a scheme with a space', { ...gmail, own: { ...gmail.own, as: 'e mail:' } }],
    ['a wait of no time', { ...gmail, watch: { ...gmail.watch, settle: 0 } }],
  ])('%s is refused', (_what, raw) => {
    expect(parseRecipe(raw)).toBeNull();
  });
});

describe('which site a page is of', () => {
  const registry = createRegistry(sites);
  test.each([
    ['https://mail.google.com/mail/u/0/#inbox', 'gmail'],
    ['https://mail.google.com/mail/u/3/?pli=1#label/x/FMfcgzQcqRDTLbVhSXmJpQNzkKdWwFgZ', 'gmail'],
    ['https://mail.google.com/chat/u/0/', null],
    ['https://mail.google.com.evil.example/mail/u/0/', null],
    ['http://mail.google.com/mail/u/0/', null],
    ['https://evil.example/https://mail.google.com/mail/', null],
    ['https://web.telegram.org/k/#777', 'telegram-k'],
    ['https://web.telegram.org/a/#777', null],
    ['https://shop.example/wp-admin/post.php?post=12&action=edit', 'woocommerce'],
    ['https://shop.example/wp-admin/post.php?action=edit&post=12', 'woocommerce'],
    ['https://shop.example/wp-admin/post.php?post=12&action=trash', null],
    ['https://shop.example/wp-admin/admin.php?page=wc-orders&action=edit&id=12', 'woocommerce'],
    ['https://shop.example/wp-admin/admin.php?page=wc-orders--shop_subscription&action=edit&id=12', null],
    ['https://shop.example/wp-admin/admin.php?page=wc-orders', null],
    ['http://localhost:8080/shop/wp-admin/admin.php?page=wc-orders&action=edit&id=12', 'woocommerce'],
    ['https://shop.example/?x=/wp-admin/post.php?post=12&action=edit', null],
    ['https://shop.example/wp-admin/edit.php?post_type=shop_order', null],
    ['about:blank', null],
    ['', null],
  ])('%s', (url, wanted) => {
    expect(registry.recipeFor(url)?.id ?? null).toBe(wanted);
  });

  test('nothing granted: sites by name are listed, shops have no address yet', () => {
    const known = { evidence: 'A', verified: '2026-10', basic: false, onClick: false, taught: false };
    expect(registry.listSites([])).toEqual([
      { id: 'gmail', origins: [{ origin: 'https://mail.google.com', granted: false }], ...known },
      { id: 'telegram-k', origins: [{ origin: 'https://web.telegram.org', granted: false }], ...known },
      { id: 'woocommerce', origins: [], ...known },
    ]);
  });
  test('each granted host that no site claims is a shop', () => {
    const list = registry.listSites([
      'https://mail.google.com/*',
      'https://shop.example/*',
      'http://localhost:8080/*',
      '*://old.example/*',
    ]);
    expect(list.map(({ id, origins }) => ({ id, origins }))).toEqual([
      { id: 'gmail', origins: [{ origin: 'https://mail.google.com', granted: true }] },
      { id: 'telegram-k', origins: [{ origin: 'https://web.telegram.org', granted: false }] },
      {
        id: 'woocommerce',
        origins: ['https://shop.example', 'http://localhost:8080', 'https://old.example'].map((origin) => ({
          origin,
          granted: true,
        })),
      },
    ]);
  });
  test('a shop that sells in several countries is switched on in one of them alone', () => {
    const market: Recipe = {
      ...gmail,
      id: 'market',
      matches: ['https://a.example/*', 'https://b.example/*'],
    };
    expect(createRegistry([market]).listSites(['https://b.example/*'])[0]?.origins).toEqual([
      { origin: 'https://a.example', granted: false },
      { origin: 'https://b.example', granted: true },
    ]);
  });
  test('pages of several kinds are one site, as sure as the least of them', () => {
    const chat: Recipe = { ...gmail, id: 'market', matches: ['https://a.example/chat*'] };
    const orders: Recipe = {
      ...chat,
      matches: ['https://a.example/order*'],
      basic: true,
      verified: { date: '2021-03', evidence: 'C' },
    };
    expect(createRegistry([chat, orders]).listSites([])).toEqual([
      {
        id: 'market',
        origins: [{ origin: 'https://a.example', granted: false }],
        evidence: 'C',
        verified: '2021-03',
        basic: false,
        onClick: false,
        taught: false,
      },
    ]);
  });
  test('what the user taught comes before what is built in', () => {
    const mended: Recipe = { ...gmail, name: 'mended' };
    const url = 'https://mail.google.com/mail/u/0/#inbox';
    expect(createRegistry(sites, [mended]).recipeFor(url)?.name).toBe('mended');
    expect(createRegistry(sites, []).recipeFor(url)?.name).toBe('Gmail');
  });
});
