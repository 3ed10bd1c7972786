import type { ExportedFile, ExportRequest, ExportScope } from '../../domain/transfer.ts';
import { customerIds } from '../../store/customer-list.ts';
import { countFiles } from '../../store/ledger.ts';
import { type Book, withBook } from '../../store/schema.ts';
import { createSearch } from '../../store/search.ts';
import { type ExportWords, outgoing } from './columns.ts';
import { backupFile, bookFile } from './files.ts';
import { sealKey } from './seal.ts';
import { tableFile } from './table-files.ts';

export interface ExportDeps {
  book(): Promise<Book>;
  now(): number;
  /** What is written into files, in the seller's language. */
  words: ExportWords;
}

/** Those of the selection who agreed to offers, as what is shown of them says. */
async function agreedAmong(book: Book, ids: readonly string[] | null): Promise<string[]> {
  const agreed: string[] = [];
  for await (const page of outgoing(book, ids, { private: false, notes: false }))
    for (const { customer } of page) if (customer.consent?.answer === 'yes') agreed.push(customer.id);
  return agreed;
}

/** Ids of the customers a scope names; null for everybody. */
async function idsIn(book: Book, scope: ExportScope): Promise<string[] | null> {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'one') return [scope.id];
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
  const named = await idsIn(book, request.scope);
  const ids = request.agreed ? await agreedAmong(book, named) : named;
  const key = request.passphrase === '' ? null : await sealKey(request.passphrase);
  const write = async (file: Promise<ExportedFile>): Promise<ExportedFile> => {
    const done = await file;
    // One that holds nobody is not handed out.
    if (done.customers > 0) await countFiles(book, 'exports', [done.content], now());
    return done;
  };
  const options = { ids, private: request.private, key, at: now(), onShare };
  if (request.format === 'backup') return write(backupFile(book, options));
  if (request.format === 'html') return write(bookFile(book, words, options));
  return write(tableFile(book, request.format, words, options));
}
