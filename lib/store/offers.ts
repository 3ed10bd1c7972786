import { wholeRow } from '../domain/merge.ts';
import type { PriceList } from '../domain/query.ts';
import type { PriceGroup, Quote, Template } from '../domain/say/rows.ts';
import { groupOf, ownedBy, shownOf } from './groups.ts';
import type { Book } from './schema.ts';

/** What is said and offered. A shop has hundreds of templates and products, not thousands: they are read whole. */

const inOrder = (a: Template | PriceGroup, b: Template | PriceGroup): number =>
  a.position - b.position || (a.name < b.name ? -1 : 1);

export async function templatesOf(book: Book): Promise<Template[]> {
  return (await book.templates.toArray()).map((row) => wholeRow('templates', row)).sort(inOrder);
}

export async function priceList(book: Book): Promise<PriceList> {
  const [products, groups] = await Promise.all([book.products.toArray(), book.priceGroups.toArray()]);
  return {
    products: products
      .map((row) => wholeRow('products', row))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    groups: groups.map((row) => wholeRow('priceGroups', row)).sort(inOrder),
  };
}

/** Quotes made to a customer, and to whoever is merged with them; newest first. */
export async function quotesOf(book: Book, customer: string): Promise<Quote[]> {
  const asked = await book.customers.get(customer);
  const [row] = asked ? await shownOf(book, [asked]) : [];
  if (!row) return [];
  const rows = await ownedBy(book, 'quotes', groupOf(row));
  return rows.map((quote) => wholeRow('quotes', quote)).sort((a, b) => b.at - a.at);
}
