import type { Recipe } from '../../lib/domain/recipe.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { parseSighting } from '../../lib/domain/sighting-schema.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';
import { survey } from '../../lib/site/survey.ts';

/**
 * Runs inside a browser: damages a page again and again, and reads it each time.
 */

/** Mulberry32: the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function make(
  page: Document,
  tag: string,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
) {
  const node = page.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Strangers where strangers stand on such pages: in other rows, in what people wrote, at the edge of the page. */
function addDecoys(page: Document): void {
  const stranger = () =>
    make(page, 'span', { class: 'gD yP g2', email: 'stranger@example.net', name: 'Stranger' }, 'Stranger');
  const row = make(page, 'tr', { class: 'zA yO', role: 'row' }, make(page, 'td', {}, stranger()));
  row.append(make(page, 'span', { 'data-legacy-thread-id': 'ffffffffffffffff' }));
  page.querySelector('[role="main"]')?.prepend(make(page, 'table', {}, make(page, 'tbody', {}, row)));
  for (const body of page.querySelectorAll('.a3s')) {
    const letter = make(page, 'div', { class: 'adn ads', 'data-message-id': '#msg-f:666' }, stranger());
    letter.append(make(page, 'h2', { class: 'hP', 'data-legacy-thread-id': 'ffffffffffffffff' }, 'Stranger'));
    body.append(letter, make(page, 'blockquote', { class: 'gmail_quote' }, stranger()));
  }
  const chat = make(page, 'a', { class: 'chatlist-chat rp', 'data-peer-id': '666' });
  chat.append(make(page, 'span', { class: 'peer-title', 'data-peer-id': '666' }, 'Stranger'));
  const links = make(
    page,
    'footer',
    {},
    make(page, 'a', { href: 'mailto:stranger@example.net' }, 'Stranger'),
  );
  links.append(make(page, 'a', { href: 'tel:+84999999999' }), stranger());
  page.body?.append(chat, links);
}

/** Words that a recipe holds on to; everything else on the page may change its name. */
const anchorsOf = (recipe: Recipe) => JSON.stringify(recipe);

type Damage = (page: Document, recipe: Recipe, random: () => number) => void;
const pick = <T>(list: ArrayLike<T>, random: () => number) => list[Math.floor(random() * list.length)];

const DAMAGES: Record<string, Damage> = {
  'a part is gone'(page, _recipe, random) {
    const inner = page.querySelectorAll('body *');
    const node = pick(inner, random);
    // Losing nearly everything shows nothing: the rest is read only if much is left.
    if (node && node.querySelectorAll('*').length < inner.length / 3) node.remove();
  },
  'classes have new names'(page, recipe, random) {
    const anchors = anchorsOf(recipe);
    for (const node of page.querySelectorAll('[class]')) {
      const names = [...node.classList].map((name) =>
        anchors.includes(`.${name}`) || random() < 0.5 ? name : `x${name}`,
      );
      node.setAttribute('class', names.join(' '));
    }
  },
  'an anchor has a new name'(page, recipe, random) {
    const anchors = anchorsOf(recipe);
    const names = [...page.querySelectorAll('[class]')].flatMap((node) => [...node.classList]);
    const used = [...new Set(names)].filter((name) => anchors.includes(`.${name}`));
    const lost = pick(used, random);
    if (lost) for (const node of page.querySelectorAll(`.${lost}`)) node.classList.replace(lost, 'renamed');
  },
  'attributes are in another order'(page) {
    for (const node of page.querySelectorAll('*')) {
      const all = [...node.attributes].map(({ name, value }) => [name, value] as const);
      for (const [name] of all) node.removeAttribute(name);
      for (const [name, value] of all.reverse()) node.setAttribute(name, value);
    }
  },
  'parts are wrapped and have new neighbours'(page, _recipe, random) {
    for (let index = 0; index < 8; index += 1) {
      const node = pick(page.querySelectorAll('body div, body span'), random);
      node?.before(make(page, 'div', { class: 'promo' }, 'Try the new layout'));
      if (node && random() < 0.5) {
        const wrap = make(page, node.localName === 'span' ? 'span' : 'div', { class: 'wrap' });
        node.replaceWith(wrap);
        wrap.append(node);
      }
    }
  },
};

const readPage = (recipe: Recipe, page: Document, url: string): Sighting =>
  parseSighting(read(recipe, page, url), { origin: new URL(url).origin })!;

/** Everybody whom the open thread names, the shop too: whose mailbox it is may be what was damaged. */
function correspondents(recipe: Recipe, page: Document, url: string): string[] {
  const { root } = survey(recipe, page, url).page;
  const items = [recipe.people.sender, recipe.people.recipients].flatMap((person) => person?.items ?? []);
  return items
    .flatMap((item) => [...root.querySelectorAll(item)])
    .filter((element) => !recipe.thread.foreign || !element.closest(recipe.thread.foreign))
    .map((element) => `email:${element.getAttribute('email')?.toLowerCase()}`);
}

export interface Wanted {
  html: string;
  url: string;
  rounds: number;
  seed: number;
  /** Addresses of the shop itself that only the page tells: where the telling is lost it may look like a person. */
  own: string[];
}
export interface Outcome {
  /** What was wrong, in words; nothing in a good engine. */
  wrong: string[];
  ok: number;
  degraded: number;
  none: number;
}

/** A damaged page must give the right people, fewer of them, or nobody; directions must be right or unknown. */
export function damagePage({ html, url, rounds, seed, own }: Wanted): Outcome {
  const recipe = createRegistry(sites).recipeFor(url)!;
  const parse = () => new DOMParser().parseFromString(html, 'text/html');
  const right = readPage(recipe, parse(), url);
  const people = new Set([
    ...own,
    ...right.counterparts.flatMap((person) => person.identities),
    ...correspondents(recipe, parse(), url),
  ]);
  const directions = new Map(right.messages.map((message) => [message.id, message.direction]));
  const random = seeded(seed);
  const outcome: Outcome = { wrong: [], ok: 0, degraded: 0, none: 0 };
  for (let round = 0; round < rounds; round += 1) {
    for (const [what, damage] of Object.entries(DAMAGES)) {
      const page = parse();
      if (random() < 0.7) addDecoys(page);
      damage(page, recipe, random);
      if (random() < 0.3) DAMAGES['a part is gone']?.(page, recipe, random);
      const seen = readPage(recipe, page, url);
      outcome[seen.health] += 1;
      const say = (why: string) =>
        outcome.wrong.push(`${why}: ${what}, round ${round}: ${JSON.stringify(seen)}`);
      const strangers = seen.counterparts.filter((one) =>
        one.identities.some((identity) => !people.has(identity)),
      );
      if (strangers.length > 0) say('another person');
      if (seen.health !== 'ok' && seen.counterparts.length > 0) say('somebody in doubt');
      const turned = seen.messages.filter(({ id, direction }) => {
        const wanted = directions.get(id);
        return wanted && direction !== 'unknown' && direction !== wanted;
      });
      if (turned.length > 0 && own.length === 0) say('the wrong way');
    }
  }
  return outcome;
}
