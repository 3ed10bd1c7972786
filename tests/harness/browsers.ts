import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { type Background, backgroundOf, isBackground, Reaper } from './background.ts';
import { findChromium, findFirefox } from './find.mjs';
import { until } from './until.ts';

export { findChromium, findFirefox } from './find.mjs';

export interface LaunchOptions {
  /** Folder of an unpacked extension. */
  extension?: string;
  /** Size of pages in px. */
  width?: number;
  height?: number;
  /** Device pixels per px; 1 by default, 2 for sharp pictures. */
  scale?: number;
  headless?: boolean;
  /** Profile folder, to open the same one twice. A fresh one by default, removed at the end. */
  profile?: string;
  /** Language of the browser's interface: `vi`, `en`. */
  language?: string;
  /** More command-line switches. */
  args?: string[];
}

export interface Chromium {
  browser: Browser;
  /** '' when launched without an extension. */
  extensionId: string;
  profile: string;
  /** The background as it runs now; wakes it when it sleeps or was killed. */
  worker(): Promise<Background>;
  /** Whether a background runs at this moment, without waking it. */
  workerRuns(): boolean;
  /**
   * Kills the background as the browser does after 30 idle seconds. Resolves when it is gone, or when an open panel
   * has already started the next one.
   */
  killWorker(): Promise<void>;
  /** Opens a page of the extension in a new tab: `popup.html`, `dashboard.html#customers`. */
  openExtensionPage(path: string): Promise<Page>;
  close(): Promise<void>;
}

/** Root may not use Chromium's sandbox. */
const rootArgs = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** Starts Chromium with the extension and nothing else: no network, no background traffic of its own. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Chromium> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium was found. Run: node tests/harness/ready.mjs');
  const { width = 1280, height = 860, scale = 1, headless = true } = options;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'beside-'));
  const browser = await puppeteer.launch({
    executablePath,
    headless,
    pipe: true,
    // A call that hangs (a click in a tab that is not painted) says so before the test's own limit.
    protocolTimeout: 60_000,
    enableExtensions: options.extension ? [options.extension] : false,
    userDataDir: profile,
    defaultViewport: headless ? { width, height, deviceScaleFactor: scale } : null,
    env: { ...process.env, ...(options.language ? { LANGUAGE: options.language } : {}) },
    args: [
      ...rootArgs(),
      `--window-size=${width},${height}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-domain-reliability',
      '--disable-sync',
      '--disable-features=OptimizationHints,MediaRouter,Translate',
      '--no-default-browser-check',
      '--no-first-run',
      // Pages come from `serve`; nothing else has an address.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
      ...(options.language ? [`--lang=${options.language}`] : []),
      ...(options.args ?? []),
    ],
  });
  const workerTarget = () => browser.targets().find(isBackground);
  const close = async () => {
    await browser.close();
    if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };

  let extensionId = '';
  if (options.extension) {
    try {
      extensionId = new URL((await browser.waitForTarget(isBackground, { timeout: 30_000 })).url()).host;
    } catch {
      await close();
      throw new Error(`The extension in ${options.extension} did not start: its background never ran.`);
    }
  }

  const openExtensionPage = async (path: string): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${extensionId}/${path.replace(/^\//, '')}`);
    return page;
  };

  /** A message nobody knows is enough to start the background; it is dropped there. */
  const wake = async () => {
    const page = await openExtensionPage('manifest.json');
    await page.evaluate(async () => {
      const api = (
        globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
      ).chrome;
      // The background need not answer; being started is all that is asked.
      await Promise.race([api.runtime.sendMessage({ wake: 1 }).catch(() => null), Promise.resolve(null)]);
    });
    await browser.waitForTarget(isBackground, { timeout: 15_000 });
    await page.close();
  };

  const reaper = new Reaper(browser, async () => {
    // In the back, so that no tab loses the front.
    const page = await browser.newPage({ background: true });
    await page.goto(`chrome-extension://${extensionId}/manifest.json`);
    return page;
  });

  return {
    browser,
    extensionId,
    profile,
    openExtensionPage,
    close,
    workerRuns: () => workerTarget() !== undefined,
    async worker() {
      if (!workerTarget()) await wake();
      return backgroundOf(() => until(workerTarget, { what: 'the background to run' }));
    },
    killWorker: () => reaper.kill(),
  };
}

export interface Firefox {
  browser: Browser;
  extensionId: string;
  close(): Promise<void>;
}

/**
 * Starts Firefox with the unpacked extension. Its own pages cannot be driven there: test by effects on web pages.
 */
export async function launchFirefox(extension?: string, options: LaunchOptions = {}): Promise<Firefox> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('No Firefox was found. Run: node tests/harness/ready.mjs');
  const { width = 1280, height = 860, headless = true } = options;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless,
    defaultViewport: { width, height },
    ...(options.profile ? { userDataDir: options.profile } : {}),
    extraPrefsFirefox: {
      // No traffic of its own, and no upgrade or pinning that would keep a fixture from its address.
      'app.update.enabled': false,
      'browser.safebrowsing.update.enabled': false,
      'browser.search.update': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'extensions.getAddons.cache.enabled': false,
      'extensions.update.enabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'security.cert_pinning.enforcement_level': 0,
      ...(options.language ? { 'intl.locale.requested': options.language } : {}),
    },
  });
  const extensionId = extension ? await browser.installExtension(extension) : '';
  return { browser, extensionId, close: () => browser.close() };
}
