import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyByte } from '../harness/every-byte.ts';
import { cardOf, confirmUntil, has, type Inbox, MAIL, openInbox, visit } from '../harness/inbox.ts';
import { act, says, shown } from '../harness/overlay.ts';
import { pressUntil, send, write } from '../harness/panel.ts';
import { type Recorded, recordRequests } from '../harness/requests.ts';
import { until } from '../harness/until.ts';

/**
 * A seller's day and its end for one customer: she is read, logged, noted, promised something; then she is erased from
 * her own page, and nothing in this browser knows her any more. All the while nothing is asked of any address.
 */

const NOTE = 'Chị Lan dị ứng sơn mài, ghi kín';
/** What the book, the copies and the open page know of her. */
const TOLD = ['Nguyễn Thị Lan', 'lan.nguyen@example.com', NOTE, 'Đặt thêm 2 khay trà gỗ óc chó'];

let inbox: Inbox;
let recorded: Recorded;
let dashboard: Page;

const told = async (): Promise<string[]> => {
  const bytes = await everyByte(inbox.door.page);
  return TOLD.filter((words) => bytes.includes(words));
};

beforeAll(async () => {
  inbox = await openInbox();
  recorded = await recordRequests(inbox.chromium.browser);
});
afterAll(() => inbox?.chromium.close());

describe('before', () => {
  test('she is known: in the book, in its history, in the safe copy, in what the open page told', async () => {
    const panel = await visit(inbox.page, MAIL.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    await pressUntil(inbox.page, panel, 'l', '[data-part="stamp"]');
    await pressUntil(inbox.page, panel, 'n', '[data-part="note-field"]');
    await write(panel, '[data-part="note-field"]', NOTE);
    await confirmUntil(inbox.page, 'Enter', () => has(panel, '[data-part="note"]', NOTE));
    await send(inbox.door.page, 'snapshot.write', {});
    expect(await told()).toEqual(TOLD);
  });

  test('the privacy page counts the reading, and no byte that was sent', async () => {
    dashboard = await inbox.chromium.openExtensionPage('dashboard.html#/privacy');
    await says(dashboard, '0 byte', '[data-part="sent-bytes"]');
    await shown(dashboard, '[data-part="read"][data-site="gmail"]');
    expect(recorded.asked).toEqual([]);
    // A recorder that heard nobody would find nothing.
    for (const place of ['dashboard.html', 'frame.html'])
      expect(
        [...recorded.heard].some((url) => url.includes(place)),
        place,
      ).toBe(true);
    expect([...recorded.watched].some((url) => url.includes('background'))).toBe(true);
  });
});

describe('erasing', () => {
  test('what will go is listed first, and her code has to be typed', async () => {
    await dashboard.bringToFront();
    await dashboard.evaluate(() => {
      location.hash = '#/customers/sample-lan?act=erase';
    });
    await says(dashboard, 'không hoàn tác được', '[data-part="erase"]');
    await shown(dashboard, '[data-part="erase"] [data-kind="notes"]');
    const disabled = () =>
      dashboard.$eval('[data-act="erase-now"]', (button) => (button as HTMLButtonElement).disabled);
    expect(await disabled()).toBe(true);
    await write(dashboard, '[data-part="erase-field"]', 'kh-0002');
    expect(await disabled()).toBe(true);
    await write(dashboard, '[data-part="erase-field"]', 'kh 0001');
    expect(await disabled()).toBe(false);
  });

  test('afterwards no store, no storage area and no file holds a word of her', async () => {
    await act(dashboard, 'erase-now');
    await shown(dashboard, '[data-part="receipt"]');
    let left = TOLD;
    await until(
      async () => {
        left = await told();
        return left.length === 0;
      },
      { timeout: 60_000, every: 200, what: () => `nothing of her to be left (there is ${left.join(', ')})` },
    );
    expect(await inbox.door.row('customers', 'sample-lan')).toBeNull();
    expect((await inbox.door.rows('customers')).length).toBeGreaterThan(3);
  });

  test('the receipt names nobody; nothing takes it back', async () => {
    await says(dashboard, 'Lưu biên nhận', '[data-part="receipt"]');
    const receipt = await dashboard.$eval('[data-part="receipt"]', (one) => one.textContent ?? '');
    for (const words of TOLD) expect(receipt).not.toContain(words);
    const [change] = (await inbox.door.page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('beside');
          opening.onsuccess = () => {
            const all = opening.result.transaction('changes').objectStore('changes').getAll();
            all.onsuccess = () => {
              opening.result.close();
              resolve(all.result.filter(({ command }) => command === 'customer.erase'));
            };
          };
        }),
    )) as { id: string }[];
    await expect(inbox.door.run({ name: 'change.undo', args: { change: change!.id } })).rejects.toThrow(
      'not-undoable',
    );
  });

  test('and all day long nothing was asked of any address', () => {
    expect(recorded.asked).toEqual([]);
  });
});
