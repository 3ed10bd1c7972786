import 'fake-indexeddb/auto';
import { afterAll, describe, expect, it } from 'vitest';
import { dueAtWall } from '../../lib/domain/due.ts';
import { KEPT_OUTCOMES, keptRate, monthsBack } from '../../lib/domain/kept.ts';
import { dice } from './dice.ts';
import { testBook } from './store-fixture.ts';

const DAY = 86_400_000;
const SEEDS = process.env.BESIDE_LONG === '1' ? 400 : 25;

/** `2026-11-23` of an instant, as the browser prints it in that zone. */
const dayIn = (at: number, zone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);

/** What the test itself remembers of each promise, in words a seller would use. */
interface Told {
  customer: string;
  /** The day that was promised, in the zone it was promised in. */
  day: string;
  zone: string;
  moves: number;
  doneDay: string | null;
  gone: boolean;
}

function endOf(told: Told, today: (zone: string) => string): string | null {
  if (told.gone) return null;
  if (told.moves > 0) return 'moved';
  if (told.doneDay !== null) return told.doneDay <= told.day ? 'kept' : 'late';
  return today(told.zone) > told.day ? 'missed' : null;
}

const opened: { close(): void }[] = [];
afterAll(() => {
  for (const book of opened) book.close();
});

describe('promises kept', () => {
  it(`agree with a count by hand over ${SEEDS} seeded books`, { timeout: 300_000 }, async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { book, run, ask, clock } = await testBook(`kept-${seed}`);
      opened.push(book);
      const upTo = dice(seed);
      const zones = ['Asia/Ho_Chi_Minh', 'America/Los_Angeles', 'Pacific/Kiritimati'];
      const customers: string[] = [];
      for (let i = 0; i < 3; i++)
        customers.push((await run('customer.save', { set: { name: `Khách ${i}` } })).id!);
      const told = new Map<string, Told>();
      const wallAt = (zone: string, days: number) => {
        const day = dayIn(clock.now + days * DAY, zone);
        return { due: dueAtWall(`${day}T${String(upTo(24)).padStart(2, '0')}:00`, zone), day };
      };
      for (let step = 0; step < 40; step++) {
        clock.now += upTo(30) * 3_600_000;
        const ids = [...told.keys()];
        const id = ids[upTo(Math.max(1, ids.length))] ?? '';
        const one = told.get(id);
        const act = upTo(10);
        if (act < 5 || !one) {
          const zone = zones[upTo(3)]!;
          const customer = customers[upTo(3)]!;
          const { due, day } = wallAt(zone, upTo(12));
          const made = await run('reminder.set', { customer, title: 'hẹn', due, thread: null });
          told.set(made.id!, { customer, day, zone, moves: 0, doneDay: null, gone: false });
        } else if (one.gone) {
        } else if (act < 7) {
          if (one.doneDay !== null) continue;
          await run('reminder.done', { id });
          one.doneDay = dayIn(clock.now, one.zone);
        } else if (act < 9) {
          const { due } = wallAt(one.zone, 1 + upTo(40));
          const before = (await book.reminders.get(id))!.due.at;
          const moved = await run('reminder.move', { id, due });
          one.doneDay = null;
          if (before === due.at) continue;
          one.moves += 1;
          if (upTo(3) > 0) continue;
          // Taken back: it was never moved.
          await run('change.undo', { change: moved.change! });
          const row = (await book.reminders.get(id))!;
          one.moves -= 1;
          one.doneDay = row.doneAt == null ? null : dayIn(row.doneAt, one.zone);
        } else {
          await run('reminder.delete', { id });
          one.gone = true;
        }
      }
      const { now } = clock;
      const months = monthsBack(now, 'UTC', 6);
      const ahead = months[0] === '2026-11' ? ['2026-12', '2027-01'] : ['2027-01', '2027-02', '2027-03'];
      const all = [...new Set([...ahead, ...months])];
      for (const customer of [null, ...customers]) {
        const counted = await ask('kept', { customer, months: all, now });
        for (const { month, counts } of counted) {
          const mine = [...told.values()]
            .filter((one) => (customer === null || one.customer === customer) && one.day.startsWith(month))
            .flatMap((one) => endOf(one, (zone) => dayIn(now, zone)) ?? []);
          for (const outcome of KEPT_OUTCOMES) {
            const byHand = mine.filter((end) => end === outcome).length;
            if (byHand > 0) seen.add(outcome);
            expect(counts[outcome], `seed ${seed} ${customer} ${month} ${outcome}`).toBe(byHand);
          }
          const list = await ask('keptList', { customer, month, now });
          expect(list.map((item) => item.outcome).sort()).toEqual(mine.sort());
        }
      }
    }
    // A calculation that never met an outcome proves nothing of it.
    expect([...seen].sort()).toEqual([...KEPT_OUTCOMES].sort());
  });

  it('count a promise for the day it was given for, however often it is moved', async () => {
    const { book, run, ask, clock } = await testBook();
    opened.push(book);
    const zone = 'Asia/Ho_Chi_Minh';
    const { id: customer } = await run('customer.save', { set: { name: 'Lan' } });
    const set = await run('reminder.set', {
      customer,
      title: 'gửi mẫu',
      due: dueAtWall('2026-11-30T09:00', zone),
      thread: null,
    });
    await run('reminder.move', { id: set.id!, due: dueAtWall('2026-12-02T09:00', zone) });
    await run('reminder.done', { id: set.id! });
    const args = { customer, months: ['2026-12', '2026-11'], now: clock.now };
    const [december, november] = await ask('kept', args);
    expect(november?.counts).toEqual({ kept: 0, late: 0, moved: 1, missed: 0 });
    expect(december?.counts.moved).toBe(0);
    expect(keptRate(november!.counts)).toBe(0);
    expect(keptRate(december!.counts)).toBeNull();
  });

  it('leave out what is for nobody, and what is not due yet', async () => {
    const { book, run, ask, clock } = await testBook();
    opened.push(book);
    const due = dueAtWall('2026-11-23T09:00', 'UTC');
    await run('reminder.set', { customer: null, title: 'mua hộp', due, thread: null });
    const { id: customer } = await run('customer.save', { set: { name: 'Lan' } });
    await run('reminder.set', { customer, title: 'hẹn', due, thread: null });
    const args = { customer: null, months: ['2026-11'] };
    expect((await ask('kept', { ...args, now: clock.now }))[0]?.counts.missed).toBe(0);
    expect((await ask('kept', { ...args, now: clock.now + DAY }))[0]?.counts.missed).toBe(1);
  });
});
