import { Failure } from '../../domain/failure.ts';
import type { FileKind } from '../../domain/transfer.ts';
import { readCsv, type TableBatch } from './csv.ts';
import { bytesOf, type Encoding, encodingOf } from './encoding.ts';
import { type Mapping, mappingOf } from './headers.ts';
import { bytesOf1258, fromOldFont, type OldFont, oldFontOf } from './old-fonts.ts';

/** A file whose rows are cells under a header. */
export interface TableSource {
  kind: FileKind;
  encoding: Encoding | OldFont | '';
  headers: string[];
  mapping: Mapping;
  /** The rows under the header, from the start, each time anew. */
  rows(): AsyncGenerator<TableBatch>;
}

/** Rows that may be no rows at all: titles of a report above the header. */
const TITLES = 5;
/** Of a hundred rows, those with cells beyond the header that make it a header of something else. */
const RAGGED = 20;

/**
 * Opens a table and finds its header.
 * @throws Failure `file-empty`; `file-ragged` when the rows do not stand under the header.
 */
export async function openTable(
  kind: FileKind,
  encoding: Encoding | '',
  readAsIs: () => AsyncGenerator<TableBatch>,
): Promise<TableSource> {
  const { read, font } = await inUnicode(readAsIs, encoding);
  const head = await headOf(read);
  const at = headerPlace(head.rows);
  const headers = (head.rows[at] ?? []).map((cell) => cell.trim().replace(/^\ufeff/, ''));
  if (headers.every((header) => header === '')) throw new Failure('file-empty');
  const header = head.first + at;
  return {
    kind,
    encoding: font ?? encoding,
    headers,
    mapping: mappingOf(headers),
    rows: () => below(read(), header, headers.length),
  };
}

export async function openCsv(file: Blob): Promise<TableSource> {
  const encoding = await encodingOf(file);
  return openTable('csv', encoding, () => readCsv(file, encoding));
}

/** Rows that are looked at for the letters of an old font. */
const LETTERS = 500;

/** The same rows, an old font's letters as the ones that were meant. */
async function inUnicode(read: () => AsyncGenerator<TableBatch>, encoding: Encoding | '') {
  const asBytes = (text: string) => (encoding === 'windows-1258' ? bytesOf1258(text) : text);
  const some = (await headOf(read)).rows.slice(0, LETTERS);
  const text = some.map((row) => row.join('\n')).join('\n');
  const font = oldFontOf(text, asBytes(text));
  if (font === null) return { read, font };
  async function* converted(): AsyncGenerator<TableBatch> {
    for await (const { first, rows } of read())
      yield { first, rows: rows.map((row) => row.map((cell) => fromOldFont(asBytes(cell), font!))) };
  }
  return { read: converted, font };
}

async function headOf(read: () => AsyncGenerator<TableBatch>): Promise<TableBatch> {
  for await (const batch of read()) return batch;
  throw new Failure('file-empty');
}

/** The header is the first row, or the widest one among the first few where a title stands above it. */
function headerPlace(rows: readonly string[][]): number {
  const widths = rows.slice(0, TITLES).map((row) => row.filter((cell) => cell.trim() !== '').length);
  const widest = Math.max(...widths);
  return widths[0]! > 1 || widest <= 2 ? 0 : widths.indexOf(widest);
}

async function* below(batches: AsyncGenerator<TableBatch>, header: number, width: number) {
  const seen = { rows: 0, ragged: 0, first: 0 };
  for await (const { first, rows } of batches) {
    const from = Math.max(0, header + 1 - first);
    const some = from > 0 ? rows.slice(from) : rows;
    for (const [i, row] of some.entries()) {
      seen.rows += 1;
      if (row.length <= width || row.slice(width).every((cell) => cell === '')) continue;
      seen.ragged += 1;
      seen.first ||= first + from + i;
    }
    if (seen.ragged * RAGGED > seen.rows * 4 && seen.ragged > 0)
      throw new Failure('file-ragged', String(seen.first));
    if (some.length > 0) yield { first: first + from, rows: some };
  }
}

/** What is asked of one file: its kind, its size, and a name for its content. */
export interface FileMark {
  name: string;
  size: number;
  /** Same content, same mark: the ids of the rows it makes begin with it. */
  hash: string;
}

/** SHA-256 over the SHA-256 of each piece: the browser hashes no stream. */
export async function markOf(file: Blob, name: string): Promise<FileMark> {
  const sums: Uint8Array[] = [];
  for await (const bytes of bytesOf(file))
    sums.push(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
  const whole = await new Blob(sums as Uint8Array<ArrayBuffer>[]).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', whole)).toHex().slice(0, 16);
  return { name, size: file.size, hash };
}
