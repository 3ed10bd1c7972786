import type { ReportArgs } from '../../lib/domain/report/report.ts';

/**
 * The definitions of docs/measures.md once more, as slowly and plainly as they stand there: lists, days as texts, one
 * look at each order for each question. Nothing of `lib/domain/report` is used but the names of its answers.
 */
export interface HandCustomer {
  owner: string;
  province: string;
  stage: string;
  isColleague: boolean;
  isGone: boolean;
}
export interface HandOrder {
  customer: string;
  site: string;
  total: number | null;
  currency: string;
  status: string;
  at: number;
  goods: { name: string; total?: number }[];
}
export interface HandEntry {
  kind: string;
  direction: string;
  at: number;
  customers: string[];
  status: string;
  confirmedAt: number | null;
}
export interface HandBook {
  customers: Map<string, HandCustomer>;
  orders: Map<string, HandOrder>;
  entries: HandEntry[];
  /** Who is merged into whom. */
  merges: Map<string, string>;
}

const DAY = 86_400_000;
/** What a clock on the wall of a zone shows, `2026-11-24 09:00:00`. */
const walls = new Map<string, Intl.DateTimeFormat>();
const wallOf = (at: number, zone: string) => {
  if (!walls.has(zone))
    walls.set(
      zone,
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }),
    );
  return walls.get(zone)!.format(at);
};
const days = new Map<string, string>();
const dayOf = (at: number, zone: string): string => {
  const key = `${at}${zone}`;
  if (!days.has(key)) days.set(key, wallOf(at, zone).slice(0, 10));
  return days.get(key)!;
};
const clockOf = (at: number, zone: string) => new Date(`${wallOf(at, zone).replace(' ', 'T')}Z`).getTime();
/** The instant a day begins. */
function startOf(day: string, zone: string): number {
  const wanted = new Date(`${day}T00:00:00Z`).getTime();
  let at = wanted;
  for (let i = 0; i < 3; i++) at += wanted - clockOf(at, zone);
  return at;
}
const plusDays = (day: string, days: number) =>
  new Date(new Date(`${day}T00:00:00Z`).getTime() + days * DAY).toISOString().slice(0, 10);
const plusMonths = (month: string, months: number) => {
  const all = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
};
const SIZE = { month: 1, quarter: 3, year: 12 };
const LOOK = { month: 12, quarter: 8, year: 6 };

/** Days of a stretch: the first counted, the last not. */
type Days = [first: string, until: string];

const brought = (status: string) => !['Đã hủy', 'refused', 'returned'].includes(status);
const median = (numbers: number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
};
const unique = <T>(list: T[]): T[] => [...new Set(list)];

