import { type EventCell, PERSON_WORDS, type PersonCell } from '../../domain/report/cell.ts';
import { hashOf } from './hash.ts';

/** Cells in a chunk. Some 30 KB: larger values are put aside in files by the browser, and take longer. */
export const CELLS = 1024;

export type Stream = 'event' | 'person';
export type CellOf = { event: EventCell; person: PersonCell };

/** A thousand cells of one kind in columns, as they are stored. */
export interface CellChunk {
  /** `event/0000012`: in the order of their numbers. */
  id: string;
  /** Rises over all chunks with each write. */
  version: number;
  numbers: Record<string, Float64Array>;
  bytes: Record<string, Uint8Array>;
  /** Places in `words`. */
  texts: Record<string, Uint16Array>;
  /** Each text once; the first is ''. */
  words: string[];
}

const COLUMNS: Record<Stream, { numbers: string[]; bytes: string[]; texts: string[] }> = {
  event: { numbers: ['who', 'at', 'amount'], bytes: ['kind', 'state'], texts: ['text', 'unit'] },
  person: { numbers: ['who', 'root', 'createdAt'], bytes: [], texts: ['id', ...PERSON_WORDS] },
};

export const chunkId = (stream: Stream, chunk: number): string =>
  `${stream}/${String(chunk).padStart(7, '0')}`;
export const chunkNumber = (id: string): number => Number(id.slice(id.indexOf('/') + 1));

export function emptyChunk(stream: Stream, chunk: number): CellChunk {
  const { numbers, bytes, texts } = COLUMNS[stream];
  const each = <T>(names: string[], make: () => T) => Object.fromEntries(names.map((name) => [name, make()]));
  return {
    id: chunkId(stream, chunk),
    version: 0,
    numbers: each(numbers, () => new Float64Array(CELLS)),
    bytes: each(bytes, () => new Uint8Array(CELLS)),
    texts: each(texts, () => new Uint16Array(CELLS)),
    words: [''],
  };
}

/** Writes cells into a chunk; null empties one. */
export function putCells(
  chunk: CellChunk,
  stream: Stream,
  cells: Iterable<readonly [place: number, cell: EventCell | PersonCell | null]>,
): void {
  const { numbers, bytes, texts } = COLUMNS[stream];
  const known = new Map(chunk.words.map((word, code) => [word, code]));
  for (const [place, cell] of cells) {
    const values = cell === null ? {} : valuesOf(stream, cell);
    for (const name of numbers) column(chunk.numbers, name)[place] = (values[name] as number) ?? 0;
    for (const name of bytes) chunk.bytes[name]![place] = (values[name] as number) ?? 0;
    for (const name of texts) {
      const word = (values[name] as string) ?? '';
      let code = known.get(word);
      if (code === undefined) {
        code = chunk.words.push(word) - 1;
        known.set(word, code);
      }
      // Of a chunk that was written before there was such a column.
      chunk.texts[name] ??= new Uint16Array(CELLS);
      chunk.texts[name][place] = code;
    }
  }
  forgetWords(chunk);
}

const column = (columns: Record<string, Float64Array>, name: string) => {
  columns[name] ??= new Float64Array(CELLS);
  return columns[name];
};

function valuesOf(stream: Stream, cell: EventCell | PersonCell): Record<string, unknown> {
  if (stream === 'event') {
    const { customer, ...rest } = cell as EventCell;
    return { ...rest, who: hashOf(customer) };
  }
  const { root, ...rest } = cell as PersonCell;
  return { ...rest, who: hashOf(rest.id), root: hashOf(root) };
}

/** Takes out words that no cell has: of what is erased nothing may remain, and the codes are few. */
function forgetWords(chunk: CellChunk): void {
  const columns = Object.values(chunk.texts);
  const used = new Uint8Array(chunk.words.length);
  for (const codes of columns) for (let i = 0; i < CELLS; i++) used[codes[i]!] = 1;
  used[0] = 1;
  if (used.every((one) => one === 1)) return;
  const moved = new Uint16Array(used.length);
  let next = 0;
  for (let code = 0; code < used.length; code++) if (used[code] === 1) moved[code] = next++;
  for (const codes of columns) for (let i = 0; i < CELLS; i++) codes[i] = moved[codes[i]!]!;
  chunk.words = chunk.words.filter((_word, code) => used[code] === 1);
}
