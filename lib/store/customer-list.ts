import type { Customer } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import type { CustomerFilter } from '../domain/query.ts';
import type { Book } from './schema.ts';
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
  const fits = await filterOf(book, filter, search);
  const sorted = await sortedIds(book, filter.sort);
  const ids = fits === null ? sorted : sorted.filter(fits);
  return { ids, total: ids.length };
}

/** Customers without the date of the order (never contacted, nothing due) come last, by name. */
async function sortedIds(book: Book, sort: CustomerFilter['sort']): Promise<string[]> {
  const { index, newestFirst } = ORDERS[sort];
  const ids = await book.customers.orderBy(index).primaryKeys();
  if (newestFirst) ids.reverse();
  if (sort === 'name') return ids;
  const dated = new Set(ids);
  const byName = await book.customers.orderBy('sortName').primaryKeys();
  return [...ids, ...byName.filter((id) => !dated.has(id))];
}

type Fits = (id: string) => boolean;

async function filterOf(book: Book, filter: CustomerFilter, search: Search): Promise<Fits | null> {
  const { text, tagsAll, tagsAny, tagsNone } = filter;
  const tests: Fits[] = [];
  if (text.trim() !== '') {
    const found = await search.all(text);
    tests.push((id) => found.has(id));
  }
  const [all, any, none] = await Promise.all(
    [tagsAll, tagsAny, tagsNone].map((tags) => taggedEach(book, tags)),
  );
  for (const tagged of all!) tests.push((id) => tagged.has(id));
  if (tagsAny.length > 0) tests.push((id) => any!.some((tagged) => tagged.has(id)));
  if (tagsNone.length > 0) tests.push((id) => !none!.some((tagged) => tagged.has(id)));
  return tests.length === 0 ? null : (id) => tests.every((fits) => fits(id));
}

function taggedEach(book: Book, tags: readonly string[]): Promise<Set<string>[]> {
  const one = async (tag: string) => new Set(await book.customers.where('tags').equals(tag).primaryKeys());
  return Promise.all(tags.map(one));
}

/** Rows for the ids on the screen, in their order; ids that are gone are left out. */
export async function customersById(book: Book, ids: readonly string[]): Promise<Customer[]> {
  const rows = await book.customers.bulkGet([...ids]);
  return rows.filter((row) => row !== undefined).map((row) => wholeRow('customers', row));
}
