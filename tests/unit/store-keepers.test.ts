import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { Book } from '../../lib/store/schema.ts';
import { restoreSnapshot, writeSnapshot } from '../../lib/store/snapshot.ts';
import { at, book, wall, ZONE } from './kinds-fixture.ts';
import { memoryShelf, testBook } from './store-fixture.ts';

describe('keeping in touch with everybody who wears a tag', () => {
  const cadence = { days: 14, time: '09:00', zone: ZONE };
  const keepers = async (b: Book) =>
    Object.fromEntries(
      (await b.reminders.where('id').startsWith('keep:').toArray())
        .filter((row) => row.dueAt !== undefined && !row.id.includes('@'))
        .map((row) => [row.customer, row.dueAt]),
    );

  test('whoever gets the tag gets a bell, and loses it with the tag, in any order', async () => {
    const { run, log, clock, book: b, lan } = await book();
    clock.now = at('2026-11-23T10:00');
    const { id: hoa } = await run('customer.save', { set: { name: 'Hoa' } });
    const { id: vip } = await run('tag.save', { name: 'VIP' });
    await run('tag.put', { tag: vip!, customers: [lan], on: true });
    const set = await run('tag.save', { id: vip!, cadence });
    expect(await keepers(b)).toEqual({ [lan]: at('2026-12-07T09:00') });
    const talked = await log('out', at('2026-11-30T20:00'));
    expect(await keepers(b)).toEqual({ [lan]: at('2026-12-14T09:00') });
    const put = await run('tag.put', { tag: vip!, customers: [hoa!], on: true });
    expect(await keepers(b)).toEqual({ [lan]: at('2026-12-14T09:00'), [hoa!]: at('2026-12-07T09:00') });
    expect((await b.customers.get(hoa!))?.nextDueAt).toBe(at('2026-12-07T09:00'));
    await run('change.undo', { change: put.change! });
    expect(await keepers(b)).toEqual({ [lan]: at('2026-12-14T09:00') });
    expect((await b.customers.get(hoa!))?.nextDueAt).toBeUndefined();
    await run('change.undo', { change: talked.change! });
    expect(await keepers(b)).toEqual({ [lan]: at('2026-12-07T09:00') });
    await run('change.undo', { change: set.change! });
    expect(await keepers(b)).toEqual({});
    expect(await b.reminders.count()).toBe(0);
  });

  test('an imported customer with the tag has a bell, and a merged one has one for both', async () => {
    const { run, clock, book: b, lan } = await book();
    clock.now = at('2026-11-23T10:00');
    const { id: vip } = await run('tag.save', { name: 'VIP', cadence });
    const fields = { name: 'Hoa', tags: [vip!], createdAt: 5 };
    await run('import.rows', { from: 'x', rows: [{ table: 'customers', id: 'hoa', fields }] });
    expect(Object.keys(await keepers(b))).toEqual(['hoa']);
    await run('customer.merge', { kept: lan, member: 'hoa' });
    expect(Object.keys(await keepers(b))).toEqual([lan]);
    await run('customer.split', { member: 'hoa' });
    expect(Object.keys(await keepers(b))).toEqual(['hoa']);
  });

  test('done, snoozed and taken away are recorded; the bell itself is not', async () => {
    const { run, clock, seen, book: b, lan } = await book();
    clock.now = at('2026-11-23T10:00');
    const { id: vip } = await run('tag.save', { name: 'VIP', cadence });
    await run('tag.put', { tag: vip!, customers: [lan], on: true });
    const id = `keep:${vip}:${lan}`;
    expect(await seen(id)).toMatchObject({ title: 'VIP', state: 'open', stamp: '' });
    clock.now = at('2026-12-07T09:30');
    await run('reminder.done', { id, due: at('2026-12-07T09:00') });
    expect(await keepers(b)).toEqual({ [lan]: at('2026-12-21T09:00') });
    await run('reminder.move', { id, due: wall('2026-12-22T10:00') });
    await run('tag.save', { id: vip!, name: 'Khách quý' });
    const done = await b.reminders.where('id').startsWith(`${id}@`).toArray();
    expect(done.map((row) => row.state)).toEqual(['done']);
    expect(await seen(id)).toMatchObject({ title: 'Khách quý', dueAt: at('2026-12-22T10:00') });
    const shelf = memoryShelf();
    await writeSnapshot(b, shelf, 1);
    const { book: anew } = await testBook();
    await restoreSnapshot(shelf, anew);
    expect(await keepers(anew)).toEqual(await keepers(b));
    await run('reminder.delete', { id });
    await run('tag.save', { id: vip!, cadence: { ...cadence, days: 7 } });
    expect(await keepers(b)).toEqual({});
  });
});
