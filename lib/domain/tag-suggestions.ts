import type { Tag } from './entities.ts';
import { exact, fold } from './fold.ts';

/** More than these stand in the way of the note. */
const MOST = 3;
/** Words shorter than this are in every sentence. */
const SHORTEST = 3;

const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/**
 * Tags that a note speaks of: its whole name is in it, whatever the accents, or a word that only this tag has, accents as
 * written ("váy" is a dress, "vay" is a loan). In the order of the book.
 * @param worn ids of tags that are there already.
 */
export function tagsIn(text: string, tags: readonly Tag[], worn: readonly string[]): Tag[] {
  const folded = ` ${wordsOf(fold(text)).join(' ')} `;
  const words = new Set(wordsOf(exact(text)));
  const tagsOfWord = Map.groupBy(
    tags.flatMap((tag) => [...new Set(wordsOf(exact(tag.name)))].map((word) => ({ word, id: tag.id }))),
    ({ word }) => word,
  );
  const isSpokenOf = (tag: Tag): boolean => {
    const name = wordsOf(fold(tag.name)).join(' ');
    if (name !== '' && folded.includes(` ${name} `)) return true;
    return wordsOf(exact(tag.name)).some(
      (word) => word.length >= SHORTEST && words.has(word) && tagsOfWord.get(word)?.length === 1,
    );
  };
  return tags.filter((tag) => !worn.includes(tag.id) && isSpokenOf(tag)).slice(0, MOST);
}
