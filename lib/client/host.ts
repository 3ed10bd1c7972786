import { browser } from '../browser/api.ts';
import type { Draft } from '../domain/draft.ts';
import type { Thread } from '../domain/entities.ts';
import type { Settings } from '../domain/settings.ts';
import type { Store } from '../domain/store.ts';
import { send } from '../message/send.ts';
import { copyText } from './copy.ts';

/**
 * What every home of the panel can do in the extension (the `Host` of components). A surface adds its own abilities:
 * the frame its guard and its size, the popup and the side panel nothing.
 */
export function createHost<P extends string>(place: P, store: Store) {
  return {
    place,
    store,
    now: () => Date.now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    openThread: (thread: Thread) => void send('thread.open', { url: thread.url, site: thread.site }),
    openDashboard: (path = '') => void send('dashboard.open', { path }),
    saveSettings: async (patch: Partial<Settings>) => void (await send('settings.save', { patch })),
    testRing: async () => void (await send('ring.test', {})),
    readPage: (tab: number) => send('page.read', { tab }),
    // The request must be the first thing in the click: nothing is awaited before it.
    enableSite: (origin: string) => browser.permissions.request({ origins: [`${origin}/*`] }),
    disableSite: async (origin: string) => void (await send('site.disable', { origin })),
    copy: copyText,
    insertDraft: (draft: Draft) => send('draft.insert', draft),
    mayAct: (event: Event) => event.isTrusted,
    mayDestroy: true,
  };
}
