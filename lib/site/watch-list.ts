import type { Recipe } from '../domain/recipe.ts';
import type { Counterpart } from '../domain/sighting.ts';
import { of } from './dom.ts';
import { addressOf, listedOn } from './survey.ts';

/** The list is beside the point: it is read seldom, and only while the page is idle and in sight. Milliseconds. */
const READ_EVERY = 3000;

export interface WatchListOptions {
  signal: AbortSignal;
  /** Who stands in the site's own list now; told when that changed. */
  listed(people: Counterpart[]): void;
}

/** Reads the site's own list of threads now and then. Nothing is scrolled: who is not drawn is not there. */
export function watchList(recipe: Recipe, document: Document, { signal, listed }: WatchListOptions): void {
  if (!recipe.list || signal.aborted) return;
  let told = '[]';
  const look = () => {
    if (signal.aborted) return;
    if (of(document, 'visibilityState') === 'visible') {
      const people = readQuietly();
      const now = JSON.stringify(people);
      if (now !== told) {
        told = now;
        listed(people);
      }
    }
    timer = setTimeout(whenIdle, READ_EVERY);
  };
  const readQuietly = (): Counterpart[] => {
    try {
      return listedOn(recipe, document, addressOf(document));
    } catch {
      // A page can make any step fail; a list that cannot be read names nobody.
      return [];
    }
  };
  const whenIdle = () => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(look, { timeout: READ_EVERY });
    else look();
  };
  let timer = setTimeout(whenIdle);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
