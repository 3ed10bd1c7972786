import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { listenToErasing } from '../../lib/background/erasing.ts';
import { createTabPages, type TabPage } from '../../lib/background/tab-pages.ts';
import { copyBook, renewSnapshot } from '../../lib/service/safe-copy.ts';
import { readLedger } from '../../lib/store/ledger.ts';
import { unpack } from '../../lib/store/packing.ts';
import { type Book, openBook } from '../../lib/store/schema.ts';
import { restoreSnapshot } from '../../lib/store/snapshot.ts';
import { drive, freshName, memoryShelf, START, testBook } from './store-fixture.ts';

/** A background with its storages: what pages told, the safe copy, other books, notifications. */
async function background(others: string[] = []) {
  const driven = await testBook();
  const { run } = driven;
  const lan = (await run('customer.save', { set: { name: 'Lan "Hoa"' }, keys: ['email:lan@example.com'] }))
    .id!;
  const bao = (await run('customer.save', { set: { name: 'Bảo' }, keys: ['email:bao@example.com'] })).id!;
  const shelf = memoryShelf();
  await copyBook(driven.book, shelf, START);
  const session = new Map<string, unknown>();
  const store = {
    get: async (key: string | null) =>
      key === null ? Object.fromEntries(session) : { [key]: session.get(key) },
    set: async (items: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(items)) session.set(key, value);
    },
    remove: async (key: string) => void session.delete(key),
  };
  const told = (name: string, mail: string) =>
    ({
      url: 'https://x.example/',
      site: 'gmail',
      sighting: { counterparts: [{ name, identities: [mail] }] },
    }) as never;
  await createTabPages(store).change(1, told('Lan', 'email:lan@example.com'));
  await createTabPages(store).change(2, told('Bảo', 'email:bao@example.com'));
  await createTabPages(store).change(2, { sent: [{ text: 'Chị Lan ơi mai em gửi' }] as never });
  await createTabPages(store).change(3, { listed: [{ name: 'LAN "HOA"' }] as never, selection: '' });
  let sitting: unknown = { stops: [{ name: 'Bảo' }, { name: 'Lan "Hoa"' }] };
  const up = new Set(['due:r1:5', 'catch-up:3:0badcafe']);
  let ring: () => void = () => undefined;
  let busy = false;
  const api = {
    alarms: {
      onAlarm: {
        addListener(listener: () => void) {
          ring = listener;
        },
      },
    },
    notifications: {
      getAll: async () => Object.fromEntries([...up].map((id) => [id, true])),
      clear: async (id: string) => up.delete(id),
    },
  };
  /** Each call is another life of the worker: pages are read from the storage again. */
  const wake = () =>
    listenToErasing(api as never, {
      book: async () => driven.book,
      renewCopy: async (at) => !busy && renewSnapshot(driven.book, shelf, at, driven.clock.now),
      bookNames: async () => [driven.book.name, ...others],
      now: () => driven.clock.now,
      pages: createTabPages(store),
      sitting: {
        read: async () => sitting,
        write: async (next) => {
          sitting = next;
        },
      },
      changed: () => undefined,
    });
  const copies = async () => {
    const parts = [...shelf.held].filter(([key]) => /\d$/.test(key));
    return JSON.stringify(await Promise.all(parts.map(([, text]) => unpack(text))));
  };
  const page = (tab: number) => session.get(`tab.${tab}`) as TabPage;
  return {
    ...driven,
    lan,
    bao,
    wake,
    copies,
    page,
    up,
    shelf,
    tick: () => ring(),
    setBusy: (on: boolean) => (busy = on),
    sitting: () => sitting,
  };
}

const erase = (id: string) => ({ name: 'customer.erase' as const, args: { id } });
const pendingOf = async (book: Book) => (await readLedger(book)).erased[0]!.pending;

describe('erasing in the background', () => {
  test('leaves a group that is being gone through where the erased is not in it', async () => {
    const { wake, run, sitting } = await background();
    const other = await run('customer.save', { set: { name: 'Ngọc' }, keys: ['email:ngoc@example.com'] });
    await wake().run(erase(other.id!));
    expect(sitting()).not.toBeNull();
  });

  test('reaches pages, notifications and both generations of the safe copy', async () => {
    const { wake, lan, book, copies, page, up, run, bao, shelf, sitting } = await background();
    await run('note.add', { customer: bao, text: 'second generation' });
    await copyBook(book, shelf, START + 1);
    expect((await copies()).split('lan@example.com')).toHaveLength(3);
    await wake().run(erase(lan));
    expect(await copies()).not.toMatch(/lan@example\.com|Hoa/);
    expect(await copies()).toContain('bao@example.com');
    expect(page(1)).toMatchObject({ sighting: null, url: 'https://x.example/' });
    expect(page(2)).toMatchObject({ sighting: {}, sent: [] });
    expect(page(3).listed).toEqual([]);
    expect([...up]).toEqual(['due:r1:5']);
    expect(sitting()).toBeNull();
    expect(await pendingOf(book)).toEqual([]);
    const anew = await openBook(freshName());
    await restoreSnapshot(shelf, anew);
    expect((await anew.customers.toArray()).map(({ id }) => id)).toEqual([bao]);
    expect(await anew.graves.get(`customers/${lan}`)).toMatchObject({ row: { _erased: true } });
  });

  test('what a busy book or a killed background left undone is done at a later tick', async () => {
    const { wake, lan, book, copies, setBusy, tick, run } = await background();
    setBusy(true);
    await wake().run(erase(lan));
    expect(await pendingOf(book)).toContain('snapshot');
    expect(await copies()).toContain('lan@example.com');
    setBusy(false);
    wake();
    tick();
    await expect.poll(() => pendingOf(book)).toEqual([]);
    expect(await copies()).not.toContain('lan@example.com');
    // The book was erased, and the worker died before anything else.
    const { id } = await run('customer.save', { set: { name: 'Mai' }, keys: ['email:mai@example.com'] });
    await run('customer.erase', { id: id! });
    expect(await pendingOf(book)).toEqual(['snapshot', 'pages', 'books']);
    wake();
    tick();
    await expect.poll(() => pendingOf(book)).toEqual([]);
  });

  test('a former book of this browser loses the person too; one that will not open is counted', async () => {
    const name = freshName();
    const { wake, lan, book, shelf } = await background([name, 'beside-newer']);
    const former = await openBook(name);
    await restoreSnapshot(shelf, former);
    expect(await former.customers.get(lan)).toBeDefined();
    former.close();
    await new Promise((resolve) => {
      const opening = indexedDB.open('beside-newer', 999);
      opening.onsuccess = () => resolve(opening.result.close());
    });
    await wake().run(erase(lan));
    const after = drive(await openBook(name));
    expect(await after.ask('customer', { id: lan })).toBeNull();
    expect(JSON.stringify(await after.book.table('changes').toArray())).not.toContain('lan@example.com');
    expect((await readLedger(book)).erased[0]).toMatchObject({ closedBooks: 1, pending: [] });
  });
});
