import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { contentOf, dueAt, START, testBook } from './store-fixture.ts';

const evidence = { by: 'import' as const, at: 1, from: 'khach.csv' };
const customer = (id: string, fields: Record<string, unknown>) => ({
  table: 'customers' as const,
  id,
  fields,
});

/** More than the hundred awaits after which Dexie would lose a careless transaction, and than one search chunk. */
const MANY = 700;
const manyCustomers = Array.from({ length: MANY }, (_, i) =>
  customer(`c${i}`, {
    name: `Khách ${i}`,
    links: { [`email:k${i}@b.vn`]: evidence, [`zalo:${i}`]: evidence },
    tags: ['vip'],
  }),
);

describe('import', () => {
  test('brings a page of whole rows in one change, and one undo takes all of it away', async () => {
    const { run, ask, book } = await testBook();
    const before = await contentOf(book);
    const rows = [
      ...manyCustomers,
      { table: 'notes' as const, id: 'n1', fields: { customer: 'c1', text: 'ghi chú', at: 5 } },
      { table: 'reminders' as const, id: 'r1', fields: { customer: 'c1', title: 'gọi', due: dueAt(START) } },
      {
        table: 'orders' as const,
        id: 'o1',
        fields: { customer: 'c1', total: 5, currency: 'VND', at: 7, number: '#9' },
      },
      {
        table: 'interactions' as const,
        id: 'gmail/t/m',
        fields: { kind: 'email', direction: 'in', at: 9, customers: ['c1', 'c2'] },
      },
    ];
    const imported = await run('import.rows', { rows, from: 'khach.csv' });
    expect(await book.changes.toArray()).toMatchObject([{ origin: 'import', prior: [], customers: [] }]);
    expect(await book.customers.get('c1')).toMatchObject({
      code: 'KH-0002',
      keys: ['email:k1@b.vn', 'zalo:1'],
      tags: ['vip'],
      nextDueAt: START,
      contactCount: 1,
      waitingSince: 9,
      orderCount: 1,
      money: { VND: 5 },
      lastOrderAt: 7,
    });
    expect((await ask('search', { text: 'ghi chú', limit: 3 })).map((hit) => hit.customer.id)).toEqual([
      'c1',
    ]);
    await run('change.undo', { change: imported.change! });
    expect(await contentOf(book)).toEqual(before);
    expect(await book.graves.count()).toBe(rows.length);
    await run('import.rows', { rows, from: 'khach.csv' });
    expect(await ask('count', {})).toEqual({ customers: MANY, samples: 0, colleagues: 0 });
    expect(await book.graves.count()).toBe(0);
  });

  test('merges rows that exist field by field, and undo gives back what they held', async () => {
    const { run, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan', about: 'cũ' }, keys: ['zalo:1'] });
    const before = await contentOf(book);
    const rows = [
      customer(id!, { about: 'mới', company: 'Hoa Sen', links: { 'tel:+84912345678': evidence } }),
      customer('x', { name: 'Mới' }),
    ];
    const imported = await run('import.rows', { rows, from: 'khach.csv' });
    expect(await book.customers.get(id!)).toMatchObject({
      name: 'Lan',
      about: 'mới',
      company: 'Hoa Sen',
      code: 'KH-0001',
      keys: ['tel:+84912345678', 'zalo:1'],
    });
    expect(await run('import.rows', { rows, from: 'khach.csv' })).toMatchObject({ change: null });
    await run('change.undo', { change: imported.change! });
    expect(await contentOf(book)).toEqual(before);
  });

  test('keeps the core of a logged entry', async () => {
    const { run, book } = await testBook();
    await run('customer.save', { id: 'a', set: { name: 'A' } });
    const entry = (fields: object) => [
      { table: 'interactions' as const, id: 'e', fields: { at: 5, customers: ['a'], ...fields } },
    ];
    await run('import.rows', { rows: entry({ subject: 'một' }), from: 'x' });
    await run('import.rows', { rows: entry({ subject: 'hai', at: 6, status: 'closed' }), from: 'x' });
    expect(await book.interactions.get('e')).toMatchObject({ subject: 'một', at: 5, status: 'closed' });
  });

  test('cleans and caps what people typed, and keeps fields it does not know', async () => {
    const { run, book } = await testBook();
    const name = `Lan\u0000\u202e${'x'.repeat(1_000_000)}`;
    await run('import.rows', { rows: [customer('a', { name, loyalty: { points: 3 } })], from: 'x' });
    const row = await book.customers.get('a');
    expect(row?.name).toBe(`Lan${'x'.repeat(197)}`);
    expect(row).toMatchObject({ loyalty: { points: 3 } });
  });

  test.each([
    ['a wrong type', customer('b', { name: 7 }), 'row 1: name'],
    ['a broken date', customer('b', { createdAt: Number.NaN }), 'row 1: createdAt'],
    ['a key that is none', customer('b', { links: { 'no key': evidence } }), 'row 1: links'],
    ['a link without evidence', customer('b', { 'links/zalo:1': 'yes' }), 'row 1: links/zalo:1'],
    ['a huge unknown field', customer('b', { other: 'x'.repeat(30_000) }), 'row 1: other'],
    ['a note of nobody', { table: 'notes' as const, id: 'n', fields: { text: 'x' } }, 'row 1: customer'],
    [
      'a reminder without a time',
      { table: 'reminders' as const, id: 'r', fields: { title: 'x' } },
      'row 1: due',
    ],
    [
      'a note that would have to be cut',
      { table: 'notes' as const, id: 'n', fields: { customer: 'a', text: 'x'.repeat(50_000) } },
      'row 1: text',
    ],
    ['one key for two', customer('b', { links: { 'zalo:1': evidence } }), 'row 1: links/zalo:1'],
  ])('%s refuses the page, says where, and writes nothing', async (_what, bad, detail) => {
    const { run, book } = await testBook();
    const rows = [customer('a', { name: 'A', links: { 'zalo:1': evidence } }), bad];
    await expect(run('import.rows', { rows, from: 'x' })).rejects.toMatchObject({
      code: 'bad-input',
      detail,
    });
    expect(await book.customers.count()).toBe(0);
    expect(await book.changes.count()).toBe(0);
  });

  test('does not take a key from whoever holds it, in a small page or a large one', async () => {
    const { run, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' }, keys: ['zalo:17'] });
    const taken = { code: 'key-taken', detail: id };
    await expect(run('import.rows', { rows: [manyCustomers[17]!], from: 'x' })).rejects.toMatchObject(taken);
    await expect(run('import.rows', { rows: manyCustomers, from: 'x' })).rejects.toMatchObject(taken);
    expect(await book.customers.count()).toBe(1);
  });

  test('a field name that would reach the prototype is dropped', async () => {
    const { run, book } = await testBook();
    const fields = JSON.parse('{"name": "Lan", "__proto__": {"polluted": 1}, "fields": {"__proto__": "x"}}');
    await run('import.rows', { rows: [customer('a', fields)], from: 'x' });
    const row = (await book.customers.get('a'))!;
    expect(row).toMatchObject({ name: 'Lan', fields: {} });
    expect('polluted' in row).toBe(false);
  });

  test('gives each customer a code of its own', async () => {
    const { run, book } = await testBook();
    await run('customer.save', { set: { name: 'A' } });
    const rows = ['KH-0001', 'KH-0007', 'KH-0007', 'ABC', ''].map((code, i) => customer(`c${i}`, { code }));
    await run('import.rows', { rows, from: 'x' });
    await run('import.rows', { rows: [customer('d', { code: 'ABC' })], from: 'x' });
    await run('customer.save', { set: { name: 'B' } });
    const codes = (await book.customers.toArray()).map((row) => row.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(expect.arrayContaining(['KH-0001', 'KH-0007', 'ABC']));
  });

  test('a second large page meets the first', async () => {
    const { run, book } = await testBook();
    await run('import.rows', { rows: manyCustomers, from: 'x' });
    const again = await run('import.rows', { rows: manyCustomers, from: 'x' });
    expect(again.change).toBeNull();
    const renamed = manyCustomers.map((row) => customer(row.id, { name: `${row.fields.name} b` }));
    await run('import.rows', { rows: renamed, from: 'x' });
    expect(await book.customers.get('c7')).toMatchObject({
      name: 'Khách 7 b',
      code: 'KH-0008',
      keys: ['email:k7@b.vn', 'zalo:7'],
    });
    expect(await book.customers.count()).toBe(MANY);
  });
});
