import type { PageState } from '../domain/page-state.ts';
import { type KeptLine, threadOf } from '../domain/promise/sent.ts';
import type { Recipe } from '../domain/recipe.ts';
import type { Warning } from '../domain/say/guard.ts';
import type { Counterpart, Sighting } from '../domain/sighting.ts';
import type { TeachState } from '../domain/teach.ts';

/** What is known of the page in one tab, kept in session storage so that a killed worker forgets nothing. */
export interface TabPage {
  url: string;
  site: string | null;
  /** The document whose script reads this page, where the browser names documents. */
  document?: string;
  sighting: Sighting | null;
  /** What the page's script calls what it read: the same for the same document, thread and people. */
  reading: string;
  /** Who stands in the site's own list. */
  listed: Counterpart[];
  selection: string;
  /** What was just sent in this tab, and what became of it; absent where nobody asked for it. */
  sent?: KeptLine[];
  /** Since when the thread of the sighting is open. Milliseconds since 1970. */
  since?: number | undefined;
  /** Messages of that thread that were seen since. */
  seen?: string[];
  /** What is odd in the reply box; absent when nothing is. */
  warnings?: Warning[] | undefined;
  /** How far the teaching of this page has come, and the recipe it would get; absent when nobody teaches it. */
  teach?: { state: TeachState; recipe: Recipe | null } | undefined;
}

const EMPTY: TabPage = { url: '', site: null, sighting: null, reading: '', listed: [], selection: '' };

export interface TabPages {
  read(tab: number): Promise<TabPage>;
  /** The same, of a tab that was read before, without waiting: for whoever must not tell what is old by then. */
  peek(tab: number): TabPage;
  /** Changes what is known and tells whoever watches. The telling does not wait for the storage. */
  change(tab: number, patch: Partial<TabPage>): Promise<void>;
  forget(tab: number): Promise<void>;
  /** All that is known, of every tab. */
  all(): Promise<[tab: number, page: TabPage][]>;
  watch(listener: (tab: number, page: TabPage) => void): void;
}

interface Shelf {
  /** Null asks for everything. */
  get(key: string | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

export function createTabPages(shelf: Shelf): TabPages {
  const pages = new Map<number, TabPage>();
  const listeners: ((tab: number, page: TabPage) => void)[] = [];
  const read = async (tab: number): Promise<TabPage> => {
    const known = pages.get(tab);
    if (known) return known;
    const stored = (await shelf.get(keyOf(tab)))[keyOf(tab)] as TabPage | undefined;
    const page = pages.get(tab) ?? stored ?? EMPTY;
    pages.set(tab, page);
    return page;
  };
  return {
    read,
    peek: (tab) => pages.get(tab) ?? EMPTY,
    async change(tab, patch) {
      await read(tab);
      // Asked again after the wait: another change of the same moment must not be written over.
      const page = { ...(pages.get(tab) ?? EMPTY), ...patch };
      pages.set(tab, page);
      for (const listener of listeners) listener(tab, page);
      await shelf.set({ [keyOf(tab)]: page });
    },
    async forget(tab) {
      pages.delete(tab);
      await shelf.remove(keyOf(tab));
    },
    async all() {
      const tabs = Object.keys(await shelf.get(null)).flatMap((key) => TAB.exec(key)?.[1] ?? []);
      const known = new Set([...pages.keys(), ...tabs.map(Number)]);
      return Promise.all([...known].map(async (tab): Promise<[number, TabPage]> => [tab, await read(tab)]));
    },
    watch: (listener) => void listeners.push(listener),
  };
}

const keyOf = (tab: number) => `tab.${tab}`;
const TAB = /^tab\.(\d+)$/;

/** Of the open thread, and not answered yet. */
function sentIn({ sighting, sent }: TabPage) {
  const thread = sighting && threadOf(sighting);
  return (sent ?? [])
    .filter((line) => !line.isDone && line.thread === thread)
    .map(({ id, text, at }) => ({ id, text, at }));
}

export function toPageState(tab: number, page: TabPage, granted: boolean, onClick: boolean): PageState {
  return {
    tab,
    site: page.site,
    origin: originOf(page.url),
    granted,
    onClick,
    sighting: page.sighting,
    reading: page.sighting ? page.reading : '',
    listed: page.listed,
    selection: page.selection,
    ...(page.sent?.length ? { sent: sentIn(page) } : {}),
    ...(page.warnings?.length ? { warnings: page.warnings } : {}),
    ...(page.teach ? { teach: page.teach.state } : {}),
  };
}

/** `https://host` of a web address, '' for everything else. */
export function originOf(url: string): string {
  const match = /^https?:\/\/[^/?#]+/.exec(url);
  return match ? match[0] : '';
}
