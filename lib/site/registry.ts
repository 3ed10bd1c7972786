import type { Recipe } from '../domain/recipe.ts';
import { coversPattern, domainOf, hostOf, matchesPattern, originOf } from './match-pattern.ts';

export interface ListedSite {
  id: string;
  /** Where it lives, and whether it may be read there. Empty for a site on any host until one is granted. */
  origins: { origin: string; granted: boolean }[];
  /** Letter and date of the evidence, the weakest where a site has pages of several kinds. */
  evidence: Recipe['verified']['evidence'];
  verified: string;
  /** Only addresses and order numbers are read. */
  basic: boolean;
  /** Read when the user asks, never switched on. */
  onClick: boolean;
  /** The user taught it, or took it from a file. */
  taught: boolean;
}

export interface Registry {
  /** The recipe of a page; what the user taught comes first, a site by name before one that may live on any host. */
  recipeFor(url: string): Recipe | null;
  /** Whether a site is read on a click alone. */
  isOnClick(id: string | null): boolean;
  /** Match patterns of the whole domains of such sites: no script of ours may stand there, whatever is granted. */
  closedDomains: string[];
  /** Sites by name, and those on any host with the origins that were granted and that no named site claims. */
  listSites(grantedPatterns: string[]): ListedSite[];
}

/**
 * Finds sites among recipes. Knows nothing of what is granted: the caller says.
 * @param taught recipes that the user made by pointing; they are tried before the built-in ones.
 */
export function createRegistry(sites: Recipe[], taught: Recipe[] = []): Registry {
  const named = sites.filter((site) => !site.anyHost);
  const anywhere = sites.filter((site) => site.anyHost);
  const all = [...taught, ...named, ...anywhere];
  const addresses = new Map(all.map((site) => [site, new RegExp(site.address, 'u')]));
  const onClick = all.filter((site) => site.reading === 'click');
  const claims = (site: Recipe, url: string) =>
    site.matches.some((pattern) => matchesPattern(pattern, url)) && addresses.get(site)!.test(url);

  return {
    recipeFor: (url) => all.find((site) => claims(site, url)) ?? null,
    isOnClick: (id) => onClick.some((site) => site.id === id),
    closedDomains: [...new Set(onClick.flatMap((site) => site.matches).map(domainOf))].sort(),
    listSites(grantedPatterns) {
      const isNamed = (pattern: string) =>
        [...taught, ...named].some((site) => site.matches.some((own) => hostOf(own) === hostOf(pattern)));
      const shops = new Set(
        grantedPatterns
          .filter(
            (pattern) => !pattern.includes('*://*') && !/^[^:]+:\/\/\*/.test(pattern) && !isNamed(pattern),
          )
          .map(originOf),
      );
      const everything = grantedPatterns.some((pattern) => /^(<all_urls>|[^:]+:\/\/\*\/)/.test(pattern));
      const isGranted = (own: string) =>
        everything || grantedPatterns.some((pattern) => coversPattern(pattern, own));
      const placesOf = (recipes: Recipe[]): ListedSite['origins'] => {
        if (recipes[0]?.anyHost) return [...shops].map((origin) => ({ origin, granted: true }));
        const patterns = recipes.flatMap((recipe) => recipe.matches);
        const origins = new Map<string, boolean>();
        for (const own of patterns)
          origins.set(originOf(own), (origins.get(originOf(own)) ?? true) && isGranted(own));
        return [...origins].map(([origin, granted]) => ({ origin, granted }));
      };
      return [...Map.groupBy(all, (site) => site.id)].map(([id, recipes]) => ({
        id,
        origins: placesOf(recipes),
        evidence: recipes
          .map(({ verified }) => verified.evidence)
          .toSorted()
          .at(-1)!,
        verified: recipes.map(({ verified }) => verified.date).toSorted()[0]!,
        basic: recipes.every((recipe) => recipe.basic === true),
        onClick: recipes.some((recipe) => recipe.reading === 'click'),
        taught: taught.includes(recipes[0]!),
      }));
    },
  };
}
