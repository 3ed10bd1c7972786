import 'fake-indexeddb/auto';
import { writeXlsxStream } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { failureSentence } from '../../components/failure-sentence.ts';
import { createText } from '../../lib/domain/text.ts';
import { backupFile } from '../../lib/service/export/files.ts';
import { tableDrafts } from '../../lib/service/import/drafts.ts';
import { PAGE_ROWS, pagesOf } from '../../lib/service/import/pages.ts';
import { openCsv } from '../../lib/service/import/source.ts';
import { csv, importInto } from './import-fixture.ts';
import { contentOf, testBook } from './store-fixture.ts';

const MEGABYTE = 'x'.repeat(1 << 20);
const hundred = Array.from({ length: 100 }, () => MEGABYTE);

async function sheet(rows: string[][]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(writeXlsxStream(rows, { name: 'Khách' })).arrayBuffer());
}

async function backup(change: (text: string) => string): Promise<File> {
  const { book, run } = await testBook();
  await run('customer.save', { set: { name: 'Nguyễn Lan' }, keys: ['tel:+84912345678'] });
  const options = { ids: null, private: false, key: null, at: 1, onShare: () => undefined };
  const { content } = await backupFile(book, options);
  return new File([change(await content.text())], 'beside.json');
}

const flipped = (text: string): string => text.replace('Nguyễn', 'Nguyện');
const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** What a seller may hand over, the code it is refused by, and words that the sentence must hold. */
const BAD: [string, () => File | Promise<File>, string, RegExp][] = [
  [
    'a truncated workbook',
    async () =>
      new File(
        [(await sheet(Array.from({ length: 400 }, (_, i) => [`K ${i}`, '1']))).slice(0, 900)],
        'a.xlsx',
      ),
    'file-damaged',
    /nothing was written/,
  ],
  [
    'a workbook of before 2007',
    () => new File([latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0')], 'a.xls'),
    'file-unknown',
    /\.xlsx/,
  ],
  [
    'a workbook with a cell far too long',
    async () =>
      new File(
        [
          await sheet([
            ['Tên', 'Ghi chú'],
            ['Lan', MEGABYTE],
          ]),
        ],
        'a.xlsx',
      ),
    'file-cell',
    /Row 2 .*nothing was written/,
  ],
  [
    '100 MB in one cell',
    () => new File(['Tên,SĐT\n"', ...hundred, '",1\n'], 'a.csv'),
    'file-cell',
    /Row 2 .*nothing was written/,
  ],
  [
    '100 MB in one line of a card',
    () =>
      new File(['BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Lan\r\nNOTE:', ...hundred, '\r\nEND:VCARD\r\n'], 'a.vcf'),
    'file-cell',
    /nothing was written/,
  ],
  [
    'a picture of 5 MB that never ends, in a card of a telephone',
    () =>
      new File(
        ['BEGIN:VCARD\r\nVERSION:2.1\r\nN:Lan\r\nPHOTO;ENCODING=BASE64:', ...hundred.slice(0, 5)],
        'a.vcf',
      ),
    'file-cell',
    /nothing was written/,
  ],
  [
    'two encodings in one file',
    () =>
      csv(
        new Uint8Array([...new TextEncoder().encode('ten,sdt\nNguyễn,1\n'), ...latin('Nguy\xea\xden,2\n')]),
      ),
    'file-encoding',
    /line 3 .*nothing was written/,
  ],
  [
    'a backup of a newer Beside',
    () => backup((text) => text.replace('"v":1', '"v":2')),
    'file-newer',
    /nothing has changed/,
  ],
  ['a backup with one flipped byte', () => backup(flipped), 'file-damaged', /nothing was written/],
];

describe('bad files', () => {
  test.each(BAD)('%s: a sentence, and nothing changed', async (_what, file, code, says) => {
    const { book, run } = await testBook();
    await run('customer.save', { set: { name: 'Trần Hoa' }, keys: ['tel:+84987654321'] });
    const before = await contentOf(book);
    const desk = importInto(book);
    await desk.work.open(await file());
    if (desk.now.phase !== 'failed') throw new Error(`Not refused: ${desk.now.phase}`);
    expect(desk.now.failure.code).toBe(code);
    expect(failureSentence(desk.now.failure, createText('en'))).toMatch(says);
    expect(failureSentence(desk.now.failure, createText('vi'))).not.toMatch(/[{}]/);
    expect(await contentOf(book)).toEqual(before);
    expect(desk.shelf.held.size).toBe(0);
  });
});

/** A sheet of so many rows, some 40 bytes each. */
function longSheet(rows: number): File {
  const pieces = ['Tên,SĐT,Email\n'];
  const line = (i: number) => `Khách ${i},09${10_000_000 + i},k${i}@example.com\n`;
  for (let from = 0; from < rows; from += 1000)
    pieces.push(Array.from({ length: 1000 }, (_, i) => line(from + i)).join(''));
  return new File(pieces, 'dai.csv');
}

test('of a long file no more is read than the page that is wanted', async () => {
  const file = longSheet(200_000);
  const read = { bytes: 0 };
  const slice = file.slice.bind(file);
  file.slice = (from = 0, to = file.size, type) => {
    read.bytes += Math.min(to, file.size) - from;
    return slice(from, to, type);
  };
  const source = tableDrafts(await openCsv(file), 'VN');
  const before = read.bytes;
  const pages = pagesOf(source);
  for (let page = 1; page <= 10; page++) {
    const { value } = await pages.next();
    expect(value).toHaveLength(PAGE_ROWS);
    // One piece ahead, and a look at the beginning for the delimiter.
    expect(read.bytes - before).toBeLessThan(page * PAGE_ROWS * 45 + 2.5 * (1 << 20));
  }
  await pages.return(undefined);
  expect(file.size).toBeGreaterThan(7 << 20);
});

/** All half a million rows in the long run. */
const ROWS = process.env.BESIDE_LONG === '1' ? 500_000 : 20_000;
/** What may lie in memory beside the file: the census of a million keys, and pages on their way to the collector. */
const PEAK_MB = 450;

test(`${ROWS} rows do not exhaust memory`, async () => {
  const { book } = await testBook();
  const file = longSheet(ROWS);
  const held = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
  const before = held();
  let peak = 0;
  const desk = importInto(book);
  desk.hooks.onTold = () => {
    peak = Math.max(peak, held() - before);
  };
  const look = await desk.look(file);
  expect(look.counts).toMatchObject({ rows: ROWS, new: ROWS, doubtful: 0 });
  expect(peak / 1e6).toBeLessThan(PEAK_MB);
});
