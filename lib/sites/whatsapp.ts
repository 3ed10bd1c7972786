import type { Recipe, Take } from '../domain/recipe.ts';

/** Spaces, and the marks that turn the direction of writing: WhatsApp wraps numbers in them. */
const AROUND = '\\s\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const DIGITS = `(?=(?:[^\\d]*\\d){7})[\\d${AROUND}().\\-\\u2010\\u2011]+`;

/** Old builds write `(true|false)_<chat>_<message>[_<participant>]`, new ones the message alone. */
const ID = '^(?:(?:true|false)_[^_]+_)?([0-9A-Za-z]{8,64})(?:_|$)';
const JID = '^(?:true|false)_([^_@]+@(?:c\\.us|lid|g\\.us|newsletter|broadcast))_';
const dataId = (match: string): Take[] => [
  { attr: 'data-id', match },
  { select: '[data-id]', attr: 'data-id', match },
];

const TITLE = '[data-testid="conversation-info-header-chat-title"]';
/**
 * In new builds the only `span[title]` of the heading is the line below the name. Where no test id tells them apart, it
 * counts as the name only beside ids of the old making.
 */
const OLD_TITLE =
  '#main:has([data-id^="true_"], [data-id^="false_"]) header span[dir="auto"][title]:not([data-testid])';
const HEADINGS = [`#main ${TITLE}`, TITLE, OLD_TITLE];
const heading: Take[] = HEADINGS.flatMap((select) => [{ select, attr: 'title' }, { select }]);
/** The heading where it is a number: nobody saves a person, and no group is called, by one. */
const NUMBER: Take[] = [{ attr: 'title' }, {}].map((take) => ({
  ...take,
  match: `^[${AROUND}]*\\+?${DIGITS}$`,
}));

/** The part of a message that repeats another; its label is in the interface's words. */
const QUOTED = [
  '[data-testid="quoted-message"]',
  '.quoted-mention',
  '[role="button"][aria-label]',
  '[aria-label="Quoted message"]',
  '[aria-label="Tin nhắn được trích dẫn"]',
  '[aria-label="Mensaje citado"]',
  '[aria-label="Mensagem citada"]',
];
const inMessage = (select: string, attr: string): Take => ({ select, attr, without: QUOTED });

const LINE = '[data-pre-plain-text]';
/** Who wrote, as the line that is copied with a message says it: `[10:02, 20/11/2026] Lan: `. */
const sender = (select: string, subject: 'is' | 'other'): Take => ({
  ...inMessage(select, 'data-pre-plain-text'),
  match: '^\\s*\\[[^\\]]*\\]\\s*(.+?)\\s*:\\s*$',
  subject,
});
/** A list of members, not “last seen November 20, 2026”. */
const MEMBERS = '^(.*\\S,\\s*(?:\\+|[^\\d\\s]).*)$';
/** Somebody other than the chat's name wrote to us: no chat of two. A number may show under another name, though. */
const another = (select: string): Take => ({
  join: [
    { select: TITLE, match: `^(?![${AROUND}]*\\+?${DIGITS}$).+$` },
    sender(`#main:not(:has([data-id*="@"])) ${select}`, 'other'),
  ],
  glue: ' ',
});

/** States of delivery: only what we sent has one. */
const SENT = ['msg-dblcheck', 'msg-check', 'msg-time', 'wds-ic-read', 'wds-ic-delivered', 'wds-ic-sent'];

const OURS = [
  '.message-out',
  '[data-icon="tail-out"]',
  ...SENT.map((state) => `[data-icon^="${state}"]`),
].join(', ');

/**
 * WhatsApp Web, in both of its makings of 2026. No address tells the chat, and a saved contact's number is nowhere: a
 * person is strong only where the heading is a number, or an old id holds it.
 */
