import type { Collection } from 'dexie';
import type { Customer } from '../domain/entities.ts';
import { fold, RANK, type Rank, rank } from '../domain/fold.ts';
import type { SearchHit } from '../domain/query.ts';
import { excerpt, holdsAll, type SearchTerm, type SearchTerms, searchTerms } from '../domain/search-text.ts';
import { CellsReader } from './cells/reader.ts';
import { idOfRefs } from './chunks.ts';
import { ColumnsReader } from './columns-reader.ts';
import { groupOf, ownedBy } from './groups.ts';
import { type Book, reading, type SearchChunk, type SearchHead } from './schema.ts';

/**
 * Search as the user types: a scan over folded text held in memory, which stops when it has enough. Whoever shows a
 * search box holds one of these, and lets go of it when hidden.
 */
export interface Search {
  /** Best matches first: accents as typed, then starts of words, then anything. */
  find(text: string, limit: number): Promise<SearchHit[]>;
  /** Ids of all customers that match, in no order. */
  all(text: string): Promise<Set<string>>;
  /** What lists are filtered and sorted by, held beside the words. */
  readonly columns: ColumnsReader;
  /** What reports are made from. */
  readonly cells: CellsReader;
  /** All that customers are found by, one line for each who is shown. */
  lines(): Promise<SearchLine[]>;
}

export interface SearchLine {
  id: string;
  /** Ids, codes and keys of the customer and of all who are merged into it. */
  refs: string[];
  /** Name and company, folded. */
  folded: string;
  text: string;
}

export function createSearch(book: Book): Search {
  const heads = new Loaded<SearchHead, NameColumn>(
    () => book.searchHeads,
    ({ size, ids, names, folded }) => new Lines(size, { names, folded }, () => ids.split('\n')),
  );
  const chunks = new Loaded<SearchChunk, TextColumn>(
    () => book.searchChunks,
    ({ size, refs, text, tags = '' }) =>
      new Lines(size, { refs, text, tags }, () => refs.split('\n').map(idOfRefs)),
  );

  return {
    columns: new ColumnsReader(book),
    cells: new CellsReader(book),
    find(text, limit) {
      const { searchHeads, searchChunks, tags, customers, notes, orders } = book;
      // One transaction for all that a key asks: opening four costs more than what they read.
      return reading(book, [searchHeads, searchChunks, tags, customers, notes, orders], async () => {
        const [named, names] = await Promise.all([heads.refresh(), tagNames(book)]);
        const terms = searchTerms(text);
        // Whoever has not typed yet will: all text is read meanwhile.
        if (terms === null || limit < 1) {
          await chunks.refresh();
          return [];
        }
        const found = namesakes(named, terms, limit);
        if (found.size < limit)
          collect(await chunks.refresh(), 'text', withTags(terms.folded, names), limit, found, found);
        const rows = await customers.bulkGet([...found].slice(0, limit));
        return reasons(
          book,
          rows.filter((row) => row !== undefined),
          terms,
          names,
        );
      });
    },
    async all(text) {
      const [loaded, tags] = await Promise.all([chunks.refresh(), tagNames(book)]);
      const terms = searchTerms(text);
      const ids = new Set<string>();
      if (terms === null) return ids;
      const wanted = withTags(terms.folded, tags);
      for (const chunk of loaded)
        for (const line of chunk.lines('text', wanted)) ids.add(chunk.id(line.number));
      return ids;
    },
    async lines() {
      const [named, loaded] = await Promise.all([heads.refresh(), chunks.refresh()]);
      const folded = new Map(
        named.flatMap((head) => head.column('folded').map((line, i) => [head.id(i), line] as const)),
      );
      return loaded.flatMap((chunk) => {
        const texts = chunk.column('text');
        return chunk.column('refs').map((line, i) => {
          const [id = '', ...refs] = line.split('\t');
          return { id, refs, folded: folded.get(id) ?? '', text: texts[i]! };
        });
      });
    },
  };
}

type NameColumn = 'names' | 'folded';
type TextColumn = 'refs' | 'text' | 'tags';

/** As much of a table as is needed to follow its versions. */
interface Written<R> {
  toArray(): PromiseLike<R[]>;
  where(index: 'version'): { above(version: number): Pick<Collection<R>, 'toArray'> };
}

