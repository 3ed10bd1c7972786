import 'fake-indexeddb/auto';
import { afterAll, describe, expect, test } from 'vitest';
import type { Customer } from '../../lib/domain/entities.ts';
import { productKey } from '../../lib/domain/product.ts';
import { type Driven, logArgs, START, testBook } from './store-fixture.ts';

const DAY = 86_400_000;
const ZONE = 'Asia/Ho_Chi_Minh';
const opened: { close(): void }[] = [];
afterAll(() => {
  for (const book of opened) book.close();
});

async function shop() {
  const driven = await testBook();
  opened.push(driven.book);
  const save = async (name: string, set = {}) =>
    (await driven.run('customer.save', { set: { name, ...set } })).id!;
  const [lan, hoa] = [await save('Lan'), await save('Hoa')];
  return { ...driven, save, lan, hoa };
}

let numbers = 0;
const order = (
  { run }: Pick<Driven, 'run'>,
  customer: string,
  at: number,
  goods: string[],
  status = 'Đã giao',
) => {
  numbers += 1;
  return run('order.record', {
    ...{ customer, site: 'shopee', order: `o${numbers}`, number: `#${numbers}`, total: 100, currency: 'VND' },
    ...{ status, at, thread: null, goods: goods.map((name) => ({ name, quantity: 2 })) },
  });
};

const rowOf = async (driven: Driven, id: string) => (await driven.book.customers.get(id)) as Customer;

describe('matters', () => {
  test('are written down, edited, and counted on the customer; a card without any has no field for it', async () => {
    const driven = await shop();
    const { run, ask, lan } = driven;
    expect(await rowOf(driven, lan)).not.toHaveProperty('matters');
    const wait = await run('matter.save', { customer: lan, kind: 'wait', what: 'Áo đỏ cỡ M' });
    await run('matter.save', { customer: lan, kind: 'parcel', state: 'refused', at: START });
    expect(await rowOf(driven, lan)).toMatchObject({ matters: 2, handParcelAt: START, troubleAt: START });
    expect(await ask('waits', {})).toMatchObject([
      { matter: { what: 'Áo đỏ cỡ M', state: 'open' }, customer: { id: lan } },
    ]);
    const told = await run('matter.save', { id: wait.id!, state: 'told' });
    expect(await ask('waits', {})).toEqual([]);
    await run('change.undo', { change: told.change! });
    expect(await ask('waits', {})).toHaveLength(1);
    await run('matter.delete', { id: wait.id! });
    expect(await rowOf(driven, lan)).toMatchObject({ matters: 1 });
  });

  test('refuse a state of another kind, a change of kind, and nobody', async () => {
    const { run, lan } = await shop();
    const bad = { code: 'bad-input' };
    await expect(run('matter.save', { customer: lan, kind: 'wait', state: 'refused' })).rejects.toMatchObject(
      bad,
    );
    await expect(run('matter.save', { kind: 'wait' })).rejects.toMatchObject(bad);
    await expect(run('matter.save', { customer: 'nobody', kind: 'wait' })).rejects.toMatchObject({
      code: 'not-found',
    });
    const { id } = await run('matter.save', { customer: lan, kind: 'survey', score: 7 });
    await expect(run('matter.save', { id: id!, kind: 'wait' })).rejects.toMatchObject(bad);
    await expect(run('matter.save', { id: id!, score: 11 })).rejects.toMatchObject(bad);
  });

  test('of two who are merged are those of one, and go with the one they are given to', async () => {
    const driven = await shop();
    const { run, ask, lan, hoa } = driven;
    await run('matter.save', { customer: hoa, kind: 'wait', what: 'Khăn' });
    await run('customer.merge', { kept: lan, member: hoa });
    const later = await run('matter.save', {
      customer: lan,
      kind: 'warranty',
      what: 'Nồi',
      until: '2027-01-01',
    });
    expect(await rowOf(driven, lan)).toMatchObject({ matters: 2 });
    expect((await ask('waits', {})).map(({ customer }) => customer.id)).toEqual([lan]);
    expect((await ask('merged', { customer: lan }))[0]?.since).toMatchObject([
      { name: `matters/${later.id}`, label: 'Nồi' },
    ]);
    await run('customer.split', { member: hoa, move: [`matters/${later.id}`] });
    expect((await ask('matters', { customer: hoa })).map(({ what }) => what).sort()).toEqual(['Khăn', 'Nồi']);
    expect(await rowOf(driven, lan)).not.toHaveProperty('matters');
  });
});

