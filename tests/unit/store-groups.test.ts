import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../lib/domain/command.ts';
import type { Customer } from '../../lib/domain/entities.ts';
import { Failure } from '../../lib/domain/failure.ts';
import { recordedPart } from '../../lib/domain/merge.ts';
import type { CustomerView } from '../../lib/domain/query.ts';
import { runCommand } from '../../lib/store/run.ts';
import { bareFilter, contentOf, type Driven, dueAt, logArgs, testBook } from './store-fixture.ts';

const SEED = 20261125;
const RUNS = process.env.BESIDE_LONG === '1' ? 400 : 40;
const link = { by: 'user' as const, from: 'gmail' };

async function twoPeople() {
  const store = await testBook();
  const make = async (name: string, keys: string[], set = {}) =>
    (await store.run('customer.save', { set: { name, ...set }, keys, link })).id!;
  const lan = await make('Nguyễn Thị Lan', ['email:lan@example.com'], { address: 'Đà Nẵng' });
  const shop = await make('lan.shop', ['zalo:17'], { company: 'Tiệm Lan' });
  await store.run('note.add', { customer: lan, text: 'Thích gỗ óc chó' });
  await store.run('note.add', { customer: shop, text: 'Hỏi giá sỉ' });
  const say = (customer: string, thread: string, at: number, keys: string[] = []) =>
    store.run('interaction.log', logArgs([customer], thread, `m${at}`, { at, keys }));
  await say(lan, 'mail', 1000);
  await say(shop, 'chat', 2000);
  const order = (customer: string, number: string, total: number) =>
    store.run('order.record', {
      customer,
      site: 'shopee',
      order: number,
      number,
      total,
      currency: 'VND',
      status: 'done',
      thread: null,
    });
  await order(shop, '1', 300_000);
  return { ...store, lan, shop, say, order };
}

const rawCustomers = async ({ book }: Pick<Driven, 'book'>) =>
  Object.fromEntries((await book.customers.toArray()).map((row) => [row.id, row]));

