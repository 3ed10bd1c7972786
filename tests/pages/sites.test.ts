import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { parseSighting } from '../../lib/domain/sighting-schema.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { GMAIL_HEADERS, serve } from '../harness/serve.ts';
import { evaluateBeside, type Probe, probeOf, readPage } from '../harness/site-bundle.ts';

/**
 * Every page in tests/fixtures/sites, opened under its real address in a real browser and read by the real engine.
 * What it must give stands beside it, written from what is known of the site and not from what the engine said.
 */
const folder = join(import.meta.dirname, '..', 'fixtures', 'sites');
interface Expectation {
  url: string;
  headers: 'gmail' | null;
  expect: Probe;
}
const fixtures = readdirSync(folder).flatMap((site) =>
  readdirSync(join(folder, site))
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({ site, name: file.slice(0, -'.html'.length) })),
);
const htmlOf = (site: string, name: string) => readFileSync(join(folder, site, `${name}.html`), 'utf8');
const expectationOf = (site: string, name: string) =>
  JSON.parse(readFileSync(join(folder, site, `${name}.json`), 'utf8')) as Expectation;

/** People and their handles have no order of their own, and one space is as good as another. */
function comparable(probe: Probe): Probe {
  const byKey = (a: { identities: string[]; name: string }, b: { identities: string[]; name: string }) =>
    `${a.identities[0]} ${a.name}` < `${b.identities[0]} ${b.name}` ? -1 : 1;
  return {
    ...probe,
    counterparts: probe.counterparts
      .map((one) => ({ ...one, identities: [...one.identities].sort() }))
      .sort(byKey),
    messages: probe.messages.map((one) => ({ ...one, text: one.text.replace(/\s+/g, ' ') })),
  };
}

let chromium: Chromium;
let page: Page;
/** What the page's console and its uncaught errors said since the last opening. */
let heard: string[] = [];

beforeAll(async () => {
  chromium = await launchChromium();
  page = await chromium.browser.newPage();
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(String(error)));
});
afterAll(() => chromium?.close());

/** Opens a page anew: the same address with another hash would only be a jump inside it. */
async function open(url: string, html: string, headers: Expectation['headers']): Promise<void> {
  const document = new URL(url);
  document.hash = '';
  await serve(page, {
    [document.href]: { body: html, headers: headers === 'gmail' ? GMAIL_HEADERS : {} },
  });
  await page.goto('about:blank');
  heard = [];
  await page.goto(url, { waitUntil: 'domcontentloaded' });
}

async function readAt(url: string, html: string, headers: Expectation['headers'] = null): Promise<Probe> {
  await open(url, html, headers);
  const { sighting } = await readPage(page);
  return probeOf(sighting, url);
}

test.each(fixtures)('$site: $name', async ({ site, name }) => {
  const { url, headers, expect: expected } = expectationOf(site, name);
  const seen = await readAt(url, htmlOf(site, name), headers);
  expect(comparable(seen)).toEqual(comparable(expected));
});

test.each([
  ['messages of Telegram Web A that wait to be sent', 'https://web.telegram.org/a/#712345678_scheduled'],
  ['a page of LinkedIn that is not its messages', 'https://www.linkedin.com/feed/'],
  ['the calendar beside Outlook', 'https://outlook.office.com/calendar/view/week'],
  ['the list of orders kept as posts', 'https://shop.example/wp-admin/edit.php?post_type=shop_order'],
  ['the list of orders in their own table', 'https://shop.example/wp-admin/admin.php?page=wc-orders'],
  ['a new order, not saved yet', 'https://shop.example/wp-admin/admin.php?page=wc-orders&action=new'],
  ['the shop as buyers see it', 'https://shop.example/?post=1042&action=edit'],
  ['another host of Google', 'https://chat.google.com/mail/u/0/#inbox/FMfcgzQcqRDTLbVhSXmJpQNzkKdWwFgZ'],
])('no site claims %s', async (_what, url) => {
  const page = htmlOf('woocommerce', 'legacy');
  const nobody = {
    site: null,
    thread: { id: '', url, subject: '' },
    counterparts: [],
    messages: [],
    order: null,
  };
  expect(await readAt(url, page)).toEqual({ ...nobody, health: 'none' });
});

test('each fixture says in its first line when it was written, where it stands and what it shows', () => {
  const silent = fixtures.filter(({ site, name }) => {
    const [line = ''] = htmlOf(site, name).split('\n');
    const found = /^<!-- \d{4}-\d\d-\d\d (\S+) \S.*-->$/.exec(line);
    return found?.[1] !== expectationOf(site, name).url;
  });
  expect(silent).toEqual([]);
});

