import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeKey, emailDomain, normaliseIdentity } from '../../lib/domain/identity.ts';
import { key } from '../../lib/domain/value-schema.ts';

const runs = { seed: 20261123, numRuns: 400 };

describe('phone numbers', () => {
  test.each([
    '0912345678',
    '0912 345 678',
    '0912.345.678',
    '0912-345-678',
    '(0912) 345 678',
    '+84912345678',
    '+84 912 345 678',
    '+84 (0) 912 345 678',
    '(+84) 0912 345 678',
    '84912345678',
    '84 912.345.678',
    '0084 912 345 678',
    '0912\u00a0345\u00a0678',
    '\u200f0912 345 678\u200f',
    '\u202a+84 912 345 678\u202c',
    '0912\u200b345\u00ad678',
    'ĐT: 0912 345 678 (chị Lan)',
    '0912 345 678 ext. 12',
    '0912 345 678 máy lẻ 3',
  ])('%j is the same number', (written) => {
    expect(normaliseIdentity(`tel:${written}`)).toBe('tel:+84912345678');
  });

  test.each([
    '',
    '113',
    '09',
    '091234567',
    '0912 345 678 / 0987 654 321',
    'Lan',
    '1-800-FLOWERS',
    '+',
    '2026-11-23',
  ])('%j is no number', (written) => {
    expect(normaliseIdentity(`tel:${written}`)).toBeNull();
  });

  test('a number without a country is read for the region of the seller', () => {
    expect(normaliseIdentity('tel:(202) 555-0147', 'US')).toBe('tel:+12025550147');
    expect(normaliseIdentity('tel:+44 20 7946 0958', 'VN')).toBe('tel:+442079460958');
    expect(normaliseIdentity('tel:0912 345 678', 'nowhere')).toBeNull();
    expect(normaliseIdentity('tel:+84 912 345 678', 'nowhere')).toBe('tel:+84912345678');
  });
});

describe('addresses', () => {
  test.each([
    ['email:Lan.Nguyen@Example.COM', 'email:lan.nguyen@example.com'],
    ['EMAIL: lan@example.vn ', 'email:lan@example.vn'],
    ['email:\u200elan@example.vn\u200e', 'email:lan@example.vn'],
    ['email:lan+shop@mail.example.vn', 'email:lan+shop@mail.example.vn'],
  ])('%j', (written, expected) => {
    expect(normaliseIdentity(written)).toBe(expected);
  });

  test.each([
    'lan',
    'lan@',
    '@example.vn',
    'lan@localhost',
    'lan@10.0.0.1',
    'lan@@example.vn',
    'lan@exa mple.vn',
    'lan@-example.vn',
    '.lan@example.vn',
    'la..n@example.vn',
    '<lan@example.vn>',
    'lan@example.vn, mai@example.vn',
    `${'a'.repeat(65)}@example.vn`,
  ])('%j is no address', (written) => {
    expect(normaliseIdentity(`email:${written}`)).toBeNull();
  });

  test('the domain of an address, and of nothing else', () => {
    expect(emailDomain('email:a@mail.example.vn')).toBe('mail.example.vn');
    expect(emailDomain('email:a@')).toBeNull();
    expect(emailDomain('tel:+84912345678')).toBeNull();
    expect(emailDomain('telegram:@lan_shop')).toBeNull();
  });
});

describe('platforms', () => {
  test.each([
    ['telegram:123456789', 'telegram:123456789'],
    ['telegram:@Lan_Shop', 'telegram:@lan_shop'],
    ['linkedin:Lan-Nguyễn-1234', 'linkedin:lan-nguyễn-1234'],
    ['linkedin:ACoAABcDeF0GhIjKlMnOp', 'linkedin:ACoAABcDeF0GhIjKlMnOp'],
    ['woocommerce:Shop.Example:customer:17', 'woocommerce:shop.example:customer:17'],
    ['woocommerce:shop.example:8080:customer:17', 'woocommerce:shop.example:8080:customer:17'],
    ['shopee: vn:lan.shop ', 'shopee:vn:lan.shop'],
    ['shopee:vn:Lan.Shop', 'shopee:vn:lan.shop'],
    ['shopee:lan.shop', 'shopee:vn:lan.shop'],
    ['tiktok:vn:Hoa_2026', 'tiktok:vn:hoa_2026'],
    ['ebay:Rose-Lover', 'ebay:rose-lover'],
    ['etsy:LanBuys', 'etsy:lanbuys'],
    ['instagram:@Lan.Hoa_9', 'instagram:lan.hoa_9'],
    ['Facebook:100012345678', 'facebook:100012345678'],
  ])('%j', (written, expected) => {
    expect(normaliseIdentity(written)).toBe(expected);
  });

  test.each([
    ['a group', 'telegram:-1001234567890'],
    ['a name too short', 'telegram:@la'],
    ['a name without @', 'telegram:lan_shop'],
    ['an address, not a profile', 'linkedin:in/lan-nguyen'],
    ['a guest', 'woocommerce:shop.example:customer:0'],
    ['no shop', 'woocommerce::customer:17'],
    ['no customer', 'woocommerce:shop.example'],
    ['a masked username', 'shopee:vn:l*****n'],
    ['a username that was cut', 'tiktok:vn:lan_ngu…'],
    ['a name, not a username', 'ebay:Lan Nguyen'],
    ['an address, not a username', 'instagram:https://www.instagram.com/lan/'],
    ['no scheme', '0912345678'],
    ['no value', 'zalo:'],
    ['only invisible characters', 'zalo:\u200b\u200e'],
    ['a scheme of other letters', 'điện:1'],
    ['a megabyte', `zalo:${'9'.repeat(1_000_000)}`],
  ])('%s is nobody: %j', (_what, written) => {
    expect(normaliseIdentity(written)).toBeNull();
  });
});

test('whatever comes in, what comes out fits the book, and stays the same when read again', () => {
  const scheme = fc.constantFrom('email', 'tel', 'telegram', 'woocommerce', 'zalo', 'X', '');
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.emailAddress(),
    fc.stringMatching(/^[+0-9 ().\u00a0-]{0,20}$/),
    fc.stringMatching(/^@[A-Za-z0-9_]{0,40}$/),
  );
  let kept = 0;
  fc.assert(
    fc.property(scheme, value, (left, right) => {
      const once = normaliseIdentity(`${left}:${right}`);
      if (once === null) return;
      kept += 1;
      expect(key.safeParse(once).success).toBe(true);
      expect(once.length).toBeLessThanOrEqual(320);
      expect(normaliseIdentity(once)).toBe(once);
    }),
    runs,
  );
  expect(kept).toBeGreaterThan(40);
});

test('a key is shown without its scheme', () => {
  expect(describeKey('email:lan@example.vn')).toEqual({ channel: 'email', label: 'lan@example.vn' });
  expect(describeKey('tel:+84912345678')).toEqual({ channel: 'phone', label: '+84912345678' });
  expect(describeKey('telegram:@lan_shop')).toEqual({ channel: 'telegram', label: '@lan_shop' });
  expect(describeKey('woocommerce:shop.example:customer:17')).toEqual({
    channel: 'woocommerce',
    label: 'shop.example #17',
  });
  expect(describeKey('shopee:vn:lan.shop')).toEqual({ channel: 'shopee', label: 'vn:lan.shop' });
  expect(describeKey('nothing')).toEqual({ channel: '', label: 'nothing' });
});
