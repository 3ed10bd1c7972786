import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chipsOf, isTheirs } from '../../lib/domain/recognise/chips.ts';
import { recognise } from '../../lib/domain/recognise/recognise.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';

const keysIn = (text: string, region = 'VN') => recognise(text, region).map((found) => found.key);
const SEED = { seed: 20_261_123, numRuns: 400 };

describe('telephone numbers', () => {
  test.each([
    ['sđt em 0912345678 nha', 'tel:+84912345678'],
    ['0912.345.678', 'tel:+84912345678'],
    ['0912\u00a0345\u00a0678', 'tel:+84912345678'],
    ['091\u202f234\u202f5678', 'tel:+84912345678'],
    ['09.12.34.56.78', 'tel:+84912345678'],
    ['0 912 345 678', 'tel:+84912345678'],
    ['+84 912 345 678', 'tel:+84912345678'],
    ['+84 (0)912 345 678', 'tel:+84912345678'],
    ['(+84)912345678', 'tel:+84912345678'],
    ['0084 912 345 678', 'tel:+84912345678'],
    ['zalo em 84912345678', 'tel:+84912345678'],
    ['(028) 3812 3456', 'tel:+842838123456'],
    ['0\u200b912345678', 'tel:+84912345678'],
    ['gọi em theo số 0912 345 678, 2 áo ạ', 'tel:+84912345678'],
    ['+65 6123 4567', 'tel:+6561234567'],
    ['call +1 (415) 555-2671 please', 'tel:+14155552671'],
  ])('%s', (text, key) => {
    expect(keysIn(text)).toEqual([key]);
  });

  test('two in one breath are two', () => {
    const both = ['tel:+84912345678', 'tel:+84987654321'];
    expect(keysIn('0912345678/0987654321')).toEqual(both);
    expect(keysIn('0912.345.678 - 0987.654.321')).toEqual(both);
    expect(keysIn('0912345678 hoặc 0987654321')).toEqual(both);
  });

  test('belong to the region of the settings where they do not say', () => {
    expect(keysIn('081-234-5678', 'TH')).toEqual(['tel:+66812345678']);
    expect(keysIn('(415) 555-2671', 'US')).toEqual(['tel:+14155552671']);
    expect(keysIn('0812-3456-7890', 'ID')).toEqual(['tel:+6281234567890']);
    expect(keysIn('0912345678', 'XX')).toEqual([]);
    expect(keysIn('+84912345678', 'XX')).toEqual(['tel:+84912345678']);
  });

  test('any Vietnamese mobile number, written in any usual way, is found', () => {
    const number = fc
      .tuple(
        fc.constantFrom('32', '39', '56', '58', '70', '76', '79', '81', '85', '88', '90', '91', '96', '98'),
        fc.integer({ min: 0, max: 9_999_999 }),
      )
      .map(([head, rest]) => head + String(rest).padStart(7, '0'));
    const way = fc.constantFrom<(digits: string) => string>(
      (d) => `0${d}`,
      (d) => `+84${d}`,
      (d) => `+84 ${d}`,
      (d) => `0${d.slice(0, 3)} ${d.slice(3, 6)} ${d.slice(6)}`,
      (d) => `0${d.slice(0, 3)}.${d.slice(3, 6)}.${d.slice(6)}`,
      (d) => `0${d.slice(0, 2)}\u00a0${d.slice(2, 5)}\u00a0${d.slice(5)}`,
      (d) => `+84-${d.slice(0, 2)}-${d.slice(2, 5)}-${d.slice(5)}`,
      (d) => `0${d.slice(0, 3)}-${d.slice(3, 6)}-${d.slice(6)}`,
    );
    const around = fc.constantFrom(
      ['', ''],
      ['sđt ', ' nhé'],
      ['Giá 350.000đ, gọi ', '.'],
      ['(', ')'],
      ['', ' 🌸'],
    );
    fc.assert(
      fc.property(number, way, around, (digits, write, [before, after]) => {
        const text = before + write(digits) + after;
        if (/(?:19|20)\d\d/.test(write(digits))) return;
        expect(keysIn(text), text).toEqual([`tel:+84${digits}`]);
      }),
      SEED,
    );
  });
});

