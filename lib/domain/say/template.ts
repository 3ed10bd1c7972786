import { fold } from '../fold.ts';
import type { Pair } from './pronouns.ts';

/**
 * Templates: text with names in braces. `fillTemplate` is the one place that puts words in; filling what is filled
 * already changes nothing, so that a hole can be filled later in the text as the seller has it by then.
 *
 * What is missing stays in the text as it was written, braces and all, and is told as a hole: nothing is left out
 * silently, and nothing is made up.
 */

/** Names that stand for facts, by the spellings they answer to; spellings are compared folded. */
const NAMES = {
  name: ['tên', 'name'],
  fullName: ['họ tên', 'full name'],
  order: ['mã đơn', 'order'],
  total: ['tổng đơn', 'total'],
  status: ['trạng thái', 'status'],
  items: ['món', 'items'],
  product: ['sản phẩm', 'product'],
  price: ['giá', 'price'],
  unit: ['đơn vị', 'unit'],
  today: ['hôm nay', 'today'],
  tomorrow: ['ngày mai', 'tomorrow'],
  dayPart: ['buổi', 'part of day'],
  shop: ['shop'],
} as const;
export type FactName = keyof typeof NAMES;

/** Words that follow from the pronoun pair alone, and so are never missing. */
const WORDS = {
  self: ['em', 'mình', 'self'],
  other: ['chị', 'anh', 'bạn', 'you'],
  called: ['khách', 'customer'],
  yes: ['dạ'],
  please: ['ạ'],
  softly: ['nhé'],
} as const;
type WordName = keyof typeof WORDS;

/** What a template may hold, as the list beside the field shows it; first spelling of each language. */
export const SPELLINGS: Readonly<Record<'vi' | 'en', readonly string[]>> = {
  vi: [
    ...['khách', 'em', 'chị', 'dạ', 'ạ', 'nhé', 'tên', 'họ tên', 'mã đơn', 'tổng đơn', 'trạng thái', 'món'],
    ...['sản phẩm', 'giá', 'đơn vị', 'hôm nay', 'ngày mai', 'buổi', 'shop'],
  ],
  en: [
    ...['name', 'full name', 'order', 'total', 'status', 'items', 'product', 'price', 'unit', 'today'],
    ...['tomorrow', 'part of day', 'shop'],
  ],
};

const byFold = <T extends string>(names: Readonly<Record<T, readonly string[]>>): Map<string, T> =>
  new Map(
    Object.entries(names).flatMap(([name, spellings]) =>
      (spellings as string[]).map((spelling) => [fold(spelling), name as T] as const),
    ),
  );
const FACT_OF = byFold(NAMES);
const WORD_OF = byFold(WORDS);

export interface Values extends Partial<Record<FactName, string>> {
  pair: Pair;
  /** Price of a product by its code or name, for `{giá:AO01}`; absent where the book has none. */
  priceOf?: (product: string) => string | undefined;
}

/** A name that nothing was known for. */
export interface Hole {
  /** Where it stands in the filled text, with its braces. UTF-16 units. */
  at: number;
  length: number;
  /** As written, without braces. */
  name: string;
  /** What is missing; null where no such name exists. */
  fact: FactName | null;
}

export interface Filled {
  text: string;
  holes: Hole[];
}

/** A sentence may begin with these, and a product is mostly written small. */
const GOODS: ReadonlySet<FactName> = new Set(['product', 'items']);
const BRACES = /\{([^{}\n]{1,80})\}/gu;

/** Puts the values in. See above for what is missing. */
export function fillTemplate(template: string, values: Values): Filled {
  let text = '';
  let from = 0;
  /** A sentence whose first word was a particle that is not said begins with what comes after it. */
  let isBeginning = false;
  const holes: Hole[] = [];
  const put = (piece: string) => {
    text += isBeginning ? capital(piece) : piece;
    if (piece !== '') isBeginning = false;
  };
  for (const match of template.matchAll(BRACES)) {
    put(template.slice(from, match.index));
    from = match.index + match[0].length;
    const name = match[1]!.trim();
    const word = WORD_OF.get(fold(name));
    const said = word && wordFor(word, values);
    if (said) {
      put(beginsSentence(text) || isCapital(name) ? capital(said) : said);
    } else if (said === '') {
      if (beginsSentence(text)) {
        from += /^,?[^\S\n]+/u.exec(template.slice(from))?.[0].length ?? 0;
        isBeginning = true;
      } else text = text.replace(/[^\S\n]+$/u, '');
    } else {
      const [fact, value = ''] = factFor(name, values);
      if (value === '') holes.push({ at: text.length, length: match[0].length, name, fact });
      put(value === '' ? match[0] : fact && GOODS.has(fact) && beginsSentence(text) ? capital(value) : value);
    }
  }
  put(template.slice(from));
  return { text, holes };
}

function wordFor(word: WordName, { pair, name = '' }: Values): string {
  const { self, other, manner } = pair;
  if (word === 'self') return self;
  if (word === 'other') return other;
  if (word === 'called') return name === '' || manner === 'formal' ? other : `${other} ${name}`;
  if (word === 'yes') return manner === 'up' ? 'dạ' : '';
  if (word === 'please') return manner === 'up' ? 'ạ' : '';
  return manner === 'up' ? 'ạ' : manner === 'even' ? 'nhé' : '';
}

function factFor(name: string, values: Values): [FactName | null, string | undefined] {
  const colon = name.indexOf(':');
  if (colon > 0) {
    if (FACT_OF.get(fold(name.slice(0, colon))) !== 'price') return [null, undefined];
    return ['price', values.priceOf?.(name.slice(colon + 1).trim())];
  }
  const fact = FACT_OF.get(fold(name)) ?? null;
  return [fact, fact === null ? undefined : values[fact]];
}

const beginsSentence = (before: string): boolean => /(?:^|[.!?…]["”]?\s+|\n\s*(?:[-•*]\s*)?)$/u.test(before);
const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);
/** `iPhone` stays as it is. */
const capital = (word: string): string =>
  /^\p{Ll}\p{Lu}/u.test(word) ? word : word.charAt(0).toLocaleUpperCase('vi') + word.slice(1);

/** Where names in braces stand, filled or not. */
export const holesIn = (text: string): Pick<Hole, 'at' | 'length'>[] =>
  [...text.matchAll(BRACES)].map((match) => ({ at: match.index, length: match[0].length }));

/** Names a template holds, as the seller wrote them: what the list of templates says beside the name. */
export const namesIn = (template: string): string[] => [
  ...new Set([...template.matchAll(BRACES)].map((match) => match[1]!.trim())),
];

/** Templates that answer what was typed after `/`, best first: the shortcut word, then names, then words of the text. */
export function matchingTemplates<T extends { name: string; word: string; text: string }>(
  templates: readonly T[],
  typed: string,
): T[] {
  const wanted = fold(typed);
  if (wanted === '') return [...templates];
  const score = ({ name, word, text }: T): number => {
    const [shortcut, title] = [fold(word), fold(name)];
    if (shortcut === wanted) return 0;
    if (shortcut.startsWith(wanted)) return 1;
    if (title.startsWith(wanted)) return 2;
    if (` ${title}`.includes(` ${wanted}`)) return 3;
    if (title.includes(wanted)) return 4;
    return fold(text).includes(wanted) ? 5 : 9;
  };
  return templates
    .map((one, index) => ({ one, index, score: score(one) }))
    .filter(({ score }) => score < 9)
    .sort((a, b) => a.score - b.score || a.index - b.index)
    .map(({ one }) => one);
}
