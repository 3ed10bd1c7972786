import type { Recipe, Take } from '../domain/recipe.ts';

const HOST = '^https://(?:seller(?:-[a-z]{2})?\\.tiktok\\.com|seller-id\\.tokopedia\\.com)';
const site = {
  id: 'tiktok-shop',
  name: 'TikTok Shop',
  channel: 'tiktok',
  matches: [
    'https://seller.tiktok.com/*',
    'https://seller-vn.tiktok.com/*',
    'https://seller-th.tiktok.com/*',
    'https://seller-sg.tiktok.com/*',
    'https://seller-my.tiktok.com/*',
    'https://seller-ph.tiktok.com/*',
    'https://seller-id.tiktok.com/*',
    'https://seller-id.tokopedia.com/*',
    'https://seller-us.tiktok.com/*',
    'https://seller-uk.tiktok.com/*',
    'https://seller-mx.tiktok.com/*',
    'https://seller-br.tiktok.com/*',
    'https://seller-jp.tiktok.com/*',
    'https://seller-es.tiktok.com/*',
    'https://seller-ie.tiktok.com/*',
    'https://seller-de.tiktok.com/*',
    'https://seller-fr.tiktok.com/*',
    'https://seller-it.tiktok.com/*',
  ],
  forbids: ['phone', 'link'] as ('phone' | 'link')[],
};
/** The host's country always, where it has one: an address may also name a region, in other letters. */
const COUNTRIES: Take[] = [
  { in: 'url', match: '^https://seller-([a-z]{2})\\.' },
  { in: 'url', match: '^https://seller\\.[^#]*[?&]shop_region=([A-Za-z]{2})\\b', transform: ['lower'] },
];
const USERNAME = '^\\s*([A-Za-z0-9._]{2,24})\\s*$';
const ROW = '[data-testid="chat.chatroom.conversation_card"]';
const NAME = '[data-testid="chat.chatroom.conversation_card_username"]';
const SELECTED = `${ROW}[aria-selected="true"]`;
const MARKED =
  ':is([class*="active" i], [class*="selected" i], [class*="current" i]):not([class*="inactive" i], [class*="interactive" i], [class*="unselected" i])';
/** Where the open chat's name may stand, the surest place first. Nothing else on the page names it. */
const OPEN = [`${SELECTED} ${NAME}`, `${ROW}${MARKED} ${NAME}`, `${MARKED} > ${ROW} ${NAME}`];
const OPEN_NAME = OPEN.map((select): Take => ({ select, from: 'only' }));
const withCountry = (names: Take[]): Take[] =>
  COUNTRIES.flatMap((country) => names.map((name) => ({ join: [country, name], glue: ':' })));
const asKey = (name: Take): Take => ({ ...name, match: USERNAME, transform: ['lower'] });

const MESSAGE = '[data-testid="chat.chatroom.message_card"]';
const THEIRS = '.chatd-bubble-main--other';

/**
 * The chat of Seller Center. Ids stand in its own program alone; the buyer is the username in the row that is open.
 * Which row that is, only its marks tell: by a class alone, the person stays weak.
 */
const chat: Recipe = {
  ...site,
  address: `${HOST}/chat/inbox(?:[/?#]|$)`,
  thread: {
    root: ['body'],
    holds: [MESSAGE],
    shadow: false,
    id: [...withCountry(OPEN_NAME), ...OPEN_NAME],
    subject: OPEN_NAME,
  },
  people: {
    header: {
      items: OPEN,
      name: [{}],
      identities: [{ as: 'tiktok:', take: withCountry([asKey({ up: SELECTED, select: NAME })]) }],
    },
  },
  messages: {
    items: [MESSAGE],
    id: [],
    idFromWords: true,
    direction: [
      { is: 'in', has: THEIRS },
      { is: 'in', has: '.chatd-bubble--other' },
      { is: 'in', has: '.chatd-message--left' },
      { is: 'out', has: '.chatd-bubble-main--self' },
      { is: 'out', has: '.chatd-bubble--self' },
      { is: 'out', has: '.chatd-message--right' },
      // Of another kind than theirs, on a page where theirs are known.
      {
        is: 'out',
        take: [
          {
            join: [
              { select: `[class*="chatd-bubble-main--"]:not(${THEIRS})`, attr: 'class' },
              { in: 'thread', select: THEIRS, attr: 'class' },
            ],
            glue: '',
          },
        ],
      },
    ],
    at: [],
    atText: [{ select: '.chatd-time' }, { select: 'time' }],
    text: [
      { select: '[class*="chatd-bubble-main"] pre', lines: true },
      { select: '[class*="chatd-bubble-main"]' },
      { select: '.chatd-bubble pre', lines: true },
    ],
  },
  list: {
    items: [ROW],
    name: [{ select: NAME }],
    identities: [{ as: 'tiktok:', take: withCountry([asKey({ select: NAME })]) }],
  },
  replyBox: ['textarea[placeholder]', '[contenteditable="true"][role="textbox"]'],
  expects: [{ name: 'bubble', when: MESSAGE, any: [`${MESSAGE} [class*="chatd-"]`] }],
  watch: {
    root: ['body'],
    attributes: ['class', 'aria-selected', 'data-testid', 'style', 'hidden'],
    agrees: 'settle',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'U', note: 'The mark of the open row; all else is C.' },
};

const ORDER: Take[] = [{ in: 'url', match: '[?&]order_no=(\\d{15,20})(?!\\d)' }];

/** An order, known by its number in the address. The page masks its buyer. */
const order: Recipe = {
  ...site,
  basic: true,
  address: `${HOST}/order/detail/?\\?(?:[^#]*&)?order_no=\\d{15,20}(?!\\d)`,
  thread: {
    root: ['html'],
    holds: ['body > :is(div, main, section)'],
    shadow: false,
    id: ORDER,
    token: ORDER,
    subject: [],
  },
  people: {},
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  order: { id: ORDER, number: ORDER, total: [], currency: [], status: [] },
  replyBox: [],
  expects: [],
  watch: { root: ['body'], attributes: [], agrees: 'page', settle: 1500 },
  verified: { date: '2026-10', evidence: 'C' },
};

export default [chat, order];
