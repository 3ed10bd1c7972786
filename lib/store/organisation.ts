import { calendarDay } from '../domain/due.ts';
import type { Customer, Order } from '../domain/entities.ts';
import { countsFor, isInternal, type Tie } from '../domain/membership.ts';
import { wholeRow } from '../domain/merge.ts';
import { moneyOf } from '../domain/order-money.ts';
import type { OrganisationView, PersonFigures } from '../domain/query.ts';
import { tiesOf } from './bonds.ts';
import { groupOf, ownedBy, shownOf } from './groups.ts';
import type { Book } from './schema.ts';

/**
 * What the people of an organisation bought, and when one of them was last heard of. An order counts for the
 * organisation its buyer worked for on its day, and for one alone.
 * @param zone IANA zone in which the days of memberships are meant.
 */
export async function organisationView(
  book: Book,
  id: string,
  zone: string,
): Promise<OrganisationView | null> {
  const asked = await book.customers.get(id);
  const [row] = asked ? await shownOf(book, [asked]) : [];
  if (!row) return null;
  const ids = groupOf(row);
  const [own, ties] = await Promise.all([ownedBy(book, 'orders', ids), tiesOf(book, 'organisation', ids)]);
  const counted = ties.filter(({ other }) => !isInternal(other));
  const theirs = await Promise.all(counted.map((tie) => ordersOf(book, tie, row.id, zone)));
  const orders = [...own.map((order) => wholeRow('orders', order)), ...theirs.flat()];
  const times = [row, ...counted.map(({ other }) => other)].flatMap(({ lastContactAt = 0 }) => lastContactAt);
  return {
    people: ties.map((tie): PersonFigures => {
      const place = counted.indexOf(tie);
      const bought = place < 0 ? [] : theirs[place]!;
      return { tie, orderCount: bought.length, money: moneyOf(bought) };
    }),
    orders: orders.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)),
    money: moneyOf(orders),
    lastContactAt: Math.max(...times) || undefined,
  };
}

async function ordersOf(book: Book, { other }: Tie, organisation: string, zone: string): Promise<Order[]> {
  if (other.orderCount === 0) return [];
  const ids = groupOf(other);
  const [orders, employers] = await Promise.all([ownedBy(book, 'orders', ids), tiesOf(book, 'person', ids)]);
  return orders
    .map((order) => wholeRow('orders', order))
    .filter(({ at }) => countsFor(employers, calendarDay(at, zone)) === organisation);
}

/** Colleagues, by name. There are as many as work in a shop. */
export async function colleagues(book: Book): Promise<Customer[]> {
  const rows = await book.customers.where('isInternal').equals(1).toArray();
  return rows.map((row) => wholeRow('customers', row)).sort((a, b) => (a.sortName < b.sortName ? -1 : 1));
}
