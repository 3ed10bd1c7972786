import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { practiceRoutes } from '../../examples/practice/routes.ts';
import { type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { CHAT, cardOf, type Inbox, MAIL, nameOn, openInbox, visit } from '../harness/inbox.ts';
import { frameOf, framesOf, shown } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { openPanel, pressUntil } from '../harness/panel.ts';
import { serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';

/**
 * Sites are asked for late, given and taken at any time, and their scripts come back after whatever loses them. The
 * prompt itself cannot be answered without a screen; the browser's own page of extensions gives and takes instead.
 */

const GMAIL_HOST = 'https://mail.google.com/*';
const TELEGRAM_HOST = 'https://web.telegram.org/*';

interface Extensions {
  chrome: {
    developerPrivate: {
      addHostPermission(id: string, host: string): Promise<void>;
      removeHostPermission(id: string, host: string): Promise<void>;
      updateExtensionConfiguration(update: { extensionId: string; hostAccess: string }): Promise<void>;
      updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
      reload(id: string, options: { failQuietly: boolean }): Promise<unknown>;
    };
    permissions: { getAll(): Promise<{ origins: string[]; permissions: string[] }> };
    scripting: {
      getRegisteredContentScripts(): Promise<{ id: string; matches: string[] }[]>;
      unregisterContentScripts(): Promise<void>;
    };
    storage: { session: { remove(key: string): Promise<void> } };
  };
}

const granted = (door: BookDoor) =>
  door.page.evaluate(async () =>
    (await (globalThis as unknown as Extensions).chrome.permissions.getAll()).origins.sort(),
  );
const registered = (door: BookDoor) =>
  door.page.evaluate(async () =>
    (await (globalThis as unknown as Extensions).chrome.scripting.getRegisteredContentScripts())
      .flatMap(({ matches }) => matches)
      .sort(),
  );

describe('the released build, just installed', () => {
  let chromium: Chromium;
  let door: BookDoor;
  beforeAll(async () => {
    chromium = await launchChromium({ extension: ownBuild('production') });
    await serve(chromium.browser, practiceRoutes());
    door = await openDoor(chromium);
  });
  afterAll(() => chromium?.close());

  test('opens the first five minutes by itself', async () => {
    const tab = await chromium.browser.waitForTarget((target) => target.url().endsWith('#/welcome'), {
      timeout: 15_000,
    });
    await (await tab.page())?.close();
  });

  test('may read no site, and stands on none', async () => {
    expect(await granted(door)).toEqual([]);
    expect(await registered(door)).toEqual([]);
    const page = await chromium.browser.newPage();
    await page.goto(MAIL.lan);
    await page.waitForSelector('h2.hP');
    // The frame would come in the page's first idle moment.
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    await door.run({ name: 'samples.remove', args: {} });
    expect(framesOf(page)).toEqual([]);
    await page.close();
  });

  test('asks for one site when that site is switched on, in the click itself', async () => {
    const page = await chromium.browser.newPage();
    // Nobody can answer the prompt here: what is asked is noted instead, and refused.
    await page.evaluateOnNewDocument(() => {
      const asked: unknown[] = [];
      const take = (api: { permissions?: { request(what: unknown): unknown } } | undefined) => {
        if (!api?.permissions) return;
        api.permissions.request = (what: unknown) => {
          asked.push({ what, gesture: navigator.userActivation.isActive });
          return Promise.resolve(false);
        };
      };
      const scope = globalThis as unknown as Record<
        string,
        { permissions?: { request(what: unknown): unknown } }
      >;
      take(scope.chrome);
      take(scope.browser);
      Object.assign(globalThis, { asked });
    });
    await page.goto(`chrome-extension://${chromium.extensionId}/dashboard.html#/settings`);
    await (await shown(page, '[data-part="site"][data-site="gmail"] [data-act="enable-site"]')).click();
    const asked = await until(
      async () => {
        const all = await page.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked);
        return all.length > 0 ? all : null;
      },
      { what: 'the question' },
    );
    expect(asked).toEqual([{ what: { origins: [GMAIL_HOST] }, gesture: true }]);
    await shown(page, '[data-part="site"][data-site="gmail"] [data-act="enable-site"]');
    await page.close();
  });
});

describe('sites given and taken', () => {
  let inbox: Inbox;
  let settings: Page;
  let mail: Page;
  let chat: Page;
  const id = () => inbox.chromium.extensionId;
  const give = (host: string) =>
    settings.evaluate(
      (...args) => (globalThis as unknown as Extensions).chrome.developerPrivate.addHostPermission(...args),
      id(),
      host,
    );
  const take = (host: string) =>
    settings.evaluate(
      (...args) =>
        (globalThis as unknown as Extensions).chrome.developerPrivate.removeHostPermission(...args),
      id(),
      host,
    );

  beforeAll(async () => {
    inbox = await openInbox();
    mail = inbox.page;
    settings = await inbox.chromium.browser.newPage();
    await settings.goto('chrome://extensions');
    await settings.evaluate(
      (extensionId) =>
        (globalThis as unknown as Extensions).chrome.developerPrivate.updateExtensionConfiguration({
          extensionId,
          hostAccess: 'ON_SPECIFIC_SITES',
        }),
      id(),
    );
    await until(async () => (await registered(inbox.door)).length === 0, { what: 'no site to be left' });
  });
  afterAll(() => inbox?.chromium.close());

  test('a site without permission has no frame', async () => {
    await mail.bringToFront();
    await mail.goto(MAIL.lan);
    await mail.waitForSelector('h2.hP');
    await mail.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    await inbox.door.run({ name: 'neverLog.remove', args: { rule: 'site:none' } }).catch(() => null);
    expect(framesOf(mail)).toEqual([]);
  });

  test('given: the open tab has its panel at once, with the right customer, and no other site has', async () => {
    await give(GMAIL_HOST);
    await until(async () => (await registered(inbox.door)).join() === GMAIL_HOST, {
      what: 'the script to be registered',
    });
    await mail.bringToFront();
    await cardOf(await openPanel(mail), 'Nguyễn Thị Lan');
    chat = await inbox.chromium.browser.newPage();
    await chat.goto(CHAT.chau);
    await chat.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    expect(framesOf(chat)).toEqual([]);
    await give(TELEGRAM_HOST);
    await cardOf(await openPanel(chat), 'Phạm Minh Châu');
    expect(await registered(inbox.door)).toEqual([GMAIL_HOST, TELEGRAM_HOST]);
  });

  test('taken: the frame leaves that site, the other keeps its own', async () => {
    await take(GMAIL_HOST);
    await until(() => framesOf(mail).length === 0, { what: 'the frame to leave the mailbox' });
    await until(async () => (await registered(inbox.door)).join() === TELEGRAM_HOST, {
      what: 'one site to be left',
    });
    expect(await mail.$$('div[data-beside]')).toEqual([]);
    await chat.bringToFront();
    const panel = await frameOf(chat);
    expect(await nameOn(panel)).toBe('Phạm Minh Châu');
    await chat.evaluate(() => {
      location.hash = '#5519990002';
    });
    await until(async () => (await nameOn(panel)) === 'Khánh Vy', { what: 'the chat to be followed still' });
  });

  test('taken: what was read there is forgotten, nothing of it is shown any more', async () => {
    const known = await inbox.door.page.evaluate(() =>
      (
        globalThis as unknown as { chrome: { storage: { session: { get(k: null): Promise<unknown> } } } }
      ).chrome.storage.session.get(null),
    );
    expect(JSON.stringify(known)).not.toContain('lan.nguyen@example.com');
  });

  test('given again: the panel is back without loading the page', async () => {
    await give(GMAIL_HOST);
    await mail.bringToFront();
    await cardOf(await openPanel(mail), 'Nguyễn Thị Lan');
    expect(framesOf(mail)).toHaveLength(1);
  });
});

describe('what loses scripts', () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await openInbox();
    await cardOf(await visit(inbox.page, MAIL.lan), 'Nguyễn Thị Lan');
  });
  afterAll(() => inbox?.chromium.close());

  test('registrations gone, background dead, a new session: all back at the next wake', async () => {
    const before = await registered(inbox.door);
    expect(before).toContain(GMAIL_HOST);
    await inbox.page.goto('about:blank');
    await inbox.door.page.evaluate(async () => {
      const { scripting, storage } = (globalThis as unknown as Extensions).chrome;
      await scripting.unregisterContentScripts();
      await storage.session.remove('started');
    });
    await inbox.door.kill();
    expect(await registered(inbox.door)).toEqual([]);
    // A tab that opens meanwhile has nothing of ours, until something wakes the background.
    await inbox.page.goto(MAIL.bao);
    await inbox.door.run({ name: 'samples.remove', args: {} }).catch(() => null);
    await until(async () => (await registered(inbox.door)).join() === before.join(), {
      what: 'the scripts to be back',
    });
    await frameOf(inbox.page);
  });

  test('an update under open tabs: one frame, the right card, and it can act', async () => {
    const mail = inbox.page;
    const settings = await inbox.chromium.browser.newPage();
    await settings.goto('chrome://extensions');
    // Without it the browser switches an unpacked extension off when it is loaded again.
    await settings.evaluate(() =>
      (globalThis as unknown as Extensions).chrome.developerPrivate.updateProfileConfiguration({
        inDeveloperMode: true,
      }),
    );
    const [old] = framesOf(mail);
    await settings.evaluate(
      (extension) =>
        (globalThis as unknown as Extensions).chrome.developerPrivate.reload(extension, {
          failQuietly: true,
        }),
      inbox.chromium.extensionId,
    );
    await settings.close();
    await until(() => framesOf(mail).length === 1 && framesOf(mail)[0] !== old, {
      timeout: 30_000,
      what: 'a new frame',
    });
    inbox.door = await openDoor(inbox.chromium);
    await mail.bringToFront();
    const panel = await openPanel(mail);
    await shown(panel, '[data-part="unknown"]');
    expect(await nameOn(panel)).toBe('Trần Quốc Bảo');
    await pressUntil(mail, panel, 's', '[data-part="card"]');
    await cardOf(panel, 'Trần Quốc Bảo');
    expect(framesOf(mail)).toHaveLength(1);
    const alarms = (await inbox.door.page.evaluate('chrome.alarms.getAll()')) as { name: string }[];
    expect(alarms.map(({ name }) => name)).toContain('tick');
  });
});
