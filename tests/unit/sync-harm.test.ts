import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { LogOp } from '../../lib/domain/log-op.ts';
import type { Op } from '../../lib/domain/row.ts';
import { makeStamp } from '../../lib/domain/stamp.ts';
import { joinSync, leaveSync, recoveryKit, spacesAt } from '../../lib/service/sync.ts';
import { syncNow } from '../../lib/service/sync-run.ts';
import { membersOf, readRecords, readSelf, type SyncSelf, writeSelf } from '../../lib/service/sync-self.ts';
import { SyncEnded } from '../../lib/service/sync-store.ts';
import { scrubHistory } from '../../lib/store/erase/scrub.ts';
import { type Book, openBook, withBook, writing } from '../../lib/store/schema.ts';
import { applyRemote } from '../../lib/store/sync-apply.ts';
import { readPicked, writePicked } from '../../lib/store/sync-book.ts';
import { cleanAway } from '../../lib/sync/collect.ts';
import { createCodec } from '../../lib/sync/envelope.ts';
import { pathOf } from '../../lib/sync/log.ts';
import { type MemberRecord, signRecord } from '../../lib/sync/members.ts';
import { becomeAnother } from '../../lib/sync/push.ts';
import { newState } from '../../lib/sync/state.ts';
import type { Turn } from '../../lib/sync/turn.ts';
import { freshName } from './store-fixture.ts';
import { begin, bookAt, inStep, join, PASSPHRASE, twoBooks } from './sync-fixture.ts';

/** What a device that takes part, and means harm or is at fault, can do to the others. */

const NOW = Date.UTC(2026, 10, 29);
let count = 0;
const stamp = () => makeStamp(NOW + ++count, 0, 'else');
const apply = (book: Book, ops: unknown[], isSnapshot = false) =>
  withBook(book, () =>
    writing(book, () => applyRemote(book, { ops: ops as LogOp[], told: {}, isSnapshot, now: NOW })),
  );
const customer = (id: string, fields: object = { name: id }) => ['customers', id, stamp(), fields];
const erased = (id: string) => ['customers', id, stamp(), { _del: true, _erased: true }];
const waiting = async (book: Book) => (await book.deferred.toArray()).map(({ op }) => op);

describe('the log of membership', () => {
  async function say(self: SyncSelf, said: Partial<MemberRecord> | null, n = 1) {
    const { space, device, epochs } = self;
    const record = { space, by: device.id, n, prev: '', at: 1, seen: {}, ...said };
    const codec = createCodec({
      space,
      epochs: new Map(Object.entries(epochs).map(([epoch, key]) => [Number(epoch), key])),
      epoch: 1,
      sign: device.sign,
      writer: async () => null,
    });
    const path = pathOf.member(space, device.id, n);
    const plain = said === null ? { nonsense: true } : await signRecord(record, device.sign);
    const sealing = { replica: device.id, seq: n, prev: '' };
    return [path, await codec.seal('member', path, sealing, plain)] as const;
  }

  test('a record in another one’s name, of another number or of no shape stands in nobody’s way', async () => {
    const { a, b, objects } = await twoBooks();
    const [ours, theirs] = [(await readSelf(a.book))!, (await readSelf(b.book))!];
    const before = (await membersOf(ours)).counts();
    for (const said of [{ by: ours.device.id, n: 99 }, { n: 7 }, { prev: 'a' }, null]) {
      const [path, bytes] = await say(theirs, said);
      objects.set(path, bytes);
      expect(await readRecords(a.remote, ours)).toBe(false);
      expect((await membersOf(ours)).counts()).toEqual(before);
    }
    const [path, bytes] = await say(theirs, {});
    objects.set(path, bytes);
    expect(await readRecords(a.remote, ours)).toBe(true);
    expect((await membersOf(ours)).counts()).toEqual({ ...before, [theirs.device.id]: 1 });
  });
});

