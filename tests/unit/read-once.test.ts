import { describe, expect, test } from 'vitest';
import { createReadOnce } from '../../lib/background/read-once.ts';
import { listenToShortcuts } from '../../lib/background/shortcuts.ts';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { createRegistry } from '../../lib/site/registry.ts';
import { sites } from '../../lib/site/sites.ts';

/**
 * Pages of a site that forbids what stands in them: read on the user's own act, once, and by nothing else. The fake
 * browser keeps the rule that matters: without such an act a tab tells no address and lets nobody in (`activeTab`).
 */
const registry = createRegistry(sites);
const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc%3D%3D/';

function arrange(url = LINKEDIN) {
  const tab = { id: 7, url, acted: false };
  const ran: unknown[] = [];
  const opened: number[] = [];
  let command: (name: string, tab?: { id: number }) => void = () => undefined;
  let menu: (info: { menuItemId: string }, tab?: { id: number }) => void = () => undefined;
  const api = {
    commands: { onCommand: { addListener: (listener: typeof command) => (command = listener) } },
    contextMenus: { onClicked: { addListener: (listener: typeof menu) => (menu = listener) } },
    runtime: { onInstalled: { addListener: () => undefined } },
    tabs: { get: async () => (tab.acted ? { id: 7, url: tab.url } : { id: 7 }) },
    scripting: {
      executeScript: async (what: { files?: string[] }) => {
        if (!tab.acted) throw new Error('Cannot access contents of the page');
        if (what.files) ran.push(what);
        return [];
      },
    },
  };
  const readOnce = createReadOnce(api as never, registry);
  const shelf: { sighting: Sighting | null } = { sighting: null };
  listenToShortcuts(api as never, {
    panelApi: { sidePanel: { open: async ({ tabId = 0 }) => void opened.push(tabId) } },
    panels: { act: () => false } as never,
    pages: { read: async () => shelf, change: async () => undefined, peek: () => shelf } as never,
    desk: {} as never,
    t: async () => '',
    openDashboard: () => undefined,
    readOnce,
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return {
    tab,
    ran,
    opened,
    readOnce,
    settle,
    press: (name: string) => command(name, { id: 7 }),
    menu: () => menu({ menuItemId: 'log-selection' }, { id: 7 }),
  };
}

const ONCE = [{ target: { tabId: 7 }, files: ['/content-scripts/site.js'] }];

describe('a page that is read on a click', () => {
  test('is read once, in that tab alone', async () => {
    const { tab, ran, readOnce } = arrange();
    tab.acted = true;
    expect(await readOnce(7)).toBe(true);
    expect(ran).toEqual(ONCE);
  });

  test('is not read without an act of the user, and says so', async () => {
    const { ran, readOnce } = arrange();
    expect(await readOnce(7)).toBe(false);
    expect(ran).toEqual([]);
  });

  test.each(['open-panel', 'remind', 'log'])(
    'the shortcut %s is such an act: it opens the panel and reads',
    async (name) => {
      const { tab, ran, opened, press, settle } = arrange();
      tab.acted = true;
      press(name);
      await settle();
      expect(opened).toEqual([7]);
      expect(ran).toEqual(ONCE);
    },
  );

  test('looking something up, and the menu of a selection, read no conversation', async () => {
    const { tab, ran, press, menu, settle } = arrange();
    tab.acted = true;
    press('look-up');
    menu();
    await settle();
    expect(ran).toEqual([]);
  });
});

describe('every other page', () => {
  test.each([
    ['a site that is switched on', 'https://mail.google.com/mail/u/0/#inbox'],
    ['a page of the same site that is no conversation', 'https://www.linkedin.com/feed/'],
    ['a page nobody knows', 'https://elsewhere.example/'],
    ['a page of the browser', 'chrome://extensions'],
  ])('%s is never read so', async (_what, url) => {
    const { tab, ran, readOnce, press, settle } = arrange(url);
    tab.acted = true;
    expect(await readOnce(7)).toBe(false);
    press('open-panel');
    await settle();
    expect(ran).toEqual([]);
  });
});

test('whole domains are closed to the script that stands in pages, not only the host that is read', () => {
  expect(registry.closedDomains).toEqual(['*://*.linkedin.com/*']);
  expect([registry.isOnClick('linkedin'), registry.isOnClick('gmail'), registry.isOnClick(null)]).toEqual([
    true,
    false,
    false,
  ]);
  expect(
    registry
      .listSites([])
      .filter((site) => site.onClick)
      .map(({ id }) => id),
  ).toEqual(['linkedin']);
});
