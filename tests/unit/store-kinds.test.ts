import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { dueAtWall } from '../../lib/domain/due.ts';
import { isLive } from '../../lib/domain/merge.ts';
import type { Change } from '../../lib/domain/row.ts';
import type { Rule } from '../../lib/domain/rule.ts';
import { applyChange } from '../../lib/store/apply.ts';
import { dueSourceOf, markRung, markTold, nextRing, waiting } from '../../lib/store/due.ts';
import { type Book, readState, writing } from '../../lib/store/schema.ts';
import { restoreSnapshot, writeSnapshot } from '../../lib/store/snapshot.ts';
import { at, book, wall, ZONE } from './kinds-fixture.ts';
import { contentOf, type Driven, drive, dueAt, logArgs, memoryShelf, testBook } from './store-fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAILY: Rule = {
  ...{ kind: 'every', unit: 'day', step: 1, calendar: 'solar', day: 1, month: 1, time: '09:00', ahead: 0 },
};

describe('a series', () => {
  test('goes on to the next occurrence when it is done, in one change that can be taken back', async () => {
    const { run, clock, book: b, remind, seen } = await book();
    const id = await remind(DAILY, wall('2026-11-24T09:00'));
    clock.now = at('2026-11-24T09:05');
    const done = await run('reminder.done', { id, due: at('2026-11-24T09:00') });
    expect(await seen(id)).toMatchObject({
      state: 'open',
      due: { of: '2026-11-25' },
      dueAt: at('2026-11-25T09:00'),
    });
    expect(await b.reminders.get(`${id}@2026-11-24`)).toMatchObject({ state: 'done', doneAt: clock.now });
    await run('change.undo', { change: done.change! });
    expect(await seen(id)).toMatchObject({ due: { of: '2026-11-24' } });
    expect(await b.reminders.get(`${id}@2026-11-24`)).toBeUndefined();
    await run('reminder.done', { id });
    expect(await b.reminders.get(`${id}@2026-11-24`)).toMatchObject({ state: 'done' });
  });

  test('a second press does not finish the occurrence after', async () => {
    const { run, clock, remind, seen } = await book();
    const id = await remind(DAILY, wall('2026-11-24T09:00'));
    clock.now = at('2026-11-24T09:05');
    const due = at('2026-11-24T09:00');
    await run('reminder.done', { id, due });
    expect(await run('reminder.done', { id, due })).toMatchObject({ change: null, existing: true });
    expect(await seen(id)).toMatchObject({ due: { of: '2026-11-25' } });
  });

  test('rings each day until it is done, and one ring tells of all that were missed', async () => {
    const { clock, book: b, remind, run } = await book();
    const id = await remind(DAILY, wall('2026-11-24T09:00'));
    const source = dueSourceOf(b);
    const ring = async (now: number) => {
      const { ids } = await source.waiting(now);
      const names = (await source.dueAmong(ids, now)).map((row) => row.ringAt!);
      await markRung(
        b,
        names.map((dueAt) => ({ id, dueAt })),
      );
      return names;
    };
    expect(await ring(at('2026-11-24T09:00'))).toEqual([at('2026-11-24T09:00')]);
    expect(await ring(at('2026-11-24T23:00'))).toEqual([]);
    expect(await nextRing(b)).toBe(at('2026-11-25T09:00'));
    expect(await ring(at('2026-12-16T08:00'))).toEqual([at('2026-12-15T09:00')]);
    expect(await ring(at('2026-12-16T08:59'))).toEqual([]);
    // Still one thing to do, since the first day.
    expect(await source.dueCount(at('2026-12-16T08:59'))).toBe(1);
    clock.now = at('2026-12-16T08:59');
    await run('reminder.done', { id });
    expect(await ring(at('2026-12-16T09:00'))).toEqual([at('2026-12-16T09:00')]);
  });

  test('a clock that was a year ahead does not silence it for a year', async () => {
    const { book: b, remind } = await book();
    const id = await remind(DAILY, wall('2026-11-24T09:00'));
    const source = dueSourceOf(b);
    const wrong = at('2027-11-24T10:00');
    const [row] = await source.dueAmong((await source.waiting(wrong)).ids, wrong);
    await markRung(b, [{ id, dueAt: row!.ringAt! }]);
    expect(await nextRing(b)).toBe(at('2027-11-25T09:00'));
    await waiting(b, at('2026-11-24T12:00'));
    expect(await nextRing(b)).toBe(at('2026-11-25T09:00'));
  });

  test('a list speaks of the occurrences until then, and not of those after', async () => {
    const { book: b, remind } = await book();
    const id = await remind(DAILY, wall('2026-11-24T09:00'));
    const now = at('2026-11-25T12:00');
    const { ids, clock: stamp } = await waiting(b, now);
    for (let twice = 0; twice < 2; twice++) {
      await markTold(b, ids, stamp, now);
      expect(await nextRing(b)).toBe(at('2026-11-26T09:00'));
    }
    expect(ids).toEqual([id]);
  });

  test('snoozed over the next occurrence it rings then, and its days stay as they were', async () => {
    const { run, clock, remind, seen } = await book();
    const id = await remind(DAILY, wall('2026-11-24T09:00'));
    await run('reminder.move', { id, due: wall('2026-11-26T15:00') });
    expect(await seen(id)).toMatchObject({ due: { of: '2026-11-24' }, ringAt: at('2026-11-26T15:00') });
    clock.now = at('2026-11-26T15:01');
    await run('reminder.done', { id });
    expect(await seen(id)).toMatchObject({ due: { wall: '2026-11-27T09:00' }, moved: 0 });
  });

  test('snoozed on a journey it stays on the clocks it was meant for', async () => {
    const { run, clock, remind, seen } = await book();
    const id = await remind(DAILY, wall('2026-11-24T09:00'));
    await run('reminder.move', { id, due: dueAtWall('2026-11-23T22:00', 'America/New_York') });
    expect(await seen(id)).toMatchObject({ due: { zone: ZONE, wall: '2026-11-24T10:00', of: '2026-11-24' } });
    clock.now = at('2026-11-24T10:01');
    await run('reminder.done', { id });
    expect(await seen(id)).toMatchObject({ due: wall('2026-11-25T09:00') });
  });

  test('a ladder ends with its last step', async () => {
    const { run, clock, remind, seen } = await book();
    const ladder: Rule = { kind: 'ladder', from: '2026-11-23', days: [1, 3], time: '09:00' };
    const id = await remind(ladder, wall('2026-11-24T09:00'));
    clock.now = at('2026-11-24T10:00');
    await run('reminder.done', { id });
    expect(await seen(id)).toMatchObject({ state: 'open', due: { of: '2026-11-26' } });
    clock.now = at('2026-11-26T10:00');
    await run('reminder.done', { id });
    expect(await seen(id)).toMatchObject({ state: 'done' });
  });
});

