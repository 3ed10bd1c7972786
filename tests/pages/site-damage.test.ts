import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { type Outcome, ownOf, type Wanted } from '../harness/damage.ts';

/**
 * Sites change without telling. Every saved page is damaged in many ways, from a seed; whatever is left of it, the
 * engine never names another person.
 */
const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'tests', 'fixtures', 'sites');
const ROUNDS = process.env.BESIDE_LONG === '1' ? 400 : 20;

const pages = readdirSync(folder).flatMap((site) =>
  readdirSync(join(folder, site))
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({ site, name: file.slice(0, -'.html'.length) })),
);

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    root,
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: join(root, 'tests', 'harness', 'damage.ts'), formats: ['iife'], name: 'damage' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('The engine was not bundled.');
  return output.output[0].code;
}

let chromium: Chromium;
let page: Page;
beforeAll(async () => {
  chromium = await launchChromium();
  page = await chromium.browser.newPage();
  await page.goto('about:blank');
  await page.evaluate(`${await bundle()}\nglobalThis.damage = damage;`);
});
afterAll(() => chromium?.close());

const total = { ok: 0, degraded: 0, none: 0 };

describe('a damaged page gives the right people, fewer, or nobody', () => {
  test.each(pages)('$site: $name', async ({ site, name }) => {
    const base = join(folder, site, name);
    const { url } = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as { url: string };
    const wanted: Wanted = {
      html: readFileSync(`${base}.html`, 'utf8'),
      url,
      rounds: ROUNDS,
      // By its name: another page more does not change what happens to this one.
      seed: [...`${site}/${name}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 11),
      own: ownOf(site, name),
    };
    const outcome = (await page.evaluate(
      (given) =>
        (globalThis as unknown as { damage: { damagePage(w: Wanted): Outcome } }).damage.damagePage(given),
      wanted,
    )) as Outcome;
    expect(outcome.wrong.slice(0, 3)).toEqual([]);
    for (const health of ['ok', 'degraded', 'none'] as const) total[health] += outcome[health];
  });

  test('the damage was real, and most of it was survived', () => {
    expect(total.degraded).toBeGreaterThan(0);
    expect(total.ok / (total.ok + total.degraded + total.none)).toBeGreaterThan(0.5);
  });
});
