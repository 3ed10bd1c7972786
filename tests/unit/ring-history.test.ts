import 'fake-indexeddb/auto';
import { afterAll, describe, expect, it } from 'vitest';
import { TICK } from '../../lib/background/alarms.ts';
import { DONE_BUTTON, SNOOZE_BUTTON } from '../../lib/background/notifications.ts';
import type { Command, CommandResult } from '../../lib/domain/command.ts';
import { dueAtInstant } from '../../lib/domain/due.ts';
import { dueSourceOf } from '../../lib/store/due.ts';
import { runCommand } from '../../lib/store/run.ts';
import { RingBrowser, ZONE } from './ring-browser.ts';
import { bellTower, doubled, HOUR, lost, MINUTE, START } from './ring-fixture.ts';

const HISTORIES = process.env.BESIDE_LONG === '1' ? 10_000 : 1000;

/** mulberry32: small, seeded, good enough to choose events. */
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance: (p: number) => next() < p,
    upTo: (n: number) => Math.floor(next() * n),
    one: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!,
  };
}

const { book } = await bellTower('ring-histories');
afterAll(() => book.close());

let ids = 0;
function createLife() {
  const clock = { now: START };
  const run = (command: Command): Promise<CommandResult> =>
    runCommand(book, command, { now: () => clock.now, randomId: () => `r${++ids}` });
  return { clock, source: dueSourceOf(book), run };
}

const set = (at: number, title = 'gọi lại'): Command => ({
  name: 'reminder.set',
  args: { customer: null, title, due: dueAtInstant(at, ZONE), thread: null },
});

/** What went wrong in a browser's whole life. */
async function faults(browser: RingBrowser) {
  const { early, unknown, failures } = browser;
  return { doubled: doubled(browser), lost: await lost(book, browser), early, unknown, failures };
}
const NONE = { doubled: [], lost: [], early: [], unknown: [], failures: [] };

/** One life of a browser and its seller, chosen by a seed. */
async function live(seed: number) {
  await Promise.all([book.reminders.clear(), book.changes.clear()]);
  const { chance, upTo, one } = dice(seed);
  const life = createLife();
  const browser = new RingBrowser(life, START, chance(0.3));
  const trail: string[] = [];
  const done = (what: string) => void trail.push(what);
  const known: string[] = [];

  const plotKill = () => {
    if (chance(0.6)) browser.nextKill = { at: 1 + upTo(one([8, 24])), after: chance(0.5) };
  };
  const command = async (made: Command) => {
    // A click in a panel is a message: it wakes the worker, which runs the command and then plans.
    life.clock.now = browser.now;
    browser.message();
    await browser.settle();
    const { id } = await life.run(made);
    if (id && !known.includes(id)) known.push(id);
    if (chance(0.8)) browser.planned();
    await browser.settle();
  };
  const anyUp = () => one([...browser.up.keys(), 'none']);

  browser.installed();
  await browser.settle();
  const events: [number, string, () => Promise<void> | void][] = [
    [5, 'set', () => command(set(browser.now + upTo(one([15 * MINUTE, 2 * HOUR])) - 5 * MINUTE))],
    [1, 'set soon', () => command(set(browser.now + 1000 + upTo(20_000)))],
    [
      1,
      'set many',
      async () => {
        const at = browser.now + upTo(one([10 * MINUTE, HOUR]));
        for (let i = 0; i < 7; i++)
          await life.run(set(at + upTo(5) * 1000)).then(({ id }) => known.push(id!));
        await command(set(at));
      },
    ],
    [
      1,
      'move',
      () =>
        known.length
          ? command({
              name: 'reminder.move',
              args: { id: one(known), due: dueAtInstant(browser.now + upTo(2 * HOUR), ZONE) },
            })
          : undefined,
    ],
    [
      1,
      'done',
      () => (known.length ? command({ name: 'reminder.done', args: { id: one(known) } }) : undefined),
    ],
    [6, 'time', () => browser.pass(upTo(20 * MINUTE), () => (chance(0.3) ? upTo(90_000) : 0))],
    [2, 'sleep', () => browser.suspend(upTo(4 * HOUR))],
    [2, 'kill', () => browser.kill()],
    [
      2,
      'update',
      () => {
        browser.update();
        browser.installed();
      },
    ],
    [
      1,
      'disable and enable',
      async () => {
        await browser.disable();
        // No event at all: the next message wakes it.
        browser.message();
      },
    ],
    [
      2,
      'restart',
      async () => {
        await browser.quit();
        browser.now += upTo(2 * HOUR);
        browser.startup();
        if (chance(0.5)) browser.fireAlarm(TICK);
      },
    ],
    [1, 'alarms lost', () => browser.alarms.clear()],
    [1, 'clock back', () => browser.setBack(upTo(2 * HOUR))],
    [
      3,
      'both at once',
      () => {
        browser.fireAlarm(TICK);
        browser.startup();
        browser.message();
      },
    ],
    [2, 'close', () => browser.close(anyUp())],
    [2, 'click', () => browser.click(anyUp())],
    [2, 'press', () => browser.press(anyUp(), one([DONE_BUTTON, SNOOZE_BUTTON]))],
  ];
  const weighted = events.flatMap((event) => Array.from({ length: event[0] }, () => event));
  for (let i = 0; i < 16; i++) {
    const [, name, act] = one(weighted);
    plotKill();
    done(name);
    life.clock.now = browser.now;
    await act();
    await browser.settle();
  }
  // Whatever happened: once the browser runs quietly, everything due has been seen.
  browser.nextKill = null;
  browser.kill();
  browser.message();
  await browser.settle();
  await browser.pass(10 * MINUTE);
  return { ...(await faults(browser)), trail, alerts: browser.perceived.length };
}

describe('histories of a browser', () => {
  it(`ring each due time once in ${HISTORIES} of them`, { timeout: 600_000 }, async () => {
    let alerts = 0;
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const { trail, alerts: seen, ...found } = await live(seed);
      expect(found, `seed ${seed}: ${trail.join(', ')}`).toEqual(NONE);
      alerts += seen;
    }
    // A history in which nothing rings proves nothing.
    expect(alerts).toBeGreaterThan(HISTORIES * 2);
  });
});
