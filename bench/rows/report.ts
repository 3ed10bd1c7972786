import { type Figure, figure } from '../figures.ts';
import { arrange } from '../setting.ts';

const ROUNDS = 12;
const PARTS = '[data-part="report-said"] .chart, [data-part="report-said"] .hint';

/**
 * The page of reports, from the click until the last of its parts is drawn: in a dashboard that was just opened (the
 * columns are read), and at another period once they are held; and an order until its revenue shows in the open page.
 */
export async function reportRows(sizes: number[], ids: ReadonlySet<string>): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const customers of sizes) {
    const setting = await arrange(customers);
    try {
      const page = setting.inside;
      await page.bringToFront();
      await page.evaluate(() => globalThis.besideBench.sell());
      const shown = (hash: string) =>
        page.evaluate(
          async (to, parts) => {
            const begin = performance.now();
            const before = document.querySelector('[data-part="period"]')?.textContent;
            location.hash = to;
            const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
            const isDrawn = () =>
              document.querySelector('[data-part="period"]')?.textContent !== before &&
              document.querySelector(parts) !== null &&
              document.querySelector('.page-reports [aria-busy="true"]') === null;
            while (!isDrawn()) await frame();
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            return performance.now() - begin;
          },
          hash,
          PARTS,
        );
      // First what asks the page's own script, which a reload takes away.
      if (ids.has('report-warm')) {
        const parts: number[] = [];
        const orders: number[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          parts.push(...(await page.evaluate((n) => globalThis.besideBench.reportParts(n), round)));
          orders.push(await page.evaluate((n) => globalThis.besideBench.orderToReport(n), round));
        }
        figures.push(
          figure(
            'report-warm',
            customers,
            'ms',
            parts,
            100,
            'one part, another period; limit: the goal of 100 ms',
          ),
          figure(
            'report-edit',
            customers,
            'ms',
            orders,
            50,
            'from an order that is written to the revenue that knows it; limit: the goal of 50 ms',
          ),
        );
      }
      if (ids.has('report-cold')) {
        const cold: number[] = [];
        for (let round = 0; round < 4; round++) {
          await page.evaluate(() => {
            location.hash = '#/tags';
          });
          await page.reload();
          await page.waitForSelector('[data-part="page-tags"]');
          cold.push(await shown(`#/reports?unit=year&at=2026-01&currency=VND`));
        }
        const note = 'all parts of the page drawn, columns read anew; limit: the goal of 1,000 ms';
        figures.push(figure('report-cold', customers, 'ms', cold, 1000, note));
      }
    } finally {
      await setting.close();
    }
  }
  return figures;
}