/** Runs in the page: takes away one attribute or element after another, reads each time, and puts it back. */
const damage = (seed: number, times: number) => `(() => {
  let state = ${seed};
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
  const elements = [...document.body.querySelectorAll('*')];
  const results = [];
  for (let turn = 0; turn < ${times}; turn += 1) {
    const element = elements[random(elements.length)];
    const attributes = [...element.attributes];
    if (attributes.length > 0 && random(3) > 0) {
      const { name, value } = attributes[random(attributes.length)];
      element.removeAttribute(name);
      results.push({ lost: element.tagName + ' ' + name + '=' + value, read: beside.readHere(location.href) });
      element.setAttribute(name, value);
    } else {
      const mark = document.createComment('');
      element.replaceWith(mark);
      results.push({ lost: element.tagName + '.' + element.className, read: beside.readHere(location.href) });
      mark.replaceWith(element);
    }
  }
  return results;
})()`;

test.each([
  ['gmail', 'new-2025'],
  ['gmail', 'preview-pane'],
  ['gmail', 'leftover-main'],
  ['gmail', 'quoted'],
  ['telegram-k', 'slide'],
  ['telegram-k', 'emoji-reply'],
  ['woocommerce', 'vietnamese'],
  ['woocommerce', 'read-view'],
  ['woocommerce', 'paid-refunded'],
])('%s: %s with a part missing names the right person or nobody', async (site, name) => {
  const { url, headers, expect: right } = expectationOf(site, name);
  await open(url, htmlOf(site, name), headers);
  const turns = process.env.BESIDE_LONG === '1' ? 5000 : 300;
  const results = (await evaluateBeside(page, damage(20261123, turns))) as { lost: string; read: Sighting }[];
  const known = new Set(right.counterparts.flatMap(({ identities }) => identities));
  const ids = new Set(right.messages.map(({ id }) => id));
  const wrong = results.flatMap(({ lost, read }) => {
    const seen = parseSighting(read, { origin: new URL(url).origin });
    const strangers = (seen?.counterparts ?? []).flatMap(({ identities }) =>
      identities.filter((key) => !known.has(key)),
    );
    // A message that lost one id may be known by its other.
    const foreign = (seen?.messages ?? []).filter(
      ({ id }) => !ids.has(id) && !lost.includes('data-message-id'),
    );
    // Without its last row, a table of totals ends with another one; nothing on the page would tell.
    const total = (lost === 'TR.' ? null : seen?.order?.total) ?? right.order?.total;
    const isWrong = strangers.length + foreign.length > 0 || total !== right.order?.total;
    return isWrong ? [{ lost, strangers, foreign, total }] : [];
  });
  expect(wrong).toEqual([]);
  expect(results.some(({ read }) => read.health !== 'ok')).toBe(true);
  expect(results.some(({ read }) => read.health === 'ok' && read.counterparts.length > 0)).toBe(true);
});

