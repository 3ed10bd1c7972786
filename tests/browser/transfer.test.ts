import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { says, shown } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { until } from '../harness/until.ts';

/** Import and export in the built extension: the dashboard, its own worker, a real disk. */

let chromium: Chromium;
let door: BookDoor;
const folder = mkdtempSync(join(tmpdir(), 'beside-files-'));

beforeAll(async () => {
  chromium = await launchChromium({ extension: ownBuild(), language: 'vi' });
  door = await openDoor(chromium);
  await door.settings({ language: 'vi' });
});
afterAll(async () => {
  await chromium?.close();
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const openTransfer = async (): Promise<Page> => {
  const page = await chromium.openExtensionPage('dashboard.html#/transfer');
  await page.bringToFront();
  await shown(page, '[data-part="import-phase"]');
  return page;
};

async function pick(page: Page, path: string): Promise<void> {
  const field = (await page.waitForSelector('[data-part="import-file"]')) as ElementHandle<HTMLInputElement>;
  await field.uploadFile(path);
}
/** Thousands of rows take a busy machine minutes. */
const LONG = 180_000;
const phase = (page: Page, name: string) =>
  shown(page, `[data-part="import-phase"][data-phase="${name}"]`, LONG);
const counted = (page: Page) =>
  page.$$eval('[data-part="import-counts"] [data-count]', (all) =>
    Object.fromEntries(
      all.map((one) => [
        one.getAttribute('data-count'),
        one.querySelector('dd')?.textContent?.replace(/\D/g, ''),
      ]),
    ),
  );

const MANY = 12_000;
const crowd = () =>
  `Họ tên;SĐT;Nhóm khách hàng\r\n${Array.from({ length: MANY }, (_, i) => `Khách ${i};09${10_000_000 + i};Sỉ`).join('\r\n')}`;

describe('import', () => {
  test('a Vietnamese sheet: looked at first, then written, then taken back as a whole', async () => {
    const page = await openTransfer();
    await pick(
      page,
      fileOf('khach.csv', 'Họ tên,SĐT,Ghi chú\nNguyễn Thị Lan,0912 345 678,"Thích rêu\ngiao tối"\n'),
    );
    await phase(page, 'ready');
    expect(await counted(page)).toMatchObject({ new: '1' });
    expect(await door.rows('customers')).toEqual([]);
    await (await shown(page, '[data-act="import-start"]')).click();
    await phase(page, 'done');
    expect(await door.rows('customers')).toMatchObject([
      { name: 'Nguyễn Thị Lan', keys: ['tel:+84912345678'] },
    ]);
    expect(await door.rows('notes')).toMatchObject([{ text: 'Thích rêu\ngiao tối' }]);
    await (await shown(page, '[data-act="import-undo"]')).click();
    await phase(page, 'undone');
    expect(await door.rows('customers')).toEqual([]);
    await page.close();
  });

  test('a tab that is closed in the middle: the next one goes on, and nobody is there twice', async () => {
    const page = await openTransfer();
    await pick(page, fileOf('dong.csv', crowd()));
    await phase(page, 'ready');
    await (await shown(page, '[data-act="import-start"]')).click();
    await until(async () => (await door.rows('customers')).length > 0, {
      what: 'the first page to be written',
    });
    await page.close();
    const part = (await door.rows('customers')).length;
    expect(part).toBeLessThan(MANY);
    const next = await openTransfer();
    await phase(next, 'stopped');
    await says(next, 'dong.csv', '[data-part="import-phase"]');
    await (await shown(next, '[data-act="import-resume"]')).click();
    await phase(next, 'done');
    expect(await counted(next)).toMatchObject({ new: String(MANY) });
    const rows = await door.rows('customers');
    expect(rows).toHaveLength(MANY);
    expect(new Set(rows.flatMap(({ keys }) => keys)).size).toBe(MANY);
    await (await shown(next, '[data-act="import-undo"]')).click();
    await phase(next, 'undone');
    expect(await door.rows('customers')).toEqual([]);
    await next.close();
  });

  test('a file that is none says so', async () => {
    const page = await openTransfer();
    await pick(page, fileOf('anh.csv', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 0, 0, 0, 13])));
    await phase(page, 'failed');
    await says(page, 'Beside chưa đọc được loại tệp này', '[data-part="import-failed"]');
    await page.close();
  });
});

