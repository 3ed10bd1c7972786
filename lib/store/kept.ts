import type { Reminder } from '../domain/entities.ts';
import {
  type KeptCounts,
  type KeptOutcome,
  monthOf,
  monthRange,
  noCounts,
  outcomeOf,
  promisedDue,
} from '../domain/kept.ts';
import { isLive, wholeRow } from '../domain/merge.ts';
import type { KeptItem, KeptMonth } from '../domain/query.ts';
import { isOccurrence, isTask } from '../domain/row-id.ts';
import { type Batch, setField, writable } from './batch.ts';
import { customersFor } from './customer-list.ts';
import { groupOf, ownedBy } from './groups.ts';
import type { Book } from './schema.ts';

/** What a person can look through. */
const LISTED = 500;

/**
 * `promisedAt` of reminders for a customer that were not called off. What comes again or waits for something is a habit
 * of the seller's, as is a step of a playbook, and no promise.
 */
export function settlePromises(batch: Batch): void {
  for (const row of batch.of('reminders')) {
    if (row.after === row.before || !isLive(row.after)) continue;
    const { id, customer, state, promised, due, rule = null } = row.after;
    const isOnce = rule === null && !isOccurrence(id) && !isTask(id);
    const counts = isOnce && Boolean(customer) && (state ?? 'open') !== 'cancelled';
    setField(writable(row), 'promisedAt', counts ? (promised ?? due)?.at : undefined);
  }
}

interface KeptArgs {
  customer: string | null;
  months: string[];
  now: number;
}

/** How promises ended, month by month in the order asked for; of one customer, or of all. */
export async function keptMonths(book: Book, args: KeptArgs): Promise<KeptMonth[]> {
  const counts = new Map<string, KeptCounts>(args.months.map((month) => [month, noCounts()]));
  for (const promise of await promisesOf(book, args)) {
    const outcome = outcomeOf(promise, args.now);
    const month = counts.get(monthOf(promise));
    if (outcome && month) month[outcome] += 1;
  }
  return args.months.map((month) => ({ month, counts: counts.get(month)! }));
}

/** Every promise given for these days (the last not counted), by the day and what became of it. */
export async function promisesIn(
  book: Book,
  [first, until]: readonly [string, string],
  now: number,
): Promise<{ day: string; customer: string; outcome: KeptOutcome }[]> {
  const months = [first.slice(0, 7), until.slice(0, 7)];
  const rows = await promisesOf(book, { customer: null, months, now });
  return rows.flatMap((row) => {
    const day = promisedDue(row).wall.slice(0, 10);
    const outcome = outcomeOf(row, now);
    return outcome && day >= first && day < until ? [{ day, customer: row.customer ?? '', outcome }] : [];
  });
}

/** The promises behind a month's counts, newest first. */
export async function keptList(
  book: Book,
  args: Omit<KeptArgs, 'months'> & { month: string },
): Promise<KeptItem[]> {
  const rows = await promisesOf(book, { ...args, months: [args.month] });
  const found = rows
    .filter((row) => monthOf(row) === args.month)
    .flatMap((reminder) => {
      const outcome = outcomeOf(reminder, args.now);
      return outcome ? [{ reminder, outcome }] : [];
    })
    .sort((a, b) => b.reminder.due.at - a.reminder.due.at)
    .slice(0, LISTED);
  const names = await customersFor(book, [...new Set(found.flatMap((one) => one.reminder.customer ?? []))]);
  return found.map((one) => ({ ...one, customer: names.get(one.reminder.customer ?? '') ?? null }));
}

async function promisesOf(book: Book, { customer, months }: KeptArgs): Promise<Reminder[]> {
  if (months.length === 0) return [];
  const sorted = months.toSorted();
  const [from, until] = monthRange(sorted[0]!, sorted.at(-1)!);
  if (customer === null) {
    const rows = await book.reminders.where('promisedAt').between(from, until).toArray();
    return rows.map((row) => wholeRow('reminders', row));
  }
  const row = await book.customers.get(customer);
  const rows = await ownedBy(book, 'reminders', row ? groupOf(row) : [customer]);
  return rows.flatMap((one) => (one.promisedAt === undefined ? [] : wholeRow('reminders', one)));
}
