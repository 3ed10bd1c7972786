import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Query, QueryName, QueryResult } from '../../lib/domain/query.ts';
import { createStore } from '../../lib/store/live.ts';
import { answer } from '../../lib/store/queries.ts';
import { openBook } from '../../lib/store/schema.ts';
import { createSearch } from '../../lib/store/search.ts';
import { bareFilter, drive, dueAt, freshName, logArgs, START, testBook, threadOf } from './store-fixture.ts';

const NO_THREAD = { site: '', threadId: '', messageId: '' };

describe('the card', () => {
  test('shows everything of the first holder, in the order of the keys', async () => {
    const { run, ask } = await testBook();
    const a = await run('customer.save', { set: { name: 'A' }, keys: ['email:a@b.vn', 'tel:+84911111111'] });
    const b = await run('customer.save', { set: { name: 'B' }, keys: ['zalo:b'] });
    await run('note.add', { customer: b.id!, text: 'cũ' });
    await run('note.add', { customer: b.id!, text: 'ghim', pinned: true });
    await run('note.add', { customer: b.id!, text: 'mới' });
    const done = await run('reminder.set', {
      customer: b.id,
      title: 'xong',
      due: dueAt(START),
      thread: null,
    });
    await run('reminder.done', { id: done.id! });
    await run('reminder.set', { customer: b.id, title: 'sau', due: dueAt(START + 9), thread: null });
    await run('reminder.set', { customer: b.id, title: 'trước', due: dueAt(START + 5), thread: null });
    const card = await ask('card', {
      keys: ['zalo:b', 'tel:+84911111111', 'email:a@b.vn'],
      names: ['A'],
      ...NO_THREAD,
    });
    expect(card.customers.map((customer) => customer.id)).toEqual([b.id, a.id]);
    expect(card.detail?.notes.map((note) => note.text)).toEqual(['ghim', 'mới', 'cũ']);
    expect(card.detail?.reminders.map((reminder) => reminder.title)).toEqual(['trước', 'sau', 'xong']);
    expect(card).toMatchObject({ maybe: [], logged: null, loggedBefore: null, never: null });
  });

  test('offers namesakes only when no key matched, and all of them', async () => {
    const { run, ask } = await testBook();
    await run('customer.save', { set: { name: 'Đỗ Lan' }, keys: ['zalo:1'] });
    await run('customer.save', { set: { name: 'Do Lan' } });
    await run('customer.save', { set: { name: 'Đỗ Lan Anh' } });
    const stranger = await ask('card', { keys: ['zalo:9'], names: ['đỗ  LAN'], ...NO_THREAD });
    expect(stranger.maybe.map((customer) => customer.name).sort()).toEqual(['Do Lan', 'Đỗ Lan']);
    expect(stranger).toMatchObject({ customers: [], detail: null });
    const known = await ask('card', { keys: ['zalo:1'], names: ['đỗ lan'], ...NO_THREAD });
    expect(known.maybe).toEqual([]);
    expect((await ask('card', { keys: [], names: ['', ' '], ...NO_THREAD })).maybe).toEqual([]);
  });

  test('finds the newest entry of the thread beyond the first page of the timeline', async () => {
    const { run, ask } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' }, keys: ['zalo:1'] });
    await run('interaction.log', logArgs([id!], 'old', 'z-first', { at: 10 }));
    await run('interaction.log', logArgs([id!], 'old', 'a-newest', { at: 20 }));
    for (let i = 0; i < 25; i++) await run('interaction.log', logArgs([id!], `t${i}`, 'm', { at: 1000 + i }));
    const card = await ask('card', {
      keys: ['zalo:1'],
      names: [],
      site: 'gmail',
      threadId: 'old',
      messageId: 'later',
    });
    expect(card.detail?.timeline.items).toHaveLength(20);
    expect(card.logged).toBeNull();
    expect(card.loggedBefore?.messageId).toBe('a-newest');
  });
});

