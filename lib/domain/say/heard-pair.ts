import type { Direction } from '../entities.ts';
import { fold } from '../fold.ts';

/**
 * How the seller calls a buyer, heard from the lines the seller sent in this thread. Marks count here: without them
 * `co` is also "there is" and `ban` also "to sell", so that those words are believed after a word that leads to a person.
 */

interface Said {
  direction: Direction;
  text: string;
}

/** Spoken form → the word of a pair. */
const PERSONS: Record<string, string> = {
  chị: 'chị',
  chi: 'chị',
  c: 'chị',
  ch: 'chị',
  anh: 'anh',
  a: 'anh',
  'a/c': 'anh/chị',
  'anh/chị': 'anh/chị',
  'anh/chi': 'anh/chị',
  cô: 'cô',
  co: 'cô',
  chú: 'chú',
  chu: 'chú',
  bác: 'bác',
  bac: 'bác',
  dì: 'dì',
  bạn: 'bạn',
  ban: 'bạn',
  b: 'bạn',
  em: 'em',
  e: 'em',
  cháu: 'cháu',
  chau: 'cháu',
  con: 'con',
  mình: 'mình',
  minh: 'mình',
  mk: 'mình',
  tôi: 'tôi',
  shop: 'shop',
};
const YOUNG = new Set(['em', 'cháu', 'con']);
const OLD = new Set(['chị', 'anh', 'anh/chị', 'cô', 'chú', 'bác', 'dì']);
const EQUAL = new Set(['mình', 'tôi', 'shop']);
/** The buyer stands behind these. Folded. */
const TOWARDS = new Set(
  'chao gui cam on moi cua cho bao nho voi giup hen thua ship giao chuc nhac goi doi tang nhan'.split(' '),
);
/** The buyer stands before these. Folded. */
const CALLING = new Set(
  'oi a nhe nha nhen nhi nghen can muon thich lay dat xem co chon thu yen vui'.split(' '),
);
/** The seller stands before these. Folded. */
const DOING = new Set(
  'chao gui cam xin bao da dang se vua moi kiem check goi giao giu ho tu chuyen len chot se chua khong'.split(
    ' ',
  ),
);
/** Lines that are looked at, the newest first. */
const LOOK = 8;

/** The pair of one line, each side null where the line does not say. */
export function pairInLine(text: string): { self: string | null; other: string | null } {
  const words = text
    .slice(0, 400)
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}/]+/u)
    .filter(Boolean);
  if (/quý\s+(?:khách|vị)|quy khach/u.test(text.toLowerCase())) {
    return { self: words.includes('shop') ? 'shop' : 'tôi', other: 'quý khách' };
  }
  const votes = { self: new Map<string, number>(), other: new Map<string, number>() };
  const vote = (side: 'self' | 'other', word: string, weight: number) =>
    votes[side].set(word, (votes[side].get(word) ?? 0) + weight);
  const bows = words.includes('dạ') || /(?:^|\s)(?:ạ|da)(?:\s|[.,!?]|$)/u.test(text.toLowerCase());
  words.forEach((word, index) => {
    const person = PERSONS[word];
    if (!person) return;
    const [before, after] = [fold(words[index - 1] ?? ''), fold(words[index + 1] ?? '')];
    const isMarked = word !== fold(word) || !/^(?:co|chu|bac|ban|con|a|e|c|b|ch|chau)$/.test(word);
    const weight = isMarked ? 1 : 0;
    if (OLD.has(person)) {
      // Who bows is the younger one, so that an elder is the buyer.
      if (after === 'oi') vote('other', person, 4);
      else if (TOWARDS.has(before) && before !== 'co') vote('other', person, 2 + weight);
      else if (CALLING.has(after)) vote('other', person, 1 + weight + (bows ? 1 : 0));
      else if (bows) vote('other', person, weight);
      else if (DOING.has(after)) vote('self', person, weight);
    } else if (YOUNG.has(person)) {
      if (after === 'oi') vote('other', person, 4);
      else if (bows || ['ben', 'nha', 'de', 'giup', 'da'].includes(before)) vote('self', person, 1 + weight);
      else if (DOING.has(after)) vote('self', person, weight);
      else if (TOWARDS.has(before)) vote('other', person, weight);
    } else if (person === 'bạn')
      vote('other', person, TOWARDS.has(before) || after === 'oi' ? 2 + weight : weight);
    else if (EQUAL.has(person)) vote('self', person, weight);
  });
  const other = best(votes.other, 1);
  return { self: best(votes.self, 1, other), other };
}

function best(votes: Map<string, number>, least: number, not: string | null = null): string | null {
  let found: string | null = null;
  for (const [word, count] of votes)
    if (word !== not && count >= least && count > (votes.get(found ?? '') ?? 0)) found = word;
  return found;
}

/** Who calls themselves nothing is the usual one for that buyer. */
const USUAL_SELF: Record<string, string> = {
  chị: 'em',
  anh: 'em',
  'anh/chị': 'em',
  cô: 'cháu',
  chú: 'cháu',
  bác: 'con',
  dì: 'con',
  bạn: 'mình',
  em: 'chị',
};

/**
 * The pair of a talk, from the newest line of the seller's that calls the buyer something; '' where none does. It is
 * offered, never taken.
 *
 * @param messages oldest first.
 */
export function heardPair(messages: readonly Said[]): string {
  const own = messages.filter(({ direction }) => direction === 'out').slice(-LOOK);
  const lines = own.map(({ text }) => pairInLine(text)).reverse();
  const first = lines.findIndex(({ other }) => other !== null);
  const other = lines[first]?.other;
  if (!other) return '';
  const self = lines.slice(first).find((line) => line.self !== null && line.self !== other)?.self;
  const said = self ?? USUAL_SELF[other];
  return said ? `${said}-${other}` : '';
}
