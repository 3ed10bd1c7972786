import type { Recipe } from '../../lib/domain/recipe.ts';
import type { Counterpart, Sighting } from '../../lib/domain/sighting.ts';
import { parseSighting } from '../../lib/domain/sighting-schema.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';
import { listedOn, survey } from '../../lib/site/survey.ts';
import { parsePage } from './parse-page.ts';

/**
 * Runs inside a browser or a simulated one: damages a page again and again, and reads it each time.
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

/** The words that decoys and wrappers bring. */
const BROUGHT = 'Stranger Try the new layout';

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
  'an anchor attribute has a new name'(page, recipe, random) {
    const anchors = anchorsOf(recipe);
    const names = [...page.querySelectorAll('body *')].flatMap((node) => node.getAttributeNames());
    const used = [...new Set(names)].filter(
      (name) => /^(data-|aria-|item)|^email$/.test(name) && anchors.includes(name),
    );
    const lost = pick(used, random);
    if (!lost) return;
    for (const node of page.querySelectorAll(`[${lost}]`)) {
      node.setAttribute(`${lost}-v2`, node.getAttribute(lost) ?? '');
      node.removeAttribute(lost);
    }
  },
  'siblings are shuffled'(page, _recipe, random) {
    // Tables and their rows stand in the order of the shop's arithmetic, and messages in that of time.
    const parents = [
      ...page.querySelectorAll('body div, body span, body header, body section, body a'),
    ].filter(
      ({ children }) => children.length > 1 && ![...children].some(({ localName }) => localName === 'table'),
    );
    for (let index = 0; index < 6; index += 1) {
      const children = [...(pick(parents, random)?.children ?? [])];
      for (const child of children.sort(() => random() - 0.5)) child.parentNode?.append(child);
    }
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
function correspondents(recipe: Recipe, page: Document, url: string): Counterpart[] {
  // Read as if nothing told who we are: then the shop stands among the others, those who wrote and those who got it.
  const { own: _own, ...rest } = recipe;
  const { sender, recipients } = recipe.people;
  return [sender, recipients].flatMap((person) => {
    const people = { ...recipe.people, ...(person && { sender: person }) };
    return readPage({ ...rest, people }, page, url).counterparts;
  });
}

export interface Wanted {
  html: string;
  url: string;
  rounds: number;
  seed: number;
  /** Addresses of the shop itself that only the page tells: where the telling is lost it may look like a person. */
  own: string[];
}
/** A shop writes as this one too; only the recipients of a letter say so. */
const OWN: Record<string, string[]> = {
  'gmail/alias': ['email:sales@shop.example'],
  // Of two that are on the page neither is named; where one is torn out, the other may be.
  'shopify/order-two-phones': [
    'email:minh@example.vn',
    'email:ha@example.vn',
    'tel:+84987654321',
    'tel:+84901234567',
  ],
  'shopify/draft': ['shopify:hoa-sen:customer:7700000000001', 'shopify:hoa-sen:customer:7700000000002'],
};
export const ownOf = (site: string, name: string): string[] => OWN[`${site}/${name}`] ?? [];

export interface Outcome {
  /** What was wrong, in words; nothing in a good engine. */
  wrong: string[];
  ok: number;
  degraded: number;
  none: number;
}

const wordsOf = (text: string) => text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);

/** All texts inside, and pictures by their names, with spaces between. */
function spacedText(element: Element): string {
  const words: string[] = [];
  for (const node of [element, ...element.querySelectorAll('*')]) {
    words.push(node.getAttribute('alt') ?? '', node.getAttribute('data-emoji') ?? '');
    for (const child of node.childNodes) if (child.nodeType === 3) words.push(child.textContent ?? '');
  }
  return words.join(' ');
}

