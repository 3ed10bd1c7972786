import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STAGES, type Stage } from '../../lib/domain/entities.ts';
import { wholeRow } from '../../lib/domain/merge.ts';
import { CONVERSIONS, PipelineCount } from '../../lib/domain/pipeline.ts';
import { median, stageMoved, stageSince, stayAt, staysOf } from '../../lib/domain/stage-time.ts';
import { bareFilter, START, testBook } from './store-fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Move = { stage: Stage; after: number };
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({ stage: fc.constantFrom(...STAGES), after: fc.integer({ min: 1, max: 200 * 24 }) }),
  { maxLength: 6 },
);

/** Moves a customer as commands do. */
function moved(steps: readonly Move[]) {
  let now = START;
  const row = { stage: 'lead' as Stage, createdAt: START, stageLog: {} as Record<string, Stage> };
  for (const { stage, after } of steps) {
    now += after * HOUR;
    Object.assign(row.stageLog, stageMoved(row, stage, now));
    row.stage = stage;
  }
  return { row, now };
}

describe('stays in stages', () => {
  test('are what a plain list of the moves says', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const { row } = moved(steps);
        const plain: { stage: Stage; from: number; to: number | null }[] = [
          { stage: 'lead', from: START, to: null },
        ];
        let now = START;
        for (const { stage, after } of steps) {
          now += after * HOUR;
          if (plain.at(-1)!.stage === stage) continue;
          plain.at(-1)!.to = now;
          plain.push({ stage, from: now, to: null });
        }
        expect(staysOf(row)).toEqual(plain);
        expect(stageSince(row)).toBe(plain.at(-1)!.from);
        for (const { stage, from } of plain) expect(stayAt(plain, from).stage).toBe(stage);
      }),
    );
  });

  test('a slip of the hand is no stay', () => {
    const row = { stage: 'lead' as Stage, createdAt: START, stageLog: {} as Record<string, Stage> };
    for (const [stage, at] of [
      ['lost', START + DAY],
      ['first', START + DAY + 60_000],
    ] as const) {
      Object.assign(row.stageLog, stageMoved(row, stage, at));
      row.stage = stage;
    }
    expect(staysOf(row).map(({ stage }) => stage)).toEqual(['lead', 'first']);
  });

  test('the stage of the row holds, whatever a log of another device says', () => {
    const log = { [String(START)]: 'lead' as const, [String(START + DAY)]: 'regular' as const };
    expect(staysOf({ stage: 'lost', createdAt: START, stageLog: log }).at(-1)).toEqual({
      stage: 'lost',
      from: START + DAY,
      to: null,
    });
  });

  test('go with every way a stage is changed, and are taken back with it', async () => {
    const { book, run, clock } = await testBook();
    const { id } = await run('customer.save', { set: { name: 'Lan' } });
    const made = clock.now;
    clock.now += 3 * DAY;
    await run('customer.save', { id: id!, set: { stage: 'first' } });
    const first = clock.now;
    clock.now += 5 * DAY;
    const bulk = await run('customers.change', { customers: [id!], set: { stage: 'regular' } });
    const stays = async () => staysOf(wholeRow('customers', (await book.customers.get(id!))!));
    expect(await stays()).toEqual([
      { stage: 'lead', from: made, to: first },
      { stage: 'first', from: first, to: clock.now },
      { stage: 'regular', from: clock.now, to: null },
    ]);
    await run('change.undo', { change: bulk.change! });
    expect(await stays()).toEqual([
      { stage: 'lead', from: made, to: first },
      { stage: 'first', from: first, to: null },
    ]);
  });

  test('of two who are merged, those of the one whose stage is shown', async () => {
    const { book, run, clock } = await testBook();
    const kept = (await run('customer.save', { set: { name: 'Lan' } })).id!;
    const member = (await run('customer.save', { set: { name: 'Lan Zalo' } })).id!;
    clock.now += DAY;
    await run('customer.save', { id: member, set: { stage: 'first' } });
    await run('customer.merge', { kept, member, shown: ['stage'] });
    clock.now += DAY;
    await run('customer.save', { id: kept, set: { stage: 'regular' } });
    const shown = wholeRow('customers', (await book.customers.get(kept))!);
    expect(staysOf(shown).map(({ stage }) => stage)).toEqual(['lead', 'first', 'regular']);
    await run('customer.split', { member });
    expect(wholeRow('customers', (await book.customers.get(kept))!)).toMatchObject({ stage: 'lead' });
    expect((await book.customers.get(member))!.stage).toBe('regular');
  });
});

