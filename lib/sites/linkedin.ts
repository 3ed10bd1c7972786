import type { Recipe, Take } from '../domain/recipe.ts';

const PROFILE = 'a.msg-thread__link-to-profile[href*="/in/"]';
const SLUG = '/in/([^/?#]+)';
const NAMES = ['h2.msg-entity-lockup__entity-title', '.msg-entity-lockup__entity-title'];
const OTHER = '.msg-s-event-listitem--other';
const SENDER = '.msg-s-message-group__name';
const THREAD: Take[] = [{ in: 'url', match: '/messaging/thread/([^/?#]+)', transform: ['decode-uri'] }];

/**
 * LinkedIn's messages. The site forbids what stands in its pages and looks for extensions there: nothing of ours does.
 * The page is read once, when the seller asks, in the tab in sight. The small windows on other pages are left alone: no
 * address would say when one of them shows somebody else.
 */
const linkedin: Recipe = {
  id: 'linkedin',
  name: 'LinkedIn',
  channel: 'linkedin',
  matches: ['https://www.linkedin.com/*'],
  reading: 'click',
  address: '^https://www\\.linkedin\\.com/messaging(?:[/?#]|$)',
  thread: {
    // On newer pages it stands in the open shadow root of #interop-outlet.
    root: ['.msg-thread', '.msg-convo-wrapper'],
    holds: ['.msg-s-message-list', '.msg-s-message-list__event', '.msg-s-event-listitem'],
    foreign: '.msg-s-event-listitem__body, .msg-conversations-container__conversations-list',
    id: THREAD,
    token: THREAD,
    url: [{ in: 'url', match: '^[^?#]*' }],
    subject: NAMES.map((select) => ({ select })),
    group: [
      { select: `${PROFILE} ~ ${PROFILE}`, attr: 'href' },
      { select: `${OTHER} ${SENDER}`, subject: 'other' },
    ],
  },
  people: {
    header: {
      items: [PROFILE, ...NAMES],
      name: [...NAMES.map((select) => ({ in: 'thread' as const, select })), {}],
      identities: [
        {
          as: 'linkedin:',
          take: [{ in: 'thread', select: PROFILE, attr: 'href', match: SLUG, transform: ['decode-uri'] }],
        },
      ],
    },
  },
  messages: {
    items: ['.msg-s-event-listitem[data-event-urn]', '[data-event-urn]'],
    id: [
      { attr: 'data-event-urn', match: ',([^,()]+)\\)$' },
      { attr: 'data-event-urn', match: '^.{1,200}$' },
    ],
    direction: [
      { is: 'in', matches: OTHER },
      // Ours lack the mark: that tells only where the page still has it.
      {
        is: 'out',
        matches: `.msg-s-message-list:has(${OTHER}) .msg-s-event-listitem:not(${OTHER})`,
      },
      { is: 'in', take: [{ select: SENDER, subject: 'is' }] },
    ],
    // Hours and minutes; the day stands between the messages.
    at: [],
    atText: [{ select: 'time.msg-s-message-group__timestamp' }, { select: 'time' }],
    text: [
      { select: 'p.msg-s-event-listitem__body', lines: true },
      { select: '.msg-s-event-listitem__body', lines: true },
    ],
  },
  replyBox: [
    '.msg-thread [contenteditable="true"][role="textbox"]',
    '.msg-form__contenteditable[contenteditable="true"]',
  ],
  expects: [
    { name: 'message-id', when: '.msg-s-event-listitem', any: ['[data-event-urn]'] },
    { name: 'message-id', when: '.msg-s-event-listitem__body', any: ['[data-event-urn]'] },
  ],
  watch: {
    root: ['.msg-thread', 'body'],
    attributes: ['data-event-urn', 'href', 'class'],
    agrees: 'settle',
    settle: 1000,
  },
  verified: { date: '2026-10', evidence: 'B' },
};
export default linkedin;
