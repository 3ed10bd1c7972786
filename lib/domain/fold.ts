const MARKS = /\p{M}+/gu;
// \s covers NBSP, the narrow no-break space and the ideographic space.
const SPACES = /\s+/g;
const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/**
 * The form in which names are compared: lower case, without marks, đ as d, every run of spaces as one space.
 * "Nguyễn  Đỗ" and "nguyen do" fold to the same text. Folding a folded text changes nothing.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(/đ/g, 'd')
    .replace(SPACES, ' ')
    .trim();
}

/** Lower case with its accents kept, in one Unicode form: what an exact match is compared by. */
export function exact(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(SPACES, ' ').trim();
}

/** How well a name answers what was typed; lower is better. */
export const RANK = { exactWord: 0, word: 1, inside: 2, none: 3 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/**
 * Ranks a name: accents as typed first, then the start of a word, then anywhere. "Đỗ" puts "Đỗ Lan" before "Do Lan",
 * and both before "Hado".
 */
export function rank(name: string, typed: string): Rank {
  const needle = fold(typed);
  const at = ` ${fold(name)}`;
  if (needle === '' || !at.includes(needle)) return RANK.none;
  if (` ${exact(name)}`.includes(` ${exact(typed)}`)) return RANK.exactWord;
  return at.includes(` ${needle}`) ? RANK.word : RANK.inside;
}
