import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MILESTONES } from '../../lib/domain/deal.ts';
import { CUSTOMER_KINDS, type Customer, STAGES } from '../../lib/domain/entities.ts';
import type { Filter } from '../../lib/domain/filter/filter.ts';
import { fits } from '../../lib/domain/filter/fits.ts';
import { LEAD_PARTS } from '../../lib/domain/knowing.ts';
import { wholeRow } from '../../lib/domain/merge.ts';
import { LIST_ORDERS, type Query } from '../../lib/domain/query.ts';
import { createStore } from '../../lib/store/live.ts';
import { answer } from '../../lib/store/queries.ts';
import type { Book } from '../../lib/store/schema.ts';
import { createSearch } from '../../lib/store/search.ts';
import {
  ADDRESSES,
  CHANNELS,
  FIELD_NAMES,
  FIELD_VALUES,
  filter,
  OWNERS,
  TAGS,
  TIMES,
} from './filter-samples.ts';
import { bareFilter, type Driven, dueAt, logArgs, testBook } from './store-fixture.ts';

const pick = <T>(random: () => number, values: readonly T[]): T =>
  values[Math.floor(random() * values.length)]!;

/** Numbers that look random and are the same each time. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Does something that a seller could do. */
async function act(driven: Driven, random: () => number, people: string[]): Promise<void> {
  const { run, book } = driven;
  const who = pick(random, people) ?? 'c0';
  const tag = pick(random, TAGS);
  const text = { owner: pick(random, OWNERS), stage: pick(random, STAGES) };
  switch (Math.floor(random() * 15)) {
    case 0:
      return void (await run('tag.put', { tag, customers: [who], on: random() < 0.6 }));
    case 1:
      return void (await run('customers.change', {
        customers: people.filter(() => random() < 0.4).concat(who),
        set: text,
        tags: { [tag]: random() < 0.5 },
      }));
    case 2:
      return void (await run('customer.save', {
        id: who,
        set: {
          address: pick(random, ADDRESSES),
          kind: pick(random, CUSTOMER_KINDS),
          fields: { [pick(random, FIELD_NAMES)]: pick(random, [...FIELD_VALUES, null]) },
        },
      }));
    case 3:
      return void (await run('interaction.log', {
        ...logArgs([who], `t${random()}`, 'm', { at: pick(random, TIMES) }),
        direction: pick(random, ['in', 'out'] as const),
      }));
    case 4:
      return void (await run('order.record', {
        customer: who,
        site: 'shop',
        order: String(Math.floor(random() * 9)),
        number: '1',
        total: pick(random, [null, 1, 500_000, 2_000_000]),
        currency: pick(random, ['VND', 'USD']),
        status: pick(random, ['paid', 'Đã hủy']),
        at: pick(random, TIMES),
        thread: null,
      }));
    case 5:
      return void (await run('reminder.set', {
        customer: pick(random, [who, null]),
        title: 'Gọi',
        due: dueAt(pick(random, TIMES) + 9 * 86_400_000),
        thread: null,
      }));
    case 6: {
      const [reminder] = await book.reminders.toArray();
      return reminder && void (await run('reminder.done', { id: reminder.id }));
    }
    case 7:
      return void (await run('identity.link', {
        customer: who,
        key: `${pick(random, CHANNELS)}:${who}-${Math.floor(random() * 3)}`,
        link: { by: 'user', from: '' },
      }));
    case 8:
      return void (await run('customer.merge', { kept: pick(random, people), member: who }));
    case 9: {
      const [merge] = await book.merges.toArray();
      return merge && void (await run('customer.split', { member: merge.id }));
    }
    case 11:
      return void (await run('deal.save', {
        id: `deal-${Math.floor(random() * 4)}`,
        customer: who,
        milestones: { [pick(random, MILESTONES)]: pick(random, ['', '2026-11-20']) },
        state: pick(random, ['open', 'open', 'lost'] as const),
      }));
    case 12:
      // Long enough after the last move to be no slip of the hand.
      driven.clock.now += 3_600_000;
      return void (await run('customer.save', {
        id: who,
        set: {
          stage: pick(random, STAGES),
          relation: pick(random, ['', 'personal', 'transactional'] as const),
          [pick(random, LEAD_PARTS)]: pick(random, [null, 0, 3]),
        },
      }));
    case 13: {
      const [deal] = await book.deals.toArray();
      return deal && void (await run('deal.delete', { id: deal.id }));
    }
    case 10:
      return void (await run('customer.delete', { id: who }));
    default: {
      const change = pick(random, await book.changes.toArray());
      return change && void (await run('change.undo', { change: change.id }));
    }
  }
}

async function shownRows(book: Book): Promise<Customer[]> {
  const rows = await book.customers.toArray();
  // Colleagues stand in no list of customers.
  const shown = rows.filter((row) => row.root === undefined && row.isInternal !== 1);
  return shown.map((row) => wholeRow('customers', row));
}

