import type { Frame } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardOf, type Inbox, MAIL, openInbox, visit } from '../harness/inbox.ts';
import { says, shown, textOf } from '../harness/overlay.ts';
import { clickUntil, pressUntil } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** A firm and its people beside the message, and on its own page; a colleague who is no buyer. */

let inbox: Inbox;
let panel: Frame;
beforeAll(async () => {
  inbox = await openInbox();
});
afterAll(() => inbox?.chromium.close());

const FIRM = 'CÔNG TY TNHH MỘT THÀNH VIÊN THƯƠNG MẠI DỊCH VỤ COLLINS';
const EMMA = 'email:emma.collins@example.org';
const members = () => inbox.door.rows('memberships');

describe('a stranger who writes from a firm’s own domain', () => {
  let firm = '';

  test('is asked about with the reason; a no is remembered and can be taken back', async () => {
    const made = await inbox.door.run({
      name: 'customer.save',
      args: {
        set: {
          name: FIRM,
          kind: 'business',
          taxCode: 'MST: 0300588569',
          invoiceAddress: '12 Trần Phú, Đà Nẵng',
        },
        keys: ['email:info@example.org'],
        link: { by: 'user', from: '' },
      },
    });
    firm = made.id ?? '';
    panel = await visit(inbox.page, MAIL.emma);
    await says(panel, 'Cùng tên miền với info@example.org', '[data-part="employer-offer"]');
    await clickUntil(panel, '[data-act="employer-no"]', async () =>
      ((await inbox.door.row('customers', firm))?.notOurs ?? []).includes(EMMA),
    );
    await until(async () => (await panel.$('[data-part="employer-offer"]')) === null, {
      what: 'the offer to go',
    });
    await clickUntil(panel, '[data-part="toast"] [data-act="undo"]', '[data-part="employer-offer"]');
  });

  test('is saved and tied by one key, and the card has a quiet line', async () => {
    await pressUntil(inbox.page, panel, 'y', '[data-part="card"]');
    await cardOf(panel, 'Emma Collins');
    await says(panel, FIRM, '[data-part="employer"]');
    expect(await members()).toMatchObject([{ organisation: firm, primary: true }]);
  });

  test('stands on the firm’s page, where the invoice is ready to copy', async () => {
    const page = await inbox.chromium.openExtensionPage(`dashboard.html#/customers/${firm}`);
    await page.waitForSelector(`[data-part="card"][data-customer="${firm}"] [data-part="tie"]`);
    const said = (part: string) => page.$eval(`[data-part="${part}"]`, (one) => one.textContent ?? '');
    expect(await said('firm-people')).toContain('Emma Collins');
    expect(await said('invoice')).toContain('0300588569');
    expect(await page.$('[data-part="tax-doubt"]')).toBeNull();
    await page.evaluate(() => {
      const held: string[] = [];
      Object.assign(globalThis, { held });
      navigator.clipboard.writeText = async (text) => void held.push(text);
    });
    await page.click('[data-act="copy-invoice"]');
    await page.waitForSelector('[data-part="toast"]');
    const [text] = await page.evaluate(() => (globalThis as unknown as { held: string[] }).held);
    expect(text?.split('\n')).toEqual([
      `Tên đơn vị: ${FIRM}`,
      'Mã số thuế: 0300588569',
      'Địa chỉ: 12 Trần Phú, Đà Nẵng',
    ]);
  });
});

describe('a colleague', () => {
  test('is made by one act, is not logged as a buyer, and comes back by undo', async () => {
    panel = await visit(inbox.page, MAIL.bao);
    await cardOf(panel, 'Trần Quốc Bảo');
    await pressUntil(inbox.page, panel, 'm', '[data-act="colleague"]');
    await until(
      async () => {
        if ((await inbox.door.row('customers', 'sample-bao'))?.kind === 'internal') return true;
        // A frame that is only just seen refuses, and its menu is closed by then.
        const item = await panel.$('[data-act="colleague"]');
        await (item ? item.click() : inbox.page.keyboard.press('m'));
        return false;
      },
      { every: 250, what: 'the customer to be a colleague' },
    );
    await shown(panel, '[data-part="toast"] [data-act="undo"]');
    await until(async () => (await textOf(panel, '[data-act="log"]')).includes('dù là đồng nghiệp'), {
      what: 'the button that says what is logged',
    });
    expect(await inbox.door.row('customers', 'sample-bao')).not.toHaveProperty('waitingSince');
    await clickUntil(panel, '[data-part="toast"] [data-act="undo"]', async () => {
      const { kind = 'individual' } = (await inbox.door.row('customers', 'sample-bao')) ?? {};
      return kind !== 'internal';
    });
    await shown(panel, '[data-act="stage"]');
  });
});
