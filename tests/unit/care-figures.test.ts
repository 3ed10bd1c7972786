import 'fake-indexeddb/auto';
import { afterAll, describe, expect, it } from 'vitest';
import { asksDeposit, parcelsOf } from '../../lib/domain/parcels.ts';
import { type Driven, logArgs, START, testBook } from './store-fixture.ts';

/** The figures of docs/measures.md, computed a second way from what this test itself remembers of the book. */
const DAY = 86_400_000;
const ZONE = 'Asia/Ho_Chi_Minh';
const SEEDS = process.env.BESIDE_LONG === '1' ? 200 : 12;
const MONTHS = ['2026-11', '2026-10', '2026-09', '2026-08'];
const GOODS = ['Khăn', 'Áo', 'Nón', 'Guốc', 'Túi'];

function dice(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** `2026-11`, as the browser prints it in that zone. */
const monthOf = (at: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(at).slice(0, 7);

interface Bought {
  at: number;
  status: 'delivered' | 'refused' | 'cancelled' | 'open';
  goods: string[];
}
interface Told {
  id: string;
  source: string;
  orders: Bought[];
  words: number[];
  complaints: { at: number; cause: string; cost: number; confirmed: boolean }[];
  stopped: { reason: string; at: number } | null;
  sentBy: string;
  refused: string[];
  scores: (number | null)[];
  /** When the row was made. */
  at: number;
}

const WORDS = { delivered: 'Đã giao', refused: 'Khách từ chối nhận', cancelled: 'Đã hủy', open: 'Đang giao' };

async function live(seed: number): Promise<{ driven: Driven; people: Told[] }> {
  const driven = await testBook(`care-${seed}`);
  const { run } = driven;
  const upTo = dice(seed);
  const people: Told[] = [];
  let number = 0;
  for (let i = 0; i < 14; i++) {
    const source = ['', 'facebook', 'Chợ đêm'][upTo(3)]!;
    const sentBy = i > 2 && upTo(3) === 0 ? people[upTo(i)]!.id : '';
    const at = START - upTo(120) * DAY;
    driven.clock.now = at;
    const { id } = await run('customer.save', { set: { name: `Khách ${i}`, source, referredBy: sentBy } });
    const told: Told = {
      ...{
        id: id!,
        source,
        sentBy,
        orders: [],
        words: [],
        complaints: [],
        stopped: null,
        refused: [],
        scores: [],
      },
      at: driven.clock.now,
    };
    people.push(told);
    // Some buy every so often, some now and then.
    const every = upTo(2) === 0 ? 10 + upTo(25) : 0;
    const count = upTo(6);
    const first = START - (60 + upTo(100)) * DAY;
    for (let k = 0; k < count; k++) {
      const when = every ? first + k * every * DAY : first + upTo(80) * DAY;
      if (when > START) break;
      const status = (['delivered', 'delivered', 'delivered', 'refused', 'cancelled', 'open'] as const)[
        upTo(6)
      ]!;
      const goods = [...new Set([GOODS[upTo(5)]!, GOODS[upTo(3)]!])];
      number += 1;
      await run('order.record', {
        ...{ customer: told.id, site: 'shopee', order: `${number}`, number: `#${number}`, total: 1 },
        ...{ currency: 'VND', status: WORDS[status], at: when, thread: null },
        goods: goods.map((name) => ({ name, quantity: 1 })),
      });
      told.orders.push({ at: when, status, goods });
    }
    if (upTo(3) === 0) {
      const when = START - upTo(100) * DAY;
      await run('interaction.log', logArgs([told.id], null, '', { at: when }));
      told.words.push(when);
    }
    if (upTo(2) === 0) {
      const when = START - upTo(110) * DAY;
      const cause = ['', 'late', 'Gói ẩu'][upTo(3)]!;
      const entry = await run(
        'interaction.log',
        logArgs([told.id], null, '', { kind: 'complaint', at: when, ...(cause && { cause }) }),
      );
      const cost = upTo(3) * 1000;
      if (cost > 0) await run('interaction.note', { id: entry.id!, cost });
      const confirmed = upTo(2) === 0;
      if (confirmed) await run('interaction.status', { id: entry.id!, status: 'confirmed' });
      told.complaints.push({ at: when, cause, cost, confirmed });
    }
    if (upTo(4) === 0) {
      const stopped = { reason: ['price', 'rival'][upTo(2)]!, at: START - upTo(60) * DAY };
      await run('customer.save', { id: told.id, set: { stopped } });
      told.stopped = stopped;
    }
    if (upTo(3) === 0) {
      const score = upTo(4) === 0 ? null : upTo(11);
      await run('matter.save', { customer: told.id, kind: 'survey', at: START - upTo(3) * DAY, score });
      told.scores.push(score);
    }
  }
  driven.clock.now = START;
  return { driven, people };
}

const brings = ({ status }: Bought) => status === 'delivered' || status === 'open';
const middle = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length % 2 === 1
    ? sorted[(sorted.length - 1) / 2]!
    : Math.round((sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2);
};
/** The usual time between days of orders; null for fewer than three. */
function rhythm(times: number[]): number | null {
  const days = times.toSorted((a, b) => a - b).filter((at, i, all) => i === 0 || at - all[i - 1]! >= DAY);
  if (days.length < 3) return null;
  return middle(days.slice(1).map((at, i) => at - days[i]!));
}
const max = (values: number[]) => (values.length === 0 ? null : Math.max(...values));
const min = (values: number[]) => (values.length === 0 ? null : Math.min(...values));

function leftOf(one: Told): number | null {
  const last = max(one.orders.map(({ at }) => at));
  if (last === null) return null;
  if (one.stopped && last <= one.stopped.at) return one.stopped.at;
  const silence = Math.max(last, ...one.words) + (rhythm(one.orders.map(({ at }) => at)) ?? 60 * DAY);
  return silence <= START ? silence : null;
}
const firstOf = (one: Told) => min(one.orders.filter(brings).map(({ at }) => at));
const tally = (names: string[]) => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
const asRecord = <T extends { count: number }>(rows: readonly T[], name: (row: T) => string) =>
  Object.fromEntries(rows.map((row) => [name(row), row.count]));

const opened: { close(): void }[] = [];
afterAll(() => {
  for (const book of opened) book.close();
});

describe('figures of care', () => {
  it(`agree with a second calculation over ${SEEDS} seeded books`, { timeout: 300_000 }, async () => {
    let seen = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { driven, people } = await live(seed);
      opened.push(driven.book);
      const { ask } = driven;
      const note = `seed ${seed}`;
      const radar = await ask('radar', { now: START, zone: ZONE, months: MONTHS });

      for (const { month, buyers, left } of radar.churn) {
        const started = people.filter((one) => {
          const first = firstOf(one);
          const gone = leftOf(one);
          return first !== null && monthOf(first) < month && (gone === null || monthOf(gone) >= month);
        });
        const leavers = started.filter((one) => leftOf(one) !== null && monthOf(leftOf(one)!) === month);
        expect([buyers, left], `${note} ${month}`).toEqual([started.length, leavers.length]);
        const list = await ask('radarList', {
          now: START,
          zone: ZONE,
          months: MONTHS,
          of: { what: 'churn', month },
        });
        expect(list.customers.map(({ id }) => id).sort(), note).toEqual(leavers.map(({ id }) => id).sort());
        seen += left;
      }
      const holding = people.filter(
        (one) => one.stopped && (max(one.orders.map(({ at }) => at)) ?? 0) <= one.stopped.at,
      );
      expect(
        asRecord(radar.reasons, (row) => row.reason),
        note,
      ).toEqual(tally(holding.map((one) => one.stopped!.reason)));

      const silent = people.filter((one) => {
        const trouble = max([
          ...one.complaints.map(({ at }) => at),
          ...one.orders.filter(({ status }) => status === 'refused').map(({ at }) => at),
        ]);
        if (trouble === null || START - trouble < 14 * DAY || START - trouble > 365 * DAY) return false;
        if (one.orders.some(({ at }) => at > trouble)) return false;
        const word = max(one.words);
        return word === null || (word <= trouble + 7 * DAY && START - Math.max(word, trouble) >= 14 * DAY);
      });
      expect(radar.silent.customers.map(({ id }) => id).sort(), note).toEqual(
        silent.map(({ id }) => id).sort(),
      );

      const late = radar.quiet.customers.map((one) => {
        const told = people.find(({ id }) => id === one.id)!;
        const last = Math.max(...told.orders.map(({ at }) => at), ...told.words);
        return (START - last) / (rhythm(told.orders.map(({ at }) => at)) ?? 60 * DAY);
      });
      expect(late, note).toEqual(late.toSorted((a, b) => b - a));
      expect(
        late.every((times) => times >= 1),
        note,
      ).toBe(true);

      const counts = await ask('careCounts', { months: MONTHS, zone: ZONE });
      const complaints = people
        .flatMap((one) => one.complaints)
        .filter(({ at }) => MONTHS.includes(monthOf(at)));
      expect(
        asRecord(counts.causes, (row) => row.cause),
        note,
      ).toEqual(tally(complaints.map(({ cause }) => cause)));
      for (const { cause, open, cost } of counts.causes) {
        const mine = complaints.filter((one) => one.cause === cause);
        expect(open, note).toBe(mine.filter((one) => !one.confirmed).length);
        expect(cost, note).toBe(mine.reduce((sum, one) => sum + one.cost, 0));
      }
      const scores = people.flatMap((one) => one.scores);
      const given = scores.filter((score) => score !== null);
      const percent = (fits: (score: number) => boolean) => (100 * given.filter(fits).length) / given.length;
      expect(counts.survey.asked, note).toBe(scores.length);
      expect(counts.survey.answered, note).toBe(given.length);
      if (given.length > 0)
        expect(counts.survey.score, note).toBe(
          Math.round(Math.round((percent((score) => score > 8) - percent((score) => score < 7)) * 1e6) / 1e6),
        );
      const back = people.flatMap((one) => one.orders).filter(({ status }) => status === 'refused');
      for (const { month, counts: of } of counts.parcels) {
        expect(of.refused, note).toBe(back.filter(({ at }) => monthOf(at) === month).length);
        const rows = await ask('careList', { months: [month], zone: ZONE, of: { what: 'parcels' } });
        expect(rows.length, note).toBe(of.refused);
      }

      const sourced = people.filter(({ source }) => source !== '');
      for (const { source, customers, buyers } of counts.sources) {
        const mine = sourced.filter((one) => one.source === source);
        expect(customers, note).toBe(mine.filter(({ at }) => MONTHS.includes(monthOf(at))).length);
        const firsts = mine.flatMap((one) => firstOf(one) ?? []);
        expect(buyers, note).toBe(firsts.filter((at) => MONTHS.includes(monthOf(at))).length);
        for (const [who, count] of [
          ['customers', customers],
          ['buyers', buyers],
        ] as const) {
          const of = { what: 'source' as const, source, who };
          const behind = await ask('radarList', { now: START, zone: ZONE, months: MONTHS, of });
          expect(behind.total, note).toBe(count);
        }
      }
      expect(
        asRecord(
          counts.senders.map((row) => ({ ...row, id: row.customer.id })),
          (row) => row.id,
        ),
        note,
      ).toEqual(tally(people.flatMap(({ sentBy }) => sentBy || [])));

      // Stock: walk the days instead of dividing.
      const until = START + 30 * DAY;
      const pieces: Record<string, number> = {};
      for (const { orders } of people)
        for (const name of GOODS) {
          const times = orders.filter((one) => brings(one) && one.goods.includes(name)).map(({ at }) => at);
          const usual = rhythm(times);
          if (usual === null) continue;
          let next = Math.max(...times) + usual;
          if (next <= START) next = START < next + usual ? START : Number.POSITIVE_INFINITY;
          for (; next <= until; next += usual) pieces[name] = (pieces[name] ?? 0) + 1;
        }
      const stock = await ask('stock', { now: START, until });
      expect(Object.fromEntries(stock.map(({ name, quantity }) => [name, quantity])), note).toEqual(pieces);

      const hasOf = (one: Told) => new Set(one.orders.filter(brings).flatMap(({ goods }) => goods));
      for (const one of people) {
        const own = hasOf(one);
        const best: Record<string, number> = {};
        for (const name of GOODS.filter((each) => !own.has(each)))
          for (const mine of own) {
            const both = people.filter(
              (other) => other !== one && hasOf(other).has(mine) && hasOf(other).has(name),
            );
            if (both.length > Math.max(1, best[name] ?? 0)) best[name] = both.length;
          }
        const fits = await ask('fits', { customer: one.id });
        expect(Object.fromEntries(fits.map(({ name, both }) => [name, both])), note).toEqual(best);
      }
    }
    // Books in which nobody leaves would prove nothing.
    expect(seen).toBeGreaterThan(5);
  });

  it('counts a parcel once, and the seller’s own word on an order holds', () => {
    const orders = [
      { id: 'a', at: 5, outcome: 'delivered' as const },
      { id: 'b', at: 4, outcome: 'refused' as const },
      { id: 'c', at: 3, outcome: 'cancelled' as const },
      { id: 'd', at: 2, outcome: '' as const },
    ];
    const noted = [
      { kind: 'parcel' as const, at: 9, state: 'returned' as const, order: 'a' },
      { kind: 'parcel' as const, at: 8, state: 'late' as const, order: 'a' },
      { kind: 'parcel' as const, at: 1, state: 'refused' as const, order: '' },
      { kind: 'wait' as const, at: 7, state: 'open' as const, order: '' },
    ];
    const parcels = parcelsOf(orders, noted);
    expect(parcels.map(({ end }) => end)).toEqual(['returned', 'refused', 'refused']);
    expect(asksDeposit(parcels, { on: true, bad: 3, of: 3 })).toBe(true);
    expect(asksDeposit(parcels, { on: true, bad: 3, of: 2 })).toBe(false);
    expect(asksDeposit(parcels, { on: false, bad: 1, of: 5 })).toBe(false);
  });
});
