import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { createClientStore } from '../../lib/client/store.ts';
import type { CardView } from '../../lib/domain/query.ts';
import { logArgs, testBook } from './store-fixture.ts';

vi.mock('../../lib/message/send.ts', () => ({ send: () => Promise.reject(new Error('nobody is there')) }));

const KEY = 'email:a@example.com';
const cardOf = (key: string) => ({
  name: 'card' as const,
  args: { keys: [key], names: [], site: 'gmail', threadId: 't', messageId: 'm1' },
});

async function shop() {
  const { book, run } = await testBook();
  const { id } = await run('customer.save', { set: { name: 'Lan' }, keys: [KEY] });
  const store = createClientStore(book);
  const reads = vi.spyOn(book.customers, 'where');
  return { book, run, store, reads, id: id! };
}

test('an answer that was prepared is there for the first drawing, follows the book, and is read once', async () => {
  const { run, store, reads, id } = await shop();
  const release = await store.prepare(cardOf(KEY), 1000);
  const live = store.live(cardOf(KEY));
  expect(live.ready?.customers.map((one) => one.name)).toEqual(['Lan']);
  const told: CardView[] = [];
  const subscription = live.subscribe({ next: (view) => told.push(view) });
  release();
  expect(reads).toHaveBeenCalledTimes(1);
  await run('interaction.log', logArgs([id], 't', 'm1', { at: 5, direction: 'in' }));
  await expect.poll(() => told.map((view) => view.logged?.messageId)).toEqual(['m1']);
  subscription.unsubscribe();
  // Seen again after it was hidden: asked anew.
  const again: CardView[] = [];
  live.subscribe({ next: (view) => again.push(view) });
  await expect.poll(() => again.length).toBe(1);
});

test('an answer that takes too long is not asked for twice: it comes to whoever drew without it', async () => {
  const { store, reads } = await shop();
  const release = await store.prepare(cardOf(KEY), 0);
  const live = store.live(cardOf(KEY));
  expect(live.ready).toBeUndefined();
  const told: CardView[] = [];
  live.subscribe({ next: (view) => told.push(view) });
  release();
  await expect.poll(() => told.length).toBe(1);
  expect(reads).toHaveBeenCalledTimes(1);
});

test('what no drawing took over does not follow the book, and is no answer to a later question', async () => {
  const { run, store, reads, id } = await shop();
  const release = await store.prepare(cardOf(KEY), 1000);
  expect(store.live(cardOf('email:other@example.com')).ready).toBeUndefined();
  release();
  expect(store.live(cardOf(KEY)).ready).toBeUndefined();
  await run('customer.save', { id, set: { name: 'Hoa' } });
  const told: CardView[] = [];
  store.live(cardOf(KEY)).subscribe({ next: (view) => told.push(view) });
  await expect.poll(() => told.map((view) => view.customers[0]?.name)).toEqual(['Hoa']);
  expect(reads).toHaveBeenCalledTimes(2);
});
