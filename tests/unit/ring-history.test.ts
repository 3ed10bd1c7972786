import 'fake-indexeddb/auto';
import { afterAll, describe, expect, it } from 'vitest';
import { TICK } from '../../lib/background/alarms.ts';
import { DONE_BUTTON, SNOOZE_BUTTON } from '../../lib/background/notifications.ts';
import type { Command, CommandResult } from '../../lib/domain/command.ts';
import { dueAtInstant } from '../../lib/domain/due.ts';
import type { Due } from '../../lib/domain/entities.ts';
import { firstOccurrence, firstStep } from '../../lib/domain/repeat.ts';
import type { Rule } from '../../lib/domain/rule.ts';
import { dueSourceOf } from '../../lib/store/due.ts';
import { runCommand } from '../../lib/store/run.ts';
import { RingBrowser, ZONE } from './ring-browser.ts';
import { bellTower, doubled, HOUR, MINUTE, START, seen } from './ring-fixture.ts';
import { dayIn, RingModel } from './ring-model.ts';
import { logArgs } from './store-fixture.ts';

const HISTORIES = process.env.BESIDE_LONG === '1' ? 6000 : 1000;

type Every = Extract<Rule, { kind: 'every' }>;

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
const CUSTOMERS = ['lan', 'hoa'];
const people = CUSTOMERS.map((id) => ({ table: 'customers' as const, id, fields: { name: id } }));
await runCommand(book, { name: 'import.rows', args: { rows: people, from: 'test' } }, { now: () => 0 });
/** As they are before anything happened to them. */
const strangers = await book.customers.toArray();
afterAll(() => book.close());

/** Each side of a clock change, and of a lunar year. */
const STARTS = [
  ...[START, Date.UTC(2026, 9, 31, 14), Date.UTC(2027, 2, 13, 20), Date.UTC(2027, 3, 3, 5)],
  ...[Date.UTC(2027, 0, 29, 3), Date.UTC(2025, 6, 20, 3)],
];
const ZONES = [ZONE, 'America/New_York', 'Australia/Sydney', 'Australia/Lord_Howe'];
const DAY = 24 * HOUR;

let ids = 0;
function createLife() {
  const clock = { now: START };
  const model = new RingModel();
  const run = async (command: Command): Promise<CommandResult> => {
    const result = await runCommand(book, command, { now: () => clock.now, randomId: () => `r${++ids}` });
    model.apply(command, result, clock.now);
    return result;
  };
  return { clock, source: dueSourceOf(book), run, model };
}

type Dice = ReturnType<typeof dice>;
const TIMES = ['00:00', '01:30', '02:30', '09:00', '23:45'];

/** A rule and the first time it is due. */
function ruleOf(now: number, zone: string, { upTo, one }: Dice): { rule: Rule | null; due: Due } {
  const soon = dueAtInstant(now + upTo(one([15 * MINUTE, 2 * HOUR, 3 * DAY])) - 5 * MINUTE, zone);
  const time = one([...TIMES, soon.wall.slice(11, 16)]);
  const day = Number(soon.wall.slice(8, 10));
  const month = Number(soon.wall.slice(5, 7));
  const base = { kind: 'every', step: 1 + upTo(3), calendar: 'solar', day, month, time, ahead: 0 } as const;
  const from = dayIn(now, zone);
  const begun = (rule: Rule) => ({ rule, due: soon });
  return one<() => { rule: Rule | null; due: Due }>([
    () => ({ rule: null, due: soon }),
    () => begun({ ...base, unit: 'day' }),
    () => begun({ ...base, unit: 'week' }),
    () => begun({ ...base, unit: one(['month', 'year']) }),
    () => {
      const unit = one(['month', 'year'] as const);
      const ahead = one([0, 1, 7]);
      const lunar: Every = { ...base, unit, step: 1, calendar: 'lunar', day: one([1, 15, 30]), ahead };
      return { rule: lunar, due: firstOccurrence(lunar, zone, now)! };
    },
    () => {
      const days = one([[1, 3, 7, 30], [1]]);
      return { rule: { kind: 'ladder', from, days, time }, due: firstStep(days, time, zone, now).due! };
    },
    () => begun({ kind: 'answer' }),
    () => begun({ kind: 'wait', minutes: one([5, 60, 1440]) }),
    () => begun({ kind: 'cadence', days: 1 + upTo(10), time }),
  ])();
}

/** What went wrong in a browser's whole life. */
const NONE = { doubled: [], lost: [], wrong: [], early: [], unknown: [], failures: [], due: {} };

