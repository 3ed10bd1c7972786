import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingsSchema } from '../../lib/domain/settings.ts';
import { boughtBy, topShare, VALUE_RULES, type ValueRules, worthOf } from '../../lib/domain/value.ts';
import { START, testBook } from './store-fixture.ts';

const DAY = 86_400_000;
const NOW = START;
const worth = (days: number, count: number, money: Record<string, number>, rules = VALUE_RULES) =>
  worthOf({ count, at: NOW - days * DAY, money }, NOW, rules);

/** The definition in docs/measures.md, read once more. */
function secondReading(days: number, count: number, vnd: number): { score: number; tier: string } {
  const marks = [
    days <= 30 ? 5 : days <= 60 ? 4 : days <= 120 ? 3 : days <= 240 ? 2 : 1,
    count >= 10 ? 5 : count >= 6 ? 4 : count >= 3 ? 3 : count >= 2 ? 2 : 1,
    vnd >= 10e6 ? 5 : vnd >= 5e6 ? 4 : vnd >= 2e6 ? 3 : vnd >= 500e3 ? 2 : 1,
  ];
  const score = Math.round(((marks[0]! + marks[1]! + marks[2]!) / 3) * 20);
  if (count === 1 && days <= 90) return { score, tier: 'fresh' };
  return { score, tier: score >= 80 ? 'gold' : score >= 55 ? 'silver' : 'bronze' };
}

describe('what a buyer is worth', () => {
  test('is what a second reading of the definition makes of it', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.integer({ min: 1, max: 14 }), fc.nat(12_000_000), (days, count, vnd) => {
        expect(worth(days, count, { VND: vnd })).toMatchObject(secondReading(days, count, vnd));
      }),
    );
  });

  test('tells the three numbers it comes from, and what each got', () => {
    expect(worth(45, 6, { VND: 3_800_000 })).toEqual({
      days: 45,
      count: 6,
      sum: { currency: 'VND', total: 3_800_000 },
      marks: { recency: 4, frequency: 4, money: 3 },
      score: 73,
      tier: 'silver',
    });
  });

  test('sinks by the clock alone, and never rises by it', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(200), fc.integer({ min: 1, max: 12 }), (days, later, count) => {
        const [now, then] = [worth(days, count, {}), worth(days + later, count, {})];
        expect(then!.score).toBeLessThanOrEqual(now!.score);
      }),
    );
  });

  test('is nothing for somebody who never bought; an order of tomorrow was today', () => {
    expect(worthOf({ count: 0, at: undefined, money: {} }, NOW, VALUE_RULES)).toBeNull();
    expect(worth(-3, 2, {})).toMatchObject({ days: 0, marks: { recency: 5 } });
  });

  test('takes the currency with the better mark; one without limits counts as the least', () => {
    expect(worth(1, 3, { VND: 600_000, USD: 250 })!.sum).toEqual({ currency: 'USD', total: 250 });
    expect(worth(1, 3, { EUR: 9000 })).toMatchObject({ sum: null, marks: { money: 1 } });
  });

  test('follows the weights and limits of the shop', () => {
    const rules: ValueRules = { ...VALUE_RULES, weights: { recency: 0, frequency: 0, money: 3 } };
    expect(worth(999, 2, { VND: 20_000_000 }, rules)).toMatchObject({ score: 100, tier: 'gold' });
    expect(settingsSchema.parse({}).value).toBeNull();
    expect(settingsSchema.parse({ value: rules }).value).toEqual(rules);
  });
});

describe('what the best buyers bring', () => {
  test('the top fifth, rounded up, of those who paid anything', () => {
    expect(topShare([500, 300, 100, 60, 40, 0])).toEqual({ top: 1, buyers: 5, topMoney: 500, money: 1000 });
    expect(topShare([])).toEqual({ top: 0, buyers: 0, topMoney: 0, money: 0 });
  });

  test('never less than their part of the buyers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1 }), (sums) => {
        const { top, topMoney, money } = topShare(sums);
        expect(topMoney / money).toBeGreaterThanOrEqual(top / sums.length - 1e-9);
      }),
    );
  });
});

test('orders that were cancelled, refused or returned are no purchases', async () => {
  const { book, run } = await testBook();
  const { id } = await run('customer.save', { set: { name: 'Lan' } });
  const order = (number: string, status: string, at: number) =>
    run('order.record', {
      customer: id!,
      site: 'shop',
      order: number,
      number,
      total: 100_000,
      currency: 'VND',
      status,
      at,
      thread: null,
    });
  await order('1', 'Đã giao', NOW - 9 * DAY);
  const one = async () => boughtBy((await book.customers.get(id!))!);
  expect(await one()).toEqual({ count: 1, at: NOW - 9 * DAY, money: { VND: 100_000 } });
  await order('2', 'Đã hủy', NOW - DAY);
  expect(await one()).toEqual({ count: 1, at: NOW - 9 * DAY, money: { VND: 100_000 } });
  await order('1', 'Đã hủy', NOW - 9 * DAY);
  expect(await one()).toMatchObject({ count: 0, at: undefined });
});
