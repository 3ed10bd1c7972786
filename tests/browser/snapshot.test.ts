import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLES, type TableName } from '../../lib/domain/row.ts';
import { RULES } from '../../lib/domain/tables.ts';
import { addPeople, dueIn, remind } from '../harness/book.ts';
import { cardOf, type Inbox, MAIL, openInbox, textsOf, visit } from '../harness/inbox.ts';
import { says, shown } from '../harness/overlay.ts';
import { send } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

/**
 * The day the book does not open: the last good copy is offered, goes into a new book, and the old one stays. That the
 * browser cannot open a database is played before any script of the page; everything after is real.
 */

let inbox: Inbox;
/** The book at the moment of the copy. */
let before: Record<string, unknown[]>;
let graves: unknown[];

/** Rows in a fixed order. Which chunk of the search text a customer stands in is of no meaning. */
async function wholeBook(): Promise<Record<string, unknown[]>> {
  const book: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    const rows = await inbox.door.rows(table);
    // Where a row lies in the search text and in the reports is found anew.
    book[table] = rows
      .map((row) => ({ ...row, chunk: undefined, cells: undefined }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  return book;
}
const databases = () =>
  inbox.door.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort());
const rowsIn = (database: string, table: string) =>
  inbox.door.page.evaluate(
    (name, store) =>
      new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction(store).objectStore(store).getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(all.result);
          };
        };
      }),
    database,
    table,
  );

/** Deleted rows, without what is computed again when they come back. */
async function gravesIn(database: string): Promise<unknown[]> {
  const all = (await rowsIn(database, 'graves')) as { table: TableName; row: Record<string, unknown> }[];
  return all.map((grave) => ({
    ...grave,
    row: Object.fromEntries(
      Object.entries(grave.row).filter(([field]) => !RULES[grave.table].derived.includes(field)),
    ),
  }));
}

/** Opens a page of ours in which the browser cannot open one database, as after a crash amid a write. */
async function openBroken(path: string, database: string): Promise<Page> {
  const page = await inbox.chromium.browser.newPage();
  await page.evaluateOnNewDocument((name) => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (wanted: string, version?: number) {
      if (wanted === name) throw new DOMException('Internal error opening backing store.', 'UnknownError');
      return open.call(this, wanted, version);
    };
  }, database);
  await page.goto(`chrome-extension://${inbox.chromium.extensionId}/${path}`);
  return page;
}

beforeAll(async () => {
  inbox = await openInbox();
  // One of everything: a log, a note taken away again, a deleted customer, a reminder, a rule.
  const { door } = inbox;
  await door.run({ name: 'note.add', args: { customer: 'sample-lan', text: 'Ghi trước bản sao' } });
  const { change } = await door.run({ name: 'note.add', args: { customer: 'sample-lan', text: 'Rút lại' } });
  await door.run({ name: 'change.undo', args: { change: change! } });
  await addPeople(door, [{ id: 'gone', name: 'Đã Xoá', keys: ['email:gone@example.com'] }]);
  await door.run({ name: 'customer.delete', args: { id: 'gone' } });
  await remind(door, 'Nhắc trong bản sao', dueIn(3_600_000), 'sample-lan');
  await door.run({ name: 'neverLog.add', args: { rule: 'domain:spam.example', label: '@spam.example' } });
  before = await wholeBook();
  graves = await gravesIn('beside');
});
afterAll(() => inbox?.chromium.close());

describe('the safe copy', () => {
  test('is made from the settings, and says so', async () => {
    const settings = await inbox.chromium.openExtensionPage('dashboard.html#/settings');
    await (await shown(settings, '[data-act="copy-now"]')).click();
    const info = await until(() => send(inbox.door.page, 'snapshot.info', {}), { what: 'the copy' });
    expect(info).toMatchObject({ customers: before.customers?.length });
    await settings.close();
  });

  test('of an untouched book is not made again', async () => {
    const first = await send(inbox.door.page, 'snapshot.info', {});
    await send(inbox.door.page, 'snapshot.write', {});
    expect(await send(inbox.door.page, 'snapshot.info', {})).toEqual(first);
  });

  test('of an empty book takes no place of a good one: a browser may lose a database and make it anew', async () => {
    const good = await send(inbox.door.page, 'snapshot.info', {});
    const use = (name: string) =>
      inbox.door.page.evaluate(
        (book) =>
          (
            globalThis as unknown as { chrome: { storage: { local: { set(v: object): Promise<void> } } } }
          ).chrome.storage.local.set({ book }),
        name,
      );
    await use('beside-empty');
    await until(async () => (await inbox.door.rows('customers')).length === 0, { what: 'the empty book' });
    for (let twice = 0; twice < 2; twice++) await send(inbox.door.page, 'snapshot.write', {});
    expect(await send(inbox.door.page, 'snapshot.info', {})).toEqual(good);
    await use('beside');
    expect((await inbox.door.rows('customers')).length).toBe(before.customers?.length);
  });
});

