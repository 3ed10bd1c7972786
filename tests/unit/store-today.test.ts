import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { QUIET_MS, quietFrom, rhythmOf } from '../../lib/domain/quiet-buyer.ts';
import { type Driven, logArgs, START, testBook, threadOf } from './store-fixture.ts';

const DAY = 86_400_000;
const opened: Driven[] = [];
const fresh = async () => {
  const made = await testBook();
  opened.push(made);
  return made;
};
afterAll(() => {
  for (const { book } of opened) book.close();
});

const named = async ({ run }: Driven, name: string) => (await run('customer.save', { set: { name } })).id!;
const order = (customer: string, at: number) => ({
  customer,
  site: 'woocommerce',
  order: `o${customer}${at}`,
  number: `${at}`,
  total: 1,
  currency: 'VND',
  status: '',
  at,
  thread: null,
});
const today = ({ ask }: Driven, now: number) => ask('today', { now, endOfDay: now + DAY / 2 });
const names = (rows: { name: string }[]) => rows.map((row) => row.name);

describe('the rhythm of a buyer', () => {
  it('is the median of the gaps, from three orders on, parcels of one day counted once', () => {
    expect(rhythmOf([0, 10 * DAY])).toBeUndefined();
    expect(rhythmOf([0, DAY / 2, 10 * DAY])).toBeUndefined();
    expect(rhythmOf([30 * DAY, 0, 10 * DAY])).toBe(15 * DAY);
    expect(rhythmOf([0, 10 * DAY, 30 * DAY, 37 * DAY])).toBe(10 * DAY);
  });

  it('never depends on the order in which orders are told', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 }), (days) => {
        const times = days.map((day) => day * DAY);
        expect(rhythmOf(times.toReversed())).toBe(rhythmOf(times));
      }),
      { seed: 20261123, numRuns: 100 },
    );
  });

  it('has an end where we wrote since, and none for who was given up or never bought', () => {
    expect(quietFrom({})).toBeUndefined();
    expect(quietFrom({ lastOrderAt: 0 })).toBe(QUIET_MS);
    expect(quietFrom({ lastOrderAt: 0, rhythm: DAY, lastInAt: 5 * DAY })).toBe(6 * DAY);
    expect(quietFrom({ lastOrderAt: 0, rhythm: DAY, lastOutAt: 2 * DAY })).toBeUndefined();
    expect(quietFrom({ lastOrderAt: 0, rhythm: DAY, lastOutAt: DAY / 2 })).toBe(DAY);
    expect(quietFrom({ lastOrderAt: 0, stage: 'lost' })).toBeUndefined();
  });
});

describe('quiet buyers', () => {
  it('come by the clock alone: by their own rhythm, or after sixty days', async () => {
    const book = await fresh();
    const often = await named(book, 'Lan');
    const once = await named(book, 'Khoa');
    await named(book, 'Chưa mua');
    for (const day of [0, 10, 20]) await book.run('order.record', order(often, START + day * DAY));
    await book.run('order.record', order(once, START));
    expect(names((await today(book, START + 29 * DAY)).quiet)).toEqual([]);
    expect(names((await today(book, START + 31 * DAY)).quiet)).toEqual(['Lan']);
    const late = await today(book, START + 61 * DAY);
    expect(names(late.quiet)).toEqual(['Khoa', 'Lan']);
    expect(late.quietCount).toBe(2);
  });

  it('are put aside until a time, or until they order again', async () => {
    const book = await fresh();
    const id = await named(book, 'Lan');
    await book.run('order.record', order(id, START));
    const now = START + 61 * DAY;
    const [row] = (await today(book, now)).quiet;
    const of = row!.quietAt!;
    await book.run('customer.aside', { id, list: 'quiet', aside: { of, until: now + DAY } });
    expect((await today(book, now)).quiet).toEqual([]);
    expect((await today(book, now)).quietCount).toBe(0);
    expect(names((await today(book, now + DAY)).quiet)).toEqual(['Lan']);
    const { change } = await book.run('customer.aside', { id, list: 'quiet', aside: { of, until: null } });
    expect((await today(book, now + 300 * DAY)).quiet).toEqual([]);
    await book.run('change.undo', { change: change! });
    expect(names((await today(book, now + DAY)).quiet)).toEqual(['Lan']);
    await book.run('customer.aside', { id, list: 'quiet', aside: { of, until: null } });
    await book.run('order.record', order(id, now));
    expect(names((await today(book, now + 61 * DAY)).quiet)).toEqual(['Lan']);
  });
});

