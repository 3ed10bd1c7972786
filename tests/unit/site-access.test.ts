import { describe, expect, test } from 'vitest';
import {
  grantedPatterns,
  injectIntoOpenTabs,
  isGranted,
  listenToSiteAccess,
  registerScript,
} from '../../lib/background/site-access.ts';

/**
 * The permission prompt cannot be answered by a test; what follows from its answer can be played. The fake keeps the
 * rules that matter: a registration that exists is refused, one that does not cannot be changed, and a match pattern
 * without permission runs nowhere.
 */

const GMAIL = 'https://mail.google.com/*';
const SHOP = 'https://shop.example/*';
const LINKEDIN = 'https://www.linkedin.com/*';
/** Where nothing of ours may stand. */
const CLOSED = ['*://*.linkedin.com/*'];

type Listener = (permissions: { origins?: string[] }) => void;
interface Script {
  id: string;
  matches: string[];
  excludeMatches?: string[];
  js?: unknown;
  runAt?: string;
  persistAcrossSessions?: boolean;
}

class FakeBrowser {
  origins = new Set<string>();
  scripts = new Map<string, Script>();
  openTabs: { id?: number; url: string }[] = [];
  /** Tabs the script was run in by hand, in order. */
  injected: number[] = [];
  /** Tabs that refuse, as an error page does. */
  closed = new Set<number>();
  #added: Listener[] = [];
  #removed: Listener[] = [];

  permissions = {
    getAll: async () => ({ permissions: ['storage'], origins: [...this.origins] }),
    contains: async ({ origins }: { origins: string[] }) =>
      origins.every((origin) => this.origins.has(origin)),
    onAdded: { addListener: (listener: Listener) => void this.#added.push(listener) },
    onRemoved: { addListener: (listener: Listener) => void this.#removed.push(listener) },
  };
  scripting = {
    getRegisteredContentScripts: async ({ ids }: { ids: string[] }) =>
      ids.flatMap((id) => this.scripts.get(id) ?? []),
    registerContentScripts: async (scripts: Script[]) => {
      for (const script of scripts) {
        if (this.scripts.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
        this.scripts.set(script.id, script);
      }
    },
    updateContentScripts: async (scripts: Script[]) => {
      for (const script of scripts) {
        const known = this.scripts.get(script.id);
        if (!known) throw new Error(`Script with ID '${script.id}' does not exist`);
        this.scripts.set(script.id, { ...known, ...script });
      }
    },
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
      for (const id of ids) {
        if (!this.scripts.delete(id)) throw new Error(`Nonexistent script ID '${id}'`);
      }
    },
    executeScript: async ({ target }: { target: { tabId: number } }) => {
      if (this.closed.has(target.tabId)) throw new Error('Cannot access contents of the page');
      this.injected.push(target.tabId);
    },
  };
  tabs = {
    query: async ({ url }: { url: string[] }) =>
      this.openTabs.filter((tab) => url.some((pattern) => tab.url.startsWith(pattern.slice(0, -1)))),
  };

  /** The user says yes. */
  add(...origins: string[]): void {
    for (const origin of origins) this.origins.add(origin);
    for (const listener of this.#added) listener({ origins });
  }
  /** The user takes it back, wherever. */
  remove(...origins: string[]): void {
    for (const origin of origins) this.origins.delete(origin);
    for (const listener of this.#removed) listener({ origins });
  }
  get matches(): string[] {
    return [...this.scripts.values()].flatMap((script) => script.matches).sort();
  }
  /** The same object as the browser's own, as far as these duties go. */
  get api(): Parameters<typeof registerScript>[0] {
    return this as unknown as Parameters<typeof registerScript>[0];
  }
}

/** Lets everything that was begun come to its end: the fake answers within a few turns. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

describe('what is granted', () => {
  test('counts pages of the web alone', async () => {
    const browser = new FakeBrowser();
    browser.origins = new Set([SHOP, GMAIL, '*://*.example.org/*', 'file:///*', 'chrome://favicon/*']);
    expect(await grantedPatterns(browser.api)).toEqual(['*://*.example.org/*', GMAIL, SHOP]);
  });

  test('is asked of the browser each time, and never of an unknown origin', async () => {
    const browser = new FakeBrowser();
    expect(await isGranted(browser.api, 'https://shop.example')).toBe(false);
    browser.origins.add(SHOP);
    expect(await isGranted(browser.api, 'https://shop.example')).toBe(true);
    expect(await isGranted(browser.api, '')).toBe(false);
  });
});

describe('the registered script', () => {
  test('is not there while nothing is granted', async () => {
    const browser = new FakeBrowser();
    await registerScript(browser.api, CLOSED);
    expect(browser.matches).toEqual([]);
  });

  test('stands on what is granted, and comes back after the browser forgot it', async () => {
    const browser = new FakeBrowser();
    browser.origins = new Set([GMAIL, SHOP]);
    await registerScript(browser.api, CLOSED);
    expect(browser.matches).toEqual([GMAIL, SHOP]);
    expect([...browser.scripts.values()][0]).toMatchObject({
      runAt: 'document_idle',
      persistAcrossSessions: true,
    });
    browser.scripts.clear();
    await registerScript(browser.api, CLOSED);
    expect(browser.matches).toEqual([GMAIL, SHOP]);
  });

  test('follows every change, in any order, and a repeat changes nothing', async () => {
    const browser = new FakeBrowser();
    for (const origins of [[GMAIL], [GMAIL, SHOP], [SHOP], [SHOP], [], [], [GMAIL]]) {
      browser.origins = new Set(origins);
      await registerScript(browser.api, CLOSED);
      expect(browser.matches).toEqual([...origins].sort());
    }
  });

  test('two at once (a worker that wakes because of the grant) do not trip over each other', async () => {
    const browser = new FakeBrowser();
    browser.origins = new Set([GMAIL]);
    await Promise.all([
      registerScript(browser.api, CLOSED),
      registerScript(browser.api, CLOSED),
      registerScript(browser.api, CLOSED),
    ]);
    expect(browser.matches).toEqual([GMAIL]);
  });

  test('one that failed does not keep the next from its turn', async () => {
    const browser = new FakeBrowser();
    browser.origins = new Set([GMAIL]);
    const { getAll } = browser.permissions;
    browser.permissions.getAll = async () => {
      throw new Error('shutting down');
    };
    await expect(registerScript(browser.api, CLOSED)).rejects.toThrow('shutting down');
    browser.permissions.getAll = getAll;
    await registerScript(browser.api, CLOSED);
    expect(browser.matches).toEqual([GMAIL]);
  });
});

describe('a domain where nothing of ours may stand', () => {
  const excluded = (browser: FakeBrowser) =>
    [...browser.scripts.values()].flatMap((script) => script.excludeMatches ?? []);

  test('is left out of the registration, whatever is granted', async () => {
    const browser = new FakeBrowser();
    for (const origins of [[LINKEDIN], [GMAIL, LINKEDIN], ['https://*/*']]) {
      browser.origins = new Set(origins);
      await registerScript(browser.api, CLOSED);
      expect(browser.matches).toEqual([...origins].sort());
      expect(excluded(browser)).toEqual(CLOSED);
    }
  });

