import type { Frame, KeyInput, Page } from 'puppeteer';
import type { Chromium } from './browsers.ts';
import { frameOf, type Panel, shown } from './overlay.ts';
import { until } from './until.ts';

/** What a person does in the panel: unfold it, press a letter, write into a field. */

const has = async (panel: Panel, selector: string) => (await panel.$(selector)) !== null;

/** The in-page frame of a tab, unfolded. */
export async function openPanel(page: Page): Promise<Frame> {
  // A tab in the background is not painted: nothing in it can be pointed at.
  await page.bringToFront();
  const panel = await frameOf(page);
  await until(
    async () => {
      if (await has(panel, 'main.content')) return true;
      await (await panel.$('[data-act="expand"]'))?.click();
      return false;
    },
    { every: 150, what: 'the panel to unfold' },
  );
  return panel;
}

/** Clicks `selector`, and again while nothing came of it: the frame refuses until it was visible for half a second. */
export async function clickUntil(
  panel: Panel,
  selector: string,
  came: string | (() => Promise<boolean>),
): Promise<void> {
  const done = typeof came === 'string' ? () => has(panel, came) : came;
  await until(
    async () => {
      if (await done()) return true;
      await (await panel.$(selector))?.click();
      return false;
    },
    { every: 200, what: `a click on ${selector} to take effect` },
  );
}

/** Gives the panel the keyboard, as a click on its quiet parts does, and presses a letter until something comes of it. */
export async function pressUntil(
  page: Page,
  panel: Panel,
  key: KeyInput,
  came: string | (() => Promise<boolean>),
): Promise<void> {
  const done = typeof came === 'string' ? () => has(panel, came) : came;
  await (await shown(panel, '.top-place')).click();
  await until(
    async () => {
      if (await done()) return true;
      await page.keyboard.press(key);
      return false;
    },
    { every: 200, what: `the key ${key} to take effect` },
  );
}

/** Writes into a field of the panel, letter by letter. */
export async function write(panel: Panel, selector: string, text: string): Promise<void> {
  const field = await shown(panel, selector);
  await field.click({ count: 3 });
  await field.type(text);
}

/** Answer of the background, as it crosses the border. */
interface Answered {
  ok?: unknown;
  failure?: { code: string; detail: string };
}

/** Sends one message to the background from a page of the extension. Throws when it refuses. */
export async function send(page: Page, name: string, args: unknown): Promise<unknown> {
  const answer = await page.evaluate(
    (message) =>
      (
        globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
      ).chrome.runtime.sendMessage(message),
    { beside: 1, name, args } as never,
  );
  const { ok, failure } = (answer ?? {}) as Answered;
  if (failure) throw new Error(`${name}: ${failure.code} ${failure.detail}`);
  return ok ?? null;
}

/** Ids of the notifications that are up, as the browser tells the background. */
export async function notifications(chromium: Chromium): Promise<string[]> {
  const worker = await chromium.worker();
  return (await worker.evaluate(
    'new Promise((done) => chrome.notifications.getAll((all) => done(Object.keys(all))))',
  )) as string[];
}

/** The text on the toolbar button, for all tabs. */
export async function badge(chromium: Chromium): Promise<string> {
  const worker = await chromium.worker();
  return (await worker.evaluate('chrome.action.getBadgeText({})')) as string;
}
