import type { Recipe } from '../domain/recipe.ts';

/** Every site that Beside knows: a file in lib/sites is enough. Vite gathers them; Node cannot import this module. */
export const sites: Recipe[] = Object.values(
  import.meta.glob<Recipe>('../sites/*.ts', { eager: true, import: 'default' }),
);
