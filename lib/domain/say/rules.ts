/** What merging needs to know of templates, products, price groups and quotes; see tables.ts. */
const PLAIN = { sets: [], maps: [], core: [], derived: [], needed: [] } as const;

export const OFFER_RULES = {
  templates: {
    ...PLAIN,
    defaults: { name: '', text: '', word: '', trade: '', language: 'vi', position: 0 },
  },
  products: {
    ...PLAIN,
    sets: ['aliases'],
    maps: ['prices'],
    defaults: { code: '', name: '', unit: '', price: null, currency: 'VND', active: true },
  },
  priceGroups: { ...PLAIN, defaults: { name: '', position: 0 } },
  quotes: {
    ...PLAIN,
    defaults: {
      customer: '',
      lines: [],
      currency: 'VND',
      until: '',
      state: 'open',
      note: '',
      at: 0,
      settledAt: null,
    },
    needed: ['customer'],
  },
} as const;
