import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromOldFont, oldFontOf } from '../../lib/service/import/old-fonts.ts';
import { csv, importInto } from './import-fixture.ts';
import { testBook } from './store-fixture.ts';

/** A name in Unicode, in the letters of TCVN3 and in those of VNI, as an English computer shows them. */
const NAMES = [
  ['Nguyễn Thị Lan', 'NguyÔn ThÞ Lan', 'Nguyeãn Thò Lan'],
  ['Đỗ Văn Hùng', '§ç V¨n Hïng', 'Ñoã Vaên Huøng'],
  ['Trần Ngọc Mạnh', 'TrÇn Ngäc M¹nh', 'Traàn Ngoïc Maïnh'],
  ['Phạm Minh Đức', 'Ph¹m Minh §øc', 'Phaïm Minh Ñöùc'],
  ['Lý Thường Kiệt', 'Lý Th\u00adêng KiÖt', 'Lyù Thöôøng Kieät'],
  ['Hồ Quỳnh Hương', 'Hå Quúnh H\u00ad¬ng', 'Hoà Quyønh Höông'],
] as const;
const SHOWN = NAMES.map(([name]) => name).sort();

const bytesOf = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const sheetOf = (names: readonly string[]) =>
  `Name,Phone\n${names.map((name, i) => `${name},091234567${i}`).join('\n')}\n`;

function utf16(text: string, big: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2 + 2);
  const view = new DataView(bytes.buffer);
  for (const [i, sign] of Array.from(`\ufeff${text}`).entries())
    view.setUint16(i * 2, sign.charCodeAt(0), !big);
  return bytes;
}

describe('letters of old fonts', () => {
  test.each([
    ['tcvn3', 1],
    ['vni', 2],
  ] as const)(
    '%s, as bytes and as text that was pasted: recognised, said, and read as meant',
    async (font, at) => {
      const sheet = sheetOf(NAMES.map((name) => name[at]));
      for (const file of [csv(bytesOf(sheet)), csv(sheet), csv(utf16(sheet, false))]) {
        const { book } = await testBook();
        const desk = importInto(book);
        expect(await desk.look(file)).toMatchObject({ encoding: font, lying: [], counts: { new: 6 } });
        await desk.work.start();
        expect((await book.customers.toArray()).map(({ name }) => name).sort()).toEqual(SHOWN);
      }
    },
  );

  test.each([
    ['Unicode', NAMES.map(([name]) => name)],
    ['decomposed Unicode', NAMES.map(([name]) => name.normalize('NFD'))],
    ['names without accents', ['Nguyen Lan', 'Do Hung', 'Tran Anh']],
    [
      'names of other countries',
      ['José Núñez', 'Jürgen Müller', 'Zoë Brontë', 'François Lefèvre', '田中 太郎'],
    ],
    ['two words only', ['NguyÔn', 'ThÞ']],
  ])('%s is left as it is', (_what, names) => {
    expect(oldFontOf(names.join('\n'))).toBeNull();
  });

  test('the Vietnamese code page is not taken for an old font', async () => {
    const { book } = await testBook();
    // "Nguyễn Đỗ Hoàng": circumflex letters and marks of their own.
    const text = 'Nguy\u00ea\u00den \u00d0\u00f4\u00de Ho\u00e0ng';
    const names = [text, text, text].map((name, i) => `${name} ${i}`);
    const look = await importInto(book).look(csv(bytesOf(sheetOf(names))));
    expect(look.encoding).toBe('windows-1258');
    expect(look.samples.new.map(({ name }) => name)).toContain('Nguyễn Đỗ Hoàng 0');
  });

  test('UTF-16 of both orders, with its mark', async () => {
    for (const big of [true, false]) {
      const { book } = await testBook();
      const look = await importInto(book).look(csv(utf16(sheetOf(SHOWN), big)));
      expect(look).toMatchObject({ encoding: big ? 'utf-16be' : 'utf-16le', counts: { new: 6 } });
    }
  });

  test('what an old font has no letter for stays', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(ascii, (text) => {
        expect(fromOldFont(text, 'tcvn3')).toBe(text);
        expect(fromOldFont(text, 'vni')).toBe(text);
      }),
      { seed: 20261129, numRuns: 200 },
    );
  });
});
