import type { EntityTable } from 'dexie';
import type { Interaction } from '../domain/entities.ts';
import { isOutlived, type Retention } from '../domain/retention.ts';
import { graveId } from './batch.ts';
import { type Book, withBook } from './schema.ts';

/** How far a run of the rules has come: kept in the book's `meta`, so that a killed background goes on. */
export interface RetentionRun {
  /** Where the next page begins; null between runs. */
  cursor: string | null;
  /** When the last run began. Milliseconds since 1970. */
  startedAt: number;
  /** What this run has thinned so far, by site. */
  sites: Record<string, number>;
  /** The safe copy of before still has to go. */
  copyPending: boolean;
}

const KEY = 'retention';
const tableOf = (book: Book) =>
  book.table('meta') as unknown as EntityTable<RetentionRun & { key: string }, 'key'>;

export async function readRun(book: Book): Promise<RetentionRun | null> {
  return (await withBook(book, () => tableOf(book).get(KEY))) ?? null;
}

export async function writeRun(book: Book, run: RetentionRun): Promise<void> {
  await withBook(book, () => tableOf(book).put({ ...run, key: KEY }));
}

/** The first page: entries in the book come first, then those in their graves. */
export const FIRST_PAGE = 'book/';
const BIN = 'bin/';
/** Entries looked at in one read. */
const PAGE = 500;

export interface OutlivedPage {
  rows: { id: string; site: string }[];
  /** Null after the last page. */
  next: string | null;
}

/** One page of the log: those of its entries that the rules have outlived. */
export async function outlivedPage(
  book: Book,
  rules: Retention,
  now: number,
  cursor: string,
): Promise<OutlivedPage> {
  const inBin = cursor.startsWith(BIN);
  const after = cursor.slice(cursor.indexOf('/') + 1);
  const page = await withBook(book, async () => (inBin ? graves(book, after) : entries(book, after)));
  const rows = page
    .filter((row) => isOutlived(row, rules, now))
    .map((row) => ({ id: row.id, site: row.thread?.site ?? '' }));
  const last = page.at(-1);
  if (last && page.length === PAGE) return { rows, next: (inBin ? BIN : FIRST_PAGE) + last.id };
  return { rows, next: inBin ? null : BIN };
}

const entries = (book: Book, after: string): PromiseLike<Interaction[]> =>
  book.interactions.where('id').above(after).limit(PAGE).toArray();

const graves = async (book: Book, after: string): Promise<Interaction[]> => {
  const from = graveId('interactions', after);
  const found = await book.graves
    .where('id')
    .between(from, graveId('interactions', '\uffff'), after === '', true)
    .limit(PAGE)
    .toArray();
  return found.map(({ row }) => row as Interaction);
};

/** How many entries of each site the rules would thin now. */
export async function retentionPreview(
  book: Book,
  rules: Retention,
  now: number,
): Promise<Record<string, number>> {
  const sites: Record<string, number> = {};
  for (let cursor: string | null = FIRST_PAGE; cursor !== null; ) {
    const page: OutlivedPage = await outlivedPage(book, rules, now, cursor);
    for (const { site } of page.rows) sites[site] = (sites[site] ?? 0) + 1;
    cursor = page.next;
  }
  return sites;
}

/** Texts of notes that lost to another device's, once their time is over. @param now milliseconds since 1970. */
export async function forgetVersions(book: Book, now: number): Promise<void> {
  await withBook(book, () => book.versions.where('until').below(now).delete());
}
