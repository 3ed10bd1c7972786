import type { Scope } from '../dom.ts';
import { all, around, KINDS, type Mark, marksOf, sharedMarks, tagOf } from './marks.ts';

/** One way to find a place again, and the kinds of evidence it rests on. */
export interface Rung {
  selector: string;
  kinds: string;
}

/** Selectors tried for one place: a page with a thousand attributes must not make it slow. */
const TRIES = 900;
const MOST = 8;
/** Rungs that end on one kind of mark: what renames that kind breaks them all. */
const SAME_FOOT = 3;

/**
 * Ways to find a place again, the longest-lived first. Each of them finds it alone, and they rest on different kinds of
 * evidence, so that one may break. Parts are joined by a blank, never by `>`: a wrapper in between changes nothing.
 *
 * @param targets the place, or several of one kind that are to be found together.
 * @param fits whether what a selector finds is right.
 * @param end marks of elements from here outwards are not used.
 */
export function ladder(
  targets: Element[],
  scope: Scope,
  fits: (found: Element[], selector: string) => boolean,
  end: Element | null = null,
): Rung[] {
  const rungs: Rung[] = [];
  const known = new Set<string>();
  let left = TRIES;
  for (const { selector, kinds } of candidates(targets, end)) {
    const foot = kinds.split(' ').at(-1)!;
    if (known.has(kinds)) continue;
    if (rungs.filter((rung) => rung.kinds.endsWith(foot)).length >= SAME_FOOT) continue;
    left -= 1;
    if (left < 0 || rungs.length >= MOST) break;
    if (!fits(all(scope, selector), selector)) continue;
    known.add(kinds);
    rungs.push({ selector, kinds });
  }
  return rungs;
}

/** Every selector that may find the targets, the longest-lived first. */
export function* candidates(targets: Element[], end: Element | null = null): Generator<Rung> {
  const own = sharedMarks(targets);
  const tags = new Set(targets.map(tagOf));
  // A `div` says nothing by itself, but one alone in a part with a name does.
  const bare: Mark[] =
    tags.size === 1 && own.every((mark) => mark.kind !== 'tag')
      ? [{ kind: 'tag', selector: [...tags][0]! }]
      : [];
  const outer = sharedAround(targets, end);
  for (const kind of KINDS) {
    const marks = [...own, ...bare].filter((mark) => mark.kind === kind);
    for (const mark of marks) {
      // In the whole page a bare `div` is anything; in one message it may be the one part.
      if (!bare.includes(mark) || end) yield { selector: mark.selector, kinds: kind };
      if (kind === 'tag' && end) yield { selector: pathIn(targets[0]!, end), kinds: 'path tag' };
    }
    for (const part of KINDS) {
      for (const one of outer) {
        if (one.kind !== part) continue;
        for (const mark of marks) {
          yield { selector: `${one.selector} ${mark.selector}`, kinds: `${part} ${kind}` };
        }
      }
    }
  }
  // Where two parts are not enough: what is inside what.
  const places = around(targets[0]!, end).filter((one) => targets.every((target) => one.contains(target)));
  for (const mark of [...own, ...bare]) {
    for (const [index, near] of places.entries()) {
      for (const inner of marksOf(near)) {
        for (const far of places.slice(index + 1)) {
          for (const one of marksOf(far)) {
            if (one.kind === 'tag' && inner.kind === 'tag') continue;
            yield {
              selector: `${one.selector} ${inner.selector} ${mark.selector}`,
              kinds: `${one.kind} ${inner.kind} ${mark.kind}`,
            };
          }
        }
      }
    }
  }
}

/** What is in what, by tags alone, from a part down to the place. */
function pathIn(target: Element, part: Element): string {
  const names = [target, ...around(target, part)].map(tagOf);
  return `:scope ${names.toReversed().join(' ')}`;
}

/** Marks of the elements around all of the targets, the nearest first. */
function sharedAround(targets: Element[], end: Element | null): Mark[] {
  const [first, ...others] = targets;
  if (!first) return [];
  const seen = new Set<string>();
  const marks = around(first, end)
    .filter((outer) => others.every((one) => outer.contains(one)))
    .flatMap(marksOf);
  return marks.filter(({ selector }) => !seen.has(selector) && seen.add(selector));
}
