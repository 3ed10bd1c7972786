import type { Reminder } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import type { ReminderWithCustomer, TodayView } from '../domain/query.ts';
import { customersFor } from './customer-list.ts';
import type { Book } from './schema.ts';

/** What a person can look through; `dueCount` counts all. */
const SHOWN = 500;
const LATER = 50;

/** What is due, what is due today, what comes, and who waits for an answer. */
export async function today(book: Book, now: number, endOfDay: number): Promise<TodayView> {
  const due = () => book.reminders.where('dueAt');
  const [overdue, soon, later, dueCount, waiting, aside] = await Promise.all([
    due().belowOrEqual(now).limit(SHOWN).toArray(),
    due().between(now, endOfDay, false, true).limit(SHOWN).toArray(),
    due().above(Math.max(now, endOfDay)).limit(LATER).toArray(),
    due().belowOrEqual(now).count(),
    book.customers.orderBy('waitingSince').limit(SHOWN).toArray(),
    book.reminders.where('asideAt').belowOrEqual(endOfDay).limit(LATER).toArray(),
  ]);
  const withCustomers = await customersOf(book, [...overdue, ...soon, ...later, ...aside]);
  return {
    overdue: overdue.map(withCustomers),
    today: soon.map(withCustomers),
    later: later.map(withCustomers),
    colleagues: aside.map(withCustomers),
    dueCount,
    waiting: waiting.map((customer) => wholeRow('customers', customer)),
  };
}

async function customersOf(
  book: Book,
  reminders: readonly Reminder[],
): Promise<(reminder: Reminder) => ReminderWithCustomer> {
  const ids = reminders.map((reminder) => reminder.customer).filter((id) => typeof id === 'string');
  const byId = await customersFor(book, [...new Set(ids)]);
  return (reminder) => ({
    reminder: wholeRow('reminders', reminder),
    customer: byId.get(reminder.customer ?? '') ?? null,
  });
}
