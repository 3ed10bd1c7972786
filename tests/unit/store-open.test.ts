import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { describe, expect, test, vi } from 'vitest';
import { runCommand } from '../../lib/store/run.ts';
import { Book, openBook, withBook, writing } from '../../lib/store/schema.ts';
import { contentOf, drive, freshName, logArgs, START, testBook } from './store-fixture.ts';

describe('opening', () => {
  test('a database of a newer Beside is refused and left as it is', async () => {
    const name = freshName();
    const newer = new Dexie(name);
    newer.version(2).stores({ customers: 'id', somethingNew: 'id' });
    await newer.open();
    await newer.table('somethingNew').add({ id: 'x' });
    newer.close();
    await expect(openBook(name)).rejects.toMatchObject({ code: 'database-newer' });
    const found = (await indexedDB.databases()).find((database) => database.name === name);
    expect(found?.version).toBe(20);
    const again = await newer.open();
    expect(await again.table('somethingNew').count()).toBe(1);
    expect(again.tables.map((table) => table.name).sort()).toEqual(['customers', 'somethingNew']);
  });

  test.each([
    ['UnknownError', 'database-broken'],
    ['QuotaExceededError', 'disk-full'],
  ])('%s of the browser is said as %s', async (error, code) => {
    const open = vi.spyOn(Dexie.dependencies.indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Internal error opening backing store', error);
    });
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    try {
      await expect(openBook(freshName())).rejects.toMatchObject({ code });
    } finally {
      open.mockRestore();
      vi.restoreAllMocks();
    }
  });

  test('each new book is a replica of its own, and keeps its id', async () => {
    const { book, run } = await testBook();
    await run('tag.save', { name: 'VIP' });
    const replica = (await book.meta.get('state'))?.replica;
    expect(replica).toMatch(/^[a-z2-7]{26}$/);
    book.close();
    const again = await openBook(book.name);
    expect((await again.meta.get('state'))?.replica).toBe(replica);
    const other = await openBook(freshName());
    expect((await other.meta.get('state'))?.replica).not.toBe(replica);
  });

  test('lets go of the database when another window needs a newer one, says so, and stays closed', async () => {
    const name = freshName();
    const outdated = vi.fn();
    const book = await openBook(name, { outdated });
    const { run } = drive(book);
    await run('tag.save', { name: 'VIP' });
    const newer = new Dexie(name);
    newer.version(2).stores({ somethingNew: 'id' });
    await newer.open();
    expect(outdated).toHaveBeenCalledOnce();
    await expect(run('tag.save', { name: 'x' })).rejects.toMatchObject({ code: 'database-broken' });
    expect(book.isOpen()).toBe(false);
    newer.close();
  });

  test('says that it is blocked by an older window, and goes on when that closes', async () => {
    const name = freshName();
    const old = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    // This window does not answer versionchange: it holds on.
    const book = openBook(name, { blocked: () => old.close() });
    await expect(book).resolves.toBeInstanceOf(Book);
  });

  test('a connection that died in its sleep is opened again, once', async () => {
    const { book, run } = await testBook();
    await run('tag.save', { name: 'VIP' });
    book.close({ disableAutoOpen: true });
    await run('tag.save', { name: 'Sỉ' });
    expect(await book.tags.count()).toBe(2);
    let tries = 0;
    const dead = withBook(book, async () => {
      tries += 1;
      throw new Dexie.DatabaseClosedError();
    });
    await expect(dead).rejects.toMatchObject({ code: 'database-broken' });
    expect(tries).toBe(2);
  });
});

describe('a worker that slept through an update', () => {
  test('does not touch the newer database', async () => {
    const { book, run } = await testBook();
    await run('tag.save', { name: 'VIP' });
    book.close({ disableAutoOpen: true });
    const newer = new Dexie(book.name);
    newer.version(2).stores({ somethingNew: 'id' });
    await newer.open();
    newer.close();
    await expect(run('tag.save', { name: 'x' })).rejects.toMatchObject({ code: 'database-newer' });
    const found = (await indexedDB.databases()).find((database) => database.name === book.name);
    expect(found?.version).toBe(20);
  });
});

