import { describe, expect, test } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import { parseRecipe } from '../../lib/domain/recipe-schema.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import gmail from '../../lib/sites/gmail.ts';
import telegramK from '../../lib/sites/telegram-k.ts';
import woocommerce from '../../lib/sites/woocommerce.ts';

const sites: Recipe[] = [gmail, telegramK, woocommerce];

describe('a recipe from outside', () => {
  test.each(sites)('$id is one, and survives the way as JSON', (site) => {
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
    expect(registry.listSites([])).toEqual([
      { id: 'gmail', name: 'Gmail', origins: ['https://mail.google.com'], granted: false },
      { id: 'telegram-k', name: 'Telegram', origins: ['https://web.telegram.org'], granted: false },
      { id: 'woocommerce', name: 'WooCommerce', origins: [], granted: false },
    ]);
  });
  test('each granted host that no site claims is a shop', () => {
    const list = registry.listSites([
      'https://mail.google.com/*',
      'https://shop.example/*',
      'http://localhost:8080/*',
      '*://old.example/*',
    ]);
    expect(list.map(({ id, granted, origins }) => ({ id, granted, origins }))).toEqual([
      { id: 'gmail', granted: true, origins: ['https://mail.google.com'] },
      { id: 'telegram-k', granted: false, origins: ['https://web.telegram.org'] },
      {
        id: 'woocommerce',
        granted: true,
        origins: ['https://shop.example', 'http://localhost:8080', 'https://old.example'],
      },
    ]);
  });
  test('patterns to ask for', () => {
    expect(registry.patternsFor('gmail')).toEqual(['https://mail.google.com/*']);
    expect(registry.patternsFor('woocommerce')).toEqual([]);
    expect(registry.patternsFor('nothing')).toEqual([]);
  });
});
