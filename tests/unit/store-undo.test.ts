import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FINAL_COMMANDS } from '../../lib/domain/command.ts';
import { openBook } from '../../lib/store/schema.ts';
import { restoreSnapshot, writeSnapshot } from '../../lib/store/snapshot.ts';
import { live, STEP } from './store-acts.ts';
import { contentOf, freshName, memoryShelf, testBook } from './store-fixture.ts';

const SEED = 20261123;
const RUNS = process.env.BESIDE_LONG === '1' ? 400 : 40;

describe('undo', () => {
  test('any history, undone from its end, gives the book back as it was at each step', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 5, maxLength: 40 }), async (steps) => {
        const driven = await testBook();
        const states = [await contentOf(driven.book)];
        const changes = await live(driven, steps, async () => {
          states.push(await contentOf(driven.book));
        });
        for (const [i, change] of [...changes.entries()].reverse()) {
          const { kept } = await driven.run('change.undo', { change });
          expect(kept).toBe(0);
          expect(await contentOf(driven.book)).toEqual(states[i]);
        }
        driven.book.close();
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test('undone and redone, change by change, the book is as before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 5, maxLength: 30 }), async (steps) => {
        const driven = await testBook();
        const changes = await live(driven, steps);
        const whole = await contentOf(driven.book);
        const undos: string[] = [];
        for (const change of changes.reverse())
          undos.push((await driven.run('change.undo', { change })).change!);
        for (const change of undos.reverse()) await driven.run('change.undo', { change });
        expect(await contentOf(driven.book)).toEqual(whole);
        driven.book.close();
      }),
      { seed: SEED + 1, numRuns: RUNS },
    );
  });

  test('derived facts after any history are those of a book built anew from its rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 10, maxLength: 60 }), async (steps) => {
        const driven = await testBook();
        await live(driven, steps);
        const shelf = memoryShelf();
        await writeSnapshot(driven.book, shelf, 1);
        const anew = await openBook(freshName());
        if (shelf.held.size > 0) await restoreSnapshot(shelf, anew);
        expect(await contentOf(anew)).toEqual(await contentOf(driven.book));
        driven.book.close();
        anew.close();
      }),
      { seed: SEED + 2, numRuns: RUNS },
    );
  });

  test('every command takes part in the histories above', () => {
    const source = readFileSync(new URL('../../lib/domain/command.ts', import.meta.url), 'utf8');
    const own = readFileSync(new URL('./store-acts.ts', import.meta.url), 'utf8');
    // What nothing takes back has tests of its own: store-erase, retention.
    for (const [, name = ''] of source.matchAll(/^ {2}'([a-zA-Z]+\.[a-zA-Z]+)':/gm))
      if (!FINAL_COMMANDS.includes(name)) expect(own).toContain(`'${name}'`);
  });
});

describe('undo of one change', () => {
  test('leaves alone what was written since, and says how much', async () => {
    const { run, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    const first = await run('customer.save', { id: id!, set: { name: 'Lan Anh', company: 'Hoa Sen' } });
    await run('customer.save', { id: id!, set: { name: 'Lan Chi' } });
    const undone = await run('change.undo', { change: first.change! });
    expect(undone.kept).toBe(1);
    expect(await book.customers.get(id!)).toMatchObject({ name: 'Lan Chi' });
    expect(await book.customers.get(id!)).not.toHaveProperty('company');
  });

  test('of an undo does the change again, and then it can be undone again', async () => {
    const { run, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    const gone = await run('customer.delete', { id: id! });
    const back = await run('change.undo', { change: gone.change! });
    expect(await book.customers.count()).toBe(1);
    await run('change.undo', { change: back.change! });
    expect(await book.customers.count()).toBe(0);
    await run('change.undo', { change: gone.change! });
    expect(await book.customers.get(id!)).toMatchObject({ name: 'Lan', code: 'KH-0001' });
  });

  test('is refused twice', async () => {
    const { run } = await testBook();
    const saved = await run('customer.save', { set: { name: 'Lan' } });
    await run('change.undo', { change: saved.change! });
    await expect(run('change.undo', { change: saved.change! })).rejects.toMatchObject({
      code: 'not-undoable',
    });
    await expect(run('change.undo', { change: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('does not take a key from whoever holds it now', async () => {
    const { run, book } = await testBook();
    const a = await run('customer.save', { set: { name: 'A' }, keys: ['email:a@b.vn'] });
    const unlinked = await run('identity.unlink', { customer: a.id!, key: 'email:a@b.vn' });
    const b = await run('customer.save', { set: { name: 'B' }, keys: ['email:a@b.vn'] });
    const undone = await run('change.undo', { change: unlinked.change! });
    expect(undone).toMatchObject({ change: null, kept: 1 });
    expect((await book.customers.get(b.id!))?.keys).toEqual(['email:a@b.vn']);
    expect((await book.customers.get(a.id!))?.keys).toEqual([]);
  });

  test('of a deletion, when the key was given away meanwhile, brings the customer back with a doubtful link', async () => {
    const { run, book } = await testBook();
    const a = await run('customer.save', { set: { name: 'A' }, keys: ['email:a@b.vn'] });
    const gone = await run('customer.delete', { id: a.id! });
    const b = await run('customer.save', { set: { name: 'B' }, keys: ['email:a@b.vn'] });
    await run('change.undo', { change: gone.change! });
    expect((await book.customers.get(b.id!))?.keys).toEqual(['email:a@b.vn']);
    expect(await book.customers.get(a.id!)).toMatchObject({
      keys: [],
      doubts: ['email:a@b.vn'],
      links: { 'email:a@b.vn': { doubtful: true } },
    });
    await run('customer.delete', { id: b.id! });
    const settled = await book.customers.get(a.id!);
    expect(settled?.keys).toEqual(['email:a@b.vn']);
    expect(settled).not.toHaveProperty('doubts');
    expect(settled?.links['email:a@b.vn']).not.toHaveProperty('doubtful');
  });
});
