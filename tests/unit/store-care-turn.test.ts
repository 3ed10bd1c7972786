import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import type { Command } from '../../lib/domain/command.ts';
import { runId } from '../../lib/domain/row-id.ts';
import { makeStamp } from '../../lib/domain/stamp.ts';
import { VALUE_RULES, type ValueRules } from '../../lib/domain/value.ts';
import { careTurn } from '../../lib/service/care.ts';
import { readCareState } from '../../lib/store/care.ts';
import { answer } from '../../lib/store/queries.ts';
import { runCommand } from '../../lib/store/run.ts';
import { writing } from '../../lib/store/schema.ts';
import { createSearch } from '../../lib/store/search.ts';
import { applyRemote } from '../../lib/store/sync-apply.ts';
import { bareFilter, START, testBook } from './store-fixture.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const DAY = 86_400_000;
const step = (id: string, trigger: string, days: number, over = {}) =>
  ({ id, phase: 'after', trigger, days, title: id, text: '', channel: '', ...over }) as never;
const HELLO = [step('hello', 'joined', 0)];

async function careBook() {
  const driven = await testBook();
  const { book, deps, clock, run } = driven;
  const shop: { value: ValueRules | null } = { value: null };
  const care = {
    book: async () => book,
    run: (command: Command) => runCommand(book, command, deps),
    now: () => clock.now,
    value: async () => shop.value,
  };
  const once = () => careTurn(care);
  const turn = async () => {
    for (let i = 0; i < 50 && (await once()); i++);
  };
  const save = async (name: string) => (await run('customer.save', { set: { name } })).id!;
  const order = (customer: string, of: string) =>
    run('order.record', {
      ...{ customer, site: 'shop', order: of, number: of, total: 100, currency: 'VND' },
      ...{ status: 'paid', thread: null },
    });
  const inRuns = async () => (await book.runs.toArray()).map(({ customer }) => customer).sort();
  return { ...driven, once, turn, shop, save, order, inRuns };
}

describe('whom a saved list makes an audience', () => {
  test('nobody, where it has words; all who fit, once it has none', async () => {
    const { run, turn, save, inRuns, ask, clock } = await careBook();
    const lan = await save('Lan');
    await run('view.save', { id: 'v', name: 'Tìm', text: 'áo dài', where: null, sort: 'name' });
    await run('playbook.save', { id: 'p', on: true, past: true, view: 'v', steps: HELLO, zone: ZONE });
    const { id } = await run('campaign.save', { name: 'Tết', view: 'v', zone: ZONE });
    await turn();
    expect(await inRuns()).toEqual([]);
    const audience = async () => (await ask('campaignFigures', { id: id!, now: clock.now })).audience;
    expect(await audience()).toBe(0);
    await run('view.save', { id: 'v', name: 'Tìm', text: '', where: null, sort: 'name' });
    await turn();
    expect(await inRuns()).toEqual([lan]);
    expect(await audience()).toBe(1);
  });

  test('goes by how the shop values its buyers', async () => {
    const { run, turn, save, order, shop, inRuns, ask, clock } = await careBook();
    const lan = await save('Lan');
    await order(lan, '1');
    await run('view.save', { id: 'v', name: 'Mới', where: { is: 'tier', in: ['gold'] }, sort: 'name' });
    await run('playbook.save', { id: 'p', on: true, past: true, view: 'v', steps: HELLO, zone: ZONE });
    const { id } = await run('campaign.save', { name: 'Tết', view: 'v', zone: ZONE });
    await turn();
    expect(await inRuns()).toEqual([]);
    shop.value = { ...VALUE_RULES, freshDays: 0, tiers: { gold: 1, silver: 0 } };
    clock.now += 2 * DAY;
    await turn();
    expect(await inRuns()).toEqual([lan]);
    const args = { id: id!, now: clock.now };
    expect((await ask('campaignFigures', args)).audience).toBe(0);
    expect((await ask('campaignFigures', { ...args, value: shop.value })).audience).toBe(1);
  });
});

