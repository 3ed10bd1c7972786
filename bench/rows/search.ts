import { launchChromium } from '../../tests/harness/browsers.ts';
import { buildChrome } from '../../tests/harness/build.ts';
import { until } from '../../tests/harness/until.ts';
import { type Figure, figure, percentile } from '../figures.ts';
import type { SearchFigures, searchBench } from '../search.ts';
import { bundled } from '../setting.ts';

declare global {
  var besideSearch: typeof searchBench;
}

/** What a seller may wait for an answer: as each key goes down, and the first one after the panel was opened. */
const COLD_MS = 200;
const MEMORY_MB = 60;
const LIMIT_MS = 1_200_000;
/** One call of the browser protocol must not run into its time limit. */
const SEED_STEP = 5000;

type Held = Parameters<typeof searchBench.hold>[0];
const HELD: readonly Held[] = ['ours', 'MiniSearch', 'FlexSearch'];

interface Measured {
  figures: SearchFigures;
  /** Megabytes of each index in the heap of the page. */
  memory: Record<string, number>;
}

async function measured(customers: number, script: string): Promise<Measured> {
  const chromium = await launchChromium({ extension: buildChrome() });
  try {
    const page = await chromium.openExtensionPage('manifest.json');
    await page.evaluate(script);
    for (let from = 0; from < customers; from += SEED_STEP) {
      const to = Math.min(from + SEED_STEP, customers);
      await page.evaluate((a, b) => globalThis.besideSearch.seed(a, b), from, to);
    }
    await page.evaluate((count) => globalThis.besideSearch.begin(count), customers);
    const figures = await until(() => page.evaluate(() => globalThis.besideSearch.result), {
      every: 500,
      timeout: LIMIT_MS,
      what: 'the search',
    });
    if ('problem' in figures) throw new Error(figures.problem);
    const session = await page.createCDPSession();
    const heap = async (what: Held): Promise<number> => {
      await page.evaluate((name, count) => globalThis.besideSearch.hold(name, count), what, customers);
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
    };
    const memory: Measured['memory'] = {};
    for (const what of HELD) {
      const before = await heap('none');
      memory[what] = Math.round((await heap(what)) - before);
    }
    return { figures, memory };
  } finally {
    await chromium.close();
  }
}

const ms = (value: number) => `${Math.round(value).toLocaleString('en')} ms`;

/** Search as one types: names with and without their accents, parts of numbers, codes, words of notes, nobody. */
export async function searchRows(sizes: number[], wanted: Set<string>): Promise<Figure[]> {
  const script = await bundled(new URL('../search.ts', import.meta.url).pathname);
  const rows: Figure[] = [];
  for (const customers of sizes) {
    const { figures, memory } = await measured(customers, script);
    const { warm, cold, scan, peers, truth, missed, more } = figures;
    const told = (name: string) => {
      const peer = peers[name]!;
      return `${name}: p95 ${ms(percentile(peer.times, 0.95))}, ${memory[name]} MB, built in ${ms(peer.build)}, missed ${peer.missed}, ${peer.more} others`;
    };
    if (wanted.has('search-warm'))
      rows.push(
        figure(
          'search-warm',
          customers,
          'ms',
          warm,
          percentile(scan, 0.5),
          `each of ${warm.length} keys; ${memory.ours} MB (goal ${MEMORY_MB}), missed ${missed} of ${truth}, ${more} others; ${told('MiniSearch')}; ${told('FlexSearch')}; limit: a plain look at every folded line`,
          Object.fromEntries(
            Object.entries(peers).map(([name, { times }]) => [
              name,
              Number(percentile(times, 0.5).toFixed(2)),
            ]),
          ),
        ),
      );
    if (wanted.has('search-cold'))
      rows.push(
        figure(
          'search-cold',
          customers,
          'ms',
          cold,
          COLD_MS,
          `first answer of a book that was just opened; limit: the goal; peers: MiniSearch its stored index read back, FlexSearch built anew`,
          Object.fromEntries(Object.entries(peers).map(([name, { load }]) => [name, Math.round(load)])),
        ),
      );
  }
  return rows;
}
