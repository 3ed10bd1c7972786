import { MakeTime, SearchMoonPhase, SunPosition } from 'astronomy-engine';
import { CalendarVietnamese } from 'date-chinese';
import { describe, expect, test } from 'vitest';
import {
  fromLunar,
  LUNAR_SURE_FROM,
  LUNAR_YEARS,
  monthDays,
  tetOf,
  toLunar,
} from '../../lib/domain/lunar.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

/** As printed on the calendars of Vietnam. Where China kept another day, it says which. */
const TET: Record<number, string> = {
  1968: '1968-01-29', // China: 30 January
  1969: '1969-02-16', // China: 17 February
  1970: '1970-02-06',
  1975: '1975-02-11',
  1984: '1984-02-02',
  1985: '1985-01-21', // China: 20 February, a whole month later
  1986: '1986-02-09',
  1995: '1995-01-31',
  2000: '2000-02-05',
  2007: '2007-02-17', // China: 18 February
  2008: '2008-02-07',
  2015: '2015-02-19',
  2016: '2016-02-08',
  2017: '2017-01-28',
  2018: '2018-02-16',
  2019: '2019-02-05',
  2020: '2020-01-25',
  2021: '2021-02-12',
  2022: '2022-02-01',
  2023: '2023-01-22',
  2024: '2024-02-10',
  2025: '2025-01-29',
  2026: '2026-02-17',
  2027: '2027-02-06',
  2028: '2028-01-26',
  2029: '2029-02-13',
  2030: '2030-02-02', // China: 3 February
  2031: '2031-01-23',
  2033: '2033-01-31',
  2034: '2034-02-19',
  2040: '2040-02-12',
  2050: '2050-01-23',
};

/**
 * The calendar again, from the sky: months begin on the day of the new moon at UTC+7, the month with the winter solstice
 * is the eleventh, and of thirteen months between two of these the first in which the sun enters no sign is the leap one.
 */
const FIRST = day('2000-01-01');
const LOCAL = 7 / 24;
const sunSign = (days: number) =>
  Math.floor(SunPosition(MakeTime(new Date(Date.UTC(2000, 0, 1) + (days * 24 - 7) * 3_600_000))).elon / 30);

interface Moon {
  /** Days since 2000-01-01. */
  start: number;
  /** Seconds between the new moon and the nearest midnight in Vietnam. */
  margin: number;
}

function newMoons(fromYear: number, toYear: number): Moon[] {
  const moons: Moon[] = [];
  let time = MakeTime(new Date(Date.UTC(fromYear, 0, 1)));
  for (;;) {
    const moon = SearchMoonPhase(0, time, 40);
    if (!moon) throw new Error('no new moon in forty days');
    if (moon.date.getUTCFullYear() > toYear) return moons;
    const local = moon.ut + 0.5 + LOCAL;
    const start = Math.floor(local);
    moons.push({ start, margin: Math.min(local - start, start + 1 - local) * 86_400 });
    time = moon.AddDays(20);
  }
}

interface SkyMonth {
  start: Temporal.PlainDate;
  days: number;
  month: number;
  isLeap: boolean;
  /** Whether both new moons of the month are further from midnight than predictions of the earth's turning can err. */
  clear: boolean;
}

function skyMonths(fromYear: number, toYear: number): SkyMonth[] {
  const moons = newMoons(fromYear - 2, toYear + 2);
  const signs = moons.map(({ start }) => sunSign(start));
  const sign = (i: number) => signs[i] ?? Number.NaN;
  const eleventh = moons.flatMap((_, i) => (sign(i) < 9 && sign(i) >= 7 && sign(i + 1) >= 9 ? [i] : []));
  const found: SkyMonth[] = [];
  for (const [k, from] of eleventh.entries()) {
    const to = eleventh[k + 1];
    if (to === undefined) break;
    let month = 11;
    let leapSeen = to - from === 12;
    for (let i = from; i < to; i++) {
      const isLeap = !leapSeen && i > from && sign(i) === sign(i + 1);
      if (isLeap) leapSeen = true;
      else if (i > from) month = (month % 12) + 1;
      const here = moons[i] as Moon;
      const next = moons[i + 1] as Moon;
      const clear = here.margin > 120 && next.margin > 120;
      const start = FIRST.add({ days: here.start });
      found.push({ start, days: next.start - here.start, month, isLeap, clear });
    }
  }
  return found.filter(({ start }) => start.year >= fromYear && start.year <= toYear);
}

