import type { DirectionRung } from '../../domain/recipe.ts';
import { attribute, matches } from '../dom.ts';
import { all, around, attributesOf, classesOf, commonOf, type Mark, marksOf, tagOf } from './marks.ts';
import { type Found, textIn } from './messages.ts';
import { isWritten, SAYS_KIND, saysSide, writtenStart } from './words.ts';

type Side = 'in' | 'out';

/** Something that one of the two messages has and the other has not. */
interface Difference {
  is: Side;
  rung: { matches: string } | { has: string };
  /** What kind of thing differs; `own` says a side in words, `pair` has a counterpart on the other side. */
  kind: string;
  strong: boolean;
  /** Messages of the page it holds of. */
  holds: Set<Element>;
}

/** Rungs a side gets; they stand on different feet. */
const MOST = 4;
/** Parts of a message that only one side has, by their names. */
const ONE_SIDED =
  /avatar|author|sender|photo|picture|from|who|name|tick|check|status|receipt|delivered|read|seen|own|me\b/i;

/**
 * What tells their messages from ours, from one of each. A difference is believed when it says a side in words, or when
 * it parts all messages of the page in two as another does; else the direction stays unknown.
 */
export function sidesOf(found: Found): DirectionRung[] {
  const { theirs, ours, items } = found;
  if (!ours) return [];
  const differences = [
    ...differencesOf('in', theirs, ours, items),
    ...differencesOf('out', ours, theirs, items),
  ];
  const strong = differences.filter((one) => one.strong);
  const apart = (one: Difference, other: Difference) =>
    one.is === other.is || [...one.holds].every((item) => !other.holds.has(item));
  // Two words that contradict each other on some message are both worth nothing.
  const sure = strong.filter((one) => strong.every((other) => apart(one, other)));
  const parts = partsOf(sure, items) ?? partsOf(pairsIn(differences, items), items);
  if (!parts) return [];
  const fits = (one: Difference) => [...one.holds].every((item) => parts[one.is].has(item));
  const agreed = differences.filter(
    (one) => fits(one) && (sure.includes(one) || isWhole(one.holds, parts[one.is])),
  );
  const rungs = (['in', 'out'] as const).flatMap((side) =>
    spread(agreed.filter((one) => one.is === side)).map((one): DirectionRung => ({ is: side, ...one.rung })),
  );
  return [...rungs, ...remainder(agreed, found)];
}

const isWhole = (holds: Set<Element>, part: Set<Element>) => holds.size === part.size && part.size >= 2;

/** The messages of each side as far as these differences tell. */
function partsOf(differences: Difference[], items: Element[]): Record<Side, Set<Element>> | null {
  if (differences.length === 0) return null;
  const parts = { in: new Set<Element>(), out: new Set<Element>() };
  for (const one of differences) for (const item of one.holds) parts[one.is].add(item);
  // Only one side has a word: everything else is the other, as far as this page shows.
  const [bare] = (['in', 'out'] as const).filter((side) => parts[side].size === 0);
  if (bare) {
    const other = parts[bare === 'in' ? 'out' : 'in'];
    for (const item of items) if (!other.has(item)) parts[bare].add(item);
  }
  return parts;
}

/** Differences without a word for a side, that part a page with several messages of each side in two. */
function pairsIn(differences: Difference[], items: Element[]): Difference[] {
  return differences.filter((one) =>
    differences.some(
      (other) =>
        other.is !== one.is &&
        other.kind === one.kind &&
        one.holds.size >= 2 &&
        other.holds.size >= 2 &&
        one.holds.size + other.holds.size === items.length &&
        [...one.holds].every((item) => !other.holds.has(item)),
    ),
  );
}

/** One rung of each kind first. */
function spread(differences: Difference[]): Difference[] {
  const kinds = new Map<string, Difference[]>();
  for (const one of differences) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  const chosen = [...kinds.values()].map((list) => list[0]!);
  const rest = [...kinds.values()].flatMap((list) => list.slice(1));
  return [...chosen, ...rest].slice(0, MOST);
}

