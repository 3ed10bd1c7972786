import { CHOSEN_FIELDS, type Customer, type Merge } from '../domain/entities.ts';
import { LEAD_PARTS } from '../domain/knowing.ts';
import { isLive } from '../domain/merge.ts';
import type { RowOf } from '../domain/row-of.ts';
import { type Batch, setField, writable } from './batch.ts';
import type { Book } from './schema.ts';

/**
 * Who stands for whom. A merge is a row of its own and changes no customer; what follows from it is derived here, so
 * that every list and card reads one row for one person: the root names its members and shows what was chosen of them.
 *
 * @returns ids of the customers whose group is another one now: their facts must be counted anew.
 */
export async function settleGroups(book: Book, batch: Batch): Promise<Set<string>> {
  const asked = await touchedBy(book, batch);
  if (asked.size === 0) return new Set();
  const nodes = await loadGroups(book, batch, asked);
  const into = linksIn(batch, nodes);
  const roots = new Map([...nodes].map((id) => [id, rootOf(id, into)]));
  const changed = new Set<string>();
  for (const row of batch.of('customers')) {
    const root = roots.get(row.id);
    if (root === undefined || !isLive(row.after)) continue;
    const members = [...nodes].filter((id) => id !== row.id && roots.get(id) === row.id).sort();
    const behind = root === row.id ? undefined : root;
    const same = row.after.root === behind && `${row.after.members ?? ''}` === `${members}`;
    if (!same) for (const id of [row.id, root, ...(row.after.members ?? []), ...members]) changed.add(id);
    if (same && members.length === 0) continue;
    const customer = writable(row);
    setField(customer, 'root', behind);
    setField(customer, 'members', members.length > 0 ? members : undefined);
    setField(customer, 'shows', members.length > 0 ? shownBy(customer, members, batch) : undefined);
  }
  return changed;
}

/** Customers at either end of a merge that was written, and those of a group that came, went or were written. */
async function touchedBy(book: Book, batch: Batch): Promise<Set<string>> {
  const asked = new Set<string>();
  for (const { id, before, after } of batch.of('merges')) {
    if (before === after) continue;
    for (const one of [id, before?.into, after?.into]) if (one) asked.add(one);
  }
  const written = batch.of('customers').filter((row) => row.before !== row.after);
  for (const { before, after } of written) {
    for (const one of [before, after])
      for (const id of [one?.root, ...(one?.members ?? [])]) if (one && id) asked.add(one.id).add(id);
  }
  // Customers that come or go may be named by merges that had nobody to stand for.
  const moved = written.filter(({ before, after }) => isLive(before) !== isLive(after)).map(({ id }) => id);
  if (moved.length === 0 || (await book.merges.count()) === 0) return asked;
  const [behind, before] = await Promise.all([
    book.merges.where('id').anyOf(moved).primaryKeys(),
    book.merges.where('into').anyOf(moved).toArray(),
  ]);
  for (const id of behind) asked.add(id);
  for (const { id, into } of before) asked.add(id).add(into);
  return asked;
}

/** Takes in everybody who hangs together with these by merges. Each round reads in bulk; groups are a few deep. */
async function loadGroups(book: Book, batch: Batch, asked: Set<string>): Promise<Set<string>> {
  const nodes = new Set<string>();
  let fresh = [...asked];
  while (fresh.length > 0) {
    for (const id of fresh) nodes.add(id);
    await batch.load('merges', fresh);
    batch.hold('merges', await book.merges.where('into').anyOf(fresh).toArray());
    const next = new Set<string>();
    for (const { id, before, after } of batch.of('merges'))
      for (const row of [before, after])
        if (row && (nodes.has(id) || nodes.has(row.into))) next.add(id).add(row.into);
    fresh = [...next].filter((id) => id && !nodes.has(id));
  }
  await batch.load('customers', nodes);
  return nodes;
}

/** Who stands for whom, among customers that are there. */
function linksIn(batch: Batch, nodes: ReadonlySet<string>): Map<string, string> {
  const into = new Map<string, string>();
  for (const id of nodes) {
    const merge = batch.live('merges', id);
    const known = merge && batch.live('customers', id) && batch.live('customers', merge.into);
    if (known && merge.into !== id) into.set(id, merge.into);
  }
  return into;
}

/** The one at the end of the chain; of a ring, which two devices may have made, the smallest id on every device. */
function rootOf(id: string, into: ReadonlyMap<string, string>): string {
  const path = [id];
  for (let at = into.get(id); at !== undefined; at = into.get(at)) {
    const seen = path.indexOf(at);
    if (seen >= 0) return path.slice(seen).sort()[0]!;
    path.push(at);
  }
  return path.at(-1)!;
}