describe('writes that do not fit', () => {
  test('wait, hold up nothing, and take nothing with them', async () => {
    const book = await openBook(freshName());
    await apply(book, [
      customer('one', { name: 7, about: 'còn tốt', stage: 'lead' }),
      customer('two', { 'links/tel:+84900000001': { by: 'nobody' }, name: 'Hai' }),
      ['playbooks', 'p', stamp(), { name: 'Chăm', 'steps/s1': 'no step' }],
      ['interactions', 'i', stamp(), { at: 'yesterday' }],
      ['customers', 'three', 'no stamp', { name: 'Ba' }],
      ['customers', 'three', stamp(), null],
      ['customers', 'three', stamp(), { _del: 'perhaps' }],
      null,
      customer('four'),
    ]);
    expect(await book.customers.get('one')).toMatchObject({ about: 'còn tốt' });
    expect(await book.customers.get('one')).not.toHaveProperty('name');
    expect(await book.customers.get('two')).toMatchObject({ name: 'Hai', keys: [] });
    expect(await book.customers.get('four')).toMatchObject({ name: 'four' });
    expect(
      (await waiting(book)).map(([table, id, , fields]) => [table, id, Object.keys(fields)]).sort(),
    ).toEqual([
      ['customers', 'one', ['name']],
      ['customers', 'three', ['_del']],
      ['customers', 'two', ['links/tel:+84900000001']],
      ['interactions', 'i', ['at']],
      ['playbooks', 'p', ['steps/s1']],
    ]);
  });

  test('what empties a register always fits', async () => {
    const book = await openBook(freshName());
    await apply(book, [customer('one', { name: 'Một', 'tags/vip': true, 'fields/size': 'M' })]);
    await apply(book, [customer('one', { name: null, 'tags/vip': false, 'fields/size': null, _del: false })]);
    expect(await book.customers.get('one')).toMatchObject({ tags: [], fields: {} });
    expect(await waiting(book)).toEqual([]);
  });

  test('what nobody foresaw is said', async () => {
    const { a } = await twoBooks();
    a.remote.list = () => Promise.reject(new TypeError('nobody foresaw this'));
    expect(await syncNow(a.book, a.remote, { now: () => ++a.clock.now })).toMatchObject({
      phase: 'waiting',
      problem: { kind: 'failed' },
    });
  });
});

describe('who was erased elsewhere', () => {
  test('takes along what came here before they did, or comes with it', async () => {
    const book = await openBook(freshName());
    await apply(book, [['notes', 'n1', stamp(), { customer: 'lan', text: 'bí mật', at: 1 }]]);
    await apply(book, [['interactions', 'i1', stamp(), { at: 1, text: 'bí mật', 'customers/lan': true }]]);
    await apply(book, [
      ['notes', 'n2', stamp(), { customer: 'lan', text: 'bí mật', at: 1 }],
      ['memberships', 'm', stamp(), { person: 'lan', organisation: 'firm', 'roles/bí mật': true }],
      erased('lan'),
    ]);
    for (const table of book.tables)
      expect(JSON.stringify(await table.toArray()), table.name).not.toContain('bí mật');
    expect(await book.graves.get('customers/lan')).toMatchObject({ row: { _erased: true } });
    // Said again, or of somebody of whom nothing is here, it is no erasing of this device's.
    const own = () => book.changes.filter(({ command }) => command === 'customer.erase').count();
    expect(await own()).toBe(1);
    await apply(book, [erased('lan'), erased('hoa')]);
    expect(await own()).toBe(1);
  });

  test.each([true, false])(
    'nothing of theirs waits, whatever comes first (known here: %s)',
    async (known) => {
      const book = await openBook(freshName());
      const ops = () => [
        ['parcels', 'p1', stamp(), { customer: 'lan', weight: 3 }],
        ['parcels', 'p2', stamp(), { to: ['hoa', { who: 'lan' }] }],
        ['parcels', 'p3', stamp(), { 'people/lan': true }],
        ['parcels', 'p4', stamp(), { customer: 'hoa' }],
      ];
      if (known) await apply(book, [customer('lan')]);
      await apply(book, ops());
      expect(await waiting(book)).toHaveLength(4);
      await apply(book, [erased('lan')]);
      expect((await waiting(book)).map(([, id]) => id)).toEqual(['p4']);
      await book.deferred.clear();
      await apply(book, ops());
      expect((await waiting(book)).map(([, id]) => id)).toEqual(['p4']);
    },
  );

  test('of a change that goes on without them, what was replaced stays with its write', async () => {
    const book = await openBook(freshName());
    const [one, two] = ['n1', 'n2'].map((id): Op => ['notes', id, 's', { text: id }]);
    const change = {
      command: 'note.edit',
      at: 1,
      origin: 'local' as const,
      prior: [{}, {}],
      customers: ['lan'],
    };
    await book.changes.add({ ...change, id: 's', ops: [one!, two!], over: { 0: 'first', 1: 'second' } });
    const traces = {
      rows: new Set(['notes/n1']),
      customers: new Set(['lan']),
      keys: new Set(''),
      names: new Set(''),
    };
    await scrubHistory(book, traces, 'own');
    expect(await book.changes.toCollection().first()).toMatchObject({ ops: [two], over: { 0: 'second' } });
    expect((await book.changes.toCollection().first())?.over).toEqual({ 0: 'second' });
  });

  test('goes from the store at once, also from chunks that were let go before; a new name keeps the wish', async () => {
    const state = newState('s', 'r', NOW);
    state.unnamed = { old: NOW - 5 };
    state.snaps = [1, 2].map((version) => ({
      version,
      at: NOW,
      place: [0, ''],
      chunks: [[`c${version}`, 1, 1]],
    }));
    cleanAway(state, 0);
    expect(state.unnamed).toEqual({ old: 0, c1: 0 });
    state.making = { version: 3, v: {}, after: null, chunks: [], heals: false, cleans: true, at: NOW };
    const turn = {
      state,
      newReplica: () => 'other',
      store: { segment: async () => null, commit: async () => ({ deleted: 0, rows: 0 }) },
    };
    await becomeAnother(turn as unknown as Turn);
    expect(state).toMatchObject({ replica: 'other', making: null, cleanWanted: true });
  });
});

