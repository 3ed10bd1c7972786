import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountsIn, readAmount } from '../../lib/domain/say/amount.ts';
import { heardPair } from '../../lib/domain/say/heard-pair.ts';
import { pairOf } from '../../lib/domain/say/pronouns.ts';
import { fillTemplate, matchingTemplates, namesIn, SPELLINGS } from '../../lib/domain/say/template.ts';

const pair = pairOf('em-chị');

describe('filling a template', () => {
  test('what is missing stays as it was written, and is told where it stands', () => {
    const filled = fillTemplate('{dạ} {sản phẩm} giá {giá} {ạ}, {khách} nhé', { pair, name: 'Lan' });
    expect(filled.text).toBe('Dạ {sản phẩm} giá {giá} ạ, chị Lan nhé');
    expect(filled.holes.map(({ at, length }) => filled.text.slice(at, at + length))).toEqual([
      '{sản phẩm}',
      '{giá}',
    ]);
    expect(filled.holes.map(({ fact }) => fact)).toEqual(['product', 'price']);
  });

  test('a name that nobody knows is a hole too, never left out', () => {
    expect(fillTemplate('a {xyz} b', { pair })).toEqual({
      text: 'a {xyz} b',
      holes: [{ at: 2, length: 5, name: 'xyz', fact: null }],
    });
  });

  test('filling what is filled changes nothing, and a hole can be filled later', () => {
    const text = fc.array(
      fc.constantFrom('{dạ}', '{em}', '{giá}', '{x}', ' ', 'gửi', '. ', '\n', '{ạ}', '{tên}'),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('em-chị', 'shop-bạn', 'tôi-quý khách'), (pieces, stored) => {
        const values = { pair: pairOf(stored), name: 'Lan' };
        const once = fillTemplate(pieces.join(''), values);
        expect(fillTemplate(once.text, values).text).toBe(once.text);
        for (const { at, length, name } of once.holes)
          expect(
            once.text
              .slice(at, at + length)
              .slice(1, -1)
              .trim(),
          ).toBe(name);
        const holes = namesIn(pieces.join('')).filter((name) => ['giá', 'x'].includes(name));
        expect(new Set(once.holes.map(({ name }) => name))).toEqual(new Set(holes));
      }),
      { seed: 7 },
    );
  });

  test('marks and capitals of a name do not matter; a capital asks for one', () => {
    expect(fillTemplate('x {KHACH} {gia:ao01}', { pair, name: 'Lan', priceOf: () => '90.000 ₫' }).text).toBe(
      'x Chị Lan 90.000 ₫',
    );
  });

  test('an address word alone where the name is not known', () => {
    expect(fillTemplate('{em} chào {khách}', { pair }).text).toBe('Em chào chị');
  });

  test('every name of the list is one that the filler knows', () => {
    const full = Object.fromEntries(
      [
        'name',
        'fullName',
        'order',
        'total',
        'status',
        'items',
        'product',
        'price',
        'unit',
        'today',
        'tomorrow',
      ]
        .concat(['dayPart', 'shop'])
        .map((name) => [name, 'x']),
    );
    for (const name of [...SPELLINGS.vi, ...SPELLINGS.en])
      expect(fillTemplate(`{${name}}`, { ...full, pair }).holes).toEqual([]);
  });

  test('found by their word first, then by name, then by what they say', () => {
    const all = [
      { name: 'Giao trễ', word: 'tre', text: 'báo giá sau' },
      { name: 'Báo giá', word: 'gia', text: '…' },
      { name: 'Giá sỉ', word: 'si', text: '…' },
    ];
    expect(matchingTemplates(all, 'gia').map(({ word }) => word)).toEqual(['gia', 'tre', 'si']);
    expect(matchingTemplates(all, 'zzz')).toEqual([]);
  });
});

describe('amounts as they are typed', () => {
  test.each([
    ['120k', 120_000],
    ['1tr2', 1_200_000],
    ['1tr25', 1_250_000],
    ['1,5tr', 1_500_000],
    ['150.000đ', 150_000],
    ['150,000', 150_000],
    ['45 nghìn', 45_000],
    ['$12.50', 12.5],
    ['2 triệu', 2_000_000],
    ['95', 95],
  ])('%s', (typed, value) => expect(readAmount(typed)).toBe(value));

  test('sizes, counts and codes are no money', () => {
    expect(amountsIn('size 38 lấy 2 cái áo A12 giá 150k').filter(({ isMoney }) => isMoney)).toEqual([
      { value: 150_000, at: 29, end: 33, isMoney: true },
    ]);
  });
});

describe('the pair that was heard', () => {
  const out = (...lines: string[]) => lines.map((text) => ({ direction: 'out' as const, text }));
  test.each([
    ['Dạ em chào chị ạ, mẫu này còn size S', 'em-chị'],
    ['dạ e gửi c mã đơn nha', 'em-chị'],
    ['Anh ơi hàng về rồi, em gửi anh chiều nay nhé', 'em-anh'],
    ['Dạ cháu gửi cô hai hộp ạ', 'cháu-cô'],
    ['Con chào bác ạ', 'con-bác'],
    ['Chào bạn, mình gửi hàng rồi nhé', 'mình-bạn'],
    ['Shop cảm ơn bạn nhiều', 'shop-bạn'],
    ['Kính gửi quý khách, đơn đã giao.', 'tôi-quý khách'],
    ['Em ơi chị gửi hàng rồi nhé', 'chị-em'],
    ['Dạ bên em còn hàng, anh/chị lấy mấy cái ạ', 'em-anh/chị'],
    ['Hàng có sẵn, bán lẻ 120k', ''],
    ['ok', ''],
  ])('%s', (line, pair) => expect(heardPair(out(line))).toBe(pair));

  test('the newest line that says it counts, and the buyer’s own lines do not', () => {
    expect(heardPair(out('Dạ em chào chị', 'Shop gửi bạn nhé'))).toBe('shop-bạn');
    expect(heardPair([{ direction: 'in', text: 'Chị ơi em muốn mua' }])).toBe('');
  });
});
