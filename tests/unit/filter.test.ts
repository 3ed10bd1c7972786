import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, fieldTypeOf, numberOf } from '../../lib/domain/filter/field-value.ts';
import type { Filter } from '../../lib/domain/filter/filter.ts';
import { filterSchema } from '../../lib/domain/filter/filter-schema.ts';
import { isIn, rangeOf } from '../../lib/domain/filter/filter-time.ts';
import { PROVINCE_IDS, PROVINCES, provinceName, provinceOf } from '../../lib/domain/filter/provinces.ts';
import { BUILT_IN_VIEWS } from '../../lib/domain/filter/views.ts';
import { filter } from './filter-samples.ts';

describe('the schema of filters', () => {
  test('takes every filter that can be made, through JSON and back', () => {
    fc.assert(
      fc.property(filter, (made) => {
        expect(filterSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
      }),
      { seed: 20261129, numRuns: 300 },
    );
  });

  test('takes the views that every book has', () => {
    for (const { where } of Object.values(BUILT_IN_VIEWS))
      if (where) expect(filterSchema.parse(where)).toEqual(where);
  });

  test.each<[string, unknown]>([
    ['an unknown condition', { is: 'mood', in: ['good'] }],
    ['a field that nobody knows', { is: 'orders', span: {}, always: true }],
    ['a day that is none', { is: 'date', of: 'order', when: { in: 'days', from: '2026-02-31' } }],
    ['two groups in one', { all: [], any: [] }],
    [
      'a tree without end',
      Array.from({ length: 12 }).reduce<unknown>((inner) => ({ not: inner }), { all: [] }),
    ],
    ['nothing', null],
  ])('refuses %s', (_what, value) => {
    expect(filterSchema.safeParse(value).success).toBe(false);
  });
});

describe('times in a filter', () => {
  // 01:30 on 24 November in Vietnam, still the 23rd in UTC.
  const time = { at: Date.UTC(2026, 10, 23, 18, 30), zone: 'Asia/Ho_Chi_Minh' };
  const hour = (day: number, hours: number) => Date.UTC(2026, 10, day, hours - 7);

  test('count calendar days of the seller', () => {
    const last = rangeOf({ in: 'last', days: 1 }, time);
    expect(isIn(hour(23, 0), last)).toBe(true);
    expect(isIn(hour(22, 23), last)).toBe(false);
    expect(isIn(hour(24, 23), last)).toBe(true);
    expect(isIn(hour(25, 0), last)).toBe(false);
  });

  test('“not in the last days” means those without a date too; “older” does not', () => {
    for (const [word, none] of [
      ['notLast', true],
      ['older', false],
    ] as const) {
      const range = rangeOf({ in: word, days: 30 }, time);
      expect(isIn(undefined, range)).toBe(none);
      expect(isIn(Date.UTC(2026, 9, 1), range)).toBe(true);
      expect(isIn(hour(20, 1), range)).toBe(false);
    }
  });

  test('a day and the next are apart where the clock is put back', () => {
    const berlin = { at: Date.UTC(2026, 9, 25, 12), zone: 'Europe/Berlin' };
    const { from, to } = rangeOf({ in: 'days', from: '2026-10-25', to: '2026-10-25' }, berlin);
    expect((to - from) / 3_600_000).toBe(25);
  });
});

describe('the province of an address', () => {
  test.each([
    ['12 Hàng Bông, Hoàn Kiếm, Hà Nội', 'Hà Nội'],
    ['Số 3 ngõ 5, P. Láng Hạ, Q. Ba Đình, TP Hà Nội, Việt Nam', 'Hà Nội'],
    ['25 Điện Biên Phủ, Q. Bình Thạnh, TP.HCM', 'Hồ Chí Minh'],
    ['q7 sai gon', 'Hồ Chí Minh'],
    ['Thuận An, tỉnh Bình Dương 75000', 'Bình Dương'],
    ['Xa lộ Hà Nội, Thủ Đức', ''],
    ['88 đường Thái Bình, Nam Định', 'Nam Định'],
    ['Phường Thủy Xuân, Thừa Thiên Huế', 'Huế'],
    ['Đà Lạt - Lâm Đồng', 'Lâm Đồng'],
    ['Buôn Ma Thuột, ĐẮK LẮK', 'Đắk Lắk'],
    ['Vũng Tàu', 'Bà Rịa – Vũng Tàu'],
    ['221B Baker Street, London', ''],
    ['', ''],
  ])('%s → %s', (address, name) => {
    const id = provinceOf(address);
    expect(id === '' ? '' : provinceName(id)).toBe(name);
  });

  test('each of the 63 is found by its own name', () => {
    expect(new Set(PROVINCE_IDS).size).toBe(63);
    for (const name of PROVINCES) expect(provinceName(provinceOf(`1 Trần Phú, ${name}`))).toBe(name);
  });
});

describe('values of custom fields', () => {
  test.each([
    ['1.250.000', 1_250_000],
    ['1,250,000.5', 1_250_000.5],
    ['1.250,5', 1250.5],
    ['12,5', 12.5],
    ['250k', 250_000],
    ['1,2tr', 1_200_000],
    ['42 kg', 42],
    ['-3', -3],
    ['size 42', null],
    ['', null],
    ['12/5', null],
  ])('%s is the number %s', (text, number) => {
    expect(numberOf(text)).toBe(number);
  });

  test.each([
    ['2026-11-24', '2026-11-24'],
    ['24/11/2026', '2026-11-24'],
    ['4.1.2026', '2026-01-04'],
    ['31/2/2026', null],
    ['24/11', null],
  ])('%s is the day %s', (text, day) => {
    expect(dayOf(text)).toBe(day);
  });

  test.each<[string, Record<string, number>]>([
    ['date', { '24/11/1990': 1, '2001-02-03': 1 }],
    ['number', { '12': 3, '1.250.000': 1 }],
    ['choice', { S: 10, M: 12, L: 4 }],
    ['text', { 'Thích màu rêu': 1, 'Gọi buổi tối': 1 }],
    ['text', { '0912345678': 1, '0987654321': 1 }],
    ['text', {}],
  ])('look like %s', (type, counts) => {
    expect(fieldTypeOf(new Map(Object.entries(counts)))).toBe(type);
  });
});

/** What the type says: a filter is plain data, and the same text means the same question. */
test('a filter in an address stays what it is', () => {
  const where: Filter = { all: [{ is: 'tag', in: ['vip'] }, { not: { is: 'has', what: 'due' } }] };
  expect(filterSchema.parse(JSON.parse(JSON.stringify(where)))).toEqual(where);
});
