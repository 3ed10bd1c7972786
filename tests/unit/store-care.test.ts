import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command, CommandName } from '../../lib/domain/command.ts';
import { Failure } from '../../lib/domain/failure.ts';
import { readTask } from '../../lib/domain/row-id.ts';
import { careTurn } from '../../lib/service/care.ts';
import { runCommand } from '../../lib/store/run.ts';
import type { Book } from '../../lib/store/schema.ts';
import { CARE_ACTS } from './care-acts.ts';
import { ACTS, type Held, STEP } from './store-acts.ts';
import { bareFilter, logArgs, START, testBook } from './store-fixture.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const DAY = 86_400_000;
const step = (id: string, trigger: string, days: number, over = {}) =>
  ({ id, phase: 'after', trigger, days, title: id, text: '', channel: '', ...over }) as never;

async function careBook() {
  const driven = await testBook();
  const { book, deps, clock } = driven;
  const turn = async () => {
    const care = {
      book: async () => book,
      run: (command: Command) => runCommand(book, command, deps),
      now: () => clock.now,
      value: async () => null,
    };
    for (let i = 0; i < 50 && (await careTurn(care)); i++);
  };
  const { id: lan } = await driven.run('customer.save', { set: { name: 'Lan' } });
  return { ...driven, turn, lan: lan! };
}

const open = async (book: Book) =>
  (await book.reminders.where('id').startsWith('play:').toArray())
    .filter((row) => row.dueAt !== undefined)
    .map((row) => `${row.title}`)
    .sort();

const order = (customer: string, of: string, status: string, over = {}) => ({
  ...{ customer, site: 'shop', order: of, number: of, total: 100, currency: 'VND', status, thread: null },
  ...over,
});

