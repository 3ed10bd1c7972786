import { addressOf, browser } from '../browser/api.ts';
import { readBookName, watchBookName } from '../browser/book-name.ts';
import { detectFeatures, extensionOrigin, panelApi } from '../browser/features.ts';
import { patternOf } from '../browser/origin-pattern.ts';
import { readSettings, saveSettings } from '../browser/settings.ts';
import { sittingShelf } from '../browser/sitting.ts';
import { snapshotShelf } from '../browser/snapshot-shelf.ts';
import { readTaught, writeTaught } from '../browser/taught-sites.ts';
import type { Command } from '../domain/command.ts';
import { quietUntil } from '../domain/quiet-hours.ts';
import { chooseLanguage, createText } from '../domain/text.ts';
import { type Sender, serve, type Trust } from '../message/serve.ts';
import { createTickets } from '../message/tickets.ts';
import { createDesk } from '../service/desk.ts';
import { LIVING_LOCK } from '../service/export/living.ts';
import { exportWords } from '../service/export/words.ts';
import { offersFor } from '../service/guard.ts';
import { SYNC_LOCK } from '../service/sync-run.ts';
import { SyncRunner } from '../service/sync-runner.ts';
import { sites } from '../site/sites.ts';
import { listenToCare } from './care.ts';
import { listenToDigest } from './digest.ts';
import { createDrafts } from './drafts.ts';
import { listenToErasing } from './erasing.ts';
import { createGuard } from './guard.ts';
import { listenToLiving } from './living.ts';
import { listenToPanels } from './panels.ts';
import { createReadOnce } from './read-once.ts';
import { createHandlers } from './requests.ts';
import { listenToRetention } from './retention.ts';
import { listenToRing, type RingApi } from './ring.ts';
import { listenToShortcuts } from './shortcuts.ts';
import {
  grantedPatterns,
  injectIntoOpenTabs,
  isGranted,
  listenToSiteAccess,
  registerScript,
} from './site-access.ts';
import { listenToSnapshot } from './snapshot.ts';
import { listenToSync } from './sync.ts';
import { createTabPages, originOf } from './tab-pages.ts';
import { createTaughtRegistry } from './taught.ts';
import { createToolbar } from './toolbar.ts';
import { listenToInstall } from './welcome.ts';

/** Badge and auto-log read the book too: they let the panel read first. */
const AFTER_SIGHTING_MS = 250;

/** Set once per browser session, and gone after an update, a restart, or disable and enable. */
const STARTED = 'started';

