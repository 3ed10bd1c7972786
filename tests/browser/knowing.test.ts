import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Inbox, openInbox } from '../harness/inbox.ts';
import { until } from '../harness/until.ts';

/** The pipeline of a real book: deals moved by keys, stages by the handle's menu, numbers that open whom they count. */

let inbox: Inbox;
let page: Page;
const ids: string[] = [];
beforeAll(async () => {
  inbox = await openInbox();
  for (const name of ['Lan', 'Mai', 'Hoa']) {
    const made = await inbox.door.run({ name: 'customer.save', args: { set: { name } } });
    ids.push(made.id ?? '');
  }
  for (let order = 0; order < 6; order++)
    await inbox.door.run({
      name: 'order.record',
      args: {
        customer: ids[0]!,
        site: 'shop',
        order: `${order}`,
        number: `${order}`,
        total: 2_000_000,
        currency: 'VND',
        status: 'paid',
        thread: null,
      },
    });
  page = await inbox.chromium.openExtensionPage('dashboard.html#/pipeline');
});
afterAll(() => inbox?.chromium.close());

const columnOf = (card: string) =>
  page.$eval(
    `[data-card="${card}"]`,
    (one) => one.closest('[data-part="board-column"]')?.getAttribute('data-column') ?? '',
  );
/** How many a column says that it has: `3 · 50%`. */
const count = (column: string) =>
  page.$eval(`[data-column="${column}"] [data-act$="-count"]`, (one) =>
    Number.parseInt(one.textContent ?? '', 10),
  );

describe('the pipeline', () => {
  test('moves a customer to another stage by the menu of the handle, and opens whom a number counts', async () => {
    const mai = ids[1]!;
    await page.waitForSelector(`[data-column="lead"] [data-card="${mai}"]`);
    const before = await count('first');
    await page.click(`[data-card="${mai}"] [data-act="move"]`);
    const items = await page.$$(`[data-card="${mai}"] [data-act="move-to"]`);
    await items[0]!.click();
    await page.waitForSelector(`[data-column="first"] [data-card="${mai}"]`);
    await until(async () => (await count('first')) === before + 1, { what: 'the number of the stage' });
    const stage = async () => (await inbox.door.row('customers', mai))?.stage;
    expect(await stage()).toBe('first');
    await page.click('[data-column="first"] [data-act="pipeline-count"]');
    await page.waitForSelector(`[data-part="customers"] [data-customer="${mai}"] a`);
    expect(await page.$$('[data-part="customers"] [data-customer]')).toHaveLength(before + 1);
  });

  test('a deal is made on the page of the customer, and walks its board by ← and →', async () => {
    const [lan] = ids;
    await page.evaluate((id) => {
      location.hash = `#/customers/${id}`;
    }, lan);
    await page.waitForSelector('[data-part="worth"] .tier');
    expect(await page.$eval('[data-part="worth"] .tier', (one) => one.className)).toContain('tier-gold');
    await page.waitForSelector('[data-act="new-deal"]');
    await page.click('[data-act="new-deal"]');
    await page.type('[data-part="deal-title"]', '40 ly khắc tên');
    await page.type('[data-part="deal-amount"]', '3.800.000');
    await page.click('[data-act="save-deal"]');
    await page.waitForSelector('[data-part="deal"]');
    const [deal] = await inbox.door.rows('deals');
    expect(deal).toMatchObject({ customer: lan, title: '40 ly khắc tên', amount: 3_800_000 });
    const id = deal!.id;
    await page.evaluate(() => {
      location.hash = '#/pipeline';
    });
    await page.waitForSelector('[data-act="pipeline-deals"]');
    await page.click('[data-act="pipeline-deals"]');
    await page.waitForSelector(`[data-card="${id}"] [data-act="move"]`);
    for (const [key, step] of [
      ['ArrowRight', 'agreed'],
      ['ArrowRight', 'deposit'],
      ['ArrowLeft', 'agreed'],
    ] as const) {
      await page.focus(`[data-card="${id}"] [data-act="move"]`);
      await page.keyboard.press(key);
      await until(async () => (await columnOf(id)) === step, { what: `the deal at ${step}` });
    }
    const milestones = (await inbox.door.row('deals', id))?.milestones ?? {};
    expect(Object.keys(milestones)).toEqual(['agreed']);
  });
});
