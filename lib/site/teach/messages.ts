import { attribute, of, parentOf } from '../dom.ts';
import { oneLine, textOf } from '../text.ts';
import { candidates, ladder, type Rung } from './ladder.ts';
import { all, around, attributesOf, commonOf, marksOf, tagOf } from './marks.ts';
import { isIdLike, wordsIn } from './words.ts';

/** How all messages of the page are found from one or two of them. */
export interface Found {
  /** Every message, in the order of the page. */
  items: Element[];
  rungs: Rung[];
  /** The messages that were pointed at. */
  theirs: Element;
  ours: Element | null;
}

export const textIn = (element: Element, cap = 400) => oneLine(textOf(element, { cap }));

/** More than a page draws of one thread. */
const MOST_ITEMS = 400;
/** Selectors tried for one level. */
const TRIES = 80;

/**
 * From a place in one message of theirs and, where there is one, a place in one of ours, to all messages. Tries every
 * level above the places and takes the one that looks most like a message: it has an id, it says so, or it is a row.
 */
export function findItems(theirs: Element, ours: Element | null, name: Element): Found | null {
  const page = of(theirs, 'ownerDocument');
  let best: { score: number; targets: Element[]; items: Element[] } | null = null;
  for (const targets of levelsAbove(theirs, ours, name)) {
    for (const [items, votes] of setsOf(targets, page, name)) {
      const score = scoreOf(targets, items) + Math.min(votes, 6) / 2;
      if (!best || score > best.score) best = { score, targets, items };
    }
  }
  if (!best) return null;
  const { items, targets } = best;
  const rungs = ladder(targets, page, (found) => isSame(found, items));
  return rungs.length > 0 ? { items, rungs, theirs: targets[0]!, ours: targets[1] ?? null } : null;
}

const isSame = (one: Element[], other: Element[]) =>
  one.length === other.length && one.every((element, index) => element === other[index]);

/** What different selectors find, and how many of them agree on it. */
function setsOf(targets: Element[], page: Document, name: Element): Map<Element[], number> {
  const votes = new Map<Element[], number>();
  let left = TRIES;
  for (const { selector } of candidates(targets)) {
    left -= 1;
    if (left < 0) break;
    const found = all(page, selector);
    const known = [...votes.keys()].find((set) => isSame(set, found));
    if (known) votes.set(known, votes.get(known)! + 1);
    else if (areMessages(found, targets, name)) votes.set(found, 1);
  }
  return votes;
}

/** Levels above the places that may be the messages: same tag, below what holds both. */
function levelsAbove(theirs: Element, ours: Element | null, name: Element): Element[][] {
  const top = commonOf([theirs, ours ?? name]);
  if (!top || top === theirs || top === ours) return [];
  const up = (from: Element) => [from, ...around(from, top, 30)];
  if (!ours) return up(theirs).map((one) => [one]);
  const outward = up(ours);
  return up(theirs).flatMap((one) =>
    outward.filter((other) => tagOf(other) === tagOf(one)).map((other) => [one, other]),
  );
}

/** True when all are apart, all targets are among them, and none of them holds the name. */
function areMessages(found: Element[], targets: Element[], name: Element): boolean {
  if (found.length > MOST_ITEMS || !targets.every((target) => found.includes(target))) return false;
  return found.every((one, index) => !one.contains(name) && !found[index - 1]?.contains(one));
}

const MESSAGE = new Set(
  'message messages msg bubble mail letter comment reply post entry event note chat row'.split(' '),
);

function scoreOf(targets: Element[], items: Element[]): number {
  const [first, second] = targets as [Element, Element?];
  const id = idOf(first);
  let score = 0;
  if (id && (!second || (idOf(second) && idOf(second)!.value !== id.value))) score += 5;
  const words = marksOf(first)
    .filter((mark) => mark.kind !== 'tag')
    .flatMap((mark) => wordsIn(mark.selector));
  if (words.some((word) => MESSAGE.has(word))) score += 2;
  if (/^(?:li|tr|article)$/.test(tagOf(first))) score += 2;
  else if (/^(?:listitem|row|article)$/.test(attribute(first, 'role') ?? '')) score += 2;
  if (second && parentOf(first) === parentOf(second)) score += 1;
  // An id around it is the message's: this is a piece of one.
  const outer = around(first, commonOf(targets.length > 1 ? targets : items), 8);
  if (outer.some((one) => idOf(one) !== null || /^(?:li|tr|article)$/.test(tagOf(one)))) score -= 4;
  // A part that is empty in many messages is not what makes one.
  score += items.filter((item) => textIn(item) !== '').length / items.length;
  return score;
}

const ID_NAME = /^(?:id|data-(?:[a-z]+-)*(?:id|mid|uid|key|number|guid|uuid|msg|message|ref))$/;

/** The attribute of an element that names it among its like; a name for machines before `id`. */
export function idOf(element: Element): { name: string; value: string } | null {
  const ids = attributesOf(element).filter(([name, value]) => ID_NAME.test(name) && isIdLike(value));
  const found = ids.find(([name]) => name !== 'id') ?? ids[0];
  return found ? { name: found[0], value: found[1] } : null;
}

