import type { Filter } from '../../domain/filter/filter.ts';
import { SHOWN_AT_FIRST } from '../../domain/filter/views.ts';
import type { ExportedFile, ExportRequest, ExportScope } from '../../domain/transfer.ts';
import { customerIds } from '../../store/customer-list.ts';
import { type Book, withBook } from '../../store/schema.ts';
import { createSearch } from '../../store/search.ts';
import type { ExportWords } from './columns.ts';
import { backupFile, bookFile, tableFile } from './files.ts';
import { sealKey } from './seal.ts';

export interface ExportDeps {
  book(): Promise<Book>;
  now(): number;
  /** What is written into files, in the seller's language. */
  words: ExportWords;
}

/** Ids of the customers a scope names; null for everybody. */
async function idsIn(book: Book, scope: ExportScope, at: number): Promise<string[] | null> {
  if (scope.kind === 'all') return null;
  if (scope.kind === 'one') return [scope.id];
  if (scope.kind === 'chosen') return scope.ids;
  const where: Filter | null = scope.tags.length > 0 ? { is: 'tag', in: scope.tags } : null;
  const filter = { ...SHOWN_AT_FIRST, text: scope.text, where, time: { at, zone: 'UTC' } };
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
  const ids = await idsIn(book, request.scope, now());
  const key = request.passphrase === '' ? null : await sealKey(request.passphrase);
  const options = { ids, private: request.private, key, at: now(), onShare };
  if (request.format === 'backup') return backupFile(book, options);
  if (request.format === 'html') return bookFile(book, words, options);
  return tableFile(book, request.format, words, options);
}
