import type { QuoteWords } from '../lib/domain/say/quotes.ts';
import { useBeside } from './context.ts';

/** The words of a quote in the language of the panel. @param currency of its amounts. */
export function useQuoteWords(currency: string): QuoteWords {
  const { t, format, settings } = useBeside();
  const { shopName } = settings;
  return {
    title: shopName === '' ? t('quote_title') : t('quote_title_of', { shop: shopName }),
    total: (amount) => t('quote_total', { amount }),
    discount: (amount) => t('quote_discount_of', { amount }),
    until: (day) => t('quote_holds', { day }),
    money: (amount) => format.money(amount, currency),
    count: format.count,
    date: format.date,
  };
}
