import type { Customer } from '../domain/entities.ts';
import { fold } from '../domain/fold.ts';
import { isLive } from '../domain/merge.ts';
import { searchLines } from '../domain/search-text.ts';
import { type Batch, cameAlive, died } from './batch.ts';
import { settleBells } from './bells.ts';
import { Chunks } from './chunks.ts';
import { rememberOrphans, staleFacts, withFacts } from './facts.ts';
import { settleHolders } from './holders.ts';
import type { Book, BookState } from './schema.ts';
import { whoOf } from './timeline-index.ts';

/**
 * Brings every derived fact of the rows in work up to date and writes them, inside the caller's transaction. What a
 * row makes of other rows is read back from the indexes, so customers are written last.
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
    if (row.after !== row.before && row.after !== null) row.after = { ...row.after, who: whoOf(row.after) };
}

async function settleCustomers(book: Book, batch: Batch, state: BookState): Promise<void> {
  const stale = await staleFacts(book, batch);
  await batch.load('customers', stale.keys());
  await rememberOrphans(book, batch, stale);
  const chunks = new Chunks(book, state);
  for (const row of batch.of('customers')) {
    if (died(row)) await chunks.remove(row.before!);
    const facts = stale.get(row.id);
    if (!isLive(row.after) || (row.after === row.before && !facts)) continue;
    const written = row.after !== row.before;
    const customer = withOwnFacts(await withFacts(book, row.after, facts));
    const inText = written || facts?.words;
    const alone = cameAlive(row) && !facts;
    row.after = inText ? await indexed(book, chunks, customer, alone) : customer;
  }
  await chunks.flush();
}

function withOwnFacts(row: Customer): Customer {
  const { isSample: _was, ...rest } = row;
  return { ...rest, sortName: fold(row.name ?? ''), ...(row.sample === true && { isSample: 1 as const }) };
}

/** @param alone true when the customer can have no notes or orders yet, which saves an import two reads a row. */
async function indexed(book: Book, chunks: Chunks, row: Customer, alone: boolean): Promise<Customer> {
  const [notes, orders] = alone
    ? [[], []]
    : await Promise.all([
        book.notes.where('customer').equals(row.id).toArray(),
        book.orders.where('customer').equals(row.id).toArray(),
      ]);
  return { ...row, chunk: await chunks.put(row, searchLines(row, notes, orders)) };
}
