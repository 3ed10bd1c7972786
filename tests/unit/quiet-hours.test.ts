import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { dueAtInstant } from '../../lib/domain/due.ts';
import { quietUntil } from '../../lib/domain/quiet-hours.ts';
import { dueSourceOf } from '../../lib/store/due.ts';
import { runCommand } from '../../lib/store/run.ts';
import { RingBrowser, ZONE } from './ring-browser.ts';
import { bellTower, doubled, HOUR, lost, MINUTE, START } from './ring-fixture.ts';

const NIGHT = { on: true, from: '22:00', until: '07:00' };
const NOON = { on: true, from: '12:00', until: '13:30' };
const at = (wall: string, zone = ZONE) =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;

/** Minutes of the day on that zone's clock, read from what the browser prints. */
function minuteOf(ms: number, zone: string): number {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(ms)
    .split(':')
    .map(Number);
  return hour * 60 + minute;
}
const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

describe('quiet hours', () => {
  it('last from the evening over midnight to the morning', () => {
    expect(quietUntil(at('2026-11-23T21:59'), ZONE, NIGHT)).toBeNull();
    expect(quietUntil(at('2026-11-23T22:00'), ZONE, NIGHT)).toBe(at('2026-11-24T07:00'));
    expect(quietUntil(at('2026-11-24T03:00'), ZONE, NIGHT)).toBe(at('2026-11-24T07:00'));
    expect(quietUntil(at('2026-11-24T07:00'), ZONE, NIGHT)).toBeNull();
    expect(quietUntil(at('2026-11-24T12:30'), ZONE, NOON)).toBe(at('2026-11-24T13:30'));
  });

  it('are none where they are off, or begin when they end', () => {
    expect(quietUntil(at('2026-11-23T23:00'), ZONE, { ...NIGHT, on: false })).toBeNull();
    expect(quietUntil(at('2026-11-23T23:00'), ZONE, { on: true, from: '23:00', until: '23:00' })).toBeNull();
  });

  it('end on the clock of the zone also in the nights when it jumps', () => {
    const berlin = 'Europe/Berlin';
    expect(quietUntil(at('2026-10-24T23:00', berlin), berlin, NIGHT)).toBe(at('2026-10-25T07:00', berlin));
    expect(quietUntil(at('2026-03-28T23:00', berlin), berlin, NIGHT)).toBe(at('2026-03-29T07:00', berlin));
    // 2:30 is left out that night: the clock goes on at 3:30, and so does the ringing.
    const short = { on: true, from: '01:00', until: '02:30' };
    expect(quietUntil(at('2026-03-29T01:30', berlin), berlin, short)).toBe(at('2026-03-29T03:30', berlin));
  });

  it('agree with the clock on the wall, minute by minute', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((m) => `${String(Math.trunc(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
    const zones = fc.constantFrom(ZONE, 'America/New_York', 'Asia/Kathmandu', 'UTC');
    const hours = fc.record({ on: fc.constant(true), from: time, until: time });
    const moment = fc.integer({ min: Date.UTC(2026, 5, 1), max: Date.UTC(2026, 6, 1) });
    fc.assert(
      fc.property(hours, zones, moment, (quiet, zone, now) => {
        const [from, until, minute] = [minutes(quiet.from), minutes(quiet.until), minuteOf(now, zone)];
        const inside =
          from < until
            ? minute >= from && minute < until
            : from !== until && (minute >= from || minute < until);
        const end = quietUntil(now, zone, quiet);
        expect(end !== null).toBe(inside);
        if (end !== null) {
          expect(minuteOf(end, zone)).toBe(until);
          expect(end).toBeGreaterThan(now);
          expect(end - now).toBeLessThanOrEqual(24 * HOUR);
        }
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});

const { book, clear } = await bellTower('ring-quiet');
afterAll(() => book.close());
const LIVES = process.env.BESIDE_LONG === '1' ? 1000 : 40;
/** Short, so that a life is: what falls into it and what comes after is the same. */
const PAUSE = { on: true, from: '09:40', until: '10:20' };

describe('lives with quiet hours', () => {
  it(`ring nothing in them, and everything once afterwards, in ${LIVES} lives`, {
    timeout: 600_000,
  }, async () => {
    let rung = 0;
    let waited = 0;
    for (let seed = 1; seed <= LIVES; seed++) {
      await clear();
      let state = seed * 2_654_435_761;
      const upTo = (n: number) => {
        state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
        return (state >>> 0) % n;
      };
      const quiet = (now: number) => quietUntil(now, ZONE, PAUSE);
      let ids = 0;
      const browser: RingBrowser = new RingBrowser(
        {
          source: dueSourceOf(book),
          run: (command) =>
            runCommand(book, command, { now: () => browser.now, randomId: () => `q${++ids}` }),
          quietUntil: quiet,
        },
        // Nine in the morning.
        START,
        upTo(3) === 0,
      );
      browser.installed();
      await browser.settle();
      for (let i = 0; i < 9; i++) {
        const due = dueAtInstant(START + upTo(100) * MINUTE, ZONE);
        waited += quiet(due.at) === null ? 0 : 1;
        await browser.life.run({
          name: 'reminder.set',
          args: { customer: null, title: 'gọi lại', due, thread: null },
        });
        browser.planned();
        await browser.settle();
      }
      for (let step = 0; step < 12; step++) {
        if (upTo(2) === 0) browser.nextKill = { at: 1 + upTo(20), after: upTo(2) === 0 };
        if (upTo(4) === 0) await browser.suspend((1 + upTo(30)) * MINUTE);
        else if (upTo(5) === 0) browser.kill();
        else await browser.pass((1 + upTo(12)) * MINUTE);
      }
      browser.nextKill = null;
      browser.kill();
      // When everything is due and the quiet hours are over, and a few minutes more.
      await browser.suspend(Math.max(0, START + 2 * HOUR - browser.now));
      await browser.pass(5 * MINUTE);
      const early = browser.perceived.filter((alert) => quiet(alert.at) !== null);
      const found = {
        early,
        lost: await lost(book, browser),
        doubled: doubled(browser),
        before: browser.early,
      };
      expect(found, `seed ${seed}`).toEqual({ early: [], lost: [], doubled: [], before: [] });
      rung += browser.perceived.length;
    }
    // Lives in which nothing rings, or nothing falls into the night, prove nothing.
    expect(rung).toBeGreaterThan(LIVES * 2);
    expect(waited).toBeGreaterThan(LIVES);
  });
});
