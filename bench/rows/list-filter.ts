import type { Filter } from '../../lib/domain/filter/filter.ts';
import { SHOWN_AT_FIRST } from '../../lib/domain/filter/views.ts';
import { type Figure, figure } from '../figures.ts';
import { arrange } from '../setting.ts';

const ROUNDS = 24;

/** Each another list than the one before. */
const filterOf = (round: number): Filter => ({
  all: [
    {
      any: [
        { is: 'date', of: 'created', when: { in: 'notLast', days: 10 + round * 7 } },
        { is: 'waiting', hours: 0 },
      ],
    },
    { is: 'channel', in: ['tel', 'zalo'] },
    { not: { is: 'stage', in: ['lost', 'lead'] } },
  ],
});

/** From another filter to its painted rows and count, once the book has been read; and from the click to the first. */
export async function listFilterRows(sizes: number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const customers of sizes) {
    const setting = await arrange(customers, 0);
    try {
      await setting.inside.bringToFront();
      const times: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const list = encodeURIComponent(JSON.stringify({ ...SHOWN_AT_FIRST, where: filterOf(round) }));
        times.push(
          await setting.inside.evaluate(async (hash) => {
            const count = () => document.querySelector('.list-count[aria-busy="false"]')?.textContent ?? '';
            const before = count();
            const begin = performance.now();
            location.hash = hash;
            await new Promise<void>((resolve) => {
              const look = () => {
                const isDrawn = document.querySelector('.list-row b') !== null;
                if (isDrawn && count() !== '' && count() !== before) resolve();
                else requestAnimationFrame(look);
              };
              look();
            });
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            return performance.now() - begin;
          }, `#/customers?list=${list}`),
        );
        // All ids have come before the next begins.
        await setting.inside.waitForFunction(() =>
          document.querySelector<HTMLInputElement>('[data-act="pick-all"]:not([aria-busy="true"])'),
        );
      }
      const [cold = 0, ...warm] = times;
      const note = `another filter painted, warm; the first one, which reads the book: ${Math.round(cold)} ms; limit: the goal of 50 ms`;
      figures.push(figure('list-filter', customers, 'ms', warm, 50, note));
    } finally {
      await setting.close();
    }
  }
  return figures;
}
