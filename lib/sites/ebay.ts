import type { Recipe, Take } from '../domain/recipe.ts';

const HOST = '^https://(?:www|mesg)\\.ebay\\.[a-z.]{2,6}';
const site = {
  id: 'ebay',
  name: 'eBay',
  channel: 'ebay',
  matches: [
    'https://www.ebay.com/*',
    'https://mesg.ebay.com/*',
    'https://www.ebay.co.uk/*',
    'https://mesg.ebay.co.uk/*',
    'https://www.ebay.de/*',
    'https://mesg.ebay.de/*',
    'https://www.ebay.fr/*',
    'https://mesg.ebay.fr/*',
    'https://www.ebay.it/*',
    'https://mesg.ebay.it/*',
    'https://www.ebay.es/*',
    'https://mesg.ebay.es/*',
    'https://www.ebay.ca/*',
    'https://mesg.ebay.ca/*',
    'https://www.ebay.com.au/*',
    'https://mesg.ebay.com.au/*',
  ],
  forbids: ['phone', 'link'] as ('phone' | 'link')[],
};
const NUMBER = '\\d{2}-\\d{5}-\\d{5}';
/** Written with its country: a number of another country without it would be read as one of the seller's own. */
const ABROAD = '^\\s*(\\+[\\d\\s().-]+)\\s*$';
const ORDER: Take[] = [{ in: 'url', match: `[?&]order[iI]d=(${NUMBER})(?!\\d)` }];
const QUANTITY: Take[] = [
  { select: '.quantity__value .sh-bold', match: '^\\s*(\\d{1,4})\\s*$' },
  { select: '.quantity__value', match: '^\\s*(\\d{1,4})\\b' },
];

/** One order: who it is sent to. The buyer's username has no sure place on the page. */
const orderPage: Recipe = {
  ...site,
  address: `${HOST}/mesh/ord/details/?\\?(?:[^#]*&)?order[iI]d=${NUMBER}(?!\\d)`,
  thread: {
    root: ['body'],
    holds: ['.ship-to', '.lineItemCard', '.phone'],
    id: ORDER,
    token: ORDER,
    url: [{ in: 'url', match: '^[^#]*' }],
    subject: [],
  },
  people: {
    header: {
      items: ['.ship-to .address', '.ship-to', '.lineItemCard', '.phone'],
      name: [
        // Without a name the first line is the street, which has a number.
        {
          in: 'thread',
          select: '.ship-to .address > div:first-child button',
          match: '^\\D+$',
          from: 'only',
        },
      ],
      identities: [
        {
          as: 'tel:',
          take: [
            { in: 'thread', select: '.ship-to .phone button', match: ABROAD },
            { in: 'thread', select: '.phone button', match: ABROAD, from: 'only' },
          ],
        },
      ],
    },
  },
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  order: {
    id: ORDER,
    number: ORDER,
    total: [],
    currency: [],
    status: [],
    goods: {
      items: ['.lineItemCard'],
      name: [
        { select: '.lineItemCardInfo__content .details a' },
        { select: '.details a' },
        { select: 'a[href*="/itm/"]' },
      ],
      sku: [{ select: '.lineItemCardInfo__sku span.sh-secondary:last-child' }],
      quantity: QUANTITY,
      total: [{ select: '.total__value' }],
    },
  },
  replyBox: [],
  expects: [],
  watch: { root: ['body'], attributes: ['style', 'hidden'], agrees: 'settle', settle: 1200 },
  verified: { date: '2026-10', evidence: 'C' },
};

const CARD = '[data-testid="conversation-item__from-member"]';
const MARKED =
  ':is([aria-selected="true"], [aria-current="true"], [aria-pressed="true"], [class*="selected" i], [class*="active" i]):not([class*="inactive" i], [class*="interactive" i], [class*="unselected" i])';
/** Marked by what is made for telling, not by a class. */
const SELECTED = `${CARD}:is([aria-selected="true"], [aria-current="true"], [aria-pressed="true"])`;
/** The card of the open conversation; what marks it is not known for certain. */
const OPEN = [`${CARD}${MARKED}`, `${MARKED} > ${CARD}`, `${CARD}:has(> ${MARKED})`];
const openCard = (take: Take): Take[] =>
  OPEN.map((card) => ({ ...take, select: `${card} ${take.select ?? ''}`.trim(), from: 'only' }));
const TEXT = '[class*="message-bubble__message__content"]';
/** A username is one word. */
const CARD_NAME = ['.card__username .ux-textspans', '.card__username', '.sender'].map(
  (select): Take => ({ select, match: '^\\s*(\\S{2,64})\\s*$' }),
);
const asKey = (name: Take): Take => ({
  ...name,
  match: '^\\s*([^\\s*…]{2,64})\\s*$',
  transform: ['lower'],
});

/** Messages. Nothing sure tells whose a message is: no direction is read, and no message has an id or a time. */
const messages: Recipe = {
  ...site,
  address: `${HOST}/(?:sh/messages|mesgweb/ViewMessage(?:s|Detail))(?:[/?#]|$)`,
  thread: {
    root: ['body'],
    holds: [TEXT],
    id: [
      { in: 'url', match: '/ViewMessageDetail/[^?#]*?/(\\d{6,})(?=[/?#]|$)' },
      ...openCard({ attr: 'data-conversation-id' }),
    ],
    url: [{ in: 'url', match: '^[^#]*' }],
    subject: openCard({ select: '.card__conversation-title' }),
  },
  people: {
    header: {
      items: [...OPEN, TEXT],
      name: CARD_NAME.flatMap(openCard).map((name): Take => ({ in: 'thread', ...name })),
      identities: [
        {
          as: 'ebay:',
          take: CARD_NAME.map((name) =>
            asKey({ in: 'thread', select: `${SELECTED} ${name.select}`, from: 'only' }),
          ),
        },
      ],
    },
  },
  messages: {
    items: [TEXT],
    newestFirst: true,
    id: [],
    idFromWords: true,
    direction: [],
    at: [],
    atText: [],
    // Every text stands twice, the second time for those who hear the page.
    text: [
      { up: `${TEXT}:has(.clipped)`, without: ['.clipped'] },
      { match: '^([\\s\\S]{1,1000}?)\\s*\\1$|^[\\s\\S]+$' },
    ],
  },
  list: {
    items: [CARD],
    name: CARD_NAME,
    identities: [{ as: 'ebay:', take: CARD_NAME.map(asKey) }],
  },
  replyBox: ['textarea[name*="message" i]', 'textarea'],
  expects: [],
  watch: {
    root: ['body'],
    attributes: ['class', 'aria-selected', 'aria-current', 'aria-pressed', 'style', 'hidden'],
    agrees: 'settle',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'U', note: 'The mark of the open card; all else is C.' },
};

export default [orderPage, messages];
