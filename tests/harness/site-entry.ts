import type { Sighting } from '../../lib/domain/sighting.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';

const registry = createRegistry(sites);

/** What runs inside the page: the recipe of the address, read by the engine. Null where Beside knows no site. */
export function readHere(url: string): Sighting | null {
  const recipe = registry.recipeFor(url);
  return recipe ? read(recipe, document, url) : null;
}
