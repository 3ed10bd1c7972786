import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { BulkNow, BulkState } from '../../lib/domain/bulk.ts';
import { BulkWork } from '../../lib/service/bulk.ts';
import { contentOf, type Driven, testBook } from './store-fixture.ts';

const MANY = 1100;

async function crowd() {
  const driven = await testBook();
  await driven.run('tag.save', { id: 'vip', name: 'VIP' });
  const customers = Array.from({ length: MANY }, (_, i) => `c${i}`);
  await driven.run('import.rows', {
    rows: customers.map((id, i) => ({
      table: 'customers' as const,
      id,
      fields: { name: `Khách ${i}`, stage: i % 2 ? 'lead' : 'regular', tags: i % 5 ? [] : ['vip'] },
    })),
    from: 'test',
  });
  return { ...driven, customers };
}

/** A desk whose states are kept, and who may ask for an end at one of them. */
function desk(driven: Driven, onNow: (now: BulkNow, work: BulkWork) => void = () => undefined) {
  const states: BulkState[] = [];
  const work: BulkWork = new BulkWork({
    ...driven.deps,
    book: async () => driven.book,
    newId: () => `bulk-${driven.clock.now}`,
    alone: (work) => work(),
    changed(state) {
      states.push(state);
      onNow(state.now, work);
    },
  });
  return { work, states, now: () => states.at(-1)!.now };
}

const facts = async (driven: Driven) =>
  (await driven.book.customers.toArray()).map(({ id, stage = 'lead', owner = '', tags }) => ({
    id,
    stage,
    owner,
    tags,
  }));

describe('a change of many customers', () => {
  test('reaches all of them page by page, and is taken back as one, exactly', async () => {
    const driven = await crowd();
    const before = await contentOf(driven.book);
    const { work, states, now } = desk(driven);
    await work.start({ set: { stage: 'quiet', owner: 'Hoa' }, tags: { vip: true } }, driven.customers);
    expect(now()).toMatchObject({ phase: 'done', progress: { done: MANY, total: MANY } });
    expect(states.map((state) => state.now.phase === 'running' && state.now.progress.done)).toContain(500);
    for (const row of await facts(driven))
      expect(row).toMatchObject({ stage: 'quiet', owner: 'Hoa', tags: ['vip'] });
    const [record] = states.at(-1)!.records;
    expect(record).toMatchObject({ customers: MANY, undone: false });
    expect(record!.changes).toHaveLength(3);
    await work.undo(record!.id);
    expect(now()).toMatchObject({ phase: 'undone', kept: 0 });
    expect(await contentOf(driven.book)).toEqual(before);
    expect(states.at(-1)!.records[0]).toMatchObject({ undone: true });
  });

  test('that is stopped says how far it came, and goes on from there', async () => {
    const driven = await crowd();
    let stops = 0;
    const { work, now } = desk(driven, (now, work) => {
      if (now.phase === 'running' && now.progress.done === 500 && stops++ === 0) work.stop();
    });
    await work.start({ tags: { vip: true } }, driven.customers);
    expect(now()).toMatchObject({ phase: 'stopped', progress: { done: 500, total: MANY } });
    const tagged = async () => (await facts(driven)).filter(({ tags }) => tags.includes('vip')).length;
    expect(await tagged()).toBeLessThan(MANY);
    await work.resume();
    expect(now()).toMatchObject({ phase: 'done', progress: { done: MANY } });
    expect(await tagged()).toBe(MANY);
  });

  test('whose tab dies leaves whole pages, and the next tab offers to go on or to take it back', async () => {
    const driven = await crowd();
    const before = await facts(driven);
    let dead = false;
    const killed = desk(driven, (now) => {
      if (dead) throw new Error('the tab is gone');
      if (now.phase === 'running' && now.progress.done === 500) dead = true;
    });
    await killed.work.start({ set: { stage: 'lost' } }, driven.customers).catch(() => undefined);
    const lost = (await facts(driven)).filter(({ stage }) => stage === 'lost').length;
    expect(lost % 500).toBe(0);
    expect(lost).toBeGreaterThan(0);
    const next = desk(driven);
    await next.work.begin();
    expect(next.now()).toMatchObject({ phase: 'stopped', undoing: false, progress: { done: lost } });
    await next.work.undo((next.now() as Extract<BulkNow, { phase: 'stopped' }>).progress.id);
    expect(await facts(driven)).toEqual(before);
  });

  test('keeps what somebody changed since, when it is taken back', async () => {
    const driven = await crowd();
    const { work, now, states } = desk(driven);
    await work.start({ set: { stage: 'lost' } }, driven.customers.slice(0, 3));
    await driven.run('customer.save', { id: 'c1', set: { stage: 'back' } });
    await work.undo(states.at(-1)!.records[0]!.id);
    expect(now()).toMatchObject({ phase: 'undone', kept: 1 });
    const stages = (await facts(driven)).filter(({ id }) => ['c0', 'c1', 'c2'].includes(id));
    expect(stages.map(({ stage }) => stage)).toEqual(['regular', 'back', 'regular']);
  });

  test('passes by who is gone, and reaches who is shown of one who was merged', async () => {
    const driven = await crowd();
    const { run } = driven;
    await run('customer.delete', { id: 'c2' });
    await run('customer.merge', { kept: 'c0', member: 'c1', shown: ['stage'] });
    await run('tag.put', { tag: 'vip', customers: ['c1'], on: true });
    const { work, now } = desk(driven);
    await work.start({ set: { stage: 'back' }, tags: { vip: false } }, ['c0', 'c2', 'nobody']);
    expect(now()).toMatchObject({ phase: 'done' });
    const [person] = await driven.ask('customers', { ids: ['c0'] });
    expect(person).toMatchObject({ stage: 'back', tags: [] });
    expect((await driven.book.customers.get('c0'))?.stage).toBe('regular');
    expect(await driven.book.customers.get('c2')).toBeUndefined();
  });

  test('that another window is at is refused in words', async () => {
    const driven = await crowd();
    const states: BulkState[] = [];
    const work = new BulkWork({
      ...driven.deps,
      book: async () => driven.book,
      newId: () => 'one',
      alone: async () => null,
      changed: (state) => void states.push(state),
    });
    await work.start({ tags: { vip: true } }, ['c0']);
    expect(states.at(-1)!.now).toMatchObject({ phase: 'stopped', failure: { code: 'busy' } });
  });
});
