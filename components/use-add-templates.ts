import { fold } from '../lib/domain/fold.ts';
import type { ReadyTemplate } from '../lib/domain/say/ready-templates.ts';
import { readyTemplates } from '../lib/domain/say/ready-templates.ts';
import type { Template } from '../lib/domain/say/rows.ts';
import type { Trade } from '../lib/domain/trade.ts';
import { useBeside } from './context.ts';

export interface ReadySet {
  trade: Trade | '';
  all: ReadyTemplate[];
  missing: ReadyTemplate[];
}

/** Ready sets of the panel's language, the seller's own trade first, and what of them is not in the book yet. */
export function useReadyTemplates(templates: readonly Template[]): {
  sets: ReadySet[];
  /** What adds them, as one command; null where nothing is missing. */
  commandFor(
    missing: readonly ReadyTemplate[],
  ): { name: 'templates.add'; args: { templates: Added[] } } | null;
} {
  const { language, settings } = useBeside();
  const have = new Set(templates.map(({ name, language: of }) => `${of} ${fold(name)}`));
  const isMissing = (one: ReadyTemplate) => !have.has(`${one.language} ${fold(one.name)}`);
  const byTrade = Map.groupBy(readyTemplates(language), ({ trade }) => trade);
  const sets = [...byTrade].map(([trade, all]) => ({ trade, all, missing: all.filter(isMissing) }));
  const place = ({ trade }: ReadySet) => (trade === '' ? 0 : trade === settings.start.trade ? 1 : 2);
  return {
    sets: sets.toSorted((a, b) => place(a) - place(b)),
    commandFor(missing) {
      if (missing.length === 0) return null;
      const added = missing.map((one, index) => ({
        ...one,
        // The same set taken on two devices is one set.
        id: `ready-${one.language}-${one.trade || 'all'}-${one.word}`,
        position: templates.length + index,
      }));
      return { name: 'templates.add', args: { templates: added } };
    },
  };
}

type Added = ReadyTemplate & { id: string; position: number };
