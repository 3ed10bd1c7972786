import type { Interaction } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import type { TimelinePage } from '../domain/query.ts';
import { groupOf, shownOf } from './groups.ts';
import type { Book } from './schema.ts';
import { timelineRange, whoAt } from './timeline-index.ts';

interface PageArgs {
  customer: string;
  /** `next` of the page before; null for the newest. */
  before: string | null;
  limit: number;
}

/** One page of a person's timeline, whichever of their customers is named. */
export async function timelinePage(book: Book, { customer, before, limit }: PageArgs): Promise<TimelinePage> {
  const asked = await book.customers.get(customer);
  const [row] = asked ? await shownOf(book, [asked]) : [];
  return timelineOf(book, row ? groupOf(row) : [customer], before, limit);
}

/** One page, newest first; entries of the same moment by id, largest first. An entry of two of them comes once. */
export async function timelineOf(
  book: Book,
  customers: readonly string[],
  before: string | null,
  limit: number,
): Promise<TimelinePage> {
  const mark = before === null ? null : readMark(before);
  const pages = await Promise.all(customers.map((customer) => entriesBefore(book, customer, mark, limit)));
  const rows = pages.length === 1 ? pages[0]! : merged(pages.flat());
  const items = rows.slice(0, limit).map((row) => wholeRow('interactions', row));
  return { items, next: rows.length > limit ? writeMark(items.at(-1)!) : null };
}

type Mark = { at: number; id: string } | null;

/** The newest entries of one customer that are older than the mark: one more than fits on the page. */
async function entriesBefore(
  book: Book,
  customer: string,
  mark: Mark,
  limit: number,
): Promise<Interaction[]> {
  const [from, end] = timelineRange(customer);
  const until = mark ? whoAt(customer, mark.at) : end;
  // Entries of the mark's own moment come again, and those before it are left out: hence a few more are read.
  const extra = mark ? await book.interactions.where('who').equals(until).count() : 0;
  const found = await book.interactions
    .where('who')
    .between(from, until, true, true)
    .reverse()
    .limit(limit + extra + 1)
    .toArray();
  return mark ? found.filter((row) => row.at !== mark.at || row.id < mark.id) : found;
}

function merged(rows: readonly Interaction[]): Interaction[] {
  const once = [...new Map(rows.map((row) => [row.id, row])).values()];
  return once.sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.id < b.id ? 1 : -1));
}

const writeMark = ({ at, id }: Interaction): string => `${at}/${id}`;

function readMark(text: string): { at: number; id: string } {
  const slash = text.indexOf('/');
  return { at: Number(text.slice(0, slash)), id: text.slice(slash + 1) };
}
