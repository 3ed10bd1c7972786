import type { Recipe, Take } from '../domain/recipe.ts';

const ROW = '[data-id="div_TabMsg_ThrdChItem"][anim-data-id]';
const ROW_NAMES = ['.conv-item-title__name .truncate', '.conv-item-title__name'];
/** On the open row in the pages of four projects; nobody says that every build has it. */
const MARKED = '.conv-item.selected';
/** The one row that bears the name of the heading; where the page marks the open row, it must be that one. */
const openRow = (match: string): Take[] =>
  ROW_NAMES.map((named) => ({
    in: 'page',
    select: ROW,
    named,
    marked: MARKED,
    attr: 'anim-data-id',
    match,
  }));

const BUBBLE = '[id^="bb_msg_id_"]';
/** Bubbles of several pictures carry the sender and the thread behind their own number. */
const album = (match: string): Take => ({
  select: BUBBLE,
  attr: 'id',
  match: `^bb_msg_id_\\d+_\\d+_${match}$`,
});

const ASIDE = [
  '.message-quote-fragment__container',
  '[class*="message-quote"]',
  '.quote-banner',
  '.card-send-time',
  '.card-sender-name',
  '.message-sender-name-content',
  '[class*="message-reaction"]',
  '[data-id$="Msg_React"]',
];

/**
 * Zalo for the web. Its address never changes, its list draws a dozen rows, and nothing says for certain which of them
 * is open: a row counts when it alone bears the name of the heading, now and since the page was opened, and the mark
 * of the open row, once it proved to be that, does not speak against it. Otherwise the person is known by name alone.
 */
const web: Recipe = {
  id: 'zalo',
  name: 'Zalo',
  channel: 'zalo',
  matches: ['https://chat.zalo.me/*'],
  address: '^https://chat\\.zalo\\.me/',
  thread: {
    root: ['#messageView', 'body'],
    holds: ['.threadChat__header .header-title', '#messageView .header-title', BUBBLE],
    shadow: false,
    id: [
      ...openRow('^g?\\d+$'),
      album('(g?\\d+)'),
      { select: '.threadChat__header .header-title' },
      { select: '#messageView .header-title' },
    ],
    subject: [{ select: '.threadChat__header .header-title' }, { select: '#messageView .header-title' }],
    group: [
      ...openRow('^g\\d+$'),
      album('(g\\d+)'),
      { select: `${BUBBLE} .message-sender-name-content` },
      { select: `${BUBBLE} .card-sender-name:not(.hidden)` },
      // The user's own drawer of files is nobody either.
      ...ROW_NAMES.map(
        (named): Take => ({ in: 'page', select: '[data-id="div_TabMsg_ThrdChFileXFER"]', named }),
      ),
      { in: 'subject', match: '^(?:My Documents|Cloud của tôi)$' },
    ],
  },
  people: {
    header: {
      items: ['.threadChat__header .header-title', '#messageView .header-title'],
      name: [{}],
      identities: [{ as: 'zalo:', take: [...openRow('^\\d+$'), { in: 'thread', ...album('(\\d+)') }] }],
    },
  },
  messages: {
    items: [BUBBLE],
    id: [{ attr: 'id', match: '^bb_msg_id_(\\d+)' }],
    // Who sent an album to one person is that person: of a group it says nothing here.
    thread: [{ attr: 'id', match: '^bb_msg_id_\\d+_(\\d+)_\\1$' }],
    direction: [
      { is: 'out', matches: '.me' },
      { is: 'out', has: '[data-id*="SentMsg"]' },
      { is: 'in', has: '[data-id*="ReceivedMsg"]' },
    ],
    at: [{ attr: 'id', match: '^bb_msg_id_(\\d{13})', transform: ['unix-milliseconds'] }],
    atText: [{ select: '.card-send-time__sendTime' }],
    text: [
      {
        select: '[data-id$="Msg_Text"] [data-component="message-text-content"]',
        lines: true,
        without: ASIDE,
      },
      { select: '[data-component="message-text-content"]', lines: true, without: ASIDE },
      { select: '[data-id$="Msg_Text"] .text', lines: true, without: ASIDE },
      { select: '[data-id$="Msg_Text"]', lines: true, without: ASIDE },
    ],
  },
  list: {
    items: [`${ROW}:not([anim-data-id^="g"])`],
    name: ROW_NAMES.map((select) => ({ select })),
    identities: [{ as: 'zalo:', take: [{ attr: 'anim-data-id', match: '^\\d+$' }] }],
  },
  replyBox: ['#richInput[contenteditable="true"]', '#richInput', '#messageView [contenteditable="true"]'],
  expects: [
    {
      name: 'message-content',
      when: BUBBLE,
      any: [`${BUBBLE} [data-id*="Msg_"]`, `${BUBBLE} [data-component="message-text-content"]`],
    },
  ],
  watch: {
    // The list, whose rows tell who it is, is no part of the conversation.
    root: ['body'],
    attributes: ['id', 'class', 'anim-data-id', 'data-id', 'style', 'hidden'],
    agrees: 'settle',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'B', note: 'Which row is open rests on its name alone.' },
};

/** The back office of an official account names the person it writes to in its address; its page is not known. */
const officialAccount: Recipe = {
  id: 'zalo',
  name: 'Zalo',
  channel: 'zalo',
  matches: ['https://oa.zalo.me/*'],
  basic: true,
  address: '^https://oa\\.zalo\\.me/chatv2(?:[/?#]|$)',
  thread: {
    root: ['body'],
    holds: ['*'],
    shadow: false,
    id: [{ in: 'url', match: '[?&]uid=(\\d+)' }],
    token: [{ in: 'url', match: '[?&]uid=(\\d+)' }],
    subject: [],
  },
  people: {
    header: {
      items: ['*'],
      name: [],
      identities: [{ as: 'zalo:', take: [{ in: 'url', match: '[?&]uid=(\\d+)' }] }],
    },
  },
  messages: { items: [], id: [], direction: [], at: [], atText: [], text: [] },
  replyBox: [],
  expects: [],
  watch: { root: ['body'], attributes: [], agrees: 'page', settle: 1000 },
  verified: { date: '2026-10', evidence: 'C' },
};
export default [web, officialAccount];
