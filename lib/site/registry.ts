import type { Recipe } from '../domain/recipe.ts';

export interface ListedSite {
  id: string;
  name: string;
  origins: string[];
  granted: boolean;
}

export interface Registry {
  /** The recipe of a page; a site by name comes before one that may live on any host. */
  recipeFor(url: string): Recipe | null;
  /** Sites by name, and those on any host with the origins that were granted and that no named site claims. */
  listSites(grantedPatterns: string[]): ListedSite[];
  /** Match patterns to ask for; none for a site that lives on any host. */
  patternsFor(id: string): string[];
}

/** Finds sites among recipes. Knows nothing of what is granted: the caller says. */
export function createRegistry(sites: Recipe[]): Registry {
  const named = sites.filter((site) => !site.anyHost);
  const anywhere = sites.filter((site) => site.anyHost);
  const addresses = new Map(sites.map((site) => [site, new RegExp(site.address, 'u')]));
  const claims = (site: Recipe, url: string) =>
    site.matches.some((pattern) => matchesPattern(pattern, url)) && addresses.get(site)!.test(url);

  return {
    recipeFor: (url) => [...named, ...anywhere].find((site) => claims(site, url)) ?? null,
    listSites(grantedPatterns) {
      const isNamed = (pattern: string) =>
        named.some((site) => site.matches.some((own) => hostOf(own) === hostOf(pattern)));
      const shops = grantedPatterns
        .filter(
          (pattern) => !pattern.includes('*://*') && !/^[^:]+:\/\/\*/.test(pattern) && !isNamed(pattern),
        )
        .map((pattern) =>
          pattern.replace(
            /^(\*|https?):\/\/([^/]+)\/.*$/,
            (_all, scheme: string, host: string) => `${scheme === '*' ? 'https' : scheme}://${host}`,
          ),
        );
      const everything = grantedPatterns.some((pattern) => /^(<all_urls>|[^:]+:\/\/\*\/)/.test(pattern));
      return [
        ...named.map((site) => ({
          id: site.id,
          name: site.name,
          origins: site.matches.map(originOf),
          granted: site.matches.every(
            (own) => everything || grantedPatterns.some((pattern) => covers(pattern, own)),
          ),
        })),
        ...anywhere.map((site) => ({
          id: site.id,
          name: site.name,
          origins: [...new Set(shops)],
          granted: everything || shops.length > 0,
        })),
      ];
    },
    patternsFor: (id) => named.find((site) => site.id === id)?.matches ?? [],
  };
}

/** Match patterns as extensions write them: `https://host/path*`, `*://*.host/*`. */
function matchesPattern(pattern: string, url: string): boolean {
  const wanted = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/*]+)(\/.*)$/.exec(pattern);
  const here = /^(https?):\/\/([^/?#:@]+)(?::\d+)?(\/[^#]*)?(?:#.*)?$/.exec(url);
  if (!wanted || !here) return false;
  const [, scheme, host, path] = wanted as unknown as [string, string, string, string];
  if (scheme !== '*' && scheme !== here[1]) return false;
  const isHost =
    host === '*' ||
    (host.startsWith('*.')
      ? here[2] === host.slice(2) || here[2]!.endsWith(host.slice(1))
      : here[2] === host);
  const body = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return isHost && new RegExp(`^${body.join('.*')}$`).test(here[3] ?? '/');
}

const hostOf = (pattern: string) => /^[^:]+:\/\/([^/]+)/.exec(pattern)?.[1] ?? '';

const originOf = (pattern: string) =>
  pattern.replace(
    /^(\*|https?):\/\/([^/]+).*$/,
    (_all, scheme: string, host: string) => `${scheme === '*' ? 'https' : scheme}://${host}`,
  );

/** Whether a granted pattern lets a script run wherever `wanted` asks. */
function covers(granted: string, wanted: string): boolean {
  return (
    granted === wanted || (hostOf(granted) === hostOf(wanted) && granted.endsWith(`${hostOf(wanted)}/*`))
  );
}
