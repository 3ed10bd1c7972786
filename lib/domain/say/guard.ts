import { exact, fold } from '../fold.ts';
import { findPhones } from '../recognise/phones.ts';
import { type Amount, amountsIn } from './amount.ts';
import { pairInLine } from './heard-pair.ts';
import { priceFor } from './products.ts';
import { calledName, pairOf, writePair } from './pronouns.ts';
import type { LastPrice } from './quotes.ts';
import type { Product } from './rows.ts';

/**
 * What is odd in an answer before it is sent. It is looked at only where the seller asked for that, tells words and
 * never stops anything; rather something odd missed than a warning that teaches the seller to look away.
 */
export type Warning =
  | { kind: 'price'; product: string; said: number; means: number; currency: string; quoted: boolean }
  | { kind: 'name'; name: string }
  | { kind: 'pronoun'; said: string; pair: string }
  | { kind: 'phone' }
  | { kind: 'link' };

export const FORBIDDEN = ['phone', 'link'] as const;
export type Forbidden = (typeof FORBIDDEN)[number];

export interface GuardFacts {
  products: readonly Product[];
  /** Price group of the buyer; '' for the common prices. */
  group: string;
  /** Product id → what this buyer was last told. */
  last: ReadonlyMap<string, LastPrice>;
  /** `em-chị` of this buyer; '' where nothing was said. */
  pronouns: string;
  /** All names of this buyer, in the book and on the page. */
  own: readonly string[];
  /** Names of others who were in sight today. */
  others: readonly string[];
  /** What the site does not let buyers and sellers tell each other. */
  forbids: readonly Forbidden[];
  /** ISO 3166 country of telephone numbers that do not say theirs. */
  region: string;
}

/** Warnings shown at once. */
const MOST = 3;
/** Longer answers are letters: their first part is looked at. */
const LOOK = 2000;

export function warningsFor(text: string, facts: GuardFacts): Warning[] {
  const said = text.slice(0, LOOK).normalize('NFC');
  if (said.trim() === '') return [];
  const found: Warning[] = [
    ...forbiddenIn(said, facts),
    ...otherNameIn(said, facts),
    ...otherPairIn(said, facts),
    ...otherPricesIn(said, facts),
  ];
  return found.slice(0, MOST);
}

const LINK =
  /(?:https?:\/\/|www\.)\S|(?<![\p{L}\p{N}@.])[\p{L}\p{N}-]+\.(?:com|vn|net|org|shop|store|me|info|link|ly)(?:\/\S*)?(?![\p{L}\p{N}])/iu;

function forbiddenIn(text: string, { forbids, region }: GuardFacts): Warning[] {
  const found: Warning[] = [];
  if (forbids.includes('phone') && findPhones(text, region, { left: 40 }).length > 0)
    found.push({ kind: 'phone' });
  if (forbids.includes('link') && LINK.test(text)) found.push({ kind: 'link' });
  return found;
}

/** Words that a name follows when somebody is spoken to. */
const SPEAKING = '(?:chị|anh|cô|chú|bác|bạn|em|c|a|hi|hello|dear|chào)';

function otherNameIn(text: string, { own, others }: GuardFacts): Warning[] {
  const low = ` ${exact(text)} `;
  const ours = new Set(own.flatMap((name) => exact(name).split(' ')));
  if (ours.size === 0) return [];
  for (const name of others) {
    const called = exact(calledName(name));
    if (called.length < 2 || ours.has(called)) continue;
    const spoken = new RegExp(`(?<![\\p{L}])${SPEAKING} ${escaped(called)}(?![\\p{L}])`, 'u');
    const whole = exact(name);
    if (spoken.test(low) || (whole.includes(' ') && low.includes(` ${whole} `)))
      return [{ kind: 'name', name }];
  }
  return [];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function otherPairIn(text: string, { pronouns }: GuardFacts): Warning[] {
  if (pronouns === '') return [];
  const pair = pairOf(pronouns);
  const { other } = pairInLine(text);
  if (other === null || other === pair.other || other === pair.self) return [];
  if (pair.other.split('/').includes(other) || other.split('/').includes(pair.other)) return [];
  return [{ kind: 'pronoun', said: other, pair: writePair(pronouns) }];
}

/** An amount after these is no price of a product. Folded. */
const ELSE =
  /(?:ship|phi|coc|giam|bot|voucher|tong|von|thue|no|con lai|thanh toan|chuyen(?: khoan)?|ck|thu|hoan|tang|freeship|tu)\s*(?:la|them|ho|truoc|duoc)?\s*:?\s*$/;
/** Letters of the shortest name that is believed. */
const SHORTEST = 3;

function otherPricesIn(text: string, { products, group, last }: GuardFacts): Warning[] {
  const named = products
    .filter(({ active }) => active)
    .flatMap((product) =>
      [product.name, product.code, ...product.aliases]
        .map(fold)
        .filter((word) => word.length >= SHORTEST)
        .map((word) => ({ product, word })),
    )
    // The longest name is the one that is meant.
    .sort((a, b) => b.word.length - a.word.length);
  const found = new Map<string, Warning>();
  for (const clause of text.split(/(?:[.;!?](?=\s|$)|\n)/u)) {
    const folded = fold(clause);
    const amounts = amountsIn(folded);
    if (!amounts.some(({ isMoney }) => isMoney)) continue;
    const places = placesOf(folded, named);
    const counts = amounts.filter(({ isMoney, value }) => !isMoney && value > 0 && value <= 999);
    for (const amount of amounts) {
      if (!amount.isMoney || ELSE.test(folded.slice(0, amount.at))) continue;
      const place =
        places.findLast(({ end }) => end <= amount.at) ?? (places.length === 1 ? places[0] : undefined);
      const warning = place && otherPrice(place.product, amount, counts, group, last.get(place.product.id));
      if (warning) found.set(place.product.id, warning);
    }
  }
  return [...found.values()];
}

interface Place {
  product: Product;
  at: number;
  end: number;
}

/** Where products are named, in the order of the text; a name inside a longer one is none. */
function placesOf(folded: string, named: readonly { product: Product; word: string }[]): Place[] {
  const places: Place[] = [];
  for (const { product, word } of named) {
    const at = ` ${folded} `.indexOf(` ${word} `);
    const end = at + word.length;
    const isInside = places.some((place) => at >= place.at && end <= place.end);
    if (at >= 0 && !isInside) places.push({ product, at, end });
  }
  return places.sort((a, b) => a.at - b.at);
}

/** Null where the amount is what the buyer pays for one, or for a number of them that stands beside it. */
function otherPrice(
  product: Product,
  { value }: Amount,
  counts: readonly Amount[],
  group: string,
  told: LastPrice | undefined,
): Warning | null {
  const price = priceFor(product, group);
  const right = [...(price === null ? [] : [price]), ...(told ? [told.price] : [])];
  if (right.length === 0) return null;
  const times = [1, ...counts.map((count) => count.value)];
  if (right.some((one) => times.some((count) => Math.abs(one * count - value) < 1))) return null;
  const quoted = told !== undefined;
  const means = told?.price ?? price!;
  return { kind: 'price', product: product.name, said: value, means, currency: product.currency, quoted };
}
