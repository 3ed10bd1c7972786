// @vitest-environment happy-dom
import { describe, expect, test, vi } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import { CAPS } from '../../lib/domain/sighting.ts';
import { read } from '../../lib/site/read.ts';
import { findReplyBox } from '../../lib/site/reply-box.ts';
import { listedOn } from '../../lib/site/survey.ts';
import { isSameThread, type Thread, threadNow } from '../../lib/site/thread-now.ts';
import gmail from '../../lib/sites/gmail.ts';
import telegram from '../../lib/sites/telegram-k.ts';

/** A chat as many are: names alone, no ids in the header, a list that comes and goes. */
const chat: Recipe = {
  id: 'chat',
  name: 'Chat',
  channel: 'chat',
  matches: ['https://chat.example/*'],
  address: '^https://chat\\.example/',
  thread: {
    root: ['.conversation'],
    holds: ['.bubble'],
    id: [{ select: '.title' }],
    subject: [{ select: '.title' }],
    group: [{ select: '.members' }],
  },
  people: { header: { items: ['.title'], name: [{}], identities: [] } },
  messages: {
    items: ['.bubble'],
    id: [{ attr: 'id' }],
    direction: [
      { is: 'out', matches: '.me' },
      { is: 'in', matches: '.you' },
      { is: 'out', has: '.tick' },
    ],
    at: [{ attr: 'id', match: '(\\d{13})$', transform: ['unix-milliseconds'] }],
    atText: [{ select: 'time' }],
    text: [{ select: '.text' }],
  },
  replyBox: ['textarea'],
  expects: [{ name: 'text', when: '.bubble', any: ['.text'] }],
  watch: { root: ['.conversation'], attributes: ['id'], agrees: 'settle', settle: 1000 },
  verified: { date: '2026-11', evidence: 'U' },
};
const URL_OF_CHAT = 'https://chat.example/';
const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');
const bubble = (id: string, classes: string, text: string, more = '') =>
  `<div class="bubble ${classes}" id="${id}"><span class="text">${text}</span>${more}</div>`;
const conversation = (inner: string, title = 'Lan Nguyễn') =>
  `<div class="conversation"><h1 class="title">${title}</h1>${inner}</div>`;
const readChat = (html: string, recipe = chat) => read(recipe, parse(html), URL_OF_CHAT);

describe('a site that shows names alone', () => {
  test('gives somebody weak', () => {
    const seen = readChat(conversation(bubble('b1709619982372', 'you', 'Chào shop')));
    expect(seen).toMatchObject({
      health: 'ok',
      counterparts: [{ name: 'Lan Nguyễn', identities: [], strength: 'weak' }],
      messages: [
        { id: 'b1709619982372', direction: 'in', at: '2024-03-05T06:26:22.372Z', text: 'Chào shop' },
      ],
    });
  });
  test('a group is nobody', () => {
    const seen = readChat(conversation(`<p class="members">3</p>${bubble('1', 'you', 'A')}`));
    expect(seen).toMatchObject({ group: true, counterparts: [], health: 'ok' });
  });
});

describe('who wrote, held against the name of the thread', () => {
  const labelled: Recipe = {
    ...chat,
    thread: {
      ...chat.thread,
      subject: [{ select: '.title' }],
      group: [
        { in: 'subject', match: '^[^,]+,' },
        { select: '.bubble', attr: 'aria-label', match: '^(.+?):', subject: 'lacks', from: 'several' },
      ],
    },
    messages: {
      ...chat.messages,
      direction: [{ is: 'in', take: [{ attr: 'aria-label', match: '^(.+?):', subject: 'has' }] }],
    },
  };
  const said = (who: string, index: number) =>
    `<div class="bubble" id="${index}" aria-label="${who}: A"><span class="text">A</span></div>`;
  const seenOf = (title: string, ...who: string[]) =>
    readChat(conversation(who.map(said).join(''), title), labelled);
  test('whoever bears a word of it is the other side; of anybody else nothing is said', () => {
    const seen = seenOf('Lan Nguyễn', 'Lan', 'Lan Nguyễn', 'La');
    expect(seen.messages.map(({ direction }) => direction)).toEqual(['in', 'in', 'unknown']);
    expect(seen.counterparts).toMatchObject([{ name: 'Lan Nguyễn' }]);
  });
  test('one name that is not in it may be our own, two are a group', () => {
    expect(seenOf('Hội bán hoa', 'Du', 'Du').group).toBe(false);
    expect(seenOf('Hội bán hoa', 'Du', 'Lan')).toMatchObject({ group: true, counterparts: [] });
  });
  test('the name of the thread may say it alone', () => {
    expect(seenOf('Lan, Minh', 'Lan').group).toBe(true);
  });
});

