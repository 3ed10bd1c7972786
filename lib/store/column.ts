/** Columns that grow as rows come: one value for each row, by its place. */

const grown = (length: number, place: number): number => Math.max(1024, length * 2, place + 1);

/** Yes or no for each row, a bit each. */
export class Bits {
  #words = new Uint32Array(0);

  put(place: number, on: boolean): void {
    const word = place >>> 5;
    if (word >= this.#words.length) {
      if (!on) return;
      const words = new Uint32Array(grown(this.#words.length, word));
      words.set(this.#words);
      this.#words = words;
    }
    if (on) this.#words[word]! |= 1 << (place & 31);
    else this.#words[word]! &= ~(1 << (place & 31));
  }

  has(place: number): boolean {
    return ((this.#words[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
  }
}

/** A number for each row; NaN where there is none. */
export class Numbers {
  #values = new Float64Array(0);

  put(place: number, value: number | undefined): void {
    if (place >= this.#values.length) {
      if (value === undefined) return;
      const values = new Float64Array(grown(this.#values.length, place)).fill(Number.NaN);
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[place] = value ?? Number.NaN;
  }

  at(place: number): number {
    return place < this.#values.length ? this.#values[place]! : Number.NaN;
  }
}

/** A text for each row, of a few that come again and again: each is kept once, and a test asks each once. */
export class Codes {
  #codes = new Uint32Array(0);
  /** By code. The first is the text of rows that have none. */
  readonly texts: string[] = [''];
  readonly #known = new Map<string, number>([['', 0]]);

  put(place: number, text: string): void {
    if (place >= this.#codes.length) {
      if (text === '') return;
      const codes = new Uint32Array(grown(this.#codes.length, place));
      codes.set(this.#codes);
      this.#codes = codes;
    }
    let code = this.#known.get(text);
    if (code === undefined) {
      code = this.texts.push(text) - 1;
      this.#known.set(text, code);
    }
    this.#codes[place] = code;
  }

  code(place: number): number {
    return place < this.#codes.length ? this.#codes[place]! : 0;
  }

  /** A test of rows that is worked out once for each text. */
  test(fits: (text: string) => boolean): (place: number) => boolean {
    const answers = Uint8Array.from(this.texts, (text) => (fits(text) ? 1 : 0));
    return (place) => answers[this.code(place)] === 1;
  }
}
