import { TABLES } from '../../domain/row.ts';
import type { ExportedFile, ExportRequest, ExportScope } from '../../domain/transfer.ts';
import { customerIds } from '../../store/customer-list.ts';
import { type Book, withBook } from '../../store/schema.ts';
import { createSearch } from '../../store/search.ts';
import { someCustomers, wholeBook, writeBackup } from './backup.ts';
import { type ExportWords, outgoing } from './columns.ts';
import { seal, sealKey } from './seal.ts';
import { csvText, type TableOptions, xlsxBytes } from './tables.ts';
import { vcardOf } from './vcard.ts';

export interface ExportDeps {
  book(): Promise<Book>;
  now(): number;
  /** Headers and words of tables, in the seller's language. */
  words: ExportWords;
}

/** Ids of the customers a scope names; null for everybody. */
export async function idsIn(book: Book, scope: ExportScope): Promise<string[] | null> {
  if (scope.kind === 'all') return null;
  const filter = { text: scope.text, tagsAll: [], tagsAny: scope.tags, tagsNone: [], sort: 'name' as const };
  const { ids } = await withBook(book, () => customerIds(book, filter, createSearch(book)));
  return ids;
}

/**
 * Writes one file of the book.
 * @param onShare told the share that is done, 0 to 1.
 */
export async function exportFile(
  { book: open, now, words }: ExportDeps,
  request: ExportRequest,
  onShare: (share: number) => void,
): Promise<ExportedFile> {
  const book = await open();
  const ids = await idsIn(book, request.scope);
  const at = now();
  if (request.format === 'backup') return exportBackup(book, ids, at, request, onShare);
  const all = ids?.length ?? (await withBook(book, () => book.customers.count()));
  let customers = 0;
  const onCustomers = (count: number) => {
    customers = count;
    onShare(Math.min(1, count / Math.max(1, all)));
  };
  const options = { ids, private: request.private, words, onCustomers };
  const content = await new Response(streamOf(book, request.format, options)).blob();
  return { name: fileName(at, EXTENSIONS[request.format]), content, customers };
}

const EXTENSIONS = { csv: 'csv', xlsx: 'xlsx', vcard: 'vcf' } as const;

function streamOf(
  book: Book,
  format: keyof typeof EXTENSIONS,
  options: TableOptions,
): ReadableStream<Uint8Array> {
  if (format === 'xlsx') return xlsxBytes(book, options, options.words.sheet);
  const text = format === 'csv' ? csvText(book, options) : vcardText(book, options);
  return bytesOf(text);
}

/** As bytes, asked for piece by piece: `ReadableStream.from` is not in all browsers yet. */
function bytesOf(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(out) {
      const { done, value } = await text.next();
      if (done) out.close();
      else out.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await text.return(undefined)),
  });
}

async function* vcardText(book: Book, options: TableOptions): AsyncGenerator<string> {
  let count = 0;
  for await (const page of outgoing(book, options.ids, { private: options.private, notes: true })) {
    count += page.length;
    yield page.map(vcardOf).join('');
    options.onCustomers(count);
  }
}

async function exportBackup(
  book: Book,
  ids: string[] | null,
  at: number,
  request: ExportRequest,
  onShare: (share: number) => void,
): Promise<ExportedFile> {
  const all = await rowCount(book, ids);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const sealed = request.passphrase !== '';
  const out = sealed
    ? readable
        .pipeThrough(new CompressionStream('gzip') as TransformStream<Uint8Array, Uint8Array>)
        .pipeThrough(seal(await sealKey(request.passphrase)))
    : readable;
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  const writing = async () => {
    try {
      const source = ids === null ? wholeBook(book) : someCustomers(book, ids);
      const onRows = (rows: number) => onShare(Math.min(1, rows / Math.max(1, all)));
      const options = { at, private: request.private, onRows };
      const end = await writeBackup(source, options, (text) => writer.write(encoder.encode(text)));
      await writer.close();
      return end.customers;
    } catch (error) {
      await writer.abort(error);
      throw error;
    }
  };
  const [customers, content] = await Promise.all([writing(), new Response(out).blob()]);
  return { name: fileName(at, sealed ? 'beside' : 'json'), content, customers };
}

async function rowCount(book: Book, ids: string[] | null): Promise<number> {
  if (ids !== null) return ids.length;
  const counts = await Promise.all(TABLES.map((table) => book.table(table).count()));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** `beside-2026-11-25-1032.json`, in the time of this device. */
export function fileName(at: number, extension: string): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `beside-${day}-${two(date.getHours())}${two(date.getMinutes())}.${extension}`;
}
