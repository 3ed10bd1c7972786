// `npm start`: Beside in a browser, on a practice inbox. Without a display it does the main job once, by itself.
import process from 'node:process';
import { launchChromium } from '../../tests/harness/browsers.ts';
import { buildChrome } from '../../tests/harness/build.ts';
import { serve } from '../../tests/harness/serve.ts';
import { GALLERY } from './gallery.ts';
import { MAIN_JOB } from './main-job.ts';
import { GMAIL, practiceRoutes, SHOP, TELEGRAM } from './routes.ts';
import { choose, loadSamples, type Tour, walk } from './tour.ts';

function hasDisplay(): boolean {
  if (process.argv.includes('--headless')) return false;
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function begin(headless: boolean): Promise<Tour> {
  console.log('Building the extension…');
  const extension = buildChrome();
  const chromium = await launchChromium({ extension, headless });
  const served = await serve(chromium.browser, practiceRoutes());
  const [first] = await chromium.browser.pages();
  const dashboard = await chromium.openExtensionPage('dashboard.html');
  await loadSamples(dashboard);
  const page = first ?? (await chromium.browser.newPage());
  return { chromium, served, dashboard, page, panel: null, steps: [], screenshots: [] };
}

/** For a person: three tabs, and the window stays open. */
async function show(): Promise<void> {
  const { chromium, page } = await begin(false);
  for (const url of [`${SHOP}admin.php?page=wc-orders`, TELEGRAM]) {
    const tab = await chromium.browser.newPage();
    await tab.goto(url);
  }
  await page.goto(`${GMAIL}#inbox`);
  await page.bringToFront();
  console.log(
    'Beside stands at the right edge of the practice inbox. Close the window, or press Ctrl+C, to end.',
  );
  await new Promise<void>((resolve) => {
    chromium.browser.once('disconnected', () => resolve());
    process.once('SIGINT', () => void chromium.close().then(resolve));
  });
}

/** For a machine: the main job, pictures, and one line that says how it went. */
async function tell(): Promise<boolean> {
  const tour = await begin(true);
  try {
    await choose(tour, { language: 'vi', theme: 'light' });
    const failed = await walk(tour, [...MAIN_JOB, ...GALLERY]);
    const { steps, screenshots } = tour;
    const said = failed
      ? { ok: false, failed: failed.step, error: failed.error, steps, screenshots }
      : { ok: true, steps, screenshots };
    await tour.chromium.close();
    console.log(JSON.stringify(said));
    return failed === null;
  } catch (error) {
    await tour.chromium.close();
    throw error;
  }
}

try {
  if (hasDisplay()) await show();
  else if (!(await tell())) process.exitCode = 1;
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  console.log(JSON.stringify({ ok: false, failed: 'start', error: why, steps: [], screenshots: [] }));
  process.exitCode = 1;
}
