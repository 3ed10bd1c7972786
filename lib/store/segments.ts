import type { Customer, View } from '../domain/entities.ts';
import { isEverybody } from '../domain/filter/filter.ts';
import { fits } from '../domain/filter/fits.ts';
import { meant } from '../domain/filter/tree.ts';
import { fold } from '../domain/fold.ts';
import { wholeRow } from '../domain/merge.ts';
import type { Queries } from '../domain/query.ts';
import { holdsAll, searchTerms } from '../domain/search-text.ts';
import { idOfRefs } from './chunks.ts';
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
): Promise<View[]> {
  const [asked, stored] = await Promise.all([book.customers.get(customer), book.views.toArray()]);
  const [row] = asked ? await shownOf(book, [asked]) : [];
  if (!row || stored.length === 0) return [];
  const whole: Customer = wholeRow('customers', row);
  const views = stored.map((view) => wholeRow('views', view)).filter(isSegment);
  const isIn = views.map((view) => fits(meant(view.where) ?? { all: [] }, whole, time));
  const words = views.some(({ text }, i) => isIn[i] && text.trim() !== '') ? await wordsOf(book, row) : '';
  return views
    .filter(({ text }, i) => isIn[i] && holdsAll(words, searchTerms(text)?.folded ?? []))
    .sort((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1));
}

/** All that one customer is found by: its own line, so that a card does not load the text of everybody. */
async function wordsOf(book: Book, row: Customer): Promise<string> {
  const [chunk, tags] = await Promise.all([
    book.searchChunks.get(row.chunk ?? -1),
    book.tags.bulkGet(row.shows?.tags ?? row.tags),
  ]);
  const worn = tags.map((tag) => ` ${fold(tag?.name ?? '')}`).join('');
  const line = chunk?.refs.split('\n').findIndex((refs) => idOfRefs(refs) === row.id) ?? -1;
  return line < 0 ? '' : `${chunk!.text.split('\n')[line]!}${worn}`;
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
