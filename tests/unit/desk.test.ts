import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
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
