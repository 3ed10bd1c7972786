import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dueIn, remind } from '../harness/book.ts';
import { cardOf, type Inbox, MAIL, openInbox, visit } from '../harness/inbox.ts';
import { type Panel, shown } from '../harness/overlay.ts';
import { clickUntil, pressUntil } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** axe looks at every home, in both languages and both themes, in the states a seller meets. */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env.BESIDE_SHOTS ? join(import.meta.dirname, '..', '..', 'screenshots') : '';

let inbox: Inbox;
let panel: Frame;
let popup: Page;
let book: Page;
let side: Page;

interface AxeWindow {
  axe?: {
    run(
      context: unknown,
      options: unknown,
    ): Promise<{
      violations: { id: string; help: string; nodes: { target: string[]; any: { message: string }[] }[] }[];
      passes: unknown[];
    }>;
  };
}

/** One line per finding: rule, place and reason. @param part what to look at; all of it by default. */
async function findings(surface: Panel, part = 'html'): Promise<string[]> {
  if (!(await surface.evaluate(() => (window as AxeWindow).axe !== undefined))) await surface.evaluate(AXE);
  // A colour on its way from one theme to the other is no colour of either.
  await surface.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
  const { violations, passes } = await surface.evaluate(async (selector) => {
    const found = await (window as unknown as Required<AxeWindow>).axe.run(selector, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    });
    return { violations: found.violations, passes: found.passes.length };
  }, part);
  // An empty page breaks no rule either.
  expect(passes).toBeGreaterThan(part === 'html' ? 10 : 1);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.any[0]?.message ?? help}`),
  );
}

async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.bringToFront();
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

async function inOwnWindow(path: string): Promise<Page> {
  const page = await inbox.chromium.browser.newPage({ type: 'window' });
  await page.goto(`chrome-extension://${inbox.chromium.extensionId}/${path}`);
  return page;
}
const goTo = (page: Page, hash: string) =>
  page.evaluate((wanted) => {
    location.hash = wanted;
  }, hash);

beforeAll(async () => {
  inbox = await openInbox();
  // Something of everything: a log, a promise that is due and one that waits, a rule, a buyer who waits.
  await remind(inbox.door, 'Gửi báo giá', dueIn(0), 'sample-lan');
  await remind(inbox.door, 'Gọi lại', dueIn(3_600_000), 'sample-lan');
  await inbox.door.run({ name: 'neverLog.add', args: { rule: 'domain:ads.example', label: '@ads.example' } });
  panel = await visit(inbox.page, MAIL.lan);
  await cardOf(panel, 'Nguyễn Thị Lan');
  await pressUntil(inbox.page, panel, 'l', '[data-part="stamp"]');
  const tab = await inbox.door.page.evaluate(async () => {
    const { tabs } = (
      globalThis as unknown as { chrome: { tabs: { query(q: object): Promise<{ id: number }[]> } } }
    ).chrome;
    return (await tabs.query({ url: 'https://mail.google.com/*' }))[0]?.id ?? 0;
  });
  popup = await inOwnWindow('popup.html');
  await popup.setViewport({ width: 380, height: 560 });
  side = await inOwnWindow(`sidepanel.html?tab=${tab}`);
  await side.setViewport({ width: 380, height: 800 });
  book = await inOwnWindow('dashboard.html');
});
afterAll(() => inbox?.chromium.close());

const LOOKS = (['vi', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
);

describe.each(LOOKS)('$language, $theme', ({ language, theme }) => {
  const suffix = `${language}-${theme}`;
  const looksRight = (surface: Panel) =>
    until(
      () =>
        surface.evaluate(
          (wanted) =>
            document.documentElement.lang === wanted.language &&
            document.documentElement.dataset.theme === wanted.theme,
          { language, theme },
        ),
      { what: `${suffix} to be put on` },
    );
  beforeAll(() => inbox.door.settings({ language, theme }));

  test('the frame: a known customer, logged', async () => {
    await inbox.page.bringToFront();
    panel = await visit(inbox.page, MAIL.lan);
    await looksRight(panel);
    await cardOf(panel, 'Nguyễn Thị Lan');
    await shown(panel, '[data-part="stamp"]');
    expect(await findings(panel)).toEqual([]);
    await shoot(inbox.page, `axe-frame-${suffix}`);
  });

  test('the frame: with the reminder form, the tag picker, a note field and the menu open', async () => {
    for (const [key, part] of [
      ['r', '[data-part="reminder-form"]'],
      ['n', '[data-part="note-field"]'],
      ['t', '[data-part="tag-picker"]'],
      ['m', '[role="menu"]'],
    ] as const) {
      await pressUntil(inbox.page, panel, key, part);
      // What an open menu lies over cannot be pointed at, and need not be: the menu alone is looked at.
      expect(await findings(panel, key === 'm' ? part : 'html'), part).toEqual([]);
      await inbox.page.keyboard.press('Escape');
      await until(async () => !(await panel.$(part)), { what: `${part} to close` });
    }
  });

  test('the frame: an unknown sender, the keys, and made small', async () => {
    panel = await visit(inbox.page, MAIL.phuong);
    await shown(panel, '[data-part="unknown"]');
    expect(await findings(panel)).toEqual([]);
    await shoot(inbox.page, `axe-stranger-${suffix}`);
    await pressUntil(inbox.page, panel, '?', '[data-part="shortcuts"]');
    expect(await findings(panel)).toEqual([]);
    await inbox.page.keyboard.press('Escape');
    await clickUntil(panel, '[data-act="collapse"]', '[data-act="expand"]');
    expect(await findings(panel)).toEqual([]);
  });

  test('the side panel', async () => {
    await inbox.page.bringToFront();
    await visit(inbox.page, MAIL.bao);
    await side.bringToFront();
    await looksRight(side);
    await cardOf(side, 'Trần Quốc Bảo');
    expect(await findings(side)).toEqual([]);
    await shoot(side, `axe-sidepanel-${suffix}`);
  });

  test('the popup', async () => {
    await popup.bringToFront();
    await looksRight(popup);
    await shown(popup, '[data-part="overdue"]');
    expect(await findings(popup)).toEqual([]);
    await shoot(popup, `axe-popup-${suffix}`);
  });

  test.each([
    ['customers', '#/customers', '[data-part="customers"] .list-name'],
    ['customer', '#/customers/sample-lan', '[data-part="card"]'],
    ['today', '#/today', '[data-part="today"]'],
    ['tags', '#/tags', '[data-part="tag-line"]'],
    ['never-log', '#/never-log', '[data-part="rule"]'],
    ['settings', '#/settings', '[data-act="language"]'],
  ])('the dashboard: %s', async (name, hash, part) => {
    await book.bringToFront();
    await goTo(book, hash);
    await looksRight(book);
    await shown(book, part);
    expect(await findings(book)).toEqual([]);
    await shoot(book, `axe-${name}-${suffix}`);
  });
});

test('axe would have said something: a field without a name is found', async () => {
  await book.evaluate(() => {
    document.querySelector('main')?.append(document.createElement('input'));
  });
  expect((await findings(book)).some((line) => line.startsWith('label'))).toBe(true);
});
