/** Runs inside an extension page: fills the book through the product's own import command. */
import type { Interaction, Order } from '../lib/domain/entities.ts';
import { periodAt, shifted } from '../lib/domain/report/period.ts';
import type { PartName } from '../lib/domain/report/report.ts';
import { Cells } from '../lib/store/cells/cells.ts';
import { answer } from '../lib/store/queries.ts';
import { runCommand } from '../lib/store/run.ts';
import { type Book, openBook, readState, writing } from '../lib/store/schema.ts';
import { createSearch, type Search } from '../lib/store/search.ts';
import { timelineRange, whoOf } from '../lib/store/timeline-index.ts';

const FAMILY = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
];
const MIDDLE = ['Thị', 'Văn', 'Ngọc', 'Minh', 'Thu', 'Thanh', 'Hồng', 'Quang', 'Bích', 'Khánh', 'Gia', 'Đức'];
const GIVEN = [
  'Lan',
  'Hoa',
  'Mai',
  'Hương',
  'Linh',
  'Trang',
  'Thảo',
  'Dũng',
  'Hùng',
  'Tuấn',
  'Phúc',
  'Sơn',
  'Yến',
  'Vy',
];

const BATCH = 2500;
const DAY_MS = 86_400_000;
const ZONE = 'Asia/Ho_Chi_Minh';

export const nameOf = (i: number): string =>
  `${FAMILY[i % FAMILY.length]} ${MIDDLE[(i >> 2) % MIDDLE.length]} ${GIVEN[(i * 7) % GIVEN.length]} ${i}`;
const idOf = (i: number) => `bench-${i}`;

interface ImportRow {
  table: 'customers' | 'interactions' | 'notes' | 'reminders';
  id: string;
  fields: Record<string, unknown>;
}

function customerRow(i: number, now: number): ImportRow {
  const at = now - (i % 700) * DAY_MS;
  const evidence = { by: 'import' as const, at, from: 'bench' };
  return {
    table: 'customers',
    id: idOf(i),
    fields: {
      name: nameOf(i),
      kind: 'individual',
      stage: 'regular',
      about: '',
      company: '',
      address: '',
      autoLog: false,
      createdAt: at,
      tags: [],
      fields: {},
      links: {
        [`email:buyer${i}@example.com`]: evidence,
        [`tel:+8490${String(i).padStart(7, '0')}`]: evidence,
      },
    },
  };
}

function interactionRow(i: number, j: number, now: number): ImportRow {
  const at = now - (((i * 31 + j * 977) % 900) + 1) * DAY_MS;
  const thread = {
    site: 'gmail',
    id: `t${i}-${j}`,
    url: `https://mail.google.com/mail/u/0/#all/t${i}-${j}`,
    subject: `Đơn hàng ${j}`,
  };
  return {
    table: 'interactions',
    id: `gmail/t${i}-${j}/m${j}`,
    fields: {
      kind: 'email',
      direction: j % 2 ? 'in' : 'out',
      at,
      subject: thread.subject,
      text: '',
      channel: 'email',
      thread,
      messageId: `m${j}`,
      count: 1,
      customers: [idOf(i)],
      status: '',
      loggedAt: at,
    },
  };
}

function reminderRow(i: number, at: number): ImportRow {
  const wall = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });
  return {
    table: 'reminders',
    id: `bench-due-${i}`,
    fields: {
      customer: idOf(i),
      title: `Nhắn lại khách ${i}`,
      due: { at, zone: ZONE, wall },
      state: 'open',
      thread: null,
      createdAt: at - DAY_MS,
      doneAt: null,
      moved: 0,
    },
  };
}

let book: Book | null = null;
async function put(rows: ImportRow[]): Promise<void> {
  book ??= await openBook('beside');
  for (let at = 0; at < rows.length; at += BATCH) {
    await runCommand(
      book,
      { name: 'import.rows', args: { rows: rows.slice(at, at + BATCH), from: 'bench' } },
      {
        now: () => Date.now(),
        randomId: () => crypto.randomUUID(),
        lock: (work) => navigator.locks.request('beside-book', work),
      },
    );
  }
}

/**
 * The rest of a customer's interactions: rows like the first one, which the product's own command wrote, put in without
 * a change log of their own. A million commands would take longer than everything else here.
 */
async function copyInteractions(customers: number[], count: number, now: number): Promise<void> {
  book ??= await openBook('beside');
  const first = await book.interactions.get(interactionRow(customers[0] as number, 0, now).id);
  if (!first) throw new Error('The first interaction was not written.');
  const rows = customers.flatMap((i) =>
    range(1, count).map((j) => {
      const { id, fields } = interactionRow(i, j, now);
      const row = { ...first, ...fields, id };
      const { cells: _first, ...copied } = { ...row, who: whoOf(row) };
      return copied;
    }),
  );
  await putWithCells('interactions', rows);
}

/** Rows with their cells in the reports' columns, as a command would have written them. */
async function putWithCells(
  table: 'interactions' | 'orders',
  rows: readonly (Interaction | Order)[],
): Promise<void> {
  const held = book!;
  await writing(held, async () => {
    const state = await readState(held);
    state.cells ??= { event: 0, person: 0, version: 0 };
    const cells = new Cells(held, state.cells);
    for (const row of rows) cells.place('event', row);
    await held.table(table).bulkAdd(rows);
    await cells.flush();
    await held.meta.put(state);
  });
}

