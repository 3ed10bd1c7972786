import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { cellsOf, outgoing } from '../../lib/service/export/columns.ts';
import { vcardOf } from '../../lib/service/export/vcard.ts';
import { mappingOf } from '../../lib/service/import/headers.ts';
import { csv, importInto, WORDS } from './import-fixture.ts';
import { contentOf, type Driven, testBook } from './store-fixture.ts';

const HEAD = 'Họ tên,SĐT,Email,Công ty,Chức vụ,MST,Địa chỉ xuất hoá đơn,Email nhận hoá đơn\n';
const ROWS = `${HEAD}Chị Hoa,0912345678,hoa@goviet.example,Gỗ Toàn Việt,Kế toán,300588569,Hoà Khánh,hoadon@goviet.example
Anh Nam,0987654321,sales@goviet.example,GỖ TOÀN VIỆT,Mua hàng,,,
Cô Mai,0911111111,,Gỗ Toàn Việt,Giám đốc,0101248141,,
Lan,0922222222,,Tiệm Lan,,,,
`;

const firms = async ({ book }: Driven) =>
  (await book.customers.toArray())
    .filter(({ kind }) => kind === 'business')
    .map(({ name, taxCode = '' }) => `${name} ${taxCode}`.trim())
    .sort();

async function ties({ book }: Driven) {
  const names = new Map(
    (await book.customers.toArray()).map(({ id, name, taxCode = '' }) => [id, `${name} ${taxCode}`.trim()]),
  );
  const rows = await book.memberships.toArray();
  return rows
    .map((row) => `${names.get(row.person)} → ${names.get(row.organisation)}: ${row.roles.join()}`)
    .sort();
}

describe('columns of work', () => {
  test.each([
    ['Mã số thuế', 'taxCode'],
    ['MST', 'taxCode'],
    ['Tax ID', 'taxCode'],
    ['Công ty', 'company'],
    ['Chức vụ', 'role'],
    ['Job title', 'role'],
    ['Địa chỉ xuất hoá đơn', 'invoiceAddress'],
    ['Email nhận hóa đơn', 'invoiceEmail'],
    ['Ngành nghề', 'industry'],
  ])('%s is %s', (header, target) => expect(mappingOf([header]).targets).toEqual([target]));
});

describe('a file of contact persons', () => {
  test('makes each organisation once, by tax code, else by name, and ties its people with their roles', async () => {
    const store = await testBook();
    const desk = importInto(store.book);
    const look = await desk.look(csv(ROWS));
    expect(look.counts).toMatchObject({ new: 4, firms: 2 });
    expect(await firms(store)).toEqual([]);
    const { counts } = await desk.bring(csv(ROWS));
    expect(counts).toMatchObject({ new: 4, firms: 2 });
    expect(await firms(store)).toEqual(['Gỗ Toàn Việt 0101248141', 'Gỗ Toàn Việt 0300588569']);
    expect(await ties(store)).toEqual([
      'Anh Nam → Gỗ Toàn Việt 0300588569: Mua hàng',
      'Chị Hoa → Gỗ Toàn Việt 0300588569: Kế toán',
      'Cô Mai → Gỗ Toàn Việt 0101248141: Giám đốc',
    ]);
    const all = await store.book.customers.toArray();
    const firm = all.find(({ taxCode }) => taxCode === '0300588569');
    // The shared mailbox stands on a person's row, and is the firm's.
    expect(firm).toMatchObject({
      invoiceAddress: 'Hoà Khánh',
      invoiceEmail: 'hoadon@goviet.example',
      keys: ['email:sales@goviet.example'],
    });
    expect(all.find(({ name }) => name === 'Anh Nam')?.keys).toEqual(['tel:+84987654321']);
    expect(all.find(({ name }) => name === 'Lan')).toMatchObject({ company: 'Tiệm Lan' });
  });

  test('brought twice changes nothing, and is taken back whole', async () => {
    const store = await testBook();
    const desk = importInto(store.book);
    await desk.bring(csv(ROWS));
    const after = await contentOf(store.book);
    const { counts } = await desk.bring(csv(ROWS));
    expect(counts).toMatchObject({ same: 4, new: 0, updated: 0, firms: 0 });
    expect(await contentOf(store.book)).toEqual(after);
    for (const { id } of desk.records) await desk.work.undo(id);
    expect(await store.book.customers.count()).toBe(0);
    expect(await store.book.memberships.count()).toBe(0);
  });

  test('finds an organisation that the book has', async () => {
    const store = await testBook();
    const { id } = await store.run('customer.save', {
      set: { name: 'Gỗ Toàn Việt', kind: 'business', taxCode: '0300588569', invoiceAddress: 'Liên Chiểu' },
    });
    await importInto(store.book).bring(csv(ROWS));
    expect(await firms(store)).toEqual(['Gỗ Toàn Việt 0101248141', 'Gỗ Toàn Việt 0300588569']);
    expect(await store.book.customers.get(id!)).toMatchObject({ invoiceAddress: 'Liên Chiểu' });
    expect((await store.ask('customer', { id: id! }))?.bonds.people).toHaveLength(2);
  });

  test('a role without a company stays a field under its own name, a tax code stays with its person', async () => {
    const store = await testBook();
    await importInto(store.book).bring(csv(`${HEAD}Lan,0922222222,,,Chủ tiệm,079203012345,,\n`));
    expect((await store.book.customers.toArray())[0]).toMatchObject({
      fields: { 'Chức vụ': 'Chủ tiệm' },
      taxCode: '079203012345',
    });
    expect(await store.book.memberships.count()).toBe(0);
  });
});

describe('what goes out', () => {
  async function book() {
    const store = await testBook();
    await importInto(store.book).bring(csv(ROWS));
    const rows = [];
    for await (const page of outgoing(store.book, null, { private: false, notes: true })) rows.push(...page);
    return rows;
  }

  test('of a person names where they work and what they do there', async () => {
    const rows = await book();
    const hoa = rows.find(({ customer }) => customer.name === 'Chị Hoa')!;
    expect(cellsOf(hoa, WORDS, [])).toEqual(expect.arrayContaining(['Gỗ Toàn Việt', 'Kế toán']));
    expect(vcardOf(hoa)).toMatch(/ORG:Gỗ Toàn Việt\r\nTITLE:Kế toán/);
  });

  test('comes back from vCards as it was, people, organisations and ties', async () => {
    const rows = await book();
    const store = await testBook();
    const cards = rows.map(vcardOf).join('');
    await importInto(store.book).bring(new File([cards], 'khach.vcf', { type: 'text/vcard' }));
    expect(await firms(store)).toEqual(['Gỗ Toàn Việt 0101248141', 'Gỗ Toàn Việt 0300588569']);
    expect((await ties(store)).map((tie) => tie.replace(/ \d+:/, ':'))).toEqual([
      'Anh Nam → Gỗ Toàn Việt: Mua hàng',
      'Chị Hoa → Gỗ Toàn Việt: Kế toán',
      'Cô Mai → Gỗ Toàn Việt: Giám đốc',
    ]);
  });
});
