import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { recordedPart } from '../../lib/domain/merge.ts';
import { type Row, TABLES } from '../../lib/domain/row.ts';
import { joinMatches, linkMatches } from '../../lib/service/sync-match.ts';
import type { Book } from '../../lib/store/schema.ts';
import { dueAt, logArgs } from './store-fixture.ts';
import { begin, bookAt, inStep, join, type SyncedBook, twoBooks } from './sync-fixture.ts';

/** Everything recorded, with its stamps: equal in two books that are in step. */
async function recorded(book: Book): Promise<Record<string, Row[]>> {
  const all: Record<string, Row[]> = {};
  const graves = await book.graves.toArray();
  for (const table of TABLES) {
    const rows = (await book.recorded(table).toArray()) as Row[];
    const dead = graves.filter((grave) => grave.table === table).map(({ row }) => row);
    all[table] = [...rows, ...dead]
      .filter(({ stamp }) => stamp !== '')
      .map((row) => recordedPart(table, row))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  return all;
}

async function expectEqual(a: SyncedBook, b: SyncedBook): Promise<void> {
  expect(await recorded(b.book)).toEqual(await recorded(a.book));
  // Whatever is written by hand fits where it arrives.
  for (const { book } of [a, b]) expect(await book.deferred.count()).toBe(0);
}

const KEYS = ['email:lan@example.vn', 'tel:+84912345678'];
const lan = { id: 'lan', set: { name: 'Nguyễn Thị Lan' }, keys: KEYS };

describe('two books in step', () => {
  test('edits, deletions, tags, log entries and reminders of both are in both', async () => {
    const { a, b } = await twoBooks();
    await a.run('customer.save', lan);
    await inStep(a, b);
    expect(await b.book.customers.get('lan')).toMatchObject({ name: 'Nguyễn Thị Lan', keys: KEYS });
    await b.run('customer.save', { id: 'lan', set: { name: 'Chị Lan' } });
    await a.run('tag.save', { id: 'vip', name: 'VIP' });
    await a.run('tag.put', { customers: ['lan'], tag: 'vip', on: true });
    await b.run('note.add', { id: 'n1', customer: 'lan', text: 'Thích màu xanh' });
    await b.run('interaction.log', logArgs(['lan'], 't1', 'm1'));
    await a.run('customer.save', { id: 'hoa', set: { name: 'Hoa' } });
    await inStep(a, b);
    await b.run('customer.delete', { id: 'hoa' });
    const due = dueAt(Date.UTC(2027, 0, 1));
    await a.run('reminder.set', { customer: 'lan', title: 'Gọi lại', due, thread: null });
    await inStep(a, b);
    await expectEqual(a, b);
    expect(await a.book.customers.get('hoa')).toBeUndefined();
    expect(await a.book.customers.get('lan')).toMatchObject({
      name: 'Chị Lan',
      tags: ['vip'],
      contactCount: 1,
    });
    const [change] = await b.ask('changes', { customer: 'lan', limit: 1 });
    expect(change).toMatchObject({ command: 'reminder.set', origin: 'sync' });
  });

  test('what the other did can be taken back, and that is known there', async () => {
    const { a, b } = await twoBooks();
    await a.run('customer.save', lan);
    const { change } = await a.run('customer.save', { id: 'lan', set: { name: 'Nhầm' } });
    await inStep(a, b);
    await b.run('change.undo', { change: change! });
    await inStep(a, b);
    expect(await a.book.customers.get('lan')).toMatchObject({ name: 'Nguyễn Thị Lan' });
    await expect(a.run('change.undo', { change: change! })).rejects.toThrow('not-undoable');
    await expectEqual(a, b);
  });

  test('32: both edit one note: the newest is shown, the other is kept for ninety days', async () => {
    const { a, b } = await twoBooks();
    await a.run('customer.save', lan);
    await a.run('note.add', { id: 'n1', customer: 'lan', text: 'Cỡ M' });
    await inStep(a, b);
    await a.run('note.edit', { id: 'n1', text: 'Cỡ M, màu đỏ' });
    b.clock.now += 60_000;
    await b.run('note.edit', { id: 'n1', text: 'Cỡ L' });
    await inStep(a, b);
    for (const one of [a, b]) {
      expect(await one.book.notes.get('n1')).toMatchObject({ text: 'Cỡ L' });
      expect(await one.ask('versions', { note: 'n1', now: one.clock.now })).toMatchObject([
        { text: 'Cỡ M, màu đỏ' },
      ]);
    }
    // An edit of what was seen is no conflict.
    await a.run('note.edit', { id: 'n1', text: 'Cỡ XL' });
    await inStep(a, b);
    expect(await b.ask('versions', { note: 'n1', now: b.clock.now })).toHaveLength(1);
    // Then it is over: not shown, and gone with whatever comes next.
    b.clock.now += 91 * 86_400_000;
    a.clock.now = b.clock.now;
    expect(await b.ask('versions', { note: 'n1', now: b.clock.now })).toEqual([]);
    await a.run('note.edit', { id: 'n1', text: 'Cỡ XXL' });
    await inStep(a, b);
    expect(await b.book.versions.count()).toBe(0);
  });

  test('36: one key on two customers of two devices has one holder everywhere', async () => {
    const { a, b } = await twoBooks();
    await a.run('customer.save', { id: 'x', set: { name: 'X' }, keys: ['tel:+84900000001'] });
    b.clock.now += 5_000;
    await b.run('customer.save', { id: 'y', set: { name: 'Y' }, keys: ['tel:+84900000001'] });
    await inStep(a, b);
    for (const { book } of [a, b]) {
      expect(await book.customers.get('y')).toMatchObject({ keys: ['tel:+84900000001'] });
      expect(await book.customers.get('x')).toMatchObject({ keys: [], doubts: ['tel:+84900000001'] });
    }
    await expectEqual(a, b);
  });

  test('merge and split on one are merge and split on the other', async () => {
    const { a, b } = await twoBooks();
    await a.run('customer.save', lan);
    await b.run('customer.save', { id: 'lan2', set: { name: 'Lan zalo' }, keys: ['zalo:lan'] });
    await inStep(a, b);
    await a.run('customer.merge', { kept: 'lan', member: 'lan2' });
    await inStep(a, b);
    expect(await b.book.customers.get('lan2')).toMatchObject({ root: 'lan' });
    await b.run('customer.split', { member: 'lan2' });
    await inStep(a, b);
    expect((await a.book.customers.get('lan2'))?.root).toBeUndefined();
    await expectEqual(a, b);
  });

  test('38: who was erased stays away, whatever a device that was away still writes', async () => {
    const { a, b, objects } = await twoBooks();
    await a.run('customer.save', lan);
    await a.run('interaction.log', logArgs(['lan'], 't1', 'm1'));
    await a.run('note.add', { id: 'n1', customer: 'lan', text: 'Bí mật của Lan' });
    await inStep(a, b);
    // B writes about her while it is away.
    await b.run('note.add', { id: 'n2', customer: 'lan', text: 'Lan hỏi thêm' });
    await b.run('interaction.log', logArgs(['lan'], 't1', 'm2'));
    await a.run('customer.erase', { id: 'lan' });
    await inStep(a, b);
    await inStep(a, b);
    for (const { book } of [a, b]) {
      const everything = JSON.stringify([await recorded(book), await book.changes.toArray()]);
      for (const word of ['Thị Lan', 'Bí mật', 'hỏi thêm', ...KEYS]) expect(everything).not.toContain(word);
    }
    await expectEqual(a, b);
    // What was sealed before is gone from the store: no log reaches back to her.
    const heads = [...objects.keys()].filter((path) => path.includes('/l/'));
    for (const { book } of [a, b]) expect(await book.syncOut.count()).toBeLessThan(3);
    expect(heads.length).toBeLessThan(4);
    // Saved again, she is somebody new.
    await a.run('customer.save', { ...lan, id: 'lan-2' });
    await inStep(a, b);
    expect(await b.book.customers.get('lan-2')).toMatchObject({ keys: KEYS });
  });

  test('a device that was away for 400 days, with deletions and edits on both sides', async () => {
    const { a, b } = await twoBooks();
    for (const id of ['one', 'two']) await a.run('customer.save', { id, set: { name: id } });
    await inStep(a, b);
    await b.run('customer.save', { id: 'one', set: { about: 'viết khi vắng' } });
    await a.run('customer.delete', { id: 'two' });
    for (let month = 0; month < 14; month++) {
      a.clock.now += 30 * 86_400_000;
      await a.run('customer.save', { id: `month-${month}`, set: { name: 'M' } });
      await a.sync();
    }
    b.clock.now = a.clock.now;
    await b.run('customer.save', { id: 'two', set: { about: 'không biết đã xoá' } });
    await inStep(a, b);
    await expectEqual(a, b);
    expect(await b.book.customers.get('two')).toBeUndefined();
    expect(await a.book.customers.get('one')).toMatchObject({ about: 'viết khi vắng' });
    expect(await b.book.customers.get('month-0')).toMatchObject({ name: 'M' });
  });
});

describe('37: joining with a book that has customers already', () => {
  test('nothing is replaced; the same people are found by their handles, and linked', async () => {
    const objects = new Map();
    const a = await bookAt(objects, 'a-');
    const b = await bookAt(objects, 'b-');
    const rows = (from: string, first: number) =>
      Array.from({ length: 200 }, (_, i) => ({
        table: 'customers' as const,
        id: `${from}${i}`,
        fields: {
          name: `${from} ${i}`,
          createdAt: first,
          links: { [`tel:+8490${String(first * 100 + i).padStart(7, '0')}`]: { by: 'import', at: 1, from } },
        },
      }));
    await a.run('import.rows', { rows: rows('quay', 1), from: 'a' });
    // Half of them are the same people.
    await b.run('import.rows', { rows: rows('nha', 2), from: 'b' });
    const { kit } = await begin(a);
    await a.sync();
    await join(b, kit);
    await inStep(a, b);
    await expectEqual(a, b);
    expect(await a.book.customers.count()).toBe(400);
    const matches = await joinMatches(b.book);
    expect(matches).toHaveLength(100);
    expect(matches[0]).toMatchObject({ keys: [expect.stringMatching(/^tel:/)] });
    const changes = await linkMatches(b.book, matches, b.deps);
    await inStep(a, b);
    expect(await a.ask('count', {})).toMatchObject({ customers: 300 });
    expect(await joinMatches(a.book)).toEqual([]);
    await a.run('change.undo', { change: changes[0]! });
    await inStep(a, b);
    expect(await b.ask('count', {})).toMatchObject({ customers: 301 });
    await expectEqual(a, b);
  });
});

describe('what the store sees', () => {
  test('no value, no name, no field: only sealed bytes under names that say nothing', async () => {
    const { a, b, objects } = await twoBooks();
    await a.run('customer.save', { ...lan, set: { ...lan.set, about: 'Trả chậm', address: '12 Hàng Bạc' } });
    await a.run('note.add', { id: 'n1', customer: 'lan', text: 'Thích màu xanh ngọc' });
    await inStep(a, b);
    await b.run('interaction.log', logArgs(['lan'], 'luong-1', 'tin-1'));
    await inStep(a, b);
    const words = new Set<string>();
    const collect = (value: unknown): void => {
      if (typeof value === 'string' && value.length > 4) words.add(value);
      else if (Array.isArray(value)) value.forEach(collect);
      else if (typeof value === 'object' && value !== null)
        for (const [name, held] of Object.entries(value)) {
          if (name.length > 4) words.add(name);
          collect(held);
        }
    };
    collect(await recorded(a.book));
    for (const word of ['customers', 'interactions', 'Máy quầy', 'Máy nhà', 'chain', 'floor'])
      words.add(word);
    expect(words.size).toBeGreaterThan(40);
    const seen = [...objects]
      .map(([path, bytes]) => `${path}\n${Buffer.from(bytes).toString('latin1')}`)
      .join('\n');
    const genesis = [...objects].find(([path]) => path.endsWith('/g'))!;
    const known = Buffer.from(genesis[1]).toString('utf8');
    const shown = [...words].filter(
      (word) =>
        (seen.includes(word) || seen.includes(Buffer.from(word, 'utf8').toString('latin1'))) &&
        !known.includes(word),
    );
    expect(shown).toEqual([]);
    expect([...objects.keys()].filter((path) => !/^[a-z2-7]{26}\/[a-z0-9/]+$/.test(path))).toEqual([]);
    // The genesis is in the clear: keys, and nothing that a person wrote.
    for (const word of ['Lan', 'Máy']) expect(known).not.toContain(word);
  });

  test('while sync is off there is nothing of it', async () => {
    const a = await bookAt(new Map(), 'a-');
    await a.run('customer.save', lan);
    await a.sync();
    expect(a.remote.asked).toEqual([]);
    expect(await a.book.syncOut.count()).toBe(0);
    expect(await a.ask('sync', {})).toMatchObject({ phase: 'off', waiting: 0 });
  });
});
