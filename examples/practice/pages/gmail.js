import { ME, THREADS } from './gmail-threads.js';
import { ago, colourOf, el, fullTime, initials, practiceRibbon, shortTime } from './nodes.js';

/** @typedef {import('./gmail-threads.js').Thread} Thread */
/** @typedef {import('./gmail-threads.js').Letter} Letter */
/** @typedef {import('./gmail-threads.js').Person} Person */

/** Message ids as the mailbox writes them, made from the thread's own. @param {Thread} thread @param {number} index */
const messageId = (thread, index) =>
  `#msg-f:18${Number.parseInt(thread.legacy.slice(-5), 16)}000${index + 1}`;
/** @param {Thread} thread */
const permId = (thread) => `thread-f:18${Number.parseInt(thread.legacy.slice(-5), 16)}000`;

/** The second account shows how it looks when the site was rebuilt overnight: bodies without their known marks. */
const changed = location.pathname.includes('/u/1/');
const BODY = changed ? 'div.x7b' : 'div.a3s.aiL';
const HOLDER = changed ? 'div.x7a' : 'div.ii.gt';

/** @param {Person} person */
const face = ({ name }) => el(`span.face.${colourOf(name)}`, { 'aria-hidden': 'true' }, initials(name));

/** The other side of a thread, for the list. @param {Thread} thread */
const others = (thread) => {
  const people = [...thread.letters.map((letter) => letter.from), ...thread.to];
  return [
    ...new Map(
      people.filter(({ email }) => email !== ME.email).map((person) => [person.email, person]),
    ).values(),
  ];
};

/** @param {Thread} thread */
function row(thread) {
  const last = /** @type {Letter} */ (thread.letters.at(-1));
  const people = others(thread).map(({ name, email }, index) =>
    el(`span.${thread.unread ? 'zF' : 'yP'}`, { email, name }, `${index > 0 ? ', ' : ''}${name}`),
  );
  const ids = { 'data-thread-id': `#${permId(thread)}`, 'data-legacy-thread-id': thread.legacy };
  const line = el(
    `tr.zA.${thread.unread ? 'zE' : 'yO'}`,
    { role: 'row', tabindex: '-1' },
    el('td.who.yX', {}, el('div.yW', {}, ...people)),
    el(
      'td.xY',
      {},
      el(
        'div.xT',
        {},
        el('span.bog', {}, el('span', ids, thread.subject)),
        el('span.y2', {}, ` – ${last.lines[0] ?? ''}`),
      ),
    ),
    el('td.when.xW', {}, el('span', { title: fullTime(ago(last.hours)) }, shortTime(ago(last.hours)))),
  );
  line.addEventListener('click', () => {
    location.hash = `#inbox/${thread.id}`;
  });
  return line;
}

const list = () => el('div.ae4', {}, el('table.F', { role: 'grid' }, el('tbody', {}, ...THREADS.map(row))));

/** Who a letter went to, as the header tells it. @param {Thread} thread @param {Letter} letter */
function receivers(thread, letter) {
  const people =
    letter.from.email === ME.email
      ? others(thread)
      : [ME, ...thread.to.filter(({ email }) => email !== letter.from.email)];
  const names = people.map(({ name, email }, index) =>
    el('span', {}, index > 0 ? ', ' : '', el('span.g2', { email, name }, email === ME.email ? 'tôi' : name)),
  );
  return el('span.hb', {}, 'tới ', ...names);
}

/** @param {Letter} letter */
function header({ from: { name, email }, hours }) {
  const when = ago(hours);
  const sender = el('span.gD', { email, name, 'data-hovercard-id': email }, name);
  const who = el(
    'h3.iw.gFxsud',
    {},
    el('span.qu', { translate: 'no' }, sender, ' ', el('span.go', {}, `<${email}>`)),
  );
  const time = el(
    'span.g3',
    { title: fullTime(when), alt: fullTime(when), role: 'gridcell' },
    shortTime(when),
  );
  const line = el('tr.acZ', {}, el('td.gF.gK', {}, who), el('td.gH.bAk', {}, el('div.gK', {}, time)));
  return el('table.cf.gJ', {}, el('tbody', {}, line));
}

/** @param {Thread} thread @param {Letter} letter @param {number} index */
function open(thread, letter, index) {
  const body = el(BODY, {}, ...letter.lines.map((text) => el('p', {}, text)));
  if (letter.quote) {
    const day = fullTime(ago(letter.hours + 24));
    const quote = el('blockquote.gmail_quote', {}, letter.quote);
    body.append(el('div.gmail_quote', {}, el('div', {}, `Đã viết ngày ${day}:`), quote));
  }
  const ids = {
    'data-message-id': messageId(thread, index),
    'data-legacy-message-id': `${thread.legacy.slice(0, -1)}${index + 8}`,
  };
  const inner = el('div.gs', {}, header(letter), receivers(thread, letter), el(HOLDER, {}, body));
  return el('div.h7', { role: 'listitem', tabindex: '-1' }, el('div.adn.ads', ids, face(letter.from), inner));
}

/** A collapsed letter carries no id. @param {Letter} letter */
const collapsed = (letter) =>
  el(
    'div.kv',
    { role: 'listitem', tabindex: '-1' },
    el(
      'div.adf.ads',
      {},
      face(letter.from),
      el('div', {}, el('span.gD', {}, letter.from.name), el('div.iA.g6', {}, letter.lines[0] ?? '')),
    ),
  );

/** @param {Thread} thread */
function threadView(thread) {
  const letters = thread.letters.map((letter, index) =>
    letter.collapsed ? collapsed(letter) : open(thread, letter, index),
  );
  const box = el('div.Am.Al.editable', {
    role: 'textbox',
    contenteditable: 'true',
    'aria-label': 'Nội dung thư',
    'aria-multiline': 'true',
    g_editable: 'true',
  });
  return el(
    'div.g.id',
    {},
    el('a.back', { href: '#inbox' }, '← Hộp thư đến'),
    el(
      'div.a98.iY',
      {},
      el(
        'div.ha',
        {},
        el(
          'h2.hP',
          { tabindex: '-1', 'data-thread-perm-id': permId(thread), 'data-legacy-thread-id': thread.legacy },
          thread.subject,
        ),
      ),
      el('div', { role: 'list' }, ...letters),
      el('div.reply', {}, box),
    ),
  );
}

const place = el('div.aeF');

function show() {
  const id = location.hash.split('/').at(-1) ?? '';
  const thread = THREADS.find((one) => one.id === id || one.legacy === id);
  // The real page swaps the whole main element at each move.
  place.replaceChildren(el('div.nH', { role: 'main' }, thread ? threadView(thread) : list()));
  document.title = `${thread ? thread.subject : 'Hộp thư đến (2)'} - ${ME.email} - Gmail`;
}

const nav = ['Hộp thư đến', 'Có gắn dấu sao', 'Đã gửi', 'Thư nháp'].map((name, index) =>
  el(`a${index === 0 ? '.here' : ''}`, { href: '#inbox' }, name, index === 0 ? el('span', {}, '2') : ''),
);
document.body.append(
  practiceRibbon(),
  el('div.bar', {}, el('strong', {}, 'Hộp thư mẫu'), el('div.search', {}, 'Tìm trong thư')),
  el('div.nH.bkK', {}, el('nav.nav', {}, el('span.write', {}, 'Soạn thư'), ...nav), place),
);
window.addEventListener('hashchange', show);
show();
