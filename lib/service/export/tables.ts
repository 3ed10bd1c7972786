import { writeXlsxStream } from 'hucre/xlsx';
import { csvCell } from '../../domain/csv.ts';
import { bareFieldName } from '../../domain/private-field.ts';
import type { Book } from '../../store/schema.ts';
import { COLUMN_NAMES, cellsOf, type ExportWords, fieldNames, outgoing } from './columns.ts';

export interface TableOptions {
  ids: readonly string[] | null;
  private: boolean;
  words: ExportWords;
  onCustomers(count: number): void;
}

type Cells = (string | number)[];

async function* rowsOf(book: Book, options: TableOptions): AsyncGenerator<Cells[]> {
  const fields = await fieldNames(book, options.ids, options.private);
  yield [[...COLUMN_NAMES.map((name) => options.words.columns[name]), ...fields.map(bareFieldName)]];
  let count = 0;
  for await (const page of outgoing(book, options.ids, { private: options.private, notes: true })) {
    count += page.length;
    yield page.map((one) => cellsOf(one, options.words, fields));
    options.onCustomers(count);
  }
}

/** CSV in UTF-8 with the mark that Excel needs to read Vietnamese. */
export async function* csvText(book: Book, options: TableOptions): AsyncGenerator<string> {
  yield '\ufeff';
  for await (const rows of rowsOf(book, options))
    yield rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** A workbook of one sheet. Its cells are texts and numbers, never formulas. */
export function xlsxBytes(book: Book, options: TableOptions, sheet: string): ReadableStream<Uint8Array> {
  async function* rows() {
    for await (const page of rowsOf(book, options)) yield* page;
  }
  return writeXlsxStream(rows(), { name: sheet });
}
