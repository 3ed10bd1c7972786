import { describe, expect, test, vi } from 'vitest';
import { createGuard } from '../../lib/background/guard.ts';
import { createTabPages } from '../../lib/background/tab-pages.ts';
import { settingsSchema } from '../../lib/domain/settings.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { watchDraft } from '../../lib/site/watch-draft.ts';
import { product } from '../gallery/fake-offers.ts';
import { customer } from '../gallery/sample.ts';

const sightingOf = (name: string): Sighting => ({
  site: 'zalo',
  channel: 'zalo',
  thread: { id: name, url: 'https://chat.zalo.me/', subject: '' },
  counterparts: [{ name, identities: [], strength: 'weak' }],
  group: false,
  messages: [],
  order: null,
  health: 'ok',
  problems: [],
});

function desk(guardSites: string[] = ['zalo']) {
  const shelf = new Map<string, unknown>();
  const pages = createTabPages({
    get: async (key) =>
      key === null ? Object.fromEntries(shelf) : shelf.has(key) ? { [key]: shelf.get(key) } : {},
    set: async (items) => {
      for (const [key, value] of Object.entries(items)) shelf.set(key, value);
    },
    remove: async (key) => void shelf.delete(key),
  });
  const card = vi.fn(async () => ({
    customers: [customer('c1', 'Nguyễn Lan', { pronouns: 'em-chị' })],
    detail: null,
    maybe: [],
    remembered: [],
    logged: null,
    loggedBefore: null,
    never: null,
  }));
  let now = 1;
  const guard = createGuard({
    pages,
    registry: { recipeFor: () => null },
    settings: async () => settingsSchema.parse({ guardSites }),
    card,
    offers: async () => ({ products: [product('p1', '', 'Áo thun', 100_000)], last: new Map() }),
    now: () => now,
  });
  const opens = (tab: number, name: string) =>
    pages.change(tab, {
      url: 'https://chat.zalo.me/',
      site: 'zalo',
      sighting: sightingOf(name),
      reading: name,
    });
  const later = (ms: number) => {
    now += ms;
  };
  return { pages, guard, card, shelf, opens, later };
}

describe('the guard of a tab', () => {
  test('says what is odd, and keeps no word of what was written', async () => {
    const { pages, guard, opens, shelf } = desk();
    await opens(1, 'Lan');
    await guard.seen(1, { reading: 'Lan', text: 'Áo thun giá 90k nhé, mật khẩu xyz' });
    expect(pages.peek(1).warnings).toMatchObject([{ kind: 'price', said: 90_000, means: 100_000 }]);
    expect(JSON.stringify([...shelf])).not.toContain('mật khẩu');
    await guard.seen(1, { reading: 'Lan', text: '' });
    expect(pages.peek(1).warnings).toEqual([]);
  });

  test('asks the book nothing for a site that is off, or an answer to another thread', async () => {
    const off = desk([]);
    await off.opens(1, 'Lan');
    await off.guard.seen(1, { reading: 'Lan', text: 'Áo thun 1k' });
    const on = desk();
    await on.opens(1, 'Lan');
    await on.guard.seen(1, { reading: 'older', text: 'Áo thun 1k' });
    expect([...off.card.mock.calls, ...on.card.mock.calls]).toEqual([]);
  });

  test('says nothing of a thread that was left meanwhile', async () => {
    const { pages, guard, opens, card } = desk();
    await opens(1, 'Lan');
    card.mockImplementationOnce(async () => {
      await opens(1, 'Hoa');
      return { ...(await card()), customers: [] };
    });
    await guard.seen(1, { reading: 'Lan', text: 'Áo thun 1k' });
    expect(pages.peek(1).warnings ?? []).toEqual([]);
  });

  test('knows who was met today, until somebody is erased or half a day is over', async () => {
    const { pages, guard, opens, later } = desk();
    const isOdd = async () => {
      await guard.seen(2, { reading: 'Lan', text: 'Dạ em chào chị Hoa ạ' });
      return pages.peek(2).warnings?.map(({ kind }) => kind) ?? [];
    };
    await opens(1, 'Trần Hoa');
    await opens(1, 'Minh');
    await opens(2, 'Lan');
    expect(await isOdd()).toEqual(['name']);
    guard.forget();
    expect(await isOdd()).toEqual([]);
    await opens(1, 'Trần Hoa');
    await opens(1, 'Minh');
    expect(await isOdd()).toEqual(['name']);
    later(13 * 3_600_000);
    expect(await isOdd()).toEqual([]);
  });
});

test('a pause in typing is told once, and nothing after the switch was turned off', () => {
  vi.useFakeTimers();
  const heard: (() => void)[] = [];
  const paper = {
    addEventListener: (_type: string, listener: () => void, { signal }: { signal: AbortSignal }) => {
      if (!signal.aborted) heard.push(listener);
    },
  } as unknown as Document;
  const off = new AbortController();
  const paused = vi.fn();
  watchDraft(paper, off.signal, paused);
  for (let key = 0; key < 20; key += 1) {
    heard[0]?.();
    vi.advanceTimersByTime(100);
  }
  expect(paused).not.toHaveBeenCalled();
  vi.advanceTimersByTime(400);
  expect(paused).toHaveBeenCalledTimes(1);
  heard[0]?.();
  off.abort();
  vi.advanceTimersByTime(1000);
  expect(paused).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