describe('a playbook', () => {
  const steps = [
    step('hello', 'message', 0),
    step('nudge', 'step', 2),
    step('pack', 'order', 0),
    step('fits', 'delivered', 3),
  ];

  test('is followed from the first message to what has arrived, one task a step', async () => {
    const { run, turn, book, clock, lan, ask } = await careBook();
    await run('playbook.save', { id: 'p', name: 'Áo', on: true, steps, zone: ZONE });
    await turn();
    expect(await open(book)).toEqual([]);
    await run('interaction.log', logArgs([lan], 't', 'm', { at: clock.now }));
    await turn();
    expect(await open(book)).toEqual(['hello']);
    const [task] = await book.reminders.where('id').startsWith('play:').toArray();
    await run('reminder.done', { id: task!.id });
    expect(await open(book)).toEqual(['nudge']);
    await run('order.record', order(lan, '1', 'paid'));
    await turn();
    expect(await open(book)).toEqual(['nudge', 'pack']);
    const [care] = await ask('care', { customer: lan });
    expect(care?.progress.place).toBe(2);
    expect(care?.progress.steps.map(({ state }) => state)).toEqual(['done', 'open', 'open', 'waiting']);
    await run('order.record', order(lan, '1', 'Đã giao'));
    const arrived = clock.now;
    await turn();
    const fits = (await book.reminders.toArray()).find((row) => row.title === 'fits');
    expect(fits!.dueAt! - arrived).toBeGreaterThan(2 * DAY);
    expect(await book.runs.count()).toBe(1);
    expect((await ask('customers', { ids: [lan] }))[0]?.nextDueAt).toBeDefined();
    // The same again: nothing is written.
    const changes = await book.changes.count();
    await turn();
    expect(await book.changes.count()).toBe(changes);
  });

  test('a second order is a second turn, and its step stands in the place of the first one’s', async () => {
    const { run, turn, book, clock, lan } = await careBook();
    await run('playbook.save', { id: 'p', on: true, steps, zone: ZONE });
    await run('order.record', order(lan, '1', 'paid'));
    await turn();
    await run('order.record', order(lan, '2', 'paid', { at: clock.now + 5000 }));
    await turn();
    expect(await book.runs.count()).toBe(2);
    expect(await open(book)).toEqual(['pack']);
    await run('order.record', order(lan, '2', 'Đã hủy'));
    await turn();
    expect(await open(book)).toEqual(['pack']);
    await run('order.record', order(lan, '1', 'Đã hủy'));
    await turn();
    expect(await open(book)).toEqual([]);
  });

  test('an edit keeps what was done, and moves what is open', async () => {
    const { run, turn, book, clock, lan } = await careBook();
    await run('playbook.save', { id: 'p', on: true, steps, zone: ZONE });
    await run('interaction.log', logArgs([lan], 't', 'm', { at: clock.now }));
    await run('order.record', order(lan, '1', 'paid'));
    await turn();
    const task = (title: string) => book.reminders.filter((row) => row.title === title).first();
    await run('reminder.done', { id: (await task('hello'))!.id });
    const edited = await run('playbook.save', { id: 'p', steps: [steps[0]!, step('pack', 'order', 5)] });
    expect(await open(book)).toEqual(['pack']);
    expect((await task('pack'))!.dueAt! - clock.now).toBeGreaterThan(4 * DAY);
    await run('change.undo', { change: edited.change! });
    expect(await open(book)).toEqual(['nudge', 'pack']);
    expect((await book.runs.toArray())[0]?.outcomes.hello?.as).toBe('done');
    await run('playbook.save', { id: 'p', on: false });
    expect(await open(book)).toEqual([]);
  });

  test('who leaves has no tasks, unless what was begun is to be finished', async () => {
    const { run, turn, book, lan } = await careBook();
    const { id: tag } = await run('tag.save', { name: 'Sỉ' });
    const two = [step('one', 'joined', 1), step('two', 'step', 1)];
    await run('playbook.save', { id: 'p', on: true, tag: tag!, steps: two, zone: ZONE });
    await run('tag.put', { tag: tag!, customers: [lan], on: true });
    await turn();
    expect(await open(book)).toEqual(['one']);
    await run('tag.put', { tag: tag!, customers: [lan], on: false });
    await turn();
    expect(await open(book)).toEqual([]);
    await run('playbook.save', { id: 'p', finish: true });
    expect(await open(book)).toEqual([]);
    await run('tag.put', { tag: tag!, customers: [lan], on: true });
    await turn();
    await run('reminder.done', { id: (await book.reminders.toCollection().first())!.id });
    await run('tag.put', { tag: tag!, customers: [lan], on: false });
    await turn();
    expect(await open(book)).toEqual(['two']);
  });

  test('quiet buyers and birthdays come with the clock alone', async () => {
    const { run, turn, book, clock, lan } = await careBook();
    await run('order.record', order(lan, '1', 'paid', { at: START - 70 * DAY }));
    const rule = {
      kind: 'every',
      unit: 'year',
      step: 1,
      calendar: 'solar',
      day: 20,
      month: 12,
      time: '09:00',
      ahead: 7,
    } as const;
    const due = { at: Date.UTC(2026, 11, 13, 2), zone: ZONE, wall: '2026-12-13T09:00', of: '2026-12-13' };
    await run('reminder.set', {
      customer: lan,
      title: 'SN',
      due,
      thread: null,
      rule: { ...rule, occasion: 'birthday' },
    });
    const clocked = [step('back', 'quiet', 0), step('gift', 'birthday', -10)];
    await run('playbook.save', { id: 'p', on: true, past: true, steps: clocked, zone: ZONE });
    await turn();
    expect(await open(book)).toEqual(['back']);
    clock.now += 18 * DAY;
    await turn();
    expect(await open(book)).toEqual(['back', 'gift']);
    const gift = (await book.reminders.toArray()).find((row) => row.title === 'gift');
    expect(gift?.due.wall).toBe('2026-12-10T09:00');
    await run('interaction.log', logArgs([lan], 't', 'm', { at: clock.now }));
    await turn();
    expect(await open(book)).toEqual(['gift']);
  });

  test('says what it would do before it is switched on, counts, and opens what it counts', async () => {
    const { run, turn, book, clock, lan, ask } = await careBook();
    const { id: hoa } = await run('customer.save', { set: { name: 'Hoa' } });
    for (const [customer, at] of [
      [lan, 70],
      [hoa!, 10],
    ] as const)
      await run('order.record', order(customer, customer, 'paid', { at: START - at * DAY }));
    const draft = {
      id: 'p',
      tag: null,
      view: null,
      since: 0,
      past: true,
      finish: false,
      time: '09:00',
      zone: ZONE,
    };
    const fields = {
      phase: 'after',
      trigger: 'quiet',
      days: 0,
      title: 'Kéo về',
      text: '',
      channel: '',
    } as const;
    const playbook = { ...draft, steps: { back: { ...fields, order: 0, since: 0 } } };
    const preview = await ask('playbookPreview', { playbook, now: clock.now });
    expect(preview).toMatchObject({ audience: 2, looked: 2, begins: 1 });
    expect(preview.some[0]?.customer.name).toBe('Lan');
    await run('playbook.save', {
      id: 'p',
      on: true,
      past: true,
      zone: ZONE,
      steps: [{ id: 'back', ...fields }],
    });
    await turn();
    expect((await ask('playbookCounts', { id: 'p' })).steps.back).toMatchObject({ open: 1, done: 0 });
    const [run1] = await book.runs.toArray();
    await run('playbook.step', { run: run1!.id, step: 'back', as: 'done', result: 'bought' });
    const counts = await ask('playbookCounts', { id: 'p' });
    expect(counts.steps.back).toMatchObject({ open: 0, done: 1, results: { bought: 1 } });
    const behind = await ask('stepCustomers', { playbook: 'p', step: 'back', part: 'bought' });
    expect(behind.map(({ customer }) => customer.name)).toEqual(['Lan']);
    await expect(run('playbook.step', { run: run1!.id, step: 'x', as: 'skipped' })).rejects.toThrow(Failure);
    expect((await ask('customerIds', bareFilter)).total).toBe(2);
  });

  test('a big playbook is edited at once, and its tasks follow page by page', async () => {
    const { run, turn, book } = await careBook();
    const rows = Array.from({ length: 450 }, (_, i) => ({
      table: 'customers' as const,
      id: `c${i}`,
      fields: { name: `Khách ${i}`, stage: 'lost' },
    }));
    await run('import.rows', { rows, from: 'x' });
    const lost = (days: number) => [step('ask', 'stage', days, { stage: 'lost' })];
    await run('playbook.save', { id: 'p', on: true, past: true, steps: lost(1), zone: ZONE });
    await turn();
    expect((await open(book)).length).toBe(450);
    await run('playbook.save', { id: 'p', on: false });
    expect((await open(book)).length).toBe(450);
    await turn();
    expect((await open(book)).length).toBe(0);
    expect(await book.runs.count()).toBe(450);
  });
});

