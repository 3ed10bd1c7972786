import type { browser } from '../browser/api.ts';
import type { Draft, DraftResult } from '../domain/draft.ts';
import type { Tell } from '../message/page.ts';
import type { Registry } from '../site/registry.ts';
import type { TabPages } from './tab-pages.ts';

type Api = Pick<typeof browser, 'tabs'>;

/** A page that is told later than this does nothing: the seller may be with somebody else by then. Milliseconds. */
const FRESH_MS = 4000;
/** Longer than a page may take from the last moment it may begin. */
const PATIENCE_MS = FRESH_MS + 2500;

export interface Drafts {
  /** Takes a draft to the page it was made for, and to no other. Never rejects. */
  insert(draft: Draft): Promise<DraftResult>;
  /** What the page's script says became of it. */
  done(tab: number, ask: string, result: DraftResult): void;
}

/** Drafts on their way. They are in memory alone: one that a killed background loses is still in the panel. */
export function createDrafts(
  api: Api,
  deps: { pages: TabPages; registry: Registry; now(): number; randomId(): string },
): Drafts {
  const waiting = new Map<string, { tab: number; settle(result: DraftResult): void }>();
  return {
    async insert({ tab, reading, thread, text }) {
      const page = await deps.pages.read(tab);
      const { sighting } = page;
      const isSame = sighting?.health === 'ok' && page.reading === reading && sighting.thread.id === thread;
      if (!isSame) return 'moved-on';
      // Nothing of ours may touch such a page, not even its reply box.
      if (deps.registry.recipeFor(page.url)?.reading === 'click') return 'no-box';
      const ask = deps.randomId();
      const answered = new Promise<DraftResult>((resolve) => {
        const timer = setTimeout(() => resolve('refused'), PATIENCE_MS);
        const settle = (result: DraftResult) => {
          clearTimeout(timer);
          resolve(result);
        };
        waiting.set(ask, { tab, settle });
      });
      const order: Tell = { tell: 'insert', ask, reading, until: deps.now() + FRESH_MS, text };
      // Where the browser names documents, no other than the one that was read is told.
      const whom = page.document === undefined ? { frameId: 0 } : { documentId: page.document };
      // Nobody is there any more: the page was left, or its site switched off.
      const told = await api.tabs.sendMessage(tab, order, whom).then(
        () => true,
        () => false,
      );
      const result = told ? await answered : 'moved-on';
      waiting.get(ask)?.settle(result);
      waiting.delete(ask);
      return result;
    },
    done(tab, ask, result) {
      const asked = waiting.get(ask);
      if (asked?.tab === tab) asked.settle(result);
    },
  };
}
