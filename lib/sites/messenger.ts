import type { Recipe, Take } from '../domain/recipe.ts';

const MESSAGE = '[data-message-id]';
const LOGS = ['[role="log"]', '[role="grid"]', '[data-scope="messages_table"]'];
const CURRENT = [
  '[role="navigation"] [role="grid"] a[aria-current="page"]',
  '[role="grid"] a[aria-current="page"]',
];

/** Numbers of threads: of a person in a plain chat with one, of the thread where it is encrypted. */
const PLAIN = '^(?:https://[^/]+)?(?:/messages)?/t/(\\d+)';
const ENCRYPTED = '^(?:https://[^/]+)?(?:/messages)?/e2ee/t/(\\d+)';
const row = (match: string, named?: string): Take[] =>
  CURRENT.map((select) => ({ in: 'page', select, attr: 'href', match, ...(named && { named }) }));

/** How the list of messages is called: the name follows. English as seen in several sources, the rest unverified. */
const titled = (match: string): Take[] =>
  LOGS.map((select) => ({ select: `${select}[aria-label]`, attr: 'aria-label', match }));
const TITLES = [
  ...titled('^Messages in conversation (?:with|titled) (.+)$'),
  ...['a[href] h1', 'a[href] h2', 'h1', 'h2'].map((select) => ({ select })),
  ...titled(
    '^Tin nhắn trong cuộc (?:trò chuyện|hội thoại) (?:với|có tiêu đề|có tên là|có tên|tên là|tên) (.+)$',
  ),
  ...titled('^Mensajes (?:de|en) la conversación (?:con el título|titulada|llamada|denominada|con) (.+)$'),
  ...titled('^Mensagens (?:da|na) conversa (?:com o título|com título|intitulada|chamada|com) (.+)$'),
  ...CURRENT.map((select): Take => ({ in: 'page', select: `${select} [dir="auto"]` })),
];

/** `At Monday, 3:41 PM, Lan: …`: the first colon is that of the time, and the sender stands before the next one. */
const WHEN = '^[^:]*?\\d{1,2}[:.h]\\d{2}[^:]*?(?:,|\\sby\\s)\\s*';
const SENDER = '([^,:]+?)\\s*:';
/** English alone is known well enough to say that whoever is not “You” is somebody else. */
const OTHER = `^(?:At|Enter, Message sent)\\s${WHEN.slice(1)}(?!\\s*(?:by\\s+)?You\\s*:)${SENDER}`;
const label = (match: string, more: Partial<Take> = {}): Take[] => [
  { attr: 'aria-label', match, ...more },
  { select: '[aria-roledescription][aria-label]', attr: 'aria-label', match, ...more },
  { up: '[aria-roledescription][aria-label]', attr: 'aria-label', match, ...more },
];
const labels = (match: string, more: Partial<Take>): Take => ({
  select: `${MESSAGE}[aria-label]`,
  attr: 'aria-label',
  match,
  ...more,
});

/**
 * What shows that a thread is with one person: a profile behind the heading, a sender who bears the name of the thread,
 * or a label that says so. Groups have numbers of the same kind; without proof the number is nobody's.
 */
const WITH_ONE: Take = {
  join: [
    { in: 'thread', ...labels(`${WHEN}${SENDER}`, { subject: 'has' }) },
    { join: ['a[href] h1', 'a[href] h2'].map((select) => ({ in: 'thread', select })) },
    { join: titled('^Messages in conversation with (.+)$').map((take) => ({ ...take, in: 'thread' })) },
  ],
};

/** A quoted message, a preview and a suggested answer can be pressed; what was written cannot. */
const ASIDE = ['[role="button"]', 'h3', 'h4', 'h5', '[aria-hidden="true"]'];

/**
 * Messenger, on its own site and inside Facebook. Its classes mean nothing, its labels are in the user's language: the
 * address tells the thread, attributes tell the messages, and only an English label or the name itself tells who wrote.
 */
