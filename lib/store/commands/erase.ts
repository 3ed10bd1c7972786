import type { CommandArgs } from '../../domain/command.ts';
import { Failure } from '../../domain/failure.ts';
import { COPIES } from '../../domain/ledger.ts';
import { DELETED, ERASED } from '../../domain/merge.ts';
import type { Fields, TableName } from '../../domain/row.ts';
import { graveId } from '../batch.ts';
import { countsOf, keysOf, namesOf, type Reach, reachOf } from '../erase/reach.ts';
import { scrubHistory, scrubImports, scrubStrays, scrubWaiting, type Traces } from '../erase/scrub.ts';
import { importJobs } from '../jobs.ts';
import { writeErased } from '../ledger.ts';
import { readLiving } from '../living.ts';
import { seenKey } from '../seen.ts';
import type { Plan, Planning, Write } from './plan.ts';

const GONE: Fields = { [DELETED]: true, [ERASED]: true };
/**
 * Their ids are random, or made of ids that are, so that graves may keep them: runs, sends, memberships and the reminders
 * of playbooks and tags (`play:`, `keep:`) name the customer by the id that the customer's own grave keeps.
 */
const BURIED = [
  'notes',
  'reminders',
  'merges',
  'memberships',
  'matters',
  'runs',
  'sends',
  'quotes',
  'deals',
] as const;
/** Their ids name a conversation, an order, or a handle. */
const DROPPED = ['interactions', 'orders', 'neverLog', 'notSame'] as const;

/**
 * Takes a person out of the book. Graves with nothing but ids remain of the customers and of what could come back from
 * another device or an old copy without naming them; log entries and orders, whose ids tell too much, go without a
 * trace, and are known again by whom they name. Whatever others have a share in stays theirs.
 * @throws Failure `not-found`; `import-open` while a file that may hold the person is half imported.
 */
export async function eraseCustomer(
  planning: Planning,
  { id }: CommandArgs<'customer.erase'>,
): Promise<Plan> {
  if ((await importJobs(planning.book)).some((job) => job.state === 'open')) throw new Failure('import-open');
  const plan = await planErasing(planning, id);
  if (!plan) throw new Failure('not-found', id);
  return plan;
}

/**
 * The erasing itself; another device's is carried out by it, too. Null when there is nobody to erase.
 * @param among who the person is; see `reachOf`.
 */
export async function planErasing(
  planning: Planning,
  id: string,
  among?: ReadonlySet<string>,
): Promise<Plan | null> {
  const { book, now } = planning;
  const reach = await reachOf(book, id, among);
  if (!reach) return null;
  const [traces, living] = await Promise.all([tracesOf(planning, reach, among), readLiving(book)]);
  const drops = DROPPED.flatMap((table) => reach[table].map((row) => [table, row] as const));
  const buried = BURIED.flatMap((table) => reach[table].map((row): Write => [table, row, GONE]));
  const gone = [...traces.customers].map((row): Write => ['customers', row, GONE]);
  const referred = reach.referred.map((row): Write => ['customers', row, { referredBy: null }]);
  const shared = reach.shared.map((entry) => withoutThem(entry, traces));
  const writes = [...gone, ...buried, ...referred, ...shared];
  return {
    writes,
    drops,
    id,
    async after(change) {
      const { edits, strays } = await scrubHistory(book, traces, change);
      await scrubStrays(book, strays);
      await scrubImports(book, traces);
      await scrubWaiting(book, traces);
      await book.orphans.bulkDelete([...traces.customers]);
      const counts = countsOf(reach, edits);
      await (book.table('meta') as { bulkDelete(keys: string[]): Promise<void> }).bulkDelete(
        [...traces.customers].map(seenKey),
      );
      const pending = COPIES.filter((copy) => copy !== 'living' || living !== null);
      await writeErased(book, { id: change, at: now, counts, pending, closedBooks: 0 });
    },
  };
}

function withoutThem({ id, customers }: Reach['shared'][number], traces: Traces): Write {
  const theirs = customers.filter((one) => traces.customers.has(one));
  return ['interactions', id, Object.fromEntries(theirs.map((one) => [`customers/${one}`, false]))];
}

async function tracesOf({ book }: Planning, reach: Reach, among?: ReadonlySet<string>): Promise<Traces> {
  const customers = new Set([...(among ?? []), ...reach.customers.map((row) => row.id)]);
  const keys = keysOf(reach.customers);
  const rowsOf = (table: TableName, ids: readonly string[]) => ids.map((row) => graveId(table, row));
  const rows = new Set([
    ...rowsOf('customers', [...customers]),
    ...[...BURIED, ...DROPPED].flatMap((table) => rowsOf(table, reach[table])),
  ]);
  // A key that somebody else holds by now is theirs.
  for (const holder of await book.customers
    .where('keys')
    .anyOf([...keys])
    .toArray())
    if (!customers.has(holder.id)) for (const key of Object.keys(holder.links)) keys.delete(key);
  return { rows, customers, keys, names: namesOf(reach.customers) };
}
