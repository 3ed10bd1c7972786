/**
 * A number of 52 bits for an id: two that meet are as likely as one in a million among 100,000 customers. Columns hold
 * it in place of the id, which takes four times the room and has to be read letter by letter. 0 stands for none.
 */
export function hashOf(id: string): number {
  if (id === '') return 0;
  let high = 0x811c9dc5;
  let low = 0x9e3779b1;
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul((low << 5) ^ (low >>> 27) ^ code, 0x85ebca6b);
  }
  high = mixed(high ^ (low >>> 13));
  low = mixed(low ^ (high >>> 11));
  return (high >>> 12) * 0x100000000 + (low >>> 0) + 1;
}

/** Spreads a change of one bit over all of them (the finish of MurmurHash3). */
function mixed(bits: number): number {
  let mix = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}

/** Which place a number has; the last one that was put counts. */
export class Places {
  readonly #keys: Float64Array;
  readonly #places: Int32Array;
  readonly #mask: number;

  constructor(count: number) {
    let size = 1024;
    while (size < count * 2) size *= 2;
    this.#keys = new Float64Array(size);
    this.#places = new Int32Array(size);
    this.#mask = size - 1;
  }

  put(key: number, place: number): void {
    let at = (key | 0) & this.#mask;
    while (this.#keys[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & this.#mask;
    this.#keys[at] = key;
    this.#places[at] = place;
  }

  /** -1 where it was never put. */
  of(key: number): number {
    let at = (key | 0) & this.#mask;
    for (; this.#keys[at] !== 0; at = (at + 1) & this.#mask)
      if (this.#keys[at] === key) return this.#places[at]!;
    return -1;
  }
}
