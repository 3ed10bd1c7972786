import { type Figure, figure } from '../figures.ts';
import { arrange } from '../setting.ts';

const PAIRS = 10;
const INTERACTIONS = 1_000;

/** Two customers with 1,000 interactions each become one: the whole command, from a panel to the answer. */
export async function mergeRow(): Promise<Figure[]> {
  const setting = await arrange(PAIRS * 2, INTERACTIONS);
  try {
    const times = await setting.inside.evaluate(async (pairs) => {
      const ids = await globalThis.besideBench.customerIds();
      const all: number[] = [];
      for (let pair = 0; pair < pairs; pair++) {
        const args = { kept: ids[pair * 2], member: ids[pair * 2 + 1], shown: ['name'] };
        const begin = performance.now();
        const answer = await chrome.runtime.sendMessage({
          beside: 1,
          name: 'command.run',
          args: { command: { name: 'customer.merge', args } },
        });
        all.push(performance.now() - begin);
        if (!(answer as { ok?: { change?: string } }).ok?.change) throw new Error('They were not merged.');
      }
      return all;
    }, PAIRS);
    const limit = await setting.inside.evaluate((n) => globalThis.besideBench.rawWho(n), PAIRS);
    return [
      figure(
        'merge',
        PAIRS * 2,
        'ms',
        times,
        limit,
        'merge of two customers with 1,000 interactions each; limit: one count of both by the index',
      ),
    ];
  } finally {
    await setting.close();
  }
}
