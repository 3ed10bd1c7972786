import type { browser } from '../browser/api.ts';
import type { Tell } from '../message/page.ts';
import { type Act, type Down, helloSchema, PANEL_PORT } from '../message/port.ts';
import { isFramed, type Sender, type Trust, tierOf } from '../message/serve.ts';
import type { Tickets } from '../message/tickets.ts';
import { isGranted } from './site-access.ts';
import { originOf, type TabPages, toPageState } from './tab-pages.ts';

type Api = Pick<typeof browser, 'runtime' | 'tabs' | 'permissions'>;
type Port = ReturnType<typeof browser.runtime.connect>;

/** How long a panel may take to open and still be asked what the shortcut wanted. */
const OPENING_MS = 10_000;

interface Panel {
  port: Port;
  /** The tab shown; null until known. */
  tab: number | null;
  /** What it was told last, as text. */
  said: string;
  /** A side panel follows the active tab of its window. */
  window: number | null;
  /** Closed, maybe while it was being admitted: a message to it would throw. */
  gone: boolean;
}

export interface Panels {
  /** Sends the page's state anew to every panel of this tab. */
  refresh(tab: number): Promise<void>;
  /** Asks the tab's panel to act; false when no panel is open: then the one that opens next is asked. */
  act(tab: number, act: Act): boolean;
  /** Whether one of them stands in an active tab, or in a side panel: as much as the browser tells of what is in sight. */
  isWatched(): Promise<boolean>;
}

/** Serves the panels' ports: admits them, and pushes each the state of its page. */
export function listenToPanels(
  api: Api,
  deps: {
    pages: TabPages;
    tickets: Tickets;
    trust: Trust;
    siteOf(url: string): Promise<string | null> | string | null;
    isOnClick(site: string | null): boolean;
  },
): Panels {
  const panels = new Set<Panel>();
  /** Asked of a tab whose panel is only just opening. */
  const waiting = new Map<number, { act: Act; until: number }>();

  const tell = (panel: Panel, down: Down) => {
    if (!panels.has(panel)) return;
    // The browser tells of one switch several times; drawing the same state again would only delay the next.
    const said = JSON.stringify(down);
    if ('state' in down && said === panel.said) return;
    panel.said = said;
    panel.port.postMessage(down);
  };
  const show = async (panel: Panel, tab: number) => {
    panel.tab = tab;
    const [{ url: known }, open] = await Promise.all([
      deps.pages.read(tab),
      api.tabs.get(tab).catch(() => null),
    ]);
    // A page without our script is known by its address alone, where the browser shows it (activeTab).
    const seen = open?.url ?? '';
    const here = originOf(seen || known);
    const [granted, site] = await Promise.all([
      isGranted(api, here).catch(() => false),
      deps.siteOf(seen || known),
    ]);
    if (panel.tab !== tab) return;
    // The thread may have changed during the waits: what is told is what is known now.
    const page = deps.pages.peek(tab);
    // The tab went to another place, where no script of ours says so: the page that was there is none any more. An
    // address that the browser hides is not of a granted site.
    const left = page.url === known && (seen === '' ? granted : here !== originOf(known));
    const shown = left
      ? { url: seen, site, sighting: null, reading: '', listed: [], selection: '', sent: [] }
      : { ...page, url: page.url || seen, site: page.site ?? site };
    const state = toPageState(tab, shown, granted && !(left && seen === ''), deps.isOnClick(shown.site));
    tell(panel, { state });
  };

  deps.pages.watch((tab, page) => {
    for (const panel of panels) {
      // A page that reports itself is granted: no question to the browser on the way to the card.
      if (panel.tab === tab) tell(panel, { state: toPageState(tab, page, true, deps.isOnClick(page.site)) });
    }
  });
  api.tabs.onActivated.addListener(({ tabId, windowId }) => {
    for (const panel of panels) if (panel.window === windowId) void show(panel, tabId);
  });
  /** Tabs on their way to another address of the place that their page reported. */
  const inside = new Set<number>();
  api.tabs.onUpdated.addListener((tab, change) => {
    if (change.url !== undefined) {
      if (originOf(change.url) === originOf(deps.pages.peek(tab).url)) inside.add(tab);
      else inside.delete(tab);
    } else if (change.status !== 'complete') {
      if (change.status === 'loading') inside.delete(tab);
      return;
    }
    // Such a page speaks for itself, and what it says is on its way: asking the browser now would only hold that up.
    if (inside.has(tab)) {
      if (change.status === 'complete') inside.delete(tab);
      return;
    }
    for (const panel of panels) if (panel.tab === tab) void show(panel, tab);
  });

  api.runtime.onConnect.addListener((port) => {
    if (port.name !== PANEL_PORT) return;
    const sender = (port.sender ?? {}) as Sender;
    if (tierOf(sender, deps.trust) !== 'panel') return port.disconnect();
    const panel: Panel = { port, tab: null, window: null, gone: false, said: '' };
    port.onDisconnect.addListener(() => {
      panel.gone = true;
      panels.delete(panel);
    });
    port.onMessage.addListener((raw: unknown) => {
      const hello = helloSchema.safeParse(raw);
      if (!hello.success) return port.disconnect();
      admit(panel, sender, hello.data).then(
        (admitted) => {
          if (admitted === 'late') remount(sender);
          if (admitted !== true && !panel.gone) port.postMessage({ refused: true } satisfies Down);
        },
        () => {
          // The panel connects again, and is admitted anew.
          panels.delete(panel);
          port.disconnect();
        },
      );
    });
  });

  const admit = async (
    panel: Panel,
    sender: Sender,
    hello: { ticket?: string; tab?: number; window?: number },
  ): Promise<boolean | 'late'> => {
    let tab = hello.tab ?? null;
    if (isFramed(sender)) {
      tab = await deps.tickets.tabOf(sender);
      if (tab === null && hello.ticket) {
        const redeemed = await deps.tickets.redeem(hello.ticket, sender);
        if (redeemed === 'late') return 'late';
        tab = redeemed;
      }
      if (tab === null) return false;
    } else if (hello.window !== undefined) {
      panel.window = hello.window;
      tab ??= (await api.tabs.query({ active: true, windowId: hello.window }))[0]?.id ?? null;
    }
    if (panel.gone) return true;
    panels.add(panel);
    if (tab === null) return true;
    await show(panel, tab);
    const asked = waiting.get(tab);
    waiting.delete(tab);
    if (asked && asked.until > Date.now()) tell(panel, { act: asked.act });
    return true;
  };

  /** A frame that loaded too slowly stays empty: its page is asked to put another in its place. */
  const remount = ({ tab }: Sender) => {
    const order: Tell = { tell: 'mount' };
    if (tab?.id !== undefined) api.tabs.sendMessage(tab.id, order, { frameId: 0 }).catch(() => undefined);
  };

  return {
    async refresh(tab) {
      for (const panel of panels) if (panel.tab === tab) await show(panel, tab);
    },
    act(tab, act) {
      const open = [...panels].filter((panel) => panel.tab === tab);
      for (const panel of open) tell(panel, { act });
      if (open.length === 0) waiting.set(tab, { act, until: Date.now() + OPENING_MS });
      return open.length > 0;
    },
    async isWatched() {
      const standing = [...panels];
      if (standing.length === 0) return false;
      if (standing.some(({ window }) => window !== null)) return true;
      const active = new Set((await api.tabs.query({ active: true })).map(({ id }) => id));
      return standing.some(({ tab, port }) => active.has(tab ?? port.sender?.tab?.id));
    },
  };
}