describe('the timeline', () => {
  test('pages through every entry once, newest first, also where many share a moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        async (times, limit) => {
          const { run, ask, book } = await testBook();
          const a = await run('customer.save', { set: { name: 'A' } });
          const b = await run('customer.save', { set: { name: 'B' } });
          for (const [i, at] of times.entries())
            await run('interaction.log', logArgs(i % 3 ? [a.id!] : [a.id!, b.id!], `t${i}`, 'm', { at }));
          const seen: [number, string][] = [];
          for (let before: string | null = null; ; ) {
            const page: { items: { at: number; id: string }[]; next: string | null } = await ask('timeline', {
              customer: a.id!,
              before,
              limit,
            });
            seen.push(...page.items.map(({ at, id }): [number, string] => [at, id]));
            expect(page.items.length).toBe(page.next === null ? page.items.length : limit);
            before = page.next;
            if (before === null) break;
          }
          expect(new Set(seen.map(([, id]) => id)).size).toBe(times.length);
          expect(seen.map(([at]) => at)).toEqual([...times].sort((x, y) => y - x));
          book.close();
        },
      ),
      { seed: 20261123, numRuns: 25 },
    );
  });

  test('of one customer never holds another whose id begins alike', async () => {
    const { run, ask } = await testBook();
    for (const id of ['a', 'a 1', 'a1', 'a\u00a0'])
      await run('customer.save', { id, set: { name: id } }).then(() =>
        run('interaction.log', logArgs([id], id, 'm')),
      );
    for (const id of ['a', 'a 1', 'a1'])
      expect((await ask('timeline', { customer: id, before: null, limit: 9 })).items).toHaveLength(1);
  });
});

