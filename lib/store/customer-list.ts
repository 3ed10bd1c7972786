import type { Customer } from '../domain/entities.ts';
import { isEverybody } from '../domain/filter/filter.ts';
import { wholeRow } from '../domain/merge.ts';
import type { CustomerFilter, ListOrder } from '../domain/query.ts';
import { type Columns, newestFirst } from './columns.ts';
import { type PlaceTest, testOf } from './columns-test.ts';
import { shownOf } from './groups.ts';
import { type Book, countShown } from './schema.ts';
import type { Search } from './search.ts';

/** Which index a list follows. What is sorted by anything else is sorted from columns. */
const INDEXES = {
  name: 'sortName',
  recent: 'lastContactAt',
  due: 'nextDueAt',
  new: 'createdAt',
} as const satisfies Partial<Record<ListOrder, string>>;
type Indexed = keyof typeof INDEXES;
const isIndexed = (sort: ListOrder): sort is Indexed => Object.hasOwn(INDEXES, sort);

/**
 * Ids of all customers that fit, in list order: only keys are read, never rows. A plain list of a book that was just
 * opened follows an index; everything else, and the plain list too once they are filled, goes by the columns.
 */
export async function customerIds(
  book: Book,
  filter: CustomerFilter,
  search: Search,
): Promise<{ ids: string[]; total: number }> {
  const { text, where, sort, turned, first } = filter;
  const isPlain = isEverybody(where) && isIndexed(sort) && !search.columns.isFilled;
  if (isPlain) return indexedIds(book, { text, sort, turned, first }, search);
  const columns = await search.columns.now();
  const fits = await fitsOf(columns, filter, search);
  const ids: string[] = [];
  let total = 0;
  for (const place of columns.inOrder(sort, turned)) {
    if (fits !== null && !fits(place)) continue;
    total++;
    if (ids.length < (first ?? Infinity)) ids.push(columns.ids[place]!);
  }
  return { ids, total };
}

/** Null where everybody fits. */
export async function fitsOf(
  columns: Columns,
  { text, where, time }: Pick<CustomerFilter, 'text' | 'where' | 'time'>,
  search: Search,
): Promise<PlaceTest | null> {
  const test = where === null || isEverybody(where) ? null : testOf(where, columns, time);
  if (text.trim() === '') return test;
  const found = await search.all(text);
  return (place) => found.has(columns.ids[place]!) && (test === null || test(place));
}

interface PlainList {
  text: string;
  sort: Indexed;
  turned: boolean;
  first?: number | undefined;
}

async function indexedIds(
  book: Book,
  { text, sort, turned, first }: PlainList,
  search: Search,
): Promise<{ ids: string[]; total: number }> {
  // Who is merged into another is listed by that one.
  const behind = await book.customers.where('root').above('').primaryKeys();
  // Colleagues are no customers of anybody's; they have a list of their own.
  const colleagues = await book.customers.where('isInternal').equals(1).primaryKeys();
  const hidden = new Set([...behind, ...colleagues]);
  const found = text.trim() === '' ? null : await search.all(text);
  const down = newestFirst(sort) !== turned;
  if (found === null && first !== undefined) {
    const [some, total] = await Promise.all([
      firstIds(book, sort, down, first + hidden.size),
      countShown(book),
    ]);
    return { ids: some.filter((id) => !hidden.has(id)).slice(0, first), total: total - colleagues.length };
  }
  const sorted = await sortedIds(book, sort, down);
  const ids =
    found === null && hidden.size === 0
      ? sorted
      : sorted.filter((id) => !hidden.has(id) && (found === null || found.has(id)));
  return { ids, total: ids.length };
}

/** Customers without the date of the order (never contacted, nothing due) come last, by name. */
async function sortedIds(book: Book, sort: Indexed, down: boolean): Promise<string[]> {
  const ids = await book.customers.orderBy(INDEXES[sort]).primaryKeys();
  if (down) ids.reverse();
  if (sort === 'name') return ids;
  return [...ids, ...(await undated(book, ids, Infinity))];
}

/** The top of the same list. */
async function firstIds(book: Book, sort: Indexed, down: boolean, limit: number): Promise<string[]> {
  const order = book.customers.orderBy(INDEXES[sort]);
  const ids = await (down ? order.reverse() : order).limit(limit).primaryKeys();
  if (sort === 'name' || ids.length === limit) return ids;
  return [...ids, ...(await undated(book, ids, limit))].slice(0, limit);
}

async function undated(book: Book, dated: readonly string[], limit: number): Promise<string[]> {
  const known = new Set(dated);
  const byName = await book.customers.orderBy('sortName').limit(limit).primaryKeys();
  return byName.filter((id) => !known.has(id));
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