/** What is right for a page, and what a damaged reading may still say. */
function rightOf({ html, url, own }: Wanted, recipe: Recipe, parse: () => Document) {
  const right = readPage(recipe, parse(), url);
  // A page in doubt names nobody; without the part that brought the doubt it may name whom it is of.
  const beyondDoubt = readPage({ ...recipe, expects: [] }, parse(), url).counterparts;
  const people = [...right.counterparts, ...beyondDoubt, ...correspondents(recipe, parse(), url)];
  const keys = new Set([...own, ...people.flatMap((person) => person.identities)]);
  const names = new Set(people.map((person) => person.name));
  const listed = new Set(listedOn(recipe, parse(), url).map((person) => person.name));
  /** The thread may be known by several ids: its number, its permanent name, the token of its address. */
  const threads = new Set(
    [...recipe.thread.id, ...(recipe.thread.token ?? [])].map(
      (candidate) =>
        readPage({ ...recipe, thread: { ...recipe.thread, id: [candidate] } }, parse(), url).thread.id,
    ),
  );
  const messages = new Map(right.messages.map((message) => [message.id, message]));
  /** All that stands in each message, what is left out of its text too, and what the damage brings into it. */
  const written = new Map(
    survey(recipe, parse(), url).messages.map(({ id, element }) => [
      id,
      new Set(wordsOf(`${spacedText(element)} ${messages.get(id)?.text ?? ''} ${BROUGHT}`)),
    ]),
  );
  /** The message of the whole page that a read one is; where words are its id, each that holds all of its words. */
  const meantBy = (id: string, text: string): string[] => {
    if (written.has(id)) return [id];
    if (!recipe.messages.idFromWords) return [];
    return [...written].flatMap(([one, words]) =>
      wordsOf(text).every((word) => words.has(word)) ? one : [],
    );
  };
  /** Why this reading is wrong; nothing where it is right, or says less. */
  return (seen: Sighting, whole: boolean): string[] => {
    const why: string[] = [];
    const isKnown = (person: Counterpart) =>
      person.identities.length > 0
        ? person.identities.every((identity) => keys.has(identity))
        : [...names].some((name) => wordsOf(person.name).every((word) => wordsOf(name).includes(word)));
    if (!seen.counterparts.every(isKnown)) why.push('another person');
    if (seen.counterparts.some((person) => listed.has(person.name) && !names.has(person.name))) {
      why.push('somebody of the list');
    }
    if (seen.health !== 'ok' && seen.counterparts.length > 0) why.push('somebody in doubt');
    if (right.health === 'ok' && seen.health === 'ok' && !threads.has(seen.thread.id)) {
      why.push('another thread');
    }
    for (const { id, direction, text } of seen.messages) {
      const meant = meantBy(id, text);
      if (meant.length === 0 && !html.includes(id)) why.push('a message of nobody');
      if (!meant.some((one) => messages.has(one)) || own.length > 0) continue;
      const directions = meant.map((one) => messages.get(one)?.direction);
      if (direction !== 'unknown' && !directions.includes(direction)) why.push('the wrong way');
      if (meant.every((one) => wordsOf(text).some((word) => !written.get(one)?.has(word)))) {
        why.push('words of another');
      }
    }
    const { order } = seen;
    if (order) {
      if (![right.order?.number, right.order?.id].includes(order.number)) why.push('another order');
      // Where the table of sums itself was torn out, the next one stands in its place.
      if (whole && order.total !== null && order.total !== right.order?.total) why.push('another total');
      if (order.currency !== '' && order.currency !== right.order?.currency) why.push('another currency');
    }
    return why;
  };
}

/**
 * A damaged page must give the right people, fewer of them, or nobody; directions, words and sums must be right or
 * missing.
 */
export function damagePage(wanted: Wanted): Outcome {
  const { html, url, rounds, seed } = wanted;
  const recipe = createRegistry(sites).recipeFor(url)!;
  const parse = () => parsePage(html);
  const judge = rightOf(wanted, recipe, parse);
  const random = seeded(seed);
  const outcome: Outcome = { wrong: [], ok: 0, degraded: 0, none: 0 };
  for (let round = 0; round < rounds; round += 1) {
    for (const [what, damage] of Object.entries(DAMAGES)) {
      const page = parse();
      if (random() < 0.7) addDecoys(page);
      damage(page, recipe, random);
      const torn = random() < 0.3;
      if (torn) DAMAGES['a part is gone']?.(page, recipe, random);
      const seen = readPage(recipe, page, url);
      outcome[seen.health] += 1;
      for (const why of judge(seen, !torn && what !== 'a part is gone')) {
        outcome.wrong.push(`${why}: ${what}, round ${round}: ${JSON.stringify(seen)}`);
      }
    }
  }
  return outcome;
}
