import { gzipSync } from 'node:zlib';
import type { Frame, Page } from 'puppeteer';
import { build as bundle } from 'vite';
import { type Chromium, launchChromium } from '../tests/harness/browsers.ts';
import { buildChrome } from '../tests/harness/build.ts';
import { frameOf } from '../tests/harness/overlay.ts';
import { GMAIL_HEADERS, serve } from '../tests/harness/serve.ts';
import { BENCH_URL, benchPage } from './page.ts';
import type { bench } from './seed.ts';

declare global {
  var besideBench: typeof bench;
}

/** A real Chromium with the built extension, a seeded book and the bench page. */
export interface Setting {
  chromium: Chromium;
  customers: number;
  /** An extension page in which `besideBench` lives. */
  inside: Page;
  /** Opens the bench page at its real address and waits for Beside's frame. */
  openMail(): Promise<{ page: Page; frame: Frame }>;
  close(): Promise<void>;
}

/** A script that runs inside an extension page, as text. */
export async function bundled(entry: string): Promise<string> {
  const built = await bundle({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2024',
      lib: { entry, formats: ['iife'], name: 'bench' },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error(`${entry} was not built.`);
  return first.output[0].code;
}

let seedScript: Promise<string> | null = null;
function bundleSeed(): Promise<string> {
  seedScript ??= bundled(new URL('./seed.ts', import.meta.url).pathname);
  return seedScript;
}

/** Interactions per customer: ten, as a shop of some years has. */
const PER_CUSTOMER = 10;
/** One call of the browser protocol must not run into its time limit. */
const SEED_STEP = 2500;

export async function arrange(customers: number, interactions = PER_CUSTOMER): Promise<Setting> {
  const extension = await buildChrome();
  const chromium = await launchChromium({ extension, width: 1280, height: 800 });
  await serve(chromium.browser, { [`${BENCH_URL}*`]: { body: benchPage(), headers: GMAIL_HEADERS } });
  const inside = await chromium.openExtensionPage('dashboard.html');
  await inside.evaluate(await bundleSeed());
  for (let from = 0; from < customers; from += SEED_STEP) {
    const to = Math.min(from + SEED_STEP, customers);
    await inside.evaluate((a, b, n) => globalThis.besideBench.seed(a, b, n), from, to, interactions);
    process.stderr.write(
      `\rseeding ${to.toLocaleString('en')} of ${customers.toLocaleString('en')} customers`,
    );
  }
  process.stderr.write('\n');
  return {
    chromium,
    customers,
    inside,
    async openMail() {
      const page = await chromium.browser.newPage();
      await page.goto(BENCH_URL);
      await page.bringToFront();
      return { page, frame: await frameOf(page) };
    },
    close: () => chromium.close(),
  };
}

export const gzipSize = (code: string | Uint8Array): number => gzipSync(code, { level: 9 }).length;

/** Spread over the whole book, the same for every run; the first buyer, whose thread is open at the start, is not among them. */
export const sample = (customers: number, count: number): number[] =>
  Array.from(
    { length: count },
    (_, k) => 1 + Math.floor((((k + 1) * 0.618033988749895) % 1) * (customers - 1)),
  );
