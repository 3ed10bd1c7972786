import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueAtWall } from '../../lib/domain/due.ts';
import type { Due } from '../../lib/domain/entities.ts';
import { toLunar } from '../../lib/domain/lunar.ts';
import { conditionDue, firstOccurrence, firstStep, nextOccurrence } from '../../lib/domain/repeat.ts';
import { type Rule, ruleSchema } from '../../lib/domain/rule.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const DAY = 86_400_000;
type Every = Extract<Rule, { kind: 'every' }>;
const every = (over: Partial<Every>): Every => ({
  kind: 'every',
  unit: 'day',
  step: 1,
  calendar: 'solar',
  day: 1,
  month: 1,
  time: '09:00',
  ahead: 0,
  ...over,
});
const at = (wall: string, zone = ZONE): Due => ({ ...dueAtWall(wall, zone), of: wall.slice(0, 10) });

/** The next few, each from the one before. */
function days(rule: Parameters<typeof nextOccurrence>[0], start: Due, count: number): string[] {
  const found: string[] = [];
  for (let due: Due | null = start; due && found.length < count; ) {
    due = nextOccurrence(rule, due, due.at);
    if (due) found.push(due.of!);
  }
  return found;
}

describe('solar series', () => {
  test('a month that is too short has its last day, and the next one its own again', () => {
    expect(days(every({ unit: 'month', day: 31 }), at('2027-01-31T09:00'), 5)).toEqual([
      ...['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30'],
    ]);
    expect(days(every({ unit: 'month', step: 3, day: 30 }), at('2027-11-30T09:00'), 3)).toEqual([
      ...['2028-02-29', '2028-05-30', '2028-08-30'],
    ]);
  });

  test('29 February is the 28th in common years', () => {
    expect(days(every({ unit: 'year', day: 29, month: 2 }), at('2028-02-29T09:00'), 4)).toEqual([
      ...['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
    ]);
  });

  test('every other week keeps its week, whatever was missed', () => {
    const rule = every({ unit: 'week', step: 2 });
    const late = at('2027-05-13T10:00').at;
    expect(nextOccurrence(rule, at('2026-11-30T09:00'), late)?.of).toBe('2027-05-17');
  });

  test('an occurrence that was moved shifts nothing after it', () => {
    const moved = { ...at('2026-12-03T17:30'), of: '2026-12-01' };
    expect(nextOccurrence(every({}), moved, moved.at)?.wall).toBe('2026-12-04T09:00');
    const earlier = { ...at('2026-12-01T08:00'), of: '2026-12-31' };
    expect(nextOccurrence(every({}), earlier, at('2026-12-20T09:00').at)?.of).toBe('2027-01-01');
  });

  test('daylight saving moves one occurrence and no other', () => {
    const zone = 'America/New_York';
    const rule = every({ time: '02:30' });
    const before = at('2027-03-13T02:30', zone);
    const gap = nextOccurrence(rule, before, before.at)!;
    expect(gap).toMatchObject({ wall: '2027-03-14T03:30', of: '2027-03-14' });
    expect(nextOccurrence(rule, gap, gap.at)).toMatchObject({ wall: '2027-03-15T02:30' });
    // In autumn 01:30 comes twice, and is meant once.
    const autumn = every({ time: '01:30' });
    const twice = nextOccurrence(autumn, at('2027-11-06T01:30', zone), at('2027-11-06T01:30', zone).at)!;
    const after = nextOccurrence(autumn, twice, twice.at)!;
    expect(after).toMatchObject({ wall: '2027-11-08T01:30' });
    expect(after.at - twice.at).toBe(25 * 3_600_000);
  });

  test('in a zone that left out a day, the day after comes once', () => {
    const zone = 'Pacific/Apia';
    const left = nextOccurrence(every({}), at('2011-12-29T09:00', zone), at('2011-12-29T09:00', zone).at)!;
    expect(left).toMatchObject({ of: '2011-12-30', wall: '2011-12-31T09:00' });
    expect(nextOccurrence(every({}), left, left.at)).toMatchObject({ of: '2012-01-01' });
  });
});

describe('lunar series', () => {
  test('the full moon comes in a leap month too', () => {
    // 2025 has a second sixth month.
    const found = days(every({ unit: 'month', calendar: 'lunar', day: 15 }), at('2025-06-10T09:00'), 4);
    expect(found).toEqual(['2025-07-09', '2025-08-08', '2025-09-06', '2025-10-06']);
    expect(found.map((day) => toLunar(Temporal.PlainDate.from(day)))).toMatchObject([
      ...[{ month: 6, isLeap: false }, { month: 6, isLeap: true }, { month: 7 }, { month: 8 }],
    ]);
  });

  test('the 30th of a month of 29 days is its last day', () => {
    const rule = every({ unit: 'month', calendar: 'lunar', day: 30 });
    for (const day of days(rule, at('2026-11-08T09:00'), 30)) {
      const tomorrow = toLunar(Temporal.PlainDate.from(day).add({ days: 1 }));
      expect(tomorrow.day).toBe(1);
    }
  });

  test('Tết is the one of Vietnam, a week ahead', () => {
    const tet = every({ unit: 'year', calendar: 'lunar', day: 1, month: 1, ahead: 7, occasion: 'tet' });
    const first = firstOccurrence(tet, ZONE, at('2026-11-29T12:00').at)!;
    expect(first).toMatchObject({ of: '2027-01-30', wall: '2027-01-30T09:00' });
    expect(days(tet, first, 3)).toEqual(['2028-01-19', '2029-02-06', '2030-01-26']);
  });

  test('a yearly day is kept once a year, in the month that a leap month repeats', () => {
    const rule = every({ unit: 'year', calendar: 'lunar', day: 10, month: 6 });
    const found = days(rule, at('2024-07-15T09:00'), 10).map((day) => toLunar(Temporal.PlainDate.from(day)));
    expect(found.every(({ day, month, isLeap }) => day === 10 && month === 6 && !isLeap)).toBe(true);
    expect(found.map(({ year }) => year)).toEqual(Array.from({ length: 10 }, (_, i) => 2025 + i));
  });

  test('ends where the calendar does', () => {
    const rule = every({ unit: 'year', calendar: 'lunar', day: 1, month: 1 });
    expect(nextOccurrence(rule, at('2198-02-06T09:00'), at('2198-12-01T09:00').at)).toBeNull();
  });
});

describe('any series', () => {
  const RULE = fc.record({
    kind: fc.constant('every' as const),
    unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
    step: fc.integer({ min: 1, max: 6 }),
    calendar: fc.constantFrom('solar' as const, 'lunar' as const),
    day: fc.integer({ min: 1, max: 30 }),
    month: fc.integer({ min: 1, max: 12 }),
    time: fc.constantFrom('00:00', '02:30', '09:00', '23:59'),
    ahead: fc.constantFrom(0, 1, 7),
  });
  const START = fc.integer({ min: 0, max: 3000 }).map((days) => `2026-01-01|${days}`);
  const ZONES = fc.constantFrom(
    ZONE,
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Europe/London',
  );
  const begin = (text: string, time: string, zone: string) =>
    at(`${Temporal.PlainDate.from(text.slice(0, 10)).add({ days: Number(text.slice(11)) })}T${time}`, zone);

  test('goes forward, and passing over is the same as going one by one', () => {
    fc.assert(
      fc.property(RULE, START, ZONES, fc.integer({ min: 0, max: 700 }), (rule, start, zone, gap) => {
        const due = begin(start, rule.time, zone);
        const after = due.at + gap * DAY;
        let step: Due = due;
        do {
          const next = nextOccurrence(rule, step, step.at)!;
          expect(next.at).toBeGreaterThan(step.at);
          step = next;
        } while (step.at <= after);
        expect(nextOccurrence(rule, due, after)).toEqual(step);
      }),
      { seed: 20261129, numRuns: 400 },
    );
  });

  test('one that a file brought with days that are none ends, and harms nothing', () => {
    const due = { at: 0, zone: 'Nowhere/At_All', wall: '2026-99-99T99:99' };
    expect(nextOccurrence(every({}), due, 5)).toBeNull();
    expect(
      conditionDue({ kind: 'cadence', days: 3, time: '09:00' }, { due, settledAt: 5, createdAt: 1 }, {}),
    ).toBe(due);
    expect(ruleSchema.safeParse({ ...every({}), time: '25:00' }).success).toBe(false);
  });
});

describe('ladder', () => {
  test('1-3-7-30 from the day it was set, then no more', () => {
    const { rule, due } = firstStep([1, 3, 7, 30], '09:00', ZONE, at('2026-11-29T15:00').at);
    expect([due!.of, ...days(rule, due!, 9)]).toEqual([
      '2026-11-30',
      '2026-12-02',
      '2026-12-06',
      '2026-12-29',
    ]);
  });

  test('a step that was passed while another was late is left out', () => {
    const { rule, due } = firstStep([1, 3, 7, 30], '09:00', ZONE, at('2026-11-29T15:00').at);
    expect(nextOccurrence(rule, due!, at('2026-12-03T10:00').at)?.of).toBe('2026-12-06');
  });
});
