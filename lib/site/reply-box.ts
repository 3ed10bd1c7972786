import type { Recipe } from '../domain/recipe.ts';
import { isHidden, of } from './dom.ts';
import { findAll, type Page, pierce } from './take.ts';

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
    const find = () => recipe.replyBox.flatMap((selector) => findAll(page, document, selector));
    let boxes = find();
    if (boxes.length === 0) {
      pierce(page, document);
      if (page.shadows.length > 0) boxes = find();
    }
    for (const box of boxes) {
      if (isHidden(box)) continue;
      const { left, top, width, height } = of(box, 'getBoundingClientRect')();
      if (width >= SMALLEST.width && height >= SMALLEST.height) return { left, top, width, height };
    }
    return null;
  } catch {
    return null;
  }
}
