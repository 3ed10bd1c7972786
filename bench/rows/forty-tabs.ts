import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'puppeteer';
import { launchChromium } from '../../tests/harness/browsers.ts';
import { frameOf, says } from '../../tests/harness/overlay.ts';
import { GMAIL_HEADERS, serve } from '../../tests/harness/serve.ts';
import { type Figure, figure } from '../figures.ts';
import { BENCH_URL, benchPage } from '../page.ts';
import { arrange } from '../setting.ts';

const TABS = 40;
const CUSTOMERS = 1000;
const WRITES = 20;

/** 40 tabs, each with the warmed frame: memory of one idle frame, and how soon a write shows in the visible one. */
export async function fortyTabsRow(): Promise<Figure[]> {
  const bare = await memoryOfTabs();
  const setting = await arrange(CUSTOMERS);
  try {
    const before = proportionalMemory(await processes(setting.chromium.browser));
    const pages: Page[] = [];
    for (let i = 0; i < TABS; i++) {
      const { page, frame } = await setting.openMail();
      await page.evaluate(`show(${i})`);
      await frame.waitForSelector('[data-act="expand"]');
      pages.push(page);
    }
    const after = proportionalMemory(await processes(setting.chromium.browser));
    const perFrame = (after - before - bare) / TABS;

    const page = pages.at(-1) as Page;
    await page.bringToFront();
    const frame = await frameOf(page);
    await (await frame.waitForSelector('[data-act="expand"]'))?.click();
    await says(frame, 'KH-');
    const times: number[] = [];
    for (let n = 0; n < WRITES; n++) {
      const id = `bench-${TABS - 1}`;
      times.push(
        await frame.evaluate(
          async (customer, text) => {
            const painted = new Promise<number>((resolve) => {
              const observer = new MutationObserver(() => {
                if (!document.body.textContent?.includes(text)) return;
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
              });
              observer.observe(document.body, { subtree: true, childList: true, characterData: true });
            });
            const begin = performance.now();
            await chrome.runtime.sendMessage({
              beside: 1,
              name: 'command.run',
              args: { command: { name: 'note.add', args: { customer, text } } },
            });
            return (await painted) - begin;
          },
          id,
          `Ghi chú lần ${n}.`,
        ),
      );
    }
    return [
      figure(
        'forty-tabs',
        CUSTOMERS,
        'ms',
        times,
        50,
        'a write → painted in the visible one of 40 tabs; limit: the budget of 50 ms',
        {
          'MB per idle frame': Math.round(perFrame * 100) / 100,
          'MB budget': 12,
        },
      ),
    ];
  } finally {
    await setting.close();
  }
}

/** What 40 tabs of the page weigh without Beside, in MB. */
async function memoryOfTabs(): Promise<number> {
  const chromium = await launchChromium({ width: 1280, height: 800 });
  try {
    await serve(chromium.browser, { [`${BENCH_URL}*`]: { body: benchPage(), headers: GMAIL_HEADERS } });
    const before = proportionalMemory(await processes(chromium.browser));
    for (let i = 0; i < TABS; i++) {
      const page = await chromium.browser.newPage();
      await page.goto(BENCH_URL);
      await page.evaluate(`show(${i})`);
    }
    return proportionalMemory(await processes(chromium.browser)) - before;
  } finally {
    await chromium.close();
  }
}

async function processes(browser: Browser): Promise<number[]> {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.map((one) => one.id);
}

/** MB that these processes really take: shared pages are counted once (Linux, `Pss`). */
function proportionalMemory(pids: number[]): number {
  let kilobytes = 0;
  for (const pid of pids) {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}
