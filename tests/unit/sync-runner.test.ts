import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SyncProblem } from '../../lib/domain/sync-view.ts';
import { SyncRunner } from '../../lib/service/sync-runner.ts';
import { readLedger } from '../../lib/store/ledger.ts';
import { openBook } from '../../lib/store/schema.ts';
import { type DavServer, davServer } from '../harness/dav-server.ts';
import { type Driven, drive, freshName } from './store-fixture.ts';

/** The runner of two devices over a store that answers over the network; the clock is the test's. */
let store: DavServer;
beforeEach(async () => {
  store = await davServer();
});
afterEach(() => store.stop());

const PASSPHRASE = 'trà sữa ít đường';

interface Device extends Driven {
  runner: SyncRunner;
  state: { granted: boolean; stopped: boolean; arrived: number };
  /** Turns until the store has nothing to wait for, or this many. */
  turns(count?: number): Promise<void>;
}

async function device(tag: string): Promise<Device> {
  const driven = drive(await openBook(freshName()), tag);
  const state = { granted: true, stopped: false, arrived: 0 };
  let ids = 0;
  const runner = new SyncRunner({
    book: async () => driven.book,
    now: () => driven.clock.now,
    randomId: () => `${tag}${++ids}`,
    lock: (work) => work(),
    alone: (work) => work(),
    arrived: () => {
      state.arrived += 1;
    },
    isGranted: async () => state.granted,
    isStopped: async () => state.stopped,
  });
  return {
    ...driven,
    runner,
    state,
    async turns(count = 4) {
      for (let turn = 0; turn < count; turn++) {
        const wait = await runner.turn(true);
        driven.clock.now += Math.max(wait ?? 1000, 1000);
      }
    },
  };
}

const place = () => ({ kind: 'webdav' as const, url: store.url, user: store.user, password: store.password });
const begin = (one: Device, kit: string | null = null) =>
  one.runner.begin({ place: place(), device: 'Máy ở quầy', passphrase: PASSPHRASE, kit });
const view = (one: Device) => one.ask('sync', {});
const names = async (one: Device) => (await one.book.customers.toArray()).map(({ name }) => name).sort();
const save = (one: Device, name: string) => one.run('customer.save', { set: { name } });
const problemOf = async (one: Device): Promise<SyncProblem | null> => (await view(one)).problem?.kind ?? null;

async function two(): Promise<[Device, Device]> {
  const [a, b] = [await device('a'), await device('b')];
  await save(a, 'Lan');
  await save(b, 'Hoa');
  const kit = await begin(a);
  await a.turns();
  await begin(b, kit?.code ?? '');
  for (let round = 0; round < 3; round++) for (const one of [a, b]) await one.turns(1);
  return [a, b];
}

test('two books that were used apart meet; an edit here shows there within one turn of each', async () => {
  const [a, b] = await two();
  expect(await names(a)).toEqual(['Hoa', 'Lan']);
  expect(await names(b)).toEqual(['Hoa', 'Lan']);
  await save(a, 'Minh');
  await a.turns(1);
  await b.turns(1);
  expect(await names(b)).toEqual(['Hoa', 'Lan', 'Minh']);
  expect(b.state.arrived).toBeGreaterThan(0);
});

test('every request is counted in the receipt', async () => {
  const [a] = await two();
  const { sync } = await readLedger(a.book);
  expect(sync?.requests).toBeGreaterThan(10);
  expect(sync?.sent).toBeGreaterThan(1000);
  expect(sync?.received).toBeGreaterThan(1000);
});

test('an idle minute asks little, and less when nobody looks', async () => {
  const [a] = await two();
  a.clock.now += 300_000;
  await a.turns(2);
  const idle = async (visible: boolean) => {
    const until = a.clock.now + 60_000;
    const before = store.asked.length;
    while (a.clock.now < until) a.clock.now += (await a.runner.turn(visible)) ?? 60_000;
    return store.asked.length - before;
  };
  expect(await idle(true)).toBeLessThanOrEqual(12);
  expect(await idle(false)).toBeLessThanOrEqual(1);
});

