import type { Recipe, Take } from '../domain/recipe.ts';

const HOST = '^https://sellercenter\\.lazada\\.(?:vn|sg|co\\.th|com\\.my|com\\.ph|co\\.id)';
const site = {
  id: 'lazada',
  name: 'Lazada',
  channel: 'lazada',
  matches: [
    'https://sellercenter.lazada.vn/*',
    'https://sellercenter.lazada.sg/*',
    'https://sellercenter.lazada.co.th/*',
    'https://sellercenter.lazada.com.my/*',
    'https://sellercenter.lazada.com.ph/*',
    'https://sellercenter.lazada.co.id/*',
  ],
  basic: true as const,
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  replyBox: [],
  expects: [],
  forbids: ['phone', 'link'] as ('phone' | 'link')[],
};
/** Anything at all: what these pages are made of is not known. */
const DRAWN = ['body > :is(div, main, section)'];
const COUNTRY: Take = { in: 'url', match: '^https://sellercenter\\.lazada\\.(?:com?\\.)?([a-z]{2})/' };
const BUYER: Take = { in: 'url', match: '[?&]buyerId=(\\d+)' };
const ORDER: Take[] = [{ in: 'url', match: '[?&]tradeOrderId=(\\d+)' }];

/**
 * A chat, known by the buyer's number in its address. The window may list other chats, and its address may stay when
 * the next one is opened: nobody is named by it.
 */
const chat: Recipe = {
  ...site,
  address: `${HOST}/apps/im/[^#]*[?&]buyerId=\\d`,
  thread: {
    root: ['html'],
    holds: DRAWN,
    shadow: false,
    id: [{ join: [COUNTRY, BUYER], glue: ':' }],
    token: [BUYER],
    subject: [],
  },
  people: {},
  watch: { root: ['body'], attributes: [], agrees: 'page', settle: 1500 },
  verified: { date: '2021-01', evidence: 'C' },
};

/** An order, known by its number in the address. */
const order: Recipe = {
  ...site,
  address: `${HOST}/apps/order/detail/?\\?(?:[^#]*&)?tradeOrderId=\\d`,
  thread: {
    root: ['html'],
    holds: DRAWN,
    shadow: false,
    id: ORDER,
    token: ORDER,
    subject: [],
  },
  people: {},
  order: { id: ORDER, number: ORDER, total: [], currency: [], status: [] },
  watch: { root: ['body'], attributes: [], agrees: 'page', settle: 1500 },
  verified: { date: '2025-01', evidence: 'C' },
};

export default [chat, order];
