import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { practiceRoutes } from '../../examples/practice/routes.ts';
import { type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { cardOf, has, MAIL, nameOn } from '../harness/inbox.ts';
import { frameOf, shown } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { clickUntil, pressUntil, write } from '../harness/panel.ts';
import { serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';

/** Somebody who has just installed Beside, counted press by press. */

let chromium: Chromium;
let door: BookDoor;
let start: Page;
let mail: Page;
beforeAll(async () => {
  chromium = await launchChromium({ extension: ownBuild(), language: 'vi', height: 1700 });
  await serve(chromium.browser, practiceRoutes());
  door = await openDoor(chromium);
  await door.settings({ language: 'vi', theme: 'light' });
  start = await chromium.openExtensionPage('dashboard.html#/welcome');
});
afterAll(() => chromium?.close());

const isDone = (part: string) =>
  start.evaluate(
    (name) => document.querySelector<HTMLElement>(`[data-part="step-${name}"]`)?.dataset.done === 'true',
    part,
  );
/** A page in the back asks nothing: it is looked at. */
const done = async (part: string) => {
  await start.bringToFront();
  await until(() => isDone(part), { what: `the step ${part} to be ticked` });
};

describe('a newcomer', () => {
  let actions = 0;
  const press = async (selector: string) => {
    await start.bringToFront();
    await (await shown(start, selector)).click();
    actions += 1;
  };

  test('answers three questions, and what helps is switched on', async () => {
    // The practice hosts are granted in this build, as if the browser's question had just been answered.
    await press('[data-act="welcome-site"][data-site="gmail"]');
    await press('[data-act="welcome-trade"][data-trade="handmade"]');
    await done('sells');
    await press('[data-act="welcome-forgets"][data-forgets="promise"]');
    await done('forgets');
    expect((await door.rows('tags')).map(({ name }) => name)).toContain('Đặt riêng');
    expect((await door.rows('templates')).map(({ trade }) => trade)).toContain('handmade');
    const { settings } = (await door.page.evaluate(() =>
      (
        globalThis as unknown as { chrome: { storage: { local: { get(key: string): Promise<unknown> } } } }
      ).chrome.storage.local.get('settings'),
    )) as { settings: { promiseSites: string[]; start: unknown } };
    expect(settings.promiseSites).toContain('gmail');
    expect(settings.start).toEqual({ trade: 'handmade', forgets: 'promise', done: false });
    // One goal, and the playbook of the trade, switched off.
    await press('[data-act="welcome-goal"][data-target="20"]');
    await done('goal');
    expect(await door.rows('goals')).toMatchObject([{ measure: 'orders', target: 20 }]);
    expect((await door.rows('playbooks')).map(({ on }) => on ?? false)).toEqual([false]);
  });

  test('saves the first customer in at most eight presses after the install', async () => {
    mail = await chromium.browser.newPage();
    await mail.goto(MAIL.phuong);
    actions += 1;
    const panel = await frameOf(mail);
    await clickUntil(panel, '[data-act="expand"]', 'main.content');
    actions += 1;
    await shown(panel, '[data-part="unknown"]');
    await pressUntil(mail, panel, 's', '[data-part="card"]');
    // The click that gives the panel the keyboard, and the key.
    actions += 2;
    await cardOf(panel, 'Mai Phương');
    expect(actions).toBeLessThanOrEqual(8);
    await done('customer');
    expect(await isDone('note')).toBe(false);
  });

  test('is offered the tags that the first note speaks of', async () => {
    const panel = await frameOf(mail);
    await mail.bringToFront();
    await pressUntil(mail, panel, 'n', '[data-part="note-field"]');
    await write(panel, '[data-part="note-field"]', 'Khách đặt riêng hộp khắc tên');
    await clickUntil(panel, '[data-act="offered-tag"]', () => has(panel, '[data-part="tag"]', 'Đặt riêng'));
    await clickUntil(panel, '[data-act="save-note"]', '[data-part="note"]');
    await done('note');
  });
});

describe('the practice inbox', () => {
  test('has the real panel beside made-up words, and a draft goes into its box', async () => {
    await start.bringToFront();
    await (await shown(start, '[data-act="practise"]')).click();
    await cardOf(start, 'Nguyễn Thị Lan');
    await (await shown(start, '.practice-panel [data-act="draft"]')).click();
    await write(start, '[data-part="draft-field"]', 'Dạ kịp chị ạ');
    await (await shown(start, '[data-act="put-draft"]')).click();
    await until(
      () =>
        start.$eval(
          '[data-part="practice-box"]',
          (box) => (box as HTMLTextAreaElement).value === 'Dạ kịp chị ạ',
        ),
      { what: 'the words in the box' },
    );
  });

  test('who is saved there is a sample, and one press takes all of them away', async () => {
    const rows = await start.$$('[data-act="practice-thread"]');
    await rows[2]!.click();
    await until(async () => (await nameOn(start)) === 'Mai Phương', { what: 'the stranger' });
    await (await shown(start, '.practice-panel [data-act="save"]')).click();
    await until(async () => (await door.rows('customers')).filter(({ sample }) => sample).length === 7, {
      what: 'the seventh sample',
    });
    await (await shown(start, '[data-act="remove-samples"]')).click();
    await until(async () => (await door.rows('customers')).every(({ sample }) => !sample), {
      what: 'the samples to be gone',
    });
    expect((await door.rows('customers')).map(({ name }) => name)).toEqual(['Mai Phương']);
    expect(await start.$('[data-part="practice"]')).toBeNull();
  });
});
