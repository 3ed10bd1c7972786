import { launchChromium } from '../../tests/harness/browsers.ts';
import { buildChrome } from '../../tests/harness/build.ts';
import { until } from '../../tests/harness/until.ts';
import { type Figure, figure } from '../figures.ts';
import { bundled } from '../setting.ts';
import type { TransferFigures, transferBench } from '../transfer.ts';

declare global {
  var besideTransfer: typeof transferBench;
}

/** What an export must reach. */
const PER_SECOND = 20_000;
const LIMIT_MS = 1_200_000;

async function measured(customers: number, script: string): Promise<TransferFigures> {
  const chromium = await launchChromium({ extension: buildChrome() });
  try {
    const page = await chromium.openExtensionPage('manifest.json');
    await page.evaluate(script);
    await page.evaluate((count) => globalThis.besideTransfer.begin(count), customers);
    const result = await until(() => page.evaluate(() => globalThis.besideTransfer.result), {
      every: 500,
      timeout: LIMIT_MS,
      what: 'the import and export',
    });
    if ('problem' in result) throw new Error(result.problem);
    return result;
  } finally {
    await chromium.close();
  }
}

/** Import from a sheet of text, and export, of books of each size; nothing else is seeded. */
export async function transferRows(sizes: number[], wanted: Set<string>): Promise<Figure[]> {
  const script = await bundled(new URL('../transfer.ts', import.meta.url).pathname);
  const figures: Figure[] = [];
  for (const customers of sizes) {
    const { look, run, raw, backup, csv, written } = await measured(customers, script);
    if (written !== customers) throw new Error(`${customers} customers were expected, ${written} came.`);
    const speed = (ms: number) => Math.round((customers / ms) * 1000).toLocaleString('en');
    if (wanted.has('import'))
      figures.push(
        figure(
          'import',
          customers,
          'ms',
          [run],
          raw,
          `CSV, 5 identities each: parsing, change log, search text, facts; dry run before it ${Math.round(look)} ms; limit: raw insert with the same indexes`,
          { 'raw insert': raw },
        ),
      );
    if (wanted.has('export'))
      figures.push(
        figure(
          'export',
          customers,
          'ms',
          [backup],
          (customers / PER_SECOND) * 1000,
          `backup, ${speed(backup)} customers/s; CSV ${speed(csv)}/s; limit: 20,000 customers/s`,
        ),
      );
  }
  return figures;
}
