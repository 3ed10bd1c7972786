import type { Order } from './entities.ts';
import type { Matter } from './matter.ts';

/**
 * How parcels ended, from orders and by hand. Of an order that the seller noted something of, their word holds.
 * docs/measures.md says what counts.
 */
export type ParcelEnd = 'delivered' | 'late' | 'refused' | 'returned';
export const PARCEL_ENDS: readonly ParcelEnd[] = ['delivered', 'late', 'refused', 'returned'];

export interface Parcel {
  at: number;
  end: ParcelEnd;
  /** The order, '' where only the seller's note tells of it. */
  order: string;
}

type OrderSeen = Pick<Order, 'id' | 'at' | 'outcome'>;
type Noted = Pick<Matter, 'kind' | 'at' | 'state' | 'order'>;

/** Newest first. An order whose end nobody knows is no parcel yet; one that was cancelled never was. */
export function parcelsOf(orders: readonly OrderSeen[], matters: readonly Noted[]): Parcel[] {
  const noted = matters.filter((one) => one.kind === 'parcel');
  // The last word on an order holds.
  const words = new Map(
    noted
      .toSorted((a, b) => a.at - b.at)
      .flatMap((one) => (one.order === '' ? [] : [[one.order, one] as const])),
  );
  const known = new Set(orders.map(({ id }) => id));
  const parcels = orders.flatMap(({ id, at, outcome }): Parcel[] => {
    const end = words.get(id)?.state ?? outcome;
    return end && end !== 'cancelled' ? [{ at: at ?? 0, end: end as ParcelEnd, order: id }] : [];
  });
  for (const one of noted)
    if (one.order === '' || (!known.has(one.order) && words.get(one.order) === one))
      parcels.push({ at: one.at, end: one.state as ParcelEnd, order: one.order });
  return parcels.sort((a, b) => b.at - a.at);
}

/** "Two refused of the last five": when to ask for a deposit. */
export interface ParcelRule {
  on: boolean;
  /** How many of them. */
  bad: number;
  /** Parcels that are looked at, the newest. */
  of: number;
}

/** Whether the next parcel is better paid in part first. What came back counts, whoever is to blame. */
export function asksDeposit(parcels: readonly Parcel[], { on, bad, of }: ParcelRule): boolean {
  const back = parcels.slice(0, of).filter(({ end }) => end === 'refused' || end === 'returned');
  return on && back.length >= bad;
}

export type ParcelCounts = Record<ParcelEnd, number>;

export function countParcels(parcels: readonly Parcel[]): ParcelCounts {
  const counts: ParcelCounts = { delivered: 0, late: 0, refused: 0, returned: 0 };
  for (const { end } of parcels) counts[end] += 1;
  return counts;
}