describe('what a message is', () => {
  const directions = (html: string) =>
    readChat(conversation(html)).messages.map(({ direction }) => direction);
  test('a direction needs all that speak to agree', () => {
    expect(directions(bubble('1', 'me', 'A', '<i class="tick"></i>'))).toEqual(['out']);
    expect(directions(bubble('1', 'you', 'A', '<i class="tick"></i>'))).toEqual(['unknown']);
    expect(directions(bubble('1', 'me you', 'A'))).toEqual(['unknown']);
    expect(directions(bubble('1', '', 'A'))).toEqual(['unknown']);
  });
  test('without an id or without words it is none; one id is one message', () => {
    const html =
      bubble('', 'me', 'A') + bubble('2', 'me', ' ') + bubble('3', 'me', 'B') + bubble('3', 'me', 'C');
    expect(readChat(conversation(html)).messages.map(({ text }) => text)).toEqual(['C']);
  });
  test('the newest are read, in order, and cut', () => {
    const html = Array.from({ length: 300 }, (_, index) =>
      bubble(`m${index}`, 'you', `${index} ${'x'.repeat(5000)}`),
    );
    const { messages } = readChat(conversation(html.join('')));
    expect(messages).toHaveLength(CAPS.messages);
    expect([messages[0]?.id, messages.at(-1)?.id]).toEqual(['m240', 'm299']);
    expect(Math.max(...messages.map(({ text }) => text.length))).toBe(CAPS.text);
  });
});

describe('messages without ids', () => {
  const wordy: Recipe = { ...chat, messages: { ...chat.messages, id: [], idFromWords: true } };
  const idsOf = (...texts: string[]) =>
    readChat(conversation(texts.map((text) => bubble('', 'you', text)).join('')), wordy).messages.map(
      ({ id }) => id,
    );
  test('are known by their words and those before, on every reading, however much is drawn', () => {
    const [, , third] = idsOf('Còn hoa không?', 'ok', 'Cảm ơn shop');
    expect(idsOf('ok', 'Cảm ơn shop').at(-1)).toBe(third);
    expect(idsOf('Còn hoa không?', 'ok', 'Cảm ơn shop').at(-1)).toBe(third);
    expect(third).toMatch(/^words-\w+-\w+$/);
  });
  test('the same answer to two questions is two messages', () => {
    const ids = idsOf('Còn hoa không?', 'ok', 'Mai giao nhé', 'ok');
    expect(new Set(ids).size).toBe(4);
  });
  test('have none where they have no words', () => {
    expect(idsOf('', 'ok')).toHaveLength(1);
  });
});

