import type { Customer } from '../domain/entities.ts';
import type { SearchLines } from '../domain/search-text.ts';
import type { Book, BookState, SearchChunk, SearchHead } from './schema.ts';

/**
 * Customers in a chunk: an edit rewrites some 100 KB, and 100,000 customers load as 200 rows. Smaller ones are no better:
 * a browser reads many small values four times as slowly as few large ones.
 */
const CHUNK_SIZE = 512;

interface Line extends SearchLines {
  refs: string;
}
interface OpenChunk {
  lines: Map<string, Line>;
  dirty: boolean;
  /** A name, or who is in the chunk at all, has changed. */
  headDirty: boolean;
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
    const { searchHeads, searchChunks } = this.#book;
    const [heads, stored] = await Promise.all([searchHeads.bulkGet(wanted), searchChunks.bulkGet(wanted)]);
    for (const [i, number] of wanted.entries()) this.#open.set(number, openChunk(heads[i], stored[i]));
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
    if (held?.names !== line.names) chunk.headDirty = true;
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
    if (!chunk?.lines.delete(customer.id)) return;
    chunk.dirty = true;
    chunk.headDirty = true;
  }

  async flush(): Promise<void> {
    const dirty = [...this.#open].filter(([, chunk]) => chunk.dirty);
    if (dirty.length === 0) return;
    this.#state.searchVersion += 1;
    const version = this.#state.searchVersion;
    const heads = dirty.filter(([, chunk]) => chunk.headDirty);
    await Promise.all([
      this.#book.searchHeads.bulkPut(heads.map(([id, chunk]) => packHead(id, version, chunk))),
      this.#book.searchChunks.bulkPut(dirty.map(([id, chunk]) => packChunk(id, version, chunk))),
    ]);
  }

  #chunkWithRoom(): number {
    if (this.#open.get(this.#state.openChunk)!.lines.size >= CHUNK_SIZE) {
      this.#state.openChunk += 1;
      this.#open.set(this.#state.openChunk, openChunk(undefined, undefined));
    }
    return this.#state.openChunk;
  }
}

function openChunk(head: SearchHead | undefined, stored: SearchChunk | undefined): OpenChunk {
  return { lines: head && stored ? unpack(head, stored) : new Map(), dirty: false, headDirty: false };
}

function packHead(id: number, version: number, { lines }: OpenChunk): SearchHead {
  const all = [...lines];
  return {
    id,
    version,
    size: all.length,
    ids: all.map(([customer]) => customer.replace(SEPARATORS, ' ')).join('\n'),
    names: all.map(([, line]) => line.names).join('\n'),
    folded: all.map(([, line]) => line.folded).join('\n'),
  };
}

function packChunk(id: number, version: number, { lines }: OpenChunk): SearchChunk {
  const all = [...lines.values()];
  const column = (name: keyof Line) => all.map((line) => line[name]).join('\n');
  return {
    id,
    version,
    size: all.length,
    refs: column('refs'),
    text: column('text'),
    tags: column('tags'),
  };
}

function unpack(head: SearchHead, chunk: SearchChunk): Map<string, Line> {
  if (chunk.size === 0) return new Map();
  const names = head.names.split('\n');
  const folded = head.folded.split('\n');
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
