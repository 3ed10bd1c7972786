import { turnOf } from '../domain/contact.ts';
import type { Customer, Due, Reminder } from '../domain/entities.ts';
import { isLive } from '../domain/merge.ts';
import { type Contacts, conditionDue, isCondition, isSeries, nextOccurrence } from '../domain/repeat.ts';
import { type Batch, setField } from './batch.ts';
import { countContacts } from './facts.ts';
import { loadPersons, personOf, shownKind } from './groups.ts';
import { settleKeepers } from './keepers.ts';
import type { Book, BookState } from './schema.ts';
import { settleTasks } from './tasks.ts';
import { timelineRange, whoAt } from './timeline-index.ts';

/**
 * `dueAt` and `ringAt` of reminders: present while the reminder is open and its customer is not in the bin. What was
 * shown on this device keeps silent until it is due at another time. Reminders that wait for something are due by the
 * customer's contacts, so they follow in the transaction that changes those; contacts and groups must be settled. One
 * about a colleague rings like any other and has `asideAt` in place of `dueAt`: it stands in no list of buyers, and in
 * none of their counts.
 * @param regrouped customers whose group is another one now.
 */
export async function settleBells(
  book: Book,
  batch: Batch,
  state: BookState,
  regrouped: ReadonlySet<string>,
): Promise<void> {
  await settleKeepers(book, batch, regrouped);
  await settleTasks(book, batch, regrouped);
  await loadRemindersOfMoved(book, batch, regrouped);
  await loadWatching(book, batch, regrouped);
  const reminders = batch.of('reminders');
  const customers = reminders.map((row) => row.after?.customer).filter((id) => typeof id === 'string');
  await loadPersons(batch, customers);
  const contacts = await contactsOfAll(
    book,
    batch,
    reminders.flatMap(({ after }) => (isLive(after) && isCondition(after.rule) ? after : [])),
  );
  for (const row of reminders)
    if (isLive(row.after)) row.after = withBell(batch, row.after, contacts.get(row.id) ?? {}, state);
}

/** A customer nobody has seen yet silences nothing: the reminder may have come first. */
const isBuried = (row: Customer | null): boolean => row !== null && !isLive(row);

/** Whether the person whose customer this is, is a colleague. */
function isAside(batch: Batch, row: Customer | null): boolean {
  const shown = row?.root === undefined ? row : batch.row('customers', row.root);
  return shown !== null && shownKind(shown) === 'internal';
}

/** A customer who goes to the bin, comes back or turns into a colleague takes the reminders along. */
async function loadRemindersOfMoved(book: Book, batch: Batch, regrouped: ReadonlySet<string>): Promise<void> {
  const moved = new Set(regrouped);
  for (const { id, before, after } of batch.of('customers')) {
    if (before === after) continue;
    if (isBuried(before) !== isBuried(after)) moved.add(id);
    if ((before?.isInternal === 1) !== isAside(batch, after))
      for (const one of [id, ...(after?.members ?? [])]) moved.add(one);
  }
  if (moved.size === 0) return;
  batch.hold(
    'reminders',
    await book.reminders
      .where('customer')
      .anyOf([...moved])
      .toArray(),
  );
}

/** Reminders that watch customers whose contacts changed. Most books have few, and an import touches many customers. */
async function loadWatching(book: Book, batch: Batch, regrouped: ReadonlySet<string>): Promise<void> {
  const touched = new Set(regrouped);
  for (const { before, after } of batch.of('interactions'))
    if (before !== after)
      for (const row of [before, after]) for (const id of row?.customers ?? []) touched.add(id);
  if (touched.size === 0) return;
  const watching = await book.reminders.orderBy('watches').count();
  if (watching === 0) return;
  await loadPersons(batch, touched);
  const ids = new Set([...touched].flatMap((id) => personOf(batch, id)));
  const found =
    watching < ids.size
      ? (await book.reminders.orderBy('watches').toArray()).filter((row) => ids.has(row.watches ?? ''))
      : await book.reminders
          .where('watches')
          .anyOf([...ids])
          .toArray();
  batch.hold('reminders', found);
}

async function contactsOfAll(
  book: Book,
  batch: Batch,
  rows: readonly Reminder[],
): Promise<Map<string, Contacts>> {
  const read = await Promise.all(
    rows.map((row) => (row.customer ? contactsOf(book, personOf(batch, row.customer), row) : {})),
  );
  return new Map(rows.map((row, i) => [row.id, read[i]!]));
}

