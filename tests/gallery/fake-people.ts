import { displayNameKey } from '../../lib/domain/display-name.ts';
import type {
  KeyOwner,
  ListedCustomer,
  Queries,
  Remembered,
  TimelinePage,
  TodayView,
} from '../../lib/domain/query.ts';
import type { Book } from './sample.ts';

/** Answers of the fake store about who is read from a page: whose a code is, who stands in a list, who went by a name. */
export function ownersIn(book: Book, keys: string[]): KeyOwner[] {
  return keys.flatMap((key) => {
    const number = key.startsWith('order:') ? key.slice('order:'.length) : null;
    const buyer = book.orders.find((one) => one.number === number)?.customer;
    const customer = book.customers.find((one) => one.keys.includes(key) || one.id === buyer);
    return customer ? [{ key, customer }] : [];
  });
}

export function listedIn(book: Book, { keys, until }: Queries['listed']['args']): ListedCustomer[] {
  const dueOf = (id: string) =>
    book.reminders
      .filter((one) => one.customer === id && one.state === 'open' && one.due.at <= until)
      .toSorted((a, b) => a.due.at - b.due.at);
  return book.customers
    .filter((one) => one.keys.some((key) => keys.includes(key)))
    .map((customer) => ({ customer, reminders: dueOf(customer.id) }))
    .filter((row) => row.reminders.length > 0 || row.customer.waitingSince !== undefined);
}

export function rememberedIn(book: Book, { channel = '', names }: Queries['card']['args']): Remembered[] {
  return names.flatMap((name) => {
    const key = displayNameKey(channel, name) ?? '';
    return book.customers.flatMap((one) => {
      const evidence = one.displayNames[key];
      return evidence ? [{ customer: one, key, evidence }] : [];
    });
  });
}

export function todayIn(book: Book, { now, endOfDay }: Queries['today']['args']): TodayView {
  const rows = book.reminders
    .filter((one) => one.state === 'open')
    .toSorted((a, b) => a.due.at - b.due.at)
    .map((one) => ({
      reminder: one,
      customer: book.customers.find((each) => each.id === one.customer) ?? null,
    }));
  const overdue = rows.filter((one) => one.reminder.due.at <= now);
  return {
    overdue,
    colleagues: [],
    today: rows.filter((one) => one.reminder.due.at > now && one.reminder.due.at <= endOfDay),
    later: rows.filter((one) => one.reminder.due.at > endOfDay),
    dueCount: overdue.length,
    waiting: book.customers
      .filter((one) => (one.lastInAt ?? 0) > (one.lastOutAt ?? 0))
      .toSorted((a, b) => (a.lastInAt ?? 0) - (b.lastInAt ?? 0)),
  };
}

/** A page of what was said with a customer, newest first. */
export function timelineIn(book: Book, id: string, before: string | null, limit: number): TimelinePage {
  const all = book.interactions.filter((one) => one.customers.includes(id)).toSorted((a, b) => b.at - a.at);
  const from = before === null ? 0 : Number(before);
  return {
    items: all.slice(from, from + limit),
    next: from + limit < all.length ? String(from + limit) : null,
  };
}
