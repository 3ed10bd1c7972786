import type { Take } from '../../domain/recipe.ts';
import type { ThreadKeyKind } from '../../domain/teach.ts';
import { attribute } from '../dom.ts';
import { ladder } from './ladder.ts';
import { all, around, attributesOf } from './marks.ts';
import { isIdLike, wordsIn } from './words.ts';

/** What tells one thread from another. */
export interface ThreadKey {
  kind: ThreadKeyKind;
  takes: Take[];
  token: Take[];
  witnesses: Take[];
  /** More than one thing says so: good enough to be a handle of the person. */
  sure: boolean;
  /** The words of the path before the key: other kinds of pages of the same site are elsewhere. */
  path: string[];
}

/** A part of the address that may name the thread. */
interface Part {
  value: string;
  /** Before it, a word or the name of the parameter. */
  word: string;
  patterns: string[];
  place: 'path' | 'query' | 'hash';
}

const NAMES_THREAD =
  /^(?:id|uid|t|c|q|m|th|msg|threads?|tickets?|conversations?|chats?|orders?|messages?|mails?|posts?|cases?|rooms?|channels?|dm|inbox|sent|customers?|contacts?|users?|people|person|peer|item|issue|requests?|detail|view|show|edit|open|read|conv|convo|convid|tid|cid|order_id|orderid|ticketid|threadid|chatid|session|dialogs?|all|archive)$/i;
const ESCAPE = /[.*+?^${}()|[\]\\/-]/g;
const escaped = (text: string) =>
  text.replace(ESCAPE, (sign) => (sign === '-' || sign === '/' ? sign : `\\${sign}`));
/** Links and attributes looked at. */
const LOOK = 600;

/**
 * @param parts the places that were pointed at: an attribute that names the thread stands around them.
 * @param messages what holds the messages; an id of anybody around it may be the user's own.
 */
export function threadKeyOf(
  page: Document,
  url: string,
  parts: Element[],
  messages: Element | null,
): ThreadKey {
  const found = partsOf(url)
    .map((part) => ({ part, ...evidenceOf(page, url, part) }))
    .filter(({ score, part }) => score >= 3 && isIdLike(part.value))
    .toSorted((a, b) => b.score - a.score)[0];
  const attributes = attributeTakes(page, parts, found?.part.value ?? null, messages);
  const path = pathWords(url, found?.part.place === 'path' ? found.part.value : null);
  if (found) {
    const takes = found.part.patterns.map((match): Take => ({ in: 'url', match }));
    const same = attributes.filter(({ value }) => value === found.part.value).map(({ take }) => take);
    return { kind: 'address', takes, token: takes, witnesses: same, sure: found.proven, path };
  }
  const [best] = attributes;
  if (best) {
    const same = attributes.filter(({ value }) => value === best.value).map(({ take }) => take);
    return { kind: 'attribute', takes: same, token: [], witnesses: [], sure: true, path };
  }
  return { kind: 'name', takes: [], token: [], witnesses: [], sure: false, path };
}

