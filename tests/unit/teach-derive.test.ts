// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { parseTaught } from '../../lib/domain/recipe-file.ts';
import { read } from '../../lib/site/read.ts';
import { derive, type Pointed } from '../../lib/site/teach/derive.ts';
import { describePage } from '../../lib/site/teach/describe.ts';
import { createTeaching, type TeachSeen } from '../../lib/site/teach/teaching.ts';
import { threadKeyOf } from '../../lib/site/teach/thread-key.ts';
import { isWritten, writtenStart } from '../../lib/site/teach/words.ts';
import { chat } from '../fixtures/teach/chat.ts';
import { helpdesk } from '../fixtures/teach/helpdesk.ts';
import { plainTable } from '../fixtures/teach/plain-table.ts';
import { shopAdmin } from '../fixtures/teach/shop-admin.ts';
import { webmail } from '../fixtures/teach/webmail.ts';

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');
const TODAY = '2026-11-23';
const URL_OF = 'https://tin.example/hop';

function taughtOn(html: string, point: Record<string, string>, url = URL_OF) {
  const page = parse(html);
  const pointed = Object.fromEntries(
    Object.entries(point).map(([lesson, selector]) => [lesson, page.querySelector(selector)!]),
  ) as Pointed;
  return derive(page, url, pointed, TODAY);
}
const recipeOn = (html: string, point: Record<string, string>, url = URL_OF) => {
  const taught = taughtOn(html, point, url);
  if ('problem' in taught) throw new Error(taught.problem);
  return taught.recipe;
};

const bubble = (side: string, text: string, more = '') =>
  `<li class="msg ${side}" ${more}><span class="msg-text">${text}</span><time class="msg-time">10:32</time></li>`;
const talk = (name: string, ...bubbles: string[]) =>
  `<main><header class="talk-head"><h2 class="talk-name">${name}</h2></header><ul class="talk">${bubbles.join('')}</ul></main>`;
const POINT = { name: '.talk-name', theirs: '.in .msg-text', ours: '.out .msg-text' };
const directions = (html: string, recipe: ReturnType<typeof recipeOn>) =>
  read(recipe, parse(html), URL_OF).messages.map((message) => message.direction);

describe('what nothing can be made of', () => {
  const page = talk('Lan', bubble('in', 'Chào'), bubble('out', 'Dạ'));
  it('one place pointed at twice, or one in the other', () => {
    expect(taughtOn(page, { ...POINT, ours: POINT.theirs })).toEqual({ problem: 'same' });
    expect(taughtOn(page, { ...POINT, theirs: 'main' })).toEqual({ problem: 'same' });
  });
  it('a name without words, or one that nothing can find again', () => {
    expect(taughtOn(talk('', bubble('in', 'a')), { name: '.talk-name', theirs: '.msg' })).toEqual({
      problem: 'name',
    });
    const nameless = '<div><div>Lan</div><div>Menu</div></div><div><div>Chào</div></div>';
    expect(taughtOn(nameless, { name: 'div div', theirs: 'div + div div' })).toEqual({ problem: 'name' });
  });
  it('messages that look like all else', () => {
    const flat = '<h2>Lan</h2><div>Chào</div><div>Menu</div>';
    expect(taughtOn(flat, { name: 'h2', theirs: 'div' })).toEqual({ problem: 'messages' });
  });
});

