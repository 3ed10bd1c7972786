import type { Recipe, Take } from '../domain/recipe.ts';

const HOST =
  '^https://(?:banhang\\.shopee\\.vn|seller\\.shopee\\.(?:vn|ph|sg|co\\.th|tw|com\\.my|com\\.br|co\\.id|cn))';
const site = {
  id: 'shopee',
  name: 'Shopee',
  channel: 'shopee',
  matches: [
    'https://banhang.shopee.vn/*',
    'https://seller.shopee.vn/*',
    'https://seller.shopee.ph/*',
    'https://seller.shopee.sg/*',
    'https://seller.shopee.co.th/*',
    'https://seller.shopee.tw/*',
    'https://seller.shopee.com.my/*',
    'https://seller.shopee.com.br/*',
    'https://seller.shopee.co.id/*',
    'https://seller.shopee.cn/*',
  ],
  forbids: ['phone', 'link'] as ('phone' | 'link')[],
};
/** A username is unique in its country. Who sells from China sells to several: there the name alone names nobody. */
const COUNTRY: Take = {
  in: 'url',
  match: '^https://\\w+\\.shopee\\.(?:com?\\.)?(vn|ph|sg|th|tw|my|br|id)/',
};
const DOMAIN: Take = { in: 'url', match: '^https://\\w+\\.shopee\\.(?:com?\\.)?([a-z]{2})/' };
const USERNAME = '^[\\s\\u200e\\u200f]*([A-Za-z0-9._-]{2,64})[\\s\\u200e\\u200f]*$';
const keyOf = (names: Take[], country: Take, match?: string): Take[] =>
  names.map((name) => ({
    join: [country, match ? { ...name, match, transform: ['lower'] } : name],
    glue: ':',
  }));
const person = (items: string[], name: Take[]) => ({
  items,
  name,
  identities: [{ as: 'shopee:', take: keyOf(name, COUNTRY, USERNAME) }],
});

const ROW = '[data-cy^="webchat-conversation-cell-root"]';
const CURRENT = '[data-cy="webchat-conversation-cell-root-current"]';
/** In a row of the list. What was written last has a title too. */
const ROW_NAME: Take[] = [
  { select: '[data-cy="webchat-conversation-cell-name"]', attr: 'title' },
  { select: '[data-cy="webchat-conversation-cell-name"]' },
  {
    select: '[data-cy="webchat-conversation-cell-container"] [title]',
    attr: 'title',
    without: [
      '[data-cy^="webchat-conversation-cell-message"]',
      '[data-cy^="webchat-conversation-cell-content"]',
      '[data-cy^="webchat-conversation-cell-time"]',
    ],
  },
];
const OPEN_NAME = ROW_NAME.map((name): Take => ({ within: CURRENT, ...name }));
const MESSAGE = ':is([data-cy="webchat-message-receive"], [data-cy="webchat-message-send"])';
const TIME = '\\d{1,2}:\\d{2}(?:\\s?[AaPp]\\.?[Mm]\\.?)?';
/** In some builds the hour follows the last word without a space; what a buyer writes of an hour has one. */
const GLUED_TIME = `^([\\s\\S]*?[^\\s:])(?:\\d{2}|(?<=\\D)\\d):\\d{2}(?:\\s?[AaPp]\\.?[Mm]\\.?)?$|^[\\s\\S]+$`;
const TIME_BELOW = `^(?!\\s*${TIME}\\s*$)(?:([\\s\\S]*?\\S)\\s*\\n\\s*${TIME}$|[\\s\\S]+$)`;

/**
 * The chat of Seller Centre. Its classes are hashed; `data-cy` is not. Nothing in the page carries an id of a buyer or
 * a message: the buyer is the name in the row that is open, and the messages change up to 1.2 seconds after it.
 */
const chat: Recipe = {
  ...site,
  address: `${HOST}/(?:(?:new-)?webchat/conversations|portal/chat-management)(?:[/?#]|$)`,
  thread: {
    root: ['body'],
    holds: [CURRENT],
    foreign: '[data-cy="webchat-station-root"], #workstation',
    id: keyOf(OPEN_NAME, DOMAIN),
    // The number of a chat that some addresses carry stays when the next one is opened.
    url: [{ in: 'url', match: '^[^?#]*' }],
    subject: OPEN_NAME,
  },
  people: { header: person([CURRENT], ROW_NAME) },
  messages: {
    items: [
      `[data-cy="webchat-conversation-detail-message-container"] ${MESSAGE}`,
      `#message-virtualized-list ${MESSAGE}`,
      `#messagesContainer ${MESSAGE}`,
      MESSAGE,
    ],
    id: [],
    idFromWords: true,
    direction: [
      { is: 'in', matches: '[data-cy="webchat-message-receive"]' },
      { is: 'out', matches: '[data-cy="webchat-message-send"]' },
    ],
    at: [],
    atText: [
      { select: 'pre > div > div', match: `^\\s*(${TIME})\\s*$` },
      {
        select: 'pre > div:not(:has(> div:last-child))',
        match: `[^\\s:]((?:\\d{2}|(?<=\\D)\\d):\\d{2}(?:\\s?[AaPp]\\.?[Mm]\\.?)?)$`,
      },
      { match: `\\n\\s*(${TIME})\\s*$` },
    ],
    text: [
      { select: 'pre > div:has(> div:last-child)', lines: true, without: ['pre > div > div'] },
      { select: 'pre > div', lines: true, match: GLUED_TIME },
      { select: '[data-cy="webchat-message-content"]', lines: true, match: TIME_BELOW },
      { select: 'pre', lines: true, match: TIME_BELOW },
    ],
  },
  list: person([ROW], ROW_NAME),
  replyBox: [
    '[data-cy="webchat-conversation-detail-input"] textarea',
    '#inputField textarea',
    '[data-cy="webchat-conversation-detail-input"] [contenteditable="true"]',
  ],
  expects: [
    {
      name: 'message',
      when: '[data-cy="webchat-conversation-detail-message-container"] pre',
      any: [MESSAGE],
    },
    {
      name: 'message-text',
      when: `${MESSAGE} pre`,
      any: [`${MESSAGE} pre > div`, `${MESSAGE} [data-cy="webchat-message-content"]`, `${MESSAGE} pre`],
    },
  ],
  watch: {
    root: ['body'],
    attributes: ['data-cy', 'title', 'style', 'hidden', 'aria-hidden'],
    agrees: 'settle',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'B' },
};

