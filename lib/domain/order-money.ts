import type { Order } from './entities.ts';
import { bringsNothing } from './order-outcome.ts';

type Paid = Pick<Order, 'total'> & Partial<Pick<Order, 'currency' | 'outcome'>>;

/** Whether an order is counted in sums and averages: its total is known, and it was not cancelled, refused or returned. */
export const countsAsMoney = ({ total, outcome }: Paid): boolean =>
  typeof total === 'number' && !bringsNothing(outcome);

/** What orders come to, apart per currency. */
export function moneyOf(orders: readonly Paid[]): Record<string, number> {
  const money: Record<string, number> = {};
  for (const order of orders)
    if (countsAsMoney(order)) {
      const { currency = '' } = order;
      money[currency] = (money[currency] ?? 0) + order.total!;
    }
  return money;
}
