/** Runs inside an extension page: the product's own import and export, and the raw insert they are held against. */

import { wordsOf } from '../lib/client/transfer-port.ts';
import type { Customer } from '../lib/domain/entities.ts';
import { createText } from '../lib/domain/text.ts';
import { exportFile } from '../lib/service/export/desk.ts';
import { type FileShelf, ImportWork } from '../lib/service/import/desk.ts';
import { PAGE_ROWS } from '../lib/service/import/pages.ts';
import { type Book, openBook } from '../lib/store/schema.ts';
import { nameOf } from './seed.ts';

export interface TransferFigures {
  /** Milliseconds. */
  look: number;
  run: number;
  raw: number;
  backup: number;
  csv: number;
  written: number;
}

const NO_SHELF: FileShelf = {
  keep: async () => undefined,
  find: async () => null,
  drop: async () => undefined,
  sweep: async () => undefined,
};
const { words, looseField } = wordsOf(createText('vi'), 'vi');

/** Two phones, two addresses and a chat handle each: five identities. */
function sheet(customers: number): File {
  const pieces: string[] = ['Họ tên,Điện thoại,Di động,Email,Email 2,Zalo,Địa chỉ,Nhóm khách hàng,Ghi chú\n'];
  for (let from = 0; from < customers; from += 5000) {
    let text = '';
    for (let i = from; i < Math.min(from + 5000, customers); i++) {
      const n = String(i).padStart(7, '0');
      text += `${nameOf(i)},090${n},091${n},k${i}@example.com,k${i}@shop.example,zalo.${i},"${i} Lê Lợi, Q${i % 12}",Sỉ,\n`;
    }
    pieces.push(text);
  }
  return new File(pieces, 'bench.csv');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The rows that the import wrote, put into a bare database with the same indexes, page by page; only writes count. */
async function rawInsert(book: Book): Promise<number> {
  const name = 'bench-raw';
  const source = book.backendDB().transaction('customers').objectStore('customers');
  const indexes = [...source.indexNames].map((index) => {
    const { keyPath, multiEntry, unique } = source.index(index);
    return { index, keyPath, multiEntry, unique };
  });
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore('customers', { keyPath: 'id' });
    for (const { index, keyPath, multiEntry, unique } of indexes)
      store.createIndex(index, keyPath, { multiEntry, unique });
  };
  const bare = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  let time = 0;
  for (let after = ''; ; ) {
    const rows: Customer[] = await book.customers.where('id').above(after).limit(PAGE_ROWS).toArray();
    if (rows.length === 0) break;
    after = rows.at(-1)!.id;
    time += await timed(
      () =>
        new Promise<void>((resolve, reject) => {
          const writing = bare.transaction('customers', 'readwrite');
          const store = writing.objectStore('customers');
          for (const row of rows) store.add(row);
          writing.oncomplete = () => resolve();
          writing.onerror = () => reject(writing.error);
        }),
    );
  }
  bare.close();
  indexedDB.deleteDatabase(name);
  return time;
}

async function measure(customers: number): Promise<TransferFigures> {
  const book = await openBook('bench-transfer');
  const state: { phase: string } = { phase: '' };
  const phase = () => state.phase;
  const work = new ImportWork({
    book: async () => book,
    shelf: NO_SHELF,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    lock: (act) => navigator.locks.request('beside-book', act) as ReturnType<typeof act>,
    alone: (act) => act(),
    looseField,
    region: 'VN',
    changed: ({ now }) => {
      state.phase = now.phase;
    },
  });
  const file = sheet(customers);
  const look = await timed(() => work.open(file));
  if (phase() !== 'ready') throw new Error(`The dry run ended as ${phase()}.`);
  const run = await timed(() => work.start());
  if (phase() !== 'done') throw new Error(`The import ended as ${phase()}.`);
  const written = await book.customers.count();
  const raw = await rawInsert(book);
  const request = { scope: { kind: 'all' as const }, private: false, passphrase: '' };
  const deps = { book: async () => book, now: () => Date.now(), words };
  const backup = await timed(() => exportFile(deps, { ...request, format: 'backup' }, () => undefined));
  const csv = await timed(() => exportFile(deps, { ...request, format: 'csv' }, () => undefined));
  return { look, run, raw, backup, csv, written };
}

/** Kept, not awaited: a call of the browser protocol must not run into its time limit. */
export const transferBench = {
  result: null as TransferFigures | { problem: string } | null,
  begin(customers: number): void {
    measure(customers).then(
      (figures) => {
        transferBench.result = figures;
      },
      (error: unknown) => {
        transferBench.result = { problem: String(error) };
      },
    );
  },
};

Object.assign(globalThis, { besideTransfer: transferBench });
