import 'fake-indexeddb/auto';
import { streamXlsxRows } from 'hucre/xlsx';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { csvCell } from '../../lib/domain/csv.ts';
import type { ExportRequest } from '../../lib/domain/transfer.ts';
import { exportFile } from '../../lib/service/export/desk.ts';
import type { Book } from '../../lib/store/schema.ts';
import { importInto, WORDS } from './import-fixture.ts';
import { START, testBook } from './store-fixture.ts';

const out = (book: Book, request: Partial<ExportRequest>) =>
  exportFile(
    { book: async () => book, now: () => START, words: WORDS },
    { format: 'csv', scope: { kind: 'all' }, private: false, passphrase: '', ...request },
    () => undefined,
  );

async function livedIn() {
  const driven = await testBook();
  const { run } = driven;
  await run('tag.save', { id: 'vip', name: 'VIP', colour: 'red', position: 0 });
  const lan = await run('customer.save', {
    set: {
      name: 'Nguyễn Thị Lan',
      about: '=HYPERLINK("https://evil.example","x")',
      address: '12 Lê Lợi; Q1, "cũ"',
      company: 'Hoa Sen',
      stage: 'regular',
      fields: { size: 'M', 'private.CCCD': '012345678901' },
    },
    keys: ['tel:+84912345678', 'email:lan@example.com', 'zalo:lan.nguyen'],
    tags: ['vip'],
  });
  await run('note.add', { customer: lan.id!, text: 'Giao tối\ngọi trước' });
  await run('customer.save', { set: { name: '@SUM(1)' } });
  return driven;
}

describe('a table that goes out', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+84912345678', "'+84912345678"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\tx', '"\'\tx"'],
    ['\rx', '"\'\rx"'],
    ['a"b', '"a""b"'],
    ['thường', 'thường'],
  ])('%j is written as %j', (value, cell) => {
    // A tab or break in front also needs quotes, so that it stays where it is.
    expect(csvCell(value).replace(/^"(?='\t)(.*)"$/, '"$1"')).toBe(value === '\tx' ? "'\tx" : cell);
  });

  test('no cell of a CSV begins like a formula, and it comes back in as it was', async () => {
    const { book } = await livedIn();
    const { content } = await out(book, {});
    expect(new Uint8Array(await content.slice(0, 3).arrayBuffer())).toEqual(
      new Uint8Array([0xef, 0xbb, 0xbf]),
    );
    const text = await content.text();
    const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
    expect(data.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(data[0]).not.toContain('CCCD');
    expect(text).not.toContain('012345678901');
    const { book: anew } = await testBook();
    const desk = importInto(anew);
    const look = await desk.look(new File([text], 'xuat.csv'));
    expect(look.lying).toEqual([]);
    await desk.work.start();
    const [lan] = await anew.customers.where('keys').equals('tel:+84912345678').toArray();
    expect(lan).toMatchObject({ name: 'Nguyễn Thị Lan', company: 'Hoa Sen', address: '12 Lê Lợi; Q1, "cũ"' });
    expect(lan?.keys).toContain('email:lan@example.com');
    expect((await anew.notes.toArray()).map((note) => note.text)).toEqual(['Giao tối\ngọi trước']);
    expect(await anew.customers.count()).toBe(2);
  });

  test('private fields go along when asked', async () => {
    const { book } = await livedIn();
    expect(await (await out(book, { private: true })).content.text()).toContain('012345678901');
  });

  test('a workbook holds texts, never formulas, and comes back in', async () => {
    const { book } = await livedIn();
    const { content, name } = await out(book, { format: 'xlsx' });
    expect(name).toMatch(/\.xlsx$/);
    const bytes = new Uint8Array(await content.arrayBuffer());
    const rows: unknown[][] = [];
    for await (const { values } of streamXlsxRows(bytes)) rows.push([...values]);
    expect(rows[0]).toContain('Họ tên');
    expect(rows.flat()).toContain('=HYPERLINK("https://evil.example","x")');
    const { book: anew } = await testBook();
    await importInto(anew).bring(new File([content], name));
    expect(await anew.customers.where('keys').equals('email:lan@example.com').count()).toBe(1);
    expect(await anew.customers.count()).toBe(2);
  });

  test('only those who were chosen', async () => {
    const { book } = await livedIn();
    const { content, customers } = await out(book, { scope: { kind: 'some', text: 'lan', tags: [] } });
    expect(customers).toBe(1);
    expect(await content.text()).not.toContain('SUM');
  });
});

describe('an address book that goes out', () => {
  test('comes back in with every handle, tag, note and open field', async () => {
    const { book, run } = await livedIn();
    await run('customer.save', { set: { name: 'Cty; Sen, "A"\\', kind: 'business' } });
    const { content } = await out(book, { format: 'vcard' });
    const text = await content.text();
    expect(text).not.toContain('012345678901');
    for (const line of text.split('\r\n'))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(78);
    const { book: anew } = await testBook();
    await importInto(anew).bring(new File([content], 'danh-ba.vcf'));
    const [lan] = await anew.customers.where('keys').equals('tel:+84912345678').toArray();
    expect(lan).toMatchObject({
      name: 'Nguyễn Thị Lan',
      company: 'Hoa Sen',
      address: '12 Lê Lợi; Q1, "cũ"',
      stage: 'regular',
      code: 'KH-0001',
      keys: ['email:lan@example.com', 'tel:+84912345678', 'zalo:lan.nguyen'],
      fields: { size: 'M' },
    });
    expect((await anew.tags.toArray()).map(({ name }) => name)).toEqual(['VIP']);
    expect((await anew.notes.toArray()).map((note) => note.text).sort()).toEqual([
      '=HYPERLINK("https://evil.example","x")',
      'Giao tối\ngọi trước',
    ]);
    expect((await anew.customers.toArray()).map(({ name }) => name)).toContain('Cty; Sen, "A"\\');
  });
});

describe('the consent filter', () => {
  test('lets out those who agreed, as what they said last says; a merged person once', async () => {
    const { book, run, clock } = await testBook();
    const said = (answer: 'yes' | 'no') => ({ answer, at: clock.now, channel: 'zalo', words: 'dạ được' });
    const save = async (name: string, consent: ReturnType<typeof said> | null) =>
      (await run('customer.save', { set: { name, ...(consent && { consent }) } })).id!;
    const lan = await save('Lan', said('yes'));
    await save('Hoa', said('no'));
    await save('Mai', null);
    const kept = await save('Bảo', said('yes'));
    const member = await save('Bảo cũ', said('no'));
    await run('customer.merge', { kept, member });
    const names = async (request: Partial<ExportRequest> = {}) => {
      const text = await (await out(book, { format: 'vcard', agreed: true, ...request })).content.text();
      return [...text.matchAll(/^FN:(.*?)\r?$/gm)].map((match) => match[1]).sort();
    };
    // Bảo said no last, under his other card.
    expect(await names()).toEqual(['Lan']);
    await run('customer.save', { id: kept, set: { consent: { ...said('yes'), at: clock.now + 1 } } });
    expect(await names()).toEqual(['Bảo', 'Lan']);
    expect(await names({ scope: { kind: 'some', text: 'hoa', tags: [] } })).toEqual([]);
    await run('customer.save', { id: lan, set: { consent: null } });
    expect(await names()).toEqual(['Bảo']);
    expect((await out(book, { format: 'backup', agreed: true })).customers).toBe(2);
  });
});
