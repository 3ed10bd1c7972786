import type { Recipe, Take } from '../domain/recipe.ts';

const ADDRESS = '([^\\s@<>()"\',;:]+@[^\\s@<>()"\',;:]+\\.[\\p{L}\\p{N}-]+)';
/** `Lan <lan@example.com>`, a label that ends so, or the address alone; `logo@2x.png` is a picture's name. */
const ONE = `^(?!.*@\\d+x\\.)(?:[^@]*[<(:\\s])?${ADDRESS}[>)]?\\s*$`;

const ROW = '[role="option"][data-convid][aria-selected="true"]';
/** The id in the address is that of the conversation (`AAQk…`) or of one item in it (`AAMk…`). */
const inAddress = (form: string): Take => ({
  in: 'url',
  match: `/id/(${form}[^/?#]+)`,
  transform: ['decode-uri'],
});
const selected = (form: string): Take => ({ in: 'page', select: ROW, attr: 'data-convid', match: form });

const account = (select: string): Take[] => [
  { in: 'page', select, attr: 'aria-label', match: ADDRESS },
  { in: 'page', select, attr: 'title', match: ADDRESS },
];
/** “Account manager for …”, in four languages; then the button by the id that Microsoft's pages share. */
const ACCOUNT = [
  '[aria-label^="Account manager"]',
  '[aria-label^="Trình quản lý tài khoản"]',
  '[aria-label^="Administrador de cuenta"]',
  '[aria-label^="Gerenciador de conta"]',
  '#O365_MainLink_Me',
  '#mectrl_main_trigger',
];
const BODIES = [
  'div[role="document"]',
  '[id^="UniqueMessageBody"]',
  '[data-app-section="MessageBody"]',
  '.allowTextSelection:not([role="heading"])',
];

/** A heading that comes after another one: the first is the subject. */
const SENDER = ['[role="heading"]', ':has(> [role="heading"])']
  .flatMap((first) => [`${first} ~ [role="heading"]`, `${first} ~ * [role="heading"]`])
  .join(', ');
const QUOTED = [
  '[id$="divRplyFwdMsg"]',
  '[id$="divRplyFwdMsg"] ~ *',
  '.gmail_quote',
  'blockquote[type="cite"]',
];

/**
 * Outlook on the web, at its four hosts. The conversation's id stands in the address or on the selected row; the
 * address of a sender often nowhere, and then there is a name alone. Bodies are known by their words.
 */
const outlook: Recipe = {
  id: 'outlook',
  name: 'Outlook',
  channel: 'email',
  matches: [
    'https://outlook.live.com/*',
    'https://outlook.office.com/*',
    'https://outlook.office365.com/*',
    'https://outlook.cloud.microsoft/*',
  ],
  address: '^https://outlook\\.(?:live\\.com|office\\.com|office365\\.com|cloud\\.microsoft)/mail/',
  thread: {
    root: ['#ReadingPaneContainerId', '#ConversationReadingPaneContainer'],
    holds: BODIES,
    // What a sender wrote, the subject too, may show addresses of others.
    foreign: `${BODIES.join(', ')}, [role="heading"][aria-level="1"], [role="heading"][aria-level="2"], #ReadingPaneContainerId [role="listbox"], [contenteditable="true"]`,
    shadow: false,
    id: [inAddress('AAQk'), selected('^AAQk.+'), inAddress(''), selected('.+')],
    witnesses: [selected('^AAQk.+')],
    token: [inAddress('')],
    url: [{ in: 'url', match: '^[^?#]*' }],
    subject: [
      { select: '[role="heading"][aria-level="1"]' },
      { select: '[role="heading"][aria-level="2"]' },
      { select: '[role="heading"]' },
    ],
  },
  people: {
    anyone: {
      items: [
        '[title*="@"]',
        '[aria-label*="@"]',
        '[role="heading"]',
        // Whatever holds text and nothing else: `Name<address>` may stand in any of them.
        'span',
        'div:not(:has(div, span))',
      ],
      name: [
        { match: '^\\s*([^<@]*[^<@\\s])\\s*<[^<>]*@', subject: 'other' },
        { attr: 'aria-label', match: '^(?:[^:<@]*:)?\\s*([^:<@]*[^:<@\\s])\\s*<[^<>]*@', subject: 'other' },
        { attr: 'title', match: '^\\s*([^<@]*[^<@\\s])\\s*<[^<>]*@', subject: 'other' },
        {
          up: `[title*="@"], [aria-label*="@"], .OZZZK, .ms-Persona-primaryText, ${SENDER}`,
          match: '^[^@<>]+$',
          subject: 'other',
        },
      ],
      identities: [
        {
          as: 'email:',
          take: [
            { attr: 'title', match: ONE, subject: 'other' },
            { attr: 'aria-label', match: ONE, subject: 'other' },
            { match: ONE, subject: 'other' },
          ],
        },
      ],
    },
  },
  own: { as: 'email:', identities: ACCOUNT.flatMap(account) },
  messages: {
    items: BODIES,
    id: [{ up: '[data-itemid]', attr: 'data-itemid', match: '^[\\w+/=-]{16,200}$' }],
    idFromWords: true,
    // Whose a body is would have to be guessed from where it stands.
    direction: [],
    at: [],
    atText: [],
    text: [{ up: BODIES.join(', '), without: QUOTED }],
  },
  replyBox: [
    '#ReadingPaneContainerId [contenteditable="true"][role="textbox"]',
    '[id^="editorParent"] [contenteditable="true"]',
    '[contenteditable="true"][role="textbox"]',
  ],
  expects: [{ name: 'subject', any: ['[role="heading"]'] }],
  watch: {
    root: ['#ReadingPaneContainerId', '[role="main"]', 'body'],
    attributes: ['title', 'aria-label', 'aria-selected', 'data-convid', 'style', 'hidden'],
    agrees: 'settle',
    settle: 1500,
  },
  verified: { date: '2026-10', evidence: 'B' },
};
export default outlook;
