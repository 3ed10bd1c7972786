import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { dueAmong, dueSourceOf, markRung, markTold, nextRing, waiting } from '../../lib/store/due.ts';
import { dueAt, testBook } from './store-fixture.ts';

describe('the bell', () => {
  test('rings each due time once, also after undo, and follows a move', async () => {
    const { run, book } = await testBook();
    const { id } = await run('reminder.set', { customer: null, title: 'gọi', due: dueAt(100), thread: null });
    expect(await nextRing(book)).toBe(100);
    expect((await waiting(book, 99)).ids).toEqual([]);
    expect((await waiting(book, 100)).ids).toEqual([id]);
    await markRung(book, [
      { id: id!, dueAt: 100 },
      { id: 'gone', dueAt: 1 },
    ]);
    await markRung(book, [{ id: id!, dueAt: 100 }]);
    expect((await waiting(book, 999)).ids).toEqual([]);
    expect(await nextRing(book)).toBeNull();
    const moved = await run('reminder.move', { id: id!, due: dueAt(200) });
    expect(await nextRing(book)).toBe(200);
    await run('change.undo', { change: moved.change! });
    expect((await waiting(book, 999)).ids).toEqual([]);
    expect(await dueSourceOf(book).dueCount(999)).toBe(1);
    expect(await dueSourceOf(book).reminder(id!)).toMatchObject({ due: { at: 100 }, doneAt: null });
    expect(await book.changes.count()).toBe(3);
  });

  test('a reminder that was moved while it rang keeps its new bell', async () => {
    const { run, book } = await testBook();
    const { id } = await run('reminder.set', { customer: null, title: 'gọi', due: dueAt(100), thread: null });
    await run('reminder.move', { id: id!, due: dueAt(150) });
    await markRung(book, [{ id: id!, dueAt: 100 }]);
    expect((await waiting(book, 150)).ids).toEqual([id]);
  });

  test('a list announces the due times of its moment: what was moved since, even into the past, still waits', async () => {
    const { run, book } = await testBook();
    const set = async (at: number) =>
      (await run('reminder.set', { customer: null, title: `${at}`, due: dueAt(at), thread: null })).id!;
    const [late, early, done] = [await set(30), await set(10), await set(20)];
    const list = await waiting(book, 50);
    expect(list.ids).toEqual([early, done, late]);
    const among = await dueAmong(book, [late, 'gone', early], 25);
    expect(among.map((row) => row.title)).toEqual(['10']);
    await run('reminder.move', { id: late, due: dueAt(5) });
    await run('reminder.done', { id: done });
    const fresh = await set(15);
    for (let twice = 0; twice < 2; twice++) {
      await markTold(book, list.ids, list.clock, 50);
      expect((await waiting(book, 50)).ids).toEqual([late, fresh]);
    }
  });
});
