import { same } from '../domain/canonical.ts';
import { chunked } from '../domain/chunked.ts';
import { isStanding } from '../domain/contact.ts';
import type { Customer, Note, Order } from '../domain/entities.ts';
import { fold } from '../domain/fold.ts';
import { DERIVED_CARE } from '../domain/matter-rules.ts';
import { isLive } from '../domain/merge.ts';
import { cameBack, orderOutcome } from '../domain/order-outcome.ts';
import type { Fields } from '../domain/row.ts';
import { TABLES } from '../domain/row.ts';
import { searchLines, tagLine } from '../domain/search-text.ts';
import { type Batch, cameAlive, died, setField, type Touched, writable } from './batch.ts';
import { settleBells } from './bells.ts';
import { domainsOf } from './bonds.ts';
import { Cells } from './cells/cells.ts';
import { Chunks } from './chunks.ts';
import { readFacts, rememberOrphans, setFacts, staleFacts } from './facts.ts';
import { groupOf, ownedBy, settleGroups, shownKind } from './groups.ts';
import { settleHolders } from './holders.ts';
import { settlePromises } from './kept.ts';
import { type Book, type BookState, countShown } from './schema.ts';
import { notedOf, whoOf } from './timeline-index.ts';

/**
 * Brings every derived fact of the rows in work up to date and writes them, inside the caller's transaction. What a
 * row makes of other rows is read back from the indexes, so customers are written last.
 *
 * Here and in all that runs inside a transaction: reads come in bulk, and no loop over rows awaits anything. Dexie
 * loses the transaction after a hundred awaits in a row that are not its own.
 */
export async function settle(book: Book, batch: Batch, state: BookState): Promise<void> {
  await settleHolders(book, batch);
  settleTimelines(batch);
  settleOutcomes(batch);
  // A book that lost its counters keeps no columns until they are made anew.
  const cells = state.cells && new Cells(book, state.cells);
  cells?.takeEvents(batch);
  await Promise.all(CHILDREN.map((table) => batch.write(table)));
  const regrouped = await settleGroups(book, batch);
  // Some are due by the contacts, which are in the index now; customers are told of what is due next.
  await settleBells(book, batch, state, regrouped);
  settlePromises(batch);
  await Promise.all([batch.write('reminders'), batch.write('runs')]);
  await settleCustomers(book, batch, state, regrouped, cells);
  await Promise.all([batch.write('customers'), cells?.flush()]);
}

/** Written after what they are derived from. */
const LATE: ReadonlySet<string> = new Set(['customers', 'reminders', 'runs']);
const CHILDREN = TABLES.filter((table) => !LATE.has(table));

function settleTimelines(batch: Batch): void {
  for (const row of batch.of('interactions'))
    if (row.after !== row.before && row.after !== null) {
      row.after.who = whoOf(row.after);
      const { customers } = row.after;
      setField(row.after, 'complaintOf', isStanding(row.after) ? customers : undefined);
      setField(row.after, 'troubles', row.after.kind === 'complaint' ? row.after.who : undefined);
      setField(row.after, 'noted', notedOf(row.after));
    }
}

function settleOutcomes(batch: Batch): void {
  for (const row of batch.of('orders'))
    if (row.after !== row.before && row.after !== null) {
      const outcome = orderOutcome(row.after) || undefined;
      setField(row.after, 'outcome', outcome);
      setField(row.after, 'backAt', cameBack(outcome) ? (row.after.at ?? 0) : undefined);
    }
}

async function settleCustomers(
  book: Book,
  batch: Batch,
  state: BookState,
  regrouped: ReadonlySet<string>,
  cells: Cells | undefined,
): Promise<void> {
  const shown = await countShown(book, state);
  const stale = await staleFacts(book, batch, regrouped);
  await rememberOrphans(book, batch, stale);
  const read = await readFacts(book, batch, stale);
  const found: Touched<Customer>[] = [];
  const retagged: Touched<Customer>[] = [];
  for (const row of batch.of('customers')) {
    const facts = stale.get(row.id);
    if (!isLive(row.after) || (row.after === row.before && !facts)) continue;
    if (facts?.words || saysOther(row)) found.push(row);
    else if (row.before?.tags !== row.after.tags) retagged.push(row);
    const customer = writable(row);
    setFacts(customer, facts, read.get(row.id));
    setField(customer, 'isSample', customer.sample === true ? 1 : undefined);
    const isColleague = customer.root === undefined && shownKind(customer) === 'internal';
    setField(customer, 'isInternal', isColleague ? 1 : undefined);
    setField(customer, 'domains', domainsOf(customer));
    const shown = customer.shows?.name ?? customer.name ?? '';
    setField(customer, 'sortName', customer.root === undefined ? fold(shown) : undefined);
    const names = Object.keys(customer.displayNames ?? {});
    setField(customer, 'nameKeys', names.length > 0 ? names : undefined);
  }
  cells?.takePeople(batch);
  state.shown = shown + changeOfShown(batch);
  // Their words stand in the line of the one who is shown, also where they themselves were not touched.
  await batch.load(
    'customers',
    found.flatMap((row) => row.after?.members ?? []),
  );
  const words = await wordsOfAll(book, found, (row) => stale.has(row.id));
  await settleText(book, batch, state, { found, retagged }, words);
}