describe('a place that must be the only one', () => {
  const single: Recipe = {
    ...chat,
    people: {
      header: {
        items: ['.title'],
        name: [{}],
        identities: [{ as: 'email:', take: [{ in: 'thread', select: 'a', attr: 'href', from: 'only' }] }],
      },
    },
  };
  const keysOf = (links: string, recipe = single) =>
    readChat(conversation(links + bubble('1', 'you', 'A')), recipe).counterparts.flatMap(
      ({ identities }) => identities,
    );
  test('gives a value when there is one, or all say the same', () => {
    expect(keysOf('<a href="a@x.vn">A</a>')).toEqual(['email:a@x.vn']);
    expect(keysOf('<a href="a@x.vn">A</a><p><a href="a@x.vn">B</a></p>')).toEqual(['email:a@x.vn']);
  });
  test('gives none when two differ', () => {
    expect(keysOf('<a href="a@x.vn">A</a><a href="b@x.vn">B</a>')).toEqual([]);
  });
  test('gives none where the thread holds what speaks against it', () => {
    const wary = structuredClone(single);
    wary.people.header!.identities[0]!.take[0]!.unless = '.others';
    expect(keysOf('<a href="a@x.vn">A</a>', wary)).toEqual(['email:a@x.vn']);
    expect(keysOf('<a href="a@x.vn">A</a><i class="others"></i>', wary)).toEqual([]);
  });
});

test('a basic site without an id has no thread open; on any other the page has changed', () => {
  const nameless = '<div class="conversation"><div class="bubble" id="1"><p class="text">A</p></div></div>';
  expect(readChat(nameless)).toMatchObject({ health: 'degraded' });
  expect(readChat(nameless, { ...chat, basic: true })).toMatchObject({ health: 'none', thread: { id: '' } });
});

describe('where a thread is', () => {
  test('inside open shadow roots, one in the other', () => {
    const page = parse('<main><outer-part></outer-part></main>');
    const outer = page.querySelector('outer-part')!.attachShadow({ mode: 'open' });
    const inner = page.createElement('inner-part');
    outer.append(inner);
    inner
      .attachShadow({ mode: 'open' })
      .append(...parse(conversation(bubble('1', 'you', 'Hidden deep'))).body.childNodes);
    expect(read(chat, page, URL_OF_CHAT).messages.map(({ text }) => text)).toEqual(['Hidden deep']);
  });
  test('a light thread whose messages are components of their own', () => {
    const page = parse(conversation('<div class="bubble you" id="1"><message-part></message-part></div>'));
    const text = page.createElement('p');
    text.className = 'text';
    text.append('In a component');
    page.querySelector('message-part')!.attachShadow({ mode: 'open' }).append(text);
    expect(read(chat, page, URL_OF_CHAT).messages.map((one) => one.text)).toEqual(['In a component']);
  });
  test('hidden ones are left out, however they are hidden', () => {
    const shown = conversation(bubble('1', 'you', 'A'), 'Minh');
    const old = conversation(bubble('2', 'you', 'B'));
    for (const hide of [
      'hidden',
      'aria-hidden="true"',
      'style="display: none"',
      'style="visibility:hidden"',
    ]) {
      expect(readChat(`<section ${hide}>${old}</section>${shown}`).thread.id).toBe('Minh');
    }
    expect(readChat(`<section hidden>${old}</section>`).health).toBe('none');
  });
  test('two that are both shown are nobody', () => {
    const two = conversation(bubble('1', 'you', 'A'), 'Minh') + conversation(bubble('2', 'you', 'B'));
    expect(readChat(two)).toMatchObject({
      health: 'degraded',
      counterparts: [],
      messages: [],
      problems: ['root'],
    });
  });
});

describe('a page that changed or means ill', () => {
  test('an expectation that fails is named, and nobody else', () => {
    const seen = readChat(conversation('<div class="bubble you" id="1">A</div>'));
    expect(seen).toMatchObject({ health: 'degraded', counterparts: [], problems: ['text'] });
  });
  test('a recipe that cannot be run is a page that cannot be read', () => {
    const broken = { ...chat, messages: { ...chat.messages, items: ['['] } };
    expect(readChat(conversation(bubble('1', 'you', 'A')), broken)).toMatchObject({
      health: 'degraded',
      counterparts: [],
      problems: ['unreadable'],
    });
    expect(threadNow(broken, parse(conversation(bubble('1', 'you', 'A'))), URL_OF_CHAT)).toBeNull();
  });
  test('an id cannot break out of a selector', () => {
    const recipe: Recipe = {
      ...chat,
      people: { header: { items: ['.title[title="{id}"]'], name: [{}], identities: [] } },
    };
    const seen = readChat(
      '<p class="title" title="">Stranger</p>' +
        conversation(bubble('1', 'you', 'A'), 'x"], .title[title="y'),
      recipe,
    );
    expect(seen.counterparts).toEqual([]);
  });
});

