import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { says, shown } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { until } from '../harness/until.ts';

/** Playbooks in the built extension: a ready one is taken, switched on, and followed by the background. */

let chromium: Chromium;
let door: BookDoor;

beforeAll(async () => {
  chromium = await launchChromium({ extension: ownBuild(), language: 'vi' });
  door = await openDoor(chromium);
  await door.settings({ language: 'vi' });
  await door.run({ name: 'customer.save', args: { id: 'lan', set: { name: 'Nguyễn Lan' } } });
});
afterAll(async () => {
  await chromium?.close();
});

const open = async (path: string): Promise<Page> => {
  const page = await chromium.openExtensionPage(`dashboard.html#/${path}`);
  await page.bringToFront();
  return page;
};
const press = async (page: Page, selector: string) => (await shown(page, selector)).click();
const tasks = async () =>
  (await door.rows('reminders')).filter(({ id, dueAt }) => id.startsWith('play:') && dueAt !== undefined);

describe('a playbook', () => {
  test('is taken, switched on, followed, done and skipped with a reason; its numbers open their customers', async () => {
    const page = await open('playbooks');
    await press(page, '[data-trade="clothes"] [data-act="add-ready"]');
    await says(page, 'Dành cho 1 khách', '[data-part="preview"]');
    await press(page, '[data-act="playbook-on"]');
    await says(page, 'đang bật', '[data-part="playbook"]');
    await door.run({
      name: 'order.record',
      args: {
        ...{ customer: 'lan', site: 'shop', order: '1', number: '1', total: 100, currency: 'VND' },
        ...{ status: 'Đã giao', thread: null },
      },
    });
    await until(async () => (await tasks()).length === 3, { timeout: 20_000 });

    const customer = await open('customers/lan');
    await press(customer, '[data-act="care-open"]');
    await press(customer, '[data-step="clothes-3"] [data-act="care-done"]');
    await press(customer, '[data-step="clothes-3"] [data-act="care-bought"]');
    await press(customer, '[data-step="clothes-4"] [data-act="care-skip"]');
    await press(customer, '[data-act="skip-needless"]');
    await shown(customer, '[data-step="clothes-4"][data-state="skipped"]');
    expect((await tasks()).map(({ title }) => title)).toEqual(['Xin ảnh mặc thật, gợi ý phối đồ']);

    await page.bringToFront();
    await press(page, '[data-step="clothes-3"] [data-act="count-bought"]');
    await says(page, 'Nguyễn Lan', '[data-part="step-customers"]');
    await press(page, '[data-act="playbook-off"]');
    await until(async () => (await tasks()).length === 0, { timeout: 20_000 });
    expect(Object.keys((await door.rows('runs'))[0]!.outcomes)).toEqual(['clothes-3', 'clothes-4']);
  });
});
