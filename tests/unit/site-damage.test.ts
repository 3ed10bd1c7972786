// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { damagePage, ownOf } from '../harness/damage.ts';

/**
 * Every saved page, damaged in many ways from a seed, in a simulated browser: the reading is right, says less, or says
 * that the page has changed. A sample of the same runs in a real one (tests/browser/site-damage.test.ts).
 */
const folder = join(import.meta.dirname, '..', 'fixtures', 'sites');
const ROUNDS = process.env.BESIDE_LONG === '1' ? 60 : 1;

const total = { ok: 0, degraded: 0, none: 0 };
afterAll(() => {
  console.log(`damaged pages: ${total.ok} right, ${total.degraded} degraded, ${total.none} without a thread`);
});

describe.each(readdirSync(folder))('%s, damaged', (site) => {
  const names = readdirSync(join(folder, site))
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.slice(0, -'.html'.length));
  test.each(names)('%s', (name) => {
    const base = join(folder, site, name);
    const { url } = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as { url: string };
    const outcome = damagePage({
      html: readFileSync(`${base}.html`, 'utf8'),
      url,
      rounds: ROUNDS,
      seed: [...`${site}/${name}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7),
      own: ownOf(site, name),
    });
    expect(outcome.wrong.slice(0, 3)).toEqual([]);
    for (const health of ['ok', 'degraded', 'none'] as const) total[health] += outcome[health];
  });
});

test('there were enough of them, and most were survived', () => {
  const all = total.ok + total.degraded + total.none;
  expect(all).toBeGreaterThan(500);
  expect(total.degraded).toBeGreaterThan(0);
  expect(total.ok / all).toBeGreaterThan(0.4);
});