const say = (date: Temporal.PlainDate, month: number, isLeap: boolean, of: number) =>
  `${date.toString()} = ${of}/${month}${isLeap ? ' nhuận' : ''}`;

describe('the lunar calendar of Vietnam', () => {
  test.each(Object.entries(TET))('Tết %s is on %s', (year, expected) => {
    expect(tetOf(Number(year))?.toString()).toBe(expected);
    expect(toLunar(day(expected))).toEqual({ day: 1, month: 1, isLeap: false, year: Number(year) });
  });

  test('the day before Tết is the last of the twelfth month of the year before', () => {
    for (let year = LUNAR_YEARS.from + 1; year <= LUNAR_YEARS.to; year++) {
      const eve = toLunar((tetOf(year) as Temporal.PlainDate).subtract({ days: 1 }));
      expect(eve).toMatchObject({ month: 12, year: year - 1 });
      expect(eve.day).toBe(monthDays(year - 1, 12, eve.isLeap));
    }
  });

  test('every day there and back, 1968 to 2100', () => {
    let date = day('1968-01-29');
    let last = 0;
    while (date.year <= 2100) {
      const lunar = toLunar(date);
      if (fromLunar(lunar)?.equals(date) !== true) throw new Error(`${date} ${JSON.stringify(lunar)}`);
      if (lunar.day !== 1 && lunar.day !== last + 1) throw new Error(`${date} follows ${last}`);
      last = lunar.day;
      date = date.add({ days: 1 });
    }
  });

  test('what a year does not have is null: a leap month, a 30th, a 31st, a year beyond', () => {
    expect(fromLunar({ day: 1, month: 6, isLeap: true, year: 2026 })).toBeNull();
    expect(fromLunar({ day: 1, month: 6, isLeap: true, year: 2025 })?.toString()).toBe('2025-07-25');
    expect(monthDays(2026, 6, true)).toBe(0);
    const short = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].find((m) => monthDays(2026, m, false) === 29) ?? 0;
    expect(fromLunar({ day: 30, month: short, isLeap: false, year: 2026 })).toBeNull();
    expect(fromLunar({ day: 31, month: 1, isLeap: false, year: 2026 })).toBeNull();
    expect(fromLunar({ day: 1, month: 1, isLeap: false, year: 3000 })).toBeNull();
    expect(tetOf(3000)).toBeNull();
    expect(() => toLunar(day('3000-01-01'))).toThrow(RangeError);
  });

  test('the leap month of 2033 is the eleventh, and 2034 has none', () => {
    expect(toLunar(day('2033-12-22'))).toEqual({ day: 1, month: 11, isLeap: true, year: 2033 });
    for (let month = 1; month <= 12; month++) expect(monthDays(2034, month, true)).toBe(0);
  });
});

describe('checked against the sky and another library', () => {
  const months = skyMonths(LUNAR_SURE_FROM, 2100);

  test('agrees with new moons and solar terms at UTC+7 from 1968 on', () => {
    const wrong = months
      .filter(({ clear }) => clear)
      .flatMap(({ start, days, month, isLeap }) =>
        [0, days - 1].flatMap((k) => {
          const date = start.add({ days: k });
          const lunar = toLunar(date);
          const right = lunar.day === k + 1 && lunar.month === month && lunar.isLeap === isLeap;
          return right ? [] : [say(date, month, isLeap, k + 1)];
        }),
      );
    expect(wrong).toEqual([]);
    // Nobody can say today on which side of midnight these four new moons will fall.
    const unclear = months.filter(({ clear }) => !clear).map(({ start }) => start.year);
    expect([...new Set(unclear)]).toEqual([2054, 2072, 2077, 2085]);
  });

  test('agrees with date-chinese from 1968 to 2050, but for the autumn of 2033', () => {
    // That library makes the famous mistake of 2033: a leap eighth month, where the winter solstice asks for an eleventh.
    const other = new CalendarVietnamese();
    const wrong = months
      .filter(({ start }) => start.year <= 2050)
      .filter(({ start }) => {
        other.fromGregorian(start.year, start.month, start.day);
        const [, , month, leap, first] = other.get();
        const lunar = toLunar(start);
        return month !== lunar.month || Boolean(leap) !== lunar.isLeap || first !== lunar.day;
      });
    expect(wrong.map(({ start }) => start.toString())).toEqual(['2033-09-23', '2033-10-23', '2033-11-22']);
  });
});