const whatsapp: Recipe = {
  id: 'whatsapp',
  name: 'WhatsApp',
  channel: 'whatsapp',
  matches: ['https://web.whatsapp.com/*'],
  address: '^https://web\\.whatsapp\\.com/',
  thread: {
    root: ['#main', '[data-testid="conversation-panel-wrapper"]'],
    holds: ['header', '[data-testid="conversation-header"]'],
    shadow: false,
    id: [{ select: '[data-id*="@"]', attr: 'data-id', match: JID }, ...heading],
    subject: heading,
    group: [
      {
        select: '[data-id*="@"]',
        attr: 'data-id',
        match: '^(?:true|false)_[^_@]+@(?:g\\.us|newsletter|broadcast)_',
      },
      { select: '[data-testid="chat-subtitle"]', subject: 'other', match: MEMBERS },
      { select: '[data-testid="chat-subtitle"] [title]', attr: 'title', subject: 'other', match: MEMBERS },
      { select: '#main header span[title]', attr: 'title', subject: 'other', match: MEMBERS },
      another(`.message-in ${LINE}`),
      another(`[role="row"]:has([data-icon="tail-in"]) ${LINE}`),
    ],
  },
  people: {
    header: {
      items: HEADINGS,
      // A heading is a person's name where an old id says so, or that person wrote under it, or else we did: of a chat
      // without messages nothing tells whether it is a group.
      name: [
        { attr: 'title', up: OLD_TITLE },
        { ...sender(LINE, 'is'), in: 'thread' },
        ...['[data-id*="@c.us"], [data-id*="@lid"]', OURS].flatMap((proof) => [
          { up: `#main:has(${proof})`, select: TITLE, attr: 'title' },
          { up: `#main:has(${proof})`, select: TITLE },
        ]),
        ...NUMBER,
      ],
      identities: [
        {
          as: 'tel:+',
          take: [
            ...heading.map((take) => ({ ...take, match: `^[${AROUND}]*\\+(${DIGITS})$` })),
            {
              in: 'thread' as const,
              select: '[data-id*="@c.us"]',
              attr: 'data-id',
              match: '^(?:true|false)_(\\d{7,15})@c\\.us_',
            },
          ].map((take) => ({ ...take, in: 'thread' as const })),
        },
        {
          as: 'tel:',
          take: heading.map((take) => ({ ...take, in: 'thread' as const, match: `^${DIGITS}$` })),
        },
      ],
    },
  },
  messages: {
    items: ['[role="row"]:has([data-id])', '[data-id]'],
    id: dataId(ID),
    thread: dataId(JID),
    direction: [
      { is: 'out', take: dataId('^true_') },
      { is: 'in', take: dataId('^false_') },
      { is: 'out', take: [{ up: '.message-out', attr: 'class' }, inMessage('.message-out', 'class')] },
      { is: 'in', take: [{ up: '.message-in', attr: 'class' }, inMessage('.message-in', 'class')] },
      { is: 'out', take: SENT.map((state) => inMessage(`[data-icon^="${state}"]`, 'data-icon')) },
      { is: 'out', take: [inMessage('[data-icon="tail-out"]', 'data-icon')] },
      { is: 'in', take: [inMessage('[data-icon="tail-in"]', 'data-icon')] },
      { is: 'in', take: [sender(LINE, 'is')] },
      {
        is: 'out',
        take: ['You:', 'Bạn:', 'Tú:', 'Você:'].map((own) => inMessage(`[aria-label="${own}"]`, 'aria-label')),
      },
    ],
    // Which number is the day and which the month depends on the language: the words stay words.
    at: [],
    atText: [{ ...inMessage(LINE, 'data-pre-plain-text'), match: '^\\s*\\[([^\\]]+)\\]' }],
    text: [
      { select: 'span.selectable-text', lines: true, without: QUOTED },
      { select: '.selectable-text', lines: true, without: QUOTED },
      {
        select: LINE,
        lines: true,
        without: [...QUOTED, '[data-testid="msg-meta"]', '[aria-hidden="true"]'],
      },
    ],
  },
  list: {
    items: ['#pane-side [role="row"]', '#pane-side [data-testid^="list-item-"]'],
    name: [
      { select: '[data-testid="cell-frame-title"] span[title]', attr: 'title' },
      { select: '[data-testid="cell-frame-title"]' },
      { select: 'span[dir="auto"][title]', attr: 'title' },
    ],
    identities: [
      {
        as: 'tel:+',
        take: [
          {
            select: '[data-testid="cell-frame-title"] span[title]',
            attr: 'title',
            match: `^[${AROUND}]*\\+(${DIGITS})$`,
          },
        ],
      },
    ],
  },
  replyBox: [
    '#main [data-testid="conversation-compose-box-input"]',
    '#main footer [contenteditable="true"][role="textbox"]',
    '#main footer [contenteditable="true"]',
  ],
  expects: [
    { name: 'message-line', when: '[data-id] .selectable-text', any: [LINE] },
    { name: 'message-id', when: LINE, any: ['[data-id]'] },
    { name: 'message-id', when: '[data-testid="msg-container"]', any: ['[data-id]'] },
  ],
  watch: {
    root: ['#app', 'body'],
    attributes: ['data-id', 'data-icon', 'data-pre-plain-text', 'title', 'class', 'style', 'hidden'],
    agrees: 'settle',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'B' },
};
export default whatsapp;
