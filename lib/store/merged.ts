import type { Customer, Interaction, Merge } from '../domain/entities.ts';
import { stampOf, wholeRow } from '../domain/merge.ts';
import type { MergedMember, SinceMerge } from '../domain/query.ts';
import { isTask } from '../domain/row-id.ts';
import { isUnrecorded } from './keepers.ts';
import type { Book } from './schema.ts';
import { timelineRange } from './timeline-index.ts';

/** Entries that are looked through for what came since a merge. */
const ENTRIES = 500;

/** Who is merged into a customer, and what came since that a split would have to place. */
export async function mergedInto(book: Book, id: string): Promise<MergedMember[]> {
  const row = await book.customers.get(id);
  const root = row?.root !== undefined ? await book.customers.get(row.root) : row;
  const members = root?.members ?? [];
  if (!root || members.length === 0) return [];
  const [rows, merges, own] = await Promise.all([
    book.customers.bulkGet(members),
    book.merges.bulkGet(members),
    rootRows(book, root.id),
  ]);
  const found: MergedMember[] = [];
  for (const [i, member] of rows.entries()) {
    const merge = merges[i];
    if (!member || !merge) continue;
    const theirs = await threadsOf(book, member.id);
    found.push({
      customer: wholeRow('customers', member),
      at: merge.at,
      shown: merge.shown,
      since: sinceMerge(root, member, merge, own, theirs),
    });
  }
  return found;
}

async function rootRows(book: Book, id: string) {
  const [notes, orders, reminders, quotes, interactions, memberships, deals, matters] = await Promise.all([
    book.notes.where('customer').equals(id).toArray(),
    book.orders.where('customer').equals(id).toArray(),
    book.reminders.where('customer').equals(id).toArray(),
    book.quotes.where('customer').equals(id).toArray(),
    entriesOf(book, id),
    namedMemberships(book, id),
    book.deals.where('customer').equals(id).toArray(),
    book.matters.where('customer').equals(id).toArray(),
  ]);
  const care = await namedCare(book, id);
  return { notes, orders, reminders, quotes, interactions, memberships, deals, matters, care };
}

/** Playbooks and campaigns that a customer is in, each under its name. */
async function namedCare(book: Book, id: string) {
  const [runs, sends] = await Promise.all([
    book.runs.where('customer').equals(id).toArray(),
    book.sends.where('customer').equals(id).toArray(),
  ]);
  const [playbooks, campaigns] = await Promise.all([
    book.playbooks.bulkGet(runs.map(({ playbook }) => playbook)),
    book.campaigns.bulkGet(sends.map(({ campaign }) => campaign)),
  ]);
  return [
    ...runs.map((row, i) => ({ name: `runs/${row.id}`, at: row.at ?? 0, label: playbooks[i]?.name ?? '' })),
    ...sends.map((row, i) => ({ name: `sends/${row.id}`, at: row.at ?? 0, label: campaigns[i]?.name ?? '' })),
  ];
}

/** Memberships of a customer, each with the name of the other end. */
async function namedMemberships(book: Book, id: string) {
  const found = await Promise.all(
    ['person', 'organisation'].map((side) => book.memberships.where(side).equals(id).toArray()),
  );
  const rows = found.flat();
  const others = await book.customers.bulkGet(
    rows.map(({ person, organisation }) => (person === id ? organisation : person)),
  );
  return rows.map((row, i) => ({ id: row.id, at: row.at ?? 0, name: others[i]?.name ?? '' }));
}

const entriesOf = (book: Book, id: string): Promise<Interaction[]> =>
  book.interactions
    .where('who')
    .between(...timelineRange(id))
    .reverse()
    .limit(ENTRIES)
    .toArray();

/** Threads and sites a customer was met in. */
async function threadsOf(book: Book, id: string): Promise<Set<string>> {
  const entries = await entriesOf(book, id);
  return new Set(entries.flatMap(({ thread }) => (thread ? [`${thread.site}/${thread.id}`] : [])));
}

const channelOf = (key: string) => key.slice(0, key.indexOf(':'));

/**
 * What was added to the one who is shown since the merge. What came by a thread of the other, or by a channel that the
 * other alone has a handle on, is suggested to go with them; everything else stays.
 */
function sinceMerge(
  root: Customer,
  member: Customer,
  merge: Merge,
  own: Awaited<ReturnType<typeof rootRows>>,
  theirs: ReadonlySet<string>,
): SinceMerge[] {
  const rootChannels = new Set(root.keys.map(channelOf));
  const channels = new Set(member.keys.map(channelOf).filter((channel) => !rootChannels.has(channel)));
  const isTheirs = (site: string, thread: string) => theirs.has(`${site}/${thread}`) || channels.has(site);
  const merged = stampOf('merges', merge, 'at');
  const of = (thread: { site: string; id: string } | null | undefined) =>
    thread ? isTheirs(thread.site, thread.id) : false;
  return [
    ...own.notes
      .filter(({ at = 0 }) => at >= merge.at)
      .map(({ id, text, at }) => ({ name: `notes/${id}`, label: text, at, suggested: false })),
    ...own.orders
      .filter((order) => order.stamp > merged)
      .map(({ id, number, site, at, thread }) => ({
        name: `orders/${id}`,
        label: number,
        at,
        suggested: channels.has(site) || of(thread),
      })),
    ...own.reminders
      // A task goes where its run goes.
      .filter((row) => !isUnrecorded(row) && !isTask(row.id))
      .filter(({ createdAt = 0 }) => createdAt >= merge.at)
      .map(({ id, title, createdAt, thread }) => ({
        name: `reminders/${id}`,
        label: title,
        at: createdAt,
        suggested: of(thread),
      })),
    ...own.quotes
      .filter(({ at = 0 }) => at >= merge.at)
      .map(({ id, lines = [], at }) => ({
        name: `quotes/${id}`,
        label: lines.map(({ name }) => name).join(', '),
        at,
        suggested: false,
      })),
    ...own.interactions
      .filter(({ loggedAt = 0 }) => loggedAt >= merge.at)
      .map(({ id, subject, at, channel, thread }) => ({
        name: `interactions/${id}`,
        label: subject,
        at,
        suggested: of(thread) || channels.has(channel),
      })),
    ...own.matters
      .filter(({ at = 0, stateAt = 0 }) => Math.max(at, stateAt) >= merge.at)
      .map(({ id, what = '', stateAt = 0 }) => ({
        name: `matters/${id}`,
        label: what,
        at: stateAt,
        suggested: false,
      })),
    ...own.care.filter(({ at }) => at >= merge.at).map((one) => ({ ...one, suggested: false })),
    ...own.memberships
      .filter(({ at }) => at >= merge.at)
      .map(({ id, name, at }) => ({ name: `memberships/${id}`, label: name, at, suggested: false })),
    ...own.deals
      .filter(({ createdAt = 0 }) => createdAt >= merge.at)
      .map(({ id, title, createdAt }) => ({
        name: `deals/${id}`,
        label: title,
        at: createdAt,
        suggested: false,
      })),
    ...Object.entries(root.links)
      .filter(([, evidence]) => evidence.at >= merge.at)
      .map(([key, evidence]) => ({ name: `keys/${key}`, label: key, at: evidence.at, suggested: false })),
    ...root.tags
      .filter((tag) => stampOf('customers', root, `tags/${tag}`) > merged)
      .map((tag) => ({ name: `tags/${tag}`, label: tag, at: merge.at, suggested: false })),
  ];
}
