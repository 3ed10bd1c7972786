import type { browser } from '../browser/api.ts';
import type { Registry } from '../site/registry.ts';
import { SCRIPT_FILE } from './site-access.ts';

type Api = Pick<typeof browser, 'scripting' | 'tabs'>;

/**
 * Reads the page of a tab once, on the user's own act, where its site allows nothing else: the script runs, tells what
 * it saw, and stands in no page by itself. False for every other page, and where no click or shortcut of the user lets
 * the browser allow it (`activeTab`).
 */
export type ReadOnce = (tab: number) => Promise<boolean>;

export function createReadOnce(api: Api, registry: Pick<Registry, 'recipeFor'>): ReadOnce {
  return async (tab) => {
    // Without the user's act the browser does not tell the address either.
    const url = (await api.tabs.get(tab).catch(() => null))?.url ?? '';
    if (registry.recipeFor(url)?.reading !== 'click') return false;
    return api.scripting.executeScript({ target: { tabId: tab }, files: [SCRIPT_FILE] as never }).then(
      () => true,
      () => false,
    );
  };
}