/** Wires the background: a list of duties, each registered in the worker's first turn. */
export function startBackground(): void {
  const now = () => Date.now();
  const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
  const session = browser.storage.session;
  const registry = createTaughtRegistry(
    sites,
    { read: readTaught, write: writeTaught },
    (origins) => void readAnew(origins),
  );
  const pages = createTabPages(session);
  const tickets = createTickets(session, now, randomToken);
  const trust: Trust = {
    id: browser.runtime.id,
    origin: extensionOrigin(),
    redeemed: async (sender: Sender) => (await tickets.tabOf(sender)) !== null,
  };
  const text = async () => {
    const { language } = await readSettings();
    return createText(chooseLanguage(language, [browser.i18n.getUILanguage()]));
  };

  const lock = <T>(work: () => Promise<T>) =>
    navigator.locks.request('beside-book', work) as unknown as Promise<T>;
  const desk = createDesk({
    bookName: readBookName,
    now,
    randomId: randomToken,
    lock,
    changed: (command: Command) => {
      sync.changed();
      if (!command.name.startsWith('note.') && !command.name.startsWith('tag.')) void afterChange();
      if (command.name !== 'playbook.plan') followCare();
    },
  });
  const toolbar = createToolbar(browser, {
    pages,
    async card(tab) {
      const { sighting } = await pages.read(tab);
      return sighting && desk.card(sighting);
    },
    dueText: () => ring.dueText(),
  });
  const requests = {
    openThread: (url: string, site: string) =>
      handlers['thread.open']({ url, site }, { id: browser.runtime.id }).then(() => undefined),
    openDashboard: (path: string) =>
      handlers['dashboard.open']({ path }, { id: browser.runtime.id }).then(() => undefined),
  };
  const ring = listenToRing(ringApi(), {
    features: detectFeatures(),
    due: desk.due,
    run: desk.run,
    now,
    zone,
    text,
    sound: async () => (await readSettings()).sound,
    quietUntil: async () => quietUntil(now(), zone(), (await readSettings()).quietHours),
    nameOf: desk.nameOf,
    open: requests,
    changed: () => void toolbar.showDue().catch(() => undefined),
  });
  listenToDigest(ringApi(), {
    features: detectFeatures(),
    settings: readSettings,
    today: desk.today,
    text,
    now,
    zone,
    openDashboard: requests.openDashboard,
  });
  const snapshot = listenToSnapshot(browser, { book: desk.book, shelf: snapshotShelf, now });
  const erasing = listenToErasing(browser, {
    book: desk.book,
    renewCopy: snapshot.renew,
    bookNames: async () =>
      (await indexedDB.databases()).flatMap(({ name = '' }) => (name.startsWith('beside') ? name : [])),
    now,
    randomId: randomToken,
    lock,
    pages,
    sitting: sittingShelf,
    changed: () => {
      guard.forget();
      void afterChange();
    },
  });
  const followCare = listenToCare(browser, {
    book: desk.book,
    run: desk.run,
    now,
    value: async () => (await readSettings()).value,
    changed: () => void afterChange(),
  });
  listenToRetention(browser, {
    book: desk.book,
    renewCopy: snapshot.renew,
    rules: async () => (await readSettings()).retention,
    run: desk.run,
    now,
  });
  listenToLiving(browser, {
    book: desk.book,
    now,
    text,
    words: async () => {
      const { language } = await readSettings();
      const chosen = chooseLanguage(language, [browser.i18n.getUILanguage()]);
      return exportWords(createText(chosen), chosen);
    },
    alone: (work) =>
      navigator.locks.request(LIVING_LOCK, { ifAvailable: true }, (lock) => (lock ? work() : undefined)),
    openTransfer: () => requests.openDashboard('transfer'),
  });
  const sync = listenToSync(browser, {
    runner: new SyncRunner({
      book: desk.book,
      now,
      randomId: randomToken,
      lock,
      alone: (work) =>
        navigator.locks.request(SYNC_LOCK, { ifAvailable: true }, (lock) =>
          lock ? work() : null,
        ) as unknown as ReturnType<typeof work>,
      arrived: () => void afterChange(),
      isGranted: (origin) => browser.permissions.contains({ origins: [patternOf(origin)] }),
      isStopped: async () => (await readSettings()).syncStopped,
    }),
    isWatched: () => panels.isWatched(),
  });
  const drafts = createDrafts(browser, { pages, registry, now, randomId: randomToken });
  const guard = createGuard({
    pages,
    registry,
    settings: readSettings,
    card: desk.card,
    offers: async (customer) => offersFor(await desk.book(), customer),
    now,
  });
  const readOnce = createReadOnce(browser, registry);
  const { closedDomains } = registry;
  const handlers = createHandlers({
    api: browser,
    desk,
    pages,
    registry,
    tickets,
    drafts,
    guard,
    erasing,
    readOnce,
    sync: sync.handlers,
    settings: { read: readSettings, save: saveSettings },
    ring,
    snapshot,
    now,
    // A book that will not open says so in the panel; here there is nobody to tell, and the next sighting tries again.
    sighted: (tab, opened) =>
      void setTimeout(() => {
        void afterSighting(tab).catch(() => undefined);
        if (opened !== undefined) void desk.countRead(opened).catch(() => undefined);
      }, AFTER_SIGHTING_MS),
  });
  browser.runtime.onMessage.addListener(serve(handlers, trust) as never);
  const panels = listenToPanels(browser, {
    pages,
    tickets,
    trust,
    siteOf: async (url) => {
      await registry.ready;
      return registry.recipeFor(url)?.id ?? null;
    },
    isOnClick: registry.isOnClick,
  });
  listenToShortcuts(browser, {
    panelApi,
    panels,
    pages,
    desk,
    readOnce,
    t: async (key) => (await text())(key),
    openDashboard: (path) => void requests.openDashboard(path),
  });
  listenToInstall(browser, () => void requests.openDashboard('welcome'));
  listenToSiteAccess(browser, closedDomains, async (removed) => {
    for (const tab of await browser.tabs.query({})) {
      if (tab.id === undefined) continue;
      if (removed.length > 0) await leaveUnlessGranted(tab.id);
      void panels.refresh(tab.id);
    }
  });
  // Only the tab in sight is kept up to date by changes of the book; the others are when they come into sight.
  browser.tabs.onActivated.addListener(({ tabId }) => void toolbar.showTab(tabId).catch(() => undefined));
  watchBookName(desk.letGo, new AbortController().signal);
  browser.tabs.onRemoved.addListener((tab) => void Promise.all([pages.forget(tab), tickets.forget(tab)]));
  // What failed is tried again by the next worker.
  restore().catch(() => undefined);

  /** Never rejects: the change itself is written, and the next tick sets alarm and badge right. */
  async function afterChange(): Promise<void> {
    await ring.plan();
    await toolbar.showDue().catch(() => undefined);
  }

  /** Takes a page's script away where its site was switched off, and forgets what it told; other sites stay. */
  async function leaveUnlessGranted(tab: number): Promise<void> {
    const origin = originOf((await pages.read(tab)).url);
    if (origin === '' || (await isGranted(browser, origin).catch(() => false))) return;
    await browser.tabs.sendMessage(tab, { tell: 'leave' }).catch(() => undefined);
    await pages.change(tab, { sighting: null, reading: '', listed: [], selection: '' });
  }

  /** Pages of these origins ask for their recipe again: another one holds from now on. */
  async function readAnew(origins: string[]): Promise<void> {
    const open = await browser.tabs.query({
      url: origins.map((origin) => `${origin.replace(/:\d+$/, '')}/*`),
    });
    for (const { id } of open) {
      if (id !== undefined) await browser.tabs.sendMessage(id, { tell: 'recipe' }).catch(() => undefined);
    }
  }

  async function afterSighting(tab: number): Promise<void> {
    const { sighting } = await pages.read(tab);
    if (sighting) {
      const { autoLogSites, autoOrderSites } = await readSettings();
      await desk.autoLog(sighting, autoLogSites);
      await desk.autoOrder(sighting, autoOrderSites);
    }
    await toolbar.showTab(tab);
  }

  /** Registrations and alarms are lost by updates, and by disabling without any event: looked at once a session. */
  async function restore(): Promise<void> {
    if ((await session.get(STARTED))[STARTED]) return;
    await registerScript(browser, closedDomains);
    await injectIntoOpenTabs(browser, await grantedPatterns(browser), closedDomains);
    // Noted after the work: a worker that dies before it does it again, and doing it twice is harmless.
    await session.set({ [STARTED]: true });
    await toolbar.showDue();
  }
}

function ringApi(): RingApi {
  const { onStartup, onInstalled } = browser.runtime;
  return {
    alarms: browser.alarms,
    notifications: browser.notifications,
    storage: browser.storage,
    runtime: { onStartup, onInstalled, getURL: () => addressOf('icon/128.png') },
  };
}

/** 128 random bits as 32 hex digits. */
function randomToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
