import type { EntityTable } from 'dexie';
import { type CareBook, isAudience, type Person, planPerson, type RunWrite } from '../domain/care-plan.ts';
import type { Interaction, Order, Reminder } from '../domain/entities.ts';
import { isLive, stampOf, wholeRow } from '../domain/merge.ts';
import { anchorKey, type Run, stepsOf } from '../domain/playbook.ts';
import { dayOf, eventDay } from '../domain/repeat.ts';
import { NO_STAMP, readStamp, type Stamp } from '../domain/stamp.ts';
import type { ValueRules } from '../domain/value.ts';
import { groupOf, ownedBy, shownOf } from './groups.ts';
import { type Book, reading, withBook } from './schema.ts';
import { timelineRange } from './timeline-index.ts';

/**
 * What playbooks ask of the book: whom a page of customers makes begin or leave one. `planPerson` decides; here is read
 * what it needs to know, in bulk.
 */
export async function readCareBook(book: Book, value?: ValueRules): Promise<CareBook> {
  const [playbooks, views] = await Promise.all([book.playbooks.toArray(), book.views.toArray()]);
  return {
    playbooks: playbooks.map((row) => wholeRow('playbooks', row)),
    views: new Map(views.filter(isAudience).map(({ id, where }) => [id, where ?? null])),
    value,
  };
}

/** The writes that would bring these customers' runs up to date; none where they are. */
export async function careWrites(
  book: Book,
  customers: readonly string[],
  now: number,
  value?: ValueRules,
): Promise<RunWrite[]> {
  const care = await readCareBook(book, value);
  if (!care.playbooks.some(({ on }) => on)) return [];
  const people = await readPeople(book, customers, care);
  return people.flatMap((person) => planPerson(care, person, now));
}

/** The same for those alone who have to be written: whoever asks for all need not write for all. */
export function customersToPlan(
  book: Book,
  customers: readonly string[],
  now: number,
  value?: ValueRules,
): Promise<string[]> {
  const { playbooks, views, customers: rows, runs, orders, reminders, interactions } = book;
  const tables = [playbooks, views, rows, runs, orders, reminders, interactions];
  return withBook(book, () =>
    reading(book, tables, async () => {
      const care = await readCareBook(book, value);
      if (!care.playbooks.some(({ on }) => on)) return [];
      const people = await readPeople(book, customers, care);
      return people
        .filter((person) => planPerson(care, person, now).length > 0)
        .map(({ customer }) => customer.id);
    }),
  );
}

const msOf = (stamp: Stamp): number | undefined => (stamp === NO_STAMP ? undefined : readStamp(stamp).ms);

/** What is known of the people these customers are, each person once. */
export async function readPeople(
  book: Book,
  customers: readonly string[],
  { playbooks }: CareBook,
): Promise<Person[]> {
  const on = playbooks.filter((playbook) => playbook.on);
  const keys = new Set(on.flatMap((playbook) => stepsOf(playbook).map(anchorKey)));
  const since = Math.min(...on.map((playbook) => playbook.since));
  const found = await book.customers.bulkGet([...customers]);
  const shown = await shownOf(
    book,
    found.filter((row) => row !== undefined),
  );
  const stored = [...new Map(shown.map((row) => [row.id, row])).values()].filter(isLive);
  const groups = stored.map(groupOf);
  const everybody = groups.flat();
  const runs = await ownedBy(book, 'runs', everybody);
  const asksOrders = keys.has('order') || keys.has('delivered');
  const [orders, reminders, logged, firsts] = await Promise.all([
    asksOrders ? ownedBy(book, 'orders', everybody) : [],
    keys.has('birthday') ? ownedBy(book, 'reminders', everybody) : [],
    loggedAmong(book, runs),
    Promise.all(
      stored.map((row, i) =>
        keys.has('message') && (row.lastContactAt ?? 0) >= since ? firstEntry(book, groups[i]!) : null,
      ),
    ),
  ]);
  const runsOf = Map.groupBy(runs, ({ customer }) => customer);
  const ordersOf = Map.groupBy(orders, ({ customer }) => customer);
  const remindersOf = Map.groupBy(reminders, ({ customer }) => customer);
  return stored.map((row, i) => {
    const group = groups[i]!;
    const all = <T>(of: Map<string | null, T[]>): T[] => group.flatMap((id) => of.get(id) ?? []);
    return {
      customer: wholeRow('customers', row),
      group,
      runs: all<Run>(runsOf).map((run) => wholeRow('runs', run)),
      first: firsts[i] ?? null,
      orders: all<Order>(ordersOf),
      birthdays: birthdaysIn(all<Reminder>(remindersOf)),
      stageAt: msOf(stampOf('customers', row, 'stage')) ?? row.createdAt ?? 0,
      taggedAt: (tag) => msOf(stampOf('customers', row, `tags/${tag}`)),
      statusAt: (order) => msOf(stampOf('orders', order, 'status')) ?? order.at ?? 0,
      isLogged: (entry) => logged.has(entry),
    };
  });
}

