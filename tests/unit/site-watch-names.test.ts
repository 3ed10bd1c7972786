// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { watch } from '../../lib/site/watch.ts';
import zaloSite from '../../lib/sites/zalo.ts';

/** A chat whose address never changes and whose heading is a name: the row of the list tells who it is, while drawn. */
const [zalo] = zaloSite as [Recipe];
const LAN = 'zalo:4402118733014560921';

function el(tag: string, attributes: Record<string, string>, ...children: (Node | string)[]) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
const row = (key: string) =>
  el(
    'div',
    { 'data-id': 'div_TabMsg_ThrdChItem', 'anim-data-id': key.slice('zalo:'.length) },
    el('div', { class: 'conv-item-title__name' }, 'Lan Nguyễn'),
  );
const bubble = (id: number) =>
  el(
    'div',
    { id: `bb_msg_id_${id}` },
    el('div', { 'data-id': 'div_ReceivedMsg_Text' }, el('span', { class: 'text' }, 'Còn hoa không?')),
  );

let leaving: AbortController;
let shown: Sighting | null;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
  leaving = new AbortController();
  shown = null;
});
afterEach(() => {
  leaving.abort();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const people = () => shown?.counterparts.map(({ name, identities }) => identities[0] ?? name);

/** Opens the chat with Lan and waits until it is told. */
async function openChat(...rows: Element[]) {
  const list = el('div', {}, ...rows);
  const title = el('b', { class: 'header-title' }, 'Lan Nguyễn');
  const header = el('header', { class: 'threadChat__header' }, title);
  const view = el('article', { id: 'messageView' }, header, bubble(1795143720372));
  document.body.replaceChildren(list, view);
  watch(zalo, document, {
    signal: leaving.signal,
    seen: (sighting) => {
      shown = sighting;
    },
    gone: () => {
      shown = null;
    },
  });
  await pass(3000);
  return { list, title, view };
}

describe('a thread known by the rows of a list', () => {
  test('gets its number when its row is drawn', async () => {
    const { list } = await openChat();
    expect(people()).toEqual(['Lan Nguyễn']);
    list.append(row(LAN));
    await pass(3000);
    expect(people()).toEqual([LAN]);
  });

  test('is not its namesake’s, whose row is drawn later', async () => {
    const { list } = await openChat(row(LAN));
    expect(people()).toEqual([LAN]);
    list.replaceChildren();
    await pass(3000);
    expect(people()).toEqual(['Lan Nguyễn']);
    list.append(row('zalo:77'));
    await pass(3000);
    expect(shown).toMatchObject({ health: 'degraded', counterparts: [] });
    list.replaceChildren(row(LAN));
    await pass(3000);
    expect(people()).toEqual([LAN]);
  });

  test('is nobody’s while another name stands over its messages, however long', async () => {
    const { title, view } = await openChat(row(LAN));
    title.textContent = 'Minh Trần';
    await pass(10_000);
    expect(shown).toMatchObject({ health: 'degraded', counterparts: [], messages: [] });
    view.lastElementChild?.replaceWith(bubble(1795143999999));
    await pass(3000);
    expect(people()).toEqual(['Minh Trần']);
  });
});
