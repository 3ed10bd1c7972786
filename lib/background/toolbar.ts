import type { browser } from '../browser/api.ts';
import type { CardView } from '../domain/query.ts';
import type { TabPages } from './tab-pages.ts';

type Api = Pick<typeof browser, 'action' | 'tabs'>;

const ACCENT = '#b4552d';
const QUIET = '#6b6257';
/** Known customer, nothing due: a mark that is not a number. */
const KNOWN_MARK = '•';

export interface Toolbar {
  /** Says on the button of one tab whether the open thread's customer is known. */
  showTab(tab: number): Promise<void>;
  /** Says how many promises are due, on every tab. */
  showDue(): Promise<void>;
}

/** The badge on the toolbar button: due promises as a number, a dot for a known customer (never in the page). */
export function createToolbar(
  api: Api,
  deps: {
    pages: TabPages;
    card(tab: number): Promise<CardView | null>;
    dueText(): Promise<string>;
  },
): Toolbar {
  const showTab = async (tab: number) => {
    const [view, due] = await Promise.all([deps.card(tab), deps.dueText()]);
    const known = (view?.customers.length ?? 0) > 0;
    const text = known && due === '' ? KNOWN_MARK : due;
    // The tab may be closed by now: then there is nothing to say.
    await Promise.allSettled([
      api.action.setBadgeText({ tabId: tab, text }),
      api.action.setBadgeBackgroundColor({ tabId: tab, color: known ? ACCENT : QUIET }),
    ]);
  };
  return {
    showTab,
    async showDue() {
      await api.action.setBadgeBackgroundColor({ color: QUIET });
      await api.action.setBadgeText({ text: await deps.dueText() });
      const tabs = await api.tabs.query({ active: true });
      await Promise.allSettled(tabs.map((tab) => (tab.id === undefined ? undefined : showTab(tab.id))));
    },
  };
}
