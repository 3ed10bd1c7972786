import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { FLOW_CELLS } from '../../lib/domain/report/flow.ts';
import { GOAL_MEASURES } from '../../lib/domain/report/goal.ts';
import { CUTS } from '../../lib/domain/report/money.ts';
import { type PeriodName, periodAt, shifted, type Unit } from '../../lib/domain/report/period.ts';
import type { PartName, ReportArgs, ReportParts } from '../../lib/domain/report/report.ts';
import { dice } from './dice.ts';
import { byHand, type HandBook, type HandOrder } from './report-by-hand.ts';
import { type Driven, START, testBook } from './store-fixture.ts';

/**
 * Every figure of the reports, over seeded books made by commands (orders, talks, merges, splits, deletions, undo,
 * colleagues, two currencies), against a second calculation straight from docs/measures.md: with dates as texts, lists
 * and no columns.
 */
const SEEDS = process.env.BESIDE_LONG === '1' ? 60 : 3;
const DAY = 86_400_000;
const ZONES = ['Asia/Ho_Chi_Minh', 'America/Los_Angeles'] as const;
const STATUSES = ['paid', 'Đã giao', 'Đã hủy', 'refused', 'returned'];
const PROVINCES = ['Huế', '12 Lê Lợi, Đà Nẵng', '', 'Hà Nội'];
const GOODS = ['Áo dài', 'Khăn lụa', 'Túi'];

/** Fills a book and remembers, in words of its own, what is in it. */
async function seeded(seed: number): Promise<{ driven: Driven; hand: HandBook }> {
  const driven = await testBook();
  const { run, clock } = driven;
  const upTo = dice(seed);
  const hand: HandBook = { customers: new Map(), orders: new Map(), entries: [], merges: new Map() };
  const ids: string[] = [];
  for (let i = 0; i < 14; i++) {
    const owner = ['', 'Hoa', 'Minh'][upTo(3)]!;
    const [province, stage] = [upTo(4), (['lead', 'first', 'regular', 'lost'] as const)[upTo(4)]!];
    const kind = i === 13 ? ('internal' as const) : ('individual' as const);
    const set = { name: `Khách ${i}`, owner, address: PROVINCES[province]!, stage, kind };
    const { id } = await run('customer.save', { set });
    ids.push(id!);
    hand.customers.set(id!, {
      owner,
      province: ['hue', 'da-nang', '', 'ha-noi'][province]!,
      stage,
      isColleague: kind === 'internal',
      isGone: false,
    });
  }
  const some = () => ids[upTo(ids.length)]!;
  const ago = (days: number) => START - upTo(days * 24) * 3_600_000 - upTo(3_000_000);
  for (let i = 0; i < 90; i++) {
    const customer = some();
    const status = STATUSES[upTo(10) < 7 ? upTo(2) : upTo(5)]!;
    const goods = Array.from({ length: upTo(3) }, () => ({
      name: GOODS[upTo(3)]!,
      ...(upTo(4) > 0 && { total: (1 + upTo(20)) * 50_000 }),
    }));
    const order: HandOrder = {
      customer,
      site: ['shopee', 'woocommerce'][upTo(2)]!,
      total: upTo(8) === 0 ? null : (1 + upTo(40)) * 100_000,
      currency: upTo(6) === 0 ? 'USD' : 'VND',
      status,
      at: ago(upTo(3) ? 200 : 800),
      goods,
    };
    const number = String(upTo(80));
    const key = `${order.site}/${number}`;
    if (hand.orders.has(key)) continue;
    await run('order.record', { ...order, order: number, number, thread: null });
    hand.orders.set(key, order);
  }
  const times = new Set<number>();
  let before = 0;
  let whom: string[] = [];
  for (let i = 0; i < 160; i++) {
    // Some are answered within the hour.
    const isSoon = before > 0 && upTo(4) === 0;
    const at = isSoon ? before + 1000 * (1 + upTo(3000)) : ago(upTo(2) ? 60 : 400);
    if (times.has(at)) continue;
    times.add(at);
    const kind = (['message', 'message', 'email', 'call', 'complaint', 'barrier', 'idea'] as const)[upTo(7)]!;
    const direction = isSoon ? 'out' : (['in', 'out', 'unknown'] as const)[upTo(3)]!;
    const customers: string[] = isSoon ? whom : [...new Set(upTo(6) === 0 ? [some(), some()] : [some()])];
    whom = customers;
    before = direction === 'in' ? at : 0;
    const status = kind === 'call' ? (['answered', 'busy'] as const)[upTo(2)] : undefined;
    const entry = { kind, direction, at, customers, status };
    const { id } = await run('interaction.log', {
      ...entry,
      subject: '',
      channel: 'zalo',
      thread: null,
      messageId: '',
      count: 1,
    });
    const told = {
      ...entry,
      status: status ?? (kind === 'complaint' ? 'open' : ''),
      confirmedAt: null as number | null,
    };
    if (kind === 'complaint' && upTo(2)) {
      await run('interaction.status', { id: id!, status: 'confirmed' });
      Object.assign(told, { status: 'confirmed', confirmedAt: clock.now });
    }
    if (upTo(12) === 0) {
      await run('interaction.delete', { id: id! });
      continue;
    }
    hand.entries.push(told);
  }
  // Two pairs become one person each; one of them is parted again. One customer goes, another goes and comes back.
  for (const [kept, member] of [
    [ids[0]!, ids[1]!],
    [ids[2]!, ids[3]!],
  ] as const) {
    await run('customer.merge', { kept, member, shown: [] });
    hand.merges.set(member, kept);
  }
  await run('customer.split', { member: ids[3]!, move: [] });
  hand.merges.delete(ids[3]!);
  await run('customer.delete', { id: ids[4]! });
  hand.customers.get(ids[4]!)!.isGone = true;
  const { change } = await run('customer.delete', { id: ids[5]! });
  await run('change.undo', { change: change! });
  return { driven, hand };
}

