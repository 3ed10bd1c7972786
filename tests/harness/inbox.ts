import type { ElementHandle, Frame, KeyInput, Page } from 'puppeteer';
import { GMAIL, practiceRoutes, SHOP, TELEGRAM } from '../../examples/practice/routes.ts';
import { loadSamples } from '../../examples/practice/tour.ts';
import type { Settings } from '../../lib/domain/settings.ts';
import { type BookDoor, openDoor } from './book.ts';
import { type Chromium, type LaunchOptions, launchChromium } from './browsers.ts';
import type { Panel } from './overlay.ts';
import { ownBuild } from './own-build.ts';
import { openPanel } from './panel.ts';
import { type Served, serve } from './serve.ts';
import { until } from './until.ts';

/** The practice inbox with its sample customers, as the flow tests use it. */

export { GMAIL, SHOP, TELEGRAM };

/** Threads of the mailbox, by who writes. */
export const MAIL = {
  lan: `${GMAIL}#inbox/FMfcgzQdPractLanTrayWalnut00001A`,
  emma: `${GMAIL}#inbox/FMfcgzQdPractEmmaMelbourne00002B`,
  bao: `${GMAIL}#inbox/FMfcgzQdPractBaoCupsForShop0003C`,
  phuong: `${GMAIL}#inbox/FMfcgzQdPractPhuongPenBox0000004D`,
  dung: `${GMAIL}#inbox/FMfcgzQdPractDungCrackedTray0006F`,
} as const;
export const ORDER = {
  /** High-performance order storage: `admin.php?page=wc-orders`. */
  lan: `${SHOP}admin.php?page=wc-orders&action=edit&id=1042`,
  guest: `${SHOP}admin.php?page=wc-orders&action=edit&id=1043`,
  /** Legacy: `post.php`. */
  dung: `${SHOP}post.php?post=977&action=edit`,
} as const;
export const CHAT = { chau: `${TELEGRAM}#5512003344`, vy: `${TELEGRAM}#5519990002` } as const;

export interface Inbox {
  chromium: Chromium;
  served: Served;
  door: BookDoor;
  /** The tab of the sites. */
  page: Page;
}

/** Opens a browser with Beside, the inbox and the samples. Vietnamese and light unless said otherwise. */
export async function openInbox(
  settings: Partial<Settings> = {},
  launch: LaunchOptions = {},
): Promise<Inbox> {
  const chromium = await launchChromium({ extension: ownBuild(), ...launch });
  const served = await serve(chromium.browser, practiceRoutes());
  const door = await openDoor(chromium);
  await door.settings({ language: 'vi', theme: 'light', ...settings });
  await loadSamples(door.page);
  const page = await chromium.browser.newPage();
  return { chromium, served, door, page };
}

/** Goes to an address of the inbox, within the page where the site itself does so, and unfolds the panel. */
export async function visit(page: Page, url: string): Promise<Frame> {
  const [base] = url.split('#');
  if (page.url().split('#')[0] === base && url.includes('#')) {
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      url.slice(url.indexOf('#')),
    );
  } else {
    await page.goto(url);
  }
  return openPanel(page);
}

/** The name on the card, or of the stranger; '' while nobody is shown. */
export const nameOn = (panel: Panel): Promise<string> =>
  panel.evaluate(() => document.querySelector('[data-part="name"]')?.textContent?.trim() ?? '');

/** Waits until the panel shows this person's card (not a stranger's). */
export async function cardOf(panel: Panel, name: string): Promise<void> {
  await until(async () => (await panel.$('[data-part="card"]')) !== null && (await nameOn(panel)) === name, {
    what: `the card of ${name}`,
  });
}

/** Texts of all elements that fit; also of those that scrolling has not brought into sight yet. */
export const textsOf = (panel: Panel, selector: string): Promise<string[]> =>
  panel.$$eval(selector, (found) =>
    found.map((one) => (one.textContent ?? '').replace(/[\s\u00a0]+/g, ' ').trim()),
  );

/** Waits until one of the elements holds the text. */
export async function lists(panel: Panel, selector: string, text: string): Promise<void> {
  await until(async () => (await textsOf(panel, selector)).some((one) => one.includes(text)), {
    what: `${selector} with “${text}”`,
  });
}

/** Waits until none of the elements holds the text. */
export async function listsNot(panel: Panel, selector: string, text: string): Promise<void> {
  await until(async () => !(await textsOf(panel, selector)).some((one) => one.includes(text)), {
    what: `no ${selector} with “${text}”`,
  });
}

/** The one element that fits and holds the text. */
export async function rowWith(panel: Panel, selector: string, text: string): Promise<ElementHandle<Element>> {
  return until(
    async () => {
      for (const row of await panel.$$(selector)) {
        if ((await row.evaluate((one) => one.textContent ?? '')).includes(text)) return row;
      }
      return null;
    },
    { what: `${selector} with “${text}”` },
  );
}

/** Presses a key in the field that has the focus, and again while the frame still refuses to act. */
export async function confirmUntil(page: Page, key: KeyInput, came: () => Promise<boolean>): Promise<void> {
  await until(
    async () => {
      await page.keyboard.press(key);
      return until(came, { timeout: 800 }).catch(() => false);
    },
    { what: `${key} to take effect` },
  );
}

/** Whether one of the elements holds the text now. */
export const has = async (panel: Panel, selector: string, text: string): Promise<boolean> =>
  (await textsOf(panel, selector)).some((one) => one.includes(text));
