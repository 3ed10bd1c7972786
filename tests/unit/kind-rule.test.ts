import { describe, expect, test } from 'vitest';
import { FIRST_CHOICE, readLadder, ruleFor } from '../../components/kind-rule.ts';
import { lunarWords, ruleWords } from '../../components/kind-words.ts';
import { occasionRule, readDay } from '../../components/occasion-rule.ts';
import { readBudget } from '../../components/occasions.tsx';
import { dueAtWall } from '../../lib/domain/due.ts';
import { createFormat } from '../../lib/domain/format.ts';
import * as lunar from '../../lib/domain/lunar.ts';
import * as repeat from '../../lib/domain/repeat.ts';
import { ruleSchema } from '../../lib/domain/rule.ts';
import { createText } from '../../lib/domain/text.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const NOW = dueAtWall('2026-11-23T10:32', ZONE).at;
const calendar = { repeat, lunar };
const t = createText('vi');
const format = createFormat('vi', ZONE, t);
const made = (choice: Partial<typeof FIRST_CHOICE>, wall: string | null = '2026-11-24T09:00') =>
  ruleFor(calendar, { ...FIRST_CHOICE, ...choice }, wall ? dueAtWall(wall, ZONE) : null, NOW, ZONE);

describe('what was chosen becomes a rule', () => {
  test.each([
    ['day', 'mỗi ngày'],
    ['week', 'mỗi tuần'],
    ['fortnight', 'mỗi 2 tuần'],
    ['month', 'mỗi tháng'],
    ['quarter', 'mỗi 3 tháng'],
    ['year', 'mỗi năm'],
    ['full', 'mỗi rằm'],
    ['first', 'mỗi mùng 1'],
    ['lunar_month', 'mỗi tháng âm'],
    ['lunar_year', 'mỗi năm âm lịch'],
  ] as const)('%s is %s, and fits the book', (step, words) => {
    const { rule, due } = made({ kind: 'every', step })!;
    expect(ruleSchema.safeParse(rule).success).toBe(true);
    expect(ruleWords(rule, due, t, format)).toBe(words);
    expect(due.at).toBeGreaterThan(NOW);
  });

  test('the moon needs no words of time, and what does waits for them', () => {
    // This full moon rang an hour and a half ago.
    expect(made({ kind: 'every', step: 'full' }, null)?.due.of).toBe('2026-12-23');
    for (const kind of ['once', 'answer', 'every'] as const) expect(made({ kind }, null)).toBeNull();
    expect(made({ kind: 'cadence', days: Number.NaN })).toBeNull();
    expect(made({ kind: 'ladder', ladder: 'sớm' })).toBeNull();
  });

  test('ladders as people write them', () => {
    expect(readLadder('1-3-7-30')).toEqual([1, 3, 7, 30]);
    expect(readLadder('7, 1, 3,3')).toEqual([1, 3, 7]);
    for (const bad of ['', '0', '1-99999', 'một']) expect(readLadder(bad)).toEqual([]);
  });
});

describe('occasions', () => {
  test('days as people write them', () => {
    expect(readDay('12/3', 'solar')).toEqual({ day: 12, month: 3 });
    expect(readDay(' 29.2.1996 ', 'solar')).toEqual({ day: 29, month: 2 });
    expect(readDay('30-2', 'lunar')).toEqual({ day: 30, month: 2 });
    for (const bad of ['30/2', '31/4', '0/1', '1/13', '12', '']) expect(readDay(bad, 'solar')).toBeNull();
    expect(readDay('31/1', 'lunar')).toBeNull();
  });

  test('ring a week ahead', () => {
    const choice = { occasion: 'birthday' as const, day: '12/3', calendar: 'solar' as const, ahead: 7 };
    expect(occasionRule(calendar, choice, NOW, ZONE)?.due.wall).toBe('2027-03-05T09:00');
    const lunarBirthday = occasionRule(calendar, { ...choice, calendar: 'lunar' }, NOW, ZONE)!;
    expect(lunarWords(lunar.toLunar(repeat.eventDay(lunarBirthday.rule, lunarBirthday.due)), t)).toBe(
      '12 tháng 3',
    );
    const tet = occasionRule(calendar, { ...choice, occasion: 'tet', day: '' }, NOW, ZONE)!;
    expect(tet.due.of).toBe('2027-01-30');
    expect(occasionRule(calendar, { ...choice, day: '' }, NOW, ZONE)).toBeNull();
  });

  test('lunar days in words', () => {
    const day = { day: 15, month: 7, isLeap: false, year: 2026 };
    expect(lunarWords(day, t)).toBe('rằm tháng 7');
    expect(lunarWords({ ...day, day: 5, month: 1 }, t)).toBe('mùng 5 tháng Giêng');
    expect(lunarWords({ ...day, day: 23, month: 12 }, t)).toBe('23 tháng Chạp');
    expect(lunarWords({ ...day, day: 23, month: 6, isLeap: true }, t)).toBe('23 tháng 6 nhuận');
    expect(lunarWords(day, createText('en'))).toBe('lunar 15/7');
  });

  test('budgets as people write them', () => {
    expect(readBudget('')).toBeNull();
    for (const [text, amount] of [
      ['500k', 500_000],
      ['500.000', 500_000],
      ['500,000đ', 500_000],
      ['1,5tr', 1_500_000],
      ['2 triệu', 2_000_000],
      ['25', 25],
      ['19.5', 19.5],
      ['1.200.000 đ', 1_200_000],
    ] as const)
      expect(readBudget(text)).toBe(amount);
    for (const bad of ['nhiều', '-5', 'k']) expect(readBudget(bad)).toBeNaN();
  });
});