describe('what only looks like a number or a code', () => {
  test.each([
    'giá 1.250.000đ, 2 cái 2.400.000',
    '12.000.000 vnd',
    'ngày 09/12/2026 giao giúp em',
    '09.12.2026 15h',
    '09-12-2026 10 giờ',
    'năm 2019 2020 2021',
    'Thời gian 2026-11-23 09:12:34',
    'STK 0071000123456 VCB',
    'stk: 19034567890123 Techcombank',
    'stk MB 0381000123',
    'TK 0381 000 123 456',
    'chuyển khoản 12500000 vào 0451000234567',
    'MST 0312345678',
    'CCCD 079012345678',
    'mã OTP 123456',
    'size 36-40, cao 1m58',
    '9:30 - 10:30',
    'đơn hàng 250.000đ',
    'đơn 2 áo 350000',
    'tổng đơn 1250000',
    'ship GHN 25k, GHN 1500K',
    'tỉ giá 0.912345678',
    'Lazada sale 12/12',
    'barcode 8934563138165',
    '550e8400-e29b-41d4-a716-446655440000',
    'tiki trading 2026',
    '20240115ABCDEF',
    '@lan.shop',
    'img@2x.png',
    'react@18.2.0',
    'a@b',
  ])('%s', (text) => {
    expect(keysIn(text)).toEqual([]);
  });

  test('prices, dates, years, quantities and accounts are never offered, whatever stands around them', () => {
    const money = fc.integer({ min: 1, max: 99_999 }).map((n) => `${n.toLocaleString('de-DE')}.000đ`);
    const plain = fc.integer({ min: 1000, max: 99_999_999 }).map((n) => `${n} đồng`);
    const date = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
      .chain((d) => {
        const [y, m, day] = d.toISOString().slice(0, 10).split('-');
        return fc.constantFrom(
          `${day}/${m}/${y}`,
          `${day}.${m}.${y}`,
          `${day}-${m}-${y}`,
          `${y}-${m}-${day}`,
          `${day} ${m} ${y}`,
        );
      });
    const account = fc
      .tuple(
        fc.constantFrom('STK ', 'stk: ', 'số tài khoản ', 'TK VCB '),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 999_999_999 }),
      )
      .map(([word, head, rest]) => `${word}0${head}${String(rest).padStart(11, '0')}`);
    const year = fc.integer({ min: 1950, max: 2035 }).map(String);
    const count = fc.integer({ min: 1, max: 999 }).map((n) => `${n} cái`);
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 10, max: 59 }))
      .map(([h, m]) => `${h}:${m}`);
    const piece = fc.oneof(money, plain, date, account, year, count, clock);
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(', ', ' ', '\n', ' - ', ' / '),
        (pieces, join) => {
          const text = `Chị ơi ${pieces.join(join)} nhé`;
          expect(keysIn(text), text).toEqual([]);
        },
      ),
      SEED,
    );
  });
});

describe('mail addresses', () => {
  test.each([
    ['mail em là Lan.Nguyen@Example.com.', 'email:lan.nguyen@example.com'],
    ['<lan@example.com>, cảm ơn', 'email:lan@example.com'],
    ['(lan+shop@mail.example.vn)', 'email:lan+shop@mail.example.vn'],
    ['mailto:lan@example.com?subject=x', 'email:lan@example.com'],
  ])('%s', (text, key) => {
    expect(keysIn(text)).toEqual([key]);
  });
});