describe('a list is filtered from columns', () => {
  test('as one would by looking at each customer, whatever was done to the book meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.array(filter, { minLength: 4, maxLength: 4 }), async (seed, filters) => {
        const random = dice(seed);
        const driven = await testBook();
        const { book, run } = driven;
        for (const id of TAGS) await run('tag.save', { id, name: id });
        const people = Array.from({ length: 6 }, (_, i) => `c${i}`);
        for (const id of people) await run('customer.save', { id, set: { name: `Khách ${id}` } });
        const search = createSearch(book);
        const ask = <Q extends Query>(query: Q) => answer(book, query as Query<'customerIds'>, search);
        for (const where of filters) {
          for (let acts = 0; acts < 8; acts++)
            // A customer who is gone, a change that was undone: what is refused changes nothing.
            await act(driven, random, people).catch(() => undefined);
          const time = { at: driven.clock.now, zone: 'Asia/Ho_Chi_Minh' };
          const rows = await shownRows(book);
          const wanted = rows.filter((row) => fits(where, row, time)).map(({ id }) => id);
          for (const sort of LIST_ORDERS) {
            const args = { ...bareFilter, where, time, sort };
            const found = await ask({ name: 'customerIds', args });
            expect(found.ids.toSorted(), JSON.stringify(where)).toEqual(wanted.toSorted());
          }
        }
        book.close();
      }),
      { seed: 20261129, numRuns: 60 },
    );
  }, 120_000);

  test('in the same order as by the indexes, one way and the other', async () => {
    const driven = await testBook();
    const { book, run } = driven;
    const random = dice(7);
    const people = Array.from({ length: 30 }, (_, i) => `c${i}`);
    for (const id of people) await run('customer.save', { id, set: { name: `Khách ${id.length} ${id}` } });
    const search = createSearch(book);
    const list = async (held: typeof search, args: object) =>
      (await answer(book, { name: 'customerIds', args: { ...bareFilter, ...args } }, held)).ids;
    await search.columns.now();
    for (let round = 0; round < 6; round++) {
      for (let acts = 0; acts < 12; acts++) await act(driven, random, people).catch(() => undefined);
      for (const sort of ['name', 'recent', 'due', 'new'] as const)
        for (const turned of [false, true])
          expect(await list(search, { sort, turned }), `${sort} ${turned}`).toEqual(
            await list(createSearch(book), { sort, turned }),
          );
    }
  });

  test('and follows the book while it is looked at', async () => {
    const { book, deps, run } = await testBook();
    const store = createStore(book, deps);
    const { id: tag } = await run('tag.save', { name: 'VIP' });
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    const where: Filter = { is: 'tag', in: [tag!] };
    const seen: number[][] = [[], []];
    const settled = Promise.all(
      seen.map(
        (totals) =>
          new Promise<void>((resolve, reject) => {
            store.live({ name: 'customerIds', args: { ...bareFilter, where } }).subscribe({
              next({ total }) {
                totals.push(total);
                if (totals.length === 1) void run('tag.put', { tag: tag!, customers: [id!], on: true });
                if (total === 1) resolve();
              },
              error: reject,
            });
          }),
      ),
    );
    await settled;
    for (const totals of seen) expect(totals.at(-1)).toBe(1);
  });

  test('counts beside each option, and offers what the book has', async () => {
    const { ask, run } = await testBook();
    await run('tag.save', { id: 'vip', name: 'VIP' });
    for (const [i, size] of ['S', 'M', 'M', 'M', 'S'].entries())
      await run('customer.save', {
        id: `c${i}`,
        set: { name: `K${i}`, owner: i < 2 ? 'Hoa' : '', fields: { Size: size }, address: 'Quận 1, TP.HCM' },
        ...(i % 2 === 0 && { tags: ['vip'] }),
      });
    const counts = await ask('filterCounts', {
      text: '',
      base: { is: 'tag', in: ['vip'] },
      options: [
        { is: 'field', name: 'Size', holds: { as: 'in', values: ['m'] } },
        { is: 'owner', in: [''] },
      ],
      time: bareFilter.time,
    });
    expect(counts).toEqual({ base: 3, options: [1, 2] });
    expect(await ask('filterValues', {})).toEqual({
      fields: [{ name: 'Size', type: 'choice', customers: 5, values: ['M', 'S'] }],
      owners: ['Hoa'],
      channels: [],
      provinces: ['ho-chi-minh'],
      currencies: [],
    });
  });
});

describe('views', () => {
  test('are kept in their order, renamed, pinned and deleted, and each act can be taken back', async () => {
    const { ask, run } = await testBook();
    const where: Filter = { is: 'has', what: 'due' };
    const first = await run('view.save', { name: 'Có hẹn', where, position: 2 });
    await run('view.save', { name: 'Tất cả', position: 1 });
    const names = async () => (await ask('views', {})).map(({ name }) => name);
    expect(await names()).toEqual(['Tất cả', 'Có hẹn']);
    const renamed = await run('view.save', { id: first.id!, name: 'Hẹn', pinned: true });
    expect((await ask('views', {}))[1]).toMatchObject({ name: 'Hẹn', pinned: true, where });
    await run('change.undo', { change: renamed.change! });
    expect((await ask('views', {}))[1]).toMatchObject({ name: 'Có hẹn', pinned: false, where });
    const gone = await run('view.delete', { id: first.id! });
    expect(await names()).toEqual(['Tất cả']);
    await run('change.undo', { change: gone.change! });
    expect((await ask('views', {}))[1]).toMatchObject({ name: 'Có hẹn', where, sort: 'name' });
  });
});
