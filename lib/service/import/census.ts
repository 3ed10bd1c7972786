import { fold } from '../../domain/fold.ts';

/** Keys that stand in rows before the one that is judged, too. */
export type KeyUses = ReadonlyMap<string, KeyUse>;

/** Whether a key is a hotline or a shared mailbox. */
export const isShared = (use: KeyUse | undefined): boolean => (use?.differing ?? 0) >= SHARED_NAMES;

/** Names a key may stand under before it is a hotline or a shared mailbox that links nobody. */
const SHARED_NAMES = 3;

/** What a file says of one key over all of its rows. */
export interface KeyUse {
  /** The first row that names it, and the first one that names it under another name; 0 when there is none. */
  rows: [number, number];
  /** Hashes of those names; 0 for a row without one. */
  names: [number, number];
  /** Different names it stands under, counted up to three. */
  differing: number;
}

const TITLES = /^(?:(?:anh|chi|em|co|chu|bac|ong|ba|ms|mr|mrs|khach|kh) )+(?=\S)/;

/** A name as it is compared: folded, without the word that a seller puts before it. */
export const plainName = (name: string): string => fold(name).replace(TITLES, '');

/** 32 bits of a text, never 0. */
export function hashOf(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}

const COLUMNS = 7;

/**
 * How often each key stands in a file and under how many names: 28 bytes a key in one flat table, so that half a
 * million rows cost some tens of megabytes. Keys are told apart by 64 bits of hash.
 */
export class Census {
  #cells = new Uint32Array(COLUMNS << 12);
  #size = 0;

  /** Takes in one row. @param name '' for a row without a name: it fits everybody. */
  add(row: number, name: string, keys: readonly string[]): void {
    const hash = name === '' ? 0 : hashOf(plainName(name));
    for (const key of keys) this.#count(key, row, hash);
  }

  use(key: string): KeyUse | null {
    const at = this.#find(this.#cells, hashOf(key), hashOf(key, 0x9747b28c));
    const cells = this.#cells;
    if (cells[at] === 0) return null;
    return {
      rows: [cells[at + 2]!, cells[at + 4]!],
      names: [cells[at + 3]!, cells[at + 5]!],
      differing: cells[at + 6]!,
    };
  }

  /** What the file says of the keys of some rows, of those keys alone that stand in other rows before them. */
  elsewhere(drafts: readonly { row: number; keys: readonly string[] }[]): Map<string, KeyUse> {
    const uses = new Map<string, KeyUse>();
    for (const { row, keys } of drafts)
      for (const key of keys) {
        const at = this.#find(this.#cells, hashOf(key), hashOf(key, 0x9747b28c));
        const alone = this.#cells[at + 2] === row && this.#cells[at + 6]! < SHARED_NAMES;
        const use = alone ? null : this.use(key);
        if (use !== null) uses.set(key, use);
      }
    return uses;
  }

  #count(key: string, row: number, name: number): void {
    if (this.#size * 3 > (this.#cells.length / COLUMNS) * 2) this.#grow();
    const [one, two] = [hashOf(key), hashOf(key, 0x9747b28c)];
    const cells = this.#cells;
    const at = this.#find(cells, one, two);
    if (cells[at] === 0) {
      this.#size += 1;
      cells.set([one, two, row, name, 0, 0, name === 0 ? 0 : 1], at);
    } else if (name === 0 || name === cells[at + 3] || name === cells[at + 5]) {
      // The same person again.
    } else if (cells[at + 3] === 0) {
      cells[at + 3] = name;
      cells[at + 6] = 1;
    } else if (cells[at + 4] === 0) {
      cells.set([row, name, 2], at + 4);
    } else cells[at + 6] = SHARED_NAMES;
  }

  #find(cells: Uint32Array, one: number, two: number): number {
    const places = cells.length / COLUMNS;
    for (let place = one & (places - 1); ; place = (place + 1) & (places - 1)) {
      const at = place * COLUMNS;
      if (cells[at] === 0 || (cells[at] === one && cells[at + 1] === two)) return at;
    }
  }

  #grow(): void {
    const old = this.#cells;
    const wider = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += COLUMNS)
      if (old[at] !== 0) wider.set(old.subarray(at, at + COLUMNS), this.#find(wider, old[at]!, old[at + 1]!));
    this.#cells = wider;
  }
}
