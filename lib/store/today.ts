import { isAside } from '../domain/aside.ts';
import type { Customer, Interaction, Reminder } from '../domain/entities.ts';
import { GREETING_AHEAD, isGreeting } from '../domain/greeting.ts';
import { wholeRow } from '../domain/merge.ts';
import type { ComplaintWithCustomer, ReminderWithCustomer, TodayView } from '../domain/query.ts';
import { customersFor } from './customer-list.ts';
import { groupOf } from './groups.ts';
import type { Book } from './schema.ts';

/** What a person can look through; `dueCount` and `quietCount` count all. */
const SHOWN = 500;
const LATER = 50;
const QUIET = 50;

/** What is due, what is due today, what comes, who waits, whom to greet, what is to be made good, and who fell silent. */
export async function today(book: Book, now: number, endOfDay: number): Promise<TodayView> {
  const due = () => book.reminders.where('dueAt');
  const tonight = Math.max(now, endOfDay);
  const [overdue, soon, later, week, dueCount, waiting, quiet, quietCount, complaints, aside] =
    await Promise.all([
      due().belowOrEqual(now).limit(SHOWN).toArray(),
      due().between(now, endOfDay, false, true).limit(SHOWN).toArray(),
      due().above(tonight).limit(LATER).toArray(),
      due()
        .between(tonight, now + GREETING_AHEAD, false, true)
        .filter(isGreeting)
        .limit(LATER)
        .toArray(),
      due().belowOrEqual(now).count(),
      book.customers.orderBy('waitingSince').limit(SHOWN).toArray(),
      book.customers.where('quietAt').belowOrEqual(now).reverse().limit(QUIET).toArray(),
      book.customers.where('quietAt').belowOrEqual(now).count(),
      openComplaints(book, now),
      book.reminders.where('asideAt').belowOrEqual(endOfDay).limit(LATER).toArray(),
    ]);
  const withCustomers = await customersOf(book, [...overdue, ...soon, ...later, ...week, ...aside]);
  const plain = (rows: Reminder[]) => rows.filter((row) => !isGreeting(row)).map(withCustomers);
  const shown = (customer: Customer) => wholeRow('customers', customer);
  const silent = quiet.filter((one) => !isAside(one.asideQuiet, one.quietAt, now));
  return {
    overdue: plain(overdue),
    today: plain(soon),
    later: plain(later),
    colleagues: aside.map(withCustomers),
    dueCount,
    waiting: waiting.filter((one) => !isAside(one.asideWaiting, one.waitingSince, now)).map(shown),
    greetings: [...[...overdue, ...soon].filter(isGreeting), ...week].map(withCustomers),
    complaints,
    quiet: silent.map(shown),
    quietCount: quietCount - (quiet.length - silent.length),
  };
}

/** Complaints that need something still, of one who is shown for each; those put aside are left out. */
async function openComplaints(book: Book, now: number): Promise<ComplaintWithCustomer[]> {
  const rows = await book.interactions.where('complaintOf').above('').distinct().limit(SHOWN).toArray();
  const ids = rows.flatMap((row) => row.complaintOf?.[0] ?? []);
  const byId = await customersFor(book, [...new Set(ids)]);
  return rows
    .flatMap((row) => {
      const customer = byId.get(row.complaintOf?.[0] ?? '');
      if (!customer || isAside(customer.asideComplaint, row.at, now)) return [];
      return [{ complaint: wholeRow('interactions', row), customer }];
    })
    .sort((a, b) => a.complaint.at - b.complaint.at);
}

/** Complaints of one person that need something still, oldest first. */
export async function complaintsOf(book: Book, customer: string): Promise<Interaction[]> {
  const row = await book.customers.get(customer);
  const each = await Promise.all(
    (row ? groupOf(row) : [customer]).map((id) =>
      book.interactions.where('complaintOf').equals(id).toArray(),
    ),
  );
  const once = new Map(each.flat().map((one) => [one.id, wholeRow('interactions', one)]));
  return [...once.values()].sort((a, b) => a.at - b.at);
}

/** Every open reminder, earliest first. */
export async function openReminders(book: Book): Promise<ReminderWithCustomer[]> {
  const rows = await book.reminders.orderBy('dueAt').toArray();
  return rows.map(await customersOf(book, rows));
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
