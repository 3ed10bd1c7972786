import type { Frame } from 'puppeteer';
import { says, shown, textOf, until } from '../../tests/harness/overlay.ts';
import { badge, clickUntil, notifications, openPanel, pressUntil, write } from '../../tests/harness/panel.ts';
import { GMAIL, SHOP, TELEGRAM } from './routes.ts';
import { type Step, shoot, type Tour } from './tour.ts';

/** The main job, as a seller does it: with the mouse and the keyboard, on the built extension. */

export const SUBJECTS = {
  lan: 'Đặt thêm 2 khay trà gỗ óc chó',
  emma: 'Do you ship the walnut tray to Melbourne?',
  bao: 'Báo giá 40 ly gỗ cho quán',
  phuong: 'Hỏi khắc tên lên hộp bút',
  dung: 'Khay bị nứt một góc',
} as const;
const REMINDER = 'Gửi hình gói quà cho chị Lan';
const NOTE = 'Thiệp ghi: Chúc ba mẹ vui khỏe.';
const TAG = 'Thiệp tay';

function panelOf(tour: Tour): Frame {
  if (!tour.panel) throw new Error('The panel is not open');
  return tour.panel;
}

const count = (tour: Tour, selector: string) => panelOf(tour).$$eval(selector, (found) => found.length);
const isIn = (tour: Tour, selector: string, text: string) => async () =>
  (await panelOf(tour).$$eval(selector, (found) => found.map((one) => one.textContent ?? ''))).some((one) =>
    one.includes(text),
  );

/** Clicks the row of the inbox with this subject. */
export async function openThread(tour: Tour, subject: string): Promise<void> {
  const { page } = tour;
  if (!page.url().startsWith(GMAIL)) await page.goto(`${GMAIL}#inbox`);
  await page.evaluate(() => {
    location.hash = '#inbox';
  });
  const row = await page.waitForSelector(`tr.zA .bog::-p-text(${subject})`);
  await row?.click();
  await page.waitForSelector('h2.hP');
}

/** Clicks a customer in the dashboard's list. */
export async function openCustomer({ dashboard }: Tour, name: string): Promise<void> {
  await (await shown(dashboard, '[data-act="go-customers"]')).click();
  const link = await dashboard.waitForSelector(`[data-part="customers"] ::-p-text(${name})`);
  await link?.click();
  await shown(dashboard, '[data-part="card"]');
}

