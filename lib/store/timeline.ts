import type { Interaction } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import type { TimelinePage } from '../domain/query.ts';
import type { Book } from './schema.ts';
import { timelineRange, whoAt } from './timeline-index.ts';

interface PageArgs {
  customer: string;
  /** `next` of the page before; null for the newest. */
  before: string | null;
  limit: number;
}

/** One page of a timeline, newest first; entries of the same moment by id, largest first. */
export async function timelinePage(book: Book, { customer, before, limit }: PageArgs): Promise<TimelinePage> {
  const [from, end] = timelineRange(customer);
  const mark = before === null ? null : readMark(before);
  const until = mark ? whoAt(customer, mark.at) : end;
  // Entries of the mark's own moment come again, and those before it are left out: hence a few more are read.
  const extra = mark ? await book.interactions.where('who').equals(until).count() : 0;
  const found = await book.interactions
    .where('who')
    .between(from, until, true, true)
    .reverse()
    .limit(limit + extra + 1)
    .toArray();
  const rows = mark ? found.filter((row) => row.at !== mark.at || row.id < mark.id) : found;
  const items = rows.slice(0, limit).map((row) => wholeRow('interactions', row));
  return { items, next: rows.length > limit ? writeMark(items.at(-1)!) : null };
}

const writeMark = ({ at, id }: Interaction): string => `${at}/${id}`;

function readMark(text: string): { at: number; id: string } {
  const slash = text.indexOf('/');
  return { at: Number(text.slice(0, slash)), id: text.slice(slash + 1) };
}