/** One life of a browser and its seller, chosen by a seed. */
async function live(seed: number) {
  await Promise.all(
    [book.reminders, book.changes, book.interactions, book.graves].map((table) => table.clear()),
  );
  await book.customers.bulkPut(strangers);
  const roll = dice(seed);
  const { chance, upTo, one } = roll;
  const life = createLife();
  const { model } = life;
  const browser = new RingBrowser(life, one(STARTS), chance(0.3));
  life.clock.now = browser.now;
  const trail: string[] = [];
  const lost: string[] = [];
  const wrong: string[] = [];
  browser.heard = (ring) => {
    const cut = ring.lastIndexOf('@');
    const name = model.name(ring.slice(0, cut), browser.now);
    if (name !== Number(ring.slice(cut + 1))) wrong.push(`${ring} and not ${name}`);
  };

  const plotKill = () => {
    if (chance(0.6)) browser.nextKill = { at: 1 + upTo(one([8, 24])), after: chance(0.5) };
  };
  const command = async (made: Command | null) => {
    if (made === null) return;
    // A click in a panel is a message: it wakes the worker, which runs the command and then plans.
    life.clock.now = browser.now;
    browser.message();
    await browser.settle();
    await life.run(made);
    if (chance(0.8)) browser.planned();
    await browser.settle();
  };
  const set = (more: { at?: number } = {}): Command => {
    const zone = one([browser.zone, ...ZONES]);
    const found = ruleOf(browser.now, zone, roll);
    const due = more.at === undefined ? found.due : dueAtInstant(more.at, zone);
    const rule = more.at === undefined ? found.rule : null;
    return {
      name: 'reminder.set',
      args: { customer: one(CUSTOMERS), title: 'gọi lại', due, rule, thread: null },
    };
  };
  const known = () => one([...model.kept.keys()]);
  const anyUp = () => one([...browser.up.keys(), 'none']);
  const everTold = new Set<string>();
  const note = () => {
    for (const ring of seen(browser)) everTold.add(ring);
  };
  /** Awake and left in peace: everything that is due has been told. */
  const look = async () => {
    browser.nextKill = null;
    browser.kill();
    browser.message();
    await browser.settle();
    note();
    lost.push(...model.untold(everTold, browser.now));
  };

  browser.installed();
  await browser.settle();
  const events: [number, string, () => Promise<void> | void][] = [
    [6, 'set', () => command(set())],
    [1, 'set soon', () => command(set({ at: browser.now + 1000 + upTo(20_000) }))],
    [
      1,
      'set many',
      async () => {
        life.clock.now = browser.now;
        const at = browser.now + upTo(one([10 * MINUTE, HOUR]));
        for (let i = 0; i < 7; i++) await life.run(set({ at: at + upTo(5) * 1000 }));
        await command(set({ at }));
      },
    ],
    [
      3,
      'contact',
      () => {
        const at = browser.now - upTo(one([MINUTE, DAY, 20 * DAY]));
        const more = { direction: one(['in', 'out'] as const), at };
        const args = logArgs([one(CUSTOMERS)], null, '', more);
        return command({ name: 'interaction.log', args });
      },
    ],
    [
      1,
      'move',
      () => {
        const due = dueAtInstant(browser.now + upTo(2 * HOUR), browser.zone);
        return command(model.kept.size > 0 ? { name: 'reminder.move', args: { id: known(), due } } : null);
      },
    ],
    [
      3,
      'done',
      () => {
        const id = model.kept.size > 0 ? known() : '';
        const due = model.due()[id];
        return command(due === undefined ? null : { name: 'reminder.done', args: { id, due } });
      },
    ],
    [1, 'undo', () => command(model.last ? { name: 'change.undo', args: { change: model.last } } : null)],
    [6, 'time', () => browser.pass(upTo(20 * MINUTE), () => (chance(0.3) ? upTo(90_000) : 0))],
    [3, 'sleep', () => browser.suspend(upTo(one([4 * HOUR, 2 * DAY])))],
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
      3,
      'restart',
      async () => {
        await browser.quit();
        browser.now += upTo(one([2 * HOUR, 21 * DAY]));
        browser.startup();
        if (chance(0.5)) browser.fireAlarm(TICK);
      },
    ],
    [
      1,
      'another zone',
      () => {
        browser.zone = one(ZONES);
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
    [4, 'look', look],
  ];
  const weighted = events.flatMap((event) => Array.from({ length: event[0] }, () => event));
  for (let i = 0; i < 20; i++) {
    const [, name, act] = one(weighted);
    plotKill();
    trail.push(name);
    life.clock.now = browser.now;
    await act();
    await browser.settle();
    note();
  }
  // Whatever happened: once the browser runs quietly, everything due has been seen.
  await look();
  await browser.pass(10 * MINUTE);
  note();
  lost.push(...model.untold(everTold, browser.now));
  const { early, unknown, failures } = browser;
  const held = Object.fromEntries(
    (await book.reminders.toArray()).flatMap((row) => (row.dueAt === undefined ? [] : [[row.id, row.dueAt]])),
  );
  const faults = {
    doubled: doubled(browser),
    lost,
    wrong,
    early,
    unknown,
    failures,
    due: apart(held, model.due()),
  };
  return { faults, trail, alerts: browser.perceived.length };
}

/** Due times that the book and the model do not agree on. */
function apart(held: Record<string, number>, meant: Record<string, number>): Record<string, unknown> {
  const names = new Set([...Object.keys(held), ...Object.keys(meant)]);
  const differ = [...names].filter((name) => held[name] !== meant[name]);
  return Object.fromEntries(differ.map((name) => [name, [held[name], meant[name]]]));
}

describe('histories of a browser', () => {
  it(`ring each due time once in ${HISTORIES} of them`, { timeout: 3_600_000 }, async () => {
    let alerts = 0;
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const { trail, alerts: seen, faults } = await live(seed);
      expect(faults, `seed ${seed}: ${trail.join(', ')}`).toEqual(NONE);
      alerts += seen;
    }
    // A history in which nothing rings proves nothing.
    expect(alerts).toBeGreaterThan(HISTORIES * 2);
  });
});