describe('search', () => {
  async function shop() {
    const driven = await testBook();
    const { run } = driven;
    await run('customer.save', { set: { name: 'Do Minh' } });
    await run('customer.save', { set: { name: 'Hado Corp', company: 'Công ty Hà Đô' } });
    const lan = await run('customer.save', {
      set: { name: 'Đỗ Lan', about: 'giao giờ hành chính' },
      keys: ['tel:+84912345678', 'email:lan.shop@example.vn', 'shopee:vn:lanlan'],
    });
    await run('note.add', { customer: lan.id!, text: 'Thích áo\nmàu đỏ' });
    await run('order.record', {
      customer: lan.id!,
      site: 'shopee',
      order: '1',
      number: '2411ABC9',
      total: 1,
      currency: 'VND',
      status: 'paid',
      thread: null,
    });
    return { ...driven, lan: lan.id! };
  }

  test('puts accents as typed first, then starts of words, then the rest', async () => {
    const { ask } = await shop();
    const names = async (text: string, limit = 9) =>
      (await ask('search', { text, limit })).map((hit) => hit.customer.name);
    expect(await names('đỗ')).toEqual(['Đỗ Lan', 'Do Minh', 'Hado Corp']);
    expect(await names('do')).toEqual(['Do Minh', 'Hado Corp', 'Đỗ Lan']);
    expect(await names('DO', 1)).toEqual(['Do Minh']);
    expect(await names('lan do')).toEqual(['Đỗ Lan']);
    expect(await names('')).toEqual([]);
    expect(await names('không có')).toEqual([]);
  });

  test.each([
    ['0912345678', '+84912345678'],
    ['0912 345', '+84912345678'],
    ['+84 912-345-678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['(0084) 912.345', '+84912345678'],
    ['345678', '+84912345678'],
    ['lan.shop@', 'lan.shop@example.vn'],
    ['lanlan', 'lanlan'],
    ['kh-0003', 'KH-0003'],
  ])('finds %s and says by what', async (text, by) => {
    const { ask, lan } = await shop();
    const [hit] = await ask('search', { text, limit: 5 });
    expect(hit?.customer.id).toBe(lan);
    expect(hit?.matched).toContain(by);
  });

  test.each(['mau do', 'thích áo màu', '2411abc9', 'HÀNH CHÍNH'])(
    'finds %s in notes, orders and words',
    async (text) => {
      const { ask, lan } = await shop();
      expect((await ask('search', { text, limit: 5 })).map((hit) => hit.customer.id)).toEqual([lan]);
    },
  );

  test.each([
    ['lan 0912345', 'a number beside a name'],
    ['kh3', 'a code without its dash'],
    ['KH003 lan', 'a code without its dash, beside a name'],
    ['khach si', 'a tag'],
    ['lan sỉ', 'a tag beside a name'],
    ['250.000', 'a sum in a note'],
    ['2026-03', 'a month in a note'],
    ['gan cho', 'the oldest of many notes'],
  ])('finds %s: %s', async (text) => {
    const { ask, run, lan } = await shop();
    await run('note.add', { customer: lan, text: 'Nhà gần chợ' });
    await run('note.add', { customer: lan, text: 'Nợ 250.000 từ 2026-03' });
    for (let i = 0; i < 9; i++) await run('note.add', { customer: lan, text: `Hẹn lại lần ${i} `.repeat(8) });
    const tag = await run('tag.save', { name: 'Khách sỉ' });
    await run('tag.put', { tag: tag.id!, customers: [lan], on: true });
    expect((await ask('search', { text, limit: 5 })).map((hit) => hit.customer.id)).toEqual([lan]);
  });

  test('says why: the tag, or the words around what was found', async () => {
    const { ask, run, lan } = await shop();
    const tag = await run('tag.save', { name: 'Khách sỉ' });
    await run('tag.put', { tag: tag.id!, customers: [lan], on: true });
    const why = async (text: string) => (await ask('search', { text, limit: 5 }))[0]?.excerpt;
    expect(await why('si')).toBe('Khách sỉ');
    expect(await why('mau do')).toBe('Thích áo màu đỏ');
    expect(await why('2411')).toBe('2411ABC9');
    expect(await why('đỗ')).toBeUndefined();
    expect(await why('0912')).toBeUndefined();
  });

  test('follows a tag that is renamed, taken off and put on, and that of one who was merged', async () => {
    const { run, book, ask, lan } = await shop();
    const search = createSearch(book);
    const ids = async (text: string) => (await search.find(text, 9)).map((hit) => hit.customer.id);
    const tag = (await run('tag.save', { name: 'Sỉ' })).id!;
    await run('tag.put', { tag, customers: [lan], on: true });
    expect(await ids('si')).toEqual([lan]);
    expect(await search.all('si')).toEqual(new Set([lan]));
    await run('tag.save', { id: tag, name: 'Bán buôn' });
    expect(await ids('si')).toEqual([]);
    expect(await ids('buon')).toEqual([lan]);
    await run('tag.put', { tag, customers: [lan], on: false });
    expect(await ids('buon')).toEqual([]);
    await run('tag.put', { tag, customers: [lan], on: true });
    const [minh] = await ask('search', { text: 'do minh', limit: 1 });
    await run('customer.merge', { kept: minh!.customer.id, member: lan });
    expect(await ids('buon')).toEqual([minh!.customer.id]);
  });

  test('one that is held follows what is written, deleted and brought back', async () => {
    const { run, book, lan } = await shop();
    const search = createSearch(book);
    const ids = async (text: string) => (await search.find(text, 9)).map((hit) => hit.customer.id);
    expect(await ids('lan')).toEqual([lan]);
    await run('customer.save', { id: lan, set: { name: 'Hoa' } });
    expect(await ids('hoa')).toEqual([lan]);
    const gone = await run('customer.delete', { id: lan });
    expect(await ids('hoa')).toEqual([]);
    await run('change.undo', { change: gone.change! });
    expect(await ids('hoa')).toEqual([lan]);
  });

  test('finds in chunk after chunk, and stops at the limit', async () => {
    const { run, ask, book } = await testBook();
    const rows = Array.from({ length: 1200 }, (_, i) => ({
      table: 'customers' as const,
      id: `c${i}`,
      fields: { name: `Khách ${i}` },
    }));
    await run('import.rows', { rows, from: 'x' });
    expect(await book.searchChunks.count()).toBe(3);
    expect((await ask('search', { text: 'khách', limit: 20 })).length).toBe(20);
    const last = await ask('search', { text: 'khach 1199', limit: 5 });
    expect(last[0]?.customer.id).toBe('c1199');
  });

  test('agrees with a plain look at every customer', async () => {
    const WORD = fc.constantFrom('Lan', 'Lân', 'Đỗ', 'do', 'Anh', 'an', 'Hoa', 'hoà');
    const NAME = fc.array(WORD, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(fc.array(NAME, { minLength: 1, maxLength: 12 }), WORD, async (names, typed) => {
        const { run, book } = await testBook();
        for (const name of names) await run('customer.save', { set: { name } });
        const found = await createSearch(book).find(typed, 99);
        const bare = (text: string) =>
          text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
        const expected = names.filter((name) => bare(name).includes(bare(typed)));
        expect(found.map((hit) => hit.customer.name).sort()).toEqual(expected.sort());
        book.close();
      }),
      { seed: 20261123, numRuns: 40 },
    );
  });
});

describe('today', () => {
  test('sorts what is due into now, today and later, and says who waits, longest first', async () => {
    const { run, ask } = await testBook();
    const a = await run('customer.save', { set: { name: 'A' } });
    const b = await run('customer.save', { set: { name: 'B' } });
    for (const [title, at] of [
      ['qua', 100],
      ['nay', 200],
      ['mai', 300],
    ] as const)
      await run('reminder.set', {
        customer: title === 'nay' ? null : a.id,
        title,
        due: dueAt(at),
        thread: null,
      });
    await run('interaction.log', logArgs([b.id!], 't', 'm1', { at: 10 }));
    await run('interaction.log', logArgs([a.id!], 't', 'm2', { at: 5 }));
    const view = await ask('today', { now: 100, endOfDay: 250 });
    expect(view.overdue.map((row) => [row.reminder.title, row.customer?.name])).toEqual([['qua', 'A']]);
    expect(view.today.map((row) => [row.reminder.title, row.customer])).toEqual([['nay', null]]);
    expect(view.later.map((row) => row.reminder.title)).toEqual(['mai']);
    expect(view.dueCount).toBe(1);
    expect(view.waiting.map((customer) => customer.name)).toEqual(['A', 'B']);
    await run('interaction.log', logArgs([a.id!], 't', 'm3', { at: 6, direction: 'out' }));
    expect((await ask('today', { now: 100, endOfDay: 250 })).waiting.map((row) => row.name)).toEqual(['B']);
  });
});

describe('live', () => {
  /** Collects answers; `until` waits for one that fits. */
  function follow<N extends QueryName>(store: ReturnType<typeof createStore>, query: Query<N>) {
    const seen: QueryResult<N>[] = [];
    let wake = () => {};
    const subscription = store.live(query).subscribe({
      next: (value) => {
        seen.push(value);
        wake();
      },
    });
    const until = async (fits: (value: QueryResult<N>) => boolean): Promise<QueryResult<N>> => {
      for (;;) {
        const found = seen.find(fits);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    };
    return { seen, until, stop: () => subscription.unsubscribe() };
  }

  test('two stores on one book see each other write', async () => {
    const name = freshName();
    const one = drive(await openBook(name), 'a-');
    const two = drive(await openBook(name), 'b-');
    const store = createStore(one.book, one.deps);
    const args = { keys: ['zalo:1'], names: [], site: 'gmail', threadId: 't', messageId: 'm' };
    const card = follow(store, { name: 'card', args });
    await card.until((view) => view.customers.length === 0);
    const { id } = await two.run('customer.save', { set: { name: 'Lan' }, keys: ['zalo:1'] });
    await card.until((view) => view.customers[0]?.name === 'Lan');
    await store.run({ name: 'note.add', args: { customer: id!, text: 'x' } });
    await card.until((view) => view.detail?.notes.length === 1);
    await two.run('interaction.log', logArgs([id!], 't', 'm', { thread: threadOf('t') }));
    await card.until((view) => view.logged !== null && view.detail?.timeline.items.length === 1);
    card.stop();
  });

  test('search and lists follow too', async () => {
    const { book, deps, run } = await testBook();
    const store = createStore(book, deps);
    const hits = follow(store, { name: 'search', args: { text: 'lan', limit: 5 } });
    const list = follow(store, { name: 'customerIds', args: { ...bareFilter, text: 'hoa' } });
    await hits.until((found) => found.length === 0);
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    await hits.until((found) => found.length === 1);
    await run('customer.save', { id: id!, set: { name: 'Hoa' } });
    await list.until((found) => found.total === 1);
    hits.stop();
    list.stop();
  });

  test('an answer that cannot be given is an error, named', async () => {
    const { book, deps } = await testBook();
    book.retired = true;
    book.close();
    const failed = new Promise((resolve) => {
      createStore(book, deps)
        .live({ name: 'tags', args: {} })
        .subscribe({ next: () => {}, error: resolve });
    });
    expect(await failed).toMatchObject({ code: 'database-broken' });
    await expect(answer(book, { name: 'tags', args: {} })).rejects.toMatchObject({ code: 'database-broken' });
  });
});