describe('what can go wrong', () => {
  test.each([
    [401, 'throttled'],
    [403, 'forbidden'],
    [429, 'throttled'],
    [500, 'broken'],
    [503, 'throttled'],
    [507, 'quota'],
  ] as const)(
    'a store that answers %i: %s; nothing hammers it, and what was written arrives later',
    async (status, kind) => {
      const [a, b] = await two();
      store.refuse(status);
      await save(a, 'Minh');
      await a.turns(1);
      expect(await problemOf(a)).toBe(kind);
      const asked = store.asked.length;
      for (let minute = 0; minute < 60; minute++) {
        await a.runner.turn(true);
        a.clock.now += 60_000;
      }
      expect(store.asked.length - asked).toBeLessThan(24);
      store.refuse(null);
      await a.runner.turn(true, true);
      expect(await problemOf(a)).toBeNull();
      b.clock.now = a.clock.now;
      await b.turns(2);
      expect(await names(b)).toContain('Minh');
    },
  );

  test('an emptied store is written to only after yes', async () => {
    const [a, b] = await two();
    store.objects.clear();
    await save(a, 'Minh');
    await a.turns(3);
    expect(await problemOf(a)).toBe('emptied');
    expect(store.objects.size).toBe(0);
    expect(await names(a)).toHaveLength(3);
    await a.runner.refill();
    await a.runner.turn(true, true);
    await a.turns();
    expect(await problemOf(a)).toBeNull();
    await b.turns();
    expect(await names(b)).toEqual(['Hoa', 'Lan', 'Minh']);
  });

  test('stopped, it asks nothing; going on, it sends what waited', async () => {
    const [a] = await two();
    a.state.stopped = true;
    await save(a, 'Minh');
    const asked = store.asked.length;
    await a.turns();
    expect(store.asked.length).toBe(asked);
    expect((await view(a)).waiting).toBeGreaterThan(0);
    a.state.stopped = false;
    await a.turns(2);
    expect((await view(a)).waiting).toBe(0);
  });

  test('off, it asks nothing, and every row stays', async () => {
    const [a] = await two();
    await a.runner.end();
    const asked = store.asked.length;
    expect(await a.runner.turn(true, true)).toBeNull();
    expect(store.asked.length).toBe(asked);
    expect(await names(a)).toEqual(['Hoa', 'Lan']);
    expect((await view(a)).place).toBeNull();
  });

  test('wrong passphrase, wrong kit, no book there, a store that refuses: each by its name', async () => {
    const [a, b] = [await device('a'), await device('b')];
    const kit = (await begin(a))?.code ?? '';
    const join = (code: string, passphrase = PASSPHRASE) =>
      b.runner.begin({ place: place(), device: '', passphrase, kit: code }).then(
        () => 'no error',
        (error: { code: string; detail: string }) => `${error.code} ${error.detail}`.trim(),
      );
    expect(await join(kit, 'sai')).toBe('passphrase-wrong');
    expect(await join(kit.slice(1))).toBe('kit-wrong');
    store.refuse(507);
    expect(await join(kit)).toBe('store quota');
    store.refuse(null);
    store.objects.clear();
    expect(await join(kit)).toMatch(/^not-found/);
    expect((await view(b)).phase).toBe('off');
  });

  test('an origin that the browser does not let be asked is told before anything is sent', async () => {
    const a = await device('a');
    a.state.granted = false;
    expect(await a.runner.test(place())).toMatchObject({ verdict: 'blocked', passed: [] });
    expect(store.asked).toEqual([]);
    a.state.granted = true;
    expect(await a.runner.test(place())).toMatchObject({ verdict: 'good', guards: false });
    expect(store.objects.size).toBe(0);
  });

  test('the kit can be printed again, and holds no credential', async () => {
    const a = await device('a');
    const kit = await begin(a);
    expect(await a.runner.kit()).toMatchObject({ code: kit?.code, space: kit?.space });
    expect(JSON.stringify(kit)).not.toContain(store.password);
    expect((await view(a)).place).toEqual({ name: expect.any(String), origin: new URL(store.url).origin });
    expect(JSON.stringify(await view(a))).not.toContain(store.password);
  });
});

test('nothing that lies in the store can be read, and no name in it says whose it is', async () => {
  const [a] = await two();
  // Long enough that chance does not write them into sealed bytes.
  await save(a, 'Nguyễn Ngọc Lan');
  await a.run('note.add', {
    customer: (await a.book.customers.toCollection().first())!.id,
    text: 'Thích rêu đậm',
  });
  await a.turns(2);
  const all = Buffer.concat([...store.objects].flatMap(([path, bytes]) => [Buffer.from(path), bytes]));
  for (const word of [
    'Ngọc Lan',
    'rêu đậm',
    'customers',
    'notes',
    'Máy ở quầy',
    'sortName',
    PASSPHRASE,
    store.password,
  ])
    expect(all.includes(word), word).toBe(false);
});
