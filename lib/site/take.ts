import type { Take, Transform } from '../domain/recipe.ts';
import { attribute, closest, of, parentOf, queryAll, type Scope, shadowRootsIn } from './dom.ts';
import { currencyOf } from './money.ts';
import { openRowOf } from './rows-seen.ts';
import { cut, oneLine, textOf } from './text.ts';

/** Longest name that is compared with the subject. Characters. */
const NAME = 400;

/** A page while it is read once. */
export interface Page {
  document: Document;
  url: string;
  /** Nothing is looked for inside. */
  foreign: string | undefined;
  /** The open thread; the document until it is found. */
  root: Scope;
  /** The id of the open thread once it is known; stands for `{id}` in selectors. */
  id: string;
  subject: string;
  /** Open shadow roots of the part at hand; found once. */
  shadows: ShadowRoot[];
}

/** Longest value that is matched against a pattern. */
const RAW = 4000;
/** Scripts of the page may hold the shop's settings. */
const CONTENT = 20_000;
/** How many places one candidate may try. */
const TRIES = 50;

/** All that match inside, in document order; open shadow roots only where the part itself has none. */
export function findAll(page: Page, scope: Scope, pattern: string): Element[] {
  // An id that could close the quotes around it is not one that any site uses.
  const selector = pattern.replaceAll('{id}', /^[\w.:@+=-]+$/.test(page.id) ? page.id : '');
  const isOwn = (element: Element) => {
    const parent = page.foreign ? parentOf(element) : null;
    return !parent || !closest(parent, page.foreign!);
  };
  const found = queryAll(scope, selector).filter(isOwn);
  if (found.length > 0) return found;
  return page.shadows
    .filter((shadow) => isInside(shadow, scope))
    .flatMap((shadow) => queryAll(shadow, selector))
    .filter(isOwn);
}

export function findFirst(page: Page, scope: Scope, selectors: string[]): Element | null {
  for (const selector of selectors) {
    const [found] = findAll(page, scope, selector);
    if (found) return found;
  }
  return null;
}

/** The open shadow roots of a part, to be looked through from now on. */
export function pierce(page: Page, scope: Scope): void {
  page.shadows = shadowRootsIn(scope);
}

function isInside(shadow: ShadowRoot, scope: Scope): boolean {
  if (scope.nodeType === 9) return true;
  for (let node: Node | null = shadow; node; node = (of(node, 'parentNode') as Node | null) ?? hostOf(node)) {
    if (node === scope) return true;
  }
  return false;
}

const hostOf = (node: Node): Element | null => (node.nodeType === 11 ? (node as ShadowRoot).host : null);

/** The first value that a candidate gives; '' when none does. */
export function take(page: Page, scope: Scope, candidates: Take[], cap: number): string {
  for (const candidate of candidates) {
    if (candidate.unless && findAll(page, page.root, candidate.unless).length > 0) continue;
    const values = new Set<string>();
    for (const raw of rawValues(page, scope, candidate, cap)) {
      const value = finish(page, raw, candidate);
      if (value) values.add(value);
      if (value && candidate.from !== 'only' && candidate.from !== 'several') break;
    }
    const [value, ...others] = values;
    if (value && others.length > 0 === (candidate.from === 'several')) return cut(value, cap);
  }
  return '';
}

function* rawValues(page: Page, scope: Scope, candidate: Take, cap: number): Generator<string> {
  if (candidate.in === 'url') {
    yield page.url;
    return;
  }
  if (candidate.in === 'title') {
    yield oneLine(of(page.document, 'title'));
    return;
  }
  if (candidate.in === 'subject') {
    yield page.subject;
    return;
  }
  const place = candidate.in === 'page' ? page.document : candidate.in === 'thread' ? page.root : scope;
  if (candidate.join) {
    const parts = candidate.join.map((part) => take(page, place, [part], cap));
    if (candidate.glue === undefined || parts.every(Boolean))
      yield oneLine(parts.join(candidate.glue ?? ' '));
    return;
  }
  for (const element of placesOf(page, place, candidate)) {
    if (candidate.attr) yield attribute(element, candidate.attr) ?? '';
    else if (candidate.value) yield fieldValue(element);
    else if (candidate.content) yield (of(element, 'textContent') ?? '').slice(0, CONTENT);
    else {
      const text = textOf(element, {
        cap: candidate.match ? RAW : cap,
        ...(candidate.without ? { without: candidate.without } : {}),
        lines: candidate.lines === true,
      });
      yield text;
    }
  }
}

