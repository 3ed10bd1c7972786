import { type Figure, figure } from '../figures.ts';
import { arrange } from '../setting.ts';

const ROUNDS = 12;

/** From the click on “Customers” to the first painted rows; the whole list follows after the paint. */
export async function listFirstRows(sizes: number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const customers of sizes) {
    const setting = await arrange(customers, 0);
    try {
      const times: number[] = [];
      await setting.inside.bringToFront();
      for (let round = 0; round < ROUNDS; round++) {
        times.push(
          await setting.inside.evaluate(async () => {
            const until = (selector: string) =>
              new Promise<void>((resolve) => {
                const look = () =>
                  document.querySelector(selector) ? resolve() : requestAnimationFrame(look);
                look();
              });
            location.hash = '#/tags';
            await until('[data-part="page-tags"]');
            const begin = performance.now();
            location.hash = '#/customers';
            await until('.list-row b');
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            return performance.now() - begin;
          }),
        );
        // The whole list has come before the next round begins.
        await setting.inside.$eval('[data-part="customers"]', (list) => list.scrollTo(0, list.scrollHeight));
        await setting.inside.waitForSelector(`[data-index="${customers - 1}"] b`);
      }
      figures.push(
        figure('list-first', customers, 'ms', times, 100, 'first rows painted; limit: the goal of 100 ms'),
      );
    } finally {
      await setting.close();
    }
  }
  return figures;
}