describe('a turn of the playbooks', () => {
  test('walks through everybody only where a change says whom a playbook that is on is for', async () => {
    const { run, turn, save, book } = await careBook();
    await save('Lan');
    for (const id of ['mine', 'other'])
      await run('view.save', { id, name: id, where: { is: 'stage', in: ['lead'] }, sort: 'name' });
    await run('playbook.save', { id: 'p', on: true, view: 'mine', steps: HELLO, zone: ZONE });
    await run('playbook.save', { id: 'off', view: 'other', steps: HELLO, zone: ZONE });
    await turn();
    const walks = vi.spyOn(book.customers, 'where');
    const walked = async (work: () => Promise<unknown>) => {
      await work();
      walks.mockClear();
      await turn();
      return walks.mock.calls.some(([of]) => of === ('id' as never));
    };
    expect(await walked(() => run('view.save', { id: 'mine', name: 'Đổi tên', sort: 'name' }))).toBe(false);
    expect(await walked(() => run('view.save', { id: 'other', where: null, name: 'o', sort: 'name' }))).toBe(
      false,
    );
    expect(await walked(() => run('playbook.save', { id: 'p', name: 'Chăm', finish: true }))).toBe(false);
    expect(await walked(() => run('playbook.save', { id: 'off', steps: [] }))).toBe(false);
    expect(await walked(() => run('template.save', { name: 'Chào', text: 'Chào chị' } as never))).toBe(false);
    expect(await walked(() => run('view.save', { id: 'mine', where: null, name: 'x', sort: 'name' }))).toBe(
      true,
    );
    expect(await walked(() => run('playbook.save', { id: 'p', past: true }))).toBe(true);
    expect(await walked(() => run('playbook.save', { id: 'off', on: true }))).toBe(true);
  });

  test('behind pages of an import it walks, a bounded piece at a time', async () => {
    const { run, turn, once, save, book } = await careBook();
    await save('Lan');
    const lost = [step('ask', 'stage', 1, { stage: 'lost' })];
    await run('playbook.save', { id: 'p', on: true, past: true, steps: lost, zone: ZONE });
    await turn();
    for (let page = 0; page < 7; page++) {
      const rows = Array.from({ length: 200 }, (_, i) => ({
        table: 'customers' as const,
        id: `c${page}-${i}`,
        // One in a page is somebody to care for: looking at them is what is asked about here.
        fields: { name: `Khách ${page} ${i}`, ...(i === 9 && { stage: 'lost' }) },
      }));
      await run('import.rows', { rows, from: 'x' });
    }
    expect(await once()).toBe(true);
    expect((await readCareState(book))?.cursor).not.toBeNull();
    await turn();
    expect(await book.runs.count()).toBe(7);
  });

  test('that finds nothing to do opens nothing to write in', async () => {
    const { run, turn, save, book } = await careBook();
    await save('Lan');
    await run('playbook.save', { id: 'p', on: true, past: true, steps: HELLO, zone: ZONE });
    await turn();
    const opened = vi.spyOn(book, 'transaction');
    await turn();
    expect(opened).toHaveBeenCalled();
    expect(opened.mock.calls.map(([mode]) => mode)).not.toContain('rw');
  });
});

describe('a list that is held', () => {
  test('notices what tasks do to the days of customers whom no change names', async () => {
    const { run, turn, book, clock } = await careBook();
    const search = createSearch(book);
    const rows = Array.from({ length: 250 }, (_, i) => ({
      table: 'customers' as const,
      id: `c${i}`,
      fields: { name: `Khách ${i}`, stage: 'lost' },
    }));
    await run('import.rows', { rows, from: 'x' });
    const lost = [step('ask', 'stage', 1, { stage: 'lost' })];
    const due = async () =>
      (
        await answer(
          book,
          {
            name: 'customerIds',
            args: { ...bareFilter, where: { is: 'has', what: 'due' }, time: { at: clock.now, zone: ZONE } },
          },
          search,
        )
      ).total;
    expect(await due()).toBe(0);
    await run('playbook.save', { id: 'p', on: true, past: true, steps: lost, zone: ZONE });
    await turn();
    expect(await due()).toBe(250);
    await run('playbook.save', { id: 'p', on: false });
    await turn();
    expect(await due()).toBe(0);
    // The same of few, who follow in the transaction of the edit.
    await run('playbook.save', { id: 'q', on: true, past: true, steps: lost, view: 'v', zone: ZONE });
    await run('view.save', { id: 'v', name: 'Một', where: { is: 'owner', in: ['Hà'] }, sort: 'name' });
    await run('customer.save', { id: 'c7', set: { owner: 'Hà' } });
    await turn();
    expect(await due()).toBe(1);
    await run('playbook.save', { id: 'q', on: false });
    expect(await due()).toBe(0);
  });

  test('notices rows that a snapshot of another device writes over', async () => {
    const { run, book, save } = await careBook();
    const lan = await save('Lan');
    await run('customer.save', { set: { name: 'Hoa' } });
    const search = createSearch(book);
    const where = { is: 'owner' as const, in: ['Hà'] };
    const owned = async () =>
      (await answer(book, { name: 'customerIds', args: { ...bareFilter, where } }, search)).total;
    expect(await owned()).toBe(0);
    const stamp = makeStamp(START + DAY, 0, 'other');
    const ops = [['customers', lan, stamp, { owner: 'Hà' }]] as never;
    await writing(book, () => applyRemote(book, { ops, told: {}, isSnapshot: true, now: START + DAY }));
    expect(await owned()).toBe(1);
  });
});

