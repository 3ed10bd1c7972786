import type { Change } from '../domain/row.ts';
import type { Book } from './schema.ts';

/** Newest changes first, of one customer or of the whole book. */
export async function changesOf(book: Book, customer: string | null, limit: number): Promise<Change[]> {
  if (customer === null) return book.changes.orderBy('seq').reverse().limit(limit).toArray();
  // Among equal keys an index is in the order of the primary key, which is the order of arrival.
  return book.changes.where('customers').equals(customer).reverse().limit(limit).toArray();
}
