/**
 * What a buyer is worth, from three numbers that everybody can look up: how long ago they bought, how often, and for how
 * much. Written down for sellers in docs/measures.md. It is worked out when it is read: recency moves with the clock.
 */
const DAY = 86_400_000;

/** A mark is 5 for the first limit that is met, then 4, 3, 2, and 1 for what meets none. */
export type Limits = [number, number, number, number];

export interface ValueRules {
  /** How much each mark counts, 0 to 9; not all of them 0. */
  weights: { recency: number; frequency: number; money: number };
  /** Days since the last purchase, at most. */
  recency: Limits;
  /** Purchases, at least. */
  frequency: Limits;
  /** What all of them came to, at least, by currency. */
  money: Record<string, Limits>;
  /** The score from which on a tier begins. */
  tiers: { gold: number; silver: number };
  /** Who bought once, at most so many days ago, is new. */
  freshDays: number;
}

export const VALUE_RULES: ValueRules = {
  weights: { recency: 1, frequency: 1, money: 1 },
  recency: [30, 60, 120, 240],
  frequency: [10, 6, 3, 2],
  money: { VND: [10_000_000, 5_000_000, 2_000_000, 500_000], USD: [400, 200, 80, 20] },
  tiers: { gold: 80, silver: 55 },
  freshDays: 90,
};

/** From the best to those who never bought. */
export const TIERS = ['gold', 'silver', 'bronze', 'fresh', 'none'] as const;
export type Tier = (typeof TIERS)[number];

/** What is known of the purchases of one buyer: orders that were not refused, returned or cancelled. */
export interface Bought {
  count: number;
  /** When the last one was, milliseconds since 1970; undefined where there is none. */
  at: number | undefined;
  money: Readonly<Record<string, number>>;
}

export interface Worth {
  /** Whole days since the last purchase. */
  days: number;
  count: number;
  /** The sum that got the mark; null where no currency has limits. */
  sum: { currency: string; total: number } | null;
  marks: { recency: number; frequency: number; money: number };
  /** 20 to 100: the weighted mean of the marks, twenty points a mark. */
  score: number;
  tier: Exclude<Tier, 'none'>;
}

interface Facts {
  orderCount: number;
  lastOrderAt?: number | undefined;
  money: Readonly<Record<string, number>>;
  boughtCount?: number | undefined;
  boughtAt?: number | undefined;
}

/** The purchases among a customer's facts; `boughtCount` stands there only where some orders brought nothing. */
export function boughtBy({ orderCount, lastOrderAt, money, boughtCount, boughtAt }: Facts): Bought {
  return boughtCount === undefined
    ? { count: orderCount, at: lastOrderAt, money }
    : { count: boughtCount, at: boughtAt, money };
}

/** Null for somebody who never bought. @param now milliseconds since 1970. */
export function worthOf({ count, at, money }: Bought, now: number, rules: ValueRules): Worth | null {
  if (count === 0 || at === undefined) return null;
  const days = daysSince(at, now);
  const sum = bestSum(money, rules);
  const marks = {
    recency: recencyMark(days, rules),
    frequency: frequencyMark(count, rules),
    money: sum ? moneyMark(sum.currency, sum.total, rules) : 1,
  };
  const score = scoreOf(marks.recency, marks.frequency, marks.money, rules);
  return { days, count, sum, marks, score, tier: tierOf(count, days, score, rules) };
}

export const daysSince = (at: number, now: number): number => Math.max(0, Math.floor((now - at) / DAY));

export const recencyMark = (days: number, { recency }: ValueRules): number =>
  markOf(recency, (limit) => days <= limit);

export const frequencyMark = (count: number, { frequency }: ValueRules): number =>
  markOf(frequency, (limit) => count >= limit);

/** 1 for a currency without limits. */
export function moneyMark(currency: string, total: number, { money }: ValueRules): number {
  const limits = Object.hasOwn(money, currency) ? money[currency] : undefined;
  return limits ? markOf(limits, (limit) => total >= limit) : 1;
}

export function scoreOf(recency: number, frequency: number, money: number, { weights }: ValueRules): number {
  const weight = weights.recency + weights.frequency + weights.money;
  const sum = recency * weights.recency + frequency * weights.frequency + money * weights.money;
  return weight > 0 ? Math.round((sum / weight) * 20) : 20;
}

export function tierOf(count: number, days: number, score: number, rules: ValueRules): Worth['tier'] {
  if (count === 1 && days <= rules.freshDays) return 'fresh';
  if (score >= rules.tiers.gold) return 'gold';
  return score >= rules.tiers.silver ? 'silver' : 'bronze';
}

function markOf(limits: Limits, meets: (limit: number) => boolean): number {
  const met = limits.findIndex(meets);
  return met < 0 ? 1 : 5 - met;
}

/** The currency with the best mark; of equal ones the first by name. Sums of several currencies are not added up. */
function bestSum(money: Bought['money'], rules: ValueRules): Worth['sum'] {
  let best: Worth['sum'] = null;
  for (const currency of Object.keys(money).sort()) {
    const total = money[currency]!;
    if (!Object.hasOwn(rules.money, currency)) continue;
    if (!best || moneyMark(currency, total, rules) > moneyMark(best.currency, best.total, rules))
      best = { currency, total };
  }
  return best;
}

export interface TopShare {
  /** How many buyers the top is: the part of all, rounded up. */
  top: number;
  /** All who paid anything. */
  buyers: number;
  /** What the top paid, and what all paid. */
  topMoney: number;
  money: number;
}

/**
 * How much the best buyers bring: "the top 20 % make 70 % of the revenue".
 * @param sums what each customer paid, in one currency; those who paid nothing do not count.
 * @param part of the buyers that is the top, 0 to 1.
 */
export function topShare(sums: Iterable<number>, part = 0.2): TopShare {
  const paid = [...sums].filter((sum) => sum > 0).sort((a, b) => b - a);
  // 0.2 × 5 is a little more than one in binary.
  const top = Math.ceil(Number((paid.length * part).toFixed(6)));
  const add = (some: number[]) => some.reduce((total, sum) => total + sum, 0);
  return { top, buyers: paid.length, topMoney: add(paid.slice(0, top)), money: add(paid) };
}