describe('any history of playbooks', () => {
  const RUNS = process.env.BESIDE_LONG === '1' ? 400 : 60;
  const HISTORY = [...CARE_ACTS, ...CARE_ACTS, ...CARE_ACTS, ...ACTS];

  test('gives each person at most one open task a step; done stays done; who has left has none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 10, maxLength: 50 }), async (steps) => {
        const { run, turn, book, clock, lan } = await careBook();
        const held: Held = {
          customers: [lan],
          notes: [],
          reminders: [],
          tags: [],
          entries: [],
          changes: [],
          matters: [],
        };
        const undone = new Set<string>();
        for (const [act, a, b, c] of steps) {
          const command = HISTORY[(act * 7 + a) % HISTORY.length]!(held, a, b, c);
          if (!command) continue;
          const before = await doneSteps(book);
          clock.now += (c % 7) * DAY;
          try {
            const { change, id } = await run(command.name as CommandName, command.args as never);
            if (change) held.changes.push(change);
            if (command.name === 'customer.save' && id) held.customers.push(id);
            if (command.name === 'tag.save' && id) held.tags.push(id);
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
          }
          if (b % 2) await turn();
          const takenBack = ['change.undo', 'playbook.step', 'samples.remove'].includes(command.name);
          if (!takenBack) for (const one of before) expect([...(await doneSteps(book))]).toContain(one);
          if (takenBack) undone.add(command.name);
        }
        await turn();
        await holds(book);
        const quiet = await book.changes.count();
        await turn();
        expect(await book.changes.count()).toBe(quiet);
        book.close();
      }),
      { seed: 20261129, numRuns: RUNS },
    );
  });

  async function doneSteps(book: Book): Promise<Set<string>> {
    const runs = await book.runs.toArray();
    return new Set(runs.flatMap((one) => Object.keys(one.outcomes).map((id) => `${one.id} ${id}`)));
  }

  async function holds(book: Book): Promise<void> {
    const seen = new Set<string>();
    for (const row of await book.reminders.where('id').startsWith('play:').toArray()) {
      if (row.dueAt === undefined && row.asideAt === undefined) continue;
      const { run: id, step: of } = readTask(row.id)!;
      const one = (await book.runs.get(id))!;
      const playbook = (await book.playbooks.get(one.playbook))!;
      const customer = await book.customers.get(one.customer);
      const key = `${one.playbook} ${customer?.root ?? one.customer} ${of}`;
      expect(seen.has(key)).toBe(false);
      seen.add(key);
      expect(one.outcomes[of]).toBeUndefined();
      expect(playbook.on).toBe(true);
      expect(playbook.steps[of]).toBeDefined();
      const begun = Object.keys(one.outcomes).length > 0;
      if (one.left !== undefined && one.left !== null) expect(playbook.finish && begun).toBe(true);
    }
  }
});
