import type { Recipe, Take } from '../domain/recipe.ts';

const pagelet = (name: string) => `[data-pagelet="${name}"]`;
const HEADER = pagelet('IGDInboxHeaderOffMsys');
const LISTS = [
  pagelet('IGDMessagesList'),
  pagelet('IGDOpenMessageList'),
  '[aria-label*="Messages in conversation" i]',
];
/** `/lan.hoa/`, and none of Instagram's own first words. */
const USERNAME =
  '^(?:https://www\\.instagram\\.com)?/(?!(?:direct|explore|reels?|p|stories|accounts|tv)/?$)([A-Za-z0-9._]{1,30})/?(?:\\?.*)?$';
const PROFILE = `${HEADER} a[href]`;
const THREAD = '/direct/t/(\\d+)';

/** What the list of messages is called, where the name is not in the heading: English known, the rest unverified. */
const LABELS: Take[] = [
  '^Messages in conversation (?:with|titled) (.+)$',
  '^Tin nhắn trong cuộc (?:trò chuyện|hội thoại) (?:với|có tiêu đề|có tên) (.+)$',
  '^Mensajes (?:de|en) la conversación (?:con el título|titulada|con) (.+)$',
  '^Mensagens (?:da|na) conversa (?:com o título|intitulada|com) (.+)$',
].map((match) => ({ select: '[aria-label]', attr: 'aria-label', match }));

/**
 * Instagram Direct. Little is known of its pages: the address tells the thread, the heading the name and, by the link
 * to the profile, the username; messages have no numbers, and only an own one says whose it is.
 */
const instagram: Recipe = {
  id: 'instagram',
  name: 'Instagram',
  channel: 'instagram',
  matches: ['https://www.instagram.com/*'],
  address: '^https://www\\.instagram\\.com/direct(?:[/?#]|$)',
  thread: {
    root: ['[role="main"]', 'main', 'body'],
    holds: [HEADER, ...LISTS],
    // Inside what somebody wrote nothing says whose thread it is.
    foreign: '[role="row"] [dir="auto"]',
    shadow: false,
    id: [{ in: 'url', match: THREAD }],
    token: [{ in: 'url', match: THREAD }],
    url: [{ in: 'url', match: '^[^?#]*' }],
    subject: [
      ...['h1', 'h2', '[role="heading"]', 'a[href] [dir="auto"]', 'a[href] span'].map((select) => ({
        within: HEADER,
        select,
      })),
      ...LABELS,
      { within: HEADER, select: 'a[href]' },
      { within: HEADER, select: '[dir="auto"]' },
    ],
    group: [
      { select: PROFILE, attr: 'href', match: USERNAME, from: 'several' },
      // Names of people may hold a comma; names of groups that nobody named are a list.
      { in: 'subject', match: '^.+?(?:,|\\s(?:and|và)\\s)', unless: `${HEADER} a[href^="/"]` },
    ],
  },
  people: {
    header: {
      items: [HEADER, ...LISTS],
      name: [{ in: 'subject' }],
      identities: [
        {
          as: 'instagram:',
          take: [
            {
              in: 'thread',
              select: PROFILE,
              attr: 'href',
              match: USERNAME,
              transform: ['lower'],
              from: 'only',
            },
          ],
        },
      ],
    },
  },
  messages: {
    items: LISTS.map((list) => `${list} [role="row"]`),
    id: [],
    idFromWords: true,
    // A line for those who listen, apart from the words themselves.
    direction: [
      {
        is: 'out',
        take: [
          {
            select: '*:not(:has(*)):not([dir="auto"])',
            match:
              '^(?:You (?:sent|replied)|Bạn đã (?:gửi|trả lời)|Enviaste|Respondiste|Você (?:enviou|respondeu))(?:\\s.*)?$',
          },
        ],
      },
    ],
    at: [],
    atText: [],
    text: [
      { select: 'div[dir="auto"]', lines: true, without: ['[role="button"]', 'h4', 'h5', 'h6'] },
      { select: '[dir="auto"]', lines: true, without: ['[role="button"]', 'h4', 'h5', 'h6'] },
    ],
  },
  list: {
    items: ['a[href^="/direct/t/"]'],
    name: [{ select: '[dir="auto"]' }, { select: 'span' }],
    identities: [],
  },
  replyBox: [
    '[role="main"] [role="textbox"][contenteditable="true"]',
    '[role="textbox"][contenteditable="true"]',
    'textarea',
  ],
  expects: [{ name: 'messages', any: LISTS }],
  watch: {
    root: ['[role="main"]', 'body'],
    attributes: ['data-pagelet', 'aria-label', 'href', 'style', 'hidden', 'aria-hidden'],
    agrees: 'settle',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'C', note: 'The link to the profile in the heading is unverified.' },
};
export default instagram;
