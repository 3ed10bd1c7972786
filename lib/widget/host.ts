import type { Host } from '../../components/host.ts';
import type { Settings } from '../domain/settings.ts';
import type { Store } from '../domain/store.ts';
import type { Emit } from './events.ts';

export interface WidgetWays {
  emit: Emit;
  /** Shows a customer in place of whom the attributes name. */
  show(customer: string): void;
  save(patch: Partial<Settings>): void;
  /** Keys of whoever stands on the page. */
  keys(): string[];
}

/**
 * What the panel can do on somebody's own page. The page owns the book: its scripts may do whatever the seller may, so
 * there is nothing to guard an act against.
 */
export function widgetHost(store: Store, ways: WidgetWays): Host {
  return {
    place: 'widget',
    store,
    now: () => Date.now(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    openThread({ url }) {
      if (url === location.href) return;
      // A row may have come by import or from the page's own store: nothing but a web address is opened.
      if (/^https?:\/\//i.test(url)) open(url, '_blank', 'noopener,noreferrer');
    },
    openDashboard(path = '') {
      const id = /^customers\/([^?]+)/.exec(path)?.[1];
      if (id) ways.show(id);
    },
    saveSettings: async (patch) => ways.save(patch),
    testRing: async () => undefined,
    copy: (text) => navigator.clipboard.writeText(text),
    async insertDraft({ text, thread }) {
      return ways.emit('draft', { text, keys: ways.keys(), thread }) ? 'no-box' : 'inserted';
    },
    mayAct: () => true,
    mayDestroy: true,
  };
}
