import type { browser } from '../browser/api.ts';
import type { PanelApi } from '../browser/features.ts';
import type { Desk } from '../service/desk.ts';
import type { Panels } from './panels.ts';
import type { ReadOnce } from './read-once.ts';
import { keepSelection, readSelection } from './selection.ts';
import type { TabPages } from './tab-pages.ts';

type Api = Pick<typeof browser, 'commands' | 'contextMenus' | 'runtime' | 'scripting' | 'tabs'>;

const LOG_SELECTION = 'log-selection';

export interface ShortcutDeps {
  panelApi: PanelApi;
  panels: Panels;
  pages: TabPages;
  desk: Desk;
  t(key: 'menuLogSelection'): Promise<string>;
  openDashboard(path: string): void;
  readOnce: ReadOnce;
}

/** The browser's keyboard commands and the context menu: acts that need no panel to be open. */
export function listenToShortcuts(api: Api, deps: ShortcutDeps): void {
  api.commands.onCommand.addListener((name, tab) => {
    const id = tab?.id;
    if (id === undefined) return;
    // Opening a panel must be the first thing in the gesture: nothing is awaited before it.
    if (name === 'open-panel') openAndRead(deps, id);
    if (name === 'remind' && !deps.panels.act(id, 'remind')) openAndRead(deps, id);
    if (name === 'log') void logOpenThread(deps, id);
    if (name === 'look-up') void lookUpSelection(api, deps, id);
  });

  api.runtime.onInstalled.addListener(() => {
    void deps.t('menuLogSelection').then(async (title) => {
      await api.contextMenus.removeAll();
      api.contextMenus.create({ id: LOG_SELECTION, title, contexts: ['selection'] });
    });
  });
  api.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== LOG_SELECTION || tab?.id === undefined) return;
    openPanel(deps.panelApi, tab.id);
    void keepSelection(deps.pages, tab.id, info.selectionText ?? '', info.pageUrl ?? '');
  });
}

/** Where a page is read on the user's act alone, a shortcut is that act. */
function openAndRead({ panelApi, readOnce }: ShortcutDeps, tabId: number): void {
  openPanel(panelApi, tabId);
  void readOnce(tabId);
}

function openPanel(panelApi: PanelApi, tabId: number): void {
  const opening = panelApi.sidePanel?.open({ tabId }) ?? panelApi.sidebarAction?.open();
  // Refused without a gesture: the toolbar button remains.
  opening?.catch(() => undefined);
}

async function logOpenThread(deps: ShortcutDeps, tab: number): Promise<void> {
  const { sighting } = await deps.pages.read(tab);
  const logged = sighting && (await deps.desk.log(sighting, '').catch(() => null));
  if (!logged && !deps.panels.act(tab, 'log')) openAndRead(deps, tab);
}

/** The customer whom the selected words name, where there is only one; else the list of those they find. */
async function lookUpSelection(api: Api, deps: ShortcutDeps, tab: number): Promise<void> {
  const text = (await readSelection(api, tab)).slice(0, 200);
  // A book that will not open says so in the dashboard.
  const only = text === '' ? null : await deps.desk.onlyOne(text).catch(() => null);
  deps.openDashboard(
    only === null ? `customers?find=${encodeURIComponent(text)}` : `customers/${encodeURIComponent(only)}`,
  );
}
