import type { Customer, Order } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import { TABLES, type TableName } from '../domain/row.ts';
import { type Book, withBook } from './schema.ts';

/** What an import asks the book about one page of its file. */
export interface Wanted {
  keys: string[];
  codes: string[];
  customers: string[];
  notes: string[];
  orders: string[];
}

export interface Found {
  /** Who holds a key, or has a code (`code:KH-0001`). */
  holders: Map<string, Customer>;
  customers: Map<string, Customer>;
  notes: Set<string>;
  orders: Map<string, Order>;
}

/** Who is in the book already, in one read. Keys that cannot be there cost nothing (see KnownTokens). */
export function lookUp(book: Book, wanted: Wanted): Promise<Found> {
  const { customers, notes, orders, searchChunks } = book;
  return withBook(book, () =>
    book.transaction('r', [customers, notes, orders, searchChunks], async () => {
      const tokens = [...wanted.keys, ...wanted.codes, ...wanted.customers];
      const maybe = new Set(await book.known.among(book, tokens));
      const some = (list: string[]) => list.filter((token) => maybe.has(token));
      const [byKey, byCode, byId, notesFound, ordersFound] = await Promise.all([
        anyOf(some(wanted.keys), (keys) => customers.where('keys').anyOf(keys).toArray()),
        anyOf(some(wanted.codes), (codes) => customers.where('code').anyOf(codes).toArray()),
        anyOf(some(wanted.customers), (ids) => customers.bulkGet(ids)),
        anyOf(wanted.notes, (ids) => notes.where('id').anyOf(ids).primaryKeys()),
        anyOf(wanted.orders, (ids) => orders.bulkGet(ids)),
      ]);
      const rows = new Map<string, Customer>();
      const holders = new Map<string, Customer>();
      for (const row of [...byKey, ...byCode, ...byId]) {
        if (!row || rows.has(row.id)) continue;
        const customer = wholeRow('customers', row);
        rows.set(customer.id, customer);
        for (const key of customer.keys) holders.set(key, customer);
        if (customer.code) holders.set(`code:${customer.code}`, customer);
      }
      return {
        holders,
        customers: rows,
        notes: new Set(notesFound),
        orders: new Map(
          ordersFound.flatMap((order) => (order ? [[order.id, wholeRow('orders', order)]] : [])),
        ),
      };
    }),
  );
}

function anyOf<T>(asked: string[], read: (asked: string[]) => PromiseLike<T[]>): PromiseLike<T[]> | T[] {
  return asked.length === 0 ? [] : read(asked);
}

/** Which of these rows are in the book, as `<table>/<id>`. */
export async function liveIds(
  book: Book,
  rows: Partial<Record<TableName, readonly { id: string }[]>>,
): Promise<Set<string>> {
  const there = new Set<string>();
  for (const table of TABLES) {
    const ids = rows[table]?.map(({ id }) => id) ?? [];
    if (ids.length === 0) continue;
    const found = await withBook(book, () => book.table(table).where('id').anyOf(ids).primaryKeys());
    for (const id of found) there.add(`${table}/${id as string}`);
  }
  return there;
}
