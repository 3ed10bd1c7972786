import { streamXlsxRows } from 'hucre/xlsx';
import { Failure } from '../../domain/failure.ts';
import { CELL_CAP, type TableBatch } from './csv.ts';
import { openTable, type TableSource } from './source.ts';

/** Rows handed on at a time. */
const BATCH = 1000;
/** The packed file is held in memory; a sheet of half a million rows has some 40 MB. */
const FILE_CAP = 400 << 20;

/** The first sheet of a workbook. @throws Failure `file-damaged` for one that cannot be unpacked or read. */
export async function openXlsx(file: Blob): Promise<TableSource> {
  if (file.size > FILE_CAP) throw new Failure('file-cell', '1');
  const bytes = new Uint8Array(await file.arrayBuffer());
  return openTable('xlsx', '', () => readXlsx(bytes));
}

async function* readXlsx(bytes: Uint8Array): AsyncGenerator<TableBatch> {
  let batch: TableBatch = { first: 1, rows: [] };
  try {
    for await (const { index, values } of streamXlsxRows(bytes)) {
      // Empty rows are not in the file; a person counts them all the same.
      while (batch.first + batch.rows.length < index + 1) batch.rows.push([]);
      batch.rows.push(Array.from(values, (value) => textOf(value, index + 1)));
      if (batch.rows.length < BATCH) continue;
      yield batch;
      batch = { first: batch.first + batch.rows.length, rows: [] };
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    // Whatever the unpacking says of it: the workbook is not whole.
    throw new Failure('file-damaged');
  }
  if (batch.rows.length > 0) yield batch;
}

function textOf(value: unknown, row: number): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (text.length > CELL_CAP) throw new Failure('file-cell', String(row));
  return text;
}
