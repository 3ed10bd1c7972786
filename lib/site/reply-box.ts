import type { Recipe } from '../domain/recipe.ts';
import { isHidden, of, parentOf } from './dom.ts';
import type { Survey } from './survey.ts';
import { findAll, findFirst, type Page, pierce } from './take.ts';

/** Smaller boxes are traps or leftovers, not something one writes in. CSS px. */
const SMALLEST = { width: 40, height: 12 };

/** Where the visible box for the answer stands in the window, in CSS px; null when none is shown. Lays the page out. */
export function findReplyBox(
  recipe: Recipe,
  document: Document,
): { left: number; top: number; width: number; height: number } | null {
  try {
    const page: Page = {
      document,
      url: '',
      foreign: undefined,
      root: document,
      id: '',
      subject: '',
      shadows: [],
    };
    for (const box of boxesIn(recipe, page)) {
      const { left, top, width, height } = of(box, 'getBoundingClientRect')();
      if (isLarge({ width, height })) return { left, top, width, height };
    }
    return null;
  } catch {
    return null;
  }
}

/**
 * The visible box in which an answer to the open thread is written; null when there is none. One that stands apart from
 * the thread may be a letter to somebody else: it must be in the part that holds the threads at least.
 */
export function replyBoxOf(recipe: Recipe, { page }: Survey): HTMLElement | null {
  const boxes = boxesIn(recipe, { ...page, foreign: undefined }).filter(canBeSeen);
  const within = (part: unknown) => boxes.filter((box) => isWithin(box, part));
  const inThread = within(page.root);
  const part = findFirst(page, page.document, recipe.watch.root);
  const likely = inThread.length > 0 || part?.nodeName === 'BODY' ? inThread : within(part);
  const written = likely.find((box) => holdsFocus(box)) ?? likely[0];
  return (written as HTMLElement | undefined) ?? null;
}

function boxesIn(recipe: Recipe, page: Page): Element[] {
  const find = () => recipe.replyBox.flatMap((selector) => findAll(page, page.document, selector));
  let boxes = find();
  if (boxes.length === 0) {
    pierce(page, page.document);
    if (page.shadows.length > 0) boxes = find();
  }
  return boxes.filter((box) => !isHidden(box));
}

const isLarge = ({ width, height }: { width: number; height: number }) =>
  width >= SMALLEST.width && height >= SMALLEST.height;

/** False for a box that nobody sees: small, see-through, or beside the window. One that is scrolled away counts. */
function canBeSeen(box: Element): boolean {
  const place = of(box, 'getBoundingClientRect')();
  const view = of(of(box, 'ownerDocument'), 'defaultView');
  if (!view || !isLarge(place)) return false;
  if (place.right <= 0 || place.left >= view.innerWidth || place.bottom + view.scrollY <= 0) return false;
  return box.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** True when what is typed goes into the box. */
export function holdsFocus(box: Element): boolean {
  const tree = of(box, 'getRootNode')() as Document | ShadowRoot;
  const active = of(tree, 'activeElement');
  return active !== null && of(box, 'contains')(active);
}

/** Through the edges of shadow roots too. */
function isWithin(element: Element, part: unknown): boolean {
  for (let at: Element | null = element; at; at = parentOf(at)) if (at === part) return true;
  return false;
}
