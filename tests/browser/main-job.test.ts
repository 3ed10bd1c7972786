import type { Frame } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CHAT,
  cardOf,
  confirmUntil,
  has,
  type Inbox,
  lists,
  listsNot,
  MAIL,
  nameOn,
  ORDER,
  openInbox,
  textsOf,
  visit,
} from '../harness/inbox.ts';
import { says, shown, textOf } from '../harness/overlay.ts';
import { badge, clickUntil, notifications, pressUntil, write } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** A seller's day, from the outside: mouse and keyboard on the built extension, in the practice inbox. */

const NOTE = 'Thiệp ghi: Chúc ba mẹ vui khỏe.';
const TAG = 'Thiệp tay';
const PROMISE = 'Gửi hình gói quà cho chị Lan';
const SUBJECT = 'Đặt thêm 2 khay trà gỗ óc chó';

let inbox: Inbox;
beforeAll(async () => {
  inbox = await openInbox();
});
afterAll(() => inbox?.chromium.close());

const logged = async (who: string) =>
  (await inbox.door.rows('interactions')).filter((one) => one.customers.includes(who) && one.thread !== null);
const promises = async () => (await inbox.door.rows('reminders')).filter((one) => one.title === PROMISE);

describe('a known customer writes an e-mail', () => {
  let panel: Frame;
  beforeAll(async () => {
    panel = await visit(inbox.page, MAIL.lan);
  });

  test('the panel in the page shows who it is, and what has been', async () => {
    await cardOf(panel, 'Nguyễn Thị Lan');
    expect(await textOf(panel, '[data-part="code"]')).toBe('KH-0001');
    expect((await textsOf(panel, '[data-part="entry"]')).length).toBeGreaterThanOrEqual(4);
    await says(panel, 'lan.nguyen@example.com', '[data-part="evidence"]');
    await lists(panel, '[data-part="tag"]', 'Khách quý');
  });

  test('L logs it, with a stamp', async () => {
    await pressUntil(inbox.page, panel, 'l', '[data-part="stamp"]');
    await lists(panel, '[data-part="entry"]', SUBJECT);
    expect(await logged('sample-lan')).toHaveLength(1);
    expect(await textOf(panel, '[data-part="stamp"]')).toMatch(/Đã ghi \d?\d:\d\d.*Hoàn tác/s);
  });

  test('a second click shows the entry instead of a double', async () => {
    await (await shown(panel, '[data-part="stamp"] [data-act="log"]')).click();
    await until(() => panel.$('[data-part="entry"][aria-current="true"]'), {
      what: 'the entry to be marked',
    });
    expect(await textOf(panel, '[data-part="entry"][aria-current="true"]')).toContain(SUBJECT);
    await inbox.page.keyboard.press('l');
    expect(await logged('sample-lan')).toHaveLength(1);
  });

  test('undo takes it back, and it can be logged again', async () => {
    await clickUntil(
      panel,
      '[data-part="stamp"] [data-act="undo"]',
      async () => !(await panel.$('[data-part="stamp"]')),
    );
    await listsNot(panel, '[data-part="entry"]', SUBJECT);
    expect(await logged('sample-lan')).toHaveLength(0);
    await pressUntil(inbox.page, panel, 'l', '[data-part="stamp"]');
    await lists(panel, '[data-part="entry"]', SUBJECT);
    expect(await logged('sample-lan')).toHaveLength(1);
  });

  test('the stamp stays when the thread is opened again', async () => {
    panel = await visit(inbox.page, MAIL.bao);
    await cardOf(panel, 'Trần Quốc Bảo');
    expect(await panel.$('[data-part="stamp"]')).toBeNull();
    panel = await visit(inbox.page, MAIL.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    await shown(panel, '[data-part="stamp"]');
  });

  test('N adds a note', async () => {
    await pressUntil(inbox.page, panel, 'n', '[data-part="note-field"]');
    await write(panel, '[data-part="note-field"]', NOTE);
    await confirmUntil(inbox.page, 'Enter', () => has(panel, '[data-part="note"]', NOTE));
    expect((await inbox.door.rows('notes')).filter(({ text }) => text === NOTE)).toHaveLength(1);
  });

  test('T makes a tag and puts it on; Alt+1 puts on the first of the book and takes it off', async () => {
    await pressUntil(inbox.page, panel, 't', '[data-part="tag-picker"] input');
    await write(panel, '[data-part="tag-picker"] input', TAG);
    await confirmUntil(inbox.page, 'Enter', () => has(panel, '[data-part="tag"]', TAG));
    const tags = (await inbox.door.rows('tags')).sort((a, b) => a.position - b.position);
    const first = tags[0]!.name;
    const wears = async () => (await textsOf(panel, '[data-part="tag"]')).some((one) => one.includes(first));
    const before = await wears();
    const toggle = async (wanted: boolean) => {
      await (await shown(panel, '.top-place')).click();
      await until(
        async () => {
          if ((await wears()) === wanted) return true;
          await inbox.page.keyboard.down('Alt');
          await inbox.page.keyboard.press('Digit1');
          await inbox.page.keyboard.up('Alt');
          return until(async () => (await wears()) === wanted, { timeout: 1000 }).catch(() => false);
        },
        { what: `Alt+1 to ${wanted ? 'put on' : 'take off'} “${first}”` },
      );
    };
    await toggle(!before);
    await toggle(before);
    const lan = await inbox.door.row('customers', 'sample-lan');
    expect(lan?.tags).toContain(tags.find(({ name }) => name === TAG)?.id);
  });

  test('a reminder in 2 seconds rings: a notification, a number on the toolbar, the card, Today', async () => {
    await pressUntil(inbox.page, panel, 'r', '[data-part="when-field"]');
    await write(panel, '[data-part="title-field"]', PROMISE);
    await write(panel, '[data-part="when-field"]', 'in 2 seconds');
    await shown(panel, '[data-act="set-reminder"]:not([disabled])');
    await confirmUntil(inbox.page, 'Enter', () => has(panel, '[data-part="reminder"]', PROMISE));
    const [promise] = await promises();
    expect(promise?.customer).toBe('sample-lan');
    expect(promise?.thread?.url).toContain('mail.google.com');
    const up = await until(
      async () => {
        const found = await notifications(inbox.chromium);
        return found.length > 0 ? found : null;
      },
      { timeout: 20_000, what: 'the notification' },
    );
    expect(up).toEqual([`due:${promise?.id}:${promise?.due.at}`]);
    await until(async () => (await badge(inbox.chromium)) === '1', { what: 'the number on the toolbar' });
    await shown(panel, '[data-part="reminder"][data-state="overdue"]');
  });

  test('the popup lists it under overdue, and Done there closes it everywhere', async () => {
    const popup = await inbox.chromium.openExtensionPage('popup.html');
    await popup.setViewport({ width: 380, height: 560 });
    await says(popup, PROMISE, '[data-part="overdue"]');
    await says(popup, 'Nguyễn Thị Lan', '[data-part="overdue"]');
    await (await shown(popup, '[data-part="overdue"] [data-act="done"]')).click();
    await listsNot(popup, '[data-part="reminder"]', PROMISE);
    await popup.close();
    await until(async () => (await notifications(inbox.chromium)).length === 0, {
      what: 'the notification to go',
    });
    await until(async () => (await badge(inbox.chromium)) === '', { what: 'the number to go' });
    expect((await promises()).map(({ state }) => state)).toEqual(['done']);
    await inbox.page.bringToFront();
    await listsNot(panel, '[data-part="reminder"]', PROMISE);
  });
});

describe('somebody unknown writes', () => {
  test('S saves them: name, address, and the thread can be logged', async () => {
    const panel = await visit(inbox.page, MAIL.emma);
    await shown(panel, '[data-part="unknown"]');
    expect(await nameOn(panel)).toBe('Emma Collins');
    await pressUntil(inbox.page, panel, 's', '[data-part="card"]');
    await cardOf(panel, 'Emma Collins');
    const saved = (await inbox.door.rows('customers')).filter(({ name }) => name === 'Emma Collins');
    expect(saved.map(({ keys }) => keys)).toEqual([['email:emma.collins@example.org']]);
    expect(saved[0]?.links['email:emma.collins@example.org']).toMatchObject({ by: 'page', from: 'gmail' });
    await pressUntil(inbox.page, panel, 'l', '[data-part="stamp"]');
    expect(await logged(saved[0]!.id)).toHaveLength(1);
  });

  test('a letter pressed while a field has the focus is only a letter', async () => {
    const panel = await visit(inbox.page, MAIL.phuong);
    await shown(panel, '[data-part="unknown"]');
    await pressUntil(inbox.page, panel, '/', '[data-part="search"]');
    await panel.type('[data-part="search"] input, input[data-part="search"]', 'slen');
    expect((await inbox.door.rows('customers')).some(({ name }) => name === 'Mai Phương')).toBe(false);
    await inbox.page.keyboard.press('Escape');
  });
});

describe('the other channels', () => {
  test('a Telegram chat shows its customer', async () => {
    const panel = await visit(inbox.page, CHAT.chau);
    await cardOf(panel, 'Phạm Minh Châu');
    await pressUntil(inbox.page, panel, 'l', '[data-part="stamp"]');
    expect((await logged('sample-chau')).map(({ channel, kind }) => [channel, kind])).toEqual([
      ['telegram', 'message'],
    ]);
  });

  test('a chat with somebody unknown offers to save, by the platform’s own id', async () => {
    const panel = await visit(inbox.page, CHAT.vy);
    await shown(panel, '[data-part="unknown"]');
    await pressUntil(inbox.page, panel, 's', '[data-part="card"]');
    const saved = (await inbox.door.rows('customers')).find(({ name }) => name === 'Khánh Vy');
    expect(saved?.keys).toEqual(['telegram:5519990002']);
  });

  test('a shop order shows its customer, legacy and high-performance alike', async () => {
    let panel = await visit(inbox.page, ORDER.dung);
    await cardOf(panel, 'Lê Hoàng Dũng');
    await says(panel, '977', '[data-part="open-order"]');
    panel = await visit(inbox.page, ORDER.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    await says(panel, '1042', '[data-part="open-order"]');
  });

  test('logging an order keeps the order, and the same customer has it beside her e-mail', async () => {
    const before = (await inbox.door.row('customers', 'sample-lan'))!;
    let panel = await visit(inbox.page, ORDER.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    await pressUntil(inbox.page, panel, 'l', '[data-part="stamp"]');
    await lists(panel, '[data-part="order"]', '1042');
    const after = (await inbox.door.row('customers', 'sample-lan'))!;
    expect(after.orderCount).toBe(before.orderCount + 1);
    panel = await visit(inbox.page, MAIL.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    await lists(panel, '[data-part="order"]', '1042');
    await lists(panel, '[data-part="entry"]', SUBJECT);
    expect((await logged('sample-lan')).map(({ channel }) => channel).sort()).toEqual([
      'email',
      'woocommerce',
    ]);
  });

  test('a guest order offers to save the buyer, who is then known in the mailbox', async () => {
    let panel = await visit(inbox.page, ORDER.guest);
    await shown(panel, '[data-part="unknown"]');
    await pressUntil(inbox.page, panel, 's', '[data-part="card"]');
    const name = await nameOn(panel);
    panel = await visit(inbox.page, MAIL.phuong);
    await cardOf(panel, name);
  });
});

describe('languages', () => {
  test('the panel speaks the language that is chosen, at once', async () => {
    const panel = await visit(inbox.page, MAIL.bao);
    await cardOf(panel, 'Trần Quốc Bảo');
    await says(panel, 'Ghi', '[data-act="log"]');
    await inbox.door.settings({ language: 'en' });
    await says(panel, 'Log', '[data-act="log"]');
    expect(await panel.evaluate(() => document.documentElement.lang)).toBe('en');
    await inbox.door.settings({ language: 'vi' });
    await says(panel, 'Ghi', '[data-act="log"]');
    expect(await panel.evaluate(() => document.documentElement.lang)).toBe('vi');
  });
});

describe('by keyboard alone', () => {
  test('Tab walks every control in the order it is read, each with a visible focus', async () => {
    const panel = await visit(inbox.page, MAIL.bao);
    await cardOf(panel, 'Trần Quốc Bảo');
    await (await shown(panel, '.top-place')).click();
    await panel.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const wanted = await panel.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')].filter(
          (one) => one.tabIndex >= 0 && one.checkVisibility() && !(one as HTMLButtonElement).disabled,
        ).length,
    );
    expect(wanted).toBeGreaterThan(8);
    const order: number[] = [];
    for (let step = 0; step < wanted; step++) {
      await inbox.page.keyboard.press('Tab');
      const seen = await panel.evaluate(() => {
        const all = [
          ...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea'),
        ].filter((one) => one.tabIndex >= 0 && one.checkVisibility() && !(one as HTMLButtonElement).disabled);
        const at = document.activeElement as HTMLElement;
        const style = getComputedStyle(at);
        const ring = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
        return {
          index: all.indexOf(at),
          marked: ring || style.boxShadow !== 'none',
          name: at.outerHTML.slice(0, 120),
        };
      });
      expect(seen.marked, `a visible focus on ${seen.name}`).toBe(true);
      order.push(seen.index);
    }
    expect(order).toEqual(Array.from({ length: wanted }, (_, index) => index));
  });

  test('? lists the keys, Escape closes the list and gives the focus back', async () => {
    const panel = await visit(inbox.page, MAIL.bao);
    await cardOf(panel, 'Trần Quốc Bảo');
    await pressUntil(inbox.page, panel, '?', '[data-part="shortcuts"]');
    expect(
      await panel.evaluate(() =>
        document.querySelector('[data-part="shortcuts"]')?.contains(document.activeElement),
      ),
    ).toBe(true);
    await inbox.page.keyboard.press('Escape');
    await until(async () => !(await panel.$('[data-part="shortcuts"]')), {
      what: 'the list of keys to close',
    });
  });

  test('a note, from the key to the book and back, without the mouse', async () => {
    const panel = await visit(inbox.page, MAIL.bao);
    await cardOf(panel, 'Trần Quốc Bảo');
    await pressUntil(inbox.page, panel, 'n', '[data-part="note-field"]');
    await inbox.page.keyboard.type('Gọi trước 10 giờ');
    await confirmUntil(inbox.page, 'Enter', () => has(panel, '[data-part="note"]', 'Gọi trước 10 giờ'));
    await until(async () => !(await panel.$('[data-part="note-field"]:focus')), {
      what: 'the field to let go',
    });
    await inbox.page.keyboard.press('z');
    await listsNot(panel, '[data-part="note"]', 'Gọi trước 10 giờ');
  });
});

test('nothing was asked of any other address', () => {
  expect(inbox.served.strays).toEqual([]);
});