function differencesOf(is: Side, one: Element, other: Element, items: Element[]): Difference[] {
  const found = new Map<string, Difference>();
  const add = (rung: Difference['rung'], kind: string, strong: boolean) => {
    const holds = new Set(items.filter((item) => speaks(rung, item)));
    if (!holds.has(one) || holds.has(other)) return;
    found.set(JSON.stringify(rung), { is, rung, kind, strong, holds });
  };
  for (const mark of sideMarks(one)) {
    add({ matches: mark.selector }, mark.kind, saysSide(mark.selector));
  }
  for (const outer of around(one, commonOf([one, other]), 6)) {
    for (const mark of sideMarks(outer)) {
      add({ matches: `${mark.selector} *` }, `outer ${mark.kind}`, saysSide(mark.selector));
    }
  }
  for (const inner of all(one, '*').slice(0, 80)) {
    for (const mark of [...sideMarks(inner), ...bareMarks(inner)]) {
      const strong = saysSide(mark.selector) && /^(?:data|style)$/.test(mark.kind);
      if (strong || ONE_SIDED.test(mark.selector)) add({ has: mark.selector }, `inner ${mark.kind}`, strong);
    }
  }
  return [...found.values()];
}

const bareMarks = (element: Element): Mark[] =>
  marksOf(element).filter((mark) => mark.kind === 'class' || mark.kind === 'data');

/** A value that says a side, or yes and no to one: never who wrote it, which is true of one customer alone. */
const isSideValue = (name: string, value: string): boolean =>
  /^(?:true|false|0|1)$/.test(value)
    ? saysSide(name)
    : /^[a-z][a-z_-]{0,23}$/i.test(value) && (saysSide(value) || (SAYS_KIND.test(name) && isWritten(value)));

interface SideMark {
  kind: Mark['kind'] | 'style';
  selector: string;
}

/** Attributes, classes and alignments that may say a side. */
function sideMarks(element: Element): SideMark[] {
  const marks: SideMark[] = [];
  for (const [name, value] of attributesOf(element)) {
    if (MOMENT.test(name)) continue;
    if (/^data-[a-z]+(?:-[a-z]+)*$/.test(name) && isSideValue(name, value)) {
      marks.push({ kind: 'data', selector: `[${name}="${value}"]` });
    }
    if (name === 'align' && /^(?:left|right)$/.test(value))
      marks.push({ kind: 'style', selector: `[align="${value}"]` });
  }
  for (const word of classesOf(element)) {
    if (
      isWritten(word) ||
      ALIGNED.test(word) ||
      (saysSide(word) && /^[a-z]+(?:[-_]{1,2}[a-z]+)*$/i.test(word))
    ) {
      marks.push({ kind: ALIGNED.test(word) ? 'style' : 'class', selector: `.${word}` });
    } else if (writtenStart(word))
      marks.push({ kind: 'class', selector: `[class*="${writtenStart(word)}"]` });
  }
  for (const rule of (attribute(element, 'style') ?? '').split(';').map((one) => one.trim())) {
    if (/^(?:align-self|justify-content|text-align|float|margin-left|margin-right)\s*:\s*[\w-]+$/.test(rule))
      marks.push({ kind: 'style', selector: `[style*="${rule}"]` });
  }
  return marks;
}

/** What the reader or the browser does with a message says nothing of who wrote it. */
const MOMENT = /view|visible|focus|select|hover|active|unread|open|state|last|first|index|editable/;

/** Classes of tool kits that put a message to one edge. */
const ALIGNED =
  /^(?:justify|self|items|content|align-self|justify-content|align-items)-(?:flex-)?(?:start|end)$|^(?:ml|mr|ms|me)-auto$|^(?:text|float|pull)-(?:left|right|start|end)$/;

const speaks = (rung: Difference['rung'], item: Element): boolean => {
  try {
    return 'matches' in rung ? matches(item, rung.matches) : all(item, rung.has).length > 0;
  } catch {
    return false;
  }
};

/**
 * Where only one side has a mark, the other is what lacks it, as long as the page shows the mark at all and the message
 * has words in the place of words: a release that renames the mark leaves all directions unknown.
 */
function remainder(agreed: Difference[], found: Found): DirectionRung[] {
  const sides = new Set(agreed.map((one) => one.is));
  if (sides.size !== 1) return [];
  const [marked] = sides as Set<Side>;
  const [best] = agreed.filter((one) => one.strong && 'matches' in one.rung && !one.kind.startsWith('outer'));
  if (!best || !('matches' in best.rung)) return [];
  const { matches: mark } = best.rung;
  const like = found.rungs[0]?.selector;
  if (!like || found.items.some((item) => !best.holds.has(item) && textIn(item) === '')) return [];
  const other = marked === 'out' ? 'in' : 'out';
  return [{ is: other, matches: `body:has(${like}${mark}) ${tagOf(found.theirs)}:not(${mark})` }];
}
