/**
 * How seller and buyer call each other. Vietnamese has no word for I and you that fits everybody: a shop is `em` to one
 * buyer, `cháu` to the next, and a template that gets it wrong is worse than none.
 */

/** How much the words bow: `up` to an elder (dạ, ạ), `even` among equals (nhé), `formal` without particles. */
export type Manner = 'up' | 'even' | 'formal';

export interface Pair {
  /** What the seller calls themselves: `em`. */
  self: string;
  /** What the buyer is called: `chị`. */
  other: string;
  manner: Manner;
}

/** The pairs offered, the commonest first. A pair is stored as `self-other`. */
export const PAIRS = [
  'em-chị',
  'em-anh',
  'em-anh/chị',
  'shop-bạn',
  'mình-bạn',
  'cháu-cô',
  'cháu-chú',
  'con-bác',
  'con-cô',
  'con-chú',
  'cháu-bác',
  'tôi-quý khách',
  'shop-chị',
  'shop-anh',
  'chị-em',
  'anh-em',
] as const;

/** Until the seller says how a buyer is called: neither too near nor too far. Shown as what it is, a guess. */
export const USUAL_PAIR = 'shop-bạn';

const YOUNGER = new Set(['em', 'cháu', 'con']);
const ELDER = new Set(['chị', 'anh', 'anh/chị', 'cô', 'chú', 'bác', 'dì', 'ông', 'bà', 'thầy']);

/** @param stored `em-chị`; '' or what is no pair reads as the usual one. */
export function pairOf(stored: string): Pair {
  const known = /^([^-]+)-([^-]+)$/.exec(stored);
  if (!known) return pairOf(USUAL_PAIR);
  const [self, other] = [known[1]!.trim(), known[2]!.trim()];
  return { self, other, manner: mannerOf(self, other) };
}

function mannerOf(self: string, other: string): Manner {
  if (other.startsWith('quý')) return 'formal';
  if (YOUNGER.has(self)) return 'up';
  return self === 'shop' && ELDER.has(other) ? 'up' : 'even';
}

/** A pair as people write it: `em – chị`. */
export const writePair = (stored: string): string => stored.replace('-', ' – ');

/** The name by which a Vietnamese is called is the last word: Nguyễn Thị Lan is Lan. '' for none. */
export const calledName = (name: string): string => name.trim().split(/\s+/u).at(-1) ?? '';
