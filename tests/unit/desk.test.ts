import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { createDesk } from '../../lib/service/desk.ts';
import { freshName, START } from './store-fixture.ts';

function desk() {
  const name = freshName();
  const clock = { now: START };
  let ids = 0;
  return createDesk({
    bookName: async () => name,
    now: () => (clock.now += 1000),
    randomId: () => `id-${++ids}`,
    lock: (work) => work(),
    changed: () => undefined,
  });
}
type Desk = ReturnType<typeof desk>;

const save = async (at: Desk, name: string, key: string, set = {}) =>
  (await at.run({ name: 'customer.save', args: { set: { name, ...set }, keys: [key] } } as never)).id!;

const mailOf = (messages: string[], ...people: string[][]): Sighting => ({
  site: 'gmail',
  channel: 'email',
  thread: { id: 't1', url: 'https://mail.google.com/mail/u/0/#inbox/t1', subject: 'Hỏi giá' },
  counterparts: people.map((identities) => ({ name: '', identities, strength: 'strong' })),
  group: false,
  messages: messages.map((id) => ({ id, direction: 'in', at: null, text: 'Còn hàng không?' })),
  order: null,
  health: 'ok',
  problems: [],
});

const entries = async (at: Desk) => (await at.book()).interactions.toArray();

it('logs by itself only where that is turned on, and each message once', async () => {
  const at = desk();
  await save(at, 'Lan', 'email:lan@example.com');
  const mail = mailOf(['m1', 'm2'], ['email:lan@example.com']);
  await at.autoLog(mail, []);
  expect(await entries(at)).toEqual([]);
  await at.autoLog(mail, ['gmail']);
  await at.autoLog(mail, ['gmail']);
  expect(await entries(at)).toMatchObject([{ messageId: 'm2', count: 2 }]);
  await at.autoLog(mailOf(['m1', 'm2', 'm3'], ['email:lan@example.com']), ['gmail']);
  expect((await entries(at)).map(({ messageId, count }) => [messageId, count])).toEqual([
    ['m2', 2],
    ['m3', 1],
  ]);
});

it('turned on for a customer, logs for that customer', async () => {
  const at = desk();
  const lan = await save(at, 'Lan', 'email:lan@example.com', { autoLog: true });
  await at.autoLog(mailOf(['m1'], ['email:lan@example.com']), []);
  expect(await entries(at)).toMatchObject([{ customers: [lan] }]);
});

it('does not log again by itself what was taken back', async () => {
  const at = desk();
  await save(at, 'Lan', 'email:lan@example.com');
  const mail = mailOf(['m1'], ['email:lan@example.com']);
  await at.autoLog(mail, ['gmail']);
  const [entry] = await entries(at);
  await at.run({ name: 'interaction.delete', args: { id: entry!.id } });
  await at.autoLog(mail, ['gmail']);
  expect(await entries(at)).toEqual([]);
  expect(await at.log(mail, '')).toMatchObject({ existing: false });
});

it('logs nothing for one person whom two customers claim, and for both where two people write', async () => {
  const at = desk();
  const lan = await save(at, 'Lan', 'email:lan@example.com');
  const minh = await save(at, 'Minh', 'tel:+84912345678');
  const one = mailOf(['m1'], ['email:lan@example.com', 'tel:+84912345678']);
  expect(await at.log(one, '')).toBeNull();
  await at.autoLog(one, ['gmail']);
  expect(await entries(at)).toEqual([]);
  await at.log(mailOf(['m1'], ['email:lan@example.com'], ['tel:+84912345678']), '');
  expect(await entries(at)).toMatchObject([{ customers: [lan, minh] }]);
});

describe('orders by themselves', () => {
  const orders = async (at: Desk) => (await at.book()).orders.toArray();
  const orderPage = (status: string, ...people: string[][]): Sighting => ({
    ...mailOf([], ...people),
    site: 'woocommerce',
    channel: 'woocommerce',
    order: { id: 'shop.example:1042', number: '1042', total: 250_000, currency: 'VND', status },
  });
  const LAN = ['tel:+84912345678'];

  it('are kept only where that is turned on, once, and follow their status', async () => {
    const at = desk();
    const lan = await save(at, 'Lan', LAN[0]!);
    await at.autoOrder(orderPage('processing', LAN), []);
    expect(await orders(at)).toEqual([]);
    await at.autoOrder(orderPage('processing', LAN), ['woocommerce']);
    await at.autoOrder(orderPage('processing', LAN), ['woocommerce']);
    await at.autoOrder(orderPage('cancelled', LAN), ['woocommerce']);
    expect(await orders(at)).toMatchObject([{ customer: lan, status: 'cancelled', outcome: 'cancelled' }]);
    expect(await (await at.book()).changes.where('id').above('').count()).toBe(3);
  });

  it('are left alone once taken back, also by a log that happens by itself', async () => {
    const at = desk();
    await save(at, 'Lan', LAN[0]!);
    const page = orderPage('processing', LAN);
    await at.autoOrder(page, ['woocommerce']);
    const [made] = await (await at.book()).changes.orderBy('seq').reverse().limit(1).toArray();
    await at.run({ name: 'change.undo', args: { change: made!.id } });
    await at.autoOrder(page, ['woocommerce']);
    await at.autoLog(page, ['woocommerce']);
    expect(await orders(at)).toEqual([]);
    expect(await entries(at)).toHaveLength(1);
    await at.log({ ...page, messages: mailOf(['m9']).messages }, '');
    expect(await orders(at)).toHaveLength(1);
  });

  it('are nobody’s while the buyer is unknown, contested, in a group, or never logged', async () => {
    const at = desk();
    await at.autoOrder(orderPage('processing', LAN), ['woocommerce']);
    const lan = await save(at, 'Lan', LAN[0]!);
    await save(at, 'Minh', 'email:minh@example.com');
    await at.autoOrder(orderPage('processing', [...LAN, 'email:minh@example.com']), ['woocommerce']);
    await at.autoOrder({ ...orderPage('processing', LAN), group: true }, ['woocommerce']);
    await at.run({ name: 'neverLog.add', args: { rule: `customer:${lan}`, label: 'Lan' } });
    await at.autoOrder(orderPage('processing', LAN), ['woocommerce']);
    expect(await orders(at)).toEqual([]);
  });

  it('stay with the customer who has them', async () => {
    const at = desk();
    const lan = await save(at, 'Lan', LAN[0]!);
    await save(at, 'Mai', 'email:mai@example.com');
    await at.autoOrder(orderPage('processing', LAN), ['woocommerce']);
    await at.autoOrder(orderPage('completed', ['email:mai@example.com']), ['woocommerce']);
    expect(await orders(at)).toMatchObject([{ customer: lan, status: 'processing' }]);
  });
});