async function contactsOf(book: Book, ids: readonly string[], row: Reminder): Promise<Contacts> {
  const facts = await countContacts(book, ids);
  if (row.rule?.kind !== 'wait') return facts;
  const settled = Math.max(facts.lastOutAt ?? 0, row.settledAt ?? 0);
  const waitsFrom = (facts.lastInAt ?? 0) > settled ? await firstInAfter(book, ids, settled) : undefined;
  return { ...facts, waitsFrom };
}

/** A buyer who writes again has waited since the first of those messages. */
async function firstInAfter(book: Book, ids: readonly string[], after: number): Promise<number | undefined> {
  const found = await Promise.all(
    ids.map((id) =>
      book.interactions
        .where('who')
        .between(whoAt(id, after + 1), timelineRange(id)[1])
        .filter((entry) => turnOf(entry) === 'in')
        .first(),
    ),
  );
  const times = found.flatMap((entry) => entry?.at ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function withBell(batch: Batch, row: Reminder, contacts: Contacts, state: BookState): Reminder {
  const customer = row.customer ? batch.row('customers', row.customer) : null;
  const open = (row.state ?? 'open') === 'open' && !isBuried(customer);
  const rule = row.rule ?? null;
  const waits = open && isCondition(rule);
  const found = waits ? conditionDue(rule, { ...NOTHING, ...row }, contacts) : row.due;
  const due = typeof found === 'string' ? undefined : found;
  const next: Reminder = { ...row };
  const at = open ? due?.at : undefined;
  const aside = isAside(batch, customer);
  setField(next, 'dueAt', aside ? undefined : at);
  setField(next, 'asideAt', aside ? at : undefined);
  setField(next, 'ringAt', at === undefined ? undefined : ringTime(next, due!));
  setField(next, 'watches', waits && row.customer ? row.customer : undefined);
  setField(next, 'shows', showsOf(row, found));
  // A contact gives the bell another time and leaves the row's stamps as they are.
  if (next.ringAt !== row.ringAt) setField(next, 'belled', waits ? state.clock : undefined);
  return DERIVED.every((name) => next[name] === row[name] || same(next[name], row[name])) ? row : next;
}

const DERIVED = ['dueAt', 'asideAt', 'ringAt', 'watches', 'shows', 'belled'] as const;
const NOTHING = { settledAt: 0, createdAt: 0 } as const;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a condition makes of a row, where that is not what is written in it. */
function showsOf(row: Reminder, found: Due | 'cancelled' | 'resting' | undefined): Reminder['shows'] {
  if (typeof found === 'string') return { state: found };
  return found && found !== row.due ? { due: found } : undefined;
}

/**
 * When a reminder rings next here: at its due time, and where that was told, at the next occurrence. What was missed
 * before the last ring was told by it.
 */
function ringTime(row: Reminder, due: Due): number | undefined {
  const told = new Set([row.rungFor, ...(row.rungBefore ?? [])]);
  const rule = row.rule ?? null;
  if (!isSeries(rule)) return told.has(due.at) ? undefined : due.at;
  const until = row.toldTo ?? Number.NEGATIVE_INFINITY;
  let next: Due | null = due.at > until ? due : nextOccurrence(rule, due, until);
  while (next && told.has(next.at)) next = nextOccurrence(rule, next, next.at);
  return next?.at;
}

/**
 * The time that a ring shown now is named by: of several occurrences that were missed, the last. One ring tells them
 * all, and its name says until when.
 */
export function ringName(row: Reminder, now: number): number {
  const { rule, ringAt = 0 } = row;
  if (!isSeries(rule)) return ringAt;
  let due: Due = { ...dueOf(row), at: ringAt };
  for (;;) {
    const next = nextOccurrence(rule, due, due.at);
    if (!next || next.at > now) return due.at;
    due = next;
  }
}

/** Older rings that are remembered: as many as somebody undoes in a row. */
const REMEMBERED = 12;

/** A reminder that was shown. @param name see `ringName`. */
export function rung(row: Reminder, name: number): Reminder {
  const { rungFor, rungBefore = [] } = row;
  const before = [...(rungFor === undefined ? [] : [rungFor]), ...rungBefore].slice(0, REMEMBERED);
  const told: Reminder = { ...row, rungFor: name };
  if (before.length > 0) told.rungBefore = before;
  if (isSeries(row.rule)) told.toldTo = name;
  return rehung(told);
}

/** A row whose `ringAt` is worked out anew, outside of any change. */
export function rehung(row: Reminder): Reminder {
  const next = { ...row };
  const waits = row.dueAt !== undefined || row.asideAt !== undefined;
  setField(next, 'ringAt', waits ? ringTime(row, dueOf(row)) : undefined);
  return next;
}

const dueOf = (row: Reminder): Due => row.shows?.due ?? row.due;