/** @param owner whose customers alone are looked at. */
function calculations(book: HandBook, zone: string, now: number, owner: string | null) {
  const personOf = (id: string): string | null => {
    const person = book.merges.get(id) ?? id;
    const who = book.customers.get(person);
    if (!who || who.isGone || who.isColleague || book.customers.get(id)!.isGone) return null;
    return owner === null || who.owner === owner ? person : null;
  };
  const persons = unique([...book.customers.keys()].flatMap((id) => personOf(id) ?? []));
  const all = [...book.orders.values()].flatMap((order) => {
    const person = personOf(order.customer);
    return person === null ? [] : [{ ...order, person, day: dayOf(order.at, zone) }];
  });
  const good = all.filter(({ status }) => brought(status));
  const within = <T extends { at: number }>(list: T[], [first, until]: Days) =>
    list.filter(({ at }) => {
      const day = dayOf(at, zone);
      return day >= first && day < until;
    });

  const money = (days: Days, currency: string) => {
    const orders = within(good, days);
    const of = (statuses: string[]) =>
      within(all, days).filter(({ status }) => statuses.includes(status)).length;
    return {
      sum: orders.reduce((sum, one) => sum + (one.currency === currency ? (one.total ?? 0) : 0), 0),
      orders: orders.length,
      buyers: unique(orders.map(({ person }) => person)).length,
      cameBack: of(['refused', 'returned']),
      cancelled: of(['Đã hủy']),
    };
  };

  const flow = ([first, until]: Days) => {
    const from = startOf(first, zone);
    const to = Math.min(startOf(until, zone), Math.max(now, from));
    const standing = (person: string, at: number) => {
      const before = good.filter((one) => one.person === person && one.at < at).map((one) => one.at);
      if (before.length === 0) return 'none';
      const days = (at - Math.max(...before)) / DAY;
      return days <= 90 ? 'active' : days <= 365 ? 'quiet' : 'gone';
    };
    const who = (fits: (was: string, is: string, bought: boolean) => boolean) =>
      persons.filter((person) => {
        const bought = good.some((one) => one.person === person && one.at >= from && one.at < to);
        return fits(standing(person, from), standing(person, to), bought);
      }).length;
    const known = (was: string) => was === 'active' || was === 'quiet';
    const lost = who((was, is) => known(was) && is === 'gone');
    const atRisk = who((was) => known(was));
    return {
      new: who((was, _is, bought) => bought && was === 'none'),
      stayed: who((was, _is, bought) => bought && was === 'active'),
      back: who((was, _is, bought) => bought && (was === 'quiet' || was === 'gone')),
      fellQuiet: who((was, is) => was === 'active' && is === 'quiet'),
      lost,
      active: who((_was, is) => is === 'active'),
      quiet: who((_was, is) => is === 'quiet'),
      gone: who((_was, is) => is === 'gone'),
      churn: atRisk === 0 ? null : lost / atRisk,
    };
  };

  /** Who spoke when, of each person: messages, mails and calls that were answered. */
  const turns = persons.map((person) =>
    book.entries
      .filter(({ customers }) => customers.some((id) => personOf(id) === person))
      .filter(
        ({ kind, status }) => ['message', 'email'].includes(kind) || (kind === 'call' && status !== 'busy'),
      )
      .filter(({ direction }) => direction !== 'unknown')
      .toSorted((a, b) => a.at - b.at),
  );
  const waits = turns.flatMap((said) =>
    said.flatMap((one, i) => {
      if (one.direction !== 'in' || said[i - 1]?.direction === 'in') return [];
      const answer = said.slice(i).find(({ direction }) => direction === 'out');
      return [{ at: one.at, wait: answer ? answer.at - one.at : null }];
    }),
  );
  const replies = (days: Days) => {
    const asked = within(waits, days);
    const answered = asked.flatMap(({ wait }) => wait ?? []);
    return {
      answered: answered.length,
      open: asked.length - answered.length,
      median: median(answered),
      soon: answered.filter((wait) => wait <= 3_600_000).length,
    };
  };

  const voices = book.entries.flatMap((entry) =>
    entry.customers.filter((id) => personOf(id) !== null).map(() => entry),
  );
  const said = (days: Days) => {
    const of = (kind: string) => within(voices, days).filter((one) => one.kind === kind);
    const confirmed = of('complaint').filter(({ status }) => status === 'confirmed');
    return {
      raised: of('complaint').length,
      confirmed: confirmed.length,
      median: median(confirmed.map((one) => one.confirmedAt! - one.at)),
      barriers: of('barrier').length,
      ideas: of('idea').length,
    };
  };
  return { personOf, persons, good, within, money, flow, replies, said, voices };
}

