import { browser } from '../browser/api.ts';
import { sittingShelf } from '../browser/sitting.ts';
import type { Draft } from '../domain/draft.ts';
import type { Thread } from '../domain/entities.ts';
import type { Recipe } from '../domain/recipe.ts';
import type { Settings } from '../domain/settings.ts';
import type { Store } from '../domain/store.ts';
import type { TeachState } from '../domain/teach.ts';
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
    visit: ({ thread, customer, text }: { thread: Thread; customer: string | null; text: string }) =>
      send('thread.visit', { url: thread.url, site: thread.site, thread: thread.id, customer, text }),
    sitting: sittingShelf,
    openDashboard: (path = '') => void send('dashboard.open', { path }),
    seen: (customer: string) => void send('customer.seen', { id: customer }).catch(() => undefined),
    saveSettings: async (patch: Partial<Settings>) => void (await send('settings.save', { patch })),
    testRing: async () => void (await send('ring.test', {})),
    readPage: (tab: number) => send('page.read', { tab }),
    // The request must be the first thing in the click: nothing is awaited before it.
    enableSite: (origin: string) => browser.permissions.request({ origins: [`${origin}/*`] }),
    disableSite: async (origin: string) => void (await send('site.disable', { origin })),
    copy: copyText,
    insertDraft: (draft: Draft) => send('draft.insert', draft),
    teach: {
      start: async (tab: number) => void (await send('teach.start', { tab })),
      step: async (tab: number, lesson: TeachState['lesson']) =>
        void (await send('teach.step', { tab, lesson })),
      stop: async (tab: number) => void (await send('teach.stop', { tab })),
      save: async (tab: number) => void (await send('teach.save', { tab })),
      describe: (tab: number) => send('page.describe', { tab }),
    },
    taught: {
      list: async () => (await send('taught.list', {})) as Recipe[],
      keep: async (recipes: Recipe[]) => void (await send('taught.keep', { recipes })),
      drop: async (id: string) => void (await send('taught.drop', { id })),
    },
    mayAct: (event: Event) => event.isTrusted,
    mayDestroy: true,
  };
}
