import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../lib/domain/transfer.ts';
import { readCsv } from '../../lib/service/import/csv.ts';
import { encodingOf } from '../../lib/service/import/encoding.ts';
import { openBook } from '../../lib/store/schema.ts';
import { csv, importInto, memoryFiles } from './import-fixture.ts';
import { contentOf, drive, freshName, testBook } from './store-fixture.ts';

async function tableOf(file: File): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of readCsv(file, await encodingOf(file))) rows.push(...batch.rows);
  return rows;
}

function utf16(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), true);
  return bytes;
}

/** "Nguyễn Đỗ" in the Vietnamese code page of Windows: the tone stands behind its letter. */
const NGUYEN_1258 = [0x4e, 0x67, 0x75, 0x79, 0xea, 0xde, 0x6e, 0x20, 0xd0, 0xf4, 0xde];
const bytesOf = (text: string) => [...new TextEncoder().encode(text)];

describe('reading a table', () => {
  test.each([
    [
      'commas',
      'a,b\n1,"x,y"\n',
      [
        ['a', 'b'],
        ['1', 'x,y'],
      ],
    ],
    [
      'semicolons',
      'a;b\r\n1;x\r\n',
      [
        ['a', 'b'],
        ['1', 'x'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\tx\n',
      [
        ['a', 'b'],
        ['1', 'x'],
      ],
    ],
    [
      'bars',
      'a|b|c\n1|x|y\n',
      [
        ['a', 'b', 'c'],
        ['1', 'x', 'y'],
      ],
    ],
    [
      'a hint of Excel',
      'sep=^\na^b\n1^x\n',
      [
        ['a', 'b'],
        ['1', 'x'],
      ],
    ],
    [
      'line breaks in quotes',
      'a,b\n1,"x\r\ny"\n2,z',
      [
        ['a', 'b'],
        ['1', 'x\ny'],
        ['2', 'z'],
      ],
    ],
    [
      'a mark in front',
      '\ufeffa,b\n1,x\n',
      [
        ['a', 'b'],
        ['1', 'x'],
      ],
    ],
    [
      'doubled quotes',
      'a,b\n1,"x ""y"""\n',
      [
        ['a', 'b'],
        ['1', 'x "y"'],
      ],
    ],
    [
      'old Mac breaks',
      'a,b\r1,x\r',
      [
        ['a', 'b'],
        ['1', 'x'],
      ],
    ],
  ])('%s', async (_what, text, rows) => {
    const found = (await tableOf(csv(text))).filter((row) => row.some((cell) => cell !== ''));
    expect(found).toEqual(rows);
  });

  test('UTF-16 and the Vietnamese code page read like UTF-8', async () => {
    expect(await tableOf(csv(utf16('Họ tên,SĐT\nNguyễn Đỗ,1')))).toEqual([
      ['Họ tên', 'SĐT'],
      ['Nguyễn Đỗ', '1'],
    ]);
    const old = csv(new Uint8Array([...bytesOf('ten,sdt\n'), ...NGUYEN_1258, ...bytesOf(',1')]));
    expect((await tableOf(old))[1]?.[0]?.normalize('NFC')).toBe('Nguyễn Đỗ');
  });

  test('a row that is cut by a piece of the file is whole', async () => {
    const long = 'x'.repeat(700_000);
    const rows = Array.from({ length: 6 }, (_, i) => `${i},"${long}\n${i}"`);
    const found = await tableOf(csv(`a,b\n${rows.join('\n')}`));
    expect(found).toHaveLength(7);
    expect(found[5]).toEqual(['4', `${long}\n4`]);
  });
});

const SHEET = `Họ tên,SĐT,Email,Nhóm khách hàng,Ghi chú,Tổng bán
Nguyễn Thị Lan,0912 345 678,lan@example.com,VIP,Thích màu rêu,1.200.000
Trần Hoa,0987654321; 0911222333,,Sỉ,,
Không tên gì,,,,,
`;

describe('bringing a Vietnamese sheet in', () => {
  test('the dry run says what the import then does, and writes nothing', async () => {
    const { book } = await testBook();
    const before = await contentOf(book);
    const desk = importInto(book);
    const look = await desk.look(csv(SHEET));
    expect(await contentOf(book)).toEqual(before);
    expect(look.columns.map(({ target }) => target)).toEqual([
      'name',
      'phone',
      'email',
      'tag',
      'note',
      'field',
    ]);
    expect(look.counts).toMatchObject({ rows: 3, new: 3, doubtful: 0 });
    await desk.work.start();
    expect(desk.now).toMatchObject({ phase: 'done', progress: { counts: look.counts } });
    const [lan, hoa] = (await book.customers.orderBy('sortName').toArray()).filter(
      (row) => row.keys.length > 0,
    );
    expect(lan).toMatchObject({
      name: 'Nguyễn Thị Lan',
      keys: ['email:lan@example.com', 'tel:+84912345678'],
      fields: { 'Tổng bán': '1.200.000' },
    });
    expect(hoa?.keys).toEqual(['tel:+84911222333', 'tel:+84987654321']);
    expect((await book.tags.toArray()).map(({ name }) => name).sort()).toEqual(['Sỉ', 'VIP']);
    expect((await book.notes.toArray()).map(({ text }) => text)).toEqual(['Thích màu rêu']);
  });

  test('the same file again changes nothing; undo takes all of it away', async () => {
    const { book } = await testBook();
    const before = await contentOf(book);
    await importInto(book).bring(csv(SHEET));
    const after = await contentOf(book);
    const desk = importInto(book, memoryFiles(), 2);
    const again = await desk.bring(csv(SHEET, 'khach-2.csv'));
    expect(again.counts).toMatchObject({ rows: 3, same: 3, new: 0, updated: 0 });
    expect(await contentOf(book)).toEqual(after);
    await desk.work.undo(desk.records.find((record) => record.file === 'khach.csv')!.id);
    expect(desk.now).toMatchObject({ phase: 'undone', kept: 0 });
    expect(await contentOf(book)).toEqual(before);
  });

  test('fills what is empty of customers it knows, and overwrites only when told', async () => {
    const { book, run } = await testBook();
    const { id } = await run('customer.save', {
      set: { name: 'Lan', about: 'cũ' },
      keys: ['tel:+84912345678'],
    });
    const file = csv('Tên khách hàng,Điện thoại,Công ty\nChị Nguyễn Thị Lan,912345678,Hoa Sen\n');
    const progress = await importInto(book).bring(file);
    expect(progress.counts).toMatchObject({ updated: 1, new: 0 });
    expect(await book.customers.get(id!)).toMatchObject({ name: 'Lan', company: 'Hoa Sen', about: 'cũ' });
    await importInto(book, memoryFiles(), 2).bring(file, { overwrite: true });
    expect(await book.customers.get(id!)).toMatchObject({ name: 'Chị Nguyễn Thị Lan', about: 'cũ' });
    expect(await book.customers.count()).toBe(1);
  });
});

describe('doubtful rows', () => {
  const names = async (book: Awaited<ReturnType<typeof openBook>>) =>
    (await book.customers.toArray()).map(({ name, keys }) => [name, ...keys]).sort();

  test('a phone of a customer with another name links nobody unless told so', async () => {
    const { book, run } = await testBook();
    await run('customer.save', { set: { name: 'Lan' }, keys: ['tel:+84912345678'] });
    const file = csv('Tên,SĐT\nHoa,0912345678\n');
    const look = await importInto(book).look(file);
    expect(look.samples.doubtful).toMatchObject([
      { name: 'Hoa', doubts: [{ reason: 'other-name', holder: 'Lan', key: 'tel:+84912345678', row: 0 }] },
    ]);
    const desk = importInto(book);
    await desk.bring(file);
    expect(await names(book)).toEqual([['Hoa'], ['Lan', 'tel:+84912345678']]);
    expect((await book.customers.toArray()).find(({ name }) => name === 'Hoa')?.fields).toEqual({
      'Chưa chắc': '+84912345678',
    });
    await desk.work.undo(desk.records[0]!.id);
    const decisions = { ...DEFAULT_OPTIONS.decisions, 'other-name': 'join' as const };
    await importInto(book, memoryFiles(), 2).bring(file, { decisions });
    expect(await names(book)).toEqual([['Lan', 'tel:+84912345678']]);
  });

  test('two rows of the file with one phone and two names are two people; the third row knows the second', async () => {
    const { book } = await testBook();
    const desk = importInto(book);
    const look = await desk.look(
      csv('Tên,SĐT\nLan,0912345678\nHoa,0912345678\nhoa,0912345678\nLAN,0912345678\n'),
    );
    expect(look.counts).toMatchObject({ new: 1, doubtful: 2, joined: 1 });
    expect(look.samples.doubtful[0]?.doubts).toMatchObject([{ reason: 'rows-differ', row: 2 }]);
    await desk.work.start();
    expect(desk.now).toMatchObject({ progress: { counts: look.counts } });
    expect(await names(book)).toEqual([['Hoa'], ['Lan', 'tel:+84912345678']]);
  });

  test('a hotline under many names is nobody’s key', async () => {
    const { book } = await testBook();
    const rows = ['Lan', 'Hoa', 'Mai', 'Cúc'].map((name, i) => `${name},19001234 ,k${i}@example.com`);
    const shared = rows.map((row) => row.replace('19001234 ', '02873001234'));
    const progress = await importInto(book).bring(csv(`Tên,SĐT,Email\n${shared.join('\n')}`));
    expect(progress.counts).toMatchObject({ new: 4, doubtful: 0, shared: 4 });
    for (const { keys } of await book.customers.toArray()) expect(keys).toHaveLength(1);
  });

  test('a row whose handles belong to two customers is left out and listed', async () => {
    const { book, run } = await testBook();
    await run('customer.save', { set: { name: 'Lan' }, keys: ['tel:+84912345678'] });
    await run('customer.save', { set: { name: 'Hoa' }, keys: ['email:hoa@example.com'] });
    const before = await contentOf(book);
    const progress = await importInto(book).bring(csv('Tên,SĐT,Email\nLan,0912345678,hoa@example.com\n'));
    expect(progress.doubtful).toMatchObject([{ row: 2, doubts: [{ reason: 'two-holders', holder: 'Hoa' }] }]);
    expect(await contentOf(book)).toEqual(before);
  });
});

const MANY = 4000;
const crowd = () =>
  csv(
    `Tên,SĐT\n${Array.from({ length: MANY }, (_, i) => `Khách ${i},09${String(10_000_000 + i)}`).join('\n')}`,
  );

describe('an import that is interrupted', () => {
  test('goes on after the browser was killed, without doubles, and is undone as one', async () => {
    const name = freshName();
    const { book } = drive(await openBook(name));
    const before = await contentOf(book);
    const shelf = memoryFiles();
    const first = importInto(book, shelf);
    await first.look(crowd());
    // The tab goes as the second page is about to be written.
    const writes = { pages: 0 };
    book.changes.hook('creating', () => {
      writes.pages += 1;
      if (writes.pages === 2) throw new Error('the tab is gone');
    });
    await first.work.start();
    expect(await book.customers.count()).toBe(1500);
    book.close();
    const { book: again } = drive(await openBook(name));
    shelf.held.set('never-begun', new Blob(['x']));
    const second = importInto(again, shelf, 2);
    await second.work.begin();
    // The copy of a file whose import never began is swept away, this one's stays.
    expect([...shelf.held.keys()]).toHaveLength(1);
    expect(second.now).toMatchObject({ phase: 'stopped', progress: { done: 1500, total: MANY } });
    await second.work.resume();
    expect(second.now).toMatchObject({ phase: 'done', progress: { counts: { rows: MANY, new: MANY } } });
    expect(await again.customers.count()).toBe(MANY);
    expect(shelf.held.size).toBe(0);
    await second.work.undo(second.records[0]!.id);
    expect(await contentOf(again)).toEqual(before);
  });

  test('stops after the page it is at, and goes on', async () => {
    const { book } = await testBook();
    const desk = importInto(book);
    await desk.look(crowd());
    desk.hooks.onTold = (now) => {
      if (now.phase === 'running' && now.progress.done === 1500 && !now.stopping) desk.work.stop();
    };
    await desk.work.start();
    expect(desk.now).toMatchObject({ phase: 'stopped', failure: null, progress: { done: 1500 } });
    desk.hooks.onTold = undefined;
    await desk.work.resume();
    expect(await book.customers.count()).toBe(MANY);
  });

  test('a disk that fills in the middle says so, keeps what is whole, and goes on later', async () => {
    const { book } = await testBook();
    const desk = importInto(book);
    await desk.look(crowd());
    let full = true;
    let pages = 0;
    book.changes.hook('creating', () => {
      pages += 1;
      if (full && pages > 1) throw new DOMException('full', 'QuotaExceededError');
    });
    await desk.work.start();
    expect(desk.now).toMatchObject({
      phase: 'stopped',
      failure: { code: 'disk-full' },
      progress: { done: 1500 },
    });
    expect(await book.customers.count()).toBe(1500);
    full = false;
    await desk.work.resume();
    expect(desk.now).toMatchObject({ phase: 'done' });
    expect(await book.customers.count()).toBe(MANY);
  });
});

describe('bad files change nothing and say what is wrong', () => {
  const mixed = new Uint8Array([...bytesOf('ten,sdt\nNguyễn,1\nĐỗ,2\n'), ...NGUYEN_1258, ...bytesOf(',3\n')]);
  test.each([
    ['an empty file', csv(''), 'file-empty', ''],
    ['a header alone', csv('Tên,SĐT\n'), 'file-empty', ''],
    ['a file that is no text', csv(new Uint8Array([1, 2, 3, 0, 1, 2, 3, 4])), 'file-unknown', ''],
    ['two encodings', csv(mixed), 'file-encoding', '4'],
    ['a quote that never ends', csv('Tên,SĐT\nLan,1\n"Hoa,2\nMai,3\n'), 'file-cell', '3'],
    ['rows wider than the header', csv('Tên,SĐT\nLan,1,2,3\nHoa,1,2,3\n'), 'file-ragged', '2'],
  ])('%s', async (_what, file, code, detail) => {
    const { book } = await testBook();
    const before = await contentOf(book);
    const desk = importInto(book);
    await desk.work.open(file);
    expect(desk.now).toMatchObject({ phase: 'failed', failure: { code, detail } });
    expect(await contentOf(book)).toEqual(before);
  });

  test('100 MB in one cell are not held in memory', async () => {
    const megabyte = 'x'.repeat(1 << 20);
    const desk = importInto((await testBook()).book);
    await desk.work.open(
      new File(['Tên,SĐT\n"', ...Array.from({ length: 100 }, () => megabyte), '",1\n'], 'a.csv'),
    );
    expect(desk.now).toMatchObject({ phase: 'failed', failure: { code: 'file-cell', detail: '2' } });
  });

  test('a header that lies must be mapped anew before anything is written', async () => {
    const { book } = await testBook();
    const desk = importInto(book);
    const look = await desk.look(csv('Email,SĐT\nNguyễn Lan,lan@example.com\nTrần Hoa,hoa@example.com\n'));
    expect(look.lying).toEqual(['Email', 'SĐT']);
    await desk.work.start();
    expect(await book.customers.count()).toBe(0);
    await desk.work.look(['name', 'email'], DEFAULT_OPTIONS);
    await desk.work.start();
    expect((await book.customers.toArray()).map(({ name }) => name).sort()).toEqual([
      'Nguyễn Lan',
      'Trần Hoa',
    ]);
  });
});
