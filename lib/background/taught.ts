import type { TaughtSites } from '../browser/taught-sites.ts';
import { Failure } from '../domain/failure.ts';
import type { Recipe } from '../domain/recipe.ts';
import { originOf, parseTaught, RECIPE_CAPS } from '../domain/recipe-file.ts';
import { createRegistry, type Registry } from '../site/registry.ts';

export interface Shelf {
  read(): Promise<TaughtSites>;
  write(recipes: Recipe[]): Promise<void>;
}

/** The sites of Beside and those the user taught, as one registry that changes when one is taught or taken away. */
export interface TaughtRegistry extends Registry {
  /** Resolves when the taught sites are read: before that only the built-in ones are known. */
  ready: Promise<void>;
  taught(): Recipe[];
  /** Adds recipes, each in the place of the one with its id. Throws `bad-input` where one is no taught recipe. */
  keep(recipes: unknown[]): Promise<void>;
  drop(id: string): Promise<void>;
}

/** @param changed told the origins where another recipe holds from now on. */
export function createTaughtRegistry(
  sites: Recipe[],
  shelf: Shelf,
  changed: (origins: string[]) => void,
): TaughtRegistry {
  let taught: Recipe[] = [];
  let newer = false;
  const builtIn = createRegistry(sites);
  let registry = builtIn;
  const know = (recipes: Recipe[]) => {
    taught = recipes;
    registry = createRegistry(sites, recipes);
  };
  const ready = shelf.read().then(
    (stored) => {
      newer = stored.newer;
      know(stored.recipes);
    },
    // Storage that will not be read is no reason to know no site at all.
    () => undefined,
  );
  const write = async (recipes: Recipe[], touched: Recipe[]) => {
    await ready;
    if (newer) throw new Failure('database-newer');
    await shelf.write(recipes);
    know(recipes);
    changed([...new Set(touched.flatMap((recipe) => originOf(recipe) ?? []))]);
  };
  return {
    ready,
    taught: () => taught,
    recipeFor: (url) => registry.recipeFor(url),
    listSites: (granted) => registry.listSites(granted),
    // What a site forbids does not change with what is taught.
    isOnClick: builtIn.isOnClick,
    closedDomains: builtIn.closedDomains,
    async keep(raw) {
      await ready;
      const fresh = raw.map(parseTaught);
      if (fresh.length === 0 || fresh.includes(null)) throw new Failure('bad-input', 'recipe');
      const good = fresh as Recipe[];
      const others = taught.filter((one) => good.every((recipe) => recipe.id !== one.id));
      // The newest first: of two that claim a page it is the one the user means.
      const next = [...good, ...others];
      if (next.length > RECIPE_CAPS.count) throw new Failure('bad-input', 'recipes');
      await write(next, good);
    },
    async drop(id) {
      await ready;
      const gone = taught.filter((recipe) => recipe.id === id);
      if (gone.length > 0)
        await write(
          taught.filter((recipe) => recipe.id !== id),
          gone,
        );
    },
  };
}