describe('who sent whom, and from where', () => {
  test('is shown both ways, follows merges, and is forgotten with an erased person', async () => {
    const driven = await shop();
    const { run, ask, save, lan, hoa } = driven;
    const mai = await save('Mai', { referredBy: lan, source: 'facebook' });
    expect(await ask('referrals', { customer: lan })).toMatchObject({ by: null, sent: [{ id: mai }] });
    expect(await ask('referrals', { customer: mai })).toMatchObject({ by: { id: lan }, sent: [] });
    await run('customer.merge', { kept: hoa, member: lan });
    expect(await ask('referrals', { customer: hoa })).toMatchObject({ sent: [{ id: mai }] });
    expect(await ask('referrals', { customer: mai })).toMatchObject({ by: { id: hoa } });
    await run('customer.merge', { kept: hoa, member: mai });
    expect((await ask('customer', { id: hoa }))?.customer).toMatchObject({ source: 'facebook' });
    await run('customer.split', { member: mai });
    await run('customer.erase', { id: hoa });
    expect(await rowOf(driven, mai)).not.toHaveProperty('referredBy');
  });

  test('costs of a source and a month are one row, whoever says it', async () => {
    const { run, book } = await shop();
    const of = { source: 'facebook', month: '2026-11', currency: 'VND' };
    await run('cost.set', { ...of, amount: 500 });
    await run('cost.set', { ...of, amount: 700 });
    expect(await book.costs.toArray()).toMatchObject([{ amount: 700 }]);
    await run('cost.set', { ...of, amount: 0 });
    expect(await book.costs.count()).toBe(0);
    await run('cost.set', { ...of, amount: 1 });
    expect(await book.costs.toArray()).toMatchObject([{ amount: 1, source: 'facebook' }]);
  });
});

describe('complaints', () => {
  test('carry a cause from the start, and what was done; other entries carry what they are about', async () => {
    const { run, ask, lan } = await shop();
    const entry = await run(
      'interaction.log',
      logArgs([lan], null, '', { kind: 'complaint', cause: 'late' }),
    );
    await run('interaction.note', { id: entry.id!, remedy: 'Gửi lại', cost: 30_000, lesson: 'Gói kỹ hơn' });
    const rival = await run(
      'interaction.log',
      logArgs([lan], null, '', { kind: 'comparison', topic: 'Shop Mây' }),
    );
    await expect(run('interaction.note', { id: rival.id!, cause: 'late' })).rejects.toMatchObject({
      code: 'bad-input',
    });
    const counts = await ask('careCounts', { months: ['2026-11'], zone: ZONE });
    expect(counts.causes).toEqual([{ cause: 'late', count: 1, open: 1, cost: 30_000 }]);
    expect(counts.comparisons).toEqual([{ topic: 'Shop Mây', count: 1 }]);
    const list = await ask('careList', {
      months: ['2026-11'],
      zone: ZONE,
      of: { what: 'cause', cause: 'late' },
    });
    expect(list).toMatchObject([
      { customer: { id: lan }, entry: { remedy: 'Gửi lại', lesson: 'Gói kỹ hơn' } },
    ]);
    await run('interaction.status', { id: entry.id!, status: 'confirmed' });
    expect((await ask('careCounts', { months: ['2026-11'], zone: ZONE })).causes[0]).toMatchObject({
      open: 0,
    });
    expect((await ask('careCounts', { months: ['2026-10'], zone: ZONE })).causes).toEqual([]);
  });

  test('of a buyer who is silent since are on the radar, until they order or write', async () => {
    const driven = await shop();
    const { run, ask, clock, lan } = driven;
    await order(driven, lan, START - 40 * DAY, ['Áo']);
    const entry = await run(
      'interaction.log',
      logArgs([lan], null, '', { kind: 'complaint', at: START - 20 * DAY }),
    );
    const silent = async () =>
      (await ask('radar', { now: clock.now, zone: ZONE, months: ['2026-11'] })).silent.customers.map(
        ({ id }) => id,
      );
    expect(await silent()).toEqual([lan]);
    const wrote = await run('interaction.log', logArgs([lan], null, '', { at: START - 2 * DAY }));
    expect(await silent()).toEqual([]);
    await run('interaction.delete', { id: wrote.id! });
    expect(await silent()).toEqual([lan]);
    await run('interaction.delete', { id: entry.id! });
    expect(await silent()).toEqual([]);
  });
});

