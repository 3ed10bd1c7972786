import { describe, expect, test } from 'vitest';
import { type GuardFacts, warningsFor } from '../../lib/domain/say/guard.ts';
import { product } from '../gallery/fake-offers.ts';

const FACTS: GuardFacts = {
  products: [
    product('p1', 'AO01', 'Áo thun', 150_000, { prices: { si: 120_000 }, aliases: ['áo phông'] }),
    product('p2', 'AO02', 'Áo thun trắng', 180_000),
    product('p3', '', 'Sửa đồ', null),
  ],
  group: '',
  last: new Map(),
  pronouns: 'em-chị',
  own: ['Nguyễn Thị Lan'],
  others: ['Trần Minh Hoa', 'Phạm Hùng'],
  forbids: ['phone', 'link'],
  region: 'VN',
};
const kinds = (text: string, over: Partial<GuardFacts> = {}) =>
  warningsFor(text, { ...FACTS, ...over }).map(({ kind }) => kind);

describe('another price', () => {
  test.each([
    'Dạ áo thun giá 150k ạ',
    'Dạ áo thun 150.000đ ạ, ship 30k',
    'Áo thun lấy 2 cái là 300k chị nhé',
    'áo thun trắng 180k',
    'Tổng đơn của chị 500k',
    'Áo thun 150k, áo thun trắng 180k',
    'Sửa đồ 70k',
    'Áo thun size 38 còn hàng',
  ])('is not seen in: %s', (text) => expect(kinds(text)).toEqual([]));

  test.each([
    ['Dạ áo thun giá 120k ạ', 'Áo thun', 120_000, 150_000],
    ['áo phông bên em 1tr5 chị nhé', 'Áo thun', 1_500_000, 150_000],
    ['Áo thun 150k, áo thun trắng 150k', 'Áo thun trắng', 150_000, 180_000],
    ['mã AO02 giá 175.000', 'Áo thun trắng', 175_000, 180_000],
  ])('is seen in: %s', (text, name, said, means) =>
    expect(warningsFor(text, FACTS)).toEqual([
      { kind: 'price', product: name, said, means, currency: 'VND', quoted: false },
    ]),
  );

  test('the buyer’s group, and what they were told last, both count as right', () => {
    expect(kinds('Áo thun 120k', { group: 'si' })).toEqual([]);
    const last = new Map([['p1', { price: 140_000, currency: 'VND', at: 1 }]]);
    expect(kinds('Áo thun 140k', { last })).toEqual([]);
    expect(kinds('Áo thun 150k', { last })).toEqual([]);
    expect(warningsFor('Áo thun 130k', { ...FACTS, last })).toMatchObject([{ means: 140_000, quoted: true }]);
  });
});

describe('another customer', () => {
  test('by the name they are called', () => {
    expect(warningsFor('Dạ em chào chị Hoa ạ', FACTS)).toEqual([{ kind: 'name', name: 'Trần Minh Hoa' }]);
    expect(kinds('Dạ em chào chị Lan ạ')).toEqual([]);
    expect(kinds('Em gửi bó hoa cho chị ạ')).toEqual([]);
    expect(kinds('Dạ em chào chị Hoa ạ', { own: ['Nguyễn Hoa'] })).toEqual([]);
  });

  test('by how somebody else is called', () => {
    expect(kinds('Dạ em gửi anh mã đơn ạ')).toEqual(['pronoun']);
    expect(kinds('Dạ em gửi chị mã đơn ạ')).toEqual([]);
    expect(kinds('Dạ em gửi anh ạ', { pronouns: '' })).toEqual([]);
    expect(kinds('Dạ em gửi anh ạ', { pronouns: 'em-anh/chị' })).toEqual([]);
  });
});

describe('what the site forbids', () => {
  test.each([
    ['Chị nhắn zalo 0912 345 678 nhé', ['phone']],
    ['xem ở https://shop.example/a', ['link']],
    ['vào tiemmoc.vn chị nhé', ['link']],
    ['Dạ 150.000 ạ, size 3.5', []],
  ])('%s', (text, found) => {
    expect(kinds(text)).toEqual(found);
    expect(kinds(text, { forbids: [] })).toEqual([]);
  });
});

test('an empty box is never odd, and a long letter is looked at in part', () => {
  expect(kinds('  \n')).toEqual([]);
  expect(kinds(`${'x '.repeat(5000)}0912 345 678`)).toEqual([]);
});
