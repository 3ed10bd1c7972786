import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pack, unpack } from '../../lib/store/packing.ts';
import { openBook } from '../../lib/store/schema.ts';
import {
  newestManifest,
  readSnapshot,
  restoreSnapshot,
  type Shelf,
  type SnapshotPart,
  writeSnapshot,
} from '../../lib/store/snapshot.ts';
import {
  contentOf,
  drive,
  dueAt,
  freshName,
  logArgs,
  memoryShelf,
  START,
  testBook,
} from './store-fixture.ts';

const example = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/format/${name}`, import.meta.url), 'utf8'));

async function livedIn() {
  const driven = await testBook();
  const { run } = driven;
  const a = await run('customer.save', { set: { name: 'Lan' }, keys: ['email:a@b.vn'] });
  const b = await run('customer.save', { set: { name: 'Hoa' } });
  await run('interaction.log', logArgs([a.id!, b.id!], 't1', 'm1'));
  await run('note.add', { customer: a.id!, text: 'ghi chú' });
  await run('reminder.set', { customer: a.id, title: 'gọi', due: dueAt(START), thread: null });
  await run('customer.delete', { id: b.id! });
  return { ...driven, lan: a.id!, hoa: b.id! };
}

async function restored(shelf: Shelf) {
  const book = await openBook(freshName());
  await restoreSnapshot(shelf, book);
  return book;
}

describe('the last-good snapshot', () => {
  test('gives back every row, grave and fact in a new book, under a new replica', async () => {
    const { book } = await livedIn();
    const shelf = memoryShelf();
    await writeSnapshot(book, shelf, START);
    const anew = await restored(shelf);
    expect(await contentOf(anew)).toEqual(await contentOf(book));
    const graves = (await book.graves.toArray()).map((grave) => [grave.id, grave.stamp, grave.row.stamp]);
    expect((await anew.graves.toArray()).map((grave) => [grave.id, grave.stamp, grave.row.stamp])).toEqual(
      graves,
    );
    const [was, is] = await Promise.all([book.meta.get('state'), anew.meta.get('state')]);
    expect(is?.replica).not.toBe(was?.replica);
    expect(is).toMatchObject({ nextCode: was?.nextCode, clock: was?.clock });
  });

  test('the restored book goes on: edits win, codes are new, the deleted can be logged no more', async () => {
    const { book, lan, hoa } = await livedIn();
    const shelf = memoryShelf();
    await writeSnapshot(book, shelf, START);
    const { run, clock, book: anew } = drive(await restored(shelf), 'new-');
    clock.now -= 86_400_000;
    await run('customer.save', { id: lan, set: { name: 'Lan Anh' } });
    const [was, is] = await Promise.all([book.customers.get(lan), anew.customers.get(lan)]);
    expect(is!.stamps!.name! > was!.stamp).toBe(true);
    const { id } = await run('customer.save', { set: { name: 'Mai' } });
    expect(await anew.customers.get(id!)).toMatchObject({ code: 'KH-0003' });
    await expect(run('interaction.log', logArgs([hoa], 't2', 'm'))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('is skipped when nothing changed, and keeps two generations', async () => {
    const { book, run, lan } = await livedIn();
    const shelf = memoryShelf();
    const first = await writeSnapshot(book, shelf, 1);
    expect(await writeSnapshot(book, shelf, 2)).toBeNull();
    await run('note.add', { customer: lan, text: 'hai' });
    const second = await writeSnapshot(book, shelf, 3);
    await run('note.add', { customer: lan, text: 'ba' });
    const third = await writeSnapshot(book, shelf, 4);
    expect([first?.slot, second?.slot, third?.slot]).toEqual(['a', 'b', 'a']);
    expect(await readSnapshot(shelf)).toEqual(third);
    expect(await newestManifest(shelf)).toMatchObject({ at: 4, customers: 1, book: book.name });
    expect([...shelf.held.keys()].filter((key) => !/\d$/.test(key)).sort()).toEqual([
      'snapshot/a',
      'snapshot/b',
    ]);
  });

  test('a smaller one leaves no parts of a larger one behind', async () => {
    const { book, run } = await testBook();
    const rows = Array.from({ length: 1100 }, (_, i) => ({
      table: 'tags' as const,
      id: `t${i}`,
      fields: { name: `${i}` },
    }));
    const shelf = memoryShelf();
    await run('import.rows', { rows, from: 'x' });
    expect((await writeSnapshot(book, shelf, 1))?.parts.map((part) => part.rows)).toEqual([500, 500, 100]);
    const other = await testBook();
    await other.run('tag.save', { name: 'VIP' });
    await writeSnapshot(other.book, shelf, 2);
    await other.run('tag.save', { name: 'Sỉ' });
    await writeSnapshot(other.book, shelf, 3);
    expect([...shelf.held.keys()].sort()).toEqual([
      'snapshot/a',
      'snapshot/a/0',
      'snapshot/b',
      'snapshot/b/0',
    ]);
  });

  test.each([
    ['a part is missing', (held: Map<string, string>) => held.delete('snapshot/b/0')],
    [
      'a part was cut',
      (held: Map<string, string>) => held.set('snapshot/b/1', held.get('snapshot/b/1')!.slice(0, -8)),
    ],
    ['the manifest is missing', (held: Map<string, string>) => held.delete('snapshot/b')],
    ['the manifest was cut', (held: Map<string, string>) => held.set('snapshot/b', '{"v":1,')],
    ['a newer Beside wrote it', (held: Map<string, string>) => held.set('snapshot/b', '{"v":2}')],
  ])('when %s, the generation before counts', async (_what, harm) => {
    const { book, run, lan } = await livedIn();
    const shelf = memoryShelf();
    await writeSnapshot(book, shelf, 1);
    const before = await contentOf(book);
    await run('customer.save', { id: lan, set: { name: 'Lan Anh' } });
    await writeSnapshot(book, shelf, 2);
    harm(shelf.held);
    expect(await contentOf(await restored(shelf))).toEqual(before);
  });

  test('none at all is said', async () => {
    await expect(restored(memoryShelf())).rejects.toMatchObject({ code: 'not-found' });
    expect(await newestManifest(memoryShelf())).toBeNull();
  });

  test('a writer that dies midway spoils nothing', async () => {
    const { book, run, lan } = await livedIn();
    const shelf = memoryShelf();
    await writeSnapshot(book, shelf, 1);
    const before = await contentOf(book);
    await run('customer.save', { id: lan, set: { name: 'Lan Anh' } });
    let writes = 0;
    const full: Shelf = {
      ...shelf,
      set: async (key, text) => {
        writes += 1;
        if (writes > 2) throw new Error('full');
        await shelf.set(key, text);
      },
    };
    await expect(writeSnapshot(book, full, 2)).rejects.toThrow('full');
    expect(await contentOf(await restored(shelf))).toEqual(before);
    expect(await writeSnapshot(book, shelf, 3)).toMatchObject({ slot: 'b' });
  });

  test('holds what was written, deleted and brought back while it was being taken', async () => {
    const { book, run, lan, hoa } = await livedIn();
    const gone = (await book.changes.toArray()).find((change) => change.command === 'customer.delete')!;
    const memory = memoryShelf();
    const acts = [
      () => run('customer.save', { id: lan, set: { name: 'Lan Anh' } }),
      () => run('change.undo', { change: gone.id }),
      () => run('interaction.log', logArgs([hoa], 't9', 'm9')),
      () => run('customer.delete', { id: lan }),
    ];
    const busy: Shelf = {
      ...memory,
      set: async (key, text) => {
        await memory.set(key, text);
        await acts.shift()?.();
      },
    };
    await writeSnapshot(book, busy, 1);
    expect(acts).toEqual([]);
    expect(await contentOf(await restored(memory))).toEqual(await contentOf(book));
  });
});

describe('formats', () => {
  test('snapshot-v1.json is restored', async () => {
    const shelf = memoryShelf(new Map(Object.entries(example('snapshot-v1.json'))));
    const { ask, book } = drive(await restored(shelf));
    const card = await ask('card', {
      keys: ['tel:+84912345678'],
      names: [],
      site: 'gmail',
      threadId: 't1',
      messageId: 'm2',
    });
    expect(card.customers[0]).toMatchObject({
      code: 'KH-0001',
      name: 'Nguyễn Thị Lan',
      company: 'Hoa Sen',
      fields: { size: 'M' },
      contactCount: 2,
      money: { VND: 250_000 },
    });
    expect(card.logged?.customers).toHaveLength(2);
    expect(card.detail).toMatchObject({
      notes: [{ text: 'Gọi sau 17 giờ', pinned: true }],
      orders: [{ number: '#17' }],
    });
    expect(card.detail?.reminders).toMatchObject([{ title: 'Gửi bảng giá', state: 'open' }]);
    expect(await book.graves.count()).toBe(1);
  });

  test('a part is what docs/data-format.md says', async () => {
    const held = example('snapshot-v1.json');
    const manifest = JSON.parse(held['snapshot/a']);
    expect(Object.keys(manifest).sort()).toEqual(
      ['at', 'book', 'clock', 'customers', 'nextCode', 'parts', 'seq', 'slot', 'v'].sort(),
    );
    const part = (await unpack(held['snapshot/a/0'])) as SnapshotPart;
    expect(part.rows.customers).toHaveLength(2);
    expect(part.rows.customers?.[0]).not.toHaveProperty('keys');
    expect(await unpack(await pack(part))).toEqual(part);
  });

  test('book-v1.json opens, answers and takes commands', async () => {
    const name = freshName();
    await rawBook(name, example('book-v1.json'));
    const { ask, run, book } = drive(await openBook(name), 'new-');
    const card = await ask('card', {
      keys: ['email:lan@example.com'],
      names: [],
      site: 'gmail',
      threadId: 't1',
      messageId: 'm1',
    });
    const lan = card.customers[0]!;
    expect(lan).toMatchObject({ name: 'Nguyễn Thị Lan', contactCount: 2, orderCount: 1 });
    expect(card.logged).not.toBeNull();
    expect((await ask('search', { text: 'do hoa', limit: 5 }))[0]?.customer.name).toBe('Đỗ Hoa');
    const changes = await ask('changes', { customer: lan.id, limit: 50 });
    await run('change.undo', { change: changes[0]!.id });
    expect(await book.customers.get(lan.id)).not.toHaveProperty('company');
    expect(
      await book.customers.get((await run('customer.save', { set: { name: 'Mai' } })).id!),
    ).toMatchObject({ code: 'KH-0003' });
  });
});

interface RawStore {
  keyPath: string;
  autoIncrement: boolean;
  indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[];
  rows: unknown[];
}

/** Makes a database by hand, as an older Beside left it. */
function rawBook(name: string, book: { version: number; stores: Record<string, RawStore> }): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, book.version);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => {
      for (const [store, { keyPath, autoIncrement, indexes, rows }] of Object.entries(book.stores)) {
        const made = request.result.createObjectStore(store, { keyPath, autoIncrement });
        for (const index of indexes) made.createIndex(index.name, index.keyPath, index);
        for (const row of rows) made.add(row);
      }
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}
