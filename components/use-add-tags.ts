import type { Tag } from '../lib/domain/entities.ts';
import { fold } from '../lib/domain/fold.ts';
import type { Trade } from '../lib/domain/trade.ts';
import { useBeside } from './context.ts';
import { readySets } from './tag-sets.ts';

/**
 * Adds the ready tags of a trade: only those that are not there, one undo for all.
 * @returns false when the act may not go ahead or something went wrong, which is said.
 */
export function useAddTags(tags: readonly Tag[]): (event: Event, trade: Trade) => Promise<boolean> {
  const { t, language, mayAct, notify, fail, host } = useBeside();
  return async (event, trade) => {
    if (!mayAct(event)) return false;
    const have = new Set(tags.map((tag) => fold(tag.name)));
    const missing = readySets(language)
      .find(({ id }) => id === trade)!
      .tags.filter(({ name }) => !have.has(fold(name)));
    const changes: string[] = [];
    try {
      for (const [index, tag] of missing.entries()) {
        const args = { ...tag, position: tags.length + index };
        const made = await host.store.run({ name: 'tag.save', args });
        if (made.change) changes.push(made.change);
      }
      if (changes.length > 0) notify({ text: t('set_added', { count: changes.length }), changes });
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  };
}
