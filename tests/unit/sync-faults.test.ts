import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { changePassphrase, joinSync, refillStore } from '../../lib/service/sync.ts';
import { syncNow } from '../../lib/service/sync-run.ts';
import { readSelf } from '../../lib/service/sync-self.ts';
import { inviteDevice, joinInvited, readInvitation, removeDevice } from '../../lib/service/sync-team.ts';
import { makeDeviceKeys } from '../../lib/sync/keys.ts';
import type { Bytes } from '../../lib/sync/remote.ts';
import { bookAt, inStep, join, PASSPHRASE, type SyncedBook, twoBooks } from './sync-fixture.ts';

const DAY_MS = 86_400_000;
const nameIn = async ({ book }: SyncedBook, id: string) => (await book.customers.get(id))?.name;
const save = (one: SyncedBook, id: string, name = id) => one.run('customer.save', { id, set: { name } });
const view = ({ book, remote, clock }: SyncedBook) => syncNow(book, remote, { now: () => ++clock.now });
const pathsIn = (objects: Map<string, Bytes>, part: string) =>
  [...objects.keys()].filter((path) => path.includes(part));

describe('what a store does', () => {
  test('1, 2: a segment or a head that is torn, or whose answer is lost, is there in the end, once', async () => {
    const { a, b, objects } = await twoBooks();
    for (const [what, path] of [
      ['torn', '/l/'],
      ['torn', '/h/'],
      ['lost', '/l/'],
      ['lost', '/h/'],
    ] as const) {
      await save(a, `${what}${path.length}`, what + path);
      const { space } = (await readSelf(a.book))!;
      a.remote.faults.push({ on: 'put', path: space + path, what });
      const before = pathsIn(objects, '/l/').length;
      expect((await view(a))?.problem).toMatchObject({ kind: 'unreachable' });
      await view(b);
      await inStep(a, b);
      expect(await nameIn(b, `${what}${path.length}`)).toBe(what + path);
      expect(pathsIn(objects, '/l/').length).toBe(before + 1);
    }
  });

  test('4: a store that went back is filled again, and nothing goes here', async () => {
    const { a, b, objects } = await twoBooks();
    const old = new Map(objects);
    await save(a, 'x');
    await save(b, 'y');
    await inStep(a, b);
    objects.clear();
    for (const [path, bytes] of old) objects.set(path, bytes);
    await inStep(a, b);
    const c = await bookAt(objects, 'c-');
    await join(c, await kitOf(a));
    await inStep(a, b, c);
    for (const id of ['x', 'y']) expect(await nameIn(c, id)).toBe(id);
  });

  test('5: an emptied store is asked about; only then it is filled again', async () => {
    const { a, b, objects } = await twoBooks();
    await save(a, 'x');
    await inStep(a, b);
    objects.clear();
    expect(await view(a)).toMatchObject({ phase: 'waiting', problem: { kind: 'emptied' } });
    expect(objects.size).toBe(0);
    expect(await nameIn(a, 'x')).toBe('x');
    await refillStore(a.book);
    await inStep(a, b);
    const c = await bookAt(objects, 'c-');
    await join(c, await kitOf(a));
    await inStep(a, b, c);
    expect(await nameIn(c, 'x')).toBe('x');
  });

  test('6: a damaged segment holds up its writer alone, until that one mends it', async () => {
    const { a, b, objects } = await twoBooks();
    const c = await bookAt(objects, 'c-');
    await join(c, await kitOf(a));
    await inStep(a, b, c);
    await save(a, 'x');
    await a.sync();
    const [path] = pathsIn(objects, '/l/').slice(-1);
    const good = objects.get(path!)!;
    const bad = good.slice();
    bad[120]! ^= 1;
    objects.set(path!, bad);
    await save(c, 'z');
    await inStep(c, b);
    expect(await nameIn(b, 'z')).toBe('z');
    expect(await nameIn(b, 'x')).toBeUndefined();
    expect((await b.ask('sync', {})).devices.some(({ stuck }) => stuck === 'torn')).toBe(true);
    objects.set(path!, good);
    await inStep(a, b, c);
    expect(await nameIn(b, 'x')).toBe('x');
  });

  test('7: an old head in place of the newest one takes nothing back', async () => {
    const { a, b, objects } = await twoBooks();
    const heads = pathsIn(objects, '/h/');
    const old = heads.map((path) => [path, objects.get(path)!] as const);
    await save(a, 'x');
    await inStep(a, b);
    for (const [path, bytes] of old) objects.set(path, bytes);
    await inStep(b, a, b);
    await save(a, 'w');
    await inStep(a, b);
    expect(await nameIn(b, 'w')).toBe('w');
    expect(await nameIn(b, 'x')).toBe('x');
  });

  test('8: a chunk is missing: whoever joins takes another snapshot', async () => {
    const { a, b, objects } = await twoBooks();
    await save(a, 'x');
    await inStep(a, b);
    for (const path of pathsIn(objects, '/c/')) objects.delete(path);
    await save(a, 'y');
    await inStep(a, b);
    const c = await bookAt(objects, 'c-');
    await join(c, await kitOf(a));
    await inStep(c, a, b, c);
    for (const id of ['x', 'y']) expect(await nameIn(c, id)).toBe(id);
  });

  test('12: each refusal has its name, nothing is hammered, and the outbox is kept', async () => {
    const { a, b } = await twoBooks();
    await save(a, 'x');
    for (const what of ['auth', 'forbidden', 'throttled', 'quota', 'clock'] as const) {
      a.remote.faults.push({ on: 'any', what, times: 1 });
      const asked = a.remote.asked.length;
      const told = await view(a);
      expect(told?.problem?.kind).toBe(what);
      expect(told!.problem!.retryAt).toBeGreaterThanOrEqual(a.clock.now + 4_900);
      expect(a.remote.asked.length).toBe(asked + 1);
      expect(told?.waiting).toBe(1);
    }
    await inStep(a, b);
    expect(await nameIn(b, 'x')).toBe('x');
  });
});

