import { fold } from '../domain/fold.ts';
import { type Book, withBook } from './schema.ts';

/** Folded tag name → id: which tags a file may mean. */
export async function tagIds(book: Book): Promise<Map<string, string>> {
  const tags = await withBook(book, () => book.tags.toArray());
  return new Map(tags.map(({ id, name }) => [fold(name ?? ''), id]));
}
