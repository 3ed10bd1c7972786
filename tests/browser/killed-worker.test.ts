import type { Frame } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPeople } from '../harness/book.ts';
import {
  CHAT,
  cardOf,
  confirmUntil,
  has,
  type Inbox,
  lists,
  listsNot,
  MAIL,
  ORDER,
  openInbox,
  rowWith,
  visit,
} from '../harness/inbox.ts';
import { says, shown } from '../harness/overlay.ts';
import { clickUntil, pressUntil, write } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/** The browser kills the background whenever it likes. Between any two steps of the main job it makes no difference. */

const NOTE = 'Ghi lúc nền đã tắt';
const TAG = 'Sau khi tắt';
const PROMISE = 'Nhắc sau khi tắt';

let inbox: Inbox;
let panel: Frame;

const kill = () => inbox.door.kill();
const entriesOf = async (who: string) =>
  (await inbox.door.rows('interactions')).filter((one) => one.customers.includes(who) && one.thread !== null);

beforeAll(async () => {
  inbox = await openInbox();
  panel = await visit(inbox.page, MAIL.lan);
  await cardOf(panel, 'Nguyễn Thị Lan');
});
afterAll(() => inbox?.chromium.close());

describe('killed between any two steps of the main job', () => {
  test('log: one entry', async () => {
    await kill();
    await clickUntil(panel, '[data-act="log"]', '[data-part="stamp"]');
    expect(await entriesOf('sample-lan')).toHaveLength(1);
  });

  test('a second click after another kill: still one entry', async () => {
    await kill();
    await (await shown(panel, '[data-part="stamp"] [data-act="log"]')).click();
    await until(() => panel.$('[data-part="entry"][aria-current="true"]'), {
      what: 'the entry to be marked',
    });
    expect(await entriesOf('sample-lan')).toHaveLength(1);
  });

  test('undo: the entry is gone; log again: it is back once', async () => {
    await kill();
    await clickUntil(
      panel,
      '[data-part="stamp"] [data-act="undo"]',
      async () => !(await panel.$('[data-part="stamp"]')),
    );
    expect(await entriesOf('sample-lan')).toHaveLength(0);
    await kill();
    await clickUntil(panel, '[data-act="log"]', '[data-part="stamp"]');
    expect(await entriesOf('sample-lan')).toHaveLength(1);
  });

  test('note: one note, though the kill came while it was being typed', async () => {
    await pressUntil(inbox.page, panel, 'n', '[data-part="note-field"]');
    await write(panel, '[data-part="note-field"]', NOTE);
    await kill();
    await confirmUntil(inbox.page, 'Enter', () => has(panel, '[data-part="note"]', NOTE));
    expect((await inbox.door.rows('notes')).filter(({ text }) => text === NOTE)).toHaveLength(1);
  });

  test('tag: one tag, on her', async () => {
    await pressUntil(inbox.page, panel, 't', '[data-part="tag-picker"] input');
    await write(panel, '[data-part="tag-picker"] input', TAG);
    await kill();
    await confirmUntil(inbox.page, 'Enter', () => has(panel, '[data-part="tag"]', TAG));
    const made = (await inbox.door.rows('tags')).filter(({ name }) => name === TAG);
    expect(made).toHaveLength(1);
    expect((await inbox.door.row('customers', 'sample-lan'))?.tags).toContain(made[0]?.id);
  });

  test('reminder: one reminder, and the background arms its bell again each time it starts', async () => {
    await pressUntil(inbox.page, panel, 'r', '[data-part="when-field"]');
    await write(panel, '[data-part="title-field"]', PROMISE);
    await write(panel, '[data-part="when-field"]', 'in 2 hours');
    await shown(panel, '[data-act="set-reminder"]:not([disabled])');
    await kill();
    await confirmUntil(inbox.page, 'Enter', () => has(panel, '[data-part="reminder"]', PROMISE));
    const made = (await inbox.door.rows('reminders')).filter(({ title }) => title === PROMISE);
    expect(made).toHaveLength(1);
    const due = made[0]!.due.at;
    await kill();
    const worker = await inbox.chromium.worker();
    await until(
      async () =>
        ((await worker.evaluate('chrome.alarms.getAll()')) as { scheduledTime: number }[]).some(
          ({ scheduledTime }) => scheduledTime === due,
        ),
      { what: 'the alarm of the reminder' },
    );
  });

  test('another thread: the panel is connected again and shows the right card', async () => {
    await kill();
    panel = await visit(inbox.page, MAIL.bao);
    await cardOf(panel, 'Trần Quốc Bảo');
    await kill();
    panel = await visit(inbox.page, MAIL.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    // All of before is still there.
    await shown(panel, '[data-part="stamp"]');
    await lists(panel, '[data-part="note"]', NOTE);
    await lists(panel, '[data-part="tag"]', TAG);
    await lists(panel, '[data-part="reminder"]', PROMISE);
  });

  test('a customer saved by one key: one customer', async () => {
    panel = await visit(inbox.page, MAIL.emma);
    await shown(panel, '[data-part="unknown"]');
    await kill();
    await pressUntil(inbox.page, panel, 's', '[data-part="card"]');
    await cardOf(panel, 'Emma Collins');
    expect((await inbox.door.rows('customers')).filter(({ name }) => name === 'Emma Collins')).toHaveLength(
      1,
    );
  });

  test('a page that loads while nothing runs: the shop and the chat show their customers', async () => {
    await kill();
    panel = await visit(inbox.page, ORDER.dung);
    await cardOf(panel, 'Lê Hoàng Dũng');
    await kill();
    panel = await visit(inbox.page, CHAT.chau);
    await cardOf(panel, 'Phạm Minh Châu');
  });

  test('a panel that is opened while nothing runs knows the open thread from before', async () => {
    panel = await visit(inbox.page, MAIL.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    const tab = (await inbox.door.page.evaluate(async () => {
      const { chrome } = globalThis as unknown as {
        chrome: { tabs: { query(q: object): Promise<{ id: number }[]> } };
      };
      return (await chrome.tabs.query({ url: 'https://mail.google.com/*' }))[0]?.id;
    })) as number;
    await kill();
    const side = await inbox.chromium.openExtensionPage(`sidepanel.html?tab=${tab}`);
    await cardOf(side, 'Nguyễn Thị Lan');
    await side.close();
    await inbox.page.bringToFront();
  });

  test('the popup and Done', async () => {
    await kill();
    const popup = await inbox.chromium.openExtensionPage('popup.html');
    await says(popup, PROMISE);
    await kill();
    const row = await rowWith(popup, '[data-part="reminder"]', PROMISE);
    await (await row.$('[data-act="done"]'))?.click();
    await listsNot(popup, '[data-part="reminder"]', PROMISE);
    expect((await inbox.door.rows('reminders')).find(({ title }) => title === PROMISE)?.state).toBe('done');
    await popup.close();
  });
});

describe('killed in the middle of a command', () => {
  // Each round kills at another moment of the same work; the seller clicks again because nothing seemed to happen.
  const MOMENTS = [0, 1, 3, 7, 15, 30];

  test('an entry is there once or not at all, and once after the second click', async () => {
    await addPeople(inbox.door, [{ id: 'cut', name: 'Cut Short', keys: ['email:cut@example.com'] }]);
    for (const [round, moment] of MOMENTS.entries()) {
      const log = {
        name: 'interaction.log' as const,
        args: {
          customers: ['cut'],
          kind: 'email' as const,
          direction: 'in' as const,
          subject: `Round ${round}`,
          channel: 'email',
          thread: {
            site: 'gmail',
            id: `cut-${round}`,
            url: 'https://mail.google.com/',
            subject: `Round ${round}`,
          },
          messageId: 'm1',
          count: 1,
        },
      };
      const first = inbox.door.run(log).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, moment));
      await kill();
      const mine = async () => (await entriesOf('cut')).filter(({ subject }) => subject === `Round ${round}`);
      expect((await mine()).length).toBeLessThanOrEqual(1);
      const again = await inbox.door.run(log);
      expect(await mine()).toHaveLength(1);
      expect(again.id).toBe((await mine())[0]?.id);
      await first;
    }
    // What is derived was written in the same transaction as what it is derived from.
    expect((await inbox.door.row('customers', 'cut'))?.contactCount).toBe(MOMENTS.length);
  });
});