/** Rows of one of the two tables in memory: each look reads those that were written since the last. */
class Loaded<R extends { id: number; version: number }, C extends string> {
  readonly #table: () => Written<R>;
  readonly #linesOf: (row: R) => Lines<C>;
  readonly #held = new Map<number, Lines<C>>();
  #version = 0;

  constructor(table: () => Written<R>, linesOf: (row: R) => Lines<C>) {
    this.#table = table;
    this.#linesOf = linesOf;
  }

  /** Also what makes a live query notice the next write. */
  async refresh(): Promise<Lines<C>[]> {
    const table = this.#table();
    const fresh = this.#version === 0 ? table : table.where('version').above(this.#version);
    for (const row of await fresh.toArray()) {
      this.#held.set(row.id, this.#linesOf(row));
      this.#version = Math.max(this.#version, row.version);
    }
    return [...this.#held.values()];
  }
}

/** The column of a chunk that a term may also be answered by. */
const TAGS: TextColumn = 'tags';

interface FoundLine {
  number: number;
  rank: Rank;
}

/** A term with the tags, each between tabs, whose names answer it. */
interface Wanted {
  ways: SearchTerm;
  tags: readonly string[];
}

/** Some hundred customers in memory, line n of each column is one. Places of line breaks are found when first needed. */
class Lines<C extends string> {
  readonly #size: number;
  readonly #columns: Record<C, string>;
  readonly #ends: Partial<Record<C, Uint32Array>> = {};
  readonly #readIds: () => string[];
  #ids: string[] | null = null;

  constructor(size: number, columns: Record<C, string>, ids: () => string[]) {
    this.#size = size;
    this.#columns = columns;
    this.#readIds = ids;
  }

  id(line: number): string {
    this.#ids ??= this.#readIds();
    return this.#ids[line]!;
  }

  column(name: C): string[] {
    return this.#size === 0 ? [] : this.#columns[name].split('\n');
  }

  /** Lines that hold all terms: the rarest-looking term leads, the others are checked on its lines. */
  *lines(column: C, terms: readonly Wanted[]): Generator<FoundLine> {
    const lead = leadOf(terms);
    const several = lead.ways.length + lead.tags.length > 1;
    const seen = several ? new Set<number>() : null;
    for (const way of lead.ways) yield* this.#among(column, way, column, terms, seen);
    for (const tag of lead.tags) yield* this.#among(TAGS as C, tag, column, terms, seen);
  }

  /** Lines of `column` that hold all terms, out of those in whose `place` a needle stands. */
  *#among(
    place: C,
    needle: string,
    column: C,
    terms: readonly Wanted[],
    seen: Set<number> | null,
  ): Generator<FoundLine> {
    const text = this.#columns[place];
    for (let at = text.indexOf(needle); at >= 0; ) {
      const ends = this.#endsOf(place);
      const number = lineAt(ends, at);
      at = text.indexOf(needle, ends[number]!);
      if (seen?.has(number)) continue;
      seen?.add(number);
      const line = this.#line(column, number);
      const fits = ({ ways, tags }: Wanted) =>
        ways.some((way) => line.includes(way)) ||
        (tags.length > 0 && tags.some((tag) => this.#line(TAGS as C, number).includes(tag)));
      if (terms.every(fits)) yield { number, rank: rankOf(line, terms) };
    }
  }

  #line(column: C, number: number): string {
    const ends = this.#endsOf(column);
    return this.#columns[column].slice(number === 0 ? 0 : ends[number - 1]! + 1, ends[number]!);
  }

  #endsOf(column: C): Uint32Array {
    this.#ends[column] ??= lineEnds(this.#columns[column], this.#size);
    return this.#ends[column]!;
  }
}

/** The term with the fewest ways to stand in a line, of those the longest. */
const leadOf = (terms: readonly Wanted[]): Wanted =>
  terms.reduce((best, term) => {
    const [one, other] = [term, best].map(({ ways, tags }) => ways.length + tags.length);
    if (one !== other) return one! < other! ? term : best;
    return term.ways[0]!.length > best.ways[0]!.length ? term : best;
  });

const rankOf = (line: string, terms: readonly Wanted[]): Rank =>
  terms.every(({ ways }) => ways.some((way) => line.includes(` ${way}`))) ? RANK.word : RANK.inside;