describe('own address', () => {
  const letter = (from: string, name: string, to: string, toName: string) =>
    `<div class="adn ads" data-message-id="#msg-f:1"><span class="gD" email="${from}" name="${name}"></span><span class="hb"><span class="g2" email="${to}" name="${toName}"></span></span><div class="ii gt"><div class="a3s">Hi</div></div></div>`;
  const mail = (title: string, subject: string, letters: string, known?: string[]) =>
    read(
      { ...gmail, own: { ...gmail.own!, known } },
      parse(
        `<title>${title}</title><div role="main"><h2 class="hP" data-legacy-thread-id="19aa22334455bbcc">${subject}</h2>${letters}</div>`,
      ),
      'https://mail.google.com/mail/u/0/#inbox/FMfcgzQcqRDTLbVhSXmJpQNzkKdWwFgZ',
    );
  test('a buyer who calls herself "me" stays a buyer', () => {
    const seen = mail('Hi - shop@x.vn - Gmail', 'Hi', letter('eve@y.vn', 'me', 'shop@x.vn', 'Shop'));
    expect(seen.counterparts.map(({ identities }) => identities[0])).toEqual(['email:eve@y.vn']);
    expect(seen.messages[0]?.direction).toBe('in');
  });
  test('an address in a subject is not ours', () => {
    const subject = 'Order - eve@y.vn - urgent';
    const seen = mail(`${subject} - Gmail`, subject, letter('eve@y.vn', 'Eve', 'shop@x.vn', 'Shop'));
    expect(seen).toMatchObject({
      health: 'ok',
      counterparts: [{ identities: ['email:eve@y.vn'] }],
      messages: [{ direction: 'unknown' }],
    });
  });
  test('is not guessed: all who wrote are shown, and no message has a side', () => {
    const letters =
      letter('eve@y.vn', 'Eve', 'shop@x.vn', 'Shop') + letter('shop@x.vn', 'Shop', 'eve@y.vn', 'Eve');
    const seen = mail('Hi', 'Hi', letters.replace('msg-f:1', 'msg-f:0'));
    expect(seen.health).toBe('ok');
    expect(seen.counterparts.map(({ identities }) => identities[0])).toEqual([
      'email:shop@x.vn',
      'email:eve@y.vn',
    ]);
    expect(seen.messages.map(({ direction }) => direction)).toEqual(['unknown', 'unknown']);
  });
  test('a receiver is shown where the page names no sender', () => {
    const seen = mail('Hi', 'Hi', letter('', '', 'eve@y.vn', 'Eve'));
    expect(seen).toMatchObject({ health: 'ok', counterparts: [{ identities: ['email:eve@y.vn'] }] });
  });
  test('may be one of the settings that no page tells', () => {
    const sold = letter('Sales@x.vn', 'Sales', 'eve@y.vn', 'Eve');
    const seen = mail('Hi', 'Hi', sold, ['sales@x.vn']);
    expect(seen).toMatchObject({
      health: 'ok',
      counterparts: [{ identities: ['email:eve@y.vn'] }],
      messages: [{ direction: 'out' }],
    });
    const alias = mail('Hi - shop@x.vn - Gmail', 'Hi', sold, ['sales@x.vn']);
    expect(alias.messages[0]?.direction).toBe('out');
  });
  test('of the settings says nothing of a mailbox that is another one', () => {
    const seen = mail('Hi', 'Hi', letter('eve@y.vn', 'Eve', 'shop@x.vn', 'Shop'), ['home@z.vn']);
    expect(seen.messages[0]?.direction).toBe('unknown');
  });
});

