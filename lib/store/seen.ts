import type { EntityTable } from 'dexie';
import { type Book, withBook } from './schema.ts';

/** When a customer's page was last looked at: a fact of this device, beside the counters in `meta`. */
interface SeenRow {
  key: string;
  /** Milliseconds since 1970. */
  at: number;
}

export const seenKey = (customer: string): string => `seen/${customer}`;
const tableOf = (book: Book) => book.table('meta') as unknown as EntityTable<SeenRow, 'key'>;

export async function seenAtOf(book: Book, customer: string): Promise<number | undefined> {
  return (await tableOf(book).get(seenKey(customer)))?.at;
}

/** Of somebody who is gone by now nothing is remembered. */
export async function markSeen(book: Book, customer: string, at: number): Promise<void> {
  await withBook(book, () =>
    book.transaction('rw', book.meta, book.customers, async () => {
      if (await book.customers.get(customer)) await tableOf(book).put({ key: seenKey(customer), at });
    }),
  );
}
