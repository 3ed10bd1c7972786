import type { Customer, Note, Order } from '../domain/entities.ts';
import { fold } from '../domain/fold.ts';
import { isLive } from '../domain/merge.ts';
import { searchLines } from '../domain/search-text.ts';
import { type Batch, cameAlive, died, setField, type Touched, writable } from './batch.ts';
import { settleBells } from './bells.ts';
import { Chunks } from './chunks.ts';
import { readFacts, rememberOrphans, setFacts, staleFacts } from './facts.ts';
import { settleHolders } from './holders.ts';
import type { Book, BookState } from './schema.ts';
import { whoOf } from './timeline-index.ts';

/**
 * Brings every derived fact of the rows in work up to date and writes them, inside the caller's transaction. What a
 * row makes of other rows is read back from the indexes, so customers are written last.
 *
 * Here and in all that runs inside a transaction: reads come in bulk, and no loop over rows awaits anything. Dexie
 * loses the transaction after a hundred awaits in a row that are not its own.
 */
export async function settle(book: Book, batch: Batch, state: BookState): Promise<void> {
  await settleHolders(book, batch);
  await settleBells(book, batch);
  settleTimelines(batch);
  await Promise.all(CHILDREN.map((table) => batch.write(table)));
  await settleCustomers(book, batch, state);
  await batch.write('customers');
}

const CHILDREN = ['interactions', 'notes', 'reminders', 'orders', 'tags', 'neverLog'] as const;

function settleTimelines(batch: Batch): void {
  for (const row of batch.of('interactions'))
    if (row.after !== row.before && row.after !== null) row.after.who = whoOf(row.after);
}

async function settleCustomers(book: Book, batch: Batch, state: BookState): Promise<void> {
  const stale = await staleFacts(book, batch);
  await batch.load('customers', stale.keys());
  await rememberOrphans(book, batch, stale);
  const read = await readFacts(book, stale);
  const found: Touched<Customer>[] = [];
  for (const row of batch.of('customers')) {
    const facts = stale.get(row.id);
    if (!isLive(row.after) || (row.after === row.before && !facts)) continue;
    if (row.after !== row.before || facts?.words) found.push(row);
    const customer = writable(row);
    setFacts(customer, facts, read.get(row.id));
    setField(customer, 'isSample', customer.sample === true ? 1 : undefined);
    customer.sortName = fold(customer.name ?? '');
  }
  await settleText(book, state, found, batch.of('customers').filter(died), (row) => stale.has(row.id));
}

/** What customers are found by. @param has whether a new customer may have notes or orders already. */
async function settleText(
  book: Book,
  state: BookState,
  found: readonly Touched<Customer>[],
  gone: readonly Touched<Customer>[],
  has: (row: Touched) => boolean,
): Promise<void> {
  const chunks = new Chunks(book, state);
  const rows = [...found.map((row) => row.after!), ...gone.map((row) => row.before!)];
  if (rows.length === 0) return;
  await chunks.load(rows);
  for (const row of gone) chunks.remove(row.before!);
  // A new customer without any rows yet: skipping the two reads is what keeps an import fast.
  const words = await Promise.all(
    found.map((row) => (cameAlive(row) && !has(row) ? NO_WORDS : wordsOf(book, row.id))),
  );
  for (const [i, row] of found.entries()) {
    const customer = writable(row);
    customer.chunk = chunks.put(customer, searchLines(customer, ...words[i]!));
  }
  await chunks.flush();
}

type Words = [Note[], Order[]];
const NO_WORDS: Words = [[], []];

function wordsOf(book: Book, customer: string): Promise<Words> {
  return Promise.all([
    book.notes.where('customer').equals(customer).toArray(),
    book.orders.where('customer').equals(customer).toArray(),
  ]);
}