describe('products', () => {
  test('what is bought together is counted among buyers, without what is refused or had', async () => {
    const driven = await shop();
    const { run, ask, save, lan, hoa } = driven;
    await order(driven, lan, START, ['Áo dài']);
    for (let i = 0; i < 3; i++) await order(driven, await save(`Khách ${i}`), START, ['ÁO DÀI', 'Khăn lụa']);
    await order(driven, hoa, START, ['Áo dài', 'Nón']);
    const [fit, ...others] = await ask('fits', { customer: lan });
    expect(fit).toMatchObject({ key: 'khan lua', name: 'Khăn lụa', becauseName: 'Áo dài', both: 3, of: 4 });
    // One buyer is chance.
    expect(others).toEqual([]);
    const no = await run('customer.refuse', { customer: lan, product: 'khan lua', on: true });
    expect(await ask('fits', { customer: lan })).toEqual([]);
    await run('change.undo', { change: no.change! });
    expect(await ask('fits', { customer: lan })).toHaveLength(1);
  });

  test('the shop’s own list says which names are one product', async () => {
    const driven = await shop();
    const { run, ask, save, lan, clock } = driven;
    await run('product.save', { name: 'Khăn lụa Bảo Lộc', code: 'KL1', aliases: ['khăn BL', 'Khăn'] });
    await order(driven, lan, START, ['khăn bl']);
    for (const name of ['Khăn', 'KL1', 'Khăn lụa Bảo Lộc'])
      await order(driven, await save(name), START, [name, 'Nón lá']);
    expect(await ask('fits', { customer: lan })).toMatchObject([
      { name: 'Nón lá', both: 3, of: 3, becauseName: 'Khăn lụa Bảo Lộc' },
    ]);
    for (const days of [40, 20]) await order(driven, lan, START - days * DAY, ['khăn bl']);
    const { now } = clock;
    expect(await ask('stock', { now, until: now + 30 * DAY })).toMatchObject([
      { name: 'Khăn lụa Bảo Lộc', quantity: 2, buyers: [lan] },
    ]);
    // A name that two products claim is neither's.
    await run('product.save', { name: 'Khăn cotton', aliases: ['khăn BL'] });
    expect((await ask('fits', { customer: lan })).map(({ becauseName }) => becauseName)).toEqual([]);
  });

  test('what is cancelled was never bought, and habits tell what stock the next days take', async () => {
    const driven = await shop();
    const { ask, clock, lan } = driven;
    for (const days of [60, 40, 20]) await order(driven, lan, START - days * DAY, ['Sữa rửa mặt']);
    await order(driven, lan, START - 5 * DAY, ['Sữa rửa mặt'], 'Đã hủy');
    const { now } = clock;
    expect(await rowOf(driven, lan)).toMatchObject({
      bought: [productKey({ name: 'Sữa rửa mặt' })],
      habits: [{ every: 20 * DAY, quantity: 2, lastAt: START - 20 * DAY }],
    });
    // Expected today, and once more in twenty days.
    expect(await ask('stock', { now, until: now + 30 * DAY })).toEqual([
      { key: 'sua rua mat', name: 'Sữa rửa mặt', quantity: 4, buyers: [lan] },
    ]);
    // Nobody expects a habit that was broken for longer than it lasted.
    clock.now += 30 * DAY;
    expect(await ask('stock', { now: clock.now, until: clock.now + 30 * DAY })).toEqual([]);
  });
});