describe('who waits', () => {
  it('is put aside until the next message', async () => {
    const book = await fresh();
    const id = await named(book, 'Lan');
    await book.run('interaction.log', logArgs([id], 't', 'm1', { at: START }));
    expect(names((await today(book, START + DAY)).waiting)).toEqual(['Lan']);
    await book.run('customer.aside', { id, list: 'waiting', aside: { of: START, until: null } });
    expect((await today(book, START + DAY)).waiting).toEqual([]);
    await book.run('interaction.log', logArgs([id], 't', 'm2', { at: START + DAY }));
    expect(names((await today(book, START + 2 * DAY)).waiting)).toEqual(['Lan']);
  });

  it('still waits after a call that nobody answered, and after something was noted', async () => {
    const book = await fresh();
    const id = await named(book, 'Lan');
    await book.run('interaction.log', logArgs([id], 't', 'm1', { at: START }));
    const byHand = { thread: null, messageId: '', channel: 'phone', direction: 'out' as const };
    const log = (over: object) =>
      book.run('interaction.log', { ...logArgs([id], null, ''), ...byHand, at: START + DAY, ...over });
    for (const status of ['busy', 'later']) await log({ kind: 'call', status });
    for (const kind of ['idea', 'comparison', 'barrier']) await log({ kind });
    const [waiting] = (await today(book, START + 2 * DAY)).waiting;
    expect(waiting).toMatchObject({ lastContactAt: START, contactCount: 6 });
    const { change } = await log({ kind: 'call', status: 'answered' });
    expect((await today(book, START + 2 * DAY)).waiting).toEqual([]);
    await book.run('change.undo', { change: change! });
    expect(names((await today(book, START + 2 * DAY)).waiting)).toEqual(['Lan']);
  });
});

describe('a complaint', () => {
  it('is open, made good and confirmed, keeps its age, and each step can be taken back', async () => {
    const book = await fresh();
    const id = await named(book, 'Lan');
    const logged = await book.run('interaction.log', {
      ...logArgs([id], 't', 'c1', { at: START }),
      kind: 'complaint',
      subject: 'Lệch màu',
    });
    const complaints = async () => (await today(book, START + DAY)).complaints;
    const standing = async () => (await complaints()).map(({ complaint }) => complaint.status);
    expect(await complaints()).toMatchObject([
      { complaint: { status: 'open', at: START, statusAt: START }, customer: { name: 'Lan' } },
    ]);
    // A complaint does not make the customer wait twice.
    expect((await today(book, START + DAY)).waiting).toEqual([]);
    await book.run('interaction.status', { id: logged.id!, status: 'good' });
    expect(await complaints()).toMatchObject([
      { complaint: { status: 'good', at: START, statusAt: book.clock.now } },
    ]);
    const done = await book.run('interaction.status', { id: logged.id!, status: 'confirmed' });
    expect(await standing()).toEqual([]);
    expect(await book.ask('complaints', { customer: id })).toEqual([]);
    await book.run('change.undo', { change: done.change! });
    expect(await standing()).toEqual(['good']);
    const again = await book.run('interaction.status', { id: logged.id!, status: 'good' });
    expect(again).toMatchObject({ existing: true, change: null });
    await book.run('interaction.delete', { id: logged.id! });
    expect(await standing()).toEqual([]);
  });

  it('is the only entry that stands one way or another', async () => {
    const book = await fresh();
    const id = await named(book, 'Lan');
    const { id: entry } = await book.run('interaction.log', logArgs([id], 't', 'm1'));
    await expect(book.run('interaction.status', { id: entry!, status: 'good' })).rejects.toThrow('bad-input');
  });

  it('of a merged customer is shown by the one who stands for them, once', async () => {
    const book = await fresh();
    const [kept, member] = [await named(book, 'Lan'), await named(book, 'Lan Nguyễn')];
    const log = { ...logArgs([member], 't', 'c1'), kind: 'complaint' as const };
    await book.run('interaction.log', log);
    await book.run('customer.merge', { kept, member });
    const { complaints } = await today(book, START + DAY);
    expect(complaints.map((row) => row.customer.id)).toEqual([kept]);
    expect(await book.ask('complaints', { customer: kept })).toHaveLength(1);
    const aside = { of: complaints[0]!.complaint.at, until: null };
    await book.run('customer.aside', { id: member, list: 'complaint', aside });
    expect((await today(book, START + DAY)).complaints).toEqual([]);
  });
});

describe('words for later', () => {
  it('stay with their reminder when it is moved', async () => {
    const book = await fresh();
    const due = (wall: string) => ({ at: Date.parse(`${wall}Z`), zone: 'UTC', wall });
    const args = { customer: null, title: 'báo giá', thread: threadOf('t'), draft: 'Dạ em gửi báo giá ạ' };
    const { id } = await book.run('reminder.set', { ...args, due: due('2026-11-24T09:00') });
    await book.run('reminder.move', { id: id!, due: due('2026-11-25T09:00') });
    const [row] = await book.ask('openReminders', {});
    expect(row?.reminder).toMatchObject({
      draft: args.draft,
      moved: 1,
      promised: due('2026-11-24T09:00'),
    });
  });
});
