import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Window } from 'happy-dom';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { damagePage, ownOf } from '../harness/damage.ts';

/**
 * Every saved page, damaged in many ways from a seed, in a simulated browser: the reading is right, says less, or says
 * that the page has changed. A sample of the same runs in a real one (tests/pages/site-damage.test.ts).
 */
const folder = join(import.meta.dirname, '..', 'fixtures', 'sites');
/** A simulated window keeps every page it ever parsed: after so many rounds of one page it is closed and replaced. */
const ROUNDS = 2;
const TIMES = process.env.BESIDE_LONG === '1' ? 20 : 1;

const total = { ok: 0, degraded: 0, none: 0 };
afterEach(() => vi.unstubAllGlobals());
afterAll(() => {
  console.log(`damaged pages: ${total.ok} right, ${total.degraded} degraded, ${total.none} without a thread`);
});

describe.each(readdirSync(folder))('%s, damaged', (site) => {
  const names = readdirSync(join(folder, site))
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.slice(0, -'.html'.length));
  test.each(names)('%s', async (name) => {
    const base = join(folder, site, name);
    const { url } = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as { url: string };
    const html = readFileSync(`${base}.html`, 'utf8');
    const seed = [...`${site}/${name}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
    for (let time = 0; time < TIMES; time += 1) {
      const window = new Window();
      vi.stubGlobal('DOMParser', window.DOMParser);
      const outcome = damagePage({ html, url, rounds: ROUNDS, seed: seed + time, own: ownOf(site, name) });
      await window.happyDOM.close();
      expect(outcome.wrong.slice(0, 3)).toEqual([]);
      for (const health of ['ok', 'degraded', 'none'] as const) total[health] += outcome[health];
    }
  });
});

test('there were enough of them, and most were survived', () => {
  const all = total.ok + total.degraded + total.none;
  expect(all).toBeGreaterThan(500);
  expect(total.degraded).toBeGreaterThan(0);
  expect(total.ok / all).toBeGreaterThan(0.4);
});
