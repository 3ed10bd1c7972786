import { isContact, turnOf } from '../domain/contact.ts';
import { openSteps } from '../domain/deal.ts';
import type { Aside, Customer, Interaction } from '../domain/entities.ts';
import { DERIVED_CARE } from '../domain/matter-rules.ts';
import { endsOf } from '../domain/membership.ts';
import { isLive } from '../domain/merge.ts';
import { moneyOf } from '../domain/order-money.ts';
import { bringsNothing, cameBack } from '../domain/order-outcome.ts';
import { firstPaidAt, productsOf } from '../domain/product.ts';
import { quietFrom, rhythmOf } from '../domain/quiet-buyer.ts';
import { type Batch, cameAlive, setField } from './batch.ts';
import { bondCount } from './bonds.ts';
import { groupOf, ownedBy, shownKind } from './groups.ts';
import type { Book } from './schema.ts';
import { timelineRange } from './timeline-index.ts';

/** Facts of one customer that must be brought up to date. */
interface Stale {
  /** New entries: added to the count as they are, which keeps logging fast however long the timeline is. */
  added: Interaction[];
  /** An entry went away: count again from the index. */
  recount: boolean;
  orders: boolean;
  reminders: boolean;
  bonds: boolean;
  deals: boolean;
  matters: boolean;
  /** Notes or orders, which the customer is found by, changed. */
  words: boolean;
}
export type StaleFacts = Map<string, Stale>;

/**
 * Which customers' facts the rows in work make stale. Their rows, and those of the customers who stand for them, are
 * loaded.
 * @param regrouped customers whose group is another one now.
 */
export async function staleFacts(
  book: Book,
  batch: Batch,
  regrouped: ReadonlySet<string>,
): Promise<StaleFacts> {
  const stale: StaleFacts = new Map();
  const of = (id: string): Stale => {
    const known = stale.get(id) ?? {
      added: [],
      recount: false,
      orders: false,
      reminders: false,
      bonds: false,
      deals: false,
      matters: false,
      words: false,
    };
    stale.set(id, known);
    return known;
  };
  staleContacts(batch, of);
  for (const row of batch.of('orders'))
    if (row.after !== row.before)
      for (const id of owners(row)) Object.assign(of(id), { orders: true, words: true });
  for (const row of batch.of('reminders'))
    if (row.after?.dueAt !== row.before?.dueAt || row.after?._del !== row.before?._del || moved(row))
      for (const id of owners(row)) of(id).reminders = true;
  for (const row of batch.of('notes'))
    if (row.after !== row.before) for (const id of owners(row)) of(id).words = true;
  for (const row of batch.of('matters'))
    if (row.after !== row.before) for (const id of owners(row)) of(id).matters = true;
  for (const row of batch.of('memberships'))
    if (row.after !== row.before)
      for (const id of [...endsOf(row.before), ...endsOf(row.after)]) of(id).bonds = true;
  for (const row of batch.of('deals'))
    if (row.after !== row.before) for (const id of owners(row)) of(id).deals = true;
  for (const id of [...(await unknownFacts(book, batch)), ...regrouped]) Object.assign(of(id), ALL_STALE);
  await batch.load('customers', stale.keys());
  // What is a fact of one who was merged is a fact of the one who is shown, and counted together.
  for (const id of [...stale.keys()]) {
    const row = batch.live('customers', id);
    if (row?.root !== undefined) Object.assign(of(row.root), ALL_STALE);
    if (row?.root !== undefined || row?.members !== undefined) Object.assign(of(id), ALL_STALE);
  }
  await batch.load('customers', stale.keys());
  return stale;
}

const ALL_STALE = {
  recount: true,
  orders: true,
  reminders: true,
  bonds: true,
  deals: true,
  matters: true,
  words: true,
} as const;

function staleContacts(batch: Batch, of: (id: string) => Stale): void {
  for (const { before, after } of batch.of('interactions')) {
    if (after === before) continue;
    const was = isLive(before) ? before.customers : [];
    const is = isLive(after) ? after.customers : [];
    const shifted =
      before?.at !== after?.at || before?.direction !== after?.direction || before?.status !== after?.status;
    for (const id of is) {
      if (!was.includes(id)) of(id).added.push(after as Interaction);
      else if (shifted) of(id).recount = true;
    }
    for (const id of was) if (!is.includes(id)) of(id).recount = true;
  }
}

type Owned = { before: { customer: string | null } | null; after: { customer: string | null } | null };

function owners({ before, after }: Owned): Set<string> {
  const both = [before?.customer ?? '', after?.customer ?? ''];
  return new Set(both.filter((id) => id !== ''));
}

const moved = ({ before, after }: Owned): boolean => before?.customer !== after?.customer;