/** The list of orders: nobody's thread, but its rows say who bought. */
const orderList: Recipe = {
  ...site,
  address: `${HOST}/portal/sale/order/?(?:[?#]|$)`,
  thread: {
    root: [':not(*)'],
    holds: [':not(*)'],
    foreign: '[data-cy^="webchat"]',
    shadow: false,
    id: [{ in: 'url', match: '^$' }],
    subject: [],
  },
  people: {},
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  list: person(
    ['a.order-card[data-testid="order-item"]', '[data-testid="order-item"]', '.order-card'],
    [{ select: '[data-testid="order-card-header"] .buyer-username' }, { select: '.buyer-username' }],
  ),
  replyBox: [],
  expects: [],
  watch: { root: ['body'], attributes: [], agrees: 'page', settle: 1500 },
  verified: { date: '2026-10', evidence: 'C' },
};

const ORDER_ID: Take[] = [{ in: 'url', match: '/portal/sale/order/(\\d+)' }];
/** What buyer and seller call the order; the number in the address is another. */
const SERIAL = '(?<![0-9A-Z])(\\d{4}[0-9A-Z]{10})(?![0-9A-Z])';
const NUMBER: Take[] = [
  { select: '[data-testid="odp-label-order-id"]', match: SERIAL },
  { select: '.order-sn', match: SERIAL },
  { select: '[data-testid="order-card-header"]', match: SERIAL },
];
const TOTAL: Take[] = [
  { select: '[data-testid="order-payment-info"] .total-price' },
  { select: '.total-price', from: 'only' },
  { select: '[data-testid="odp-buyer-payment"] .income-subtotal.strong.highlighted .income-value' },
];
const BUYER: Take[] = [
  { in: 'thread', select: '[data-testid="odp-buyer-user"] .buyer-username' },
  { in: 'thread', select: '[data-testid="odp-buyer-user"] .username' },
  { in: 'thread', select: '[data-testid="odp-buyer-user"] [class*="username"]' },
  { in: 'thread', select: '.buyer-username', from: 'only' },
];

/** One order. Its buyer is named by username; address and phone are masked, and not read. */
const orderPage: Recipe = {
  ...site,
  address: `${HOST}/portal/sale/order/\\d+(?:[/?#]|$)`,
  thread: {
    root: ['body'],
    holds: ['[data-testid^="odp-"]', '[data-testid="order-payment-info"]', '.order-sn', '.buyer-username'],
    // A small chat with somebody else may float over the order.
    foreign: '[data-cy^="webchat"]',
    id: ORDER_ID,
    token: ORDER_ID,
    url: [{ in: 'url', match: '^[^?#]*' }],
    subject: NUMBER,
  },
  people: {
    header: person(
      [
        '[data-testid="odp-buyer-user"]',
        '.buyer-username',
        '[data-testid^="odp-"]',
        '[data-testid="order-payment-info"]',
        '.order-sn',
      ],
      BUYER,
    ),
  },
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  order: {
    id: ORDER_ID,
    number: NUMBER,
    total: TOTAL,
    currency: TOTAL.map((total) => ({ ...total, transform: ['currency'] })),
    status: [
      { select: '.order-status-wrapper .header .status' },
      { select: '[data-testid="order-detail-status"] .status' },
      { select: '.order-status-info-v2 .status' },
    ],
    payment: [
      { select: '[data-testid="order-payment-info"] .payment-method' },
      { select: '.payment-method' },
    ],
    goods: {
      items: [
        '.product-list .product-list-item:not(.product-list-head)',
        '[data-testid="order-item-infos"] .item',
      ],
      name: [{ select: '.product-name' }, { select: '.item-name' }],
      // In brackets: the product's own code, and that of the variation.
      sku: [
        { select: '.product-meta', match: '\\[(?:[^\\]\\s]+\\s+)?([^\\]\\s]+)\\]' },
        { select: '.item-description', match: '\\[(?:[^\\]\\s]+\\s+)?([^\\]\\s]+)\\]' },
      ],
      quantity: [
        { select: '.qty', match: '\\d+' },
        { select: '.item-amount', match: '\\d+' },
      ],
      total: [{ select: '.subtotal' }],
    },
  },
  replyBox: [],
  expects: [],
  watch: {
    root: ['body'],
    attributes: ['data-testid', 'style', 'hidden'],
    agrees: 'settle',
    settle: 1500,
    unique: true,
  },
  verified: { date: '2026-10', evidence: 'C', note: 'Measured on the Brazilian and Indonesian pages.' },
};

export default [chat, orderList, orderPage];
