import type { Recipe } from '../domain/recipe.ts';
import { parseRecipes, parseTaught, RECIPES_VERSION } from '../domain/recipe-file.ts';
import { browser } from './api.ts';

const KEY = 'taught';

/** What is stored; `newer` when a newer Beside wrote it: then nothing is read, and nothing written over it. */
export interface TaughtSites {
  recipes: Recipe[];
  newer: boolean;
}

/** The sites the user taught, on this device. One that is no recipe any more is left out, the others stay. */
export async function readTaught(): Promise<TaughtSites> {
  const stored = (await browser.storage.local.get(KEY))[KEY] as { recipes?: unknown } | undefined;
  if (stored === undefined) return { recipes: [], newer: false };
  const whole = parseRecipes(stored);
  if ('recipes' in whole) return { recipes: whole.recipes, newer: false };
  const recipes = Array.isArray(stored.recipes) ? stored.recipes : [];
  return whole.problem === 'newer'
    ? { recipes: [], newer: true }
    : { recipes: recipes.flatMap((one) => parseTaught(one) ?? []), newer: false };
}

export const writeTaught = (recipes: Recipe[]): Promise<void> =>
  browser.storage.local.set({ [KEY]: { beside: 'recipes', v: RECIPES_VERSION, recipes } });

/** Calls back whenever a site was taught or taken away, in every context. */
export function watchTaught(onChange: () => void): void {
  browser.storage.onChanged.addListener((changes: Record<string, unknown>, area: string) => {
    if (area === 'local' && changes[KEY]) onChange();
  });
}
