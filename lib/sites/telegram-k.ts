import type { Recipe, Take } from '../domain/recipe.ts';

const HASH_ID = '#(-?\\d+)(?:[_?/].*)?$';
const ASIDE = [
  '.time',
  '.reactions',
  '.reply',
  '.bubble-name-forwarded',
  '.message-reply-markup',
  '.web',
  '.webpage',
];

const HEADER_ID: Take[] = [
  { select: '.topbar .chat-info .peer-title[data-peer-id]', attr: 'data-peer-id', match: '^-?\\d+$' },
  { select: '.chat-info .peer-title[data-peer-id]', attr: 'data-peer-id', match: '^-?\\d+$' },
];
/** The heading of this very peer. */
const TITLE = '.chat-info .peer-title[data-peer-id="{id}"]';

/** Telegram Web K. Its header, its list and each bubble name the peer; positive ids are people, negative ones groups. */
const telegramK: Recipe = {
  id: 'telegram-k',
  name: 'Telegram',
  channel: 'telegram',
  matches: ['https://web.telegram.org/*'],
  address: '^https://web\\.telegram\\.org/k/',
  thread: {
    root: ['#column-center .chat.active', '#column-center .chat', '.chat.active', '.chat', '#column-center'],
    holds: ['.chat-info .peer-title[data-peer-id]', '.bubbles[data-peer-id]', '.bubble[data-peer-id]'],
    shadow: false,
    id: [{ in: 'url', match: HASH_ID }, ...HEADER_ID],
    witnesses: [...HEADER_ID, { select: '.bubbles[data-peer-id]', attr: 'data-peer-id', match: '^-?\\d+$' }],
    token: [
      { in: 'url', match: HASH_ID },
      { in: 'url', match: '#(@\\w+)' },
    ],
    subject: [{ select: `${TITLE} .peer-title-inner` }, { select: TITLE }],
    group: [
      { in: 'url', match: '#(-\\d+)' },
      { select: TITLE, attr: 'data-peer-id', match: '^-\\d+$' },
    ],
  },
  people: {
    header: {
      items: [`.topbar ${TITLE}`, TITLE],
      name: [{ select: '.peer-title-inner' }, {}],
      identities: [
        { as: 'telegram:', take: [{ attr: 'data-peer-id', match: '^[1-9]\\d*$' }] },
        { as: 'telegram:', take: [{ in: 'url', match: '#(@[A-Za-z]\\w+)', transform: ['lower'] }] },
      ],
    },
  },
  messages: {
    items: ['.bubbles .bubble[data-mid]', '.bubble[data-mid]'],
    skip: ['.service', '.is-sending', '.is-outgoing', '.is-error', '.is-date'],
    id: [{ attr: 'data-mid', match: '^\\d+$' }],
    thread: [{ attr: 'data-peer-id', match: '^-?\\d+$' }],
    direction: [
      { is: 'out', matches: '.is-out' },
      { is: 'in', matches: '.is-in' },
    ],
    at: [{ attr: 'data-timestamp', transform: ['unix-seconds'] }],
    atText: [],
    text: [
      { select: '.message .translatable-message', lines: true, without: ASIDE },
      { select: '.message', lines: true, without: ASIDE },
    ],
  },
  list: {
    items: ['#column-left .chatlist-chat[data-peer-id]', '.chatlist-chat[data-peer-id]'],
    name: [{ select: '.peer-title' }],
    identities: [{ as: 'telegram:', take: [{ attr: 'data-peer-id', match: '^[1-9]\\d*$' }] }],
  },
  replyBox: [
    '.chat.active .input-message-input[contenteditable="true"]:not(.input-field-input-fake)',
    '.input-message-input[contenteditable="true"]:not(.input-field-input-fake)',
    '.chat-input .input-message-container',
  ],
  expects: [{ name: 'bubbles', any: ['.bubbles[data-peer-id]', '.bubble[data-peer-id]'] }],
  watch: {
    root: ['#column-center', 'body'],
    attributes: ['data-peer-id', 'data-mid', 'class', 'style', 'hidden'],
    agrees: 'ids',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'A' },
};
export default telegramK;