export function byHand(book: HandBook, { unit, at, zone, now, owner }: ReportArgs) {
  const facts = calculations(book, zone, now, owner);
  const { persons, good, within, voices } = facts;
  const size = SIZE[unit];
  const daysOf = (month: string): Days => [`${month}-01`, `${plusMonths(month, size)}-01`];
  const today = dayOf(now, zone);
  const current = daysOf(at);
  const [lastFirst, lastUntil] = daysOf(plusMonths(at, -size));
  // A period that runs is held against as many days of the one before.
  let until = lastUntil;
  if (today >= current[0] && today < current[1]) {
    let days = 1;
    while (plusDays(current[0], days - 1) < today) days++;
    const same = plusDays(lastFirst, days);
    if (same < lastUntil) until = same;
  }
  const last: Days = [lastFirst, until];
  const months = Array.from({ length: LOOK[unit] }, (_, i) => plusMonths(at, (i - LOOK[unit] + 1) * size));
  const compared = <T>(measure: (days: Days) => T) => ({
    now: measure(current),
    last: measure(last),
    trend: months.map((period) => ({ period, value: measure(daysOf(period)) })),
  });
  const paid = [...book.orders.values()].filter(({ status, total }) => brought(status) && total !== null);
  const currencies = unique(paid.map(({ currency }) => currency)).toSorted((a, b) => {
    const of = (currency: string) => paid.filter((one) => one.currency === currency).length;
    return of(b) - of(a) || (a < b ? -1 : 1);
  });
  const currency = currencies[0] ?? '';

  type Piece = { key: string; worth: number; person: string; at: number };
  const cut = (pieces: Piece[]) =>
    unique(pieces.map(({ key }) => key))
      .map((key) => {
        const mine = pieces.filter((one) => one.key === key);
        const sum = (list: Piece[]) => list.reduce((all, one) => all + one.worth, 0);
        const inside = within(mine, current);
        return {
          key,
          sum: sum(inside),
          last: sum(within(mine, last)),
          orders: inside.length,
          buyers: unique(inside.map(({ person }) => person)).length,
          isSeen: inside.length + within(mine, last).length > 0,
        };
      })
      .filter(({ isSeen }) => isSeen)
      .map(({ isSeen: _isSeen, ...row }) => row)
      .toSorted(
        (a, b) => b.sum - a.sum || b.orders - a.orders || b.last - a.last || (a.key < b.key ? -1 : 1),
      );
  const byOrder = (keyOf: (order: (typeof good)[number]) => string) => () =>
    cut(
      good.map((one) => ({
        key: keyOf(one),
        worth: one.currency === currency ? (one.total ?? 0) : 0,
        person: one.person,
        at: one.at,
      })),
    );
  const who = (id: string) => book.customers.get(id)!;

  return {
    money: () => ({ currency, currencies, money: compared((days) => facts.money(days, currency)) }),
    flow: () => compared(facts.flow),
    cohorts: () =>
      months.map((period) => {
        const firsts = persons.filter((person) => {
          const theirs = good.filter((one) => one.person === person).map(({ at }) => at);
          return theirs.length > 0 && within([{ at: Math.min(...theirs) }], daysOf(period)).length > 0;
        });
        const after = months.filter((month) => month > period && `${month}-01` <= today);
        return {
          period,
          size: firsts.length,
          came: after.map(
            (month) =>
              firsts.filter(
                (person) =>
                  within(
                    good.filter((one) => one.person === person),
                    daysOf(month),
                  ).length > 0,
              ).length,
          ),
        };
      }),
    product: () =>
      cut(
        good.flatMap((one) =>
          one.goods.map(({ name, total }) => ({
            key: name,
            worth: one.currency === currency ? (total ?? 0) : 0,
            person: one.person,
            at: one.at,
          })),
        ),
      ),
    province: byOrder(({ person }) => who(person).province),
    channel: byOrder(({ site }) => site),
    owner: byOrder(({ person }) => who(person).owner),
    stage: byOrder(({ person }) => who(person).stage),
    segment: () =>
      cut(
        good
          .filter(({ person }) => who(person).province === 'hue')
          .map((one) => ({
            key: 'Huế',
            worth: one.currency === currency ? (one.total ?? 0) : 0,
            person: one.person,
            at: one.at,
          })),
      ),
    value: () => {
      const until = startOf(current[1], zone);
      const worths = persons
        .map((person) =>
          good.filter(
            (one) =>
              one.person === person && one.at < until && one.currency === currency && one.total !== null,
          ),
        )
        .filter((orders) => orders.length > 0)
        .map((orders) => orders.reduce((sum, { total }) => sum + total!, 0))
        .toSorted((a, b) => b - a);
      const whole = worths.reduce((sum, one) => sum + one, 0);
      const top = Math.ceil(worths.length * 0.2);
      return {
        buyers: worths.length,
        mean: worths.length === 0 ? null : whole / worths.length,
        median: median(worths),
        topShare: whole === 0 ? null : worths.slice(0, top).reduce((sum, one) => sum + one, 0) / whole,
        top,
      };
    },
    stages: () =>
      Object.fromEntries(
        ['lead', 'first', 'regular', 'quiet', 'lost', 'back'].map((stage) => [
          stage,
          persons.filter((person) => who(person).stage === stage).length,
        ]),
      ),
    replies: () => compared(facts.replies),
    said: () => {
      const standing = voices.filter(({ kind, status }) => kind === 'complaint' && status !== 'confirmed');
      const older = (days: number) => standing.filter((one) => now - one.at >= days * DAY).length;
      const ages = [older(0) - older(1), older(1) - older(3), older(3) - older(7), older(7)];
      return { ...compared(facts.said), standing: ages };
    },
  };
}

byHand.goal = (
  book: HandBook,
  measure: string,
  first: string,
  last: string,
  zone: string,
  now: number,
): number | null => {
  const facts = calculations(book, zone, now, null);
  const days: Days = [first, plusDays(last, 1)];
  const flow = facts.flow(days);
  const wait = facts.replies(days).median;
  const money = facts.money(days, 'VND');
  return (
    { revenue: money.sum, orders: money.orders, newBuyers: flow.new, backBuyers: flow.back }[measure] ??
    (wait === null ? null : wait / 60_000)
  );
};
