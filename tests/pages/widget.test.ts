import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {} from '../../lib/widget/index.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { type Served, serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';
import { page as plain, press, SHOP, says, seen, shopRoutes, withPanels } from '../harness/widget-page.ts';

const AXE = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');

/** What the page heard and suffered, from before its first script on. */
interface Heard {
  events: { name: string; detail: Record<string, unknown> }[];
  violations: string[];
  errors: string[];
}
declare global {
  var besideHeard: Heard;
  var axe: typeof import('axe-core');
}

let chromium: Chromium;
let served: Served;
let page: Page;

beforeAll(async () => {
  chromium = await launchChromium({ language: 'vi' });
  served = await serve(chromium.browser, await shopRoutes());
});
afterAll(async () => {
  await chromium?.close();
});

/** A page of a fresh browser profile, as far as its storage goes. */
beforeEach(async () => {
  const context = await chromium.browser.createBrowserContext();
  page = await context.newPage();
  await page.evaluateOnNewDocument(() => {
    globalThis.besideHeard = { events: [], violations: [], errors: [] };
    for (const name of [
      'customer-shown',
      'customer-saved',
      'interaction-logged',
      'reminder-set',
      'reminder-due',
      'draft',
      'error',
    ])
      document.addEventListener(
        name,
        (event) => besideHeard.events.push({ name, detail: (event as CustomEvent).detail ?? {} }),
        true,
      );
    document.addEventListener('securitypolicyviolation', (event) =>
      besideHeard.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
    addEventListener('error', (event) => {
      if (event instanceof ErrorEvent) besideHeard.errors.push(event.message);
    });
    addEventListener('unhandledrejection', (event) => besideHeard.errors.push(String(event.reason)));
  });
  return async () => {
    const { violations, errors } = await page.evaluate(() => besideHeard);
    await context.close();
    expect({ violations, errors }).toEqual({ violations: [], errors: [] });
  };
});

const eventsOf = (name: string) =>
  page.evaluate(
    (one) => besideHeard.events.filter((event) => event.name === one).map(({ detail }) => detail),
    name,
  );
const heardOf = (name: string) =>
  until(async () => (await eventsOf(name)).at(-1), { what: `the event ${name}` });
const set = (name: string, value: string | null) =>
  page.evaluate(
    (attribute, to) => {
      const panel = document.querySelector('beside-panel');
      if (to === null) panel?.removeAttribute(attribute);
      else panel?.setAttribute(attribute, to);
    },
    name,
    value,
  );
const panelEval = <T>(work: (panel: HTMLElementTagNameMap['beside-panel']) => T) =>
  page.$eval('beside-panel', work as (panel: Element) => T);

describe('a plain page under a strict policy', () => {
  it('saves, logs, notes, reminds and hands a draft over, and tells the page of each', async () => {
    await page.goto(SHOP);
    await says(page, '.content', 'Chưa có trong sổ');
    await press(page, 'save');
    await seen(page, '[data-part="card"]');
    expect(await heardOf('customer-saved')).toMatchObject({ id: expect.any(String) });
    expect(await heardOf('customer-shown')).toMatchObject({
      code: 'KH-0001',
      name: 'Trần Thị Lan',
      keys: ['email:lan@example.com', 'tel:+84912345678'],
    });
    await press(page, 'log');
    expect(await heardOf('interaction-logged')).toMatchObject({ customers: [expect.any(String)] });
    await press(page, 'draft');
    const field = await page.waitForSelector('beside-panel >>> [data-part="draft-field"]');
    await field?.type('Chào chị Lan, đơn đang trên đường ạ');
    await press(page, 'put-draft');
    await page.waitForFunction(
      () => document.querySelector('textarea')?.value === 'Chào chị Lan, đơn đang trên đường ạ',
    );
    await says(page, '[data-part="card"]', '#1042');
    // What is in the book is there after a reload.
    await page.reload();
    await says(page, '[data-part="card"]', 'Trần Thị Lan');
    expect(served.strays).toEqual([]);
  });

  it('follows its attributes and properties', async () => {
    await page.goto(SHOP);
    await press(page, 'save');
    await seen(page, '[data-part="card"]');
    await set('customer', 'tel:0987654321');
    await set('name', 'Anh Bình');
    await until(async () => /Anh Bình\s+Chưa có/.test(await seen(page, '.content')), {
      what: 'the next person',
    });
    await set('customer', 'email:lan@example.com');
    await seen(page, '[data-part="card"]');
    await set('lang', 'en');
    await says(page, '[data-act="remind"]', 'Remind');
    await set('theme', 'dark');
    await page.waitForFunction(
      () =>
        document
          .querySelector('beside-panel')
          ?.shadowRoot?.querySelector('.beside')
          ?.getAttribute('data-theme') === 'dark',
    );
    await set('order', null);
    await page.waitForFunction(
      () => !document.querySelector('beside-panel')?.shadowRoot?.querySelector('[data-part="open-order"]'),
    );
    await panelEval((panel) => {
      panel.messages = [
        { id: 'm1', direction: 'in', at: '2026-11-29T02:00:00Z', text: '<b>Còn áo không?</b>' },
      ];
    });
    await says(page, '[data-part="contact-age"]', /ago|waiting|wait/i);
    await set('customer', null);
    await set('name', null);
    await says(page, '.content', 'No conversation open');
  });

  it('answers its methods', async () => {
    await page.goto(SHOP);
    await press(page, 'save');
    await seen(page, '[data-part="card"]');
    const logged = await panelEval((panel) =>
      panel.log({ kind: 'call', direction: 'in', text: 'Hỏi size', id: 'c1' }),
    );
    const again = await panelEval((panel) =>
      panel.log({ kind: 'call', direction: 'in', text: 'Hỏi size', id: 'c1' }),
    );
    expect(again).toBe(logged);
    expect(await eventsOf('interaction-logged')).toHaveLength(1);
    await says(page, '[data-part="card"]', 'Hỏi size');
    expect(await panelEval((panel) => panel.insert('Dạ còn ạ'))).toBe(true);
    await until(
      () =>
        page.evaluate(
          () =>
            document
              .querySelector('beside-panel')
              ?.shadowRoot?.querySelector<HTMLTextAreaElement>('[data-part="draft-field"]')?.value ===
            'Dạ còn ạ',
        ),
      { what: 'the words in the answer field' },
    );
    expect(await panelEval((panel) => panel.open('tel:0900000009'))).toBe(true);
    await says(page, '.content', 'Chưa có trong sổ');
    await panelEval((panel) => panel.open(null));
    await seen(page, '[data-part="card"]');
  });

  it('rings what is due: at once, once, and on the next visit', async () => {
    await page.goto(SHOP);
    await press(page, 'save');
    await seen(page, '[data-part="card"]');
    const remind = (title: string, ms: number) =>
      page.evaluate(
        (text, after) => {
          const panel = document.querySelector('beside-panel');
          const at = Date.now() + after;
          const wall = new Date(at).toISOString().slice(0, 19);
          const due = { at, zone: 'UTC', wall };
          return panel?.store.run({
            name: 'reminder.set',
            args: { customer: null, title: text, due, thread: null },
          });
        },
        title,
        ms,
      );
    await remind('Gọi lại cho Lan', 300);
    expect(await heardOf('reminder-set')).toMatchObject({ at: expect.any(Number) });
    expect(await heardOf('reminder-due')).toMatchObject({ title: 'Gọi lại cho Lan' });
    await says(page, '[data-part="rings"]', 'Gọi lại cho Lan');
    await page.reload();
    await seen(page, '[data-part="card"]');
    // Rung already: the next visit is quiet, until something fell due meanwhile.
    expect(await eventsOf('reminder-due')).toEqual([]);
    await page.goto('about:blank');
    await page.goto(SHOP);
    await seen(page, '[data-part="card"]');
    await panelEval((panel) => panel.addEventListener('reminder-due', (event) => event.preventDefault()));
    await remind('Xem giúp đơn', -1000);
    await heardOf('reminder-due');
    expect(await page.$('beside-panel >>> [data-part="rings"]')).toBeNull();
  });

  it.each(['vi', 'en'])('is clean to axe and within its box, in %s', async (lang) => {
    // Colours that are on their way are nobody's.
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.goto(SHOP);
    await set('lang', lang);
    await press(page, 'save');
    await seen(page, '[data-part="card"]');
    await page.evaluate(AXE);
    for (const theme of ['light', 'dark']) {
      await set('theme', theme);
      await page.waitForFunction(
        (wanted) =>
          document.querySelector('beside-panel')?.shadowRoot?.querySelector(`[data-theme="${wanted}"]`),
        {},
        theme,
      );
      const found = await page.evaluate(async () => {
        const { violations } = await axe.run('beside-panel');
        return violations.flatMap(({ id, nodes }) =>
          nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`),
        );
      });
      expect(found).toEqual([]);
    }
    const wide = await panelEval((panel) => panel.scrollWidth - panel.clientWidth);
    expect(wide).toBe(0);
  });
});

describe('where things are not as they should be', () => {
  it('works in memory where storage is refused, and says so', async () => {
    // A frame without an origin may store nothing: the browser's own refusal.
    served.add({
      [`${SHOP}outer`]: plain(
        '<!doctype html><title>x</title><iframe title="x" sandbox="allow-scripts" src="/inner" width="600" height="600"></iframe>',
      ),
      [`${SHOP}inner`]: {
        body: String(withPanels('<beside-panel customer="tel:0912345678"></beside-panel>', '', 'vi').body),
        headers: { 'content-security-policy': `default-src 'none'; script-src ${SHOP}` },
      },
    });
    await page.goto(`${SHOP}outer`);
    const frame = await until(() => page.frames().find((one) => one.url() === `${SHOP}inner`), {
      what: 'the frame',
    });
    await says(frame, '[data-part="trouble"]', 'Trình duyệt không cho lưu');
    expect(
      await frame.evaluate(() => besideHeard.events.find(({ name }) => name === 'error')?.detail),
    ).toMatchObject({
      code: 'storage-refused',
    });
    await press(frame, 'save');
    await says(frame, '[data-part="card"]', 'KH-0001');
  });

  it('leaves a newer book alone, says so, and works again when it fits', async () => {
    served.add({ [`${SHOP}empty`]: plain('<!doctype html><title>x</title>') });
    await page.goto(`${SHOP}empty`);
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open('beside', 990);
          request.onupgradeneeded = () => request.result.createObjectStore('future').add('kept', 1);
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
          request.onerror = () => reject(request.error);
        }),
    );
    await page.goto(SHOP);
    await says(page, '[data-part="failure"]', /mới hơn/);
    expect(await heardOf('error')).toMatchObject({ code: 'database-newer' });
    const kept = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const request = indexedDB.open('beside', 990);
          request.onsuccess = () => {
            const get = request.result.transaction('future').objectStore('future').get(1);
            get.onsuccess = () => {
              request.result.close();
              resolve(get.result);
            };
          };
        }),
    );
    expect(kept).toBe('kept');
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          indexedDB.deleteDatabase('beside').onsuccess = () => resolve();
        }),
    );
    await press(page, 'retry');
    await says(page, '.content', 'Chưa có trong sổ');
  });

  it('keeps the first of two versions, and says so', async () => {
    served.add({
      [`${SHOP}other.js`]: (url) => {
        void url;
        return { body: otherVersion, type: 'text/javascript' };
      },
      [`${SHOP}two`]: withPanels(
        '<beside-panel customer="tel:0912345678"></beside-panel><script src="/other.js" defer></script>',
      ),
    });
    await page.goto(`${SHOP}two`);
    await says(page, '[data-part="trouble"]', 'hai bản');
    expect(await heardOf('error')).toMatchObject({
      code: 'two-versions',
      detail: expect.stringContaining('9.9.9'),
    });
    await press(page, 'save');
    await seen(page, '[data-part="card"]');
  });

  it('takes no attribute at its word', async () => {
    const evil = '&quot;&gt;&lt;img src=x onerror=alert(1)&gt;';
    served.add({
      [`${SHOP}evil`]: withPanels(
        `<beside-panel customer="mail:x@example.com,javascript:alert(1),tel:0912345678,${'email:a@example.com,'.repeat(500)}" name="${evil}${'x'.repeat(20_000)}" order="${evil}" theme="${evil}" lang="${evil}" region="${evil}" book="../${evil}" subject="${evil}"></beside-panel>`,
      ),
    });
    await page.goto(`${SHOP}evil`);
    await seen(page, '[data-part="trouble"]');
    const codes = new Set((await eventsOf('error')).map(({ code, detail }) => `${code} ${detail}`));
    expect([...codes].sort()).toEqual([
      'bad-attribute book',
      'bad-attribute theme',
      'bad-identity javascript',
      'bad-identity mail',
    ]);
    await press(page, 'save');
    const card = await seen(page, '[data-part="card"]');
    expect(card).toContain('912 345 678');
    const made = await page.evaluate(() => {
      const root = document.querySelector('beside-panel')?.shadowRoot;
      return {
        pictures: root?.querySelectorAll('img, script, iframe').length,
        name: root?.querySelector('.name')?.textContent?.length,
      };
    });
    expect(made.pictures).toBe(0);
    expect(made.name).toBeLessThanOrEqual(200);
  });
});

let otherVersion = '';
beforeAll(async () => {
  const routes = await shopRoutes();
  const script = routes[`${SHOP}beside.js`] as { body: string };
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };
  otherVersion = script.body.replace(`\`${version}\``, '`9.9.9`');
  expect(otherVersion).not.toBe(script.body);
});