/** Fields that no word is in: a change of ten thousand tags reads no note and writes no word but the tags themselves. */
const WORDLESS: ReadonlySet<string> = new Set([
  ...['stamp', 'stamps', 'tags', 'stage', 'kind', 'owner', 'autoLog'],
  ...['source', 'referredBy', 'stopped', 'refusals', ...DERIVED_CARE],
  ...['lastContactAt', 'lastInAt', 'lastOutAt', 'waitingSince', 'contactCount', 'nextDueAt'],
  ...['relation', 'leadNeed', 'leadMoney', 'leadTime', 'stageLog', 'checked', 'dealSteps'],
]);

/** Whether a row that changed may be found by other words now. */
function saysOther({ before, after }: Touched<Customer>): boolean {
  if (after === before) return false;
  if (!isLive(before) || after === null) return true;
  const [was, is] = [before as unknown as Fields, after as unknown as Fields];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].some(
    (name) => !WORDLESS.has(name) && was[name] !== is[name] && !same(was[name] ?? null, is[name] ?? null),
  );
}

/** How many more customers are shown than before. */
const changeOfShown = (batch: Batch): number =>
  batch
    .of('customers')
    .reduce((sum, { before, after }) => sum + Number(isShown(after)) - Number(isShown(before)), 0);

const isShown = (row: Customer | null): boolean => isLive(row) && row.root === undefined;

/** Customers that are worked out and handed to the database at a time: it writes them meanwhile. */
const SLICE = 250;

/** What customers are found by, the last of what is derived: each is written with it. */
async function settleText(
  book: Book,
  batch: Batch,
  state: BookState,
  { found, retagged }: Record<'found' | 'retagged', readonly Touched<Customer>[]>,
  words: ReadonlyMap<string, Words>,
): Promise<void> {
  const gone = batch.of('customers').filter(died);
  const rows = [...[...found, ...retagged].map((row) => row.after!), ...gone.map((row) => row.before!)];
  if (rows.length === 0) return;
  const chunks = new Chunks(book, state);
  await chunks.load(rows);
  for (const row of gone) chunks.remove(row.before!);
  for (const row of retagged) chunks.retag(row.after!, tagLine([row.after!]));
  const writes = chunked(found, SLICE).map((slice) => {
    for (const row of slice) {
      const customer = writable(row);
      if (customer.root !== undefined) {
        // Found by the line of the one who is shown.
        chunks.remove(customer);
        setField(customer, 'chunk', undefined);
        continue;
      }
      const members = (customer.members ?? []).flatMap((id) => batch.live('customers', id) ?? []);
      const lines = searchLines(customer, ...(words.get(row.id) ?? NO_WORDS), members);
      customer.chunk = chunks.put(customer, lines, members);
    }
    return batch.write('customers', slice);
  });
  await Promise.all([...writes, chunks.flush()]);
}

type Words = [Note[], Order[]];
const NO_WORDS: Words = [[], []];

/**
 * Notes and orders of the customers.
 * @param has whether a new customer may have some already: skipping the reads is what keeps an import fast.
 */
async function wordsOfAll(
  book: Book,
  found: readonly Touched<Customer>[],
  has: (row: Touched) => boolean,
): Promise<Map<string, Words>> {
  const asked = found.filter((row) => !cameAlive(row) || has(row));
  const words = await Promise.all(asked.map((row) => wordsOf(book, groupOf(row.after!))));
  return new Map(asked.map((row, i) => [row.id, words[i]!]));
}

function wordsOf(book: Book, customers: readonly string[]): Promise<Words> {
  return Promise.all([ownedBy(book, 'notes', customers), ownedBy(book, 'orders', customers)]);
}
