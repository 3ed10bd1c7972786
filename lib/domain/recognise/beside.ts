import { fold } from '../fold.ts';

/** Characters before and after a number in which its word is looked for. */
const BEFORE = 48;
const AFTER = 24;
/** A word farther from the number than this speaks of something else. */
const GAP = 26;
/** Longer numbers between a word and ours: then the word is theirs. */
const OTHER_NUMBER = /\d{4}/;

/** The words around a number, folded: lower case, no marks, one space between words. */
export interface Beside {
  before: string;
  after: string;
}

export function besideOf(text: string, at: number, end: number): Beside {
  return {
    before: fold(text.slice(Math.max(0, at - BEFORE), at)),
    after: fold(text.slice(end, end + AFTER)),
  };
}

/** How many characters lie between the nearest of these words and the number; Infinity when none is beside it. */
export function nearest(words: readonly string[], { before }: Beside): number {
  const text = ` ${before}`;
  let best = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const at = lastWord(text, word);
    if (at < 0) continue;
    const gap = text.slice(at + word.length);
    if (gap.length <= GAP && !OTHER_NUMBER.test(gap)) best = Math.min(best, gap.length);
  }
  return best;
}

/** Whether one of these words stands right behind the number: `840012345678 (J&T)`. */
export function follows(words: readonly string[], { after }: Beside): boolean {
  const text = after.replace(/^[\s(,\-–]+/, '');
  return words.some((word) => text.startsWith(word) && !/^[a-z0-9]/.test(text.slice(word.length)));
}

/** The last place where the word stands as a word of its own. */
function lastWord(text: string, word: string): number {
  for (let at = text.lastIndexOf(word); at >= 0; at = at > 0 ? text.lastIndexOf(word, at - 1) : -1) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + word.length] ?? ' ';
    if (!/[a-z0-9]/.test(before) && !/[a-z]/.test(after)) return at;
  }
  return -1;
}
