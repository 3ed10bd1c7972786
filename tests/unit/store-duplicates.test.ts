import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { logArgs, testBook } from './store-fixture.ts';

const link = { by: 'user' as const, from: 'gmail' };

async function shop() {
  const store = await testBook();
  const make = async (name: string, set = {}, keys: string[] = []) =>
    (await store.run('customer.save', { set: { name, ...set }, keys, link })).id!;
  const found = async (limit = 50) => {
    const { pairs, total } = await store.ask('duplicates', { limit });
    return {
      total,
      pairs: pairs.map(({ one, other, reasons }) => ({
        who: [one.id, other.id].sort(),
        why: reasons.map(({ kind }) => kind),
      })),
    };
  };
  return { ...store, make, found };
}

describe('customers who may be one person', () => {
  test('are found by name with place or firm before name alone', async () => {
    const { make, found } = await shop();
    const alone = [await make('Trần Văn Nam'), await make('tran van nam')];
    const placed = [
      await make('Lê Thu Hà', { address: '1 Trần Phú, Đà Nẵng' }),
      await make('Le Thu Ha', { address: 'TP Đà Nẵng' }),
    ];
    const { pairs } = await found();
    expect(pairs).toEqual([
      { who: placed.sort(), why: ['name-place'] },
      { who: alone.sort(), why: ['name'] },
    ]);
  });

  test('are found by a number of one in the notes of the other, in any spacing', async () => {
    const { make, run, found } = await shop();
    const lan = await make('Lan', {}, ['tel:+84912345678']);
    const chat = await make('lan.shop', {}, ['zalo:17']);
    await run('note.add', { customer: chat, text: 'Giao cho 0912 345.678' });
    expect((await found()).pairs).toEqual([{ who: [lan, chat].sort(), why: ['phone'] }]);
  });

  test('are found by an order number seen on another channel', async () => {
    const { make, run, found } = await shop();
    const buyer = await make('hoa88', {}, ['shopee:vn:hoa88']);
    const chat = await make('Hoa Nguyễn', {}, ['zalo:18']);
    await run('order.record', {
      customer: buyer,
      site: 'shopee',
      order: '77',
      number: '2411A0B1C2D3E4',
      total: 1,
      currency: 'VND',
      status: 'done',
      thread: null,
    });
    await run('note.add', { customer: chat, text: 'Hỏi đơn 2411A0B1C2D3E4' });
    expect((await found()).pairs).toEqual([{ who: [buyer, chat].sort(), why: ['code'] }]);
  });

  test('a hotline, a shared mailbox and a name of many link nobody', async () => {
    const { make, run, found } = await shop();
    for (let n = 0; n < 12; n++) {
      const id = await make('Nguyễn Văn An');
      await run('note.add', { customer: id, text: `Gọi tổng đài 0988 777 666, mã ${1_000_000_000 + n}` });
    }
    expect((await found()).total).toBe(0);
  });

  test('what was said not to be the same is not offered again, until it is taken back', async () => {
    const { make, run, found } = await shop();
    const [one, other] = [await make('Trần Văn Nam'), await make('Trần Văn Nam')];
    await run('customer.notSame', { one, other, on: true });
    expect((await found()).total).toBe(0);
    await run('customer.notSame', { one: other, other: one, on: false });
    expect((await found()).total).toBe(1);
  });

  test('merged ones are no pair any more, and are one again with a third', async () => {
    const { make, run, found } = await shop();
    const ids = [await make('Trần Văn Nam'), await make('Trần Văn Nam'), await make('Trần Văn Nam')];
    expect((await found()).total).toBe(3);
    await run('customer.merge', { kept: ids[0]!, member: ids[1]! });
    const { pairs } = await found();
    // The shown one is found by both names now, so its line differs from that of the third.
    for (const { who } of pairs) expect(who).not.toContain(ids[1]);
  });

  test('the list stops where it is told to, and says how many there are', async () => {
    const { make, found } = await shop();
    for (let n = 0; n < 6; n++) for (let twin = 0; twin < 2; twin++) await make(`Khách Số ${n}`);
    const { pairs, total } = await found(4);
    expect([pairs.length, total]).toEqual([4, 6]);
  });
});

describe('what came since a merge', () => {
  test('is listed, and what came by the thread or the channel of the other is suggested for them', async () => {
    const { make, run, ask } = await shop();
    const lan = await make('Lan', {}, ['email:lan@example.com']);
    const chat = await make('lan.shop', {}, ['zalo:17']);
    await run('note.add', { customer: lan, text: 'Trước' });
    await run('customer.merge', { kept: lan, member: chat });
    await run('note.add', { customer: lan, text: 'Sau' });
    await run('interaction.log', logArgs([lan], 'mail', 'm1', { channel: 'email' }));
    const zalo = {
      channel: 'zalo',
      thread: { site: 'zalo', id: 'z', url: 'https://chat.zalo.me/', subject: 'z' },
    };
    const second = await run('interaction.log', { ...logArgs([lan], null, 'm2'), ...zalo });
    await run('customer.save', { id: lan, set: {}, keys: ['tel:+84912345678'], link });
    const [member] = await ask('merged', { customer: lan });
    expect(member?.customer.name).toBe('lan.shop');
    const since = Object.fromEntries(member!.since.map(({ label, suggested }) => [label, suggested]));
    expect(since).toMatchObject({ Sau: false, 'tel:+84912345678': false });
    expect(member!.since.find(({ name }) => name === `interactions/${second.id}`)?.suggested).toBe(true);
    expect(member!.since.filter(({ suggested }) => suggested)).toHaveLength(1);
    expect(Object.keys(since)).not.toContain('Trước');
    await run('customer.split', {
      member: chat,
      move: member!.since.filter(({ suggested }) => suggested).map(({ name }) => name),
    });
    expect((await ask('customer', { id: chat }))?.timeline.items.map(({ messageId }) => messageId)).toEqual([
      'm2',
    ]);
    expect(await ask('merged', { customer: lan })).toEqual([]);
  });
});
