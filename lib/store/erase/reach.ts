import type { Customer, Interaction, Merge } from '../../domain/entities.ts';
import { type ErasedCounts, type EraseView, NOTHING_ERASED } from '../../domain/ledger.ts';
import { wholeRow } from '../../domain/merge.ts';
import type { Row, TableName } from '../../domain/row.ts';
import { ownedBy } from '../groups.ts';
import { readLiving } from '../living.ts';
import type { Book, Grave } from '../schema.ts';
import { timelineRange } from '../timeline-index.ts';

/** Everything in the book that is about one person, by what becomes of it. */
export interface Reach {
  /** The person's customers, live or dead: the one who is shown and all who are merged with it. */
  customers: Customer[];
  notes: string[];
  reminders: string[];
  quotes: string[];
  merges: string[];
  /** Where the person works, or who works there. */
  memberships: string[];
  deals: string[];
  /** Their ways through playbooks. */
  runs: string[];
  /** That campaigns were sent to them. */
  sends: string[];
  /** Entries that name nobody else. */
  interactions: string[];
  /** Entries that go on without this person. */
  shared: Interaction[];
  orders: string[];
  neverLog: string[];
  notSame: string[];
  matters: string[];
  /** Others who came through this person. */
  referred: string[];
  /** How many of all these lie in their graves. */
  bin: number;
}

type Anything = Row & Record<string, unknown>;
const rowsIn = (graves: readonly Grave[], table: TableName): Anything[] =>
  graves.filter((grave) => grave.table === table && !grave.row._erased).map(({ row }) => row as Anything);

/**
 * Finds all that hangs on a person, in the tables and in the graves. Null when there is no such customer. Graves have no
 * index: they are read once, all of them.
 * @param among who the person is, where another device said so: what came before they did is found without them. Else
 * everybody who is merged with them here.
 */
export async function reachOf(book: Book, id: string, among?: ReadonlySet<string>): Promise<Reach | null> {
  const graves = await book.graves.toArray();
  const merges = await book.merges.toArray();
  const group = among ?? groupAround(id, merges);
  const live = await book.customers.bulkGet([...group]);
  const dead = rowsIn(graves, 'customers').filter((row) => group.has(row.id)) as unknown as Customer[];
  const customers = [...live.filter((row) => row !== undefined), ...dead];
  if (customers.length === 0 && !among) return null;
  const ids = [...group];
  const runs = await ownedBy(book, 'runs', ids);
  const sends = await ownedBy(book, 'sends', ids);
  const [notes, reminders, quotes, orders, deals, entries, rules, pairs, ties, matters, referred] =
    await Promise.all([
      ownedBy(book, 'notes', ids),
      ownedBy(book, 'reminders', ids),
      ownedBy(book, 'quotes', ids),
      ownedBy(book, 'orders', ids),
      ownedBy(book, 'deals', ids),
      Promise.all(
        ids.map((one) =>
          book.interactions
            .where('who')
            .between(...timelineRange(one))
            .toArray(),
        ),
      ),
      book.neverLog.toArray(),
      book.notSame.toArray(),
      Promise.all(
        (['person', 'organisation'] as const).map((side) =>
          book.memberships.where(side).anyOf(ids).toArray(),
        ),
      ),
      ownedBy(book, 'matters', ids),
      book.customers.where('referredBy').anyOf(ids).primaryKeys(),
    ]);
  const theirs = new Set([...keysOf(customers), ...ids.map((one) => `customer:${one}`)]);
  const isTheirRule = ({ id }: { id: string }) => theirs.has(id);
  const namesThem = ({ id }: { id: string }) => id.split('/').some((one) => group.has(one));
  const owned = (row: Anything) => group.has(String(row.customer ?? ''));
  const buried = {
    notes: rowsIn(graves, 'notes').filter(owned),
    reminders: rowsIn(graves, 'reminders').filter(owned),
    quotes: rowsIn(graves, 'quotes').filter(owned),
    orders: rowsIn(graves, 'orders').filter(owned),
    deals: rowsIn(graves, 'deals').filter(owned),
    runs: rowsIn(graves, 'runs').filter(owned),
    sends: rowsIn(graves, 'sends').filter(owned),
    matters: rowsIn(graves, 'matters').filter(owned),
    merges: rowsIn(graves, 'merges').filter((row) => group.has(row.id) || group.has(String(row.into))),
    memberships: rowsIn(graves, 'memberships').filter(
      (row) => group.has(String(row.person)) || group.has(String(row.organisation)),
    ),
    neverLog: rowsIn(graves, 'neverLog').filter(isTheirRule),
    notSame: rowsIn(graves, 'notSame').filter(namesThem),
    interactions: rowsIn(graves, 'interactions').filter((row) => whoIn(row).some((one) => group.has(one))),
  };
  const talks = [...new Map(entries.flat().map((entry) => [entry.id, entry])).values()];
  const all = [...talks, ...(buried.interactions as unknown as Interaction[])];
  const isShared = (row: Interaction) => row.customers.some((one) => !group.has(one));
  const idsOf = (rows: readonly { id: string }[], more: readonly { id: string }[]) =>
    [...rows, ...more].map((row) => row.id);
  const reach: Reach = {
    customers,
    notes: idsOf(notes, buried.notes),
    reminders: idsOf(reminders, buried.reminders),
    quotes: idsOf(quotes, buried.quotes),
    orders: idsOf(orders, buried.orders),
    deals: idsOf(deals, buried.deals),
    runs: idsOf(runs, buried.runs),
    sends: idsOf(sends, buried.sends),
    merges: idsOf(
      merges.filter((row) => group.has(row.id)),
      buried.merges,
    ),
    memberships: idsOf(ties.flat(), buried.memberships),
    interactions: idsOf(
      all.filter((row) => !isShared(row)),
      [],
    ),
    shared: all.filter(isShared),
    neverLog: idsOf(rules.filter(isTheirRule), buried.neverLog),
    notSame: idsOf(pairs.filter(namesThem), buried.notSame),
    matters: idsOf(matters, buried.matters),
    referred: [
      ...referred,
      // Whoever lies in the bin still says it, and may come back.
      ...rowsIn(graves, 'customers').flatMap((row) => (group.has(String(row.referredBy)) ? row.id : [])),
    ].filter((one) => !group.has(one)),
    bin: Object.values(buried).reduce((sum, rows) => sum + rows.length, dead.length),
  };
  return Object.values(reach).some((found) => Array.isArray(found) && found.length > 0) ? reach : null;
}

