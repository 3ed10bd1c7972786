import { displayNameKey } from '../domain/display-name.ts';
import type { Customer, Interaction, Note, Order, Reminder } from '../domain/entities.ts';
import { fold } from '../domain/fold.ts';
import { wholeRow } from '../domain/merge.ts';
import { rulesFor } from '../domain/never-log.ts';
import type { CardArgs, CardView, CustomerDetail, CustomerView, Remembered } from '../domain/query.ts';
import { entryId, threadPrefix } from '../domain/row-id.ts';
import { bondsOf } from './bonds.ts';
import { changesOf } from './changes.ts';
import { groupOf, ownedBy, shownOf } from './groups.ts';
import { type Book, reading } from './schema.ts';
import { seenAtOf } from './seen.ts';
import { timelineOf } from './timeline.ts';

/** Shown at once on a card; the rest comes by pages. */
const FIRST_PAGE = 20;
const CLOSED_REMINDERS = 5;
const MAYBE = 20;
/** Entries of one thread that are looked through for the newest. */
const THREAD_ENTRIES = 500;

/**
 * The card beside the open thread, in one read transaction and two rounds: who holds the keys and what is logged, then
 * everything of the first one.
 */
export function card(book: Book, args: CardArgs): Promise<CardView> {
  const { customers, interactions, notes, reminders, orders, memberships, neverLog } = book;
  const tables = [customers, interactions, notes, reminders, orders, memberships, neverLog];
  return reading(book, tables, async () => {
    const [customers, entries, rules] = await Promise.all([
      holders(book, args.keys),
      entriesOf(book, args),
      // A shop has a handful of rules: reading all of them costs less than asking for four.
      book.neverLog.toArray(),
    ]);
    const first = customers[0];
    const [detail, maybe, remembered] = await Promise.all([
      first ? detailOf(book, first) : null,
      first ? [] : namesakes(book, args.names),
      first ? [] : rememberedAs(book, args),
    ]);
    const never = rulesFor(customers.flatMap(groupOf), args.keys, args.site).flatMap(
      (id) => rules.find((rule) => rule.id === id) ?? [],
    )[0];
    return {
      customers,
      detail,
      maybe,
      remembered,
      logged: entryOf(entries, args),
      loggedBefore: entries.reduce<Interaction | null>(
        (best, one) => (best && !isNewer(one, best) ? best : one),
        null,
      ),
      never: never ? wholeRow('neverLog', never) : null,
    };
  });
}

/** Customers that hold one of the keys, in the order of the keys. */
export async function holders(book: Book, keys: readonly string[]): Promise<Customer[]> {
  // One range read a key: faster than a cursor that hops over all of them.
  const found = await Promise.all(keys.map((key) => book.customers.where('keys').equals(key).toArray()));
  const shown = await shownOf(book, found.flat());
  return [...new Map(shown.map((customer) => [customer.id, wholeRow('customers', customer)])).values()];
}

async function namesakes(book: Book, names: readonly string[]): Promise<Customer[]> {
  const folded = [...new Set(names.map(fold))].filter((name) => name !== '');
  const found = await Promise.all(
    folded.map((name) => book.customers.where('sortName').equals(name).limit(MAYBE).toArray()),
  );
  return found.flat().map((customer) => wholeRow('customers', customer));
}

async function rememberedAs(book: Book, { channel = '', names }: CardArgs): Promise<Remembered[]> {
  const keys = [...new Set(names.flatMap((name) => displayNameKey(channel, name) ?? []))];
  const found = await Promise.all(
    keys.map((key) => book.customers.where('nameKeys').equals(key).limit(MAYBE).toArray()),
  );
  const shown = await Promise.all(found.map((rows) => shownOf(book, rows)));
  return keys.flatMap((key, index) => {
    // Two who are merged are one.
    const rows = new Map(shown[index]!.map((row) => [row.id, wholeRow('customers', row)]));
    return [...rows.values()].flatMap((customer) => {
      const evidence = customer.displayNames[key];
      return evidence ? [{ customer, key, evidence }] : [];
    });
  });
}

/** The entries of the open thread; of a very long one the first, and that of the newest message all the same. */
async function entriesOf(book: Book, { site, threadId, messageId }: CardArgs): Promise<Interaction[]> {
  if (threadId === '' || site === '') return [];
  const rows = await book.interactions
    .where('id')
    .startsWith(threadPrefix(site, threadId))
    .limit(THREAD_ENTRIES)
    .toArray();
  if (rows.length === THREAD_ENTRIES) {
    const newest = await book.interactions.get(entryId(site, threadId, messageId));
    if (newest) rows.push(newest);
  }
  return rows.map((row) => wholeRow('interactions', row));
}

/** The entry of exactly this newest message; a later turn of it when the first was deleted. */
function entryOf(
  entries: readonly Interaction[],
  { site, threadId, messageId }: CardArgs,
): Interaction | null {
  const id = entryId(site, threadId, messageId);
  return entries.findLast((one) => one.id === id || one.id.startsWith(`${id}~`)) ?? null;
}

const isNewer = (a: Interaction, b: Interaction): boolean =>
  (a.at ?? 0) > (b.at ?? 0) || (a.at === b.at && a.loggedAt > b.loggedAt);

/** @param row the customer who is shown. */
async function detailOf(book: Book, row: Customer): Promise<CustomerDetail> {
  const ids = groupOf(row);
  const [timeline, notes, reminders, orders, bonds] = await Promise.all([
    timelineOf(book, ids, null, FIRST_PAGE),
    ownedBy(book, 'notes', ids),
    ownedBy(book, 'reminders', ids),
    ownedBy(book, 'orders', ids),
    bondsOf(book, row),
  ]);
  return {
    timeline,
    notes: notes.map((note) => wholeRow('notes', note)).sort(notesFirst),
    reminders: shownReminders(reminders.map((reminder) => wholeRow('reminders', reminder))),
    orders: orders.map((order) => wholeRow('orders', order)).sort((a: Order, b: Order) => b.at - a.at),
    bonds,
  };
}

const notesFirst = (a: Note, b: Note): number => Number(b.pinned) - Number(a.pinned) || b.at - a.at;

/** Open ones by due time, then the last ones closed. */
function shownReminders(reminders: readonly Reminder[]): Reminder[] {
  const open = reminders.filter((row) => row.state === 'open').sort((a, b) => a.due.at - b.due.at);
  const closed = reminders.filter((row) => row.state !== 'open');
  const closedAt = (row: Reminder) => row.doneAt ?? row.due.at;
  return [...open, ...closed.sort((a, b) => closedAt(b) - closedAt(a)).slice(0, CLOSED_REMINDERS)];
}

const RECENT_CHANGES = 50;

/** A customer's own page; null when the customer is gone. */
export async function customerView(book: Book, id: string): Promise<CustomerView | null> {
  const asked = await book.customers.get(id);
  const [row] = asked ? await shownOf(book, [asked]) : [];
  if (!row) return null;
  const [detail, changes, seenAt] = await Promise.all([
    detailOf(book, row),
    changesOf(book, row.id, RECENT_CHANGES),
    seenAtOf(book, row.id),
  ]);
  const seen = seenAt !== undefined && { seenAt };
  return { customer: wholeRow('customers', row), ...detail, changes, ...seen };
}