describe('a book that will not open', () => {
  test('the screen says that nothing was deleted, and offers the copy', async () => {
    // Written after the copy: the copy cannot know it, the old book must keep it.
    await inbox.door.run({ name: 'note.add', args: { customer: 'sample-lan', text: 'Sau bản sao' } });
    const broken = await openBroken('dashboard.html', 'beside');
    await shown(broken, '[data-part="rescue"]');
    await says(broken, String(before.customers?.length), '[data-part="snapshot"]');
    await says(broken, /chưa có gì bị x(oá|óa)/i, '[data-part="rescue"]');
    await broken.close();
  });

  test.each(['sidepanel.html', 'popup.html'])('%s says it too', async (path) => {
    const broken = await openBroken(path, 'beside');
    await shown(broken, '[data-part="rescue"]');
    await broken.close();
  });

  test('the copy opens as a new book that equals the old one of that moment; the old one stays', async () => {
    const broken = await openBroken('dashboard.html', 'beside');
    await (await shown(broken, '[data-act="restore"]')).click();
    await until(async () => (await inbox.door.name()) !== 'beside', { what: 'the new book to be in use' });
    const name = await inbox.door.name();
    expect(await databases()).toEqual(expect.arrayContaining(['beside', name]));
    expect(await wholeBook()).toEqual(before);
    expect(await gravesIn(name)).toEqual(graves);
    const old = (await rowsIn('beside', 'notes')) as { text: string }[];
    expect(old.some(({ text }) => text === 'Sau bản sao')).toBe(true);
    // The page that was broken loads itself anew, now with the new book.
    await until(async () => (await textsOf(broken, '[data-part="customers"] .list-name b')).length > 0, {
      what: 'the list of the new book',
    });
    await broken.close();
  });

  test('everything goes on in the new book: cards, search, writing, undo, the bell', async () => {
    const name = await inbox.door.name();
    await inbox.page.bringToFront();
    const panel = await visit(inbox.page, MAIL.lan);
    await cardOf(panel, 'Nguyễn Thị Lan');
    const { change, id } = await inbox.door.run({
      name: 'note.add',
      args: { customer: 'sample-lan', text: 'Trong sổ mới' },
    });
    expect(await inbox.door.row('notes', id!)).not.toBeNull();
    await inbox.door.run({ name: 'change.undo', args: { change: change! } });
    expect(await inbox.door.row('notes', id!)).toBeNull();
    // Codes go on where the copy had them: none is given twice.
    const made = await inbox.door.run({ name: 'customer.save', args: { set: { name: 'Khách Mới' } } });
    const codes = (await inbox.door.rows('customers')).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(
      ((await rowsIn('beside', 'customers')) as { id: string }[]).some((one) => one.id === made.id),
    ).toBe(false);
    await remind(inbox.door, 'Reo trong sổ mới', dueIn(700));
    await until(
      async () =>
        Object.keys((await inbox.door.page.evaluate('chrome.notifications.getAll()')) as object).length === 1,
      { what: 'the reminder of the new book to ring' },
    );
    await inbox.door.kill();
    expect(await inbox.door.name()).toBe(name);
    await inbox.door.run({
      name: 'note.add',
      args: { customer: 'sample-lan', text: 'Sau khi khởi động lại' },
    });
    expect((await rowsIn(name, 'notes')).length).toBe((before.notes?.length ?? 0) + 1);
  });

  test('without a copy it says that there is none, and offers only another try', async () => {
    await inbox.door.page.evaluate(async () => {
      const { local } = (
        globalThis as unknown as {
          chrome: {
            storage: { local: { get(k: null): Promise<object>; remove(k: string[]): Promise<void> } };
          };
        }
      ).chrome.storage;
      const keys = Object.keys(await local.get(null)).filter((key) => key.includes('snapshot'));
      await local.remove(keys);
    });
    const broken = await openBroken('dashboard.html', await inbox.door.name());
    await shown(broken, '[data-part="rescue"] [data-act="retry"]');
    await until(async () => !(await broken.$('[data-act="restore"]')), { what: 'no copy to be offered' });
    await broken.close();
  });
});

describe('a book that a newer Beside wrote', () => {
  test('is left as it is: the screen says to load again, and offers no old copy', async () => {
    const name = await inbox.door.name();
    await send(inbox.door.page, 'snapshot.write', {});
    const rows: Partial<Record<TableName, number>> = {};
    for (const table of TABLES) rows[table] = (await inbox.door.rows(table)).length;
    await inbox.page.goto('about:blank');
    await inbox.door.page.evaluate(
      (wanted) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open(wanted, 9000);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        }),
      name,
    );
    await inbox.door.kill();
    const page = await inbox.chromium.openExtensionPage('dashboard.html');
    await shown(page, '[data-part="rescue"]');
    expect(await page.$('[data-act="restore"]')).toBeNull();
    await says(page, 'database-newer', '[data-part="rescue"]');
    await expect(
      inbox.door.run({ name: 'note.add', args: { customer: 'sample-lan', text: 'Không được' } }),
    ).rejects.toThrow('database-newer');
    for (const table of TABLES) expect((await inbox.door.rows(table)).length).toBe(rows[table]);
    await page.close();
  });
});
