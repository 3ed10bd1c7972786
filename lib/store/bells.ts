import type { Customer, Reminder } from '../domain/entities.ts';
import { isLive } from '../domain/merge.ts';
import type { Batch } from './batch.ts';
import type { Book } from './schema.ts';

/**
 * `dueAt` and `ringAt` of reminders: present while the reminder is open and its customer is not in the bin. A reminder
 * that was shown on this device keeps silent until its due time changes.
 */
export async function settleBells(book: Book, batch: Batch): Promise<void> {
  await loadRemindersOfMoved(book, batch);
  const reminders = batch.of('reminders');
  const customers = reminders.map((row) => row.after?.customer).filter((id) => typeof id === 'string');
  await batch.load('customers', customers);
  for (const row of reminders) if (isLive(row.after)) row.after = withBell(batch, row.after);
}

/** A customer nobody has seen yet silences nothing: the reminder may have come first. */
const isBuried = (row: Customer | null): boolean => row !== null && !isLive(row);

/** A customer who goes to the bin or comes back takes the reminders along. */
async function loadRemindersOfMoved(book: Book, batch: Batch): Promise<void> {
  const moved = batch.of('customers').filter((row) => isBuried(row.before) !== isBuried(row.after));
  if (moved.length === 0) return;
  const ids = moved.map((row) => row.id);
  batch.hold('reminders', await book.reminders.where('customer').anyOf(ids).toArray());
}

function withBell(batch: Batch, row: Reminder): Reminder {
  const customer = row.customer ? batch.row('customers', row.customer) : null;
  const open = (row.state ?? 'open') === 'open' && !isBuried(customer);
  const dueAt = open ? row.due?.at : undefined;
  const ringAt = dueAt === row.rungFor ? undefined : dueAt;
  if (dueAt === row.dueAt && ringAt === row.ringAt) return row;
  const { dueAt: _due, ringAt: _ring, ...rest } = row;
  return { ...rest, ...(dueAt !== undefined && { dueAt }), ...(ringAt !== undefined && { ringAt }) };
}
