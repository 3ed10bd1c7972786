// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { watch } from '../../lib/site/watch.ts';
import gmail from '../../lib/sites/gmail.ts';

/** The address is the next one's, and the page has not moved yet: nothing on it says so but that it stayed the same. */
const orders: Recipe = {
  ...gmail,
  id: 'orders',
  thread: {
    root: ['.order'],
    holds: ['h1'],
    id: [{ in: 'url', match: '#/order/(\\d+)' }],
    token: [{ in: 'url', match: '#/order/(\\d+)' }],
    subject: [{ select: 'h1' }],
  },
  people: { header: { items: ['.buyer'], name: [{}], identities: [{ as: 'shop:', take: [{}] }] } },
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  order: {
    id: [{ in: 'url', match: '#/order/(\\d+)' }],
    number: [{ select: 'h1' }],
    total: [],
    currency: [],
    status: [],
  },
  expects: [],
  watch: { root: ['body'], attributes: [], agrees: 'settle', settle: 1200, unique: true },
};

const { happyDOM } = window as unknown as { happyDOM: { setURL(url: string): void } };
let leaving: AbortController;
let shown: Sighting | null = null;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
  leaving = new AbortController();
  shown = null;
});
afterEach(() => {
  leaving.abort();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const el = (tag: string, name: string, text = '') => {
  const node = document.createElement(tag);
  node.className = name;
  node.append(text);
  return node;
};

function start(recipe: Recipe) {
  watch(recipe, document, {
    signal: leaving.signal,
    seen: (sighting) => {
      shown = sighting;
    },
    gone: () => {
      shown = null;
    },
  });
}

function go(id: number) {
  happyDOM.setURL(`https://shop.example/#/order/${id}`);
  window.dispatchEvent(new Event('popstate'));
}

function show(heading: string, buyer: string, ...texts: string[]) {
  const order = el('div', 'order');
  order.append(el('h1', '', heading), el('p', 'buyer', buyer), ...texts.map((text) => el('p', 'text', text)));
  document.body.replaceChildren(order);
}

describe('an order that opens in the place of another', () => {
  const buyers = () => shown?.counterparts.map(({ name }) => name) ?? null;

  test('is not given the buyer of the one before, however long that one stays', async () => {
    go(1);
    show('A1', 'lan');
    start(orders);
    await pass(1500);
    expect(buyers()).toEqual(['lan']);
    go(2);
    await pass(100);
    expect(buyers()).toBeNull();
    await pass(10_000);
    expect(shown).toMatchObject({ health: 'degraded', counterparts: [], order: null });
    show('A2', 'minh');
    await pass(2000);
    expect(shown).toMatchObject({ health: 'ok', order: { id: '2', number: 'A2' } });
    expect(buyers()).toEqual(['minh']);
    go(1);
    show('A1', 'lan');
    await pass(2000);
    expect(buyers()).toEqual(['lan']);
  });

  test('nor is a chat given the messages of the one before, where both have one name', async () => {
    const chats: Recipe = {
      ...orders,
      order: undefined,
      messages: { ...orders.messages, items: ['.text'], id: [], idFromWords: true, text: [{}] },
      watch: { ...orders.watch, unique: undefined },
    } as Recipe;
    go(1);
    show('Lan', 'Lan', 'Còn hoa không?');
    start(chats);
    await pass(1500);
    expect(shown).toMatchObject({ health: 'ok', thread: { id: '1' } });
    go(2);
    await pass(10_000);
    expect(shown).toMatchObject({ health: 'degraded', counterparts: [] });
    show('Lan', 'Lan', 'Giao chưa shop?');
    // The simulated page tells of its changes by a clock of its own.
    await vi.waitFor(() => expect(shown).toMatchObject({ health: 'ok', thread: { id: '2' } }), 10_000);
  });
});
