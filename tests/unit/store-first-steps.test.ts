import { afterAll, expect, test } from 'vitest';
import { dueAtInstant } from '../../lib/domain/due.ts';
import { sampleCommands } from '../../lib/domain/samples.ts';
import { START, testBook } from './store-fixture.ts';

const driven = await testBook();
afterAll(() => driven.book.close());
const steps = () => driven.ask('firstSteps', {});

test('practice customers, their notes and promises count for nothing', async () => {
  const [command] = sampleCommands(START, 'Asia/Ho_Chi_Minh');
  await driven.run(command!.name as 'import.rows', command!.args as never);
  expect(await steps()).toEqual({ customers: 0, noted: false, promised: false, channels: false });
});

test('each step is ticked by what is done', async () => {
  const link = { by: 'user' as const, from: 'gmail' };
  const { id } = await driven.run('customer.save', {
    set: { name: 'Mai Phương' },
    keys: ['email:mai@example.com'],
    link,
  });
  expect(await steps()).toEqual({ customers: 1, noted: false, promised: false, channels: false });
  const note = await driven.run('note.add', { customer: id!, text: 'Cỡ M' });
  const due = dueAtInstant(START + 60_000, 'Asia/Ho_Chi_Minh');
  await driven.run('reminder.set', { customer: id, title: 'Báo giá', due, thread: null });
  await driven.run('identity.link', { customer: id!, key: 'zalo:7', link });
  expect(await steps()).toEqual({ customers: 1, noted: true, promised: true, channels: true });
  await driven.run('change.undo', { change: note.change! });
  expect((await steps()).noted).toBe(false);
});