/** Content that is no part of its own in a message: paragraphs, links, emphasis. */
const CONTENT = /^(?:p|br|a|b|i|em|strong|u|s|ul|ol|li|blockquote|pre|code|img|span|div|table|hr|h[1-6])$/;
/** `10:32`, `hôm qua 9h05`, `2026-11-20`, `20/11/2026 10:32`, `3:05 pm`. */
const CLOCK =
  /^(?:\p{L}{1,12}[\s.,]*){0,3}\d{1,2}\s?[:h]\s?\d{2}(?:\s?[ap]\.?m\.?)?$|^\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?:[\s,T]+\d{1,2}[:h]\d{2}(?:[\d:.Z]*))?$/iu;
const isClock = (text: string): boolean => text.length <= 40 && CLOCK.test(text);

/** The part of a message that holds its words, from the place that was pointed at. */
export function bodyOf(pointed: Element, item: Element): Element {
  let body = pointed;
  if (pointed === item) return item;
  for (const outer of around(pointed, item, 12)) {
    const others = [...of(outer, 'children')].filter((child) => child !== body);
    if (others.some(isAside)) return body;
    body = outer;
  }
  const rest = [...of(item, 'children')].filter((child) => child !== body);
  // The whole message is its words where nothing else is in it, and its words stand in it directly.
  return rest.length > 0 && rest.every((child) => !isAside(child)) ? item : body;
}

/** A sibling that is no part of what was written: a time, an author, a button, anything with a name of its own. */
function isAside(element: Element): boolean {
  if (!CONTENT.test(tagOf(element)) || isClock(textIn(element, 60))) return true;
  return marksOf(element).some((mark) => mark.kind !== 'tag');
}

/** Where the words stand in each message; empty when a message is nothing but words. */
export function bodyRungs(found: Found, bodies: Element[]): Rung[] {
  const [body, other] = bodies as [Element, Element?];
  if (body === found.theirs) return [];
  const isOnly = (hits: Element[]) => hits.every((hit, index) => index === 0 || hits[0]!.contains(hit));
  // A part around the words, or inside, that says the same is as good.
  const isBody = (hit: Element | undefined, wanted: Element) =>
    hit === wanted || (hit !== undefined && wanted.contains(hit) && textIn(hit) === textIn(wanted));
  const fits = (hits: Element[], selector: string) =>
    isBody(hits[0], body) &&
    isOnly(hits) &&
    found.items.every((item) => {
      const there = all(item, selector);
      return isOnly(there) && (item !== found.ours || !other || isBody(there[0], other));
    });
  const outer = ladder(
    other && tagOf(other) === tagOf(body) ? [body, other] : [body],
    found.theirs,
    fits,
    found.theirs,
  );
  const inner = innermost(body);
  if (inner === body) return outer;
  const more = ladder([inner], found.theirs, fits, found.theirs);
  return [...outer, ...more.filter((rung) => outer.every((one) => one.selector !== rung.selector))].slice(
    0,
    10,
  );
}

/** The part inside that says all the same. */
function innermost(element: Element): Element {
  const [child, ...others] = of(element, 'children') as unknown as Element[];
  return child && others.length === 0 && textIn(child) === textIn(element) ? innermost(child) : element;
}

/** Where the time stands in each message, as the page's words or for machines. */
export interface Clock {
  rungs: Rung[];
  /** An attribute with a machine time, of the place itself. */
  attr?: string;
  transform?: 'unix-seconds' | 'unix-milliseconds';
}

const TIME_NAME = /^(?:datetime|data-(?:[a-z]+-)*(?:time|timestamp|date|ts|at|created|sent))$/;

/** A machine time in an attribute of the message or inside it. */
export function machineTime(
  found: Found,
): { select?: string; attr: string; transform?: Clock['transform'] } | null {
  for (const element of [found.theirs, ...all(found.theirs, '*')].slice(0, 200)) {
    for (const [name, value] of attributesOf(element)) {
      if (!TIME_NAME.test(name)) continue;
      const transform = /^\d{10}$/.test(value)
        ? 'unix-seconds'
        : /^\d{13}$/.test(value)
          ? 'unix-milliseconds'
          : undefined;
      if (!transform && !/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/.test(value)) continue;
      return {
        ...(element === found.theirs ? {} : { select: `[${name}]` }),
        attr: name,
        ...(transform ? { transform } : {}),
      };
    }
  }
  return null;
}

/** Where the page writes the time of a message in words. */
export function clockRungs(found: Found, body: Element): Rung[] {
  const leaf = all(found.theirs, '*').find(
    (element) =>
      element !== body &&
      !body.contains(element) === (body !== found.theirs) &&
      of(element, 'children').length === 0 &&
      isClock(textIn(element, 60)),
  );
  if (!leaf) return [];
  return ladder(
    [leaf],
    found.theirs,
    (hits, selector) =>
      hits.length === 1 &&
      hits[0] === leaf &&
      found.items.every((item) =>
        all(item, selector).every((hit) => textIn(hit, 60) === '' || isClock(textIn(hit, 60))),
      ),
    found.theirs,
  );
}