describe('two devices', () => {
  /** Hands the local changes of one book to another, as sync will. */
  async function hand(from: Book, to: Book): Promise<void> {
    const known = new Set((await to.changes.toArray()).map((change) => change.id));
    for (const {
      prior: _p,
      customers: _c,
      seq: _s,
      ...change
    } of (await from.changes.toArray()) as Change[]) {
      if (known.has(change.id)) continue;
      await writing(to, async () => applyChange(to, await readState(to), { ...change, origin: 'sync' }));
    }
  }
  async function pair(): Promise<[Driven, Driven]> {
    const one = await testBook();
    return [one, drive((await testBook()).book, 'b')];
  }

  test('that finish the same occurrence skip none', async () => {
    const [a, b] = await pair();
    const due = wall('2026-11-24T09:00');
    const { id } = await a.run('reminder.set', {
      customer: null,
      title: 'gọi',
      due,
      thread: null,
      rule: DAILY,
    });
    await hand(a.book, b.book);
    a.clock.now = at('2026-11-24T09:05');
    b.clock.now = at('2026-11-24T20:00');
    for (const { run } of [a, b]) await run('reminder.done', { id: id!, due: due.at });
    await hand(a.book, b.book);
    await hand(b.book, a.book);
    for (const { book: each } of [a, b]) {
      expect(await each.reminders.get(id!)).toMatchObject({ due: { of: '2026-11-25' } });
      expect(await each.reminders.count()).toBe(2);
      // One that was told late: its notification still speaks of yesterday.
    }
    expect(await b.run('reminder.done', { id: id!, due: due.at })).toMatchObject({ existing: true });
  });

  test('hear of a contact and move the bell alike', async () => {
    const [a, b] = await pair();
    const { id: lan } = await a.run('customer.save', { set: { name: 'Lan' } });
    const rule: Rule = { kind: 'cadence', days: 30, time: '09:00' };
    const due = wall('2026-12-23T09:00');
    await a.run('reminder.set', { customer: lan, title: 'hỏi thăm', due, thread: null, rule });
    await hand(a.book, b.book);
    await a.run('interaction.log', logArgs([lan!], 't', 'm', { at: at('2026-12-01T23:30') }));
    await hand(a.book, b.book);
    for (const { book: each } of [a, b]) expect(await nextRing(each)).toBe(at('2026-12-31T09:00'));
  });
});