describe('the pipeline', () => {
  test('counts, medians and conversions are those of a second calculation', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 30 }), (people) => {
        const rows = people.map((steps) => moved(steps));
        const now = Math.max(START, ...rows.map((one) => one.now)) + DAY;
        const all = rows.map(({ row }) => staysOf(row));
        const count = new PipelineCount(STAGES);
        for (const stays of all) count.add(stays);
        const figures = count.figures(now);
        expect(figures.total).toBe(people.length);
        for (const stage of figures.stages) {
          const here = rows.filter(({ row }) => row.stage === stage.stage);
          expect(stage.count).toBe(here.length);
          expect(stage.share).toBeCloseTo(people.length > 0 ? here.length / people.length : 0);
          const ended = all.flat().filter((stay) => stay.stage === stage.stage && stay.to !== null);
          const lengths = ended.map(({ from, to }) => to! - from).sort((a, b) => a - b);
          expect(stage.ended).toBe(lengths.length);
          if (lengths.length % 2 === 1) expect(stage.stayed).toBe(lengths[(lengths.length - 1) / 2]);
          if (lengths.length === 0) expect(stage.stayed).toBeNull();
          if (stage.stuck) {
            const { before } = stage.stuck;
            const usual = Math.max(DAY, 2 * stage.stayed!);
            const late = here.filter(({ row }) => now - stageSince(row)! > usual);
            expect(stage.stuck.count).toBe(late.length);
            expect(before).toBe(now - usual);
          }
        }
        for (const [i, { from, to }] of CONVERSIONS.entries()) {
          const were = all.filter((stays) => stays.some((stay) => stay.stage === from));
          const went = were.filter((stays) => stays.some((stay) => to.includes(stay.stage)));
          expect(figures.conversions[i]).toMatchObject({ of: were.length, reached: went.length });
        }
      }),
    );
  });

  test('is read from columns, and its numbers open as many customers as they say', async () => {
    const { run, ask, clock } = await testBook();
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) ids.push((await run('customer.save', { set: { name: `Khách ${i}` } })).id!);
    for (const [i, id] of ids.entries()) {
      clock.now += DAY;
      if (i < 6) await run('customer.save', { id, set: { stage: 'first' } });
      if (i < 3) {
        clock.now += DAY;
        await run('customer.save', { id, set: { stage: 'regular' } });
      }
    }
    clock.now += 40 * DAY;
    const time = { at: clock.now, zone: 'Asia/Ho_Chi_Minh' };
    const view = await ask('pipeline', { where: null, time, few: 2 });
    const total = async (where: import('../../lib/domain/filter/filter.ts').Filter) =>
      (await ask('customerIds', { ...bareFilter, where, time })).total;
    for (const { stage, count } of view.stages) {
      expect(await total({ is: 'stage', in: [stage] })).toBe(count);
      expect(view.few[stage].length).toBe(Math.min(2, count));
    }
    for (const { from, to, reached, of } of view.conversions) {
      expect(await total({ is: 'been', in: [from] })).toBe(of);
      expect(
        await total({
          all: [
            { is: 'been', in: [from] },
            { is: 'been', in: [...to] },
          ],
        }),
      ).toBe(reached);
    }
    const first = view.stages.find(({ stage }) => stage === 'first')!;
    expect(first).toMatchObject({ count: 3, ended: 3, stayed: DAY + 1000 });
    expect(first.stuck!.count).toBe(3);
    const days = Math.floor((clock.now - first.stuck!.before) / DAY);
    expect(
      await total({
        all: [
          { is: 'stage', in: ['first'] },
          { is: 'date', of: 'stage', when: { in: 'older', days } },
        ],
      }),
    ).toBe(3);
  });
});

test('the median is the middle, or the mean of the two middle ones', () => {
  expect(median([])).toBeNull();
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});