describe('what is moved when two are parted', () => {
  test('runs and sends become rows of the one they go to, and nothing meets them again', async () => {
    const { run, turn, save, order, book, clock } = await careBook();
    const steps = [step('pack', 'order', 0), step('next', 'step', 3)];
    const [lan, hoa] = [await save('Lan'), await save('Hoa')];
    await run('playbook.save', { id: 'p', on: true, past: true, steps, zone: ZONE });
    const { id: campaign } = await run('campaign.save', { name: 'Tết', zone: ZONE });
    await order(hoa, 'own');
    await turn();
    await run('customer.merge', { kept: lan, member: hoa });
    const first = await order(lan, '1');
    await turn();
    await run('campaign.mark', { campaign: campaign!, customer: lan, as: 'sent' });
    const mine = (await book.runs.where('customer').equals(lan).toArray())[0]!;
    await run('playbook.step', { run: mine.id, step: 'pack', as: 'done', result: 'bought' });
    const open = (await book.reminders.where('id').startsWith(`play:${mine.id}:next`).toArray())[0]!;
    const moved = { at: clock.now + 9 * DAY, zone: ZONE, wall: '2026-12-02T09:00' };
    await run('reminder.move', { id: open.id, due: moved });
    const [send] = await book.sends.toArray();
    const move = [`runs/${mine.id}`, `sends/${send!.id}`, `orders/${first.id}`];
    await run('customer.split', { member: hoa, move });
    await turn();
    expect(await book.runs.where('customer').equals(lan).count()).toBe(0);
    const theirs = await book.runs.where('customer').equals(hoa).toArray();
    expect(theirs.map(({ id }) => id).sort()).toEqual([runId('p', hoa, 1), runId('p', hoa, 2)]);
    expect(theirs.find(({ outcomes }) => outcomes.pack)?.id).toBe(runId('p', hoa, 2));
    const next = await book.reminders.get(`play:${runId('p', hoa, 2)}:next`);
    expect(next).toMatchObject({ customer: hoa, due: { at: moved.at } });
    expect(next?.dueAt).toBe(moved.at);
    expect((await book.sends.toArray()).map(({ customer }) => customer)).toEqual([hoa]);
    // The one who had them begins anew, and is offered again.
    await run('campaign.mark', { campaign: campaign!, customer: lan, as: 'skipped' });
    await order(lan, '2');
    await turn();
    expect((await book.runs.where('customer').equals(lan).toArray()).length).toBe(1);
    expect((await book.runs.where('customer').equals(hoa).toArray()).length).toBe(2);
    expect(await book.sends.count()).toBe(2);
    // A first turn that was moved away, too: what was done in it is not done in the next.
    await run('customer.merge', { kept: hoa, member: lan });
    const own = (await book.runs.get(runId('p', hoa, 1)))!;
    await run('playbook.step', { run: own.id, step: 'pack', as: 'done' });
    const again = await run('customer.split', { member: lan, move: [`runs/${own.id}`] });
    await run('change.undo', { change: again.change! });
    expect(await book.runs.get(own.id)).toMatchObject({ outcomes: { pack: { as: 'done' } } });
    const once = (await book.runs.get(own.id))!.anchors;
    expect(once).toHaveProperty('order');
    const rest = (await book.runs.where('customer').equals(hoa).toArray()).map(({ id }) => `runs/${id}`);
    await run('customer.split', { member: lan, move: [...rest, 'orders/shop/own', `orders/${first.id}`] });
    await order(hoa, '3');
    await turn();
    expect((await book.runs.get(own.id))?.outcomes).toEqual({});
    expect((await book.runs.get(own.id))?.anchors).not.toEqual(once);
  });
});
