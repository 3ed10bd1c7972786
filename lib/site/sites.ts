import type { Recipe } from '../domain/recipe.ts';

/** Every site that Beside knows: a file in lib/sites is enough. One that has pages of several kinds holds a recipe for each. Vite gathers them; Node cannot import this module. */
export const sites: Recipe[] = Object.values(
  import.meta.glob<Recipe | Recipe[]>('../sites/*.ts', { eager: true, import: 'default' }),
).flat();
