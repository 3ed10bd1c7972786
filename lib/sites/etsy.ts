import type { Recipe, Take } from '../domain/recipe.ts';

const HOST = '^https://www\\.etsy\\.com/(?:[a-z]{2}(?:-[A-Za-z]{2})?/)?';
const site = {
  id: 'etsy',
  name: 'Etsy',
  channel: 'etsy',
  matches: ['https://www.etsy.com/*'],
  forbids: ['phone', 'link'] as ('phone' | 'link')[],
};
const NOTHING_WRITTEN = { items: [], id: [], direction: [], at: [], atText: [], text: [] };

const SLUG: Take = { attr: 'href', match: '/people/([A-Za-z0-9_-]+)', transform: ['lower'] };
const NAME: Take[] = [
  { in: 'thread', select: 'h3.buyer-name a', from: 'only' },
  { in: 'thread', select: 'h3.buyer-name', from: 'only' },
  { in: 'thread', select: '.scrolling-message-list p.wt-text-title', from: 'only' },
];
/** Classes that say how a bubble looks: there are no others. */
const BUBBLE = '.wt-rounded.wt-text-body-01.wt-display-inline-block.wt-break-word';
const OUR_SIDE = 'justify-content-flex-end';
const OUR_COLOUR = '[class*="surface-informational-subtle"]';

/** A conversation. Folders (`all`, `inbox`, `spam`) are none. Messages have neither id nor time. */
const messages: Recipe = {
  ...site,
  address: `${HOST}(?:messages|conversations)/(?:with/[^/?#]+|(?=[^/?#]*\\d)[\\w-]+)(?:[/?#]|$)`,
  thread: {
    root: ['body'],
    holds: ['h3.buyer-name', '.scrolling-message-list'],
    shadow: false,
    id: [{ in: 'url', match: '/(?:messages|conversations)/((?:with/)?[^/?#]+)' }],
    token: [{ in: 'url', match: '/(?:messages|conversations)/((?:with/)?[^/?#]+)' }],
    url: [{ in: 'url', match: '^[^?#]*' }],
    subject: NAME,
  },
  people: {
    header: {
      items: ['h3.buyer-name', '.scrolling-message-list p.wt-text-title'],
      name: NAME,
      identities: [
        {
          as: 'etsy:',
          // The shop's own profile is linked too, elsewhere.
          take: [
            { ...SLUG, in: 'thread', select: 'h3.buyer-name a[href*="/people/"]', from: 'only' },
            { ...SLUG, in: 'thread', select: 'a[href*="/people/"]:has(h3.buyer-name)', from: 'only' },
            {
              ...SLUG,
              in: 'thread',
              select: ':has(> h3.buyer-name) > a[href*="/people/"]',
              from: 'only',
            },
          ],
        },
      ],
    },
  },
  messages: {
    items: [
      `.scrolling-message-list ${BUBBLE}`,
      BUBBLE,
      '.scrolling-message-list .wt-text-body-01.wt-display-inline-block',
    ],
    id: [],
    idFromWords: true,
    direction: [
      { is: 'out', take: [{ up: '.wt-grid', attr: 'class', match: OUR_SIDE }] },
      { is: 'out', matches: OUR_COLOUR },
      { is: 'out', has: OUR_COLOUR },
      { is: 'in', matches: '.wt-bg-white' },
      // In no row of ours, on a page where ours are known.
      {
        is: 'in',
        take: [`.wt-grid.${OUR_SIDE}`, `.wt-grid ${OUR_COLOUR}`].map((ours) => ({
          join: [
            { up: '.wt-grid', attr: 'class', match: `^(?!.*${OUR_SIDE}).+` },
            { in: 'thread', select: ours, attr: 'class' },
          ],
          glue: '',
        })),
      },
    ],
    at: [],
    atText: [],
    text: [
      {
        without: ['.screen-reader-only', '.wt-screen-reader-only'],
        match: '^(?:Message:\\s*)?([\\s\\S]*\\S)',
      },
    ],
  },
  replyBox: ['textarea.new-message-textarea-min-height', 'textarea[placeholder*="reply" i]'],
  expects: [
    { name: 'buyer', when: BUBBLE, any: ['h3.buyer-name', '.scrolling-message-list p.wt-text-title'] },
  ],
  watch: {
    root: ['body'],
    attributes: ['class', 'href', 'style', 'hidden', 'aria-hidden'],
    agrees: 'settle',
    settle: 1500,
  },
  verified: { date: '2026-08', evidence: 'C' },
};

const ROW = 'section.order-group-list .panel-body-row';
const BUYER = 'button.btn-link.strong';
const ORDER: Take[] = [{ in: 'url', match: '[?&]order_id=(\\d+)' }];
/** The row of the order that the address names, among those of the list. */
const THIS_ROW = `${ROW}:has(a[href$="order_id={id}"], a[href*="order_id={id}&"])`;
const inRow = (take: Take): Take => ({
  ...take,
  in: 'thread',
  select: `${THIS_ROW} ${take.select}`,
  from: 'only',
});

/** One order of the list, opened beside it: its own row names its buyer. */
const order: Recipe = {
  ...site,
  address: `${HOST}your/orders/sold(?:/[^?#]*)?\\?(?:[^#]*&)?order_id=\\d`,
  thread: {
    root: ['body'],
    holds: [ROW],
    shadow: false,
    id: ORDER,
    token: ORDER,
    url: [{ in: 'url', match: '^[^#]*' }],
    subject: [],
  },
  people: {
    header: {
      items: [THIS_ROW, ROW],
      name: [
        inRow({ select: BUYER }),
        inRow({
          select: '[aria-label^="Select this order from"]',
          attr: 'aria-label',
          match: '^Select this order from\\s+(.+)$',
        }),
      ],
      identities: [
        { as: 'etsy:', take: [inRow({ ...SLUG, select: 'a[href*="/people/"]' })] },
        {
          as: 'email:',
          take: [inRow({ select: 'a[href^="mailto:"]', attr: 'href', match: '^mailto:([^\\s?]+@[^\\s?]+)' })],
        },
      ],
    },
  },
  messages: NOTHING_WRITTEN,
  order: {
    id: ORDER,
    number: ORDER,
    total: [],
    currency: [],
    status: [],
    goods: { items: [`${THIS_ROW} a[href*="/transaction/"]`], name: [{}] },
  },
  replyBox: [],
  expects: [],
  watch: { root: ['body'], attributes: ['href', 'style', 'hidden'], agrees: 'settle', settle: 1200 },
  verified: { date: '2026-08', evidence: 'C' },
};

/** The list of orders alone: nobody's thread, but its rows say who bought. */
const orderList: Recipe = {
  ...site,
  address: `${HOST}your/orders/sold(?:/[^?#]*)?(?:\\?(?![^#]*\\border_id=\\d)[^#]*)?(?:#|$)`,
  thread: {
    root: [':not(*)'],
    holds: [':not(*)'],
    shadow: false,
    id: [{ in: 'url', match: '^$' }],
    subject: [],
  },
  people: {},
  messages: NOTHING_WRITTEN,
  list: {
    items: [ROW],
    name: [{ select: BUYER }],
    identities: [{ as: 'etsy:', take: [{ ...SLUG, select: 'a[href*="/people/"]', from: 'only' }] }],
  },
  replyBox: [],
  expects: [],
  watch: { root: ['body'], attributes: [], agrees: 'page', settle: 1200 },
  verified: { date: '2026-08', evidence: 'C' },
};

export default [messages, order, orderList];
