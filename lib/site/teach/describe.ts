import type { Recipe } from '../../domain/recipe.ts';
import type { PageDescription } from '../../domain/teach.ts';
import { survey } from '../survey.ts';
import { knownName } from './known-names.ts';
import { all, attributesOf, tagOf } from './marks.ts';

/** Elements counted: enough to see how a page is made. */
const LOOK = 20_000;
/** Names told; the rarest are left out. */
const MOST = 60;

/**
 * How a page is made, for whoever repairs its recipe: names of tags and attributes with their counts, what each
 * candidate finds, which expectations failed. No text, no value, no address: none of them is read.
 */
export function describePage(recipe: Recipe, document: Document, url: string): PageDescription {
  const tags = new Map<string, number>();
  const attributes = new Map<string, number>();
  const count = (names: Map<string, number>, name: string) => names.set(name, (names.get(name) ?? 0) + 1);
  for (const element of all(document, '*').slice(0, LOOK)) {
    count(tags, knownName(tagOf(element)));
    for (const [name] of attributesOf(element)) count(attributes, knownName(name));
  }
  const find = (selectors: string[]) => selectors.map((selector) => all(document, selector).length);
  return {
    site: recipe.id,
    problems: problemsOf(recipe, document, url),
    candidates: {
      root: find(recipe.thread.root),
      holds: find(recipe.thread.holds),
      header: find(recipe.people.header?.items ?? []),
      sender: find(recipe.people.sender?.items ?? []),
      messages: find(recipe.messages.items),
      reply: find(recipe.replyBox),
      ...Object.fromEntries(recipe.expects.map(({ name, any }) => [`expects-${name}`, find(any)])),
    },
    tags: commonest(tags),
    attributes: commonest(attributes),
  };
}

function commonest(names: Map<string, number>): Record<string, number> {
  const sorted = [...names].toSorted(([, a], [, b]) => b - a).slice(0, MOST);
  return Object.fromEntries(sorted);
}

function problemsOf(recipe: Recipe, document: Document, url: string): string[] {
  try {
    return survey(recipe, document, url).problems;
  } catch {
    return ['unreadable'];
  }
}
