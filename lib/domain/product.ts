import type { Order, OrderGoods } from './entities.ts';
import { fold } from './fold.ts';
import type { Habit } from './matter.ts';
import { bringsNothing } from './order-outcome.ts';
import { rhythmOf } from './quiet-buyer.ts';

/**
 * Products as orders name them, and what follows from who bought what. Written down for sellers in docs/measures.md.
 * Lengths are milliseconds, times milliseconds since 1970.
 */
const DAY = 86_400_000;
/** Products of one customer that are remembered, the newest. */
export const BOUGHT_MOST = 24;
/** Habits of one customer that are remembered: those expected next. */
const HABITS_MOST = 12;

/** The same product under the same key: its code where the page tells one, else its folded name. */
export function productKey({ name, sku = '' }: Pick<OrderGoods, 'name' | 'sku'>): string {
  const code = fold(sku).trim();
  return (code === '' ? fold(name).trim() : `#${code}`).slice(0, 120);
}

type Bought = Pick<Order, 'at' | 'goods'> & Partial<Pick<Order, 'outcome'>>;

interface Purchases {
  name: string;
  times: number[];
  quantities: number[];
}

/** What was bought of each product, newest order first; what was cancelled or came back is nothing bought. */
function purchasesOf(orders: readonly Bought[]): Map<string, Purchases> {
  const found = new Map<string, Purchases>();
  const paid = orders.filter((order) => !bringsNothing(order.outcome));
  for (const { at = 0, goods = [] } of paid.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0)))
    for (const line of goods) {
      const key = productKey(line);
      if (key === '') continue;
      const held = found.get(key) ?? { name: line.name, times: [], quantities: [] };
      found.set(key, held);
      held.times.push(at);
      held.quantities.push(line.quantity ?? 1);
    }
  return found;
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** What the orders of one customer say of their products. */
export function productsOf(orders: readonly Bought[]): { bought: string[]; habits: Habit[] } {
  const purchases = purchasesOf(orders);
  const habits: Habit[] = [];
  for (const [key, { name, times, quantities }] of purchases) {
    const every = rhythmOf(times);
    if (every !== undefined)
      habits.push({ key, name, every, quantity: median(quantities), lastAt: Math.max(...times) });
  }
  habits.sort((a, b) => a.lastAt + a.every - (b.lastAt + b.every));
  return { bought: [...purchases.keys()].slice(0, BOUGHT_MOST), habits: habits.slice(0, HABITS_MOST) };
}

/** The first order that brought something; undefined where none did. */
export function firstPaidAt(orders: readonly Pick<Order, 'at' | 'outcome'>[]): number | undefined {
  const times = orders.flatMap(({ at, outcome }) => (bringsNothing(outcome) ? [] : (at ?? 0)));
  return times.length === 0 ? undefined : Math.min(...times);
}

/**
 * When a habit is expected next. What is late by less than its usual time is expected now; what is later has probably
 * ended, and is null.
 */
export function nextPurchase({ lastAt, every }: Pick<Habit, 'lastAt' | 'every'>, now: number): number | null {
  const next = lastAt + every;
  if (next > now) return next;
  return now < next + every ? now : null;
}

/** How often a habit is expected from now on, until then. */
export function purchasesUntil(habit: Pick<Habit, 'lastAt' | 'every'>, now: number, until: number): number {
  const next = nextPurchase(habit, now);
  if (next === null || next > until) return 0;
  return 1 + Math.floor((until - next) / Math.max(habit.every, DAY));
}

export interface StockLine {
  key: string;
  name: string;
  /** Pieces. */
  quantity: number;
  /** Those who are expected to buy it. */
  buyers: string[];
}

/** What the buyers' habits come to until then, the most pieces first. */
export function stockOf(
  customers: readonly { id: string; habits?: readonly Habit[] }[],
  now: number,
  until: number,
  catalogue: Catalogue,
): StockLine[] {
  const lines = new Map<string, StockLine>();
  for (const { id, habits = [] } of customers)
    for (const habit of habits) {
      const times = purchasesUntil(habit, now, until);
      if (times === 0) continue;
      const key = catalogue.main(habit.key);
      const name = catalogue.name(habit.key) ?? habit.name;
      const line = lines.get(key) ?? { key, name, quantity: 0, buyers: [] };
      lines.set(key, line);
      line.quantity += times * habit.quantity;
      // Their habits come one after the other: two of the same product follow each other's customer.
      if (line.buyers.at(-1) !== id) line.buyers.push(id);
    }
  return [...lines.values()].sort((a, b) => b.quantity - a.quantity || (a.key < b.key ? -1 : 1));
}

export interface Fit {
  key: string;
  /** How many bought both. */
  both: number;
  /** The product of this customer's that it goes with. */
  because: string;
  /** How many of those who bought that one were looked at. */
  of: number;
}

/** Bought together by fewer than this is chance. */
export const FIT_LEAST = 2;

/**
 * "Bought X, usually also Y": for each product that the customer has, what else its buyers bought. A product stands once,
 * with the pair that most buyers share; what the customer has, or said no to, is left out.
 * @param buyersOf by product of the customer, what each of its other buyers bought.
 */
export function fitsOf(
  own: readonly string[],
  refused: readonly string[],
  buyersOf: ReadonlyMap<string, readonly (readonly string[])[]>,
): Fit[] {
  const leftOut = new Set([...own, ...refused]);
  const best = new Map<string, Fit>();
  for (const [because, buyers] of buyersOf) {
    const counts = new Map<string, number>();
    for (const bought of buyers)
      for (const key of new Set(bought)) if (!leftOut.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const [key, both] of counts) {
      if (both < FIT_LEAST || both <= (best.get(key)?.both ?? 0)) continue;
      best.set(key, { key, both, because, of: buyers.length });
    }
  }
  return [...best.values()].sort((a, b) => b.both - a.both || (a.key < b.key ? -1 : 1));
}

/** A product of the shop's own list, as far as orders can name it. */
type Listed = { id: string; code?: string; name?: string; aliases?: readonly string[] };

/** Which keys are one product, by the shop's own list: its code, its name and its other names. */
export interface Catalogue {
  /** The key that stands for all of them; a key that the list does not tell of stands for itself. */
  main(key: string): string;
  /** All keys that orders may have for it. */
  all(key: string): string[];
  /** As the shop calls it; undefined where the list does not tell. */
  name(key: string): string | undefined;
}

/** A key that two products of the list claim is neither's. */
export function catalogueOf(products: readonly Listed[]): Catalogue {
  const owners = new Map<string, Listed | null>();
  const keysOf = ({ code = '', name = '', aliases = [] }: Listed) => [
    ...(code === '' ? [] : [productKey({ name: '', sku: code }), productKey({ name: code })]),
    ...[name, ...aliases].map((one) => productKey({ name: one })).filter((key) => key !== ''),
  ];
  for (const product of products)
    for (const key of keysOf(product)) {
      const held = owners.get(key);
      owners.set(key, held === undefined || held === product ? product : null);
    }
  const all = (key: string) => {
    const product = owners.get(key);
    return product ? [...new Set(keysOf(product).filter((one) => owners.get(one) === product))] : [key];
  };
  return { all, main: (key) => all(key)[0]!, name: (key) => owners.get(key)?.name };
}
