import type { CardView } from '../domain/query.ts';
import { type GuardFacts, warningsFor } from '../domain/say/guard.ts';
import type { Settings } from '../domain/settings.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { Registry } from '../site/registry.ts';
import type { TabPages } from './tab-pages.ts';

export interface GuardDeps {
  pages: TabPages;
  registry: Pick<Registry, 'recipeFor'>;
  settings(): Promise<Settings>;
  card(sighting: Sighting): Promise<CardView>;
  offers(customer: string | null): Promise<Pick<GuardFacts, 'products' | 'last'>>;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface Guard {
  /**
   * What stands in the reply box of a tab now. It is compared and forgotten: what is kept is what is odd about it, with
   * the tab, until the thread changes.
   * @param reading names document, thread and people it was written for.
   */
  seen(tab: number, draft: { reading: string; text: string }): Promise<void>;
  /** Somebody was erased: names met are met anew. */
  forget(): void;
}

/** Names met in other threads are others' names for so long. Milliseconds. */
const MET_MS = 12 * 3_600_000;
const MOST_MET = 200;

/** The pre-send guard: only on sites where the user turned it on. */
export function createGuard(deps: GuardDeps): Guard {
  const { pages } = deps;
  /** Name → when it was last seen. In memory alone: a worker that was killed begins anew with the tabs that are open. */
  const met = new Map<string, number>();
  const meet = (name: string) => {
    if (name.trim() === '') return;
    met.delete(name);
    met.set(name, deps.now());
    const [oldest] = met.keys();
    if (met.size > MOST_MET && oldest !== undefined) met.delete(oldest);
  };
  pages.watch((_tab, { sighting }) => {
    for (const { name } of sighting?.counterparts ?? []) meet(name);
  });

  const othersThan = async (own: ReadonlySet<string>): Promise<string[]> => {
    for (const [, page] of await pages.all())
      for (const { name } of [...(page.sighting?.counterparts ?? []), ...page.listed]) meet(name);
    const since = deps.now() - MET_MS;
    return [...met].flatMap(([name, at]) => (at >= since && !own.has(name) ? name : [])).reverse();
  };

  return {
    forget: () => met.clear(),
    async seen(tab, { reading, text }) {
      const { sighting, reading: here, site, url, warnings: before = [] } = await pages.read(tab);
      const { guardSites, region } = await deps.settings();
      const isOurs = sighting?.health === 'ok' && here === reading && guardSites.includes(site ?? '');
      if (!isOurs) return;
      const { customers } = await deps.card(sighting);
      const buyer = customers.length === 1 ? customers[0]! : null;
      const own = new Set([
        ...sighting.counterparts.map(({ name }) => name),
        ...customers.flatMap(({ name, displayNames }) => [
          name,
          ...Object.values(displayNames).map((one) => one.name),
        ]),
      ]);
      const warnings = warningsFor(text, {
        ...(await deps.offers(buyer?.id ?? null)),
        group: buyer?.priceGroup ?? '',
        pronouns: buyer?.pronouns ?? '',
        own: [...own],
        others: await othersThan(own),
        forbids: deps.registry.recipeFor(url)?.forbids ?? [],
        region,
      });
      // The seller may be with somebody else by now.
      if (pages.peek(tab).reading !== reading) return;
      if (JSON.stringify(warnings) !== JSON.stringify(before)) await pages.change(tab, { warnings });
    },
  };
}