const GOODS = ['Áo dài lụa', 'Khăn tơ tằm', 'Túi cói', 'Hộp quà Tết', 'Nón lá', 'Guốc mộc'];

/** Three orders of each customer over three years, each with a line of goods. */
function ordersOf(i: number, now: number): Order[] {
  return range(0, 3).map((j) => {
    const total = 100_000 + ((i * 31 + j * 17) % 60) * 10_000;
    return {
      id: `bench/${i}-${j}`,
      space: 'home',
      stamp: '',
      customer: idOf(i),
      site: 'shopee',
      number: `${i}-${j}`,
      total,
      currency: 'VND',
      status: 'Đã giao',
      at: now - ((i * 97 + j * 331) % 1000) * DAY_MS,
      atText: '',
      payment: '',
      goods: [{ name: GOODS[(i + j) % GOODS.length]!, quantity: 1, total }],
      thread: null,
      outcome: 'delivered',
    };
  });
}

const PARTS = [
  ...['money', 'flow', 'cohorts', 'product', 'province', 'channel', 'owner', 'stage', 'value', 'stages'],
  ...['replies', 'said', 'promises'],
] as PartName[];
let search: Search | null = null;

async function askReport(part: PartName, back: number): Promise<unknown> {
  const held = book!;
  search ??= createSearch(held);
  const now = Date.now();
  const at = shifted(periodAt(now, ZONE, 'month'), 'month', -back);
  const args = { unit: 'month' as const, at, zone: ZONE, now, owner: null, currency: 'VND', part };
  return answer(held, { name: 'report', args }, search);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k);

export const bench = {
  async sell(): Promise<void> {
    book ??= await openBook('beside');
    const now = Date.now();
    const customers = await book.customers.count();
    for (let from = 0; from < customers; from += BATCH)
      await putWithCells(
        'orders',
        range(from, Math.min(from + BATCH, customers)).flatMap((i) => ordersOf(i, now)),
      );
  },
  /** Each part of the reports at another period than before, columns held, in ms. */
  async reportParts(round: number): Promise<number[]> {
    book ??= await openBook('beside');
    await askReport('stages', 0);
    const times: number[] = [];
    for (const part of PARTS) {
      const start = performance.now();
      await askReport(part, round);
      times.push(performance.now() - start);
    }
    return times;
  },
  /** An order by command, then the revenue that knows it, in ms. */
  async orderToReport(round: number): Promise<number> {
    book ??= await openBook('beside');
    await askReport('money', 0);
    const start = performance.now();
    const args = {
      customer: idOf(round),
      site: 'shopee',
      order: `new-${round}-${start}`,
      number: `new-${round}`,
      total: 250_000,
      currency: 'VND',
      status: 'Đã giao',
      thread: null,
    };
    await runCommand(
      book,
      { name: 'order.record', args },
      { now: () => Date.now(), randomId: () => crypto.randomUUID() },
    );
    await askReport('money', 0);
    return performance.now() - start;
  },
  /** Customers `from` to `to` (exclusive), each with so many interactions. */
  async seed(from: number, to: number, interactions: number): Promise<void> {
    const now = Date.now();
    for (let at = from; at < to; at += BATCH) {
      const some = range(at, Math.min(at + BATCH, to));
      await put(some.map((i) => customerRow(i, now)));
      if (interactions === 0) continue;
      await put(some.map((i) => interactionRow(i, 0, now)));
      await copyInteractions(some, interactions, now);
    }
  },
  async remind(count: number, at: number): Promise<void> {
    await put(range(0, count).map((i) => reminderRow(i, at + i)));
  },
  /** One raw IndexedDB get by the key index, in ms: the floor of every card. */
  async rawGet(keys: string[]): Promise<number[]> {
    book ??= await openBook('beside');
    const db = book.backendDB();
    const times: number[] = [];
    for (const key of keys) {
      const start = performance.now();
      await new Promise<void>((resolve, reject) => {
        const request = db.transaction('customers').objectStore('customers').index('keys').get(key);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      });
      times.push(performance.now() - start);
    }
    return times;
  },
  async customerIds(): Promise<string[]> {
    book ??= await openBook('beside');
    return book.customers.toCollection().primaryKeys();
  },
  /** One count of the entries of two customers by the index, in ms: the floor of a merge. */
  async rawWho(pairs: number): Promise<number> {
    book ??= await openBook('beside');
    const ids = await book.customers.toCollection().primaryKeys();
    const db = book.backendDB();
    const start = performance.now();
    for (const id of ids.slice(0, pairs * 2)) {
      await new Promise<void>((resolve, reject) => {
        const range = IDBKeyRange.bound(...timelineRange(id));
        const request = db.transaction('interactions').objectStore('interactions').index('who').count(range);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      });
    }
    return (performance.now() - start) / pairs;
  },
  /** One range read of everything due, in ms. */
  async rawDue(now: number): Promise<number> {
    book ??= await openBook('beside');
    const db = book.backendDB();
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      const request = db
        .transaction('reminders')
        .objectStore('reminders')
        .index('ringAt')
        .getAll(IDBKeyRange.upperBound(now));
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
    });
    return performance.now() - start;
  },
};

Object.assign(globalThis, { besideBench: bench });
