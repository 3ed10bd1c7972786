import type { Recipe, Take } from '../domain/recipe.ts';

const ADDRESS = '([^\\s@<>()"\',;:]+@[^\\s@<>()"\',;:]+\\.[\\p{L}\\p{N}-]+)';
/** Bodies of mails, and rows of the list: nothing in them says whose thread is open. */
const FOREIGN = '.a3s, .aXjCH, .aiL, tr.zA, tr[role="row"]';
const email: Take[] = [
  { attr: 'email', match: `^\\s*${ADDRESS}\\s*$` },
  { attr: 'data-hovercard-id', match: `^\\s*${ADDRESS}\\s*$` },
];
const name: Take[] = [{ attr: 'name', match: '^[^@]+$' }, { match: '^[^@]+$' }];
const person = (items: string[]) => ({ items, name, identities: [{ as: 'email:', take: email }] });
const QUOTED = [
  '.gmail_quote',
  '.gmail_quote_container',
  '.gmail_extra',
  '.adL',
  'blockquote[type="cite"]',
  '.yj6qo',
];

/**
 * Gmail. Anchors are the attributes it renders from its own data (`email`, `data-legacy-thread-id`, `data-message-id`),
 * classes second. The URL's token is a signal of a switch, not the id.
 */
const gmail: Recipe = {
  id: 'gmail',
  name: 'Gmail',
  channel: 'email',
  matches: ['https://mail.google.com/*'],
  address: '^https://mail\\.google\\.com/mail/',
  thread: {
    root: ['[role="main"]', '.nH .g.id', '.aia'],
    holds: [
      '.adn.ads[data-message-id]',
      '.adn.ads',
      '[data-message-id]',
      'h2[data-legacy-thread-id]',
      'h2.hP',
    ],
    foreign: FOREIGN,
    shadow: false,
    id: [
      { select: 'h2[data-legacy-thread-id]', attr: 'data-legacy-thread-id', match: '^([0-9a-f]{10,20})$' },
      { select: '[data-legacy-thread-id]', attr: 'data-legacy-thread-id', match: '^([0-9a-f]{10,20})$' },
      { select: '[data-thread-perm-id]', attr: 'data-thread-perm-id', match: '^#?(thread-[af]:.+)$' },
      { in: 'url', match: '#[^?]*/([A-Za-z0-9]{16,})(?:\\?|$)' },
    ],
    token: [{ in: 'url', match: '#[^?]*/([A-Za-z0-9]{16,})(?:\\?|$)' }],
    url: [{ in: 'url', match: '^[^#]*#[^?]*' }],
    subject: [{ select: 'h2.hP' }, { select: '.ha h2' }, { select: 'h2[data-legacy-thread-id]' }],
  },
  people: {
    sender: person(['span.gD[email]', '.gF span[email]', 'h3.iw span[email]', '.gD[data-hovercard-id*="@"]']),
    recipients: person(['.hb span[email]', 'span.g2[email]']),
  },
  own: {
    as: 'email:',
    identities: [
      {
        in: 'page',
        select: 'a[href*="SignOutOptions"]',
        attr: 'aria-label',
        match: `\\(\\s*${ADDRESS}\\s*\\)`,
      },
      { in: 'page', select: 'a[href*="SignOutOptions"]', attr: 'aria-label', match: ADDRESS },
      { in: 'page', select: '[aria-label^="Google Account"]', attr: 'aria-label', match: ADDRESS },
      { in: 'title', after: 'subject', match: `(?:^|.*\\s)- ${ADDRESS} - [^@]*$` },
      { in: 'page', select: '#loading div.msg', match: ADDRESS },
    ],
    words: [
      'me',
      'tôi',
      'mình',
      'yo',
      'eu',
      'moi',
      'ich',
      'mich',
      'mij',
      'ja',
      'я',
      'saya',
      'aku',
      'ako',
      'ฉัน',
      '我',
      '自分',
      '나',
      'io',
      'ben',
      'أنا',
      'मैं',
    ],
  },
  messages: {
    items: [
      '.adn.ads[data-message-id]',
      '.adn.ads[data-legacy-message-id]',
      '[data-message-id][data-legacy-message-id]',
    ],
    folded: ['.adf.ads', '[role="listitem"].kv'],
    id: [
      { attr: 'data-message-id', transform: ['hash-strip'], match: '^#?(msg-.+|[0-9a-f]{10,20})$' },
      { attr: 'data-legacy-message-id', match: '^[0-9a-f]{10,20}$' },
    ],
    direction: [{ by: 'sender' }],
    at: [],
    atText: [
      { select: '.gK .g3', attr: 'title' },
      { select: '.gK .g3', attr: 'alt' },
      { select: '.g3', attr: 'title' },
      { select: '.gK .g3' },
    ],
    text: [
      { select: 'div.ii.gt > div.a3s', without: QUOTED },
      { select: 'div.a3s', without: QUOTED },
      { select: '.aXjCH', without: QUOTED },
      { select: '.aiL', without: QUOTED },
    ],
  },
  // The other side of each row, read or unread; names of groups without an address stay weak.
  list: person(['tr.zA :is(.yP, .zF)[email]', 'tr[role="row"] span[email]']),
  replyBox: [
    '[role="main"] div[g_editable="true"][role="textbox"]',
    '[role="main"] div.Am.Al.editable',
    '[role="main"] [contenteditable="true"][role="textbox"]',
    'div[g_editable="true"][role="textbox"]',
  ],
  expects: [
    { name: 'message-body', when: '.adn.ads', any: ['.a3s', '.aXjCH', '.aiL'] },
    { name: 'message', any: ['.adn.ads', '[data-message-id]', '.adf.ads', '[role="listitem"].kv'] },
  ],
  watch: {
    root: ['div.aeF', 'body'],
    attributes: [
      'data-legacy-thread-id',
      'data-thread-perm-id',
      'data-message-id',
      'email',
      'style',
      'hidden',
      'aria-hidden',
    ],
    agrees: 'ids',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'A' },
};
export default gmail;