const messenger: Recipe = {
  id: 'messenger',
  name: 'Messenger',
  channel: 'messenger',
  matches: [
    'https://www.messenger.com/*',
    'https://messenger.com/*',
    'https://www.facebook.com/*',
    'https://web.facebook.com/*',
  ],
  address:
    '^https://(?:(?:www\\.)?messenger\\.com/(?:(?:e2ee/)?t(?:/|$)|[?#]|$)|(?:www|web)\\.facebook\\.com/messages(?:[/?#]|$))',
  thread: {
    root: ['[role="main"]', 'main'],
    holds: [...LOGS, MESSAGE, '[role="textbox"][contenteditable]'],
    // A link in what somebody wrote says nothing of whose thread it is.
    foreign: `${MESSAGE} [dir="auto"]`,
    shadow: false,
    id: [...row('/t/([^/?#]+)', '[dir="auto"]'), { in: 'url', match: '/t/([^/?#]+)' }],
    witnesses: [{ in: 'url', match: '/t/(\\d+)' }, ...row('/t/(\\d+)')],
    token: [{ in: 'url', match: '/t/([^/?#]+)' }],
    url: [{ in: 'url', match: '^[^#]*' }],
    subject: TITLES,
    group: [
      // A thread about a thing for sale is called “Lan · Roses”; a group without a name, after those in it.
      { in: 'subject', match: '^[^·]+?(?:,|\\s(?:and|và)\\s)' },
      ...[
        labels(OTHER, { subject: 'lacks' }),
        labels(`${WHEN}${SENDER}`, { subject: 'lacks', from: 'several' }),
      ].map((stranger): Take => ({ join: [stranger, { in: 'subject', match: '^[^·]+$' }], glue: ' ' })),
    ],
  },
  people: {
    header: {
      items: [...LOGS, MESSAGE, '[role="textbox"]'],
      name: [{ in: 'subject', match: '^(.+) · ' }, { in: 'subject' }],
      identities: [
        {
          as: 'facebook:',
          take: [{ in: 'url' } as const, ...row('.+')].map(
            (place): Take => ({
              join: [{ ...place, match: PLAIN }, { in: 'subject', match: '^[^·]+$' }, WITH_ONE],
              glue: ' ',
              match: '^\\d+',
            }),
          ),
        },
        {
          as: 'facebook-thread:',
          take: [
            {
              join: [{ in: 'url', match: ENCRYPTED }, { in: 'subject' }, WITH_ONE],
              glue: ' ',
              match: '^\\d+',
            },
            {
              join: [
                { in: 'url', match: PLAIN },
                { in: 'subject', match: ' · ' },
              ],
              glue: ' ',
              match: '^\\d+',
            },
          ],
        },
      ],
    },
  },
  messages: {
    items: [`${MESSAGE}[aria-roledescription]`, MESSAGE],
    id: [{ attr: 'data-message-id' }],
    direction: [
      { is: 'out', take: label(`${WHEN}(?:You|Bạn|Você)\\s*:`) },
      // “Tú” is a name in Vietnam.
      { is: 'out', take: label(`^A las?\\s${WHEN.slice(1)}(?:Tú|Usted)\\s*:`) },
      { is: 'in', take: label(OTHER) },
      { is: 'in', take: label(`${WHEN}${SENDER}`, { subject: 'has' }) },
    ],
    at: [],
    atText: label(
      '^(?:(?:At|Lúc|A las?|Às?|Enter, Message sent)\\s)?([^:]*?\\d{1,2}[:.h]\\d{2}[^:]*?)(?:,|\\sby\\s)\\s*[^,:]+:',
    ),
    text: [
      { select: 'div[dir="auto"]', lines: true, without: ASIDE },
      { select: '[dir="auto"]', lines: true, without: ASIDE },
      ...label(`${WHEN}[^,:]+:\\s*([\\s\\S]+)$`, { unless: `${MESSAGE} [dir="auto"]` }),
    ],
  },
  list: {
    items: ['[role="navigation"] [role="grid"] a[href*="/t/"]', '[role="navigation"] a[href*="/t/"]'],
    name: [{ select: '[dir="auto"]' }],
    identities: [
      { as: 'facebook:', take: [{ attr: 'href', match: PLAIN }] },
      {
        as: 'facebook-thread:',
        take: [
          { attr: 'href', match: ENCRYPTED },
          { attr: 'href', match: PLAIN },
        ],
      },
    ],
  },
  replyBox: [
    '[role="main"] [role="textbox"][contenteditable="true"]',
    '[role="main"] [data-lexical-editor="true"]',
    '[role="textbox"][contenteditable="true"]',
  ],
  expects: [
    { name: 'log', any: [...LOGS, MESSAGE] },
    {
      name: 'message-words',
      when: MESSAGE,
      any: [`${MESSAGE} [dir="auto"]`, `${MESSAGE}[aria-label]`, `${MESSAGE} img`],
    },
  ],
  watch: {
    root: ['[role="main"]', 'body'],
    attributes: ['aria-label', 'data-message-id', 'aria-current', 'href', 'style', 'hidden', 'aria-hidden'],
    agrees: 'ids',
    settle: 1500,
  },
  verified: {
    date: '2026-10',
    evidence: 'B',
    note: 'Labels in other languages than English are unverified.',
  },
};
export default messenger;
