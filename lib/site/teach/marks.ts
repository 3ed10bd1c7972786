import { attribute, of, parentOf, queryAll, type Scope } from '../dom.ts';
import { isIdLike, isTelling, isWritten, SAYS_KIND, wordsIn, writtenStart } from './words.ts';

/** Kinds of evidence, the longest-lived first. A release that breaks one kind seldom breaks another. */
export const KINDS = ['data', 'role', 'id', 'class', 'attribute', 'tag'] as const;
export type Kind = (typeof KINDS)[number];

/** Something that tells this place from others, as a selector. */
export interface Mark {
  kind: Kind;
  selector: string;
}

/** Attributes and classes looked at on one element. */
const MOST = 16;
const PLAIN =
  /^(?:h[1-6]|header|main|article|section|aside|nav|footer|time|table|ul|ol|dl|li|tr|td|th|dt|dd|strong|b|em|i|a|p|blockquote|textarea|form|address|figure|label|img|pre|details|summary|fieldset|legend|button|input|output|cite)$/;

export const tagOf = (element: Element): string => String(of(element, 'localName'));

export const attributesOf = (element: Element): [string, string][] =>
  (of(element, 'getAttributeNames')() as string[])
    .slice(0, MOST * 2)
    .map((name) => [name, attribute(element, name) ?? '']);

export const classesOf = (element: Element): string[] =>
  (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean).slice(0, MOST);

/** What an element says of itself that another thread, another language and the next release will say too. */
export function marksOf(element: Element): Mark[] {
  const marks: Mark[] = [];
  const add = (kind: Kind, selector: string) => marks.push({ kind, selector });
  for (const [name, value] of attributesOf(element)) {
    if (name === 'role' && /^[a-z]{3,20}$/.test(value)) add('role', `[role="${value}"]`);
    else if (/^aria-(?:live|multiline|level|roledescription)$/.test(name)) add('role', `[${name}]`);
    else if (name === 'dir' && value === 'auto') add('role', '[dir="auto"]');
    else if (name === 'href' && /^(?:mailto|tel):/.test(value))
      add('role', `[href^="${value.split(':')[0]}:"]`);
    else if (name === 'id') addId(value);
    else if (SAYS_KIND.test(name) && isName(value)) add('data', `[${name}="${value}"]`);
    else if (isTelling(name)) add(isIdLike(value) ? 'data' : 'attribute', `[${name}]`);
  }
  for (const word of classesOf(element)) {
    if (isWritten(word)) add('class', `.${word}`);
    else {
      const start = writtenStart(word);
      if (start) add('class', `[class*="${start}"]`);
    }
  }
  const tag = tagOf(element);
  if (tag === 'tr') add('tag', shapeOfRow(element));
  else if (tag === 'td') add('tag', `td:nth-child(${placeOf(element)})`);
  else if (PLAIN.test(tag)) add('tag', tag);
  return marks.slice(0, MOST);

  function addId(value: string): void {
    if (isName(value)) add('id', `#${value}`);
    const start = /^([A-Za-z]+(?:[-_:]+[A-Za-z]+)*[-_:]+)[\w:.-]*\d/.exec(value)?.[1];
    if (start && start.replace(/[-_:]+$/, '').length >= 3) add('id', `[id^="${start}"]`);
  }
}

/** A value that is a name somebody gave to a part: words, no number, no sentence. */
const isName = (value: string) =>
  /^[A-Za-z][A-Za-z_-]{1,40}$/.test(value) && (isWritten(value) || wordsIn(value).length > 1);

/** A row of a table by how many cells it has: one with another number is no such row. */
function shapeOfRow(row: Element): string {
  const cells = of(row, 'children').length;
  const last = row.lastElementChild;
  return `tr:has(> ${last ? tagOf(last) : 'td'}:nth-child(${cells}):last-child)`;
}

/** Among its siblings, from 1. */
export function placeOf(element: Element): number {
  let place = 1;
  for (let at = element.previousElementSibling; at; at = at.previousElementSibling) place += 1;
  return place;
}

/** The elements around, from the nearest outwards, up to but without `end`. */
export function around(element: Element, end: Element | null = null, most = 14): Element[] {
  const found: Element[] = [];
  for (let at = parentOf(element); at && at !== end && found.length < most; at = parentOf(at)) found.push(at);
  return found;
}

/** The innermost element that holds them all. */
export function commonOf(elements: Element[]): Element | null {
  const [first, ...others] = elements;
  if (!first) return null;
  const holds = (outer: Element) => others.every((one) => outer === one || of(outer, 'contains')(one));
  return [first, ...around(first, null, 200)].find(holds) ?? null;
}

/** All that match, none where the selector cannot be run. */
export function all(scope: Scope, selector: string): Element[] {
  try {
    return queryAll(scope, selector);
  } catch {
    return [];
  }
}

/** Marks that all of the elements carry. */
export function sharedMarks(elements: Element[]): Mark[] {
  const [first, ...others] = elements.map(marksOf);
  return (first ?? []).filter((mark) =>
    others.every((marks) => marks.some((one) => one.selector === mark.selector)),
  );
}