test('the thread of this moment, for an act that was meant for it', () => {
  const page = parse(conversation(bubble('1', 'you', 'A')));
  expect(threadNow(chat, page, URL_OF_CHAT)).toEqual({
    id: 'Lan Nguyễn',
    token: '',
    names: ['Lan Nguyễn'],
    identities: [],
    messages: ['1'],
  });
  page.querySelector('.conversation')?.remove();
  expect(threadNow(chat, page, URL_OF_CHAT)).toBeNull();
});

test('a thread is the same while its people and some of its messages are', () => {
  const thread: Thread = {
    id: '7',
    token: '7',
    names: ['Lan'],
    identities: ['zalo:7'],
    messages: ['1', '2'],
  };
  const now = (more: Partial<Thread>) => isSameThread(thread, { ...thread, ...more });
  expect(now({})).toBe(true);
  expect(now({ messages: ['2', '3'] })).toBe(true);
  expect(isSameThread({ ...thread, messages: [] }, thread)).toBe(true);
  for (const other of [
    { id: '8' },
    { token: '8' },
    { names: ['Lan Anh'] },
    { identities: ['zalo:7', 'zalo:8'] },
    // The messages of a page come before its heading as often as after it.
    { messages: ['8', '9'] },
    { messages: [] },
  ]) {
    expect(now(other), JSON.stringify(other)).toBe(false);
  }
});

test('the box for the answer is one that can be seen', () => {
  const page = parse(
    '<textarea hidden></textarea><textarea id="small"></textarea><textarea id="good"></textarea>',
  );
  expect(findReplyBox(chat, page)).toBeNull();
  // A simulated page has no layout: sizes by id.
  const place = vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (
    this: Element,
  ) {
    return new DOMRect(10, 20, this.id === 'small' ? 8 : 300, 30);
  });
  expect(findReplyBox(chat, page)).toEqual({ left: 10, top: 20, width: 300, height: 30 });
  expect(place.mock.contexts.map((box) => (box as Element).id)).toEqual(['small', 'good']);
  place.mockRestore();
});

describe('the site’s own list', () => {
  const row = (email: string, name: string, state = 'yP') =>
    `<tr class="zA" role="row"><td><div class="yW"><span class="${state}" email="${email}" name="${name}">${name}</span></div></td></tr>`;
  const rows = (inner: string) => `<div role="main"><table role="grid"><tbody>${inner}</tbody></table></div>`;
  const url = 'https://mail.google.com/mail/u/0/#inbox';
  const people = (html: string) =>
    listedOn(gmail, parse(html), url).map(({ name, identities }) => [name, ...identities]);

  test('names who stands in it, read and unread, and what a mail holds is no row of it', () => {
    const letter = `<div class="adn ads" data-message-id="#msg-f:1"><div class="a3s"><table>${row('evil@example.com', 'Eve')}</table></div></div>`;
    const list = rows(row('lan@example.com', 'Lan') + row('khoa@example.com', 'Khoa', 'zF'));
    expect(people(list + letter)).toEqual([
      ['Lan', 'email:lan@example.com'],
      ['Khoa', 'email:khoa@example.com'],
    ]);
    expect(people(letter)).toEqual([]);
  });

  test('of Telegram names people by id, and groups by name alone', () => {
    const chats = `<div id="column-left"><a class="chatlist-chat" data-peer-id="5512"><span class="peer-title">Châu</span></a><a class="chatlist-chat" data-peer-id="-100"><span class="peer-title">Hội</span></a></div>`;
    expect(listedOn(telegram, parse(chats), 'https://web.telegram.org/k/')).toEqual([
      { name: 'Châu', identities: ['telegram:5512'], strength: 'strong' },
      { name: 'Hội', identities: [], strength: 'weak' },
    ]);
  });
});
