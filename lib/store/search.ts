import type { Customer } from '../domain/entities.ts';
import { fold, RANK, type Rank, rank } from '../domain/fold.ts';
import type { SearchHit } from '../domain/query.ts';
import { type SearchTerms, searchTerms } from '../domain/search-text.ts';
import { idOfRefs } from './chunks.ts';
import { ColumnsReader } from './columns-reader.ts';
import type { Book, SearchChunk } from './schema.ts';

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
  const chunks = new Map<number, LoadedChunk>();
  let version = 0;

  /** Reads the chunks written since the last look; also what makes a live query notice the next write. */
  async function refresh(): Promise<Iterable<LoadedChunk>> {
    for (const chunk of await book.searchChunks.where('version').above(version).toArray()) {
      chunks.set(chunk.id, new LoadedChunk(chunk));
      version = Math.max(version, chunk.version);
    }
    return chunks.values();
  }

  return {
    columns: new ColumnsReader(book),
    async find(text, limit) {
      const loaded = await refresh();
      const terms = searchTerms(text);
      if (terms === null || limit < 1) return [];
      const rows = await book.customers.bulkGet(scan(loaded, terms, limit));
      return rows
        .filter((row) => row !== undefined)
        .map((customer) => ({ customer, matched: matchOf(customer, terms) }));
    },
    async all(text) {
      const loaded = await refresh();
      const terms = searchTerms(text);
      const ids = new Set<string>();
      if (terms === null) return ids;
      for (const chunk of loaded)
        for (const line of chunk.lines('text', terms.folded)) ids.add(chunk.id(line.number));
      return ids;
    },
    async lines() {
      const loaded = await refresh();
      return [...loaded].flatMap((chunk) => chunk.whole());
    },
  };
}

type Column = 'names' | 'folded' | 'text';

interface FoundLine {
  number: number;
  rank: Rank;
}

/** A chunk in memory. Places of line breaks are found when first needed. */
class LoadedChunk {
  readonly #chunk: SearchChunk;
  readonly #ends: Partial<Record<Column, Uint32Array>> = {};
  #ids: string[] | null = null;

  constructor(chunk: SearchChunk) {
    this.#chunk = chunk;
  }

  id(line: number): string {
    this.#ids ??= this.#chunk.refs.split('\n').map(idOfRefs);
    return this.#ids[line]!;
  }

  whole(): SearchLine[] {
    if (this.#chunk.size === 0) return [];
    const { refs, folded, text } = this.#chunk;
    const [foldeds, texts] = [folded.split('\n'), text.split('\n')];
    return refs.split('\n').map((line, i) => {
      const [id = '', ...others] = line.split('\t');
      return { id, refs: others, folded: foldeds[i]!, text: texts[i]! };
    });
  }

  /** Lines that hold all terms: the rarest-looking term leads, the others are checked on its lines. */
  *lines(column: Column, terms: readonly string[]): Generator<FoundLine> {
    const text = this.#chunk[column];
    const lead = terms.reduce((best, term) => (term.length > best.length ? term : best));
    for (let at = text.indexOf(lead); at >= 0; ) {
      this.#ends[column] ??= lineEnds(text, this.#chunk.size);
      const ends = this.#ends[column];
      const number = lineAt(ends, at);
      const from = number === 0 ? 0 : ends[number - 1]! + 1;
      const line = text.slice(from, ends[number]!);
      if (terms.every((term) => line.includes(term))) yield { number, rank: rankOf(line, terms) };
      at = text.indexOf(lead, ends[number]!);
    }
  }
}

const rankOf = (line: string, terms: readonly string[]): Rank =>
  terms.every((term) => line.includes(` ${term}`)) ? RANK.word : RANK.inside;

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

/**
 * Ids of the best lines: names as typed, folded names, then all text. Each pass stops at the limit, so that a common
 * name costs no more than a rare one.
 */
function scan(chunks: Iterable<LoadedChunk>, terms: SearchTerms, limit: number): string[] {
  const all = [...chunks];
  const words = new Set<string>();
  const inside = new Set<string>();
  collect(all, 'names', terms.exact, limit, words);
  collect(all, 'folded', terms.folded, limit, words, inside);
  const found = new Set([...words, ...inside]);
  collect(all, 'text', terms.folded, limit, found, found);
  return [...found].slice(0, limit);
}

/** Adds ids of lines where all terms start words to `words`, those of others to `inside`, until `words` is full. */
function collect(
  chunks: readonly LoadedChunk[],
  column: Column,
  terms: readonly string[],
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

/** What to show as the reason: the name, else the code, else the handle, else the name again (a note, an address). */
function matchOf(customer: Customer, terms: SearchTerms): string {
  if (rank(customer.name ?? '', terms.exact.join(' ')) !== RANK.none) return customer.name;
  const holds = (text: string) => terms.folded.every((term) => fold(text).includes(term));
  return [customer.name, customer.code, ...customer.keys].find((text) => holds(text ?? '')) ?? customer.name;
}