/** Customers whose facts were not kept: back from the bin, or seen for the first time after rows of theirs. */
async function unknownFacts(book: Book, batch: Batch): Promise<string[]> {
  const arrived = batch.of('customers').filter(cameAlive);
  const back = arrived.filter((row) => row.before !== null).map((row) => row.id);
  const fresh = arrived.filter((row) => row.before === null).map((row) => row.id);
  if (fresh.length === 0 || (await book.orphans.count()) === 0) return back;
  const awaited = (await book.orphans.bulkGet(fresh)).filter((row) => row !== undefined).map((row) => row.id);
  await book.orphans.bulkDelete(awaited);
  return [...back, ...awaited];
}

/** Remembers customers that rows speak of and nobody has seen, so that they are counted when they come. */
export async function rememberOrphans(book: Book, batch: Batch, stale: StaleFacts): Promise<void> {
  const unseen = [...stale.keys()].filter((id) => batch.row('customers', id) === null);
  if (unseen.length > 0) await book.orphans.bulkPut(unseen.map((id) => ({ id })));
}

type Facts = Pick<
  Customer,
  | 'contactCount'
  | 'lastContactAt'
  | 'lastInAt'
  | 'lastOutAt'
  | 'waitingSince'
  | 'orderCount'
  | 'money'
  | 'lastOrderAt'
  | 'rhythm'
  | 'nextDueAt'
  | 'bonds'
  | 'boughtCount'
  | 'boughtAt'
  | 'dealSteps'
  | CareFact
>;
/** Facts of what matter.ts describes, but the one that is worked out of three of them. */
type CareFact = Exclude<(typeof DERIVED_CARE)[number], 'troubleAt'>;

const NO_FACTS: Partial<Facts> = {
  contactCount: 0,
  lastContactAt: undefined,
  lastInAt: undefined,
  lastOutAt: undefined,
  orderCount: 0,
  money: {},
  lastOrderAt: undefined,
  rhythm: undefined,
  nextDueAt: undefined,
  bonds: undefined,
  boughtCount: undefined,
  boughtAt: undefined,
  dealSteps: undefined,
  ...Object.fromEntries(DERIVED_CARE.map((name) => [name, undefined])),
};

/** Reads what cannot be added up, for all customers at once. All rows but customers must have been written. */
export async function readFacts(
  book: Book,
  batch: Batch,
  stale: StaleFacts,
): Promise<Map<string, Partial<Facts>>> {
  const wanted = [...stale].filter(
    ([, facts]) =>
      facts.recount || facts.orders || facts.reminders || facts.bonds || facts.deals || facts.matters,
  );
  const read = await Promise.all(
    wanted.map(([id, facts]) => {
      const row = batch.live('customers', id);
      // One who was merged stands in no list: the one who is shown has the facts of both.
      return row?.root === undefined ? readFactsOf(book, row ? groupOf(row) : [id], facts) : NO_FACTS;
    }),
  );
  return new Map(wanted.map(([id], i) => [id, read[i]!]));
}

async function readFactsOf(book: Book, ids: readonly string[], stale: Stale): Promise<Partial<Facts>> {
  const [contacts, orders, reminders, bonds, deals, matters] = await Promise.all([
    stale.recount ? countContacts(book, ids) : {},
    stale.orders ? sumOrders(book, ids) : {},
    stale.reminders ? nextDue(book, ids) : {},
    stale.bonds ? bondCount(book, ids) : {},
    stale.deals ? stepsOf(book, ids) : {},
    stale.matters ? matterFacts(book, ids) : {},
  ]);
  return { ...contacts, ...orders, ...reminders, ...bonds, ...deals, ...matters };
}

/** Brings a customer's facts up to date. */
export function setFacts(row: Customer, stale: Stale | undefined, read: Partial<Facts> | undefined): void {
  row.contactCount ??= 0;
  row.orderCount ??= 0;
  row.money ??= {};
  for (const [name, value] of Object.entries(read ?? {})) setField(row, name as keyof Facts, value);
  if (!stale?.recount) for (const entry of stale?.added ?? []) addContact(row, entry);
  const isBuyer = shownKind(row) !== 'internal';
  const waiting = isBuyer && (row.lastInAt ?? 0) > (row.lastOutAt ?? 0);
  setField(row, 'waitingSince', waiting ? unlessDone(row.lastInAt, row.asideWaiting) : undefined);
  const quiet = isBuyer && row.root === undefined ? quietFrom(row) : undefined;
  setField(row, 'quietAt', unlessDone(quiet, row.asideQuiet));
  const troubles = [row.complainedAt, row.parcelAt, row.handParcelAt].filter((at) => at !== undefined);
  setField(row, 'troubleAt', isBuyer && troubles.length > 0 ? Math.max(...troubles) : undefined);
}

/** Nothing, where the seller said that it needs nothing more. What is put aside for a time is left out when read. */
function unlessDone(at: number | undefined, aside: Aside | null | undefined): number | undefined {
  return aside && aside.until === null && aside.of === at ? undefined : at;
}

const later = (a: number | undefined, b: number): number => (a === undefined || b > a ? b : a);