/** Entries that runs speak of and that are still in the log. */
async function loggedAmong(book: Book, runs: readonly Run[]): Promise<Set<string>> {
  const ids = runs.flatMap(({ anchors }) => anchors?.message?.of ?? []);
  const rows = ids.length > 0 ? await book.interactions.bulkGet(ids) : [];
  return new Set(rows.flatMap((row) => row?.id ?? []));
}

/** The oldest entry of a person's log. */
async function firstEntry(book: Book, group: readonly string[]): Promise<Interaction | null> {
  const each = await Promise.all(
    group.map((id) =>
      book.interactions
        .where('who')
        .between(...timelineRange(id))
        .first(),
    ),
  );
  return each.reduce<Interaction | null>(
    (first, row) => (row && (!first || row.at < first.at) ? row : first),
    null,
  );
}

/** The birthday that each birthday reminder is about now. */
function birthdaysIn(reminders: readonly Reminder[]): Person['birthdays'] {
  return reminders.flatMap(({ rule, due, state = 'open' }) => {
    if (state !== 'open' || rule?.kind !== 'every' || rule.occasion !== 'birthday') return [];
    try {
      const day = eventDay(rule, { ...due, of: dayOf(due).toString() });
      return [{ day: day.toString(), at: day.toZonedDateTime(due.zone).epochMilliseconds }];
    } catch (error) {
      // A day or a zone that is none came from a file.
      if (error instanceof RangeError) return [];
      throw error;
    }
  });
}

/** How far the playbooks have followed the book: on this device only, in `meta`. */
export interface CareState {
  /** The newest change that was looked at. */
  seq: number;
  /** Where the walk through all customers goes on; null between walks. */
  cursor: string | null;
  /** When the last walk began. Milliseconds since 1970. */
  walkedAt: number;
}

const KEY = 'care';
const tableOf = (book: Book) =>
  book.table('meta') as unknown as EntityTable<CareState & { key: string }, 'key'>;

export async function readCareState(book: Book): Promise<CareState | null> {
  return (await withBook(book, () => tableOf(book).get(KEY))) ?? null;
}

export async function writeCareState(book: Book, state: CareState): Promise<void> {
  await withBook(book, () => tableOf(book).put({ ...state, key: KEY }));
}

/** Ids of the playbooks that are on, and of the saved lists they are for. */
export async function playbooksOn(book: Book): Promise<{ ids: Set<string>; views: Set<string> }> {
  const on = (await withBook(book, () => book.playbooks.toArray())).filter((playbook) => playbook.on);
  return { ids: new Set(on.map(({ id }) => id)), views: new Set(on.flatMap(({ view }) => view ?? [])) };
}

export const hasRuns = (book: Book): Promise<boolean> =>
  withBook(book, async () => (await book.runs.count()) > 0);

export const newestSeq = (book: Book): Promise<number> =>
  withBook(book, async () => ((await book.changes.orderBy('seq').lastKey()) as number | undefined) ?? 0);

/** Ids of customers after one, in the order of ids. */
export const customersAfter = (book: Book, after: string, limit: number): Promise<string[]> =>
  withBook(book, async () => book.customers.where('id').above(after).limit(limit).primaryKeys());
