import type { Sighting } from '../../lib/domain/sighting.ts';
import { read } from '../../lib/site/read.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';
import { watch } from '../../lib/site/watch.ts';
import { watchList } from '../../lib/site/watch-list.ts';

export { draftHere, insertHere } from './draft-entry.ts';

const registry = createRegistry(sites);

/** Stands beside the page as the content script does, until it has told what it sees; then leaves. */
export async function standHere(url: string): Promise<{ seen: Sighting['health']; listed: number }> {
  const recipe = registry.recipeFor(url);
  if (!recipe) return { seen: 'none', listed: 0 };
  const leaving = new AbortController();
  const { signal } = leaving;
  const thread = new Promise<Sighting['health']>((resolve) => {
    watch(recipe, document, { signal, seen: ({ health }) => resolve(health), gone: () => undefined });
    setTimeout(() => resolve('none'), recipe.watch.settle * 2);
  });
  const list = new Promise<number>((resolve) => {
    if (!recipe.list) return resolve(0);
    watchList(recipe, document, { signal, listed: (people) => resolve(people.length) });
    setTimeout(() => resolve(0), recipe.watch.settle * 2);
  });
  const told = { seen: await thread, listed: await list };
  leaving.abort();
  return told;
}

/** What runs inside the page: the recipe of the address, read by the engine. Null where Beside knows no site. */
export function readHere(url: string): Sighting | null {
  const recipe = registry.recipeFor(url);
  return recipe ? read(recipe, document, url) : null;
}
