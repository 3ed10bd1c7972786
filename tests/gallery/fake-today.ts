import { isAside } from '../../lib/domain/aside.ts';
import type { Command } from '../../lib/domain/command.ts';
import { isStanding } from '../../lib/domain/contact.ts';
import type { Customer, Interaction } from '../../lib/domain/entities.ts';
import { GREETING_AHEAD, isGreeting } from '../../lib/domain/greeting.ts';
import { monthOf, noCounts, outcomeOf } from '../../lib/domain/kept.ts';
import type { KeptItem, Queries, TodayView } from '../../lib/domain/query.ts';
import { quietFrom } from '../../lib/domain/quiet-buyer.ts';
import { type Book, reminder } from './sample.ts';

/** Today, complaints and kept promises as the real store answers them, for the store in memory. */

const shownIn = (book: Book, id: string | null) => book.customers.find((one) => one.id === id) ?? null;

export function todayIn(book: Book, { now, endOfDay }: Queries['today']['args']): TodayView {
  const rows = openIn(book);
  const plain = rows.filter((one) => !isGreeting(one.reminder));
  const overdue = plain.filter((one) => one.reminder.due.at <= now);
  const quiet = book.customers
    .map((one) => ({ ...one, quietAt: quietFrom(one) }))
    .filter((one) => one.quietAt !== undefined && one.quietAt <= now)
    .filter((one) => !isAside(one.asideQuiet, one.quietAt, now))
    .toSorted((a, b) => b.quietAt! - a.quietAt!);
  return {
    overdue,
    colleagues: [],
    today: plain.filter((one) => one.reminder.due.at > now && one.reminder.due.at <= endOfDay),
    later: plain.filter((one) => one.reminder.due.at > endOfDay),
    dueCount: rows.filter((one) => one.reminder.due.at <= now).length,
    waiting: book.customers
      .filter((one) => (one.lastInAt ?? 0) > (one.lastOutAt ?? 0))
      .map((one) => ({ ...one, waitingSince: one.lastInAt }))
      .filter((one) => !isAside(one.asideWaiting, one.lastInAt, now))
      .toSorted((a, b) => (a.lastInAt ?? 0) - (b.lastInAt ?? 0)),
    greetings: rows.filter(
      (one) => isGreeting(one.reminder) && one.reminder.due.at <= Math.max(endOfDay, now + GREETING_AHEAD),
    ),
    complaints: book.interactions
      .filter(isStanding)
      .toSorted((a, b) => a.at - b.at)
      .flatMap((complaint) => {
        const customer = shownIn(book, complaint.customers[0] ?? null);
        return customer && !isAside(customer.asideComplaint, complaint.at, now)
          ? [{ complaint, customer }]
          : [];
      }),
    quiet,
    quietCount: quiet.length,
  };
}

export const openIn = (book: Book): TodayView['overdue'] =>
  book.reminders
    .filter((one) => one.state === 'open')
    .toSorted((a, b) => a.due.at - b.due.at)
    .map((one) => ({ reminder: one, customer: shownIn(book, one.customer) }));

export const complaintsIn = (book: Book, customer: string): Interaction[] =>
  book.interactions.filter((one) => one.customers.includes(customer) && isStanding(one));

function promisesIn(book: Book, customer: string | null, now: number): KeptItem[] {
  return book.reminders
    .filter((one) => one.customer !== null && (customer === null || one.customer === customer))
    .flatMap((one) => {
      const outcome = outcomeOf(one, now);
      return outcome ? [{ reminder: one, customer: shownIn(book, one.customer), outcome }] : [];
    });
}

export function keptIn(book: Book, { customer, months, now }: Queries['kept']['args']) {
  const all = promisesIn(book, customer, now);
  return months.map((month) => {
    const counts = noCounts();
    for (const { reminder, outcome } of all) if (monthOf(reminder) === month) counts[outcome] += 1;
    return { month, counts };
  });
}

export const keptListIn = (book: Book, { customer, month, now }: Queries['keptList']['args']): KeptItem[] =>
  promisesIn(book, customer, now).filter((one) => monthOf(one.reminder) === month);

const ASIDE = { waiting: 'asideWaiting', quiet: 'asideQuiet', complaint: 'asideComplaint' } as const;

export function putAsideIn(
  book: Book,
  { id, list, aside }: Extract<Command, { name: 'customer.aside' }>['args'],
): Book {
  const put = (one: Customer): Customer => (one.id === id ? { ...one, [ASIDE[list]]: aside } : one);
  return { ...book, customers: book.customers.map(put) };
}

export function setStatusIn(
  book: Book,
  { id, status }: Extract<Command, { name: 'interaction.status' }>['args'],
  now: number,
): Book {
  const interactions = book.interactions.map((one) =>
    one.id === id ? { ...one, status, statusAt: now } : one,
  );
  return { ...book, interactions };
}

type Reminding = Extract<Command, { name: `reminder.${'set' | 'move' | 'done' | 'delete'}` }>;

export function remindIn(
  book: Book,
  command: Reminding,
  made: string,
  now: number,
): { id: string; book: Book } {
  const id = command.args.id ?? made;
  if (command.name === 'reminder.set') {
    const { args } = command;
    const next = {
      ...reminder(id, args.customer, args.title, args.due.at, args.thread),
      ...{ due: args.due, draft: args.draft ?? '', rule: args.rule ?? null, budget: args.budget ?? null },
    };
    const others = book.reminders.filter((one) => one.id !== id);
    return { id, book: { ...book, reminders: [...others, next] } };
  }
  const reminders = book.reminders.flatMap((one) => {
    if (one.id !== id) return one;
    if (command.name === 'reminder.delete') return [];
    if (command.name === 'reminder.done') return { ...one, state: 'done' as const, doneAt: now };
    return { ...one, due: command.args.due, promised: one.promised ?? one.due };
  });
  return { id, book: { ...book, reminders } };
}
