import type { Book } from './schema.ts';

const BITS = 1 << 25;
/** Below this many, asking the database costs less than reading all chunks. */
const WORTHWHILE = 400;

/**
 * Which customer ids, codes and keys may exist: a Bloom filter over the reference lines of the search chunks, 4 MB. An
 * import of 100,000 customers would otherwise ask the database 700,000 times for things that are not there.
 *
 * It is no second truth: it is brought up to date inside the asking transaction, and it only ever says "maybe" or "no".
 */
export class KnownTokens {
  #bits: Uint8Array | null = null;
  #version = 0;

  /** Tokens that may be in the book. Must run in the transaction that acts on the answer, before it writes. */
  async among(book: Book, tokens: readonly string[]): Promise<string[]> {
    if (tokens.length < WORTHWHILE) return [...tokens];
    await this.#refresh(book);
    return tokens.filter((token) => this.#has(token));
  }

  async #refresh(book: Book): Promise<void> {
    const fresh = await book.searchChunks.where('version').above(this.#version).toArray();
    for (const chunk of fresh) {
      for (const line of chunk.refs.split('\n')) for (const token of line.split('\t')) this.#add(token);
      this.#version = Math.max(this.#version, chunk.version);
    }
  }

  #add(token: string): void {
    this.#bits ??= new Uint8Array(BITS / 8);
    for (const bit of places(token)) this.#bits[bit >>> 3]! |= 1 << (bit & 7);
  }

  #has(token: string): boolean {
    const bits = this.#bits;
    return bits !== null && places(token).every((bit) => (bits[bit >>> 3]! & (1 << (bit & 7))) !== 0);
  }
}

/** Two places from one pass of FNV-1a, the second one mixed further. */
function places(token: string): [number, number] {
  let hash = 0x811c9dc5;
  for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193);
  const other = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return [(hash >>> 0) % BITS, ((other ^ (other >>> 12)) >>> 0) % BITS];
}