describe('who wrote', () => {
  it('is said by words on both sides, and by nothing that only happens to differ', () => {
    const recipe = recipeOn(
      talk('Lan', bubble('in', 'Chào', 'data-priority="high"'), bubble('out', 'Dạ', 'data-priority="low"')),
      POINT,
    );
    const other = talk(
      'Bảo',
      bubble('out', 'a', 'data-priority="high"'),
      bubble('in', 'b', 'data-priority="low"'),
    );
    expect(directions(other, recipe)).toEqual(['out', 'in']);
    expect(JSON.stringify(recipe.messages.direction)).not.toContain('priority');
    // Some messages may lack it: it is no first way to find them.
    expect(recipe.messages.items[0]).not.toContain('priority');
  });
  it('is never told by who it was: another customer has another name', () => {
    const by = (who: string) => `data-author="${who}"`;
    const recipe = recipeOn(
      talk(
        'Minh',
        bubble('in', 'a', by('minh')),
        bubble('out', 'b', by('shop')),
        bubble('in', 'c', by('minh')),
        bubble('out', 'd', by('shop')),
      ),
      POINT,
    );
    expect(JSON.stringify(recipe)).not.toMatch(/minh/i);
  });
  it('with a mark on one side alone, the rest is the other side, while the mark is there at all', () => {
    const recipe = recipeOn(talk('Lan', bubble('', 'Chào'), bubble('own', 'Dạ')), {
      name: '.talk-name',
      theirs: '.msg:not(.own) .msg-text',
      ours: '.own .msg-text',
    });
    expect(directions(talk('Bảo', bubble('own', 'a'), bubble('', 'b')), recipe)).toEqual(['out', 'in']);
    // A release that renames the mark must not turn all of ours into theirs.
    expect(directions(talk('Bảo', bubble('xq1', 'a'), bubble('', 'b')), recipe)).toEqual([
      'unknown',
      'unknown',
    ]);
  });
  it('without anything that tells, is unknown', () => {
    const recipe = recipeOn(talk('Lan', bubble('', 'Chào'), bubble('', 'Dạ')), {
      name: '.talk-name',
      theirs: 'li:first-child .msg-text',
      ours: 'li:last-child .msg-text',
    });
    expect(directions(talk('Bảo', bubble('', 'a')), recipe)).toEqual(['unknown']);
  });
});

describe('what names the thread', () => {
  const key = (url: string, html: string) => {
    const page = parse(html);
    const { kind, sure, path } = threadKeyOf(
      page,
      url,
      [page.querySelector('h2')!],
      page.querySelector('ul'),
    );
    return { kind, sure, path };
  };
  const links = (...hrefs: string[]) => hrefs.map((href) => `<a href="${href}">x</a>`).join('');
  const page = (more: string) => `<body>${more}<h2>Lan</h2><ul><li>a</li></ul></body>`;

  it('is a part of the address that the links of the page have too, with other values', () => {
    expect(
      key('https://a.example/u/0/mail/8812', page(links('/u/0/mail/8813', '/u/0/mail/9'))),
    ).toMatchObject({
      kind: 'address',
      sure: true,
    });
  });
  it('is not the account, which all links share', () => {
    const html = page(links('/u/1207/mail', '/u/1207/settings'));
    expect(key('https://a.example/u/1207/mail', html).kind).toBe('name');
  });
  it('nothing but a name that sounds like it is not sure: no handle is made of it', () => {
    expect(key('https://a.example/tickets/8812', page(''))).toEqual({
      kind: 'address',
      sure: false,
      path: ['tickets'],
    });
  });
  it('is an id in the page, but not the user’s own around it all', () => {
    expect(key('https://a.example/', page('').replace('<body>', '<body data-user-id="77">')).kind).toBe(
      'name',
    );
    expect(key('https://a.example/', page('').replace('<h2>', '<h2 data-user-id="512003">')).kind).toBe(
      'attribute',
    );
    expect(
      key('https://a.example/', page('').replace('<body>', '<body data-conversation-id="88">')).kind,
    ).toBe('attribute');
  });
});

it('names that people wrote are told from those of tools', () => {
  for (const name of ['message-body', 'customer', 'msg', 'is-inbound', 'orderTitle'])
    expect(isWritten(name)).toBe(true);
  for (const name of [
    'css-1x2y3z',
    'x1n2onr6',
    'gD',
    'adn',
    'kzgjxq',
    'active',
    'is-selected',
    'mt-auto',
    'flex',
  ])
    expect(isWritten(name)).toBe(false);
  expect(writtenStart('Message_body__3fK2s')).toBe('Message_body__');
  expect(writtenStart('css-3fK2s')).toBeNull();
});

