import type { Customer, View } from '../domain/entities.ts';
import { isEverybody } from '../domain/filter/filter.ts';
import { fits } from '../domain/filter/fits.ts';
import { meant } from '../domain/filter/tree.ts';
import { wholeRow } from '../domain/merge.ts';
import type { Queries } from '../domain/query.ts';
import { customerIds } from './customer-list.ts';
import { shownOf } from './groups.ts';
import type { Book } from './schema.ts';
import type { Search } from './search.ts';

/**
 * The segments that one customer is in. Asks each rule of one row, so that no columns are read: it is asked for beside
 * a card that is open anyway.
 */
export async function segmentsOf(
  book: Book,
  { customer, time }: Queries['segmentsOf']['args'],
  search: Search,
): Promise<View[]> {
  const [asked, stored] = await Promise.all([book.customers.get(customer), book.views.toArray()]);
  const [row] = asked ? await shownOf(book, [asked]) : [];
  if (!row || stored.length === 0) return [];
  const whole: Customer = wholeRow('customers', row);
  const views = stored.map((view) => wholeRow('views', view)).filter(isSegment);
  const isIn = views.map((view) => fits(meant(view.where) ?? { all: [] }, whole, time));
  const found = await Promise.all(
    views.map((view, i) => !isIn[i] || view.text.trim() === '' || search.all(view.text)),
  );
  return views
    .filter((_view, i) => isIn[i] && (found[i] === true || (found[i] as ReadonlySet<string>).has(row.id)))
    .sort((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1));
}

/** A list of everybody says nothing of anybody. */
const isSegment = ({ where, text }: View): boolean => !isEverybody(meant(where)) || text.trim() !== '';

export async function membersOf(
  book: Book,
  { view, time }: Queries['membersOf']['args'],
  search: Search,
): Promise<{ ids: string[]; total: number }> {
  const held = await book.views.get(view);
  if (!held) return { ids: [], total: 0 };
  const { text, where, sort, turned } = wholeRow('views', held);
  return customerIds(book, { text, where: meant(where), sort, turned, time }, search);
}
