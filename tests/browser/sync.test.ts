import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPeople, type BookDoor, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { type DavServer, davServer } from '../harness/dav-server.ts';
import { actUntil, says, shown } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { until } from '../harness/until.ts';

/** Two devices of one seller: two real profiles, each with the built extension, and a store between them. */

interface Device {
  chromium: Chromium;
  door: BookDoor;
  page: Page;
}
let store: DavServer;
let shop: Device;
let laptop: Device;
let kit = '';
const PASSPHRASE = 'trà sữa ít đường';
const LONG = 60_000;

async function device(): Promise<Device> {
  const chromium = await launchChromium({ extension: ownBuild(), language: 'vi' });
  const door = await openDoor(chromium);
  await door.settings({ language: 'vi' });
  const page = await chromium.openExtensionPage('dashboard.html#/sync');
  await page.bringToFront();
  return { chromium, door, page };
}

beforeAll(async () => {
  store = await davServer();
  [shop, laptop] = await Promise.all([device(), device()]);
});
afterAll(async () => {
  await Promise.all([shop?.chromium.close(), laptop?.chromium.close()]);
  await store?.stop();
});

const press = async (page: Page, act: string) => (await shown(page, `[data-act="${act}"]:enabled`)).click();
async function fill(page: Page, part: string, text: string): Promise<void> {
  const field = await shown(page, `[data-part="${part}"]`);
  await field.click({ count: 3 });
  await field.press('Backspace');
  await field.type(text);
}
async function connect(page: Page, password = store.password): Promise<void> {
  await press(page, 'store-webdav');
  await fill(page, 'store-address', store.url);
  await fill(page, 'store-user', store.user);
  await fill(page, 'store-secret', password);
  await press(page, 'store-try');
}
const save = (door: BookDoor, id: string, name: string, phone: string) =>
  addPeople(door, [{ id, name, keys: [`tel:${phone}`] }]);
const nameOf = async (door: BookDoor, id: string) => (await door.row('customers', id))?.name ?? null;

test('a store that refuses says why; the right password turns sync on, and the kit is shown', async () => {
  await save(shop.door, 'lan', 'Nguyễn Thị Lan', '+84912345678');
  const { page } = shop;
  await connect(page, 'sai');
  await says(page, 'Kho không nhận tên hoặc mật khẩu', '[data-part="store-test"]');
  await fill(page, 'store-secret', store.password);
  await press(page, 'store-try');
  await shown(page, '[data-part="store-test"][data-verdict="good"]');
  await says(page, 'không có https', '[data-part="open-way"]');
  await fill(page, 'passphrase-field', PASSPHRASE);
  await fill(page, 'passphrase-again-field', PASSPHRASE);
  await press(page, 'sync-begin');
  kit = await (await shown(page, '[data-part="sync-kit-code"]')).evaluate((one) => one.textContent ?? '');
  expect(kit).toMatch(/^([A-Z2-7]{4}-){6}[A-Z2-7]{4}$/);
  await press(page, 'kit-done');
  await says(page, 'Đã khớp với localhost', '[data-part="sync-line"]');
});

test('the other device comes in by kit and passphrase alone, with the customers it has already', async () => {
  await save(laptop.door, 'hoa', 'Trần Hoa', '+84987654321');
  const { page } = laptop;
  await connect(page);
  await press(page, 'sync-join');
  await fill(
    page,
    'sync-kit-field',
    kit.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
  );
  await fill(page, 'passphrase-field', PASSPHRASE);
  await press(page, 'sync-begin');
  await says(page, 'Mã khôi phục chưa đúng', '[data-part="sync-failure"]');
  await fill(page, 'sync-kit-field', kit);
  await fill(page, 'passphrase-field', 'sai');
  await press(page, 'sync-begin');
  await says(page, 'Mật khẩu chưa đúng', '[data-part="sync-failure"]');
  await fill(page, 'passphrase-field', PASSPHRASE);
  await press(page, 'sync-begin');
  await until(async () => (await nameOf(laptop.door, 'lan')) === 'Nguyễn Thị Lan', {
    what: 'the shop’s customer on the laptop',
    timeout: LONG,
  });
  await until(async () => (await nameOf(shop.door, 'hoa')) === 'Trần Hoa', {
    what: 'the laptop’s customer in the shop',
    timeout: LONG,
  });
});

test('an edit here shows there; the store has nothing that could be read', async () => {
  await shop.door.run({ name: 'customer.save', args: { id: 'hoa', set: { name: 'Trần Thị Hoa' } } } as never);
  await until(async () => (await nameOf(laptop.door, 'hoa')) === 'Trần Thị Hoa', {
    what: 'the edit on the laptop',
    timeout: LONG,
  });
  const all = Buffer.concat([...store.objects].flatMap(([path, bytes]) => [Buffer.from(path), bytes]));
  for (const word of [
    // Long enough that chance does not write them into sealed bytes.
    'Thị Lan',
    'Thị Hoa',
    '912345678',
    'customers',
    'sortName',
    'tel:+84',
    PASSPHRASE,
    'cửa hàng',
  ])
    expect(all.includes(word), word).toBe(false);
  await says(laptop.page, 'Đã gửi', '[data-part="sync-bytes"]');
});

test('a full store waits and says so; then what was written meanwhile arrives', async () => {
  store.refuse(507);
  await save(shop.door, 'minh', 'Lê Minh', '+84905550100');
  await says(shop.page, 'Kho đã đầy', '[data-part="sync-why"]');
  expect(await nameOf(shop.door, 'minh')).toBe('Lê Minh');
  store.refuse(null);
  await actUntil(
    shop.page,
    'sync-run',
    async () => (await shop.page.$('[data-part="sync-why"]')) === null,
    LONG,
  );
  await until(async () => (await nameOf(laptop.door, 'minh')) === 'Lê Minh', {
    what: 'what waited, on the laptop',
    timeout: LONG,
  });
});

test('an emptied store deletes nothing: it is asked about, and filled again only after yes', async () => {
  await actUntil(
    laptop.page,
    'sync-stop',
    async () => (await laptop.page.$('[data-act="sync-go-on"]')) !== null,
  );
  await says(laptop.page, 'Đang dừng', '[data-part="sync-line"]');
  store.objects.clear();
  // Looked at by itself; nobody need press anything.
  await says(shop.page, 'có đúng kho không', '[data-part="sync-line"]', LONG);
  expect(store.objects.size).toBe(0);
  expect(await shop.door.rows('customers')).toHaveLength(3);
  await press(shop.page, 'sync-refill');
  await says(shop.page, 'Đã khớp với localhost', '[data-part="sync-line"]');
  expect(store.objects.size).toBeGreaterThan(3);
  await press(laptop.page, 'sync-go-on');
  await says(laptop.page, 'Đã khớp với localhost', '[data-part="sync-line"]');
  expect(await laptop.door.rows('customers')).toHaveLength(3);
});

test('turning it off deletes nothing, here or there', async () => {
  const before = store.objects.size;
  await press(laptop.page, 'sync-end');
  await press(laptop.page, 'sync-end-now');
  await shown(laptop.page, '[data-act="store-webdav"]');
  expect(await laptop.door.rows('customers')).toHaveLength(3);
  expect(store.objects.size).toBeGreaterThanOrEqual(before);
});