export const MAIN_JOB: Step[] = [
  {
    name: 'open the inbox',
    async run(tour) {
      await tour.page.goto(`${GMAIL}#inbox`);
      await tour.page.waitForSelector('tr.zA');
      tour.panel = await openPanel(tour.page);
      await shoot(tour, 'panel-empty');
    },
  },
  {
    name: 'open a thread: the panel shows the right customer',
    async run(tour) {
      await openThread(tour, SUBJECTS.lan);
      tour.panel = await openPanel(tour.page);
      await says(panelOf(tour), 'Nguyễn Thị Lan', '[data-part="name"]');
      await says(panelOf(tour), 'KH-0001', '[data-part="code"]');
      await until(async () => (await count(tour, '[data-part="entry"]')) >= 4, { what: 'the timeline' });
      await shoot(tour, 'panel-known');
    },
  },
  {
    name: 'log the thread with one click',
    async run(tour) {
      await clickUntil(panelOf(tour), '[data-act="log"]', '[data-part="stamp"]');
      await shoot(tour, 'panel-logged');
    },
  },
  {
    name: 'a second click shows the entry and makes no double',
    async run(tour) {
      await until(isIn(tour, '[data-part="entry"]', SUBJECTS.lan), { what: 'the entry in the timeline' });
      const before = await count(tour, '[data-part="entry"]');
      await (await shown(panelOf(tour), '[data-part="stamp"] [data-act="log"]')).click();
      await until(async () => (await count(tour, '[data-part="entry"]')) === before, {
        what: 'no second entry',
      });
    },
  },
  {
    name: 'add a note',
    async run(tour) {
      await pressUntil(tour.page, panelOf(tour), 'n', '[data-part="note-field"]');
      await write(panelOf(tour), '[data-part="note-field"]', NOTE);
      await tour.page.keyboard.press('Enter');
      await until(isIn(tour, '[data-part="note"]', NOTE), { what: 'the note' });
    },
  },
  {
    name: 'add a tag',
    async run(tour) {
      await pressUntil(tour.page, panelOf(tour), 't', '[data-part="tag-picker"] input');
      await write(panelOf(tour), '[data-part="tag-picker"] input', TAG);
      await tour.page.keyboard.press('Enter');
      await until(isIn(tour, '[data-part="tag"]', TAG), { what: 'the tag' });
    },
  },
  {
    name: 'set a reminder in 2 seconds',
    async run(tour) {
      await pressUntil(tour.page, panelOf(tour), 'r', '[data-part="when-field"]');
      await write(panelOf(tour), '[data-part="title-field"]', REMINDER);
      await write(panelOf(tour), '[data-part="when-field"]', 'in 2 seconds');
      await shown(panelOf(tour), '[data-act="set-reminder"]:not([disabled])');
      await clickUntil(
        panelOf(tour),
        '[data-act="set-reminder"]:not([disabled])',
        isIn(tour, '[data-part="reminder"]', REMINDER),
      );
    },
  },
  {
    name: 'it rings',
    async run(tour) {
      await until(async () => (await notifications(tour.chromium)).length > 0, {
        timeout: 30_000,
        what: 'the notification',
      });
      await until(async () => (await badge(tour.chromium)) !== '', { what: 'the number on the toolbar' });
      await shown(panelOf(tour), '[data-part="reminder"][data-state="overdue"]');
      await shoot(tour, 'panel-ringing');
    },
  },
  {
    name: 'the popup shows it, and Done closes it',
    async run(tour) {
      const popup = await tour.chromium.openExtensionPage('popup.html');
      await popup.setViewport({ width: 380, height: 560 });
      await says(popup, REMINDER, '[data-part="today"]');
      await shoot(tour, 'popup', popup);
      const rows = await popup.$$('[data-part="reminder"]');
      const texts = await Promise.all(rows.map((row) => row.evaluate((one) => one.textContent)));
      const row = rows[texts.findIndex((text) => text.includes(REMINDER))];
      await (await row?.$('[data-act="done"]'))?.click();
      await until(async () => !(await textOf(popup, '.content')).includes(REMINDER), {
        what: 'the reminder to leave the list',
      });
      await popup.close();
      await tour.page.bringToFront();
      await until(async () => !(await isIn(tour, '[data-part="reminder"]', REMINDER)()), {
        what: 'the panel to follow',
      });
      await until(async () => (await notifications(tour.chromium)).length === 0, {
        what: 'the notification to go',
      });
    },
  },
  {
    name: 'an unknown sender is saved with one key',
    async run(tour) {
      await openThread(tour, SUBJECTS.emma);
      await shown(panelOf(tour), '[data-part="unknown"]');
      await shoot(tour, 'panel-unknown');
      await pressUntil(tour.page, panelOf(tour), 's', '[data-part="card"]');
      await says(panelOf(tour), 'Emma Collins', '[data-part="name"]');
      await says(panelOf(tour), 'emma.collins@example.org');
      await shoot(tour, 'panel-saved');
    },
  },
  {
    name: 'a shop order shows its customer',
    async run(tour) {
      await tour.page.goto(`${SHOP}admin.php?page=wc-orders&action=edit&id=1042`);
      tour.panel = await openPanel(tour.page);
      await says(panelOf(tour), 'Nguyễn Thị Lan', '[data-part="name"]');
      await says(panelOf(tour), '1042');
      await shoot(tour, 'shop-order');
      await tour.page.goto(`${SHOP}post.php?post=977&action=edit`);
      tour.panel = await openPanel(tour.page);
      await says(panelOf(tour), 'Lê Hoàng Dũng', '[data-part="name"]');
    },
  },
  {
    name: 'a Telegram chat shows its customer',
    async run(tour) {
      await tour.page.goto(`${TELEGRAM}#5512003344`);
      tour.panel = await openPanel(tour.page);
      await says(panelOf(tour), 'Phạm Minh Châu', '[data-part="name"]');
      await shoot(tour, 'telegram-chat');
    },
  },
  {
    name: 'the dashboard lists the customers, and opens one',
    async run(tour) {
      const { dashboard } = tour;
      await dashboard.bringToFront();
      await says(dashboard, 'Emma Collins', '[data-part="customers"]');
      await shoot(tour, 'dashboard', dashboard);
      await openCustomer(tour, 'Nguyễn Thị Lan');
      await until(async () => (await textOf(dashboard)).includes(NOTE), { what: 'the note on her page' });
      await shoot(tour, 'customer', dashboard);
    },
  },
  {
    name: 'nothing left the device',
    async run({ served }) {
      if (served.strays.length > 0) throw new Error(`Somebody asked for ${served.strays.join(', ')}`);
    },
  },
];
