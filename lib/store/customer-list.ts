import type { Customer } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import type { CustomerFilter } from '../domain/query.ts';
import { shownOf } from './groups.ts';
import { type Book, countShown } from './schema.ts';
import type { Search } from './search.ts';

/** Which index a list follows, and whether its newest come first. */
const ORDERS: Record<CustomerFilter['sort'], { index: string; newestFirst: boolean }> = {
  name: { index: 'sortName', newestFirst: false },
  recent: { index: 'lastContactAt', newestFirst: true },
  due: { index: 'nextDueAt', newestFirst: false },
  new: { index: 'createdAt', newestFirst: true },
};

/** Ids of all customers that fit, in list order: only keys are read, never rows. */
export async function customerIds(
  book: Book,
  filter: CustomerFilter,
  search: Search,
): Promise<{ ids: string[]; total: number }> {
  const behind = await book.customers.where('root').above('').toArray();
  // Who is merged into another is listed by that one.
  const roots = new Map(behind.map((row) => [row.id, row.root!]));
  // Colleagues are no customers of anybody's; they have a list of their own.
  const colleagues = new Set(await book.customers.where('isInternal').equals(1).primaryKeys());
  const fits = await filterOf(book, filter, search, roots);
  const isShown = (id: string) => !roots.has(id) && !colleagues.has(id);
  if (fits === null && filter.first !== undefined) {
    const [some, total] = await Promise.all([
      firstIds(book, filter.sort, filter.first + roots.size + colleagues.size),
      countShown(book),
    ]);
    return { ids: some.filter(isShown).slice(0, filter.first), total: total - colleagues.size };
  }
  const sorted = await sortedIds(book, filter.sort);
  const ids =
    fits === null && roots.size + colleagues.size === 0
      ? sorted
      : sorted.filter((id) => isShown(id) && (!fits || fits(id)));
  return { ids, total: ids.length };
}

/** Customers without the date of the order (never contacted, nothing due) come last, by name. */
async function sortedIds(book: Book, sort: CustomerFilter['sort']): Promise<string[]> {
  const { index, newestFirst } = ORDERS[sort];
  const ids = await book.customers.orderBy(index).primaryKeys();
  if (newestFirst) ids.reverse();
  if (sort === 'name') return ids;
  return [...ids, ...(await undated(book, ids, Infinity))];
}

/** The top of the same list. */
async function firstIds(book: Book, sort: CustomerFilter['sort'], limit: number): Promise<string[]> {
  const { index, newestFirst } = ORDERS[sort];
  const order = book.customers.orderBy(index);
  const ids = await (newestFirst ? order.reverse() : order).limit(limit).primaryKeys();
  if (sort === 'name' || ids.length === limit) return ids;
  return [...ids, ...(await undated(book, ids, limit))].slice(0, limit);
}

async function undated(book: Book, dated: readonly string[], limit: number): Promise<string[]> {
  const known = new Set(dated);
  const byName = await book.customers.orderBy('sortName').limit(limit).primaryKeys();
  return byName.filter((id) => !known.has(id));
}

type Fits = (id: string) => boolean;

async function filterOf(
  book: Book,
  filter: CustomerFilter,
  search: Search,
  roots: ReadonlyMap<string, string>,
): Promise<Fits | null> {
  const { text, tagsAll, tagsAny, tagsNone } = filter;
  const tests: Fits[] = [];
  if (text.trim() !== '') {
    const found = await search.all(text);
    tests.push((id) => found.has(id));
  }
  const [all, any, none] = await Promise.all(
    [tagsAll, tagsAny, tagsNone].map((tags) => taggedEach(book, tags, roots)),
  );
  for (const tagged of all!) tests.push((id) => tagged.has(id));
  if (tagsAny.length > 0) tests.push((id) => any!.some((tagged) => tagged.has(id)));
  if (tagsNone.length > 0) tests.push((id) => !none!.some((tagged) => tagged.has(id)));
  return tests.length === 0 ? null : (id) => tests.every((fits) => fits(id));
}

function taggedEach(
  book: Book,
  tags: readonly string[],
  roots: ReadonlyMap<string, string>,
): Promise<Set<string>[]> {
  // A tag of one who was merged is a tag of the one who is shown.
  const one = async (tag: string) => {
    const ids = await book.customers.where('tags').equals(tag).primaryKeys();
    return new Set(ids.map((id) => roots.get(id) ?? id));
  };
  return Promise.all(tags.map(one));
}

/**
 * Rows for the ids on the screen, in their order; ids that are gone are left out, and who was merged is shown by the
 * one they are merged into.
 */
export async function customersById(book: Book, ids: readonly string[]): Promise<Customer[]> {
  return [...(await customersFor(book, ids)).values()];
}

/** The same, by the id that was asked for. */
export async function customersFor(book: Book, ids: readonly string[]): Promise<Map<string, Customer>> {
  const rows = (await book.customers.bulkGet([...ids])).filter((row) => row !== undefined);
  const shown = await shownOf(book, rows);
  return new Map(rows.map((row, i) => [row.id, wholeRow('customers', shown[i]!)]));
}
