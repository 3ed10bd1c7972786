import 'fake-indexeddb/auto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFile } from '../../lib/service/export/desk.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { until } from '../harness/until.ts';
import { WORDS } from '../unit/import-fixture.ts';
import { START, testBook } from '../unit/store-fixture.ts';

/** The address book as its reader meets it: a file on a disk, opened in a browser that has no Beside. */

const EVIL = '</script><img src=x onerror="window.hit=1"><script>window.hit=1</script>';
const folder = mkdtempSync(join(tmpdir(), 'beside-book-'));
let chromium: Chromium;
let page: Page;
const asked: string[] = [];

async function written(passphrase: string): Promise<string> {
  const { book, run } = await testBook();
  await run('tag.save', { id: 'vip', name: 'VIP', colour: 'red', position: 0 });
  const lan = await run('customer.save', {
    set: {
      name: 'Nguyễn Thị Lan',
      address: '12 Lê Lợi',
      fields: { size: 'M', 'private.CCCD': '012345678901' },
    },
    keys: ['tel:+84912345678', 'email:lan@example.com'],
    tags: ['vip'],
  });
  await run('note.add', { customer: lan.id!, text: 'Thích màu rêu' });
  await run('customer.save', { set: { name: EVIL, about: EVIL, company: EVIL } });
  await run('customer.save', { set: { name: 'Đỗ Hoa' } });
  const request = { format: 'html' as const, scope: { kind: 'all' as const }, private: false, passphrase };
  const deps = { book: async () => book, now: () => START, words: WORDS };
  const { content } = await exportFile(deps, request, () => undefined);
  const path = join(folder, `book-${passphrase}.html`);
  writeFileSync(path, new Uint8Array(await content.arrayBuffer()));
  return path;
}

beforeAll(async () => {
  chromium = await launchChromium();
  page = await chromium.browser.newPage();
  page.on('request', (request) => asked.push(request.url()));
});
afterAll(async () => {
  await chromium?.close();
  rmSync(folder, { recursive: true, force: true });
});

const names = () => page.$$eval('#list h2', (all) => all.map((one) => one.firstChild?.textContent));
const find = async (text: string) => {
  await page.$eval('#find', (field) => {
    (field as HTMLInputElement).value = '';
  });
  await page.type('#find', text);
};

describe('the address book', () => {
  test('opens and finds people by folded names, phones, tags and notes, and asks no address', async () => {
    const path = await written('');
    await page.goto(pathToFileURL(path).href);
    expect(await names()).toEqual(expect.arrayContaining(['Nguyễn Thị Lan', 'Đỗ Hoa', EVIL]));
    for (const text of ['nguyen lan', '0912 345', 'vip', 'mau reu', '12 le loi', 'lan@example.com']) {
      await find(text);
      expect(await names(), text).toEqual(['Nguyễn Thị Lan']);
    }
    await find('do hoa');
    expect(await names()).toEqual(['Đỗ Hoa']);
    await find('không ai');
    expect(await names()).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  });

  test('draws what people wrote as text, and holds no private field', async () => {
    const path = await written('');
    await page.goto(pathToFileURL(path).href);
    expect(await page.evaluate(() => [document.images.length, 'hit' in window])).toEqual([0, false]);
    expect(await page.content()).not.toContain('012345678901');
    // Its own policy would stop a script, even one that found a way in.
    const stopped = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.hit = 1';
      document.body.append(script);
      return !('hit' in window);
    });
    expect(stopped).toBe(true);
  });

  test('locked: a wrong passphrase opens nothing, the right one does', async () => {
    const path = await written('trà sữa');
    await page.goto(pathToFileURL(path).href);
    expect(await page.content()).not.toContain('Lan');
    await page.type('#passphrase', 'sai');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('wrong')?.textContent !== '');
    expect(await names()).toEqual([]);
    await page.$eval('#passphrase', (field) => {
      (field as HTMLInputElement).value = '';
    });
    await page.type('#passphrase', 'trà sữa');
    await page.keyboard.press('Enter');
    await until(async () => (await names()).length === 3, { what: 'the book to open' });
    await find('hoa');
    expect(await names()).toEqual(['Đỗ Hoa']);
  });
});
