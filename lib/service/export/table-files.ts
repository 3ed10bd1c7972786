import type { ExportedFile } from '../../domain/transfer.ts';
import type { Book } from '../../store/schema.ts';
import { type ExportWords, outgoing } from './columns.ts';
import { bytesOf, counted, type FileOptions, fileName } from './files.ts';
import { csvText, type TableOptions, xlsxBytes } from './tables.ts';
import { vcardOf } from './vcard.ts';

const EXTENSIONS = { csv: 'csv', xlsx: 'xlsx', vcard: 'vcf' } as const;
export type TableFormat = keyof typeof EXTENSIONS;

/** A file for other programs. */
export async function tableFile(
  book: Book,
  format: TableFormat,
  words: ExportWords,
  options: FileOptions,
): Promise<ExportedFile> {
  const written = await counted(book, options, (onCustomers) => {
    const how: TableOptions = { ids: options.ids, private: options.private, words, onCustomers };
    if (format === 'xlsx') return xlsxBytes(book, how, words.sheet);
    return bytesOf(format === 'csv' ? csvText(book, how) : vcardText(book, how));
  });
  return { ...written, name: fileName(options.at, EXTENSIONS[format]) };
}

async function* vcardText(book: Book, options: TableOptions): AsyncGenerator<string> {
  let count = 0;
  for await (const page of outgoing(book, options.ids, { private: options.private, notes: true })) {
    count += page.length;
    yield page.map(vcardOf).join('');
    options.onCustomers(count);
  }
}
