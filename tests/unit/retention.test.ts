import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeOp } from '../../lib/domain/merge.ts';
import { cutoffOf, type Retention } from '../../lib/domain/retention.ts';
import type { Op, Row } from '../../lib/domain/row.ts';
import { keepRules } from '../../lib/service/retention.ts';
import { readLedger } from '../../lib/store/ledger.ts';
import { readRun } from '../../lib/store/retention.ts';
import { dueAt, logArgs, START, testBook, threadOf } from './store-fixture.ts';

const DAY = 86_400_000;
const SAID = 'Nguyên văn lời khách';

/** A log of `count` old entries of a site and as many new ones, and what a rule must never touch. */
async function logged(count = 3) {
  const driven = await testBook();
  const { run, clock } = driven;
  const lan = (await run('customer.save', { set: { name: 'Lan' } })).id!;
  const old = START - 400 * DAY;
  const entry = (site: string, thread: string, at: number, over = {}) =>
    run('interaction.log', {
      ...logArgs([lan], thread, 'm', { text: SAID, subject: SAID, at, ...over }),
      thread: { ...threadOf(thread, site), subject: SAID },
    });
  for (let i = 0; i < count; i++) {
    await entry('gmail', `old-${i}`, old);
    await entry('gmail', `new-${i}`, START);
  }
  await entry('zalo', 'other-site', old);
  const gone = await entry('gmail', 'binned', old);
  await run('interaction.delete', { id: gone.id! });
  await run('interaction.log', logArgs([lan], null, 'call', { kind: 'call', text: 'Gọi hỏi thăm', at: old }));
  await run('note.add', { customer: lan, text: 'Ghi chú cũ' });
  await run('reminder.set', { customer: lan, title: 'Hẹn cũ', due: dueAt(old), thread: null });
  clock.now = START + DAY;
  const copies: number[] = [];
  let rules: Retention = { gmail: 6 };
  const turn = () =>
    keepRules({
      book: async () => driven.book,
      rules: async () => rules,
      run: (command) => driven.run(command.name, command.args as never),
      renewCopy: async (at) => {
        copies.push(at);
        return true;
      },
      now: () => clock.now,
    });
  const saidIn = async () =>
    JSON.stringify([
      await driven.book.interactions.toArray(),
      await driven.book.graves.toArray(),
      await driven.book.changes.toArray(),
    ]).split(SAID).length - 1;
  return { ...driven, lan, turn, copies, saidIn, setRules: (next: Retention) => (rules = next) };
}

describe('rules of retention', () => {
  test('what is shown first is what goes: words, from the log, its graves and the history', async () => {
    const { book, ask, turn, saidIn, copies, lan } = await logged();
    const before = await saidIn();
    expect(await ask('retention', { rules: { gmail: 6 }, now: START + DAY })).toEqual({ gmail: 4 });
    await turn();
    // Three of each kind stay whole, and the one of the other site.
    expect(before - (await saidIn())).toBe(4 * 6);
    const [entry] = (await book.interactions.toArray()).filter(({ id }) => id.includes('old-0'));
    expect(entry).toMatchObject({
      direction: 'in',
      at: START - 400 * DAY,
      channel: 'email',
      customers: [lan],
    });
    expect(entry).not.toHaveProperty('text');
    expect(entry!.thread).toMatchObject({ id: 'old-0', subject: '' });
    const view = await ask('customer', { id: lan });
    expect(view).toMatchObject({ notes: [{ text: 'Ghi chú cũ' }], reminders: [{ title: 'Hẹn cũ' }] });
    expect(view!.timeline.items.find(({ kind }) => kind === 'call')).toMatchObject({ text: 'Gọi hỏi thăm' });
    const { thinned } = await readLedger(book);
    expect(thinned).toMatchObject([{ sites: { gmail: 4 } }]);
    expect(copies).toHaveLength(1);
    expect(await ask('retention', { rules: { gmail: 6 }, now: START + DAY })).toEqual({});
  });

  test('nothing takes it back, and logging the message again changes nothing', async () => {
    const { ask, run, turn, saidIn, lan } = await logged(1);
    await turn();
    const left = await saidIn();
    const [change] = await ask('changes', { customer: null, limit: 1 });
    expect(change).toMatchObject({ command: 'interaction.thin' });
    await expect(run('change.undo', { change: change!.id })).rejects.toMatchObject({ code: 'not-undoable' });
    await run('interaction.log', logArgs([lan], 'old-0', 'm', { text: 'anew' }));
    expect(await saidIn()).toBe(left);
  });

  test('without a rule, or for ever, nothing is looked at', async () => {
    const { book, turn, saidIn, setRules } = await logged(1);
    const before = await saidIn();
    setRules({ '*': 0 });
    await turn();
    expect(await readRun(book)).toBeNull();
    setRules({ '*': 6, gmail: 0 });
    await turn();
    // The default holds where no rule of its own does.
    expect(before - (await saidIn())).toBe(6);
    expect((await readLedger(book)).thinned).toMatchObject([{ sites: { zalo: 1 } }]);
  });

  test('goes on where it was cut, and is gone through once a day', async () => {
    const { book, turn, clock, run, lan } = await logged(1);
    await turn();
    const first = (await readRun(book))!;
    expect(first).toMatchObject({ cursor: null, sites: {} });
    await run('interaction.log', logArgs([lan], 'late', 'm', { text: SAID, at: START - 400 * DAY }));
    await turn();
    expect((await readLedger(book)).thinned).toHaveLength(1);
    clock.now += DAY;
    await turn();
    expect((await readLedger(book)).thinned).toHaveLength(2);
    expect((await readRun(book))!.startedAt).toBeGreaterThan(first.startedAt);
  });
});

describe('the cut-off', () => {
  test.each([
    ['2026-03-31T10:00Z', 1, '2026-02-28T10:00Z'],
    ['2026-11-30T00:00Z', 9, '2026-02-28T00:00Z'],
    ['2028-02-29T00:00Z', 12, '2027-02-28T00:00Z'],
    ['2026-01-15T08:30Z', 6, '2025-07-15T08:30Z'],
  ])('%s less %i months', (now, months, then) => {
    expect(new Date(cutoffOf(months, Date.parse(now))).toISOString()).toBe(new Date(then).toISOString());
  });
});

describe('a thinned entry', () => {
  const stamps = [1, 2, 3].map((ms) => `00000000000${ms}0000-r`);
  const ops: Op[] = [
    [
      'interactions',
      'x',
      stamps[0]!,
      { at: 5, text: SAID, subject: SAID, thread: threadOf('t'), 'customers/a': true },
    ],
    ['interactions', 'x', stamps[1]!, { _thin: true }],
    ['interactions', 'x', stamps[2]!, { text: 'later', 'customers/b': true }],
  ];

  test('is the same in whatever order its writes arrive, and says nothing', () => {
    const rows = fc
      .sample(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), { seed: 3, numRuns: 30 })
      .map((order) =>
        order.reduce<Row | null>((held, index) => mergeOp('interactions', held, ops[index]!), null),
      );
    for (const row of rows) expect(row).toEqual(rows[0]);
    expect(rows[0]).toMatchObject({ at: 5, customers: ['a', 'b'], thread: { subject: '' } });
    expect(JSON.stringify(rows[0])).not.toMatch(/lời khách|later|Thread t/);
  });
});
