// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Recipe } from '../../lib/domain/recipe.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import type { watch as watchPage } from '../../lib/site/watch.ts';
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
const row = (key: string, name = 'Lan Nguyễn', mark = '') =>
  el(
    'div',
    { 'data-id': 'div_TabMsg_ThrdChItem', 'anim-data-id': key.slice('zalo:'.length) },
    el('div', { class: `conv-item ${mark}` }, el('div', { class: 'conv-item-title__name' }, name)),
  );
const bubble = (id: number) =>
  el(
    'div',
    { id: `bb_msg_id_${id}` },
    el('div', { 'data-id': 'div_ReceivedMsg_Text' }, el('span', { class: 'text' }, 'Còn hoa không?')),
  );

let leaving: AbortController;
let shown: Sighting | null;
let watch: typeof watchPage;
beforeEach(async () => {
  // What a list has shown is kept as long as its document, and here is one document for all.
  vi.resetModules();
  ({ watch } = await import('../../lib/site/watch.ts'));
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

/** Opens the chat with her and waits until it is told. */
async function openChat(rows: Element[], name = 'Lan Nguyễn') {
  const list = el('div', {}, ...rows);
  const title = el('b', { class: 'header-title' }, name);
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
    const { list } = await openChat([], 'Thu Hà');
    expect(people()).toEqual(['Thu Hà']);
    list.append(row('zalo:21', 'Thu Hà'));
    await pass(3000);
    expect(people()).toEqual(['zalo:21']);
  });

  test('is not its namesake’s, whose row is drawn later: from then on it is known by name alone', async () => {
    const { list } = await openChat([row(LAN)]);
    expect(people()).toEqual([LAN]);
    list.replaceChildren();
    await pass(3000);
    expect(people()).toEqual(['Lan Nguyễn']);
    list.append(row('zalo:77'));
    await pass(3000);
    expect(people()).toEqual(['Lan Nguyễn']);
    list.replaceChildren(row(LAN));
    await pass(3000);
    expect(people()).toEqual(['Lan Nguyễn']);
  });

  /** From the chat with Mai to that with another Hoa, whose own row is not drawn. */
  async function openNamesake(mark: string) {
    const rows = (mai: string) => [row('zalo:31', 'Hoa Lê'), row('zalo:32', 'Mai Vũ', mai)];
    const { list, title, view } = await openChat(rows(mark), 'Mai Vũ');
    expect(people()).toEqual(['zalo:32']);
    list.replaceChildren(...rows(''));
    title.textContent = 'Hoa Lê';
    view.lastElementChild?.replaceWith(bubble(1795143999999));
    await pass(3000);
  }

  test('is not that of a namesake whose row bears no mark, on a page that marks the open one', async () => {
    await openNamesake('selected');
    expect(people()).toEqual(['Hoa Lê']);
  });

  test('is believed by its name alone on a page that never marks any', async () => {
    await openNamesake('');
    expect(people()).toEqual(['zalo:31']);
  });

  test('is believed by its name though a mark that proved nothing yet stands on another row', async () => {
    await openChat([row('zalo:51', 'Bích Phạm'), row('zalo:52', 'Kim Ngô', 'selected')], 'Bích Phạm');
    expect(people()).toEqual(['zalo:51']);
  });

  test('is nobody’s while another name stands over its messages, however long', async () => {
    const { title, view } = await openChat([row('zalo:61', 'Yến Lý')], 'Yến Lý');
    expect(people()).toEqual(['zalo:61']);
    title.textContent = 'Minh Trần';
    await pass(10_000);
    expect(shown).toMatchObject({ health: 'degraded', counterparts: [], messages: [] });
    view.lastElementChild?.replaceWith(bubble(1795143999999));
    await pass(3000);
    expect(people()).toEqual(['Minh Trần']);
  });
});
