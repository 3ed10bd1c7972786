import type { Reminder } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import type { KeyOwner, ListedCustomer } from '../domain/query.ts';
import { holders } from './card.ts';
import { customersFor } from './customer-list.ts';
import { groupOf } from './groups.ts';
import type { Book } from './schema.ts';

/** Keys looked up at once: more than a list on a screen holds, and more chips than a thread has. */
const KEYS = 40;
const ORDER = 'order:';

/** Who the keys belong to: by their links first, then by the number of an order in the book. */
export async function ownersOf(book: Book, keys: readonly string[]): Promise<KeyOwner[]> {
  const asked = keys.slice(0, KEYS);
  const linked = await Promise.all(asked.map((key) => holders(book, [key])));
  const open = asked.filter((key, index) => linked[index]!.length === 0 && key.startsWith(ORDER));
  const ordered = await buyersOf(book, open);
  return asked.flatMap((key, index) => {
    const customer = linked[index]![0] ?? ordered.get(key);
    return customer ? [{ key, customer }] : [];
  });
}

/** Buyers of orders by number; a number that two customers have is nobody's. */
async function buyersOf(book: Book, keys: readonly string[]) {
  if (keys.length === 0) return new Map<string, KeyOwner['customer']>();
  const numbers = keys.flatMap((key) => [key.slice(ORDER.length), `#${key.slice(ORDER.length)}`]);
  const orders = await book.orders.where('number').anyOf(numbers).toArray();
  const buyers = await customersFor(book, [...new Set(orders.map((order) => order.customer))]);
  return new Map(
    keys.flatMap((key) => {
      const of = orders.filter(({ number }) => `${ORDER}${number.replace(/^#/, '')}` === key);
      const theirs = new Map(
        of.flatMap((order) => buyers.get(order.customer) ?? []).map((one) => [one.id, one]),
      );
      const [buyer] = theirs.values();
      return buyer && theirs.size === 1 ? [[key, buyer] as const] : [];
    }),
  );
}

/** People of a list for whom something is due by then, or who wait: one index read a key, and one for who is due. */
export async function listedCustomers(
  book: Book,
  keys: readonly string[],
  until: number,
): Promise<ListedCustomer[]> {
  const known = await holders(book, keys.slice(0, KEYS));
  const isDue = (at: number | undefined) => at !== undefined && at <= until;
  const wanted = known.filter((one) => isDue(one.nextDueAt) || one.waitingSince !== undefined);
  const due = await Promise.all(
    wanted.map((one) => (isDue(one.nextDueAt) ? dueOf(book, groupOf(one), until) : [])),
  );
  return wanted
    .map((customer, index) => ({ customer, reminders: due[index]! }))
    .sort((a, b) => urgencyOf(a) - urgencyOf(b));
}

/** @param ids of one person: the customer who is shown, and who is merged into it. */
async function dueOf(book: Book, ids: readonly string[], until: number): Promise<Reminder[]> {
  const found = await Promise.all(
    ids.map((id) =>
      book.reminders.where('[customer+dueAt]').between([id, 0], [id, until], true, true).toArray(),
    ),
  );
  const rows = found.flat().map((row) => wholeRow('reminders', row));
  return rows.sort((a, b) => a.due.at - b.due.at);
}

const urgencyOf = ({ customer, reminders }: ListedCustomer): number =>
  reminders[0]?.due.at ?? customer.waitingSince ?? 0;