describe('two customers merged', () => {
  test('are one: one card, one list row, figures of both', async () => {
    const { run, ask, lan, shop } = await twoPeople();
    await run('customer.merge', { kept: lan, member: shop });
    const card = await ask('card', {
      keys: ['zalo:17', 'email:lan@example.com'],
      names: [],
      site: 'zalo',
      threadId: '',
      messageId: '',
    });
    expect(card.customers.map(({ id }) => id)).toEqual([lan]);
    expect(card.customers[0]).toMatchObject({
      name: 'Nguyễn Thị Lan',
      contactCount: 2,
      orderCount: 1,
      money: { VND: 300_000 },
      keys: ['email:lan@example.com', 'zalo:17'],
    });
    expect(card.detail?.timeline.items.map(({ at }) => at)).toEqual([2000, 1000]);
    expect(card.detail?.notes.map(({ text }) => text).sort()).toEqual(['Hỏi giá sỉ', 'Thích gỗ óc chó']);
    for (const sort of ['name', 'recent', 'new', 'due'] as const) {
      expect((await ask('customerIds', { ...bareFilter, sort })).ids).toEqual([lan]);
    }
    expect((await ask('count', {})).customers).toBe(1);
    expect((await ask('customer', { id: shop }))?.customer.id).toBe(lan);
  });

  test('are found by the words of both', async () => {
    const { run, ask, lan, shop } = await twoPeople();
    const { id: tag } = await run('tag.save', { name: 'Sỉ' });
    await run('tag.put', { tag: tag!, customers: [shop], on: true });
    await run('customer.merge', { kept: lan, member: shop });
    for (const text of ['lan.shop', 'nguyen thi lan', 'tiem lan', 'oc cho', 'gia si', 'KH-0002']) {
      expect(
        (await ask('search', { text, limit: 9 })).map(({ customer }) => customer.id),
        text,
      ).toEqual([lan]);
    }
    expect((await ask('customerIds', { ...bareFilter, tagsAll: [tag!] })).ids).toEqual([lan]);
  });

  test('are still found by the words of both after something came for one', async () => {
    const { run, ask, order, lan, shop } = await twoPeople();
    await run('customer.merge', { kept: lan, member: shop });
    await order(lan, '9', 1);
    expect((await ask('search', { text: 'lan.shop', limit: 9 })).map(({ customer }) => customer.id)).toEqual([
      lan,
    ]);
  });

  test('show what was chosen, and an edit of it goes to where it is from', async () => {
    const { run, ask, lan, shop } = await twoPeople();
    await run('customer.merge', { kept: lan, member: shop, shown: ['name', 'company'] });
    expect((await ask('customer', { id: lan }))?.customer).toMatchObject({
      name: 'lan.shop',
      company: 'Tiệm Lan',
      address: 'Đà Nẵng',
    });
    await run('customer.save', { id: lan, set: { name: 'Lan Shop', address: 'Huế' } });
    expect((await ask('customer', { id: lan }))?.customer).toMatchObject({
      name: 'Lan Shop',
      address: 'Huế',
    });
    await run('customer.split', { member: shop });
    expect((await ask('customer', { id: lan }))?.customer).toMatchObject({
      name: 'Nguyễn Thị Lan',
      address: 'Huế',
    });
    expect((await ask('customer', { id: shop }))?.customer.name).toBe('Lan Shop');
  });

  test('take a handle, a tag or a deletion wherever it is', async () => {
    const { run, ask, book, lan, shop } = await twoPeople();
    const { id: tag } = await run('tag.save', { name: 'Quý' });
    await run('tag.put', { tag: tag!, customers: [shop], on: true });
    await run('customer.merge', { kept: lan, member: shop });
    await run('customer.save', { id: lan, set: {}, keys: ['zalo:17', 'tel:+84912345678'], link });
    expect((await book.customers.get(shop))?.keys).toEqual(['zalo:17']);
    await run('tag.put', { tag: tag!, customers: [lan], on: false });
    expect((await ask('customer', { id: lan }))?.customer.tags).toEqual([]);
    await run('identity.unlink', { customer: lan, key: 'zalo:17' });
    expect((await book.customers.get(shop))?.keys).toEqual([]);
    const gone = await run('customer.delete', { id: lan });
    expect((await ask('count', {})).customers).toBe(0);
    await run('change.undo', { change: gone.change! });
    expect((await ask('customerIds', bareFilter)).ids).toEqual([lan]);
  });

  test('are what they were after a split, to the last byte', async () => {
    const store = await twoPeople();
    const { run, lan, shop } = store;
    const before = await rawCustomers(store);
    const words = await contentOf(store.book);
    await run('customer.merge', { kept: lan, member: shop, shown: ['name'] });
    expect(await rawCustomers(store)).not.toEqual(before);
    await run('customer.split', { member: shop });
    const after = await rawCustomers(store);
    for (const id of [lan, shop]) {
      const recorded = (row: Customer | undefined) => JSON.stringify(recordedPart('customers', row!));
      expect(recorded(after[id])).toBe(recorded(before[id]));
      // The line a customer is found by may stand in another chunk.
      expect(after[id]).toEqual({ ...before[id], chunk: expect.any(Number) });
    }
    expect((await contentOf(store.book)).search).toEqual(words.search);
  });

  test('a log goes to whose handle was on the page, so that a split finds it there', async () => {
    const { run, ask, say, lan, shop } = await twoPeople();
    await run('customer.merge', { kept: lan, member: shop });
    await say(lan, 'chat', 3000, ['zalo:17']);
    await say(lan, 'mail', 4000, ['email:lan@example.com']);
    await run('customer.split', { member: shop });
    const timeline = async (id: string) =>
      (await ask('customer', { id }))?.timeline.items.map(({ at }) => at);
    expect(await timeline(lan)).toEqual([4000, 1000]);
    expect(await timeline(shop)).toEqual([3000, 2000]);
  });

  test('what came since goes where the seller says', async () => {
    const { run, ask, book, order, lan, shop } = await twoPeople();
    await run('customer.merge', { kept: lan, member: shop });
    const note = await run('note.add', { customer: lan, text: 'Mới' });
    await order(lan, '2', 100_000);
    const due = await run('reminder.set', { customer: lan, title: 'Gọi', due: dueAt(9e12), thread: null });
    await run('customer.save', { id: lan, set: {}, keys: ['tel:+84912345678'], link });
    const split = await run('customer.split', {
      member: shop,
      move: [`notes/${note.id}`, 'orders/shopee/2', 'keys/tel:+84912345678', 'notes/nothing'],
    });
    const shown = async (id: string) => (await ask('customer', { id }))!;
    expect((await shown(shop)).notes.map(({ text }) => text)).toContain('Mới');
    expect((await shown(shop)).customer).toMatchObject({
      money: { VND: 400_000 },
      keys: ['tel:+84912345678', 'zalo:17'],
    });
    expect((await shown(lan)).customer).toMatchObject({ money: {}, nextDueAt: 9e12 });
    expect((await book.reminders.get(due.id!))?.customer).toBe(lan);
    await run('change.undo', { change: split.change! });
    expect((await shown(shop)).customer).toMatchObject({ id: lan, money: { VND: 400_000 } });
  });

  test('three in a row and a ring of two devices have one who is shown', async () => {
    const { run, ask, book, deps, lan, shop } = await twoPeople();
    const { id: third } = await run('customer.save', { set: { name: 'Chị Lan' } });
    await run('customer.merge', { kept: shop, member: third! });
    await run('customer.merge', { kept: lan, member: shop });
    expect((await ask('customerIds', bareFilter)).ids).toEqual([lan]);
    expect((await book.customers.get(lan))?.members?.length).toBe(2);
    // The other device merged them the other way round.
    const rows = [{ table: 'merges' as const, id: lan, fields: { into: shop, at: 1 } }];
    await runCommand(book, { name: 'import.rows', args: { rows, from: 'test' } } as Command, deps);
    expect((await ask('customerIds', bareFilter)).ids).toEqual([[lan, shop].sort()[0]]);
    await run('customer.split', { member: third! });
    expect((await ask('count', {})).customers).toBe(2);
  });

  test('a merge with somebody who is not there yet waits for them', async () => {
    const { run, ask, book, deps, lan } = await twoPeople();
    const rows = [{ table: 'merges' as const, id: 'far', fields: { into: lan, at: 1 } }];
    await runCommand(book, { name: 'import.rows', args: { rows, from: 'test' } } as Command, deps);
    expect((await ask('count', {})).customers).toBe(2);
    await run('customer.save', { id: 'far', set: { name: 'Xa' }, keys: ['zalo:99'], link });
    expect((await ask('count', {})).customers).toBe(2);
    expect((await ask('customer', { id: 'far' }))?.customer.keys).toContain('zalo:99');
  });

  test('what is not there is refused with its name', async () => {
    const { run, lan } = await twoPeople();
    for (const [name, args] of [
      ['customer.merge', { kept: lan, member: 'nobody' }],
      ['customer.split', { member: lan }],
      ['customer.notSame', { one: lan, other: 'nobody', on: true }],
    ] as const) {
      await expect(run(name, args as never)).rejects.toBeInstanceOf(Failure);
    }
    await expect(run('customer.merge', { kept: lan, member: lan })).resolves.toMatchObject({
      existing: true,
    });
  });
});