/** What a root shows of its members: the fields that were chosen, and all handles and tags together. */
function shownBy(root: Customer, members: readonly string[], batch: Batch): Partial<Customer> {
  const { links, keys, tags, displayNames, notOurs = [], refusals = [] } = root;
  const shows: Partial<Customer> = { links, keys, tags, displayNames, notOurs };
  const refused = new Set(refusals);
  const said = [root];
  for (const id of members) {
    const member = batch.live('customers', id);
    const merge = batch.live('merges', id);
    if (!member) continue;
    said.push(member);
    shows.links = { ...member.links, ...shows.links };
    shows.displayNames = { ...member.displayNames, ...shows.displayNames };
    shows.keys = [...new Set([...shows.keys!, ...member.keys])];
    shows.tags = [...new Set([...shows.tags!, ...member.tags])];
    shows.notOurs = [...new Set([...shows.notOurs!, ...(member.notOurs ?? [])])];
    showKnowing(shows, root, member, merge?.shown.includes('stage') ?? false);
    for (const product of member.refusals ?? []) refused.add(product);
    for (const field of CHOSEN_FIELDS)
      if (merge?.shown.includes(field)) Object.assign(shows, { [field]: member[field] });
  }
  // Whoever was asked, it was the same person: what they said last holds.
  const answers = said.flatMap(({ consent }) => consent ?? []);
  if (answers.length > 0) shows.consent = answers.reduce((last, one) => (one.at > last.at ? one : last));
  if (refused.size > 0) shows.refusals = [...refused];
  // Where nothing is said of the one who is shown, what is said of another holds.
  for (const field of ['source', 'referredBy'] as const) {
    const told = said.find((one) => one[field])?.[field];
    if (told && told !== root[field]) shows[field] = told;
  }
  const stops = said.flatMap(({ stopped }) => stopped ?? []);
  if (stops.length > 0) shows.stopped = stops.reduce((last, one) => (one.at > last.at ? one : last));
  return shows;
}

/** What was learnt of either is known of both; what the root itself says comes first. */
function showKnowing(shows: Partial<Customer>, root: Customer, member: Customer, isStage: boolean): void {
  shows.hints = { ...member.hints, ...(shows.hints ?? root.hints) };
  shows.checked = { ...member.checked, ...(shows.checked ?? root.checked) };
  if (isStage) shows.stageLog = member.stageLog ?? {};
  for (const field of ['relation', ...LEAD_PARTS] as const)
    if (!root[field] && shows[field] === undefined && member[field])
      Object.assign(shows, { [field]: member[field] });
}

/** Live customers that are one person: the one who is shown first. @returns the id alone where nothing is merged. */
export const groupOf = (row: Pick<Customer, 'id' | 'members'>): string[] => [row.id, ...(row.members ?? [])];

/** Rows of these customers. One range read each: faster than a cursor that hops over all of them. */
export async function ownedBy<
  N extends 'notes' | 'orders' | 'reminders' | 'matters' | 'runs' | 'sends' | 'quotes' | 'deals',
>(book: Book, table: N, customers: readonly string[]): Promise<RowOf[N][]> {
  const rows = book.recorded(table);
  const each = await Promise.all(customers.map((id) => rows.where('customer').equals(id).toArray()));
  return each.flat() as RowOf[N][];
}

/** The rows that stand for these: the root of a merged one, in its place. */
export async function shownOf(book: Book, rows: readonly Customer[]): Promise<Customer[]> {
  const roots = rows.flatMap((row) => row.root ?? []);
  if (roots.length === 0) return [...rows];
  const found = await book.customers.bulkGet(roots);
  const byId = new Map(found.flatMap((row) => (row ? [[row.id, row] as const] : [])));
  return rows.map((row) => byId.get(row.root ?? '') ?? row);
}

/** What a customer is shown to be, with what was chosen of those who are merged into it. */
export const shownKind = (row: Customer): Customer['kind'] => row.shows?.kind ?? row.kind ?? 'individual';

/** The chosen fields of a merge that are named here. */
export const chosenIn = (merge: Merge, fields: object): string[] =>
  merge.shown.filter((field) => Object.hasOwn(fields, field));

/** Reads these customers and those who stand for them. */
export async function loadPersons(batch: Batch, customers: Iterable<string>): Promise<void> {
  const ids = [...customers];
  await batch.load('customers', ids);
  await batch.load(
    'customers',
    ids.flatMap((id) => batch.row('customers', id)?.root ?? []),
  );
}

/** Everybody who is the same person as this customer. */
export function personOf(batch: Batch, id: string): string[] {
  const row = batch.row('customers', id);
  const shown = (row?.root !== undefined && batch.row('customers', row.root)) || row;
  return shown ? groupOf(shown) : [id];
}
