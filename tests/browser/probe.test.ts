import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const fixture = (name: string) => join(root, 'tests', 'fixtures', 'sites', `${name}.html`);

interface Told {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the probe as `npm run probe -- …` does. */
function probe(...args: string[]): Promise<Told> {
  const child = spawn(process.execPath, [join(root, 'tests', 'harness', 'probe.ts'), ...args], { cwd: root });
  const told = { out: '', err: '' };
  child.stdout.on('data', (part) => {
    told.out += part;
  });
  child.stderr.on('data', (part) => {
    told.err += part;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...told }));
  });
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'beside-probe-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function page(html: string): string {
  const file = join(folder, 'page.html');
  writeFileSync(file, html);
  return file;
}

describe('a page it knows', () => {
  test('prints one JSON object and nothing else', async () => {
    const url = 'https://www.nhahoa.example/wp-admin/admin.php?page=wc-orders&action=edit&id=1043';
    const { code, out, err } = await probe(fixture('woocommerce/hpos'), '--url', url);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toEqual({
      site: 'woocommerce',
      thread: { id: '1043', url, subject: 'Order #1043 details' },
      counterparts: [
        {
          name: 'Minh Trần',
          identities: [
            'email:minh@example.vn',
            'tel:+84987654321',
            'woocommerce:www.nhahoa.example:customer:18',
          ],
          strength: 'strong',
        },
      ],
      messages: [],
      order: {
        id: '1043',
        number: '1043',
        total: 1_280_000,
        currency: 'VND',
        status: 'on-hold',
        atText: '2026-11-20 10:02:11',
        payment: 'Cash on delivery',
        goods: [{ name: 'Orchid', sku: 'ORC-1', quantity: 1, total: 1_250_000 }],
      },
      health: 'ok',
    });
  });

  test('a shop without https, on a port', async () => {
    const url = 'http://localhost:8080/wp-admin/post.php?post=1042&action=edit';
    const { out } = await probe(fixture('woocommerce/legacy'), '--url', url);
    expect(JSON.parse(out)).toMatchObject({
      site: 'woocommerce',
      thread: { id: '1042', url },
      counterparts: [{ identities: expect.arrayContaining(['woocommerce:localhost:8080:customer:17']) }],
    });
  });

  test('a saved page cannot write itself anew, nor leave', async () => {
    const url = 'https://web.telegram.org/k/#712345678';
    const html = readFileSync(fixture('telegram-k/dm-by-id'), 'utf8').replace(
      '</head>',
      `<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">
       <script>document.documentElement.remove();</script>
       <script src="https://web.telegram.org/k/app.js"></script></head>`,
    );
    const { out } = await probe(page(html), '--url', url);
    const { thread, messages } = JSON.parse(out) as { thread: { id: string }; messages: unknown[] };
    expect(thread.id).toBe('712345678');
    expect(messages).toHaveLength(2);
  });
});

test('a page that no site claims', async () => {
  const url = 'https://elsewhere.example';
  const { code, out } = await probe(page('<p>lan@example.com</p>'), '--url', url);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    site: null,
    thread: { id: '', url, subject: '' },
    counterparts: [],
    messages: [],
    order: null,
    health: 'none',
  });
});

describe('what it cannot do, in a sentence and with exit status 2', () => {
  test.each([
    ['no page', [], /Name the saved page/],
    ['no address', ['page.html'], /--url/],
    ['two pages', ['a.html', 'b.html', '--url', 'https://a.example/'], /One page/],
    ['an address that is none', ['a.html', '--url', 'mail.google.com'], /https:\/\//],
    ['an address of a file', ['a.html', '--url', 'file:///a.html'], /https:\/\//],
    ['a switch nobody knows', ['a.html', '--fast'], /--fast/],
    ['a page that is not there', ['not-there.html', '--url', 'https://a.example/'], /not-there\.html/],
    ['a folder', ['tests', '--url', 'https://a.example/'], /tests/],
  ])('%s', async (_what, args, sentence) => {
    const { code, out, err } = await probe(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
