/**
 * Reading words of both languages. Vietnamese is written with and without its marks, so every marked word of a rule
 * also stands for the same word without them.
 */
export interface Words {
  /** As typed, composed (NFC). */
  text: string;
  /** The same, lower case, character for character. */
  low: string;
  /** Whether the writer used Vietnamese marks at all. */
  marked: boolean;
}

export function readWords(input: string): Words {
  const text = input.normalize('NFC');
  // Some capitals become two characters when lowered (İ): those stay, because places must not move.
  const low = Array.from(text, (char) => {
    const lower = char.toLowerCase();
    return lower.length === char.length ? lower : char;
  }).join('');
  return { text, low, marked: /đ|\p{M}/u.test(low.normalize('NFD')) };
}

const unmark = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

/**
 * Words whose bare spelling is another common word: thu (to collect), mot (one), toi (I), sang (to cross), dem (to
 * bring), tu (from), nam (south), ram (memory), sau (after), mong (to hope). Someone who types marks types them here
 * too, so with marks elsewhere in the text only the marked spelling counts.
 */
const AMBIGUOUS = new Set(['thứ', 'mốt', 'tối', 'tới', 'sáng', 'đêm', 'tư', 'năm', 'sáu', 'rằm', 'mồng']);

export interface Rule {
  marked: RegExp;
  bare: RegExp;
}

const BEFORE = '(?<![\\p{L}\\p{N}_])';
const NEVER = '(?!)';
const AFTER = '(?![\\p{L}\\p{N}_])';

/**
 * Compiles a rule from a pattern in lower case with full marks; it matches whole words only. `!lần` is a word that
 * only its marked spelling is: Lan is a name.
 */
export function rule(source: string): Rule {
  const build = (spell: (word: string) => string) => {
    const pattern = source.replace(/!?\p{L}*[^\x00-\x7f]\p{L}*/gu, (word) => spell(word));
    return new RegExp(`${BEFORE}(?:${pattern})${AFTER}`, 'gu');
  };
  return {
    marked: build((word) => {
      if (word.startsWith('!')) return word.slice(1);
      return AMBIGUOUS.has(word) ? word : `(?:${word}|${unmark(word)})`;
    }),
    bare: build((word) => (word.startsWith('!') ? NEVER : unmark(word))),
  };
}

export function matches(words: Words, { marked, bare }: Rule): RegExpExecArray[] {
  return [...words.low.matchAll(words.marked ? marked : bare)];
}

/** Number words, both languages, as far as people use them for times. */
const NUMBERS: Record<string, number> = {
  một: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  năm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
  mười: 10,
  'mười một': 11,
  'mười hai': 12,
  'mười lăm': 15,
  'hai mươi': 20,
  'ba mươi': 30,
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  'forty-five': 45,
};
const BY_SPELLING = new Map<string, number>();
for (const [word, value] of Object.entries(NUMBERS)) {
  BY_SPELLING.set(word, value);
  // `mot` and the like; never over an English word.
  if (!BY_SPELLING.has(unmark(word))) BY_SPELLING.set(unmark(word), value);
}

const longestFirst = (list: string[]) => list.sort((a, b) => b.length - a.length).join('|');
export const VI_NUMBER = longestFirst(
  Object.keys(NUMBERS).filter((word) => /[^\x00-\x7f]|^(?:hai|ba)/.test(word)),
);
export const EN_NUMBER = longestFirst(
  Object.keys(NUMBERS).filter((word) => /^[a-z-]+$/.test(word) && !/^(?:hai|ba)$/.test(word)),
);

/** The value of digits (`1,5`, `30`) or of a number word; NaN for anything else. */
export function readNumber(text: string): number {
  const word = text.replace(/\s+/g, ' ');
  return BY_SPELLING.get(word) ?? Number(word.replace(',', '.'));
}

/** A stretch of the text that says something about time. Offsets into `Words.text`. */
export interface Stretch {
  from: number;
  to: number;
}
export const stretchOf = (match: RegExpExecArray): Stretch => ({
  from: match.index,
  to: match.index + match[0].length,
});
export const overlaps = (a: Stretch, b: Stretch) => a.from < b.to && b.from < a.to;

/** Units of goods and money: `thu 5 triệu` is not a Thursday, `ngày 20 đơn` not the twentieth. */
export const GOODS =
  '(?!\\s*(?:triệu|tr|k|nghìn|ngàn|đơn|cái|đồng|đ|vnd|lần|chiếc|bộ|món|áo|quần|hộp|kg|ký|thùng|người|khách|%|tỷ))';
