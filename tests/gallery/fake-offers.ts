import type { Command } from '../../lib/domain/command.ts';
import type { QueryResult } from '../../lib/domain/query.ts';
import { readyTemplates } from '../../lib/domain/say/ready-templates.ts';
import type { PriceGroup, Product, Quote, Template } from '../../lib/domain/say/rows.ts';
import { makeStamp } from '../../lib/domain/stamp.ts';
import type { Book } from './sample.ts';

/** Templates, products and quotes of the store in memory. */

export const offerAnswers = (book: Book) => ({
  templates: (): QueryResult<'templates'> => book.templates ?? [],
  priceList: (): QueryResult<'priceList'> => ({
    products: book.products ?? [],
    groups: book.priceGroups ?? [],
  }),
  quotes: ({ customer }: { customer: string }): QueryResult<'quotes'> =>
    (book.quotes ?? []).filter((one) => one.customer === customer).toSorted((a, b) => b.at - a.at),
});

/** Null where the command is none of these. */
export function offerIn(
  book: Book,
  command: Command,
  made: string,
  now: number,
): { book: Book; id: string | null } | null {
  const row = (id: string) => ({ id, space: 'home', stamp: makeStamp(now, 0, 'gallery') });
  switch (command.name) {
    case 'template.save': {
      const id = command.args.id ?? made;
      const all = book.templates ?? [];
      const old = all.find((one) => one.id === id) ?? template(id, '', '');
      const next = { ...old, ...command.args, id } as Template;
      return { id, book: { ...book, templates: [...all.filter((one) => one.id !== id), next] } };
    }
    case 'templates.add': {
      const added = command.args.templates.map((one) => ({ ...row(one.id), ...one }) as Template);
      return { id: null, book: { ...book, templates: [...(book.templates ?? []), ...added] } };
    }
    case 'quote.save': {
      const id = command.args.id ?? made;
      const all = book.quotes ?? [];
      const old = all.find((one) => one.id === id) ?? {
        ...row(id),
        customer: '',
        lines: [],
        currency: 'VND',
        until: '',
        state: 'open' as const,
        note: '',
        at: now,
        settledAt: null,
      };
      const next = { ...old, ...command.args, id } as Quote;
      return { id, book: { ...book, quotes: [...all.filter((one) => one.id !== id), next] } };
    }
    default:
      return null;
  }
}

const STAMP = makeStamp(Date.UTC(2026, 10, 23), 0, 'gallery');

export function template(id: string, name: string, text: string, word = ''): Template {
  return { id, space: 'home', stamp: STAMP, name, text, word, trade: '', language: 'vi', position: 0 };
}

export function product(id: string, code: string, name: string, price: number | null, more = {}): Product {
  const fields = { unit: 'cái', aliases: [], prices: {}, currency: 'VND', active: true };
  return { id, space: 'home', stamp: STAMP, code, name, price, ...fields, ...more };
}

/** A shop that has taken a ready set and written its prices. */
export const OFFERS: Pick<Book, 'templates' | 'products' | 'priceGroups'> = {
  templates: readyTemplates('vi')
    .slice(0, 8)
    .map((one, position) => ({ ...template(`t${position}`, '', ''), ...one, position })),
  priceGroups: [
    { id: 'g-si', space: 'home', stamp: STAMP, name: 'Sỉ', position: 0 } satisfies PriceGroup,
    { id: 'g-ctv', space: 'home', stamp: STAMP, name: 'Cộng tác viên', position: 1 },
  ],
  products: [
    product('p1', 'AO01', 'Áo thun trắng', 150_000, {
      aliases: ['áo phông'],
      prices: { 'g-si': 120_000, 'g-ctv': 135_000 },
    }),
    product('p2', 'VA02', 'Váy lụa đũi cổ vuông tay phồng dáng dài', 420_000, {
      prices: { 'g-si': 360_000 },
    }),
    product('p3', '', 'Sửa theo số đo', null, { unit: 'lần' }),
    product('p4', 'KH09', 'Khăn lụa cũ', 90_000, { active: false }),
  ],
};
