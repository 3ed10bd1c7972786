import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { launchChromium } from '../harness/browsers.ts';
import { buildGallery, galleryUrl, serveGallery } from './serve.ts';
import { STATES } from './states.ts';

/**
 * Pictures of the gallery: `node tests/gallery/shots.ts FOLDER [--only known,today] [--languages vi,en]
 * [--themes light,dark] [--width 360]`.
 */
const SIZES = { panel: 360, launcher: 48, today: 380, rescue: 640, dashboard: 1280 } as const;

function option(name: string, all: string[]): string[] {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? all : (process.argv[at + 1] ?? '').split(',');
}

const folder = process.argv[2] ?? 'screenshots/gallery';
if (folder.startsWith('-')) throw new Error('First the folder, then options.');
const names = option('only', Object.keys(STATES));
await mkdir(folder, { recursive: true });
await buildGallery();
const chromium = await launchChromium({ width: 360, height: 800, scale: 1 });
await serveGallery(chromium.browser);
try {
  const page = await chromium.browser.newPage();
  page.on('pageerror', (error) => console.error('page error', error));
  page.on('console', (line) => console.error('console', line.text()));
  for (const language of option('languages', ['vi', 'en']) as ('vi' | 'en')[]) {
    for (const theme of option('themes', ['light', 'dark']) as ('light' | 'dark')[]) {
      for (const name of names) {
        const state = STATES[name];
        if (!state) throw new Error(`No state ${name}`);
        const width = Number(option('width', [])[0] ?? SIZES[state.surface]);
        await page.setViewport({ width, height: state.surface === 'launcher' ? 48 : 800 });
        await page.goto(galleryUrl(name, language, theme));
        await page.waitForSelector('body[data-ready]');
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) console.error(`${name} ${language}: ${over} px too wide`);
        if (await page.$('body[data-ready="failed"]')) console.error(name, await page.title());
        await page.screenshot({
          path: join(folder, `${name}-${language}-${theme}.png`) as `${string}.png`,
          fullPage: state.surface !== 'dashboard',
        });
      }
    }
  }
} finally {
  await chromium.close();
}
