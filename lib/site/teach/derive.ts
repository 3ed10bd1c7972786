import type { PersonRecipe, Recipe, Take } from '../../domain/recipe.ts';
import { taughtId } from '../../domain/taught.ts';
import type { Lesson, TeachProblem, ThreadKeyKind } from '../../domain/teach.ts';
import { attribute, of } from '../dom.ts';
import { contactOf, orderPart, replyRungs } from './extras.ts';
import { ladder } from './ladder.ts';
import { all, commonOf, tagOf } from './marks.ts';
import {
  bodyOf,
  bodyRungs,
  clockRungs,
  type Found,
  findItems,
  idOf,
  machineTime,
  textIn,
} from './messages.ts';
import { sidesOf } from './sides.ts';
import { type ThreadKey, threadKeyOf } from './thread-key.ts';

export type Pointed = Partial<Record<Lesson, Element>>;

export interface Taught {
  recipe: Recipe;
  key: ThreadKeyKind;
  /** The messages of ours and theirs can be told apart. */
  sides: boolean;
}

/** Stillness of a taught page before it is believed, in ms: nothing is known of how it switches. */
const SETTLE = 700;
const WATCHED = ['class', 'style', 'hidden', 'aria-hidden'];

/**
 * From places on one open thread to a recipe for all threads of the site. Every way to find something is kept only if
 * it alone finds on this page what was pointed at; places that only their position tells count only where they are one.
 *
 * @param today for the recipe's date: `2026-11-23`.
 */
