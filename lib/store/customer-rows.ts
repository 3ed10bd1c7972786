import type { Interaction } from '../domain/entities.ts';
import { isLive, recordedPart } from '../domain/merge.ts';
import { type Row, TABLES, type TableName } from '../domain/row.ts';
import { isTask } from '../domain/row-id.ts';
import { groupOf } from './groups.ts';
import { isUnrecorded } from './keepers.ts';
import { type Book, withBook } from './schema.ts';
import { timelineRange } from './timeline-index.ts';

/**
 * Some customers with all that hangs on them, as recorded. Who else took part in a talk is not told.
 * Their ways through playbooks and what campaigns sent them stay, and the tasks with them: they mean nothing without the
 * playbook, and one that is on would begin to care for everybody in the book that it comes to.
 * @param chosen all customers of the selection: those who may be named together.
 */
export function rowsOfCustomers(
  book: Book,
  ids: readonly string[],
  chosen: ReadonlySet<string>,
): Promise<Partial<Record<TableName, Row[]>>> {
  return withBook(book, () =>
    book.transaction('r', book.tables, async () => {
      const [customers, notes, reminders, orders, deals, quotes, merges, memberships, matters, entries] =
        await Promise.all([
          book.customers.bulkGet([...ids]),
          book.notes.where('customer').anyOf(ids).toArray(),
          book.reminders.where('customer').anyOf(ids).toArray(),
          book.orders.where('customer').anyOf(ids).toArray(),
          book.deals.where('customer').anyOf(ids).toArray(),
          book.quotes.where('customer').anyOf(ids).toArray(),
          book.merges.bulkGet([...ids]),
          book.memberships.where('person').anyOf(ids).toArray(),
          book.matters.where('customer').anyOf(ids).toArray(),
          Promise.all(ids.map((id) => entriesOf(book, id))),
        ]);
      const talks = new Map(entries.flat().map((entry) => [entry.id, entry]));
      const found: Partial<Record<TableName, Row[]>> = {
        customers: customers.filter((row) => isLive(row)),
        notes,
        reminders: reminders.filter((row) => !isUnrecorded(row) && !isTask(row.id)),
        orders,
        deals,
        quotes,
        merges: merges.filter((row) => row !== undefined && chosen.has(row.into)) as Row[],
        memberships: memberships.filter((row) => chosen.has(row.organisation)),
        matters,
        interactions: [...talks.values()].map((entry) => among(entry, chosen)),
      };
      for (const table of TABLES) {
        const rows = found[table]?.map((row) => recordedPart(table, row));
        if (!rows || rows.length === 0) delete found[table];
        else found[table] = rows;
      }
      return found;
    }),
  );
}

const entriesOf = (book: Book, id: string): Promise<Interaction[]> =>
  book.interactions
    .where('who')
    .between(...timelineRange(id))
    .toArray();

function among(entry: Interaction, chosen: ReadonlySet<string>): Interaction {
  if (entry.customers.every((id) => chosen.has(id))) return entry;
  const copy = { ...entry, customers: entry.customers.filter((id) => chosen.has(id)) };
  const told = (name: string) =>
    !name.startsWith('customers/') || chosen.has(name.slice('customers/'.length));
  if (entry.stamps)
    copy.stamps = Object.fromEntries(Object.entries(entry.stamps).filter(([name]) => told(name)));
  return copy;
}

/** These customers and who is merged into them. */
export async function withMembers(book: Book, ids: readonly string[]): Promise<string[]> {
  const rows = await withBook(book, () => book.customers.bulkGet([...ids]));
  return [...new Set(rows.flatMap((row) => (row ? groupOf(row) : [])))];
}
