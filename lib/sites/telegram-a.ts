import type { Recipe, Take } from '../domain/recipe.ts';

/** `#<chat>`, `#<chat>_<topic>`, `#<chat>_pinned`. */
const HASH_ID = '#(-?\\d+)(?:[_?/].*)?$';

const COMES = ['.Transition_slide-active', '.Transition_slide-to'];
/** While one chat slides over another both are in the page: the one that comes, before any. */
const slides = (before: string, after: string): string[] => [
  ...COMES.map((slide) => `${before} ${slide} ${after}`),
  `${before} ${after}`,
];
const HEADERS = [
  ...COMES.map((slide) => `.MiddleHeader ${slide} .ChatInfo`),
  `.MiddleHeader:not(:has(${COMES.join(', ')}, .Transition_slide-from)) .ChatInfo`,
];
const headerId: Take[] = HEADERS.map((header) => ({
  select: `${header} .Avatar[data-peer-id]`,
  attr: 'data-peer-id',
  match: '^-?\\d+$',
}));
const ASIDE = [
  '.MessageMeta',
  '.Reactions',
  '.message-time',
  '.EmbeddedMessage',
  '.WebPage',
  '.message-subheader',
];

/**
 * Telegram Web A, another program than Web K at the same host, with the same people: its ids give the same keys. The
 * address names the chat, and the picture in the heading its peer; messages name nobody.
 */
const telegramA: Recipe = {
  id: 'telegram-a',
  name: 'Telegram',
  channel: 'telegram',
  matches: ['https://web.telegram.org/*'],
  // Messages that wait to be sent have not been written to anybody yet.
  address: '^https://web\\.telegram\\.org/a/(?![^#]*#-?\\d+_scheduled)',
  thread: {
    root: ['#MiddleColumn'],
    holds: ['.MiddleHeader .ChatInfo', '.MessageList', '.messages-container'],
    shadow: false,
    id: [{ in: 'url', match: HASH_ID }, ...headerId],
    witnesses: [
      ...headerId,
      { in: 'page', select: '.Chat.selected a[href^="#"]', attr: 'href', match: HASH_ID },
    ],
    token: [{ in: 'url', match: HASH_ID }],
    subject: HEADERS.map((header) => ({ select: `${header} .fullName` })),
    group: [{ in: 'url', match: '#(-\\d+)' }, ...headerId.map((take) => ({ ...take, match: '^-\\d+$' }))],
  },
  people: {
    header: {
      items: [...HEADERS, '.MiddleHeader'],
      name: [{ up: '.ChatInfo', select: '.fullName' }],
      identities: [
        {
          as: 'telegram:',
          take: [
            { in: 'url', match: '#([1-9]\\d*)(?:[_?/].*)?$' },
            ...headerId.map((take) => ({ ...take, in: 'thread' as const, match: '^[1-9]\\d*$' })),
          ],
        },
      ],
    },
  },
  messages: {
    items: [
      ...slides('.messages-layout', '.Message[data-message-id]'),
      ...slides('.MessageList', '.Message[data-message-id]'),
      '[id^="message-"][data-message-id]',
    ],
    skip: ['.ActionMessage', '.bottom-marker', '.Transition_slide-from *'],
    // One on its way has a number between two others.
    id: [{ attr: 'data-message-id', match: '^\\d+$' }],
    direction: [
      { is: 'out', matches: '.own' },
      // Nothing marks what came in: it is not ours, and has no state of delivery either.
      { is: 'in', matches: '.Message:not(.own, :has(.MessageOutgoingStatus))' },
    ],
    at: [],
    atText: [{ select: '.message-time', attr: 'title' }, { select: '.message-time' }],
    text: [{ select: '.text-content', lines: true, without: ASIDE }],
  },
  list: {
    items: ['.chat-list .ListItem', '#LeftColumn .ListItem'],
    name: [{ select: '.fullName' }],
    identities: [
      {
        as: 'telegram:',
        take: [{ select: '.Avatar[data-peer-id]', attr: 'data-peer-id', match: '^[1-9]\\d*$' }],
      },
    ],
  },
  replyBox: [
    '.messages-layout .Transition_slide-active #editable-message-text',
    '#editable-message-text',
    '#MiddleColumn [contenteditable="true"]',
  ],
  expects: [
    { name: 'message-list', any: ['.MessageList', '.messages-container'] },
    { name: 'message-id', when: '.Message', any: ['[data-message-id]'] },
  ],
  watch: {
    root: ['#MiddleColumn', 'body'],
    attributes: ['data-peer-id', 'data-message-id', 'class', 'title', 'style', 'hidden'],
    agrees: 'settle',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'A' },
};
export default telegramA;