export function derive(
  page: Document,
  url: string,
  pointed: Pointed,
  today: string,
): Taught | { problem: TeachProblem } {
  const { name, theirs, ours } = pointed;
  if (!name || !theirs) return { problem: name ? 'messages' : 'name' };
  if (ours && (ours.contains(theirs) || theirs.contains(ours))) return { problem: 'same' };
  if (theirs.contains(name) || name.contains(theirs)) return { problem: 'same' };
  const names = namesOf(page, name);
  if (names.length === 0) return { problem: 'name' };
  const found = findItems(theirs, ours ?? null, name);
  if (!found) return { problem: 'messages' };

  const { origin } = new URL(url);
  const messages = commonOf(found.items.length > 1 ? found.items : [found.theirs, name]);
  const key = threadKeyOf(page, url, [name, ...(messages ? [messages] : [])], messages);
  const id = taughtId(origin, key.path);
  const words = readMessages(found, { theirs, ours: ours ?? null });
  const sides = sidesOf(found);
  const watched = new Set([...WATCHED, ...attributesIn([...key.takes, ...key.witnesses])]);
  const nameTakes = names.map((select): Take => ({ in: 'page', select, from: 'only' }));
  const roots = rootsOf(page, [name, ...found.items, ...Object.values(pointed)]);
  const recipe: Recipe = {
    id,
    name: origin.replace(/^https?:\/\//, '').slice(0, 60),
    channel: 'web',
    matches: [`${origin.replace(/:\d+$/, '')}/*`],
    address: addressOf(origin, key.path),
    thread: {
      root: roots,
      holds: [...found.rungs.map((rung) => rung.selector), ...names].slice(0, 24),
      ...(words.foreign ? { foreign: words.foreign } : {}),
      id: key.takes.length > 0 ? key.takes : nameTakes,
      ...(key.witnesses.length > 0 ? { witnesses: key.witnesses } : {}),
      ...(key.token.length > 0 ? { token: key.token } : {}),
      subject: nameTakes,
    },
    people: { header: personOf(page, id, nameTakes, pointed, key) },
    messages: {
      items: found.rungs.map((rung) => rung.selector),
      ...(isNewestFirst(found, words.at) ? { newestFirst: true } : {}),
      id: messageIds(found, words),
      direction: sides,
      at: words.at,
      atText: words.atText,
      text: words.text,
    },
    ...orderPart(page, pointed.order),
    replyBox: pointed.reply ? replyRungs(page, pointed.reply) : [],
    expects: [
      { name: 'name', any: names },
      ...(words.expected.length > 0
        ? found.rungs.slice(0, 3).map(({ selector }) => ({
            name: 'text',
            when: selector,
            any: words.expected.map((inner) => `${selector} ${inner.replace(/^:scope /, '')}`),
          }))
        : []),
      ...container(page, messages, found),
    ],
    watch: {
      root: ['body'],
      attributes: [...watched].slice(0, 24),
      agrees: 'settle',
      settle: SETTLE,
    },
    verified: { date: today, evidence: 'U' },
  };
  return { recipe, key: key.kind, sides: sides.length > 0 };
}

/** Ways to the name: each finds it, and nothing that says something else. */
function namesOf(page: Document, name: Element): string[] {
  const said = textIn(name);
  if (said === '') return [];
  return ladder(
    [name],
    page,
    (hits) => hits.includes(name) && hits.every((hit) => hit === name || textIn(hit) === said),
  ).map((rung) => rung.selector);
}

interface Words {
  text: Take[];
  at: Take[];
  atText: Take[];
  foreign: string | null;
  /** Where words must be, inside a message. */
  expected: string[];
}

function readMessages(found: Found, pointed: { theirs: Element; ours: Element | null }): Words {
  const body = bodyOf(pointed.theirs, found.theirs);
  const other = pointed.ours && found.ours ? bodyOf(pointed.ours, found.ours) : null;
  const clock = clockRungs(found, body);
  const machine = machineTime(found);
  const aside = clock.map((rung) => rung.selector);
  const bodies = other && other !== found.ours ? [body, other] : [body];
  const rungs = bodyRungs(found, bodies);
  const quoted = pointed.theirs.closest('blockquote') ? [] : ['blockquote'];
  const without = { without: [...aside, ...quoted] };
  const text =
    rungs.length > 0
      ? rungs.map(
          ({ selector, kinds }): Take => ({
            select: selector,
            lines: true,
            ...without,
            ...(/^(?:tag|path)/.test(kinds) ? { from: 'only' as const } : {}),
          }),
        )
      : [{ lines: true as const, ...without }];
  const inner = rungs.slice(0, 3).map((rung) => rung.selector);
  const isApart = inner.length > 0 && !all(body, '*').some((one) => aside.some((it) => one.matches(it)));
  return {
    text,
    at: machine
      ? [
          {
            ...(machine.select ? { select: machine.select } : {}),
            attr: machine.attr,
            ...(machine.transform ? { transform: [machine.transform] } : {}),
          },
        ]
      : [],
    atText: aside.map((select): Take => ({ select, from: 'only' })),
    // What people wrote may look like anything: nothing is looked for inside it.
    foreign: isApart
      ? found.rungs
          .slice(0, 2)
          .flatMap(({ selector }) => inner.slice(0, 2).map((it) => `${selector} ${it}`))
          .join(', ')
          .slice(0, 400)
      : null,
    expected: rungs.map((rung) => rung.selector),
  };
}

/** What names a message: an attribute of its own, else a mark of its time and words. */
function messageIds(found: Found, words: Words): Take[] {
  const own = idOf(found.theirs);
  const ids = new Set(found.items.map((item) => own && attribute(item, own.name)));
  if (own && ids.size === found.items.length && !ids.has(null)) return [{ attr: own.name }];
  const inside = all(found.theirs, '*').find((element) => idOf(element) !== null);
  const name = inside && idOf(inside)!.name;
  if (name) {
    const said = found.items.map((item) => all(item, `[${name}]`)[0]?.getAttribute(name) ?? null);
    if (!said.includes(null) && new Set(said).size === said.length) {
      return [{ select: `[${name}]`, attr: name }];
    }
  }
  const [text = {}] = words.text;
  const times = [words.at[0], words.atText[0]].filter((take) => take !== undefined).slice(0, 1);
  return words.text.slice(0, 4).map((one) => ({ join: [...times, one ?? text], transform: ['mark'] }));
}

function isNewestFirst(found: Found, at: Take[]): boolean {
  const [take] = at;
  if (!take?.attr) return false;
  const times = found.items.map((item) => {
    const element = take.select ? all(item, take.select)[0] : item;
    const value = element ? (attribute(element, take.attr!) ?? '') : '';
    return /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  });
  return (
    times.length > 1 &&
    times.every((time, index) => index === 0 || time <= times[index - 1]!) &&
    times[0]! > times.at(-1)!
  );
}

function personOf(page: Document, id: string, name: Take[], pointed: Pointed, key: ThreadKey): PersonRecipe {
  const identities: PersonRecipe['identities'] = [];
  for (const element of [pointed.contact, pointed.name]) {
    if (element) identities.push(...contactOf(page, element));
  }
  // A handle of the site's own where nothing better names the person: proven to be this thread's.
  if (identities.length === 0 && key.sure) {
    identities.push({
      as: `${id}:`,
      take: key.takes.map((take): Take => ({ ...take, in: take.in ?? 'page' })),
    });
  }
  return { items: ['*'], name, identities };
}

/** The part that holds all that was pointed at; the page where it has no name any more. */
function rootsOf(page: Document, places: Element[]): string[] {
  const root = commonOf(places);
  if (!root || /^(?:body|html)$/.test(tagOf(root))) return ['body'];
  const rungs = ladder([root], page, (hits) => hits.length === 1 && hits[0] === root);
  return [...rungs.slice(0, 5).map((rung) => rung.selector), 'body'];
}

/** What holds the messages must hold some where it holds several of anything: else they look otherwise now. */
function container(page: Document, messages: Element | null, found: Found): Recipe['expects'] {
  const hasAll =
    messages !== null &&
    /^(?!body|html)/.test(tagOf(messages)) &&
    found.items.every((item) => messages !== item && messages.contains(item)) &&
    of(messages, 'children').length > 1;
  if (!hasAll) return [];
  const rungs = ladder([messages], page, (hits) => hits.length === 1 && hits[0] === messages);
  return rungs.slice(0, 3).map(({ selector }) => ({
    name: 'messages',
    when: `${selector} > :nth-child(2)`,
    any: found.rungs.map((rung) => rung.selector),
  }));
}

const attributesIn = (takes: Take[]): string[] => takes.flatMap((take) => take.attr ?? []);

const ESCAPE = /[.*+?^${}()|[\]\\]/g;

/** This origin, below the words its path begins with. */
function addressOf(origin: string, path: string[]): string {
  const start = [origin, ...path].join('/').replace(ESCAPE, '\\$&');
  return `^${start}(?:[/?#]|$)`;
}