const near = (value: unknown): unknown =>
  typeof value === 'number'
    ? Number(value.toPrecision(10))
    : Array.isArray(value)
      ? value.map(near)
      : value && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, near(inner)]))
        : value;

describe('reports', () => {
  it(`equal a calculation by hand over ${SEEDS} seeded books`, { timeout: 300_000 }, async () => {
    let told = 0;
    const met = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { driven, hand } = await seeded(seed);
      const zone = ZONES[seed % 2]!;
      const now = START + 5 * 3_600_000;
      await driven.run('view.save', {
        name: 'Huế',
        text: '',
        where: { is: 'province', in: ['hue'] },
        sort: 'name',
      });
      for (const unit of ['month', 'quarter', 'year'] as const)
        for (const back of [0, 1])
          for (const owner of [null, 'Hoa', '']) {
            const at: PeriodName = shifted(periodAt(now, zone, unit as Unit), unit, -back);
            const args: ReportArgs = { unit, at, zone, now, owner, currency: '' };
            const mine = byHand(hand, args);
            const parts: PartName[] = [
              'money',
              'flow',
              'cohorts',
              'value',
              'stages',
              'replies',
              'said',
              ...CUTS,
            ];
            for (const part of parts) {
              const { value } = await driven.ask('report', { ...args, part });
              const where = `seed ${seed} ${zone} ${unit} ${at} ${owner} ${part}`;
              const own = mine[part as keyof typeof mine]();
              const got =
                part === 'segment'
                  ? (value as ReportParts['segment']).map((row) => ({ ...row, key: 'Huế' }))
                  : value;
              expect(near(got), where).toEqual(near(own));
              told += 1;
            }
            for (const figures of [
              mine.money().money.now,
              mine.flow().now,
              mine.replies().now,
              mine.said().now,
            ])
              for (const [name, figure] of Object.entries(figures)) if (figure) met.add(name);
            // Every figure opens as many as it says.
            const { value: flow } = await driven.ask('report', { ...args, part: 'flow' });
            for (const cell of FLOW_CELLS) {
              const people = await driven.ask('reportPeople', { ...args, behind: { part: 'flow', cell } });
              expect(people.length, `${seed} ${cell}`).toBe((flow as ReportParts['flow']).now[cell]);
            }
          }
      driven.book.close();
    }
    // A calculation that never met a figure proves nothing of it.
    const figures = ['sum', 'orders', 'buyers', 'cameBack', 'cancelled', ...FLOW_CELLS, 'churn'];
    figures.push('answered', 'open', 'median', 'soon', 'raised', 'confirmed', 'barriers', 'ideas');
    expect([...met].sort()).toEqual(figures.sort());
    expect(told).toBe(SEEDS * 3 * 2 * 3 * (7 + CUTS.length));
  });

  it('the goal is counted from its first day to its last, and against as many days before', async () => {
    const { driven, hand } = await seeded(2);
    const zone = ZONES[0];
    const now = START + 5 * 3_600_000;
    for (const measure of GOAL_MEASURES) {
      const goal = { measure, target: 100, currency: 'VND', from: '2026-10-20', by: '2026-12-18' };
      await driven.run('goal.save', goal);
      const view = (await driven.ask('goal', { zone, now }))!;
      expect(view.goal).toMatchObject({ ...goal, ended: false });
      const over = (first: string, last: string) => byHand.goal(hand, measure, first, last, zone, now);
      expect(near(view.reached), measure).toEqual(near(over('2026-10-20', '2026-12-18')));
      expect(near(view.before), measure).toEqual(near(over('2026-08-21', '2026-10-19')));
      expect(view.gone).toBeCloseTo((now - Date.UTC(2026, 9, 19, 17)) / (60 * DAY), 5);
    }
    // One stands at a time; ended, there is none.
    expect((await driven.book.goals.toArray()).filter((one) => !one.ended)).toHaveLength(1);
    const standing = (await driven.ask('goal', { zone, now }))!.goal;
    await driven.run('goal.save', { id: standing.id, ended: true });
    expect(await driven.ask('goal', { zone, now })).toBeNull();
    await expect(driven.run('goal.save', { measure: 'orders', target: 3 })).rejects.toThrow();
    driven.book.close();
  });
});
