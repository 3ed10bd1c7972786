import type { browser } from '../browser/api.ts';
import { matchesPattern } from '../site/match-pattern.ts';

/** Id of the one runtime-registered content script, and its file in the built extension. */
const SCRIPT_ID = 'site';
export const SCRIPT_FILE = '/content-scripts/site.js';

type Api = Pick<typeof browser, 'permissions' | 'scripting' | 'tabs'>;

/** `https://host/*` patterns that the user has granted (in a test build: that the manifest names). */
export async function grantedPatterns(api: Pick<Api, 'permissions'>): Promise<string[]> {
  const { origins = [] } = await api.permissions.getAll();
  return origins.filter((pattern) => /^(https?|\*):\/\//.test(pattern)).sort();
}

export async function isGranted(api: Pick<Api, 'permissions'>, origin: string): Promise<boolean> {
  return origin !== '' && api.permissions.contains({ origins: [`${origin}/*`] });
}

let registering: Promise<unknown> = Promise.resolve();

/**
 * Makes the registered content script match what is granted now. Browsers forget registrations when the extension is
 * updated, and users revoke sites at any time: both are normal, so this compares and never assumes. One after the
 * other: a waking worker and the grant that woke it would both find nothing registered, and the second be refused.
 * @param closed patterns of the domains where it must not stand, whatever is granted.
 */
export function registerScript(api: Api, closed: string[]): Promise<void> {
  const done = registering.then(() => registerNow(api, closed));
  registering = done.catch(() => undefined);
  return done;
}

async function registerNow(api: Api, closed: string[]): Promise<void> {
  const matches = await grantedPatterns(api);
  const [registered] = await api.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
  if (matches.length === 0) {
    if (registered) await api.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
    return;
  }
  if (!registered) {
    await api.scripting.registerContentScripts([
      {
        id: SCRIPT_ID,
        js: [SCRIPT_FILE],
        matches,
        excludeMatches: closed,
        runAt: 'document_idle',
        persistAcrossSessions: true,
      },
    ]);
  } else if (!isSame(registered.matches, matches) || !isSame(registered.excludeMatches, closed)) {
    await api.scripting.updateContentScripts([
      { id: SCRIPT_ID, matches, excludeMatches: closed, js: [SCRIPT_FILE] },
    ]);
  }
}

const isSame = (known: string[] = [], wanted: string[]) =>
  [...known].sort().join() === [...wanted].sort().join();

/** Runs the script in pages that were open before it was registered. A page that refuses (an error page) is skipped. */
export async function injectIntoOpenTabs(api: Api, patterns: string[], closed: string[]): Promise<void> {
  if (patterns.length === 0) return;
  const isClosed = ({ url = '' }: { url?: string }) => closed.some((pattern) => matchesPattern(pattern, url));
  const tabs = (await api.tabs.query({ url: patterns })).filter((tab) => !isClosed(tab));
  await Promise.allSettled(
    tabs.flatMap((tab) =>
      tab.id === undefined
        ? []
        : [api.scripting.executeScript({ target: { tabId: tab.id }, files: [SCRIPT_FILE] as never })],
    ),
  );
}

/** Keeps scripts in step with permissions; `changed` is told the origins' patterns that were taken away. */
export function listenToSiteAccess(api: Api, closed: string[], changed: (removed: string[]) => void): void {
  api.permissions.onAdded.addListener((permissions) => {
    const added = permissions.origins ?? [];
    void registerScript(api, closed).then(() => injectIntoOpenTabs(api, added, closed));
    changed([]);
  });
  api.permissions.onRemoved.addListener((permissions) => {
    void registerScript(api, closed);
    changed(permissions.origins ?? []);
  });
}
