import type { DraftResult } from '../../lib/domain/draft.ts';
import type { Recipe } from '../../lib/domain/recipe.ts';
import { createDraftDesk } from '../../lib/site/draft-desk.ts';
import { insertText } from '../../lib/site/insert.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';
import { survey } from '../../lib/site/survey.ts';

const registry = createRegistry(sites);

/** Puts text into the box that fits the selector, as if the page were of the right thread all the time. */
export function insertHere(text: string, selector: string): Promise<DraftResult> {
  const box = () => document.querySelector<HTMLElement>(selector);
  return insertText(text, { isSame: () => true, box });
}

/** A switch of the page to another one of its site: all of it, or the half that comes first. */
export interface Switch {
  html: string;
  url: string;
  half: 'whole' | 'header' | 'messages';
  /** Before the draft is taken to the box, as the box gets the focus, or while its editor takes note of that. */
  moment: 'before' | 'focus' | 'while';
  /** Whether the address changes with it. */
  moves: boolean;
}

/**
 * Takes a draft to the open thread's box, and meanwhile the page goes on to another thread.
 *
 * @param options.fresh milliseconds for which the order is good.
 */
export async function draftHere(
  text: string,
  change: Switch | null,
  options: { fresh?: number } = {},
): Promise<DraftResult> {
  const recipe = registry.recipeFor(location.href);
  if (!recipe) throw new Error('No site');
  giveBox(recipe);
  const desk = createDraftDesk(recipe, document, () => 'r1');
  const reading = desk.seen(read(recipe, document, location.href));
  const go = () => change && switchTo(recipe, change);
  if (change?.moment === 'before') go();
  if (change?.moment === 'focus') addEventListener('focusin', go, { once: true });
  if (change?.moment === 'while') addEventListener('focusin', () => setTimeout(go, 5), { once: true });
  return desk.insert({ reading, until: Date.now() + (options.fresh ?? 4000), text });
}

function switchTo(recipe: Recipe, { html, url, half, moves }: Switch): void {
  const other = new DOMParser().parseFromString(html, 'text/html');
  const here = messagesIn(recipe, document, location.href);
  const there = messagesIn(recipe, other, url);
  if (moves) history.pushState(null, '', url);
  if (half === 'messages' && here && there) here.replaceWith(document.importNode(there, true));
  else {
    const messages = half === 'header' ? here : null;
    document.title = other.title;
    document.body.replaceChildren(
      ...[...other.body.childNodes].map((node) => document.importNode(node, true)),
    );
    if (messages) messagesIn(recipe, document, url)?.replaceWith(messages);
    giveBox(recipe);
  }
}

/** The part that holds all messages of a page and as little else as may be. */
function messagesIn(recipe: Recipe, page: Document, url: string): Element | null {
  const elements = survey(recipe, page, url).messages.map(({ element }) => element);
  let around = elements[0]?.parentElement ?? null;
  while (around && !elements.every((element) => around?.contains(element))) around = around.parentElement;
  return around;
}

/** Pages are saved for what is read in them; one that has no box, or none with a size, gets it where the site has it. */
function giveBox(recipe: Recipe): void {
  const found = recipe.replyBox
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .find(Boolean);
  const box = found ?? makeBox(recipe);
  Object.assign(box.style, { minWidth: '200px', minHeight: '40px', display: 'block' });
}

function makeBox(recipe: Recipe): HTMLElement {
  const { root } = survey(recipe, document, location.href).page;
  const place = root.nodeType === 1 ? (root as Element) : document.body;
  for (const selector of recipe.replyBox) {
    const last = selector.split(/\s*[\s>+~]\s*(?![^[(]*[\])])/).at(-1) ?? '';
    const box = document.createElement(/^[a-z]+/.exec(last)?.[0] ?? 'div');
    const plain = last.replace(/:not\([^)]*\)/g, '');
    for (const [, name] of plain.replace(/\[[^\]]*\]/g, '').matchAll(/\.([\w-]+)/g)) box.classList.add(name!);
    for (const [, id] of plain.replace(/\[[^\]]*\]/g, '').matchAll(/#([\w-]+)/g)) box.id = id!;
    for (const [, name, value = ''] of plain.matchAll(/\[([\w-]+)(?:[*^$~|]?="([^"]*)")?[^\]]*\]/g)) {
      box.setAttribute(name!, value);
    }
    if (!/^(TEXTAREA|INPUT)$/.test(box.nodeName)) box.contentEditable = 'true';
    place.append(box);
    if (box.matches(selector)) return box;
    box.remove();
  }
  throw new Error('No box of this recipe can be made here: draw one in a saved page');
}
