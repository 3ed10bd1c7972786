import type { Change } from '../domain/row.ts';
import { groupOf, shownOf } from './groups.ts';
import { type Book, withBook } from './schema.ts';

/** Newest changes first, of one customer or of the whole book. */
export async function changesOf(book: Book, customer: string | null, limit: number): Promise<Change[]> {
  if (customer === null) return book.changes.orderBy('seq').reverse().limit(limit).toArray();
  const asked = await book.customers.get(customer);
  const [row] = asked ? await shownOf(book, [asked]) : [];
  // Among equal keys an index is in the order of the primary key, which is the order of arrival.
  const each = await Promise.all(
    (row ? groupOf(row) : [customer]).map((id) =>
      book.changes.where('customers').equals(id).reverse().limit(limit).toArray(),
    ),
  );
  const all = new Map(each.flat().map((change) => [change.id, change]));
  return [...all.values()].sort((a, b) => b.seq! - a.seq!).slice(0, limit);
}

/** Changes in the order they arrived. @param seq those behind this one. */
export const changesAfter = (book: Book, seq: number, limit: number): Promise<Change[]> =>
  withBook(book, async () => book.changes.where('seq').above(seq).limit(limit).toArray());
