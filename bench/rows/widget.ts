import { launchChromium } from '../../tests/harness/browsers.ts';
import { serve } from '../../tests/harness/serve.ts';
import { buildWidget, WIDGET_BUDGET } from '../../tests/harness/widget.ts';
import { press, SHOP, seen, shopRoutes } from '../../tests/harness/widget-page.ts';
import { type Figure, figure } from '../figures.ts';

const ROUNDS = 12;

/** The one script as shipped, gzipped; the limit is the budget. */
async function sizeRow(): Promise<Figure> {
  const { sizes } = await buildWidget();
  const size = sizes['beside.js'] ?? 0;
  return figure(
    'widget-size',
    0,
    'bytes',
    [size],
    WIDGET_BUDGET,
    'one script, gzip; limit: the budget of 75 KB',
  );
}

/** From the moment the script has arrived to the painted card of a known customer, on a plain page. */
async function firstRow(): Promise<Figure> {
  const chromium = await launchChromium();
  try {
    await serve(chromium.browser, await shopRoutes());
    const page = await chromium.browser.newPage();
    await page.goto(SHOP);
    await press(page, 'save');
    await seen(page, '[data-part="card"]');
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await page.goto('about:blank');
      await page.goto(SHOP, { waitUntil: 'domcontentloaded' });
      times.push(
        await page.evaluate(async () => {
          const card = () =>
            document.querySelector('beside-panel')?.shadowRoot?.querySelector('[data-part="card"]');
          while (!card()) await new Promise(requestAnimationFrame);
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          const end = performance.now();
          const [script] = performance.getEntriesByName(
            `${location.origin}/beside.js`,
          ) as PerformanceResourceTiming[];
          return end - (script?.responseEnd ?? 0);
        }),
      );
    }
    return figure(
      'widget-first',
      1,
      'ms',
      times,
      100,
      'script arrived → card painted; limit: the goal of 100 ms',
    );
  } finally {
    await chromium.close();
  }
}

export async function widgetRows(_sizes: number[], wanted: Set<string>): Promise<Figure[]> {
  const rows: Figure[] = [];
  if (wanted.has('widget-size')) rows.push(await sizeRow());
  if (wanted.has('widget-first')) rows.push(await firstRow());
  return rows;
}