function placesOf(page: Page, place: Scope, candidate: Take): Element[] {
  let scope: Scope | null = place;
  if (candidate.within) scope = findAll(page, scope, candidate.within)[0] ?? null;
  if (scope && candidate.up) scope = scope.nodeType === 1 ? closest(scope as Element, candidate.up) : null;
  if (!scope) return [];
  if (!candidate.select) return scope.nodeType === 1 ? [scope as Element] : [];
  // A part left out of the text is no place to begin at either: a quoted message looks like a message.
  const aside = candidate.without?.join(', ');
  const found = findAll(page, scope, candidate.select).filter(
    (element) => !aside || !isWithin(element, aside, place),
  );
  if (candidate.named) return openRow(page, found, candidate, candidate.named);
  return (candidate.from === 'last' ? found.reverse() : found).slice(0, TRIES);
}

function openRow(page: Page, found: Element[], { select, attr, marked }: Take, named: string): Element[] {
  const rows = found.map((element) => {
    const [name] = findAll(page, element, named);
    return {
      element,
      key: attr === undefined ? '' : (attribute(element, attr) ?? ''),
      name: name ? nameIn(name) : '',
    };
  });
  const row = openRowOf(page.document, select ?? '', rows, page.subject, marked);
  return row ? [row] : [];
}
const nameIn = (element: Element) => oneLine(textOf(element, { cap: NAME }));

/** True when the element stands in a match of the selector that is itself inside the part. */
function isWithin(element: Element, selector: string, part: Scope): boolean {
  const around = closest(element, selector);
  return around !== null && around !== part && (of(part, 'contains')(around) as boolean);
}

/** What the server wrote is what is saved; what stands in the field now may be half typed. */
function fieldValue(element: Element): string {
  const written = attribute(element, 'value');
  if (written) return written;
  const now = of(element as HTMLInputElement, 'value');
  return typeof now === 'string' ? now : '';
}

function finish(page: Page, raw: string, candidate: Take): string {
  let value = candidate.lines || candidate.content ? raw : raw.slice(0, RAW);
  if (candidate.after === 'subject' && page.subject && value.startsWith(page.subject)) {
    value = value.slice(page.subject.length);
  }
  for (const transform of candidate.transform ?? [])
    if (EARLY.has(transform)) value = apply(transform, value);
  if (candidate.match) {
    const found = new RegExp(candidate.match, 'u').exec(value);
    value = found ? (found[1] ?? found[0]) : '';
  }
  for (const transform of candidate.transform ?? [])
    if (!EARLY.has(transform)) value = apply(transform, value);
  return isWanted(page, raw, value, candidate) ? value.trim() : '';
}

/** Whether a value stands to the thread's subject as was asked. What is taken out of the subject is no other value. */
function isWanted(page: Page, raw: string, value: string, { subject }: Take): boolean {
  if (!subject) return true;
  const words = oneLine(value);
  if (subject === 'has' || subject === 'lacks')
    return (subject === 'has') === ` ${page.subject} `.includes(` ${words} `);
  if (page.subject === '') return false;
  return subject === 'is' ? words === page.subject : words !== page.subject && oneLine(raw) !== page.subject;
}

/** Before the pattern is tried. */
const EARLY = new Set<Transform>(['decode-entities']);

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  ndash: '–',
  mdash: '—',
  nbsp: ' ',
};

function apply(transform: Transform, value: string): string {
  switch (transform) {
    case 'hash-strip':
      return value.replace(/^#/, '');
    case 'lower':
      return value.toLowerCase();
    case 'decode-uri':
      return decodeUri(value);
    case 'decode-entities':
      return value.replace(
        /&(?:#(\d{1,6})|([a-z]{2,8}));/g,
        (whole, code: string | undefined, name: string) =>
          code ? String.fromCodePoint(Number(code)) : (ENTITIES[name] ?? whole),
      );
    case 'unix-seconds':
      return isoOf(value, 1000);
    case 'unix-milliseconds':
      return isoOf(value, 1);
    case 'number':
      return /^-?\d{1,15}(\.\d+)?$/.test(value) ? value : '';
    case 'currency':
      return currencyOf(value);
    case 'mark':
      return value && markOf(value);
  }
}

/** Two runs of FNV-1a, 32 bits each. */
function markOf(value: string): string {
  let [one, two] = [0x811c9dc5, 0x2f0b4c47];
  for (let index = 0; index < value.length; index += 1) {
    one = Math.imul(one ^ value.charCodeAt(index), 0x01000193);
    two = Math.imul(two ^ value.charCodeAt(index), 0x01000193);
  }
  return [one, two].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

function decodeUri(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray percent sign: the value as it stands is as good an id.
    return value;
  }
}

function isoOf(value: string, unit: number): string {
  const time = /^\d{6,14}$/.test(value) ? Number(value) * unit : Number.NaN;
  return time > 0 && time < 4e12 ? new Date(time).toISOString() : '';
}