describe('order and parcel codes', () => {
  const codes = (text: string) => recognise(text, 'VN').map(({ key, issuer }) => `${key} ${issuer}`.trim());

  test.each([
    ['Đơn 2505296R62JNTS của em đâu ạ', 'order:2505296R62JNTS shopee'],
    ['123-1234567-1234567', 'order:123-1234567-1234567 amazon'],
    ['Order 27-12345-67890', 'order:27-12345-67890 ebay'],
    ['SPXVN05144905142B', 'parcel:SPXVN05144905142B spx'],
    ['S1.A1.1737345', 'parcel:S1.A1.1737345 ghtk'],
    ['EE123456785VN', 'parcel:EE123456785VN vnpost'],
  ])('whose shape alone says it: %s', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  test.each([
    ['mã đơn hàng: 576461413038785752', 'order:576461413038785752 tiktok'],
    ['Lazada 412345678901234 tới chưa shop', 'order:412345678901234 lazada'],
    ['đơn tiki #929231617', 'order:929231617 tiki'],
    ['mã GHN: GAN6BTAV', 'parcel:GAN6BTAV ghn'],
    ['Viettel Post 11506020148', 'parcel:11506020148 viettel-post'],
    ['J&T 840012345678', 'parcel:840012345678 jt'],
    ['840012345678 (J&T)', 'parcel:840012345678 jt'],
    ['mã vận đơn: 840012345678', 'parcel:840012345678'],
    ['Mã đơn DH10425 ạ', 'order:DH10425'],
    ['Tracking number: YT2412345678901', 'parcel:YT2412345678901'],
    ['đơn shopee 2505296r62jnts', 'order:2505296R62JNTS shopee'],
  ])('with its word beside it: %s', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  test.each([
    '576461413038785752',
    '412345678901234',
    '929231617',
    'GAN6BTAV',
    '11506020148',
    '840012345678',
    'DH10425',
    '2505296r62jnts',
    'EE123456786VN',
    'mã đơn cũ em quên rồi, tổng 12500000',
  ])('not without it: %s', (text) => {
    expect(codes(text)).toEqual([]);
  });

  test('a list shares the word of its first', () => {
    expect(codes('mã vận đơn 840012345678, 840012345679 và 840012345680')).toHaveLength(3);
  });

  test('the nearer word wins', () => {
    expect(codes('đơn hàng tiki 929231617, stk 912345678')).toEqual(['order:929231617 tiki']);
    expect(keysIn('mã đơn 0912345678')).not.toContain('tel:+84912345678');
  });
});

describe('any text at all', () => {
  test('what is found stands in it, in order, and nothing twice at one place', () => {
    const bits = fc.constantFrom(
      '0912',
      '345678',
      '+84',
      '.',
      ' ',
      '\u00a0',
      '@',
      'example.com',
      'mã đơn ',
      'GHN: ',
      '2505296R62JNTS',
      '-',
      'a',
      '\n',
      '123-1234567-1234567',
      'đ',
    );
    fc.assert(
      fc.property(
        fc.array(bits, { maxLength: 40 }).map((all) => all.join('')),
        (text) => {
          const found = recognise(text, 'VN');
          let end = 0;
          for (const one of found) {
            expect(one.at).toBeGreaterThanOrEqual(end);
            expect(one.end).toBeGreaterThan(one.at);
            end = one.end;
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
      SEED,
    );
  });

  test('four times the words take about four times as long, whatever is in them', () => {
    const full = (piece: (n: number) => string, length: number) =>
      Array.from({ length: 60 }, (_none, n) => {
        let text = '';
        for (let i = 0; text.length < length; i += 1) text += piece(n * 1000 + i);
        return { id: `m${n}`, direction: 'in' as const, at: null, text: text.slice(0, length) };
      });
    /** The best of many: the machine has other things to do. Milliseconds. */
    const timeOf = (piece: (n: number) => string, length: number) => {
      const sighting = sightingOf(full(piece, length));
      let best = Number.POSITIVE_INFINITY;
      for (let turn = 0; turn < 25; turn += 1) {
        const begun = performance.now();
        chipsOf(sighting, { region: 'VN', own: [] });
        best = Math.min(best, performance.now() - begun);
      }
      return best;
    };
    const worst = [
      (n: number) => `09${10_000_000 + n} `,
      () => '0 9 1 ',
      () => 'a@b.c@',
      () => '1-',
      () => '0912\u00a0345\u00a0',
      (n: number) => `+1415555${1000 + (n % 9000)} `,
      (n: number) => `Chào chị, đơn hàng ${n} của chị gửi rồi ạ, giá 350.000đ. `,
      () => 'A1B2C3D4 ',
      () => 'stk tài khoản mã đơn ',
    ];
    // A pattern that goes back and forth takes sixteen times as long, or far more.
    for (const piece of worst) expect(timeOf(piece, 2000) / timeOf(piece, 500), piece(1)).toBeLessThan(12);
  });
});

function sightingOf(messages: Sighting['messages'], more: Partial<Sighting> = {}): Sighting {
  return {
    site: 'zalo',
    channel: 'zalo',
    thread: { id: 't', url: 'https://chat.example.com', subject: '' },
    counterparts: [],
    group: false,
    messages,
    order: null,
    health: 'ok',
    problems: [],
    ...more,
  };
}

describe('chips of a thread', () => {
  const say = (id: string, direction: 'in' | 'out' | 'unknown', text: string) => ({
    id,
    direction,
    at: null,
    text,
  });
  const options = { region: 'VN', own: ['+84900000001', 'shop@example.com'] };

  test('stand once, newest first, with the side that wrote them', () => {
    const chips = chipsOf(
      sightingOf([
        say('1', 'out', 'shop gọi 0912345678 nhé'),
        say('2', 'in', 'dạ 0912 345 678'),
        say('3', 'out', 'mã vận đơn SPXVN05144905142B'),
      ]),
      options,
    );
    expect(chips.map(({ key, direction }) => [key, direction])).toEqual([
      ['parcel:SPXVN05144905142B', 'out'],
      ['tel:+84912345678', 'in'],
    ]);
  });

  test('the own numbers, and the handles of the page, are left out', () => {
    const people = [{ name: 'Lan', identities: ['email:lan@example.com'], strength: 'strong' as const }];
    const text = 'shop@example.com 0900000001 lan@example.com 0912345678';
    const chips = chipsOf(sightingOf([say('1', 'in', text)], { counterparts: people }), options);
    expect(chips.map((chip) => chip.key)).toEqual(['tel:+84912345678']);
  });

  test('a number that only we wrote is not the buyer’s; a parcel is', () => {
    const chips = chipsOf(sightingOf([say('1', 'out', '0912345678 SPXVN05144905142B')]), options);
    expect(chips.map(isTheirs)).toEqual([true, false]);
  });

  test('the subject is read too', () => {
    const thread = { id: 't', url: 'https://chat.example.com', subject: 'Order 123-1234567-1234567' };
    expect(chipsOf(sightingOf([], { thread }), options)).toHaveLength(1);
  });
});
