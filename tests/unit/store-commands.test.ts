import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { threadPrefix } from '../../lib/domain/row-id.ts';
import { readStamp } from '../../lib/domain/stamp.ts';
import { applyChange } from '../../lib/store/apply.ts';
import { openBook, readState, writing } from '../../lib/store/schema.ts';
import { contentOf, drive, dueAt, freshName, logArgs, START, testBook, threadOf } from './store-fixture.ts';

describe('customers', () => {
  test('get a code, a folded name and the keys they were saved with', async () => {
    const { run, book } = await testBook();
    const { id, change } = await run('customer.save', {
      set: { name: '  Nguyễn Thị\u00a0Đỗ\u0007 ' },
      keys: ['email:do@shop.vn', 'tel:+84912345678'],
      link: { by: 'page', from: 'gmail' },
    });
    expect(change).not.toBeNull();
    expect(await book.customers.get(id!)).toMatchObject({
      code: 'KH-0001',
      name: 'Nguyễn Thị\u00a0Đỗ',
      sortName: 'nguyen thi do',
      keys: ['email:do@shop.vn', 'tel:+84912345678'],
      links: { 'email:do@shop.vn': { by: 'page', from: 'gmail', at: START + 1000 } },
      createdAt: START + 1000,
    });
    await run('customer.save', { set: { name: 'B' } });
    expect((await book.customers.toArray()).map((row) => row.code)).toEqual(['KH-0001', 'KH-0002']);
  });

  test('hold a key alone', async () => {
    const { run } = await testBook();
    const a = await run('customer.save', { set: { name: 'A' }, keys: ['email:a@b.vn'] });
    const b = await run('customer.save', { set: { name: 'B' } });
    const taken = { code: 'key-taken', detail: a.id };
    await expect(run('customer.save', { set: { name: 'C' }, keys: ['email:a@b.vn'] })).rejects.toMatchObject(
      taken,
    );
    const link = { by: 'user' as const, from: 'gmail' };
    await expect(run('identity.link', { customer: b.id!, key: 'email:a@b.vn', link })).rejects.toMatchObject(
      taken,
    );
    await run('identity.unlink', { customer: a.id!, key: 'email:a@b.vn' });
    await run('identity.link', { customer: b.id!, key: 'email:a@b.vn', link });
    expect(await run('identity.link', { customer: b.id!, key: 'email:a@b.vn', link })).toMatchObject({
      existing: true,
      change: null,
    });
  });

  test('a save that changes nothing is no change', async () => {
    const { run, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan', fields: { size: 'M' } } });
    const again = await run('customer.save', {
      id: id!,
      set: { name: ' Lan ', stage: 'lead', fields: { size: 'M' } },
    });
    expect(again.change).toBeNull();
    expect(await book.changes.count()).toBe(1);
  });

  test('a customer in the bin cannot be written to, and its reminders neither ring nor show until it is back', async () => {
    const { run, ask, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    await run('reminder.set', { customer: id, title: 'gọi', due: dueAt(START), thread: null });
    const note = await run('note.add', { customer: id!, text: 'thích màu đỏ' });
    const gone = await run('customer.delete', { id: id! });
    for (const command of [
      run('customer.save', { id: id!, set: { name: 'x' } }),
      run('note.add', { customer: id!, text: 'x' }),
      run('customer.delete', { id: id! }),
    ])
      await expect(command).rejects.toMatchObject({ code: 'not-found' });
    const later = START + 99_000;
    expect((await ask('today', { now: later, endOfDay: later })).dueCount).toBe(0);
    expect(await book.reminders.where('ringAt').belowOrEqual(later).count()).toBe(0);
    expect(await book.graves.get(`customers/${id}`)).toMatchObject({
      table: 'customers',
      row: { name: 'Lan' },
    });
    await run('change.undo', { change: gone.change! });
    expect((await ask('today', { now: later, endOfDay: later })).overdue[0]?.customer?.name).toBe('Lan');
    expect(await book.notes.get(note.id!)).toMatchObject({ text: 'thích màu đỏ' });
    expect(await book.graves.count()).toBe(0);
  });
});

describe('what does not fit is refused', () => {
  test.each([
    ['customer.save', { set: { name: 'x'.repeat(1_000_000) } }, 'set.name'],
    ['customer.save', { set: {}, keys: ['no key'] }, 'keys.0'],
    ['customer.save', { id: 'a\nb', set: {} }, 'id'],
    ['note.add', { customer: 'x', text: 5 }, 'text'],
    [
      'reminder.set',
      { customer: null, title: 'x', due: { at: Number.NaN, zone: 'UTC', wall: 'x' }, thread: null },
      'due.at',
    ],
    ['constructor', {}, 'name'],
  ])('%s %#', async (name, args, detail) => {
    const { run, book } = await testBook();
    await expect(run(name as 'note.add', args as never)).rejects.toMatchObject({ code: 'bad-input', detail });
    expect(await book.changes.count()).toBe(0);
  });
});

describe('the log', () => {
  test('logs a message once; a second click shows the entry', async () => {
    const { run, ask, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' }, keys: ['email:lan@b.vn'] });
    const first = await run('interaction.log', logArgs([id!], 't1', 'm1'));
    const again = await run('interaction.log', logArgs([id!], 't1', 'm1', { count: 9 }));
    expect(again).toEqual({ change: null, id: first.id, existing: true, kept: 0 });
    const next = await run('interaction.log', logArgs([id!], 't1', 'm2', { count: 3, direction: 'out' }));
    expect(next.existing).toBe(false);
    expect(await book.customers.get(id!)).toMatchObject({ contactCount: 2, lastOutAt: START + 4000 });
    const args = { keys: ['email:lan@b.vn'], names: [], site: 'gmail', threadId: 't1', messageId: 'm1' };
    const card = await ask('card', args);
    expect(card.logged?.id).toBe(first.id);
    expect(card.loggedBefore?.id).toBe(next.id);
  });

  test('after an undo, the message can be logged anew, with what is said now', async () => {
    const { run, ask, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' }, keys: ['email:lan@b.vn'] });
    const first = await run('interaction.log', logArgs([id!], 't1', 'm1', { text: 'wrong selection' }));
    await run('change.undo', { change: first.change! });
    const second = await run('interaction.log', logArgs([id!], 't1', 'm1', { text: 'right selection' }));
    expect(second.existing).toBe(false);
    expect((await book.interactions.toArray()).map((row) => row.text)).toEqual(['right selection']);
    const card = await ask('card', {
      keys: ['email:lan@b.vn'],
      names: [],
      site: 'gmail',
      threadId: 't1',
      messageId: 'm1',
    });
    expect(card.logged?.text).toBe('right selection');
    expect(await run('interaction.log', logArgs([id!], 't1', 'm1'))).toMatchObject({
      id: second.id,
      existing: true,
    });
  });

  test('adds a customer to the entry instead of doubling it', async () => {
    const { run, book } = await testBook();
    const a = await run('customer.save', { set: { name: 'A' } });
    const b = await run('customer.save', { set: { name: 'B' } });
    await run('interaction.log', logArgs([a.id!], 't1', 'm1'));
    const added = await run('interaction.log', logArgs([b.id!], 't1', 'm1'));
    expect(added).toMatchObject({ existing: true });
    expect(added.change).not.toBeNull();
    expect(await book.interactions.toArray()).toMatchObject([{ customers: [a.id, b.id].sort() }]);
    expect(await book.customers.get(b.id!)).toMatchObject({ contactCount: 1 });
  });

  test('threads never run into each other, whatever their ids hold', () => {
    const PART = fc.string({ unit: fc.constantFrom('/', '%', '~', 'a', '2', 'F') });
    fc.assert(
      fc.property(PART, PART, PART, PART, (site, thread, otherSite, otherThread) => {
        const [a, b] = [threadPrefix(site, thread), threadPrefix(otherSite, otherThread)];
        if (site !== otherSite || thread !== otherThread) expect(a.startsWith(b)).toBe(false);
      }),
      { seed: 20261123, numRuns: 2000 },
    );
  });

  test.each([
    ['customer', (id: string) => `customer:${id}`],
    ['identity', () => 'email:lan@mail.shop.vn'],
    ['domain', () => 'domain:mail.shop.vn'],
    ['domain above', () => 'domain:shop.vn'],
    ['site', () => 'site:gmail'],
  ])('never logs a %s on the list', async (_what, ruleOf) => {
    const { run, ask, book } = await testBook();
    const keys = ['email:lan@mail.shop.vn'];
    const { id } = await run('customer.save', { set: { name: 'Lan' }, keys });
    const rule = ruleOf(id!);
    await run('neverLog.add', { rule, label: 'riêng tư' });
    const log = () => run('interaction.log', logArgs([id!], 't1', 'm1', { keys }));
    await expect(log()).rejects.toMatchObject({ code: 'never-log', detail: rule });
    const card = await ask('card', { keys, names: [], site: 'gmail', threadId: 't1', messageId: 'm1' });
    expect(card.never).toMatchObject({ id: rule, label: 'riêng tư' });
    await run('neverLog.remove', { rule });
    await log();
    expect(await book.interactions.count()).toBe(1);
  });

  test('a rule for one domain leaves its neighbours alone', async () => {
    const { run } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    await run('neverLog.add', { rule: 'domain:shop.vn', label: '' });
    const keys = ['email:lan@myshop.vn', 'email:shop.vn@other.vn', 'zalo:x@shop.vn'];
    await expect(run('interaction.log', logArgs([id!], 't1', 'm1', { keys }))).resolves.toMatchObject({
      existing: false,
    });
  });
});

describe('reminders', () => {
  test('ring by their due time, and no longer when done; moving opens and counts', async () => {
    const { run, book } = await testBook();
    const { id } = await run('reminder.set', {
      customer: null,
      title: 'gọi',
      due: dueAt(START),
      thread: threadOf('t'),
    });
    expect(await book.reminders.get(id!)).toMatchObject({ dueAt: START, ringAt: START });
    await run('reminder.done', { id: id! });
    expect(await book.reminders.get(id!)).not.toHaveProperty('dueAt');
    expect(await run('reminder.done', { id: id! })).toMatchObject({ change: null, existing: true });
    await run('reminder.move', { id: id!, due: dueAt(START + 5) });
    const moved = await book.reminders.get(id!);
    expect(moved).toMatchObject({ state: 'open', dueAt: START + 5, ringAt: START + 5, moved: 1 });
    expect(moved).not.toHaveProperty('doneAt');
  });

  test('the customer shows the nearest one', async () => {
    const { run, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    const far = await run('reminder.set', { customer: id, title: 'b', due: dueAt(START + 2), thread: null });
    await run('reminder.set', { customer: id, title: 'a', due: dueAt(START + 1), thread: null });
    expect((await book.customers.get(id!))?.nextDueAt).toBe(START + 1);
    const [near] = await book.reminders
      .where('dueAt')
      .equals(START + 1)
      .toArray();
    await run('reminder.delete', { id: near!.id });
    expect((await book.customers.get(id!))?.nextDueAt).toBe(START + 2);
    await run('reminder.done', { id: far.id! });
    expect(await book.customers.get(id!)).not.toHaveProperty('nextDueAt');
  });
});

describe('orders', () => {
  test('a repeat updates the order; another customer takes its sum along', async () => {
    const { run, book } = await testBook();
    const a = await run('customer.save', { set: { name: 'A' } });
    const b = await run('customer.save', { set: { name: 'B' } });
    const order = { site: 'woocommerce', order: 'shop.vn:17', number: '#17', currency: 'VND', thread: null };
    await run('order.record', { ...order, customer: a.id!, total: 200_000, status: 'pending' });
    await run('order.record', { ...order, customer: a.id!, total: 250_000, status: 'paid' });
    expect(await book.customers.get(a.id!)).toMatchObject({ orderCount: 1, money: { VND: 250_000 } });
    await run('order.record', { ...order, customer: b.id!, total: 250_000, status: 'paid' });
    expect(await book.customers.get(a.id!)).toMatchObject({ orderCount: 0, money: {} });
    expect(await book.customers.get(b.id!)).toMatchObject({ orderCount: 1, money: { VND: 250_000 } });
    expect(await book.orders.count()).toBe(1);
  });

  test('a page that shows less takes nothing away', async () => {
    const { run, book } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'A' } });
    const order = { customer: id!, site: 'shopee', order: '17', number: '2505296R62JNTS', thread: null };
    const goods = [{ name: 'Khay gỗ', quantity: 2 }];
    await run('order.record', {
      ...order,
      total: 0,
      currency: 'VND',
      status: 'Chờ giao',
      payment: 'COD',
      goods,
    });
    await run('order.record', { ...order, total: null, currency: '', status: '' });
    const [kept] = await book.orders.toArray();
    expect(kept).toMatchObject({ total: 0, currency: 'VND', status: 'Chờ giao', payment: 'COD', goods });
    await run('order.record', { ...order, total: 90_000, currency: 'VND', status: 'Đang giao' });
    expect(await book.orders.toArray()).toMatchObject([
      { total: 90_000, status: 'Đang giao', payment: 'COD' },
    ]);
  });

  test.each(['Đã hủy', 'Khách từ chối nhận', 'Đã hoàn hàng'])(
    'one that ended as “%s” is an order and no money',
    async (status) => {
      const { run, book } = await testBook();
      const { id } = await run('customer.save', { set: { name: 'A' } });
      const order = { customer: id!, site: 'shopee', number: '', currency: 'VND', thread: null };
      await run('order.record', { ...order, order: '1', total: 50_000, status: 'Đã giao' });
      await run('order.record', { ...order, order: '2', total: 70_000, status: 'Đang giao' });
      expect(await book.customers.get(id!)).toMatchObject({ orderCount: 2, money: { VND: 120_000 } });
      await run('order.record', { ...order, order: '2', total: 70_000, status });
      expect(await book.customers.get(id!)).toMatchObject({ orderCount: 2, money: { VND: 50_000 } });
    },
  );
});

describe('samples', () => {
  test('go away with everything that hangs on them, and nothing else does', async () => {
    const { run, ask, book } = await testBook();
    const real = await run('customer.save', { set: { name: 'Thật' }, keys: ['email:that@b.vn'] });
    const before = await contentOf(book);
    const sample = await run('customer.save', { set: { name: 'Mẫu' }, sample: true });
    await run('note.add', { customer: sample.id!, text: 'x' });
    await run('reminder.set', { customer: sample.id!, title: 'x', due: dueAt(START), thread: null });
    await run('interaction.log', logArgs([sample.id!], 't1', 'm1'));
    await run('interaction.log', logArgs([sample.id!, real.id!], 't2', 'm2'));
    expect(await ask('count', {})).toEqual({ customers: 2, samples: 1, colleagues: 0 });
    const removed = await run('samples.remove', {});
    expect(await ask('count', {})).toEqual({ customers: 1, samples: 0, colleagues: 0 });
    expect(await book.interactions.toArray()).toMatchObject([{ customers: [real.id] }]);
    const shared = await book.interactions.toArray();
    await run('interaction.delete', { id: shared[0]!.id });
    expect(await contentOf(book)).toEqual(before);
    expect(await run('samples.remove', {})).toMatchObject({ change: null });
    await run('change.undo', { change: removed.change! });
    expect(await ask('count', {})).toEqual({ customers: 2, samples: 1, colleagues: 0 });
  });
});

describe('changes', () => {
  test('carry one rising stamp for the change and its ops, above the wall clock and above what they replace', async () => {
    const { run, book, clock } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'A' } });
    clock.now -= 400 * 86_400_000;
    await run('customer.save', { id: id!, set: { name: 'B' } });
    const [first, second] = await book.changes.toArray();
    expect(second!.id > first!.id).toBe(true);
    expect(second!.ops[0]![2]).toBe(second!.id);
    expect(second!.prior).toEqual([{ name: 'A' }]);
    expect(readStamp(first!.id).replica).toBe((await readState(book)).replica);
    expect((await readState(book)).clock).toBe(second!.id);
  });

  test('tell whom they concern, newest first', async () => {
    const { run, ask } = await testBook();
    const a = await run('customer.save', { set: { name: 'A' } });
    const b = await run('customer.save', { set: { name: 'B' } });
    await run('note.add', { customer: a.id!, text: 'x' });
    await run('interaction.log', logArgs([a.id!, b.id!], 't1', 'm1'));
    const commands = async (customer: string | null) =>
      (await ask('changes', { customer, limit: 10 })).map((change) => change.command);
    expect(await commands(a.id)).toEqual(['interaction.log', 'note.add', 'customer.save']);
    expect(await commands(b.id)).toEqual(['interaction.log', 'customer.save']);
    expect(await commands(null)).toHaveLength(4);
  });

  test('of another device: a key given to two customers stays with the later link, whatever the order', async () => {
    const evidence = { by: 'user', at: 1, from: 'zalo' };
    const key = 'links/tel:+84912345678';
    const stamp = (ms: number) => `${ms.toString(16).padStart(12, '0')}0000-other`;
    const changes = [
      { at: 1, id: 'a', stamp: stamp(5), fields: { name: 'A', [key]: evidence } },
      { at: 2, id: 'b', stamp: stamp(3), fields: { name: 'B', [key]: evidence } },
    ].map((op) => ({
      id: op.stamp,
      command: 'customer.save',
      at: op.at,
      origin: 'sync' as const,
      ops: [['customers' as const, op.id, op.stamp, op.fields] as const],
    }));
    for (const order of [changes, [...changes].reverse()]) {
      const book = await openBook(freshName());
      for (const change of order)
        await writing(book, async () => {
          const state = await readState(book);
          await applyChange(book, state, { ...change, ops: change.ops.map((op) => [...op]) });
          await book.meta.put(state);
        });
      expect(await book.customers.get('a')).toMatchObject({ keys: ['tel:+84912345678'] });
      expect(await book.customers.get('b')).toMatchObject({ keys: [], doubts: ['tel:+84912345678'] });
    }
  });

  test('of another device: rows that come before their customer count when it comes', async () => {
    const book = await openBook(freshName());
    const { run } = drive(book);
    const stamp = (ms: number) => `${ms.toString(16).padStart(12, '0')}0000-other`;
    const note = { customer: 'late', text: 'đợi hàng', at: 1 };
    const entry = { kind: 'call', direction: 'in', at: 77, 'customers/late': true };
    const apply = (ms: number, op: ['notes' | 'interactions', string, typeof note | typeof entry]) =>
      writing(book, async () => {
        const state = await readState(book);
        const ops: [(typeof op)[0], string, string, Record<string, unknown>][] = [
          [op[0], op[1], stamp(ms), { ...op[2] }],
        ];
        await applyChange(book, state, { id: stamp(ms), command: 'x', at: 1, origin: 'sync', ops });
        await book.meta.put(state);
      });
    await apply(1, ['notes', 'n', note]);
    await apply(2, ['interactions', 'i', entry]);
    await run('customer.save', { id: 'late', set: { name: 'Lan' } });
    expect(await book.customers.get('late')).toMatchObject({
      contactCount: 1,
      lastInAt: 77,
      waitingSince: 77,
    });
    expect((await book.searchChunks.toArray())[0]?.text).toContain('doi hang');
    expect(await book.orphans.count()).toBe(0);
  });
});