describe('what a device does', () => {
  test('16: a database that was set back takes another name, and nothing is lost', async () => {
    const { a, b } = await twoBooks();
    await save(a, 'x');
    await inStep(a, b);
    const old = await a.book.table('meta').get('sync/state');
    const kept = await a.book.syncOut.toArray();
    await save(a, 'y');
    await inStep(a, b);
    await a.book.table('meta').put(old);
    await a.book.syncOut.clear();
    await a.book.syncOut.bulkPut(kept);
    await save(a, 'z');
    await inStep(a, b);
    const now = await a.book.table('meta').get('sync/state');
    expect(now.value.state.replica).not.toBe(old.value.state.replica);
    for (const id of ['x', 'y', 'z']) expect(await nameIn(b, id)).toBe(id);
  });

  test('18: many writers while it syncs: one clock, and no number twice', async () => {
    const { a, b } = await twoBooks();
    const writes = Array.from({ length: 30 }, (_, i) => save(a, `w${i}`));
    await Promise.all([...writes, a.sync()]);
    await inStep(a, b);
    const ids = (await a.book.changes.toArray()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await b.book.customers.count()).toBe(30);
  });

  test('20, 21: what only a newer Beside can read waits for it, and goes along in snapshots', async () => {
    const { a, b } = await twoBooks();
    await save(a, 'x');
    const change = (await a.book.changes.orderBy('seq').last())!;
    const stamp = change.id;
    // A newer Beside wrote a field that is kept as it is, and a table that nobody here knows.
    change.ops[0]![3].mood = 'vui';
    change.ops.push(['parcels', 'p1', stamp, { weight: 3 }] as never);
    await a.book.changes.put(change);
    await inStep(a, b);
    expect(await b.book.customers.get('x')).toMatchObject({ mood: 'vui' });
    expect(await b.book.deferred.toArray()).toMatchObject([{ op: ['parcels', 'p1', stamp, { weight: 3 }] }]);
  });

  test('23: the passphrase is changed while another device is away', async () => {
    const { a, b, kit, objects } = await twoBooks();
    await changePassphrase(a.book, a.remote, 'một câu khác hẳn');
    await save(b, 'x');
    await inStep(a, b);
    expect(await nameIn(a, 'x')).toBe('x');
    const c = await bookAt(objects, 'c-');
    await expect(join(c, kit)).rejects.toThrow('passphrase-wrong');
    const deps = { now: () => c.clock.now };
    await expect(
      joinSync(c.book, c.remote, { passphrase: PASSPHRASE, kit: 'aaaa', name: '', place: null }, deps),
    ).rejects.toThrow('kit-wrong');
    await joinSync(c.book, c.remote, { passphrase: 'một câu khác hẳn', kit, name: 'C', place: null }, deps);
    await inStep(a, b, c);
    expect(await nameIn(c, 'x')).toBe('x');
  });

  test('24, 25, 26: invited, then taken out: what was sealed before counts, what comes later does not', async () => {
    const { a, b, objects } = await twoBooks();
    const c = await bookAt(objects, 'c-');
    const keys = await makeDeviceKeys();
    const admin = (await readSelf(a.book))!.device;
    const deps = { now: () => a.clock.now };
    const place = { url: 'https://store.example' };
    const text = await inviteDevice(a.book, a.remote, keys, { name: 'Em Hoa', role: 'member', place }, deps);
    const packet = (await readInvitation(text, keys, admin))!;
    expect(packet.place).toEqual(place);
    await joinInvited(c.book, c.remote, packet, keys, deps);
    await save(c, 'early');
    await inStep(a, c, b, a);
    expect(await nameIn(a, 'early')).toBe('early');
    // B is away with something it sealed under the old key.
    await save(b, 'away');
    await removeDevice(a.book, a.remote, keys.id, { now: () => ++a.clock.now });
    await save(c, 'late');
    await c.sync().catch(() => undefined);
    await save(a, 'secret');
    await inStep(a, b);
    expect(await nameIn(a, 'away')).toBe('away');
    expect(await nameIn(b, 'secret')).toBe('secret');
    for (const one of [a, b]) expect(await nameIn(one, 'late')).toBeUndefined();
    expect(pathsIn(objects, '/k/').some((path) => path.endsWith(keys.id))).toBe(false);
    expect(await view(c)).toMatchObject({ phase: 'locked', problem: { kind: 'removed' } });
    expect(await nameIn(c, 'secret')).toBeUndefined();
    expect(await nameIn(c, 'late')).toBe('late');
  });

  test('a mass deletion is carried out, lies in the bin, and is told', async () => {
    const { a, b } = await twoBooks();
    for (let i = 0; i < 6; i++) await save(a, `x${i}`);
    await inStep(a, b);
    await a.run('samples.remove', {});
    for (let i = 0; i < 4; i++) await a.run('customer.delete', { id: `x${i}` });
    await inStep(a, b);
    expect((await b.ask('sync', {})).held).toMatchObject({ rows: expect.any(Number) });
    expect(await b.book.graves.count()).toBe(4);
  });

  test('own segments go when two old snapshots stand for them, and a new device still gets all', async () => {
    const { a, b, objects } = await twoBooks();
    await save(a, 'first');
    for (let week = 0; week < 12; week++) {
      a.clock.now += 8 * DAY_MS;
      b.clock.now = a.clock.now;
      await save(a, `w${week}`);
      await inStep(a, b);
    }
    const first = pathsIn(objects, '/l/').filter((path) => path.endsWith('/0000000001'));
    expect(first).toEqual([]);
    const c = await bookAt(objects, 'c-');
    c.clock.now = a.clock.now;
    await join(c, await kitOf(a));
    await inStep(c, a);
    expect(await c.book.customers.count()).toBe(13);
  });
});

async function kitOf({ book }: SyncedBook): Promise<string> {
  const { recoveryKit } = await import('../../lib/service/sync.ts');
  return (await recoveryKit(book))!;
}
