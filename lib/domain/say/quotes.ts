import type { Product, Quote, QuoteLine } from './rows.ts';

/** What a line comes to, never below nothing. In the quote's currency. */
export const lineTotal = ({
  quantity,
  price,
  discount,
}: Pick<QuoteLine, 'quantity' | 'price' | 'discount'>) => Math.max(0, round(quantity * price - discount));

export const quoteTotal = ({ lines }: Pick<Quote, 'lines'>): number =>
  round(lines.reduce((sum, line) => sum + lineTotal(line), 0));

/** Money has two decimals at most; binary fractions have more. */
const round = (value: number): number => Math.round(value * 100) / 100;

/** How a quote stands. An open one whose last day is over has expired: computed when read, never stored. */
export function stateOf({ state, until }: Pick<Quote, 'state' | 'until'>, today: string) {
  return state === 'open' && until !== '' && until < today ? 'expired' : state;
}

/** What a buyer was last told a product costs. */
export interface LastPrice {
  price: number;
  currency: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Product id → the last price told to this buyer; lines of no product are kept by their folded name. */
export function lastPrices(
  quotes: readonly Quote[],
  nameOf: (name: string) => string,
): Map<string, LastPrice> {
  const last = new Map<string, LastPrice>();
  for (const { lines, currency, at } of quotes.toSorted((a, b) => a.at - b.at))
    for (const { product, name, price, quantity, discount } of lines)
      last.set(product || nameOf(name), { price: round(price - discount / quantity), currency, at });
  return last;
}

/** What stands in a quote as text, a line each. Words and amounts come from whoever speaks the language. */
export interface QuoteWords {
  title: string;
  total(amount: string): string;
  discount(amount: string): string;
  until(day: string): string;
  money(amount: number): string;
  count(value: number): string;
  date(day: string): string;
}

/** A quote as it is written into a chat: short lines, no table, which a chat would break. */
export function quoteText(
  { lines, until, note }: Pick<Quote, 'lines' | 'until' | 'note'>,
  words: QuoteWords,
): string {
  const rows = lines.map((line) => {
    const amount = `${words.count(line.quantity)}${line.unit === '' ? '' : ` ${line.unit}`} × ${words.money(line.price)}`;
    const off = line.discount > 0 ? ` (${words.discount(words.money(line.discount))})` : '';
    return `- ${line.name}: ${amount}${off} = ${words.money(lineTotal(line))}`;
  });
  return [
    words.title,
    ...rows,
    words.total(words.money(quoteTotal({ lines }))),
    ...(until === '' ? [] : [words.until(words.date(until))]),
    ...(note === '' ? [] : [note]),
  ].join('\n');
}

/** A line for a product at the buyer's price; without one it has to be typed. */
export const lineFor = (product: Product, price: number | null, quantity = 1): QuoteLine => ({
  product: product.id,
  name: product.name,
  unit: product.unit,
  quantity,
  price: price ?? 0,
  discount: 0,
});