describe('all or nothing', () => {
  test('a command that dies midway leaves nothing', async () => {
    const { book, run } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    const before = await contentOf(book);
    const state = await book.meta.get('state');
    const fail = vi.spyOn(book.meta, 'put').mockImplementation(() => {
      throw new Error('killed');
    });
    await expect(run('interaction.log', logArgs([id!], 't1', 'm1'))).rejects.toThrow('killed');
    fail.mockRestore();
    expect(await contentOf(book)).toEqual(before);
    expect(await book.changes.count()).toBe(1);
    expect(await book.meta.get('state')).toEqual(state);
    await run('interaction.log', logArgs([id!], 't1', 'm1'));
    expect(await book.interactions.count()).toBe(1);
  });

  test('a full disk leaves nothing half-written and is named', async () => {
    const { book, run } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    const before = await contentOf(book);
    // The disk is full when the change log is written: after the rows, before the commit.
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    book.changes.hook('creating', full);
    await expect(run('note.add', { customer: id!, text: 'x' })).rejects.toMatchObject({ code: 'disk-full' });
    book.changes.hook('creating').unsubscribe(full);
    expect(await contentOf(book)).toEqual(before);
    await run('note.add', { customer: id!, text: 'x' });
    expect(await book.notes.count()).toBe(1);
  });

  test('an aborted transaction takes the clock back with the rows', async () => {
    const { book } = await testBook();
    const clock = (await book.meta.get('state'))?.clock;
    const work = writing(book, async () => {
      await book.meta.update('state', { clock: 'later' });
      await book.tags.add({ id: 'x' } as never);
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await book.tags.count()).toBe(0);
    expect((await book.meta.get('state'))?.clock).toBe(clock);
  });
});

describe('several writers', () => {
  test('two contexts writing at once share one clock, one counter of codes and every row', async () => {
    const name = freshName();
    const [a, b] = [drive(await openBook(name), 'a-'), drive(await openBook(name), 'b-')];
    const shared = await a.run('customer.save', { set: { name: 'Chung' } });
    const saves = Array.from({ length: 20 }, (_, i) => [
      a.run('customer.save', { set: { name: `A${i}` } }),
      b.run('customer.save', { set: { name: `B${i}` } }),
      a.run('interaction.log', logArgs([shared.id!], 't', `a${i}`)),
      b.run('interaction.log', logArgs([shared.id!], 't', `b${i}`)),
    ]).flat();
    await Promise.all(saves);
    const codes = (await a.book.customers.toArray()).map((row) => row.code);
    expect(new Set(codes).size).toBe(41);
    expect((await b.book.customers.get(shared.id!))?.contactCount).toBe(40);
    const stamps = (await a.book.changes.orderBy('seq').toArray()).map((change) => change.id);
    expect(stamps).toHaveLength(81);
    expect([...stamps].sort()).toEqual(stamps);
    expect(new Set(stamps).size).toBe(81);
  });

  test('only one of two takes a key', async () => {
    const name = freshName();
    const [a, b] = [drive(await openBook(name), 'a-'), drive(await openBook(name), 'b-')];
    const results = await Promise.allSettled(
      [a, b].map(({ run }) => run('customer.save', { set: { name: 'x' }, keys: ['email:a@b.vn'] })),
    );
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await a.book.customers.count()).toBe(1);
  });

  test('a command runs inside the lock it is given', async () => {
    const { book } = await testBook();
    const order: string[] = [];
    const lock = async <T>(work: () => Promise<T>): Promise<T> => {
      order.push('in');
      const result = await work();
      order.push(`out ${await book.tags.count()}`);
      return result;
    };
    await runCommand(book, { name: 'tag.save', args: { name: 'VIP' } }, { now: () => START, lock });
    expect(order).toEqual(['in', 'out 1']);
  });
});
