import type { Page } from 'puppeteer';
import { frameOf } from '../../tests/harness/overlay.ts';
import { type Figure, figure } from '../figures.ts';
import { arrange } from '../setting.ts';

const SECONDS = 5;
const ROUNDS = 5;
const CHANGES_PER_SECOND = 60;

interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  args?: { data?: { url?: string; scriptName?: string } };
}

/**
 * Share of the page's main thread spent in our script while a Gmail-sized page mutates 60 times a second, from the
 * browser's own trace (function calls into our file).
 */
export async function pageShareRow(): Promise<Figure[]> {
  const setting = await arrange(10);
  try {
    const { page } = await setting.openMail();
    await page.evaluate('show(3)');
    await frameOf(page);
    const shares: number[] = [];
    for (let round = 0; round < ROUNDS; round++) shares.push(await traceShare(page));
    return [
      figure(
        'page-share',
        10,
        '%',
        shares,
        1,
        '% of the main thread at 60 changes/s; limit: the budget of 1 %',
      ),
    ];
  } finally {
    await setting.close();
  }
}

async function traceShare(page: Page): Promise<number> {
  await page.evaluate(
    (rate) => (globalThis as unknown as { churn(n: number): void }).churn(rate),
    CHANGES_PER_SECOND,
  );
  await page.tracing.start({ categories: ['devtools.timeline', 'v8'] });
  await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), SECONDS * 1000);
  const trace = await page.tracing.stop();
  await page.evaluate('calm()');
  if (!trace) throw new Error('The browser gave no trace.');
  const events = (JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: TraceEvent[] }).traceEvents;
  const ours = events.filter(
    (event) =>
      event.name === 'FunctionCall' &&
      event.ph === 'X' &&
      event.args?.data?.url?.includes('content-scripts/site.js'),
  );
  // Calls may nest: only the outermost counts.
  let spent = 0;
  let until = 0;
  for (const event of ours.sort((a, b) => a.ts - b.ts)) {
    const end = event.ts + (event.dur ?? 0);
    if (end <= until) continue;
    spent += end - Math.max(event.ts, until);
    until = end;
  }
  return (spent / (SECONDS * 1_000_000)) * 100;
}