it('the recipes of all five pages may be exported: not a name, number or address of anybody is in them', () => {
  for (const site of [webmail, helpdesk, shopAdmin, chat, plainTable]) {
    const [thread] = site.threads;
    const recipe = recipeOn(site.html(thread!, 'vi'), { ...site.point }, site.url(thread!));
    expect(parseTaught(recipe)).toEqual(recipe);
    const text = JSON.stringify(recipe);
    for (const one of site.threads) {
      const words = [
        one.name,
        one.email,
        one.phone,
        one.id,
        one.order,
        ...one.lines.map((line) => line.text),
      ];
      for (const word of words) if (word) expect(text, word).not.toContain(`"${word}"`);
      for (const word of [one.name, one.email, one.phone]) if (word) expect(text).not.toContain(word);
    }
  }
});

describe('the lessons', () => {
  const open = (html: string) => {
    const page = parse(html);
    Object.defineProperty(page, 'URL', { value: URL_OF, configurable: true });
    const told: TeachSeen[] = [];
    document.body.replaceChildren(...page.body.childNodes);
    const teaching = createTeaching(
      document,
      () => TODAY,
      (seen) => told.push(seen),
    );
    return { teaching, told, last: () => told.at(-1)! };
  };
  const at = (selector: string) => document.querySelector(selector)!;

  it('go from the name to their message to ours to the reading', () => {
    const { teaching, last } = open(talk('Lan', bubble('in', 'Chào'), bubble('out', 'Dạ')));
    teaching.go('name');
    teaching.point(at('.talk-name'));
    expect(last()).toMatchObject({ lesson: 'theirs', pointed: { name: 'Lan' }, recipe: null });
    teaching.point(at('.in .msg-text'));
    expect(last()).toMatchObject({ lesson: 'ours' });
    teaching.point(at('.out .msg-text'));
    expect(last()).toMatchObject({ lesson: 'check', problem: null, sides: true });
    expect(last().sighting?.counterparts[0]?.name).toBe('Lan');
  });
  it('the reading follows the page, and says when it is no longer like it', () => {
    const { teaching, told, last } = open(talk('Lan', bubble('in', 'Chào'), bubble('out', 'Dạ')));
    for (const place of ['.talk-name', '.in .msg-text', '.out .msg-text']) teaching.point(at(place));
    const before = told.length;
    teaching.look();
    expect(told.length).toBe(before);
    at('.talk-name').textContent = 'Bảo';
    teaching.look();
    expect(last().sighting?.counterparts[0]?.name).toBe('Bảo');
    at('.talk-head').remove();
    teaching.look();
    expect(last().problem).toBe('unlike');
  });
  it('a place that went with its thread is asked for again', () => {
    const { teaching, last } = open(talk('Lan', bubble('in', 'Chào'), bubble('out', 'Dạ')));
    for (const place of ['.talk-name', '.in .msg-text', '.out .msg-text']) teaching.point(at(place));
    at('.talk').replaceChildren();
    teaching.go('name');
    teaching.point(at('.talk-name'));
    expect(last()).toMatchObject({ lesson: 'theirs', pointed: { name: 'Lan' } });
  });
});

it('how a page is made is told without a word of it, whatever the page is full of', () => {
  const [thread] = helpdesk.threads;
  const recipe = recipeOn(helpdesk.html(thread!, 'vi'), { ...helpdesk.point }, helpdesk.url(thread!));
  const name = 'nguyenthilan';
  const page =
    parse(`<html><head><title>${name}</title><meta name="user" content="${name}"></head><body id="${name}"
    class="${name}" data-${name}="1" data-user-${name}-0912345678="x" ${name}="1" data-name="${name}">
    <${name}-card title="${name}">${name}</${name}-card><x-${name}></x-${name}>
    <p aria-label="${name}" data-customer="${name}">${name} 0912345678 lan@example.com</p>
    <!-- ${name} --><script>const a = "${name}";</script></body></html>`);
  const told = JSON.stringify(
    describePage(recipe, page, `https://desk.hoa-sen.example/agent/tickets/${name}`),
  );
  expect(told).not.toContain('0912345678');
  expect(told).not.toContain('lan@example.com');
  // The page put the name into attributes and tags of its own as well.
  expect(told).not.toContain(name);
  expect(JSON.parse(told)).toMatchObject({
    tags: { p: 1 },
    attributes: { title: 1 },
    problems: expect.anything(),
  });
});
