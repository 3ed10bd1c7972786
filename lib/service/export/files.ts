import { TABLES } from '../../domain/row.ts';
import type { ExportedFile } from '../../domain/transfer.ts';
import { type Book, withBook } from '../../store/schema.ts';
import { someCustomers, wholeBook, writeBackup } from './backup.ts';
import type { ExportWords } from './columns.ts';
import { bookText } from './html-book.ts';
import { type SealKey, seal } from './seal.ts';

export interface FileOptions {
  /** Null for the whole book. */
  ids: readonly string[] | null;
  private: boolean;
  /** Locks the file. */
  key: SealKey | null;
  /** Milliseconds since 1970. */
  at: number;
  onShare(share: number): void;
}

/** Parts that may wait for the disk while the next one is read. */
const AHEAD = { highWaterMark: 4 };

/** The file that can be restored: `.json`, or `.beside` when it is locked. */
export async function backupFile(book: Book, options: FileOptions): Promise<ExportedFile> {
  const { ids, key, at, onShare } = options;
  const all = await rowCount(book, ids);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, AHEAD, AHEAD);
  const zip = new CompressionStream('gzip') as TransformStream<Uint8Array, Uint8Array>;
  const out = key === null ? readable : readable.pipeThrough(zip).pipeThrough(seal(key));
  const writer = writable.getWriter();
  const writing = async () => {
    try {
      const source = ids === null ? wholeBook(book) : someCustomers(book, ids);
      const onRows = (rows: number) => onShare(Math.min(1, rows / Math.max(1, all)));
      const how = { at, private: options.private, onRows };
      const end = await writeBackup(source, how, (bytes) => writer.write(bytes));
      await writer.close();
      return end.customers;
    } catch (error) {
      await writer.abort(error);
      throw error;
    }
  };
  const [customers, content] = await Promise.all([writing(), new Response(out).blob()]);
  return { name: fileName(at, key === null ? 'json' : 'beside'), content, customers };
}

async function rowCount(book: Book, ids: readonly string[] | null): Promise<number> {
  if (ids !== null) return ids.length;
  const counts = await Promise.all(TABLES.map((table) => book.table(table).count()));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The address book that opens without Beside. */
export async function bookFile(book: Book, words: ExportWords, options: FileOptions): Promise<ExportedFile> {
  const when = new Intl.DateTimeFormat(words.book.language, { dateStyle: 'long', timeStyle: 'short' });
  const written = await counted(book, options, (onCustomers) => {
    const { ids, key } = options;
    const how = {
      ids,
      private: options.private,
      key,
      words: words.book,
      when: when.format(options.at),
      onCustomers,
    };
    return bytesOf(bookText(book, how));
  });
  return { ...written, name: fileName(options.at, 'html') };
}

/** Gathers a stream, and how many customers went into it. */
export async function counted(
  book: Book,
  { ids, onShare }: FileOptions,
  open: (onCustomers: (count: number) => void) => ReadableStream<Uint8Array>,
): Promise<{ content: Blob; customers: number }> {
  const all = ids?.length ?? (await withBook(book, () => book.customers.count()));
  let customers = 0;
  const stream = open((count) => {
    customers = count;
    onShare(Math.min(1, count / Math.max(1, all)));
  });
  const content = await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
  return { content, customers };
}

/** As bytes, asked for piece by piece: `ReadableStream.from` is not in all browsers yet. */
export function bytesOf(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
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

/** `beside-2026-11-25-1032.json`, in the time of this device. */
export function fileName(at: number, extension: string): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `beside-${day}-${two(date.getHours())}${two(date.getMinutes())}.${extension}`;
}