describe('export', () => {
  const download = async (page: Page): Promise<Buffer> => {
    const session = await page.createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await (await shown(page, '[data-act="export"]')).click();
    await says(page, /beside-[\d-]+\.(json|beside|csv|xlsx|vcf|html)/, '[data-part="export-done"]');
    const name = await page.$eval(
      '[data-part="export-done"]',
      (line) => /beside-\S+/.exec(line.textContent ?? '')![0],
    );
    const path = join(folder, name);
    await until(() => existsSync(path), { what: 'the download' });
    const content = readFileSync(path);
    rmSync(path);
    return content;
  };

  test('a locked backup goes out and comes back into an emptied book', async () => {
    const page = await openTransfer();
    await pick(page, fileOf('it.csv', 'Họ tên,SĐT\nNguyễn Thị Lan,0912 345 678\nTrần Hoa,0987654321\n'));
    await (await shown(page, '[data-act="import-start"]')).click();
    await phase(page, 'done');
    const before = await door.rows('customers');
    await (await shown(page, '[data-part="passphrase-field"]')).type('trà sữa');
    await (await shown(page, '[data-part="passphrase-again-field"]')).type('trà sữa');
    const sealed = await download(page);
    expect(sealed.includes('Lan')).toBe(false);
    await (await shown(page, '[data-act="import-undo"]')).click();
    await phase(page, 'undone');
    expect(await door.rows('customers')).toEqual([]);
    await pick(page, fileOf('ban-sao.beside', sealed));
    await phase(page, 'sealed');
    await (await shown(page, '[data-part="unseal-field"]')).type('sai');
    await (await shown(page, '[data-act="unseal"]')).click();
    await says(page, 'Mật khẩu chưa đúng', '[data-part="unseal-wrong"]');
    await (await shown(page, '[data-part="unseal-field"]')).type('trà sữa');
    await (await shown(page, '[data-act="unseal"]')).click();
    await phase(page, 'ready');
    await (await shown(page, '[data-act="import-start"]')).click();
    await phase(page, 'done');
    const named = (rows: typeof before) => rows.map(({ id, name, keys }) => ({ id, name, keys })).sort();
    // Graves of the import are no rows: the book is empty enough to take the backup as it was.
    expect(named(await door.rows('customers'))).toEqual(named(before));
    await page.close();
  });
});

describe('the living backup', () => {
  test('writes to the picked folder, and says so; a browser without folders downloads instead', async () => {
    const page = await chromium.browser.newPage();
    // The picker cannot be driven headless: a folder of the private file system has the same interface.
    await page.evaluateOnNewDocument(() => {
      Object.assign(globalThis, {
        showDirectoryPicker: async () =>
          (await navigator.storage.getDirectory()).getDirectoryHandle('sao-luu', { create: true }),
      });
    });
    await page.goto(`chrome-extension://${chromium.extensionId}/dashboard.html#/transfer`);
    await page.bringToFront();
    await (await shown(page, '[data-act="living-pick"]')).click();
    await shown(page, '[data-part="living-now"][data-phase="idle"]');
    await says(page, 'Lần cuối', '[data-part="living-now"]');
    const names = await page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('sao-luu');
      const found: string[] = [];
      for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
        found.push(name);
      return found.sort();
    });
    expect(names).toEqual([expect.stringMatching(/^beside-\d{4}-.*\.json$/), 'beside-book.html']);
    await (await shown(page, '[data-act="living-end"]')).click();
    await shown(page, '[data-act="living-pick"]');
    await page.close();

    const bare = await chromium.browser.newPage();
    await bare.evaluateOnNewDocument(() => {
      Reflect.deleteProperty(globalThis, 'showDirectoryPicker');
    });
    await bare.goto(`chrome-extension://${chromium.extensionId}/dashboard.html#/transfer`);
    await says(bare, 'không ghi thẳng vào thư mục', '[data-part="living"]');
    await bare.close();
  });
});
