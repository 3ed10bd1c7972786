import { ago, clock, colourOf, el, initials, practiceRibbon, shortTime } from './nodes.js';
import { CHATS } from './telegram-chats.js';

/** @typedef {import('./telegram-chats.js').Chat} Chat */
/** @typedef {import('./telegram-chats.js').Bubble} Bubble */

const hashOf = (/** @type {Chat} */ chat) => (chat.username ? `#@${chat.username}` : `#${chat.peer}`);
const isGroup = (/** @type {Chat} */ chat) => chat.peer.startsWith('-');

/** @param {Chat} chat @param {string} name */
const title = (chat, name = chat.name) =>
  el('span.peer-title', { 'data-peer-id': chat.peer, dir: 'auto' }, el('span.peer-title-inner', {}, name));

/** @param {Chat} chat */
function row(chat) {
  const last = /** @type {Bubble} */ (chat.bubbles.at(-1));
  const head = el('div.title', {}, title(chat), el('time', {}, shortTime(ago(last.hours))));
  const text = el('div.text', {}, head, el('div.row-subtitle', {}, `${last.out ? 'Bạn: ' : ''}${last.text}`));
  const face = el(`div.face.${colourOf(chat.name)}`, { 'aria-hidden': 'true' }, initials(chat.name));
  return el('a.chatlist-chat.rp', { 'data-peer-id': chat.peer, href: hashOf(chat) }, face, text);
}

/** @param {Chat} chat @param {Bubble} bubble @param {number} index */
function bubbleOf(chat, bubble, index) {
  const when = ago(bubble.hours);
  const words = el('span.translatable-message', {}, bubble.text);
  const time = el('span.time', { title: when.toLocaleString('vi-VN') }, el('span.i18n', {}, clock(when)));
  const content = el('div.bubble-content', {}, el('div.message', { dir: 'auto' }, words, time));
  if (bubble.who)
    content.prepend(el('div.name', {}, el('span.peer-title', { 'data-peer-id': '5510000009' }, bubble.who)));
  return el(
    `div.bubble.${bubble.out ? 'is-out' : 'is-in'}`,
    {
      'data-mid': `${41 + index}`,
      'data-peer-id': chat.peer,
      'data-timestamp': `${Math.floor(when.getTime() / 1000)}`,
    },
    content,
  );
}

/** @param {Chat} chat */
function chatView(chat) {
  const face = el(`div.face.${colourOf(chat.name)}`, { 'aria-hidden': 'true' }, initials(chat.name));
  const names = el(
    'div.content',
    {},
    el('div.top', {}, el('div.user-title', {}, title(chat))),
    el('div.info', {}, chat.status),
  );
  const topbar = el(
    'div.sidebar-header.topbar',
    {},
    el('div.chat-info-container', {}, el('div.chat-info', {}, el('div.person', {}, face, names))),
  );
  const day = el('div.bubble.service.is-date', {}, el('div.service-msg', {}, 'Hôm nay'));
  const inner = el(
    'div.bubbles-inner',
    {},
    day,
    ...chat.bubbles.map((bubble, index) => bubbleOf(chat, bubble, index)),
  );
  if (isGroup(chat)) inner.classList.add('is-chat');
  const box = el('div.input-message-input', {
    contenteditable: 'true',
    role: 'textbox',
    'aria-label': 'Tin nhắn',
    'data-peer-id': chat.peer,
  });
  return el(
    'div.chat.tabs-tab.active',
    { 'data-type': 'chat' },
    topbar,
    el('div.bubbles.has-groups', { 'data-peer-id': chat.peer }, inner),
    el('div.chat-input', {}, box),
  );
}

const chats = el('div.chats-container.tabs-container');
const list = el('div.chatlist', {}, ...CHATS.map(row));

function show() {
  const chat = CHATS.find((one) => hashOf(one) === location.hash || `#${one.peer}` === location.hash);
  for (const line of list.querySelectorAll('.chatlist-chat')) {
    line.classList.toggle('active', line.getAttribute('data-peer-id') === chat?.peer);
  }
  chats.replaceChildren(chat ? chatView(chat) : el('div.empty', {}, 'Chọn một cuộc trò chuyện'));
}

document.body.append(
  practiceRibbon(),
  el(
    'div',
    { id: 'page-chats' },
    el('div', { id: 'column-left' }, el('div.find', {}, 'Tìm kiếm'), list),
    el('div', { id: 'column-center' }, chats),
  ),
);
window.addEventListener('hashchange', show);
show();
