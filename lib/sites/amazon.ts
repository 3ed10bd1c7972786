import type { Recipe, Take } from '../domain/recipe.ts';

const HOST = '^https://sellercentral(?:-europe|-japan)?\\.amazon\\.[a-z.]{2,6}';
const site = {
  id: 'amazon',
  name: 'Amazon',
  channel: 'amazon',
  matches: [
    'https://sellercentral.amazon.com/*',
    'https://sellercentral.amazon.ca/*',
    'https://sellercentral.amazon.com.mx/*',
    'https://sellercentral.amazon.com.br/*',
    'https://sellercentral-europe.amazon.com/*',
    'https://sellercentral.amazon.co.uk/*',
    'https://sellercentral.amazon.de/*',
    'https://sellercentral.amazon.fr/*',
    'https://sellercentral.amazon.it/*',
    'https://sellercentral.amazon.es/*',
    'https://sellercentral.amazon.nl/*',
    'https://sellercentral.amazon.se/*',
    'https://sellercentral.amazon.pl/*',
    'https://sellercentral.amazon.com.be/*',
    'https://sellercentral.amazon.ie/*',
    'https://sellercentral.amazon.com.tr/*',
    'https://sellercentral.amazon.ae/*',
    'https://sellercentral.amazon.sa/*',
    'https://sellercentral.amazon.eg/*',
    'https://sellercentral.amazon.in/*',
    'https://sellercentral-japan.amazon.com/*',
    'https://sellercentral.amazon.co.jp/*',
    'https://sellercentral.amazon.com.au/*',
    'https://sellercentral.amazon.sg/*',
    'https://sellercentral.amazon.co.za/*',
  ],
  forbids: ['phone', 'link'] as ('phone' | 'link')[],
};
const NUMBER = '\\d{3}-\\d{7}-\\d{7}';
const IN_URL: Take = { in: 'url', match: `/orders-v3/order/(${NUMBER})(?!\\d)` };
const part = (name: string) => `[data-test-id="${name}"]`;

/**
 * One order. Name, address and phone are shown for orders that the shop sends itself, while they are new; the rest is
 * nobody's. Buyer and receiver may differ: the name is the buyer's where the page has it.
 */
const orderPage: Recipe = {
  ...site,
  address: `${HOST}/orders-v3/order/${NUMBER}(?:[/?#]|$)`,
  thread: {
    root: ['body'],
    holds: [
      part('order-id-value'),
      part('order-summary-purchase-date-value'),
      '[data-test-id^="shipping-section"]',
      '[data-test-id^="order-summary"]',
    ],
    id: [IN_URL],
    witnesses: [{ select: part('order-id-value'), match: NUMBER }],
    token: [IN_URL],
    url: [{ in: 'url', match: '^[^?#]*' }],
    subject: [{ select: part('order-id-value'), match: NUMBER }],
  },
  people: {
    header: {
      items: [
        part('shipping-section-buyer-address'),
        '[data-test-id^="shipping-section"]',
        '[data-test-id^="order-"]',
      ],
      name: [
        { in: 'thread', select: part('shipping-section-contact-buyer-value') },
        { in: 'thread', select: part('buyer-name-with-link') },
        { in: 'thread', select: part('shipping-section-recipient-name') },
        // The first line; without a name it is the street, which has a number.
        {
          in: 'thread',
          select: `${part('shipping-section-buyer-address')} > span:first-child`,
          match: '^\\D+$',
        },
        {
          in: 'thread',
          select: `${part('shipping-section-buyer-address')}:not(:has(span))`,
          match: '^\\s*([^\\d\\n]+)\\n',
        },
      ],
      identities: [
        {
          as: 'tel:',
          // A number with an extension is Amazon's own, and many buyers share it. One without its country would be
          // read as a number of the seller's own country.
          take: [
            {
              in: 'thread',
              select: part('shipping-section-phone'),
              match: '^[^\\d+]*(\\+[\\d\\s().-]+)$',
            },
          ],
        },
      ],
    },
  },
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  order: {
    id: [IN_URL],
    number: [{ select: part('order-id-value'), match: NUMBER }, IN_URL],
    total: [],
    currency: [],
    status: [{ select: part('item-status-label') }],
    atText: [{ select: part('order-summary-purchase-date-value') }],
    goods: {
      items: [
        'table.a-keyvalue tbody tr:has(a[href*="/gp/product/"])',
        'tr:has(a[href*="orderItemId="]):has(a[href*="/gp/product/"])',
      ],
      name: [{ select: 'a[href*="/gp/product/"]' }],
      sku: [{ match: '\\bSKU:?\\s*([^\\s:]+)' }],
      quantity: [{ select: 'td:nth-child(5)', match: '^\\s*(\\d{1,4})\\s*$' }],
    },
  },
  replyBox: [],
  expects: [{ name: 'order-id', any: [part('order-id-value')] }],
  watch: {
    root: ['#MYO-app', 'body'],
    attributes: ['data-test-id', 'style', 'hidden'],
    agrees: 'settle',
    settle: 1200,
    unique: true,
  },
  verified: { date: '2026-10', evidence: 'B' },
};

/** The one number that the page shows; none where it shows several. */
const ONE_NUMBER = `^(?:(?!${NUMBER})[\\s\\S])*(?<!\\d)(${NUMBER})(?!\\d)(?![\\s\\S]*?(?!\\1)${NUMBER})`;
const MENTIONED: Take[] = [
  { in: 'url', match: `[?&]ss=(${NUMBER})(?!\\d)` },
  { in: 'url', match: `[?&]order(?:Id|ID)=(${NUMBER})(?!\\d)` },
  {
    select: `a[href*="/orders-v3/order/"]`,
    attr: 'href',
    match: `/orders-v3/order/(${NUMBER})(?!\\d)`,
    from: 'only',
  },
  { unless: 'a[href*="/orders-v3/order/"]', match: ONE_NUMBER },
];

/** Messages: nobody knows their making, but an order's number in the address or on the page says what they are about. */
const messages: Recipe = {
  ...site,
  basic: true,
  address: `${HOST}/messaging/`,
  thread: {
    root: ['body'],
    holds: ['*'],
    id: MENTIONED,
    url: [{ in: 'url', match: '^[^#]*' }],
    subject: MENTIONED,
  },
  people: {},
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  order: { id: MENTIONED, number: MENTIONED, total: [], currency: [], status: [] },
  replyBox: [],
  expects: [],
  watch: { root: ['body'], attributes: ['href', 'style', 'hidden'], agrees: 'settle', settle: 1200 },
  verified: { date: '2026-10', evidence: 'C' },
};

export default [orderPage, messages];
