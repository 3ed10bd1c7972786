import { describe, expect, test } from 'vitest';
import { type Driven, dueAt, logArgs, START, testBook, threadOf } from './store-fixture.ts';

const card = (driven: Driven, name: string, channel = 'whatsapp', keys: string[] = []) =>
  driven.ask('card', { keys, names: [name], channel, site: channel, threadId: 't', messageId: 'm' });

const remember = (driven: Driven, id: string, name: string, channel = 'whatsapp') =>
  driven.run('customer.save', {
    id,
    set: {},
    displayNames: [{ channel, name }],
    link: { by: 'user', from: channel },
  });

async function customer(driven: Driven, name: string, keys: string[] = []): Promise<string> {
  return (await driven.run('customer.save', { set: { name }, keys })).id!;
}

describe('a display name that was confirmed', () => {
  test('brings the customer back, folded, on its own channel alone', async () => {
    const driven = await testBook();
    const lan = await customer(driven, 'Nguyễn Thị Lan');
    await remember(driven, lan, 'Lan Áo Dài 🌸');
    const view = await card(driven, 'LAN  ÁO DÀI 🌸');
    expect(view).toMatchObject({ customers: [], detail: null, maybe: [] });
    expect(view.remembered).toMatchObject([
      {
        customer: { id: lan },
        key: 'whatsapp:lan ao dai 🌸',
        evidence: { by: 'user', name: 'Lan Áo Dài 🌸' },
      },
    ]);
    expect((await card(driven, 'Lan Áo Dài 🌸', 'zalo')).remembered).toEqual([]);
  });

  test('is not looked for where a key says who it is', async () => {
    const driven = await testBook();
    const lan = await customer(driven, 'Lan');
    const mai = await customer(driven, 'Mai', ['tel:+84912345678']);
    await remember(driven, lan, 'Bé Na');
    const view = await card(driven, 'Bé Na', 'whatsapp', ['tel:+84912345678']);
    expect(view.customers.map((one) => one.id)).toEqual([mai]);
    expect(view.remembered).toEqual([]);
  });

  test('may be several customers’: all are told', async () => {
    const driven = await testBook();
    const [a, b] = [await customer(driven, 'A'), await customer(driven, 'B')];
    await remember(driven, a, 'Shop');
    await remember(driven, b, 'Shop');
    expect((await card(driven, 'shop')).remembered.map((one) => one.customer.id).sort()).toEqual(
      [a, b].sort(),
    );
  });

  test('is remembered once, undone, forgotten, and found by search', async () => {
    const driven = await testBook();
    const lan = await customer(driven, 'Lan');
    const first = await remember(driven, lan, 'Mẹ Bống');
    expect((await remember(driven, lan, 'mẹ bống')).change).toBeNull();
    expect((await driven.ask('search', { text: 'me bong', limit: 5 }))[0]?.customer.id).toBe(lan);
    await driven.run('change.undo', { change: first.change! });
    expect((await card(driven, 'Mẹ Bống')).remembered).toEqual([]);
    expect(await driven.book.customers.get(lan)).not.toHaveProperty('nameKeys');
    await remember(driven, lan, 'Mẹ Bống');
    await driven.run('displayName.forget', { customer: lan, key: 'whatsapp:me bong' });
    expect((await card(driven, 'Mẹ Bống')).remembered).toEqual([]);
  });

  test('goes with its customer, and is imported', async () => {
    const driven = await testBook();
    const lan = await customer(driven, 'Lan');
    await remember(driven, lan, 'Bé Na');
    await driven.run('customer.delete', { id: lan });
    expect((await card(driven, 'Bé Na')).remembered).toEqual([]);
    const seen = { by: 'import', at: 1, from: 'x', name: 'Cô Tư' };
    const fields = { name: 'Tư', displayNames: { 'zalo:co tu': seen } };
    await driven.run('import.rows', { rows: [{ table: 'customers', id: 'tu', fields }], from: 'x' });
    expect((await card(driven, 'Cô Tư', 'zalo')).remembered).toMatchObject([{ customer: { id: 'tu' } }]);
    const bad = { name: 'X', displayNames: { 'zalo:x': { name: 'X' } } };
    await expect(
      driven.run('import.rows', { rows: [{ table: 'customers', id: 'x', fields: bad }], from: 'x' }),
    ).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('who a key belongs to', () => {
  test('by its link, or by the number of an order that one customer has', async () => {
    const driven = await testBook();
    const lan = await customer(driven, 'Lan', ['tel:+84912345678', 'parcel:SPXVN05144905142B']);
    const mai = await customer(driven, 'Mai');
    const order = { site: 'shopee-orders', total: null, currency: '', status: '', thread: null };
    await driven.run('order.record', { ...order, customer: mai, order: '1', number: '2505296R62JNTS' });
    await driven.run('order.record', { ...order, customer: mai, order: '2', number: '#DH10425' });
    await driven.run('order.record', { ...order, customer: lan, order: '3', number: '777777' });
    await driven.run('order.record', { ...order, customer: mai, order: '4', number: '777777' });
    const keys = [
      'order:2505296R62JNTS',
      'tel:+84912345678',
      'order:DH10425',
      'parcel:SPXVN05144905142B',
      'order:777777',
      'email:nobody@example.com',
    ];
    const owners = await driven.ask('owners', { keys });
    expect(owners.map(({ key, customer: { id } }) => [key, id])).toEqual([
      ['order:2505296R62JNTS', mai],
      ['tel:+84912345678', lan],
      ['order:DH10425', mai],
      ['parcel:SPXVN05144905142B', lan],
    ]);
  });
});

describe('the people of a list', () => {
  test('are those with something due by then, and those who wait; most urgent first', async () => {
    const driven = await testBook();
    const [due, later, waits, quiet] = [
      await customer(driven, 'Hẹn', ['zalo:1']),
      await customer(driven, 'Sau', ['zalo:2']),
      await customer(driven, 'Đợi', ['zalo:3']),
      await customer(driven, 'Yên', ['zalo:4']),
    ];
    const set = (id: string, at: number) =>
      driven.run('reminder.set', { customer: id, title: 'gọi lại', due: dueAt(at), thread: null });
    await set(due, START + 1000);
    await set(due, START + 99_000_000);
    await set(later, START + 99_000_000);
    await driven.run('interaction.log', logArgs([waits], 't1', 'm1', { at: START - 5000 }));
    await driven.run('interaction.log', logArgs([quiet], 't2', 'm1', { direction: 'out' }));
    const keys = ['zalo:1', 'zalo:2', 'zalo:3', 'zalo:4', 'zalo:5'];
    const view = await driven.ask('listed', { keys, until: START + 60_000 });
    expect(view.map(({ customer: { id }, reminders }) => [id, reminders.length])).toEqual([
      [waits, 0],
      [due, 1],
    ]);
    expect(await driven.ask('listed', { keys: [], until: START })).toEqual([]);
  });

  test('no more than forty are looked up', async () => {
    const driven = await testBook();
    const last = await customer(driven, 'Cuối', ['zalo:99']);
    await driven.run('reminder.set', { customer: last, title: 'x', due: dueAt(START), thread: null });
    const keys = Array.from({ length: 41 }, (_none, index) => `zalo:${index === 40 ? 99 : index}`);
    expect(await driven.ask('listed', { keys, until: START })).toEqual([]);
    expect(await driven.ask('listed', { keys: keys.slice(1), until: START })).toHaveLength(1);
  });
});

describe('an order from a page', () => {
  const page = {
    site: 'shopee-orders',
    order: '88',
    number: '2505296R62JNTS',
    total: 250_000,
    currency: 'VND',
    status: 'Đang giao',
    at: START - 86_400_000,
    payment: 'Thanh toán khi nhận hàng',
    goods: [{ name: 'Áo dài', quantity: 1 }],
    thread: threadOf('88', 'shopee-orders'),
  };

  test('is kept whole, once, and follows its status', async () => {
    const driven = await testBook();
    const lan = await customer(driven, 'Lan');
    const first = await driven.run('order.record', { ...page, customer: lan });
    expect(first.existing).toBe(false);
    expect(await driven.run('order.record', { ...page, customer: lan })).toMatchObject({
      change: null,
      existing: true,
      id: first.id,
    });
    await driven.run('order.record', { ...page, customer: lan, status: 'Đã giao hàng' });
    expect(await driven.book.orders.toArray()).toMatchObject([
      { at: page.at, payment: page.payment, goods: page.goods, status: 'Đã giao hàng', outcome: 'delivered' },
    ]);
    expect((await driven.book.customers.get(lan))?.orderCount).toBe(1);
  });

  test('keeps its goods and its day where a later page shows none', async () => {
    const driven = await testBook();
    const lan = await customer(driven, 'Lan');
    await driven.run('order.record', { ...page, customer: lan });
    const { goods: _goods, at: _at, payment: _payment, ...bare } = page;
    await driven.run('order.record', { ...bare, customer: lan, status: 'Đã hủy' });
    expect(await driven.book.orders.toArray()).toMatchObject([
      { at: page.at, payment: page.payment, goods: page.goods, outcome: 'cancelled' },
    ]);
  });

  test('its outcome is worked out here, also of a file, and goes with an undo', async () => {
    const driven = await testBook();
    const lan = await customer(driven, 'Lan');
    await driven.run('order.record', { ...page, customer: lan });
    const { change } = await driven.run('order.record', {
      ...page,
      customer: lan,
      status: 'Khách không nhận hàng',
    });
    expect((await driven.book.orders.toArray())[0]?.outcome).toBe('refused');
    await driven.run('change.undo', { change: change! });
    expect((await driven.book.orders.toArray())[0]).not.toHaveProperty('outcome');
    const fields = { customer: lan, status: 'returned', outcome: 'delivered' };
    await driven.run('import.rows', { rows: [{ table: 'orders', id: 'o', fields }], from: 'x' });
    expect((await driven.book.orders.get('o'))?.outcome).toBe('returned');
  });
});