describe('switched off, and joined again', () => {
  test('nothing of it comes back, and the folder is forgotten', async () => {
    const { a } = await twoBooks();
    const self = (await readSelf(a.book))!;
    await writePicked(a.book, 'handle');
    await leaveSync(a.book);
    await expect(writeSelf(a.book, self)).rejects.toThrow(SyncEnded);
    expect(await readSelf(a.book)).toBeNull();
    expect(await readPicked(a.book)).toBeNull();
  });

  test('of several spaces in one place, the one that is ours is found', async () => {
    const objects = new Map();
    const kits: string[] = [];
    for (let i = 0; i < 3; i++) {
      const one = await bookAt(objects, `${i}-`);
      kits.push((await begin(one)).kit);
      await one.run('customer.save', { id: `of-${i}`, set: { name: 'x' } });
      await one.sync();
    }
    for (const [i, kit] of kits.entries()) {
      const joining = await bookAt(objects, 'j-');
      await join(joining, kit);
      await joining.sync();
      expect(await joining.book.customers.toCollection().primaryKeys()).toEqual([`of-${i}`]);
    }
  });

  test('a bag that was carried into another space opens nothing there', async () => {
    const { a, b, objects } = await twoBooks();
    const kit = (await recoveryKit(a.book))!;
    const thief = await bookAt(objects, 't-');
    await begin(thief);
    const { space } = (await readSelf(a.book))!;
    const theirs = (await spacesAt(a.remote)).find((one) => one !== space)!;
    const bag = [...objects.keys()].find((path) => path.startsWith(`${space}/b/`))!;
    for (const path of [...objects.keys()].filter((one) => one.startsWith(`${theirs}/b/`)))
      objects.delete(path);
    objects.set(bag.replace(space, theirs), objects.get(bag)!);
    const c = await bookAt(objects, 'c-');
    const how = { passphrase: PASSPHRASE, kit, name: 'C', place: null };
    const deps = { now: () => c.clock.now };
    await expect(joinSync(c.book, c.remote, { ...how, space: theirs }, deps)).rejects.toThrow('file-damaged');
    await join(c, kit);
    await inStep(a, b, c);
    expect((await readSelf(c.book))?.space).toBe(space);
  });
});
