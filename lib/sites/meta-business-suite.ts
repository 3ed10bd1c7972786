import type { Recipe, Take } from '../domain/recipe.ts';

const pagelet = (name: string) => `[data-pagelet="${name}"]`;
const HEADER = pagelet('BizInboxDetailViewHeaderSectionWrapper');
const CARD = pagelet('BizInboxContextCardDetail');
const LISTS = [pagelet('BizInboxMessengerMessageListContainer'), '[aria-label*="Message list container" i]'];
const ID_ATTRIBUTES = ['data-message-id', 'data-mid', 'data-focusable-id', 'data-item-id'];
/** A line that is cut at its end: names are. The second is a class without meaning. */
const NAMES = [
  '[style*="-webkit-line-clamp: 1"]',
  '[style*="-webkit-line-clamp:1"]',
  '._4ik4._4ik5',
  '[role="heading"]',
];

/** The thread's number is not the person's: only with the page and the kind of thread is it one of a kind. */
const ASSETS = ['asset_id', 'mailbox_id'];
const part = (name: string, value = '[\\w.:-]+'): Take => ({
  in: 'url',
  match: `[?&]${name}=(${value})(?:[&#]|$)`,
});
const KEY: Take[] = ASSETS.map((asset) => ({
  join: [part(asset, '\\d+'), part('thread_type'), part('selected_item_id')],
  glue: ':',
}));

/**
 * The inbox of Meta Business Suite: Messenger, Instagram and more, of one page. The address tells the thread, named
 * parts of the page (`data-pagelet`) tell the rest.
 */
const metaBusinessSuite: Recipe = {
  id: 'meta-business-suite',
  name: 'Meta Business Suite',
  channel: 'meta',
  matches: ['https://business.facebook.com/*'],
  address: '^https://business\\.facebook\\.com/latest/inbox(?:[/?#]|$)',
  thread: {
    // The card stands beside the conversation, and no part is known that holds both.
    root: ['body'],
    holds: [HEADER, ...LISTS],
    shadow: false,
    id: [...KEY, part('selected_item_id')],
    token: [...KEY, part('selected_item_id')],
    url: [{ in: 'url', match: '^[^#]*' }],
    subject: [
      ...NAMES.map((select) => ({ within: HEADER, select })),
      { within: CARD, select: '[role="heading"]' },
    ],
  },
  people: {
    header: {
      items: [HEADER, CARD],
      name: [{ in: 'subject' }],
      identities: [
        {
          as: 'meta:',
          // Without a name nothing shows that the page has come as far as its address.
          take: KEY.map((key) => ({ join: [key, { in: 'subject' }], glue: ' ', match: '^\\S+' })),
        },
      ],
    },
  },
  messages: {
    items: LISTS.flatMap((list) => ID_ATTRIBUTES.map((name) => `${list} [${name}]`)),
    id: ID_ATTRIBUTES.map((attr) => ({ attr })),
    // Classes that push a row to its end or its beginning, on the message itself or just inside.
    direction: [
      { is: 'out', matches: '.x13a6bvl' },
      { is: 'out', has: ':scope > .x13a6bvl' },
      { is: 'in', matches: '.x1nhvcw1' },
      { is: 'in', has: ':scope > .x1nhvcw1' },
    ],
    at: [],
    atText: [],
    text: [
      { select: 'div[dir="auto"]', lines: true, without: ['[role="button"]'] },
      { select: '[dir="auto"]', lines: true, without: ['[role="button"]'] },
      { lines: true, without: ['[role="button"]', '[role="heading"]', '[aria-hidden="true"]'] },
    ],
  },
  list: {
    items: [
      `${pagelet('GenericBizInboxThreadListViewBody')} [role="presentation"]`,
      `${pagelet('BizP13NInboxUinifiedThreadListView')} [role="presentation"]`,
    ],
    name: NAMES.slice(0, 3).map((select) => ({ select })),
    identities: [],
  },
  replyBox: [
    `${pagelet('BizInboxDetailSectionWrapper')} [role="textbox"][contenteditable="true"]`,
    `${pagelet('BizP13NInboxMessengerDetailView')} textarea`,
    '[role="textbox"][contenteditable="true"]',
    'textarea',
  ],
  expects: [
    { name: 'heading', any: [...NAMES.map((name) => `${HEADER} ${name}`), `${CARD} [role="heading"]`] },
    { name: 'message-list', any: LISTS },
  ],
  watch: {
    root: ['body'],
    attributes: ['data-pagelet', ...ID_ATTRIBUTES, 'style', 'hidden', 'aria-hidden'],
    agrees: 'ids',
    settle: 1500,
  },
  verified: {
    date: '2026-10',
    evidence: 'C',
    note: 'Numbers of messages and their direction rest on one source.',
  },
};
export default metaBusinessSuite;