function partsOf(url: string): Part[] {
  const [, path = '', query = '', hash = ''] = /^https?:\/\/[^/?#]+([^?#]*)(\?[^#]*)?(#.*)?$/.exec(url) ?? [];
  const parts: Part[] = [];
  const segments = (text: string, place: 'path' | 'hash', start: string) => {
    const names = text.split('/');
    names.forEach((value, index) => {
      if (value === '') return;
      const before = names[index - 1] ?? '';
      const shape = shapeOf(value);
      const isLast = names.slice(index + 1).every((name) => name === '');
      const after = place === 'path' ? '(?:[/?#]|$)' : '(?:[/?&]|$)';
      const word = /^[A-Za-z][\w-]*$/.test(before) ? before : '';
      const patterns = word ? [`${start}/${escaped(word)}/(${shape})${after}`] : [];
      // Another folder, the same kind of id.
      if (isLast) patterns.push(`${start}/(${shape})/?${place === 'path' ? '(?:[?#]|$)' : '(?:[?&]|$)'}`);
      if (place === 'hash' && names.length === 1) patterns.push(`#!?(${shape})(?:[?&]|$)`);
      parts.push({ value, word, patterns, place });
    });
  };
  const pairs = (text: string, place: 'query' | 'hash') => {
    for (const pair of text.replace(/^[?#!/]+/, '').split('&')) {
      const [name = '', value = ''] = pair.split('=');
      if (!value || !/^[\w[\].-]{1,40}$/.test(name)) continue;
      const start = place === 'query' ? '^[^#]*[?&]' : '#.*?\\b';
      const patterns = [`${start}${escaped(name)}=(${shapeOf(value)})(?:[&#]|$)`];
      parts.push({ value, word: name, patterns, place });
    }
  };
  segments(path, 'path', '^https?://[^/?#]+[^?#]*');
  pairs(query, 'query');
  const [place = '', more = ''] = hash.split('?', 2);
  if (place.includes('=')) pairs(place, 'hash');
  else segments(place.replace(/^#!?/, ''), 'hash', '#.*');
  if (more) pairs(more, 'hash');
  return parts;
}

const shapeOf = (value: string) => (/^\d+$/.test(value) ? '\\d+' : '[\\w.:@=+%~-]+');

/** How much speaks for a part: links of the page that differ in it alone, an attribute of the same value, its name. */
function evidenceOf(page: Document, url: string, part: Part): { score: number; proven: boolean } {
  const [pattern] = part.patterns;
  if (!pattern) return { score: 0, proven: false };
  const expression = new RegExp(pattern, 'u');
  if (expression.exec(url)?.[1] !== part.value) return { score: 0, proven: false };
  const others = new Set<string>();
  for (const link of all(page, 'a[href]').slice(0, LOOK)) {
    const there = absolute(attribute(link, 'href') ?? '', url);
    const value = there ? expression.exec(there)?.[1] : undefined;
    if (there && value && value !== part.value && isIdLike(value)) {
      if (there.replace(value, '') === url.replace(part.value, '')) others.add(value);
    }
  }
  const named = attributeHolds(page, part.value);
  const proven = others.size > 0 || named;
  let score = others.size > 0 ? 5 : 0;
  if (named) score += 3;
  if (NAMES_THREAD.test(part.word) || wordsIn(part.word).some((word) => NAMES_THREAD.test(word))) score += 2;
  if (part.value.length >= 2) score += 1;
  if (part.place === 'hash') score += 0.5;
  return { score, proven };
}

function absolute(href: string, base: string): string | null {
  try {
    const url = new URL(href, base);
    return url.origin === new URL(base).origin ? url.href : null;
  } catch {
    return null;
  }
}

/** An attribute for machines that carries the value: the page itself names the thread so. */
function attributeHolds(page: Document, value: string): boolean {
  if (value.length < 2 || !/^[\w.:@=+%~-]+$/.test(value)) return false;
  return all(page, '*')
    .slice(0, LOOK * 5)
    .some((element) =>
      attributesOf(element).some(([name, own]) => own === value && /^(?:data-|id$)/.test(name)),
    );
}

const NAMES_IT =
  /^data-(?:[a-z]+-)*(?:thread|conversation|conv|ticket|chat|peer|contact|customer|order|user|dialog|room|case|id|uid|key)(?:-id|-key|-number)?$/;
const SAYS_THREAD = /thread|conv|ticket|chat|peer|order|case|dialog/;
const ID_WITH_WORD =
  /^(?:thread|conversation|ticket|chat|order|peer|customer|contact|post|case)[-_:](.*\d.*)$/i;

/** Attributes around the places that name the thread, those with the value of the address first. */
function attributeTakes(
  page: Document,
  parts: Element[],
  value: string | null,
  messages: Element | null,
): { take: Take; value: string }[] {
  const found: { take: Take; value: string; score: number }[] = [];
  const places = new Set(parts.flatMap((part) => [part, ...around(part)]));
  for (const element of places) {
    for (const [name, raw] of attributesOf(element)) {
      const inId = name === 'id' ? ID_WITH_WORD.exec(raw)?.[1] : undefined;
      const own = inId ?? raw;
      if (!(inId !== undefined || NAMES_IT.test(name)) || !isIdLike(own)) continue;
      const says = SAYS_THREAD.test(inId === undefined ? name : raw);
      if (!says && own !== value && messages && element.contains(messages)) continue;
      const select = selectorFor(page, element, name, inId !== undefined ? raw.slice(0, -own.length) : null);
      if (!select) continue;
      const match = inId === undefined ? undefined : `^${escaped(raw.slice(0, -own.length))}(.+)$`;
      const take: Take = { in: 'page', select, attr: name, from: 'only', ...(match ? { match } : {}) };
      found.push({ take, value: own, score: (own === value ? 4 : 0) + (says ? 2 : 0) });
    }
  }
  return found.toSorted((a, b) => b.score - a.score).slice(0, 3);
}

/** A way to the one element that carries this attribute; null where others carry it too. */
function selectorFor(page: Document, element: Element, name: string, start: string | null): string | null {
  const bare = start === null ? `[${name}]` : `[${name}^="${start}"]`;
  if (all(page, bare).length === 1) return bare;
  const [rung] = ladder([element], page, (found) => found.length === 1 && found[0] === element);
  return rung ? rung.selector : null;
}

/** The words the path begins with, up to the key or to the first part that is no word. */
function pathWords(url: string, key: string | null): string[] {
  const [, path = ''] = /^https?:\/\/[^/?#]+([^?#]*)/.exec(url) ?? [];
  const words: string[] = [];
  for (const part of path.split('/').filter(Boolean)) {
    if (part === key || !/^[A-Za-z][A-Za-z_-]*$/.test(part)) break;
    words.push(part);
  }
  return words;
}