const whoIn = (row: Anything): string[] => (row.customers as string[] | undefined) ?? [];

/** Everybody who hangs together with this customer by merges, whichever of them is there. */
function groupAround(id: string, merges: readonly Merge[]): Set<string> {
  const group = new Set([id]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { id: behind, into } of merges)
      if (into && group.has(behind) !== group.has(into)) {
        group.add(behind).add(into);
        grew = true;
      }
  }
  return group;
}

/** Keys the person has or had, of every kind. */
export const keysOf = (customers: readonly Customer[]): Set<string> =>
  new Set(
    customers.flatMap(({ links, stamps }) => [
      ...Object.keys(links ?? {}),
      ...Object.keys(stamps ?? {})
        .filter((name) => name.startsWith('links/'))
        .map((name) => name.slice('links/'.length)),
    ]),
  );

/** Names the person goes or went by. */
export const namesOf = (customers: readonly Customer[]): Set<string> =>
  new Set(
    customers
      .flatMap(({ name, displayNames }) => [
        name ?? '',
        ...Object.values(displayNames ?? {}).map((one) => one.name),
      ])
      .filter((name) => name !== ''),
  );

/** @param edits changes of the history that are about the person. */
export function countsOf(reach: Reach, edits: number): ErasedCounts {
  const { customers } = reach;
  const sum = (count: (row: Customer) => object | undefined) =>
    customers.reduce((total, row) => total + Object.keys(count(row) ?? {}).length, 0);
  return {
    ...NOTHING_ERASED,
    originals: Math.max(0, customers.length - 1),
    identities: sum((row) => row.links),
    names: sum((row) => row.displayNames),
    fields: sum((row) => row.fields),
    notes: reach.notes.length,
    interactions: reach.interactions.length,
    shared: reach.shared.length,
    reminders: reach.reminders.length,
    orders: reach.orders.length,
    deals: reach.deals.length,
    quotes: reach.quotes.length,
    rules: reach.neverLog.length,
    pairs: reach.notSame.length,
    ties: reach.memberships.length,
    matters: reach.matters.length,
    runs: reach.runs.length,
    sends: reach.sends.length,
    bin: reach.bin,
    edits,
  };
}

/** What would go with a customer. Null when there is none, in the book or in the bin. */
export async function eraseView(book: Book, id: string): Promise<EraseView | null> {
  const reach = await reachOf(book, id);
  if (!reach) return null;
  const ids = reach.customers.map((row) => row.id);
  const [edits, living] = await Promise.all([
    book.changes.where('customers').anyOf(ids).distinct().count(),
    readLiving<{ name: string }>(book),
  ]);
  const [asked] = await book.customers.bulkGet([id]);
  const root = reach.customers.find((row) => row.id === (asked?.root ?? id)) ?? reach.customers[0]!;
  const { name, code } = wholeRow('customers', root);
  return { name, code, counts: countsOf(reach, edits), living: living?.folder.name ?? null };
}