describe('a page that means ill, or is merely broken', () => {
  const gmail = expectationOf('gmail', 'new-2025');
  const html = htmlOf('gmail', 'new-2025');
  /** The fixture with something else in its place. @throws when it is not there, so that no case tests nothing. */
  const swap = (from: string, to: string, within = html) => {
    if (!within.includes(from)) throw new Error(`The fixture no longer holds ${from}`);
    return within.replaceAll(from, to);
  };

  test('a name of a megabyte is cut, and nothing else is lost', async () => {
    const seen = await readAt(
      gmail.url,
      swap('name="Lan Nguyễn"', `name="${'Lan '.repeat(250_000)}"`),
      'gmail',
    );
    expect(seen.counterparts).toHaveLength(1);
    expect(seen.counterparts[0]?.name.length).toBeLessThanOrEqual(200);
    expect(seen.counterparts[0]?.name).toMatch(/^Lan Lan/);
    expect(seen.messages).toHaveLength(2);
  });

  test('control and direction characters are gone from every text', async () => {
    const marks = '&#1;&#x7f;&#x202e;&#x2066;&#xfeff;';
    const seen = await readAt(
      gmail.url,
      swap(
        'Order of 20 roses</h2>',
        `Order${marks} of 20 roses</h2>`,
        swap('"Lan Nguyễn"', `"Lan${marks} Nguyễn"`),
      ),
      'gmail',
    );
    expect(seen.thread.subject).toBe('Order of 20 roses');
    expect(seen.counterparts[0]?.name).toBe('Lan Nguyễn');
  });

  test('of 10,000 messages the newest are read, and in order', async () => {
    const one = (index: number) =>
      `<div role="listitem" class="h7"><div class="adn ads" data-message-id="#msg-f:${index}"><h3 class="iw"><span class="gD" email="lan.nguyen@example.com" name="Lan">Lan</span></h3><span class="hb"><span class="g2" email="me@shop.example" name="me">me</span></span><div class="gK"><span class="g3" title="20 Nov 2026, 10:02"></span></div><div class="ii gt"><div class="a3s aiL">message ${index}</div></div></div></div>`;
    const many = Array.from({ length: 10_000 }, (_, index) => one(index)).join('');
    const body = swap('<div class="nH" role="list">', `<div class="nH" role="list">${many}`);
    const seen = await readAt(gmail.url, body, 'gmail');
    const texts = seen.messages.map(({ text }) => text);
    expect(seen.health).toBe('ok');
    expect(texts).toHaveLength(60);
    expect(texts[0]).toBe('message 9942');
    expect(texts.at(-1)).toBe('Yes, 20 stems are 450,000.');
  });

  test('scripts, styles and markup written as text stay text, in every field', async () => {
    const script = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;';
    const text = '<img src=x onerror="alert(1)"><script>alert(1)</script>';
    const body = ['Order of 20 roses</h2>', '"Lan Nguyễn"', 'Hello,'].reduce(
      (page, part) => swap(part, part.replace(/[A-Z][^"<,]*/, script), page),
      html,
    );
    const seen = await readAt(gmail.url, body, 'gmail');
    expect(seen.thread.subject).toBe(text);
    expect(seen.counterparts[0]?.name).toBe(text);
    expect(seen.messages[0]?.text).toContain(text);
  });

  test('broken times leave the message without a time', async () => {
    const { url } = expectationOf('telegram-k', 'dm-by-id');
    for (const time of ['', 'NaN', '-1', '1e99', '99999999999999999999', 'yesterday']) {
      const body = htmlOf('telegram-k', 'dm-by-id').replace(
        /data-timestamp="\d+"/g,
        `data-timestamp="${time}"`,
      );
      const seen = await readAt(url, body);
      expect(seen.messages.map(({ at }) => at)).toEqual([null, null]);
    }
  });

  test('an address that is none names nobody', async () => {
    const body = swap('lan.nguyen@example.com', 'lan.nguyen(at)example.com');
    const seen = await readAt(gmail.url, body, 'gmail');
    expect(seen.counterparts.flatMap(({ identities }) => identities)).toEqual([]);
  });

  test('elements that stand in for properties of the document and of forms', async () => {
    const { url, expect: expected } = expectationOf('woocommerce', 'legacy');
    const decoys = [
      'parentNode',
      'parentElement',
      'attributes',
      'children',
      'querySelectorAll',
      'matches',
      'closest',
    ]
      .map((name) => `<input type="hidden" name="${name}" id="${name}">`)
      .join('');
    const body = swap(
      '<div id="poststuff">',
      `${decoys}<div id="poststuff">`,
      htmlOf('woocommerce', 'legacy'),
    );
    expect(comparable(await readAt(url, body))).toEqual(comparable(expected));
  });

  test('a page that replaced what scripts read with does not change what is read', async () => {
    const rigged = `<script nonce="beside">
      Document.prototype.querySelectorAll = () => { throw new Error('rigged'); };
      Element.prototype.getAttribute = () => 'rigged@example.net';
      Array.prototype.flatMap = () => ['rigged'];
      JSON.stringify = () => '"rigged"';
      Object.defineProperty(Document.prototype, 'title', { get: () => 'rigged@example.net' });
    </script></head>`;
    const seen = await readAt(gmail.url, swap('</head>', rigged), 'gmail');
    expect(comparable(seen)).toEqual(comparable(gmail.expect));
  });

  test('nesting without end is read without an error', async () => {
    const deep = `${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}`;
    const seen = await readAt(gmail.url, swap('Hello,', `Hello, ${deep}`), 'gmail');
    expect(seen.thread.id).toBe(gmail.expect.thread.id);
    expect(seen.messages.at(-1)?.text).toBe('Yes, 20 stems are 450,000.');
  });

  test('an empty page and a page of another kind are no thread', async () => {
    for (const body of ['', '<!doctype html>', '{"not":"html"}']) {
      const { health, counterparts, messages } = await readAt(gmail.url, body, 'gmail');
      expect({ health, counterparts, messages }).toEqual({ health: 'none', counterparts: [], messages: [] });
    }
  });

  test('reading leaves the page as it was, and its console silent', async () => {
    const changes = `<script nonce="beside">
      window.changes = [];
      new MutationObserver((list) => window.changes.push(...list.map((one) => one.type))).observe(document, {
        subtree: true, childList: true, attributes: true, characterData: true,
      });
      for (const type of ['click', 'focus', 'scroll', 'mouseover', 'selectionchange']) {
        document.addEventListener(type, () => window.changes.push(type), true);
      }
    </script></body>`;
    await open(gmail.url, swap('</body>', changes), 'gmail');
    await page.evaluate('window.changes.length = 0');
    await readPage(page);
    expect(await page.evaluate('window.changes')).toEqual([]);
    expect(heard).toEqual([]);
  });
});
