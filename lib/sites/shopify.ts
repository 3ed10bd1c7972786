import type { Recipe, Take } from '../domain/recipe.ts';

const HOST = '^https://admin\\.shopify\\.com/store/[a-z0-9][a-z0-9-]*/';
const STORE: Take = { in: 'url', match: '^https://[^/]+/store/([a-z0-9][a-z0-9-]*)/' };
const MAIN = ':is(main, [role="main"], #AppFrameMain)';
const CUSTOMER = `${MAIN} a[href*="/customers/"]`;
/** Of several addresses on a page nobody can tell which is the customer's, and without a customer none of them is. */
const contactsOf = (unless?: string) => {
  const only = { in: 'page' as const, attr: 'href', from: 'only' as const, ...(unless ? { unless } : {}) };
  return [
    {
      as: 'email:',
      take: [
        {
          ...only,
          select: `${MAIN} a[href^="mailto:"]`,
          match: '^mailto:([^\\s?@]+@[^\\s?]+)',
          transform: ['decode-uri' as const, 'lower' as const],
        },
      ],
    },
    {
      as: 'tel:',
      take: [{ ...only, select: `${MAIN} a[href^="tel:"]`, match: '^tel:([^a-zA-Z;,]*\\d[^a-zA-Z;,]*)$' }],
    },
  ];
};
const site = {
  id: 'shopify',
  name: 'Shopify',
  channel: 'shopify',
  matches: ['https://admin.shopify.com/*'],
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  replyBox: [],
  expects: [],
  watch: {
    root: ['body'],
    attributes: ['href', 'style', 'hidden'],
    agrees: 'settle' as const,
    settle: 1500,
    unique: true as const,
  },
  verified: { date: '2026-10', evidence: 'U' as const, note: 'The address is B; the page is U.' },
};

const ORDER: Take[] = [{ in: 'url', match: '/(?:draft_)?orders/(\\d+)' }];
/** `#1001`, or a shop's own form of it. */
const NUMBER: Take[] = [
  { in: 'page', select: `${MAIN} h1`, match: '(?<!\\S)(#\\S*\\d\\S*)' },
  { in: 'page', select: `${MAIN} h1`, match: '^\\s*(\\S*\\d\\S*)' },
  { in: 'title', match: '(?<!\\S)(#\\S*\\d\\S*)' },
];

/** One order. The address is sure; whose it is, only a link to the one customer tells. */
const order: Recipe = {
  ...site,
  address: `${HOST}(?:draft_)?orders/\\d+(?:[/?#]|$)`,
  thread: {
    root: ['body'],
    holds: [`${MAIN} *`],
    id: ORDER,
    token: ORDER,
    url: [{ in: 'url', match: '^[^?#]*' }],
    subject: NUMBER,
  },
  people: {
    header: {
      items: [`${MAIN} *`],
      name: [{ in: 'page', select: CUSTOMER, match: '^[^@]*\\p{L}[^@]*$', from: 'only' }],
      identities: [
        {
          as: 'shopify:',
          take: [
            {
              join: [
                STORE,
                { in: 'page', select: CUSTOMER, attr: 'href', match: '/customers/(\\d+)', from: 'only' },
              ],
              glue: ':customer:',
            },
          ],
        },
        ...contactsOf(`${MAIN}:not(:has(a[href*="/customers/"]))`),
      ],
    },
  },
  order: { id: ORDER, number: NUMBER, total: [], currency: [], status: [] },
};

const CUSTOMER_ID: Take = { in: 'url', match: '/customers/(\\d+)' };

/** One customer: its number stands in the address, its name in the heading. */
const customer: Recipe = {
  ...site,
  address: `${HOST}customers/\\d+(?:[/?#]|$)`,
  thread: {
    root: ['body'],
    holds: [`${MAIN} *`],
    id: [CUSTOMER_ID],
    token: [CUSTOMER_ID],
    url: [{ in: 'url', match: '^[^?#]*' }],
    subject: [{ in: 'page', select: `${MAIN} h1` }],
  },
  people: {
    header: {
      items: [`${MAIN} *`],
      name: [{ in: 'page', select: `${MAIN} h1`, from: 'only' }],
      identities: [
        { as: 'shopify:', take: [{ join: [STORE, CUSTOMER_ID], glue: ':customer:' }] },
        ...contactsOf(),
      ],
    },
  },
};

export default [order, customer];
