// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import { read } from '../../lib/site/read.ts';

/** Who is named, where pages say it in roundabout ways. */
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
  },
  people: { header: { items: ['.title'], name: [{}], identities: [] } },
  messages: { items: ['.bubble'], id: [{ attr: 'id' }], direction: [], at: [], atText: [], text: [{}] },
  replyBox: [],
  expects: [],
  watch: { root: ['.conversation'], attributes: ['id'], agrees: 'settle', settle: 1000 },
  verified: { date: '2026-11', evidence: 'U' },
};
const BUBBLE = '<p class="bubble" id="1">A</p>';
const conversation = (inner: string, title = 'Lan Nguyễn') =>
  `<div class="conversation"><h1 class="title">${title}</h1>${inner}</div>`;
const readChat = (html: string, recipe = chat) =>
  read(recipe, new DOMParser().parseFromString(html, 'text/html'), 'https://chat.example/');

describe('a page that tells no writers', () => {
  const people = (inner: string, own: string[] = []) =>
    readChat(conversation(`${BUBBLE}${inner}`), {
      ...chat,
      own: { as: 'email:', identities: [{ in: 'page', select: '.me-button' }], known: own },
      people: {
        anyone: {
          items: ['[data-address]', 'h2'],
          name: [{}],
          identities: [{ as: 'email:', take: [{ attr: 'data-address' }] }],
        },
      },
    }).counterparts.map(({ name, identities }) => identities[0] ?? name);
  const LAN = '<b data-address="lan@example.com">Lan</b>';
  const SHOP = '<b data-address="shop@shop.example">Shop</b>';

  test('names anyone but the user', () => {
    expect(people(LAN + SHOP, ['shop@shop.example'])).toEqual(['email:lan@example.com']);
    expect(people(`${LAN}${SHOP}<i class="me-button">shop@shop.example</i>`)).toEqual([
      'email:lan@example.com',
    ]);
  });
  test('names alone count where nobody else has a handle', () => {
    expect(people(`${SHOP}<h2>Lan Nguyễn</h2>`, ['shop@shop.example'])).toEqual(['Lan Nguyễn']);
    expect(people(`${LAN}${SHOP}<h2>Lan Nguyễn</h2>`, ['shop@shop.example'])).toEqual([
      'email:lan@example.com',
    ]);
  });
  test('names everybody where nothing says who the user is', () => {
    expect(people(`${LAN}${SHOP}<h2>Vy</h2>`)).toEqual([
      'email:lan@example.com',
      'email:shop@shop.example',
      'Vy',
    ]);
  });
});

describe('a value that is the subject, or is not', () => {
  const group = (subject: 'is' | 'other', name: string, title = 'Lan Nguyễn') =>
    readChat(conversation(`${BUBBLE}<i class="by">${name}:</i>`, title), {
      ...chat,
      thread: { ...chat.thread, group: [{ select: '.by', match: '^(.+):$', subject }] },
    }).group;
  test('is asked of what was taken, whatever marks stand in it', () => {
    expect(group('is', '\u200eLan\u00a0Nguyễn')).toBe(true);
    expect(group('is', 'Vy')).toBe(false);
    expect(group('other', 'Vy')).toBe(true);
    expect(group('other', 'Lan Nguyễn')).toBe(false);
  });
  test('what is taken out of the subject is not another', () => {
    expect(group('other', 'Lan', 'Lan:')).toBe(false);
  });
});
