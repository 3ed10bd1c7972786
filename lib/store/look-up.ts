import type { Customer, Membership, Order } from '../domain/entities.ts';
import { isOrganisation } from '../domain/membership.ts';
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
  /** Tax codes and folded names of organisations. */
  taxCodes: string[];
  companies: string[];
}

export interface Found {
  /** Who holds a key, or has a code (`code:KH-0001`). */
  holders: Map<string, Customer>;
  customers: Map<string, Customer>;
  notes: Set<string>;
  orders: Map<string, Order>;
  /** Organisations by `tax:<code>` and `name:<folded name>`. */
  firms: Map<string, Customer>;
  /** Memberships of the customers that were found, where organisations were asked for. */
  memberships: Map<string, Membership>;
}

/** Who is in the book already, in one read. Keys that cannot be there cost nothing (see KnownTokens). */
export function lookUp(book: Book, wanted: Wanted): Promise<Found> {
  const { customers, notes, orders, memberships, searchHeads, searchChunks } = book;
  return withBook(book, () =>
    book.transaction('r', [customers, notes, orders, memberships, searchHeads, searchChunks], async () => {
      const tokens = [...wanted.keys, ...wanted.codes, ...wanted.customers];
      const maybe = new Set(await book.known.among(book, tokens));
      const some = (list: string[]) => list.filter((token) => maybe.has(token));
      const [byKey, byCode, byId, notesFound, ordersFound, byTax, byName] = await Promise.all([
        anyOf(some(wanted.keys), (keys) => customers.where('keys').anyOf(keys).toArray()),
        anyOf(some(wanted.codes), (codes) => customers.where('code').anyOf(codes).toArray()),
        anyOf(some(wanted.customers), (ids) => customers.bulkGet(ids)),
        anyOf(wanted.notes, (ids) => notes.where('id').anyOf(ids).primaryKeys()),
        anyOf(wanted.orders, (ids) => orders.bulkGet(ids)),
        anyOf(wanted.taxCodes, (codes) => customers.where('taxCode').anyOf(codes).toArray()),
        anyOf(wanted.companies, (names) => customers.where('sortName').anyOf(names).toArray()),
      ]);
      const rows = new Map<string, Customer>();
      const holders = new Map<string, Customer>();
      const firms = firmsOf([...byName, ...byTax]);
      for (const row of [...byKey, ...byCode, ...byId, ...firms.values()]) {
        if (!row || rows.has(row.id)) continue;
        const customer = wholeRow('customers', row);
        rows.set(customer.id, customer);
        for (const key of customer.keys) holders.set(key, customer);
        if (customer.code) holders.set(`code:${customer.code}`, customer);
      }
      const ids = wanted.companies.length > 0 ? [...rows.keys()] : [];
      const ties = await anyOf(ids, (people) => memberships.where('person').anyOf(people).toArray());
      return {
        firms,
        memberships: new Map(ties.map((row) => [row.id, wholeRow('memberships', row)])),
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

/** Those of the customers that are organisations, under the words they are looked up by. */
function firmsOf(rows: readonly Customer[]): Map<string, Customer> {
  const firms = rows.map((row) => wholeRow('customers', row)).filter(({ kind }) => isOrganisation(kind));
  return new Map(
    firms.flatMap((firm) => [
      [`name:${firm.sortName}`, firm] as const,
      ...(firm.taxCode === '' ? [] : [[`tax:${firm.taxCode}`, firm] as const]),
    ]),
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
