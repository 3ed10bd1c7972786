import type { Command } from '../../lib/domain/command.ts';

/** Acts of the histories about what a shop says and offers; see store-acts.ts. Few ids, so that they meet. */
type Act = (held: { customers: string[] }, a: number, b: number, c: number) => Command | null;

const line = (a: number, b: number) => ({
  product: `product-${a % 3}`,
  name: `áo ${a % 3}`,
  unit: 'cái',
  quantity: 1 + (b % 4),
  price: 1000 * b,
  discount: 0,
});

export const OFFER_ACTS: Act[] = [
  (_h, a, b, c) => ({
    name: 'template.save',
    args: { id: `template-${a % 3}`, name: `mẫu ${b % 3}`, text: c % 2 ? '{em} chào' : 'chào', word: 'x' },
  }),
  (_h, a, b) => ({
    name: 'templates.add',
    args: { templates: [0, 1].map((i) => ({ id: `template-${(a + i) % 4}`, name: `bộ ${b % 2}` })) },
  }),
  (_h, a) => ({ name: 'template.delete', args: { id: `template-${a % 4}` } }),
  (_h, a, b, c) => ({
    name: 'product.save',
    args: {
      id: `product-${a % 3}`,
      name: `áo ${b % 3}`,
      code: `A${c % 3}`,
      price: c % 4 ? 1000 * b : null,
      aliases: [`tên ${b % 3}`, `tên ${c % 2}`],
      prices: { [`group-${b % 2}`]: c % 3 ? 900 * b : null },
    },
  }),
  (_h, a) => ({ name: 'product.delete', args: { id: `product-${a % 3}` } }),
  (_h, a, b) => ({
    name: 'products.add',
    args: { products: [0, 1].map((i) => ({ code: `A${(a + i) % 3}`, name: `áo ${b % 3}`, price: b })) },
  }),
  (_h, a, b) => ({
    name: 'priceGroup.save',
    args: { id: `group-${a % 2}`, name: `nhóm ${b % 3}`, position: b % 3 },
  }),
  (_h, a) => ({ name: 'priceGroup.delete', args: { id: `group-${a % 2}` } }),
  ({ customers }, a, b, c) => {
    const customer = customers[a % Math.max(1, customers.length)];
    const until = c % 3 ? '2026-12-01' : '';
    return customer === undefined
      ? null
      : {
          name: 'quote.save',
          args: { id: `quote-${b % 4}`, customer, lines: [line(a, b), line(b, c)], until },
        };
  },
  (_h, a, b) => ({
    name: 'quote.settle',
    args: { id: `quote-${a % 4}`, state: (['open', 'accepted', 'refused'] as const)[b % 3]! },
  }),
  (_h, a) => ({ name: 'quote.delete', args: { id: `quote-${a % 4}` } }),
  ({ customers }, a, b, c) => {
    const id = customers[a % Math.max(1, customers.length)];
    const set = { pronouns: b % 3 ? 'em-chị' : '', priceGroup: c % 2 ? 'group-0' : '' };
    return id === undefined ? null : { name: 'customer.save', args: { id, set } };
  },
];