describe('if they do not answer', () => {
  const rule: Rule = { kind: 'answer' };

  test('an answer cancels the bell at once, and taking the answer back hangs it up again', async () => {
    const { run, remind, log, seen, clock, book: b } = await book();
    await log('in', clock.now - HOUR);
    const id = await remind(rule, wall('2026-11-25T09:00'));
    await log('out', clock.now);
    expect(await nextRing(b)).toBe(at('2026-11-25T09:00'));
    const answered = await log('in', clock.now + HOUR);
    expect(await seen(id)).toMatchObject({ state: 'cancelled' });
    expect(await nextRing(b)).toBeNull();
    expect((await dueSourceOf(b).waiting(at('2027-01-01T00:00'))).ids).toEqual([]);
    await run('change.undo', { change: answered.change! });
    expect(await seen(id)).toMatchObject({ state: 'open', ringAt: at('2026-11-25T09:00') });
  });

  test('what they wrote before it was set is no answer, also when it is logged later', async () => {
    const { remind, log, clock, book: b } = await book();
    await remind(rule, wall('2026-11-25T09:00'));
    await log('in', clock.now - DAY);
    expect(await nextRing(b)).toBe(at('2026-11-25T09:00'));
  });

  test('is for a customer', async () => {
    const { remind } = await book();
    await expect(remind(rule, wall('2026-11-25T09:00'), null)).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('an answer by the other of two who are one person counts, until they are parted', async () => {
    const { run, remind, lan, clock, book: b } = await book();
    const { id: other } = await run('customer.save', { set: { name: 'Lan Zalo' } });
    await remind(rule, wall('2026-11-25T09:00'));
    await run('interaction.log', logArgs([other!], 'z', 'm', { direction: 'in', at: clock.now + HOUR }));
    expect(await nextRing(b)).toBe(at('2026-11-25T09:00'));
    await run('customer.merge', { kept: other!, member: lan });
    expect(await nextRing(b)).toBeNull();
    await run('customer.split', { member: lan });
    expect(await nextRing(b)).toBe(at('2026-11-25T09:00'));
  });
});

describe('I have not answered', () => {
  const rule: Rule = { kind: 'wait', minutes: 240 };

  test('rests until they write, counts from their first message, and rests again when answered', async () => {
    const { remind, log, seen, clock, book: b } = await book();
    const id = await remind(rule, dueAt(clock.now));
    expect(await seen(id)).toMatchObject({ state: 'resting' });
    const first = clock.now;
    await log('in', first);
    await log('in', first + 3 * HOUR);
    expect(await nextRing(b)).toBe(first + 4 * HOUR);
    await log('out', first + 3.5 * HOUR);
    expect(await nextRing(b)).toBeNull();
    expect(await seen(id)).toMatchObject({ state: 'resting' });
    await log('in', first + 6 * HOUR);
    expect(await nextRing(b)).toBe(first + 10 * HOUR);
  });

  test('done: what was known then is settled, and the next message is not', async () => {
    const { remind, log, seen, run, clock, book: b } = await book();
    const id = await remind(rule, dueAt(clock.now));
    const first = clock.now;
    await log('in', first);
    await run('reminder.done', { id, due: first + 4 * HOUR });
    expect(await seen(id)).toMatchObject({ state: 'resting' });
    expect(await run('reminder.done', { id })).toMatchObject({ existing: true });
    await log('in', first + HOUR);
    expect(await nextRing(b)).toBe(first + 5 * HOUR);
  });
});

describe('keeping in touch', () => {
  const rule: Rule = { kind: 'cadence', days: 14, time: '09:00' };

  test('counts from the last contact, is moved by each, and by one that is taken back', async () => {
    const { remind, log, run, clock, book: b, lan } = await book();
    clock.now = at('2026-11-23T10:00');
    const id = await remind(rule, wall('2026-12-07T09:00'));
    expect(await nextRing(b)).toBe(at('2026-12-07T09:00'));
    const talked = await log('out', at('2026-12-01T22:00'));
    expect(await nextRing(b)).toBe(at('2026-12-15T09:00'));
    expect((await b.customers.get(lan))?.nextDueAt).toBe(at('2026-12-15T09:00'));
    await log('in', at('2026-11-30T22:00'));
    expect(await nextRing(b)).toBe(at('2026-12-15T09:00'));
    await run('change.undo', { change: talked.change! });
    expect(await nextRing(b)).toBe(at('2026-12-14T09:00'));
    clock.now = at('2026-12-14T09:30');
    await run('reminder.done', { id, due: at('2026-12-14T09:00') });
    expect(await nextRing(b)).toBe(at('2026-12-28T09:00'));
  });

  test('snoozed, it waits for that time, unless there is a contact before', async () => {
    const { remind, log, run, clock, book: b } = await book();
    clock.now = at('2026-11-23T10:00');
    const id = await remind(rule, wall('2026-12-07T09:00'));
    await run('reminder.move', { id, due: wall('2026-12-09T16:00') });
    expect(await nextRing(b)).toBe(at('2026-12-09T16:00'));
    await log('out', at('2026-12-08T10:00'));
    expect(await nextRing(b)).toBe(at('2026-12-22T09:00'));
  });

  test('a list that was up when a contact moved the bell did not announce the new time', async () => {
    const { remind, log, clock, book: b } = await book();
    clock.now = at('2026-11-01T10:00');
    await remind(rule, wall('2026-11-15T09:00'));
    const now = at('2026-11-25T12:00');
    const list = await waiting(b, now);
    await log('out', at('2026-11-05T10:00'));
    await markTold(b, list.ids, list.clock, now);
    expect((await waiting(b, now)).ids).toEqual(list.ids);
  });

  test('what was shown, and comes back with an undo, is not shown again', async () => {
    const { remind, log, run, clock, book: b } = await book();
    clock.now = at('2026-11-01T10:00');
    const id = await remind(rule, wall('2026-11-15T09:00'));
    const shown = () => markRung(b, [{ id, dueAt: at('2026-11-15T09:00') }]);
    await shown();
    const talked = await log('out', at('2026-11-05T10:00'));
    await markRung(b, [{ id, dueAt: at('2026-11-19T09:00') }]);
    await run('change.undo', { change: talked.change! });
    expect((await waiting(b, at('2026-12-25T12:00'))).ids).toEqual([]);
  });
});

describe('all kinds', () => {
  test('are the same in a book built anew from a snapshot, rings included', async () => {
    const { remind, log, run, clock, book: b } = await book();
    clock.now = at('2026-11-24T08:00');
    const daily = await remind(DAILY, wall('2026-11-24T09:00'));
    await remind({ kind: 'answer' }, wall('2026-11-25T09:00'));
    await remind({ kind: 'wait', minutes: 60 }, wall('2026-11-25T09:00'));
    await remind({ kind: 'cadence', days: 7, time: '09:00' }, wall('2026-11-25T09:00'));
    await log('in', clock.now + HOUR);
    await markRung(b, [{ id: daily, dueAt: at('2026-11-24T09:00') }]);
    await run('reminder.done', { id: daily });
    const shelf = memoryShelf();
    await writeSnapshot(b, shelf, 1);
    const { book: anew } = await testBook();
    await restoreSnapshot(shelf, anew);
    expect(await contentOf(anew)).toEqual(await contentOf(b));
    expect((await anew.reminders.toArray()).every((row) => isLive(row))).toBe(true);
  });

  test('of a customer in the bin are silent, and come back with them', async () => {
    const { remind, run, lan, book: b } = await book();
    await remind({ kind: 'cadence', days: 7, time: '09:00' }, wall('2026-11-25T09:00'));
    await remind(DAILY, wall('2026-11-24T09:00'));
    const before = await nextRing(b);
    const gone = await run('customer.delete', { id: lan });
    expect(await nextRing(b)).toBeNull();
    await run('change.undo', { change: gone.change! });
    expect(await nextRing(b)).toBe(before);
  });

  test('a kind of a newer Beside is kept, and rings once', async () => {
    const { run, book: b } = await testBook();
    const fields = { title: 'lạ', due: wall('2026-11-25T09:00'), rule: { kind: 'moonlight', phase: 3 } };
    await run('import.rows', { from: 'x', rows: [{ table: 'reminders', id: 'r', fields }] });
    expect(await nextRing(b)).toBe(at('2026-11-25T09:00'));
    expect((await b.reminders.get('r'))?.rule).toEqual({ kind: 'moonlight', phase: 3 });
    await run('reminder.done', { id: 'r' });
    expect((await b.reminders.get('r'))?.state).toBe('done');
  });
});
