import type { Customer, Reminder } from '../domain/entities.ts';
import { isLive } from '../domain/merge.ts';
import type { Batch } from './batch.ts';
import { shownKind } from './groups.ts';
import type { Book } from './schema.ts';

/**
 * `dueAt` and `ringAt` of reminders: present while the reminder is open and its customer is not in the bin. A reminder
 * that was shown on this device keeps silent until its due time changes. One about a colleague rings like any other and
 * has `asideAt` in place of `dueAt`: it stands in no list of buyers, and in none of their counts.
 *
 * @param regrouped customers whose group is another one now.
 */
export async function settleBells(book: Book, batch: Batch, regrouped: ReadonlySet<string>): Promise<void> {
  await loadRemindersOfMoved(book, batch, regrouped);
  const reminders = batch.of('reminders');
  const customers = reminders.map((row) => row.after?.customer).filter((id) => typeof id === 'string');
  await batch.load('customers', customers);
  const roots = customers.flatMap((id) => batch.row('customers', id)?.root ?? []);
  await batch.load('customers', roots);
  for (const row of reminders) if (isLive(row.after)) row.after = withBell(batch, row.after);
}

/** A customer nobody has seen yet silences nothing: the reminder may have come first. */
const isBuried = (row: Customer | null): boolean => row !== null && !isLive(row);

/** Whether the person whose customer this is, is a colleague. */
function isAside(batch: Batch, row: Customer | null): boolean {
  const shown = row?.root === undefined ? row : batch.row('customers', row.root);
  return shown !== null && shownKind(shown) === 'internal';
}

/** A customer who goes to the bin, comes back or turns into a colleague takes the reminders along. */
async function loadRemindersOfMoved(book: Book, batch: Batch, regrouped: ReadonlySet<string>): Promise<void> {
  const moved = new Set(regrouped);
  for (const { id, before, after } of batch.of('customers')) {
    if (before === after) continue;
    if (isBuried(before) !== isBuried(after)) moved.add(id);
    if ((before?.isInternal === 1) !== isAside(batch, after))
      for (const one of [id, ...(after?.members ?? [])]) moved.add(one);
  }
  if (moved.size === 0) return;
  batch.hold(
    'reminders',
    await book.reminders
      .where('customer')
      .anyOf([...moved])
      .toArray(),
  );
}

function withBell(batch: Batch, row: Reminder): Reminder {
  const customer = row.customer ? batch.row('customers', row.customer) : null;
  const open = (row.state ?? 'open') === 'open' && !isBuried(customer);
  const at = open ? row.due?.at : undefined;
  const ringAt = at === row.rungFor ? undefined : at;
  const aside = isAside(batch, customer);
  const [dueAt, asideAt] = aside ? [undefined, at] : [at, undefined];
  if (dueAt === row.dueAt && asideAt === row.asideAt && ringAt === row.ringAt) return row;
  const { dueAt: _due, asideAt: _aside, ringAt: _ring, ...rest } = row;
  return {
    ...rest,
    ...(dueAt !== undefined && { dueAt }),
    ...(asideAt !== undefined && { asideAt }),
    ...(ringAt !== undefined && { ringAt }),
  };
}
