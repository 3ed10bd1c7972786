import type { EntityTable } from 'dexie';
import type {
  CopyKind,
  EraseReceipt,
  FileCount,
  LedgerView,
  ReadCount,
  SyncCount,
  ThinReceipt,
} from '../domain/ledger.ts';
import { type Book, withBook } from './schema.ts';

/**
 * The receipts of this device, beside the counters in `meta`: no part of the book, of its snapshot, or of any file.
 */
interface LedgerRow<T> {
  key: string;
  value: T;
}

const READS = 'ledger/reads';
const FILES = 'ledger/files/';
const SYNCED = 'ledger/synced';
const ERASED = 'ledger/erased/';
const THINNED = 'ledger/thinned/';

const tableOf = <T>(book: Book) => book.table('meta') as unknown as EntityTable<LedgerRow<T>, 'key'>;

const under = async <T>(book: Book, prefix: string): Promise<T[]> =>
  (await tableOf<T>(book).where('key').startsWith(prefix).toArray()).map(({ value }) => value);

export async function readLedger(book: Book): Promise<LedgerView> {
  const [reads, exports, living, synced, erased, thinned] = await Promise.all([
    tableOf<LedgerView['reads']>(book).get(READS),
    tableOf<FileCount>(book).get(`${FILES}exports`),
    tableOf<FileCount>(book).get(`${FILES}living`),
    tableOf<SyncCount>(book).get(SYNCED),
    under<EraseReceipt>(book, ERASED),
    under<ThinReceipt>(book, THINNED),
  ]);
  return {
    reads: reads?.value ?? {},
    files: { exports: exports?.value ?? null, living: living?.value ?? null },
    sync: synced?.value ?? null,
    erased: erased.sort((a, b) => b.at - a.at),
    thinned: thinned.sort((a, b) => b.at - a.at),
  };
}

/** @param reads how often conversations were opened since they were last counted, by site. */
export async function countReads(book: Book, reads: ReadonlyMap<string, number>, at: number): Promise<void> {
  await withBook(book, () =>
    book.transaction('rw', book.meta, async () => {
      const table = tableOf<Record<string, ReadCount>>(book);
      const value = { ...(await table.get(READS))?.value };
      for (const [site, threads] of reads) {
        const known = value[site];
        value[site] = { threads: (known?.threads ?? 0) + threads, first: known?.first ?? at, last: at };
      }
      await table.put({ key: READS, value });
    }),
  );
}

/** Counts files that left Beside. */
export async function countFiles(
  book: Book,
  kind: 'exports' | 'living',
  files: readonly Blob[],
  at: number,
): Promise<void> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  await withBook(book, () =>
    book.transaction('rw', book.meta, async () => {
      const table = tableOf<FileCount>(book);
      const known = (await table.get(FILES + kind))?.value;
      const value = {
        files: (known?.files ?? 0) + files.length,
        bytes: (known?.bytes ?? 0) + bytes,
        last: at,
      };
      await table.put({ key: FILES + kind, value });
    }),
  );
}

/** Counts what went to the seller's store and came from it. */
export async function countSynced(
  book: Book,
  { requests, sent, received }: Pick<SyncCount, 'requests' | 'sent' | 'received'>,
  at: number,
): Promise<void> {
  await withBook(book, () =>
    book.transaction('rw', book.meta, async () => {
      const table = tableOf<SyncCount>(book);
      const known = (await table.get(SYNCED))?.value;
      const value = {
        requests: (known?.requests ?? 0) + requests,
        sent: (known?.sent ?? 0) + sent,
        received: (known?.received ?? 0) + received,
        first: known?.first ?? at,
        last: at,
      };
      await table.put({ key: SYNCED, value });
    }),
  );
}

/** Writes an erasing down; inside the command's transaction it is part of it. */
export async function writeErased(book: Book, receipt: EraseReceipt): Promise<void> {
  await tableOf<EraseReceipt>(book).put({ key: ERASED + receipt.id, value: receipt });
}

/** All erasings of this book, newest first. */
export async function erasures(book: Book): Promise<EraseReceipt[]> {
  const all = await withBook(book, () => under<EraseReceipt>(book, ERASED));
  return all.sort((a, b) => b.at - a.at);
}

/** Says of the receipts that stand before `at` that these copies have followed. */
export async function copiesFollowed(
  book: Book,
  copies: readonly CopyKind[],
  at: number,
  closedBooks?: number,
): Promise<void> {
  await withBook(book, () =>
    tableOf<EraseReceipt>(book)
      .where('key')
      .startsWith(ERASED)
      .modify((row) => {
        if (row.value.at > at) return false;
        row.value.pending = row.value.pending.filter((copy) => !copies.includes(copy));
        if (closedBooks !== undefined) row.value.closedBooks = closedBooks;
        return true;
      }),
  );
}

export async function writeThinned(book: Book, receipt: ThinReceipt): Promise<void> {
  const key = THINNED + String(receipt.at).padStart(15, '0');
  await withBook(book, () => tableOf<ThinReceipt>(book).put({ key, value: receipt }));
}
