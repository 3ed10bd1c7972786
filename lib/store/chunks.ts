import type { Customer } from '../domain/entities.ts';
import type { SearchLines } from '../domain/search-text.ts';
import type { Book, BookState, SearchChunk } from './schema.ts';

/** Customers in a chunk: an edit rewrites some 100 KB, and 100,000 customers load as 200 rows. */
const CHUNK_SIZE = 512;

interface Line extends SearchLines {
  refs: string;
}
interface OpenChunk {
  lines: Map<string, Line>;
  dirty: boolean;
}

/** The search chunks one transaction works on, each read once and written once. */
export class Chunks {
  readonly #book: Book;
  readonly #state: BookState;
  readonly #open = new Map<number, OpenChunk>();

  constructor(book: Book, state: BookState) {
    this.#book = book;
    this.#state = state;
  }

  /** Reads the chunks of these customers, and the one that takes new customers. Before `put` and `remove`. */
  async load(customers: readonly Customer[]): Promise<void> {
    const numbers = customers.map((customer) => customer.chunk ?? this.#state.openChunk);
    const wanted = [...new Set(numbers)].filter((number) => !this.#open.has(number));
    const stored = await this.#book.searchChunks.bulkGet(wanted);
    for (const [i, number] of wanted.entries()) this.#open.set(number, openChunk(stored[i]));
  }

  /**
   * @param members who are merged into the customer and have no line of their own.
   * @returns the chunk that now holds the customer. New customers go to the open chunk, one after the other.
   */
  put(customer: Customer, text: SearchLines, members: readonly Customer[] = []): number {
    const number = customer.chunk ?? this.#chunkWithRoom();
    const chunk = this.#open.get(number)!;
    const line = { ...text, refs: refsOf([customer, ...members]) };
    const held = chunk.lines.get(customer.id);
    // What is folded follows from the names.
    if (
      held?.text === line.text &&
      held.names === line.names &&
      held.refs === line.refs &&
      held.tags === line.tags
    )
      return number;
    chunk.lines.set(customer.id, line);
    chunk.dirty = true;
    return number;
  }

  /** Another tag is no other word: the rest of the line stays as it is. @param tags as `searchLines` has them. */
  retag(customer: Customer, tags: string): void {
    const chunk = this.#open.get(customer.chunk ?? -1);
    const line = chunk?.lines.get(customer.id);
    if (!chunk || !line || line.tags === tags) return;
    chunk.lines.set(customer.id, { ...line, tags });
    chunk.dirty = true;
  }

  remove(customer: Customer): void {
    const chunk = this.#open.get(customer.chunk ?? -1);
    if (chunk?.lines.delete(customer.id)) chunk.dirty = true;
  }

  async flush(): Promise<void> {
    const dirty = [...this.#open].filter(([, chunk]) => chunk.dirty);
    if (dirty.length === 0) return;
    this.#state.searchVersion += 1;
    const version = this.#state.searchVersion;
    await this.#book.searchChunks.bulkPut(dirty.map(([id, chunk]) => packChunk(id, version, chunk)));
  }

  #chunkWithRoom(): number {
    if (this.#open.get(this.#state.openChunk)!.lines.size >= CHUNK_SIZE) {
      this.#state.openChunk += 1;
      this.#open.set(this.#state.openChunk, openChunk(undefined));
    }
    return this.#state.openChunk;
  }
}

function openChunk(stored: SearchChunk | undefined): OpenChunk {
  return { lines: stored ? unpackChunk(stored) : new Map(), dirty: false };
}

function packChunk(id: number, version: number, { lines }: OpenChunk): SearchChunk {
  const all = [...lines.values()];
  const column = (name: keyof Line) => all.map((line) => line[name]).join('\n');
  return {
    id,
    version,
    size: all.length,
    refs: column('refs'),
    names: column('names'),
    folded: column('folded'),
    text: column('text'),
    tags: column('tags'),
  };
}

function unpackChunk(chunk: SearchChunk): Map<string, Line> {
  if (chunk.size === 0) return new Map();
  const names = chunk.names.split('\n');
  const folded = chunk.folded.split('\n');
  const text = chunk.text.split('\n');
  const tags = chunk.tags?.split('\n') ?? [];
  const lineOf = (refs: string, i: number): Line => ({
    refs,
    names: names[i]!,
    folded: folded[i]!,
    text: text[i]!,
    tags: tags[i] ?? '',
  });
  return new Map(chunk.refs.split('\n').map((refs, i) => [idOfRefs(refs), lineOf(refs, i)]));
}

const SEPARATORS = /[\t\n]/g;

function refsOf(customers: readonly Customer[]): string {
  const tokens = customers.flatMap(({ id, code, links }) => [id, code ?? '', ...Object.keys(links)]);
  return tokens.map((token) => token.replace(SEPARATORS, ' ')).join('\t');
}

export function idOfRefs(refs: string): string {
  return refs.slice(0, refs.indexOf('\t'));
}
