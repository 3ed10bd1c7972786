import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isAsked,
  PROVINCE_IDS,
  PROVINCES,
  partsOf,
  provinceName,
  provinceNow,
  provinceOf,
  wholeProvince,
} from '../../lib/domain/filter/provinces.ts';

/** The 34 of July 2025, as the resolution lists them. */
const TODAY = [
  ...['An Giang', 'Bắc Ninh', 'Cà Mau', 'Cao Bằng', 'Cần Thơ', 'Đà Nẵng', 'Đắk Lắk', 'Điện Biên', 'Đồng Nai'],
  ...[
    'Đồng Tháp',
    'Gia Lai',
    'Hà Nội',
    'Hà Tĩnh',
    'Hải Phòng',
    'Hồ Chí Minh',
    'Huế',
    'Hưng Yên',
    'Khánh Hòa',
  ],
  ...['Lai Châu', 'Lạng Sơn', 'Lào Cai', 'Lâm Đồng', 'Nghệ An', 'Ninh Bình', 'Phú Thọ', 'Quảng Ngãi'],
  ...[
    'Quảng Ninh',
    'Quảng Trị',
    'Sơn La',
    'Tây Ninh',
    'Thái Nguyên',
    'Thanh Hóa',
    'Tuyên Quang',
    'Vĩnh Long',
  ],
];

test('63 provinces became 34, each in exactly one', () => {
  expect(new Set(PROVINCES).size).toBe(63);
  expect(new Set(PROVINCE_IDS).size).toBe(63);
  const now = new Set(PROVINCE_IDS.map((id) => provinceName(provinceNow(id))));
  expect([...now].sort()).toEqual(TODAY.toSorted());
  expect(TODAY).toHaveLength(34);
  const parts = TODAY.flatMap((name) => partsOf(PROVINCE_IDS.find((id) => provinceName(id) === name)!));
  expect(parts.sort()).toEqual(PROVINCES.toSorted());
});

test('an address is read, old or new, and stands in the whole that is asked for', () => {
  const streets = ['12 Lê Lợi', 'Số 3, ngõ 5 phố Huế', 'Xa lộ Hà Nội', 'thôn Đông, xã Tân Hội'];
  const tails = ['', ', Việt Nam', ' 550000', '. '];
  fc.assert(
    fc.property(
      fc.constantFrom(...PROVINCES),
      fc.constantFrom(...streets),
      fc.constantFrom('', 'tỉnh ', 'Tỉnh ', 'T. '),
      fc.constantFrom(...tails),
      (name, street, word, tail) => {
        const id = provinceOf(`${street}, ${word}${name}${tail}`);
        expect(provinceName(id)).toBe(name);
        expect(isAsked([wholeProvince(id)], id)).toBe(true);
        expect(isAsked([id], id)).toBe(true);
        const others = PROVINCE_IDS.filter((one) => provinceNow(one) !== provinceNow(id));
        expect(isAsked(others.map(wholeProvince), id)).toBe(false);
      },
    ),
  );
});

test('who gave no address is in no province', () => {
  expect(isAsked(['now:'], '')).toBe(false);
  expect(isAsked([''], '')).toBe(true);
});
