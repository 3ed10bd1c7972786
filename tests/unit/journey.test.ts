import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { joinJourneys, journeyOf } from '../../lib/domain/journey.ts';
import { logArgs, START, testBook } from './store-fixture.ts';

const DAY = 86_400_000;
const entry = (day: number, kind = 'message', status = '') =>
  ({ at: day * DAY, kind, status }) as Parameters<typeof journeyOf>[0][number];
const order = (day: number, status = 'paid') => ({ at: day * DAY, site: 'shop', status });

describe('a journey', () => {
  test('is told by stage, with what stood in the way and where it went quiet', () => {
    const entries = [
      ...[entry(1), entry(3, 'visit'), entry(4, 'call', 'busy'), entry(5, 'barrier')],
      ...[entry(10), entry(12), entry(14, 'complaint')],
      ...[entry(60), entry(62)],
    ];
    expect(journeyOf(entries, [order(9), order(60, 'bom hàng')])).toEqual([
      {
        ...{ stage: 'before', online: 1, offline: 1, complaints: 0, barriers: 1, refused: 0 },
        ...{ medianGap: 4.5 * DAY, gaps: [] },
      },
      {
        ...{ stage: 'first', online: 3, offline: 0, complaints: 1, barriers: 0, refused: 0 },
        ...{ medianGap: 2 * DAY, gaps: [{ from: 14 * DAY, until: 60 * DAY }] },
      },
      {
        ...{ stage: 'again', online: 2, offline: 0, complaints: 0, barriers: 0, refused: 1 },
        ...{ medianGap: 2 * DAY, gaps: [] },
      },
    ]);
    expect(journeyOf([], [])).toEqual([]);
  });

  test('of many is the sum of theirs', () => {
    const one = journeyOf([entry(1), entry(3)], []);
    const other = journeyOf([entry(1, 'visit'), entry(41)], []);
    expect(joinJourneys([one, other])).toEqual([
      {
        ...{ stage: 'before', customers: 2, online: 3, offline: 1, complaints: 0, barriers: 0, refused: 0 },
        ...{ medianGap: 21 * DAY, longGaps: 0 },
      },
    ]);
  });

  test('is read for a person who is several customers, and for a list', async () => {
    const { run, ask, clock } = await testBook();
    const { id: lan } = await run('customer.save', { set: { name: 'Lan' } });
    const { id: hoa } = await run('customer.save', { set: { name: 'Hoa' } });
    await run('interaction.log', logArgs([lan!], 'a', '1', { at: START }));
    await run('interaction.log', logArgs([lan!, hoa!], 'b', '2', { at: START + DAY }));
    await run('customer.merge', { kept: lan!, member: hoa! });
    const [before] = await ask('journey', { customer: hoa! });
    expect(before).toMatchObject({ stage: 'before', online: 2 });
    const args = { tag: null, view: null, zone: 'Asia/Ho_Chi_Minh', now: clock.now };
    expect(await ask('groupJourney', args)).toMatchObject({
      looked: 1,
      audience: 1,
      parts: [{ customers: 1, online: 2 }],
    });
  });
});
