import Papa from 'papaparse';
import { Failure } from '../../domain/failure.ts';
import { type Encoding, textOf } from './encoding.ts';

/** Some rows of a table, in order. `first` is the number of the first one as a person counts: the header is row 1. */
export interface TableBatch {
  first: number;
  rows: string[][];
}

/** Nobody's note is longer, and no more than this is ever held back waiting for a row's end. */
export const CELL_CAP = 1_000_000;
const HEAD = 64 * 1024;
const DELIMITERS = [',', ';', '\t', '|', '^', '~', Papa.RECORD_SEP, Papa.UNIT_SEP];

/**
 * Reads a table of text in pieces; cells may hold line breaks inside quotes.
 * @throws Failure `file-cell` for a cell that does not end or is far too long.
 */
export async function* readCsv(file: Blob, encoding: Encoding): AsyncGenerator<TableBatch> {
  const { delimiter, hint } = await delimiterOf(file, encoding);
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  let held = '';
  let first = 1;
  // Excel's own line `sep=;` is no row.
  let skip = hint;
  const take = function* (last: boolean): Generator<TableBatch> {
    if (last) held = held.replace(/\r$/, '\n');
    const { data, meta, errors } = parser.parse(held, 0, !last) as Papa.ParseResult<string[]>;
    const open = last && errors.some((error) => error.code === 'MissingQuotes');
    if (open) throw new Failure('file-cell', String(first + Math.max(0, data.length - 1)));
    held = last ? '' : held.slice(meta.cursor);
    if (held.length > CELL_CAP * 2) throw new Failure('file-cell', String(first + data.length));
    const rows = skip ? data.slice(1) : data;
    if (data.length > 0) skip = false;
    checkCells(rows, first);
    if (rows.length > 0) yield { first, rows };
    first += rows.length;
  };
  for await (const piece of textOf(file, encoding)) {
    held = plainBreaks(held, piece);
    yield* take(false);
  }
  yield* take(true);
}

/** One kind of line break. A carriage return at the very end may be half of one. */
function plainBreaks(held: string, piece: string): string {
  const whole = held + piece;
  const tail = whole.endsWith('\r') ? '\r' : '';
  const body = tail ? whole.slice(0, -1) : whole;
  return body.includes('\r') ? body.replace(/\r\n?/g, '\n') + tail : whole;
}

function checkCells(rows: readonly string[][], first: number): void {
  for (const [i, row] of rows.entries())
    for (const cell of row) if (cell.length > CELL_CAP) throw new Failure('file-cell', String(first + i));
}

async function delimiterOf(file: Blob, encoding: Encoding): Promise<{ delimiter: string; hint: boolean }> {
  let head = '';
  for await (const piece of textOf(file.slice(0, HEAD), encoding)) head += piece;
  const said = /^sep=(.)\r?\n/i.exec(head)?.[1];
  if (said) return { delimiter: said, hint: true };
  const lines = plainBreaks('', head).split('\n').slice(0, 200).join('\n');
  const guess = Papa.parse(lines, {
    preview: 30,
    skipEmptyLines: true,
    delimitersToGuess: DELIMITERS,
    newline: '\n',
  });
  return { delimiter: guess.meta.delimiter || ',', hint: false };
}