function lineEnds(text: string, lines: number): Uint32Array {
  const ends = new Uint32Array(lines);
  let at = -1;
  for (let i = 0; i < lines; i++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) at = text.length;
    ends[i] = at;
  }
  return ends;
}

/** The line that holds a place: the first that ends after it. */
function lineAt(ends: Uint32Array, at: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tag id → its name. Few enough to be read with every question, which makes a live query notice a new name. */
async function tagNames(book: Book): Promise<Map<string, string>> {
  return new Map((await book.tags.toArray()).map(({ id, name }) => [id, name ?? '']));
}

const bare = (terms: readonly SearchTerm[]): Wanted[] => terms.map((ways) => ({ ways, tags: [] }));

/** A term also stands for the tags that have a word which begins so. */
function withTags(terms: readonly SearchTerm[], names: ReadonlyMap<string, string>): Wanted[] {
  const tags = [...names].map(([id, name]) => [`\t${id}\t`, ` ${fold(name)}`] as const);
  return terms.map((ways) => ({
    ways,
    tags: tags.filter(([, name]) => ways.some((way) => name.includes(` ${way}`))).map(([id]) => id),
  }));
}

/**
 * Ids of the best lines by name: as typed, then folded, starts of words before anything inside. The caller looks through
 * all text where these are too few. Each pass stops at the limit, so that a common name costs no more than a rare one.
 */
function namesakes(heads: readonly Lines<NameColumn>[], terms: SearchTerms, limit: number): Set<string> {
  const words = new Set<string>();
  const inside = new Set<string>();
  collect(heads, 'names', bare(terms.exact), limit, words);
  collect(heads, 'folded', bare(terms.folded), limit, words, inside);
  return new Set([...words, ...inside]);
}

/** Adds ids of lines where all terms start words to `words`, those of others to `inside`, until `words` is full. */
function collect<C extends string>(
  chunks: readonly Lines<C>[],
  column: C,
  terms: readonly Wanted[],
  limit: number,
  words: Set<string>,
  inside?: Set<string>,
): void {
  for (const chunk of chunks)
    for (const line of chunk.lines(column, terms)) {
      if (words.size >= limit) return;
      if (line.rank === RANK.word) words.add(chunk.id(line.number));
      else if (inside && inside.size < limit) inside.add(chunk.id(line.number));
    }
}

/** Says of each customer why it is there. What only notes or orders can tell is read for those few. */
async function reasons(
  book: Book,
  customers: readonly Customer[],
  terms: SearchTerms,
  tags: ReadonlyMap<string, string>,
): Promise<SearchHit[]> {
  const hits = customers.map((customer): SearchHit => ({ customer, matched: matchOf(customer, terms) }));
  const untold = hits.filter(({ matched }) => !holdsAll(fold(matched), terms.folded));
  if (untold.length === 0) return hits;
  const ids = untold.flatMap(({ customer }) => groupOf(customer));
  const [notes, orders] = await Promise.all([ownedBy(book, 'notes', ids), ownedBy(book, 'orders', ids)]);
  for (const hit of untold) {
    const group = new Set(groupOf(hit.customer));
    const { about = '', address = '', company = '', shows, tags: own } = hit.customer;
    const texts = [
      ...(shows?.tags ?? own).map((id) => tags.get(id) ?? ''),
      ...[company, about, address],
      ...orders.filter(({ customer }) => group.has(customer)).map(({ number }) => number ?? ''),
      ...notes.filter(({ customer }) => group.has(customer)).map(({ text }) => text ?? ''),
    ];
    const best = texts.find((text) => holdsAll(fold(text), terms.folded));
    const found = best ?? texts.find((text) => excerpt(text, terms.folded) !== null);
    const told = found === undefined ? null : excerpt(found, terms.folded);
    if (told !== null) hit.excerpt = told;
  }
  return hits;
}

/** What to show as the reason: the name, else the code, else the handle, else the name again (a note, an address). */
function matchOf(customer: Customer, terms: SearchTerms): string {
  if (rank(customer.name ?? '', terms.exact.map(([typed]) => typed).join(' ')) !== RANK.none)
    return customer.name;
  const holds = (text: string) => holdsAll(fold(text), terms.folded);
  return (
    [customer.name, customer.code, ...customer.keys].find((text) => holds(text ?? '')) ?? customer.name ?? ''
  );
}