function seeContact(facts: Facts, entry: Interaction): void {
  const { at = 0 } = entry;
  const turn = turnOf(entry);
  if (entry.kind === 'complaint') facts.complainedAt = later(facts.complainedAt, at);
  if (isContact(entry)) facts.lastContactAt = later(facts.lastContactAt, at);
  if (turn === 'in') facts.lastInAt = later(facts.lastInAt, at);
  if (turn === 'out') facts.lastOutAt = later(facts.lastOutAt, at);
}

function addContact(facts: Facts, entry: Interaction): void {
  facts.contactCount += 1;
  seeContact(facts, entry);
}

const PAGE = 50;

/** The contacts of one person, who may be several customers: an entry that names two of them is one contact. */
export async function countContacts(book: Book, customers: readonly string[]): Promise<Partial<Facts>> {
  const each = await Promise.all(customers.map((id) => countContactsOf(book, id)));
  if (each.length === 1) return each[0]!;
  const ids = await Promise.all(customers.map((id) => entriesOf(book, id).primaryKeys()));
  const newest = (name: 'lastContactAt' | 'lastInAt' | 'lastOutAt' | 'complainedAt') =>
    each.reduce<number | undefined>((best, one) => (one[name] ? later(best, one[name]) : best), undefined);
  return {
    contactCount: new Set(ids.flat()).size,
    lastContactAt: newest('lastContactAt'),
    lastInAt: newest('lastInAt'),
    lastOutAt: newest('lastOutAt'),
    complainedAt: newest('complainedAt'),
  };
}

const entriesOf = (book: Book, customer: string) =>
  book.interactions.where('who').between(...timelineRange(customer));

/** Counts by the index and reads back from the newest entry until both directions were seen. */
async function countContactsOf(book: Book, customer: string): Promise<Partial<Facts>> {
  const entries = () => entriesOf(book, customer);
  const facts = { contactCount: await entries().count() } as Facts;
  for (const name of ['lastContactAt', 'lastInAt', 'lastOutAt'] as const) facts[name] = undefined;
  for (let seen = 0; seen < facts.contactCount; seen += PAGE) {
    for (const entry of await entries().reverse().offset(seen).limit(PAGE).toArray())
      seeContact(facts, entry);
    if (facts.lastInAt !== undefined && facts.lastOutAt !== undefined) break;
  }
  const complaint = await book.interactions
    .where('troubles')
    .between(...timelineRange(customer))
    .last();
  facts.complainedAt = complaint?.at;
  return facts;
}

async function sumOrders(book: Book, customers: readonly string[]): Promise<Partial<Facts>> {
  const orders = await ownedBy(book, 'orders', customers);
  const lastOrderAt = orders.reduce<number | undefined>(
    (last, order) => later(last, order.at ?? 0),
    undefined,
  );
  const rhythm = rhythmOf(orders.map((order) => order.at ?? 0));
  const fruitful = orders.filter((order) => !bringsNothing(order.outcome));
  const isAll = fruitful.length === orders.length;
  const { bought, habits } = productsOf(orders);
  const back = orders.filter(({ outcome }) => cameBack(outcome)).map(({ at = 0 }) => at);
  return {
    orderCount: orders.length,
    money: moneyOf(orders),
    lastOrderAt,
    rhythm,
    boughtCount: isAll ? undefined : fruitful.length,
    boughtAt:
      isAll || fruitful.length === 0 ? undefined : Math.max(...fruitful.map((order) => order.at ?? 0)),
    firstOrderAt: firstPaidAt(orders),
    bought: bought.length > 0 ? bought : undefined,
    habits: habits.length > 0 ? habits : undefined,
    buysAt: habits.length > 0 ? habits.map(({ lastAt, every }) => lastAt + every) : undefined,
    parcelAt: back.length > 0 ? Math.max(...back) : undefined,
  };
}

async function stepsOf(book: Book, customers: readonly string[]): Promise<Partial<Facts>> {
  const deals = await ownedBy(book, 'deals', customers);
  return { dealSteps: openSteps(deals) };
}

async function matterFacts(book: Book, customers: readonly string[]): Promise<Partial<Facts>> {
  const matters = await ownedBy(book, 'matters', customers);
  const back = matters.filter(({ state }) => state === 'refused' || state === 'returned');
  return {
    matters: matters.length > 0 ? matters.length : undefined,
    handParcelAt: back.length > 0 ? Math.max(...back.map(({ at = 0 }) => at)) : undefined,
  };
}

async function nextDue(book: Book, customers: readonly string[]): Promise<Partial<Facts>> {
  const next = await Promise.all(
    customers.map((id) => book.reminders.where('[customer+dueAt]').between([id, 0], [id, Infinity]).first()),
  );
  const times = next.flatMap((reminder) => reminder?.dueAt ?? []);
  return { nextDueAt: times.length > 0 ? Math.min(...times) : undefined };
}
