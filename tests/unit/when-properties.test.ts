import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAtWall, zonedAt } from '../../lib/domain/due.ts';
import { parseWhen, WHEN_LIMIT } from '../../lib/domain/when.ts';

const SEED = 20261123;
const ZONES = [
  'Asia/Ho_Chi_Minh',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'UTC',
];
const DAYS = [
  'mai',
  'mốt',
  'hôm nay',
  'tối nay',
  'thứ 6',
  'CN tuần sau',
  'tuần sau',
  'cuối tháng',
  'đầu tháng sau',
  '29/2',
  '31/12',
  'ngày 31',
  'tomorrow',
  'next Friday',
  'Monday',
  'Nov 20',
  'end of month',
  'weekend',
  '3 ngày nữa',
  'in 2 weeks',
  '1 tháng nữa',
  '',
];
const TIMES = [
  '',
  '9h',
  '2h30',
  '02:30',
  '0h',
  '23:59',
  '8h tối',
  '12h đêm',
  'noon',
  '3 giờ chiều',
  '5pm',
  'sáng',
];
const PIECES = [
  ...DAYS,
  ...TIMES,
  'in 2 seconds',
  'nửa tiếng nữa',
  'gọi',
  'Mai',
  'thu',
  'Lan',
  '5',
  '20',
  '/',
  '11',
  ':',
  'h',
  'tháng',
  'năm',
  'sau',
  'next',
  'the',
  'may',
  '99999',
  'qua',
  '2026-11-24T09:00Z',
];

const zone = fc.constantFrom(...ZONES);
/** From 2020 to 2045, any millisecond. */
const now = fc.integer({ min: 1_577_836_800_000, max: 2_366_841_600_000 });
const language = fc.constantFrom<'vi' | 'en'>('vi', 'en');
const phrase = fc
  .tuple(fc.constantFrom(...DAYS), fc.constantFrom(...TIMES))
  .map(([day, time]) => `${day} ${time}`.trim())
  .filter((text) => text !== '');
const salad = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(' '));
const noise = fc.string({ unit: 'grapheme', maxLength: 60 });

/** What must hold of every answer. */
function check(text: string, at: number, where: string, speak: 'vi' | 'en'): void {
  const found = parseWhen(text, { now: at, zone: where, language: speak });
  if (!found) return;
  expect(found.due.at).toBeGreaterThan(at);
  expect(found.due.zone).toBe(where);
  expect(found.due.wall).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/);
  const shown = zonedAt(found.due.at, where).toPlainDateTime();
  expect(shown.equals(Temporal.PlainDateTime.from(found.due.wall))).toBe(true);
  expect(found.rest).toBe(found.rest.trim());
}

describe('parseWhen, always', () => {
  it('answers with a time ahead whose wall clock is right in its zone', () => {
    fc.assert(fc.property(phrase, now, zone, language, check), { seed: SEED, numRuns: 3000 });
  });

  it('finds a time in every phrase, at any moment', () => {
    fc.assert(
      fc.property(phrase, now, zone, (text, at, where) => {
        expect(parseWhen(text, { now: at, zone: where, language: 'vi' }), text).not.toBeNull();
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it('holds for any salad of words', () => {
    fc.assert(fc.property(salad, now, zone, language, check), { seed: SEED, numRuns: 2000 });
  });

  it('holds for any characters', () => {
    fc.assert(fc.property(noise, now, zone, language, check), { seed: SEED, numRuns: 2000 });
  });

  it('reads nothing out of endless repetitions, and ends', () => {
    for (const piece of [
      '1',
      'a',
      'h',
      ' ',
      '1/',
      'mai ',
      'sau 2 ',
      '2 giờ ',
      'nov ',
      'in the ',
      '12:',
      '\u0301',
    ]) {
      const long = piece.repeat(WHEN_LIMIT / piece.length);
      parseWhen(long, { now: SEED, zone: 'UTC', language: 'vi' });
      expect(parseWhen(piece.repeat(1_000_000), { now: SEED, zone: 'UTC', language: 'vi' })).toBeNull();
    }
  });

  it('does not depend on the zone of the process', () => {
    // Clocks jump at midnight in Cairo, Santiago and Beirut: noon is safe there, a bare date is not.
    const code = `
      import { parseWhen } from './lib/domain/when.ts';
      const texts = JSON.parse(process.argv[1]);
      const nows = [Date.UTC(2026, 10, 23, 3), Date.UTC(2027, 2, 28, 0, 30), Date.UTC(2026, 8, 6, 3, 30), Date.UTC(2026, 9, 29, 20)];
      console.log(JSON.stringify(texts.map((text) => nows.map((now) => parseWhen(text, { now, zone: 'Europe/Berlin', language: 'vi' })))));`;
    const texts = JSON.stringify([...new Set(PIECES.filter((piece) => piece.length > 2))]);
    const answer = (TZ: string) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', code, texts], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      });
    const here = answer('UTC');
    expect(JSON.parse(here)[0][0].due.wall).toBe('2026-11-24T09:00');
    for (const TZ of ['America/Santiago', 'Africa/Cairo', 'Pacific/Apia', 'Asia/Ho_Chi_Minh']) {
      expect(answer(TZ), TZ).toBe(here);
    }
  });
});

describe('the wall clock', () => {
  it('gives back the same instant when it is read again, but for the second of a doubled hour', () => {
    fc.assert(
      fc.property(phrase, now, zone, (text, at, where) => {
        const due = parseWhen(text, { now: at, zone: where, language: 'vi' })?.due;
        if (due) expect(dueAtWall(due.wall, where).at).toBe(due.at);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
