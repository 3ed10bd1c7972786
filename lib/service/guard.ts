import { fold } from '../domain/fold.ts';
import type { GuardFacts } from '../domain/say/guard.ts';
import { lastPrices } from '../domain/say/quotes.ts';
import { answer } from '../store/queries.ts';
import type { Book } from '../store/schema.ts';

/** What the pre-send guard compares prices with. @param customer null where nobody is known. */
export async function offersFor(
  book: Book,
  customer: string | null,
): Promise<Pick<GuardFacts, 'products' | 'last'>> {
  const [{ products }, quotes] = await Promise.all([
    answer(book, { name: 'priceList', args: {} }),
    customer === null ? [] : answer(book, { name: 'quotes', args: { customer } }),
  ]);
  return { products, last: lastPrices(quotes, fold) };
}