const membershipPairs = async ({ book }: Pick<Driven, 'book'>) =>
  (await book.memberships.toArray()).map((row) => `${row.person}/${row.organisation}`).sort();

/** Each membership is one tie, seen from both ends, however many customers either end is made of. */
async function expectBonds({ book }: Pick<Driven, 'book'>, views: readonly CustomerView[]) {
  const rootOf = new Map((await book.customers.toArray()).map((row) => [row.id, row.root ?? row.id]));
  const rows = await book.memberships.toArray();
  const meant = new Set(
    rows
      .map((row) => [rootOf.get(row.person), rootOf.get(row.organisation)] as const)
      .filter(([person, organisation]) => person !== organisation)
      .map((pair) => pair.join('/')),
  );
  const up = views.flatMap(({ customer, bonds }) =>
    bonds.organisations.map(({ other }) => `${customer.id}/${other.id}`),
  );
  const down = views.flatMap(({ customer, bonds }) =>
    bonds.people.map(({ other }) => `${other.id}/${customer.id}`),
  );
  expect(up.sort()).toEqual([...meant].sort());
  expect(down.sort()).toEqual([...meant].sort());
}

type Step = [act: number, a: number, b: number, c: number];
const STEP: fc.Arbitrary<Step> = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99));
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

describe('any history of merges', () => {
  test('keeps every fact exactly once, and counts it where it is shown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 5, maxLength: 40 }), async (steps) => {
        const store = await testBook();
        const { run, ask, book } = store;
        const people: string[] = [];
        for (let n = 0; n < 4; n++) {
          const made = await run('customer.save', { set: { name: `Khách ${n}` }, keys: [`zalo:${n}`], link });
          people.push(made.id!);
        }
        const written = new Set<string>();
        const changes: string[] = [];
        let count = 0;
        const acts: ((a: number, b: number, c: number) => Promise<{ change: string | null }>)[] = [
          (a, b, c) =>
            run('customer.merge', {
              kept: pick(people, a),
              member: pick(people, b),
              shown: c % 2 ? ['name'] : [],
            }),
          (a, b) =>
            run('customer.merge', { kept: pick(people, b), member: pick(people, a), shown: ['about'] }),
          (a) => run('customer.split', { member: pick(people, a) }),
          async (a) => {
            const text = `ghi ${count++}`;
            const made = await run('note.add', { customer: pick(people, a), text });
            written.add(text);
            return made;
          },
          (a, b, c) =>
            run(
              'interaction.log',
              logArgs([pick(people, a)], `t${b % 3}`, `m${c % 5}`, { at: 1000 + c, keys: [`zalo:${b % 4}`] }),
            ),
          (a, b) =>
            run('order.record', {
              customer: pick(people, a),
              site: 'shopee',
              order: `${b % 6}`,
              number: `${b % 6}`,
              total: 1000,
              currency: 'VND',
              status: 'done',
              thread: null,
            }),
          (a, b) => run('customer.save', { id: pick(people, a), set: { name: `Tên ${b}`, about: `${b}` } }),
          (a, b, c) =>
            run('membership.save', {
              person: pick(people, a),
              organisation: pick(people, b),
              roles: c % 2 ? [`vai ${c % 3}`] : [],
              ...(c % 5 === 0 && { primary: true }),
            }),
          (a, b) => run('membership.remove', { person: pick(people, a), organisation: pick(people, b) }),
          (a, b) =>
            run('customer.save', { id: pick(people, a), set: { kind: b % 2 ? 'internal' : 'business' } }),
          (a) =>
            run('reminder.set', { customer: pick(people, a), title: 'Hẹn', due: dueAt(9e12), thread: null }),
          (_a, b) => run('change.undo', { change: pick(changes, b) }),
        ];
        for (const [act, a, b, c] of steps) {
          try {
            const { change } = await pick(acts, act)(a, b, c);
            if (change) changes.push(change);
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
          }
        }
        const colleagues = (await ask('colleagues', {})).map(({ id }) => id);
        const shown = [...(await ask('customerIds', bareFilter)).ids, ...colleagues];
        const views = await Promise.all(shown.map(async (id) => (await ask('customer', { id }))!));
        const notes = views.flatMap((view) => view.notes.map(({ id }) => id));
        expect(new Set(notes).size).toBe(notes.length);
        expect(notes.length).toBe(await book.notes.count());
        const orders = views.flatMap((view) => view.orders.map(({ id }) => id));
        expect(orders.sort()).toEqual((await book.orders.toCollection().primaryKeys()).sort());
        for (const { customer, timeline, orders: own } of views) {
          expect(customer.contactCount).toBe(timeline.items.length);
          expect(customer.orderCount).toBe(own.length);
          expect(customer.money).toEqual(own.length > 0 ? { VND: own.length * 1000 } : {});
          expect(customer.lastContactAt).toBe(timeline.items[0]?.at);
        }
        expect(await ask('count', {})).toMatchObject({
          customers: shown.length - colleagues.length,
          colleagues: colleagues.length,
        });
        await expectBonds(store, views);
        // A reminder stands in one list: that of buyers or that of colleagues.
        for (const { customer, reminders } of views)
          for (const { dueAt: due, asideAt } of reminders)
            expect([due, asideAt].filter(Boolean)).toEqual([customer.kind === 'internal' ? asideAt : due]);
        const rows = await membershipPairs(store);
        // Everybody parted: each has what is theirs.
        for (const id of people) await run('customer.split', { member: id }).catch(() => undefined);
        const parted = (await ask('customerIds', bareFilter)).ids.concat(
          (await ask('colleagues', {})).map(({ id }) => id),
        );
        expect(parted.sort()).toEqual([...people].sort());
        expect(await membershipPairs(store)).toEqual(rows);
        const alone = await Promise.all(people.map(async (id) => (await ask('customer', { id }))!));
        const ties = alone.flatMap(({ customer, bonds }) =>
          bonds.organisations.map(({ other }) => `${customer.id}/${other.id}`),
        );
        expect(ties.sort()).toEqual(rows.filter((pair) => pair.split('/')[0] !== pair.split('/')[1]));
        for (const row of await book.customers.toArray()) {
          expect(row).not.toHaveProperty('root');
          expect(row).not.toHaveProperty('members');
          expect(row).not.toHaveProperty('shows');
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
