import type { Host, Place } from '../../components/host.ts';
import { type Settings, settingsSchema } from '../../lib/domain/settings.ts';
import type { Sitting } from '../../lib/domain/sitting.ts';
import type { Store } from '../../lib/domain/store.ts';
import { NOW, ZONE } from './sample.ts';

export interface FakeHost extends Host {
  /** What was asked of the surface, in order: `openThread t-lan`. */
  asked: string[];
}

export function fakeHost(store: Store, place: Place, more: Partial<Host> = {}): FakeHost {
  const asked: string[] = [];
  return {
    asked,
    place,
    store,
    now: () => NOW,
    zone: ZONE,
    openThread: (thread) => void asked.push(`openThread ${thread.id}`),
    visit: async ({ thread, customer, text }) => {
      asked.push(`visit ${thread.id} ${customer} ${JSON.stringify(text)}`);
      return 'inserted';
    },
    sitting: fakeShelf(),
    openDashboard: (path) => void asked.push(`openDashboard ${path ?? ''}`),
    saveSettings: async (patch) => void asked.push(`saveSettings ${JSON.stringify(patch)}`),
    testRing: async () => void asked.push('testRing'),
    enableSite: async (origin) => {
      asked.push(`enableSite ${origin}`);
      return true;
    },
    readPage: async (tab) => {
      asked.push(`readPage ${tab}`);
      return true;
    },
    disableSite: async (origin) => void asked.push(`disableSite ${origin}`),
    setOpen: place === 'frame' ? (open) => void asked.push(`setOpen ${open}`) : undefined,
    openSidePanel: place === 'frame' ? () => void asked.push('openSidePanel') : undefined,
    copy: async (text) => void asked.push(`copy ${text}`),
    takeSelection: async () => {
      asked.push('takeSelection');
      return false;
    },
    insertDraft: async ({ tab, reading, thread, text }) => {
      asked.push(`insertDraft ${tab} ${reading} ${thread} ${JSON.stringify(text)}`);
      return 'inserted';
    },
    dropPromise: (id) => void asked.push(`dropPromise ${id}`),
    dropSelection: () => void asked.push('dropSelection'),
    teach: {
      start: async (tab) => void asked.push(`teach.start ${tab}`),
      step: async (tab, lesson) => void asked.push(`teach.step ${tab} ${lesson}`),
      stop: async (tab) => void asked.push(`teach.stop ${tab}`),
      save: async (tab) => void asked.push(`teach.save ${tab}`),
      describe: async () => ({
        site: 'gmail',
        problems: ['sender'],
        candidates: { root: [1, 0], messages: [4] },
        tags: { div: 210, span: 96 },
        attributes: { class: 180, 'data-message-id': 4 },
      }),
    },
    taught: {
      list: async () => [],
      keep: async (recipes) => void asked.push(`taught.keep ${recipes.length}`),
      drop: async (id) => void asked.push(`taught.drop ${id}`),
    },
    mayAct: () => true,
    mayDestroy: true,
    ...more,
  };
}

/** A shelf for one sitting, as the browser's session storage is one. */
function fakeShelf(): NonNullable<Host['sitting']> {
  let held: Sitting | null = null;
  const told = new Set<(sitting: Sitting | null) => void>();
  return {
    write: async (sitting) => {
      held = sitting;
      for (const tell of told) tell(held);
    },
    watch: (tell) => {
      told.add(tell);
      tell(held);
      return () => void told.delete(tell);
    },
  };
}

export function settings(more: Partial<Settings> = {}): Settings {
  return { ...settingsSchema.parse({}), ...more };
}