  test('is left out of a registration that was made before it was known', async () => {
    const browser = new FakeBrowser();
    browser.origins = new Set([LINKEDIN]);
    await registerScript(browser.api, []);
    expect(excluded(browser)).toEqual([]);
    await registerScript(browser.api, CLOSED);
    expect(excluded(browser)).toEqual(CLOSED);
  });

  test('has no script in its open tabs either', async () => {
    const browser = new FakeBrowser();
    browser.openTabs = [
      { id: 1, url: 'https://www.linkedin.com/messaging/' },
      { id: 2, url: 'https://vn.linkedin.com/in/lan' },
      { id: 3, url: 'https://linkedin.com/' },
      { id: 4, url: 'https://notlinkedin.com/' },
      { id: 5, url: 'https://mail.google.com/mail/' },
    ];
    browser.tabs.query = async () => browser.openTabs;
    await injectIntoOpenTabs(browser.api, ['https://*/*'], CLOSED);
    expect(browser.injected).toEqual([4, 5]);
    listenToSiteAccess(browser.api, CLOSED, () => undefined);
    browser.add(LINKEDIN);
    await settled();
    expect(browser.injected).toEqual([4, 5, 4, 5]);
  });
});

describe('pages that were open before', () => {
  test('get the script, one by one; a page that refuses stops no other', async () => {
    const browser = new FakeBrowser();
    browser.openTabs = [
      { id: 1, url: 'https://mail.google.com/mail/u/0/' },
      { id: 2, url: 'https://shop.example/wp-admin/' },
      { id: 3, url: 'https://mail.google.com/mail/u/1/' },
      { id: 4, url: 'https://elsewhere.example/' },
      { url: 'https://mail.google.com/devtools' },
    ];
    browser.closed.add(1);
    await injectIntoOpenTabs(browser.api, [GMAIL, SHOP], CLOSED);
    expect(browser.injected).toEqual([2, 3]);
    await injectIntoOpenTabs(browser.api, [], CLOSED);
    expect(browser.injected).toEqual([2, 3]);
  });
});

describe('given and taken', () => {
  function listening() {
    const browser = new FakeBrowser();
    const told: string[][] = [];
    browser.openTabs = [
      { id: 1, url: 'https://mail.google.com/mail/u/0/' },
      { id: 2, url: 'https://shop.example/wp-admin/' },
    ];
    listenToSiteAccess(browser.api, CLOSED, (removed) => void told.push(removed));
    return { browser, told };
  }

  test('a grant registers, runs in the open pages of that site alone, and is told', async () => {
    const { browser, told } = listening();
    browser.add(GMAIL);
    await settled();
    expect(browser.matches).toEqual([GMAIL]);
    expect(browser.injected).toEqual([1]);
    expect(told).toEqual([[]]);
    browser.add(SHOP);
    await settled();
    expect(browser.matches).toEqual([GMAIL, SHOP]);
    expect(browser.injected).toEqual([1, 2]);
  });

  test('taking one back leaves the other, and says which went', async () => {
    const { browser, told } = listening();
    browser.add(GMAIL, SHOP);
    await settled();
    browser.remove(GMAIL);
    await settled();
    expect(browser.matches).toEqual([SHOP]);
    expect(told.at(-1)).toEqual([GMAIL]);
    browser.remove(SHOP);
    await settled();
    expect(browser.scripts.size).toBe(0);
  });

  test('given, taken and given again in one breath ends as given', async () => {
    const { browser } = listening();
    browser.add(GMAIL);
    browser.remove(GMAIL);
    browser.add(GMAIL);
    await settled();
    expect(browser.matches).toEqual([GMAIL]);
    browser.add(SHOP);
    browser.remove(GMAIL);
    await settled();
    expect(browser.matches).toEqual([SHOP]);
  });

  test('a change of other permissions than sites is no trouble', async () => {
    const { browser, told } = listening();
    browser.permissions.getAll = async () => ({ permissions: [], origins: undefined as unknown as string[] });
    browser.add();
    browser.remove();
    await settled();
    expect(browser.matches).toEqual([]);
    expect(told).toEqual([[], []]);
  });
});
