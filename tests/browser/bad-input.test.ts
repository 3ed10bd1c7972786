import type { Frame, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CAPS } from '../../lib/domain/sighting.ts';
import type { HostileThread } from '../fixtures/hostile/inbox.ts';
import { KNOWN, knownPanel, openStage, openThread, SECRETS, type Stage } from '../fixtures/hostile/stage.ts';
import { frameOf, partOf, says, textOf } from '../harness/overlay.ts';
import { clickUntil } from '../harness/panel.ts';
import { until } from '../harness/until.ts';

// Pages hold what nobody expects. It is shown as text, cut to size, and logged as it was shown; the page's own console
// stays silent, and what stands beside another page is not disturbed.

let stage: Stage;
/** Another tab, with its own panel, which must go on all the while. */
let calm: Page;
let calmPanel: Frame;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  stage = await openStage();
  calm = await openThread(stage, KNOWN);
  calmPanel = await knownPanel(calm);
});
afterAll(() => stage?.close());
beforeEach(() => {
  troubles = [];
});
afterEach(async () => {
  expect(troubles).toEqual([]);
  await page?.close();
  await calm.bringToFront();
  // The other panel still hears of what is written.
  await calm.evaluate((hash) => {
    location.hash = hash;
  }, '#inbox');
  await until(async () => (await calmPanel.$('[data-part="no-conversation"]')) !== null);
  await calm.evaluate((hash) => {
    location.hash = hash;
  }, `#inbox/${KNOWN.id}`);
  await says(calmPanel, SECRETS.name);
});

async function open(thread: HostileThread): Promise<Frame> {
  page = await openThread(stage, thread, {
    before: async (tab) => {
      tab.on('console', (message) => {
        if (['error', 'warn', 'assert'].includes(message.type())) troubles.push(message.text());
      });
      tab.on('pageerror', (error) => troubles.push(String(error)));
      await tab.evaluateOnNewDocument(() => {
        if (location.protocol !== 'https:') return;
        for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation']) {
          window.addEventListener(type, (event) => console.error(`${type} heard by the page`, event.type));
        }
      });
    },
  });
  return frameOf(page);
}

/** What the background keeps of the open tabs' pages. */
async function kept(thread: HostileThread): Promise<{
  thread: { id: string; url: string; subject: string };
  counterparts: { name: string; identities: string[] }[];
  messages: { id: string; at: string | null; atText?: string; text: string }[];
}> {
  return until(
    async () => {
      const session = (await stage.own.evaluate(() =>
        (
          globalThis as unknown as { chrome: { storage: { session: { get(): Promise<object> } } } }
        ).chrome.storage.session.get(),
      )) as Record<string, { sighting?: Awaited<ReturnType<typeof kept>> | null }>;
      const found = Object.entries(session).filter(([key]) => key.startsWith('tab.'));
      return found.map(([, one]) => one.sighting).find((one) => one?.thread.id === thread.id) ?? null;
    },
    { what: 'the background to hear of the thread' },
  );
}

const thread = (id: string, more: Partial<HostileThread>): HostileThread => ({
  id: `18c2f0000000${id}`,
  subject: 'Hỏi hàng',
  from: { name: 'Khách Mới', email: `khach.${id}@example.com` },
  letters: [{ text: 'Chào shop' }],
  ...more,
});

/** Saves who is there and logs what is open, by hand. */
async function saveAndLog(panel: Frame): Promise<void> {
  await clickUntil(panel, '[data-act="save"]', '[data-part="card"][data-customer]');
  await clickUntil(panel, '[data-act="log"]', '[data-part="stamp"]');
}

/** Nothing that runs or loads was made of page text in our document. */
const foreignNodes = (panel: Frame) =>
  panel.evaluate(() =>
    [...document.querySelectorAll('#root *')]
      .filter(
        (node) =>
          /^(img|script|iframe|object|embed|link|style|video|audio|base|meta|math)$/i.test(node.localName) ||
          [...node.attributes].some(({ name, value }) => /^on/i.test(name) || /^\s*javascript:/i.test(value)),
      )
      .map((node) => node.localName),
  );

test('the console is listened to', async () => {
  await open(thread('0e01', {}));
  await page.evaluate(() => console.error('heard'));
  await until(() => troubles.length > 0);
  expect(troubles).toEqual(['heard']);
  troubles = [];
});

describe('too much', () => {
  test('a name of a million letters is cut, shown, saved and logged', async () => {
    const long = thread('0e02', {
      subject: 'Ồ'.repeat(1_000_000),
      from: { name: 'Ngô '.repeat(250_000), email: 'dai@example.com' },
      letters: [{ text: 'dài '.repeat(250_000), time: '1'.repeat(1_000_000) }],
    });
    const panel = await open(long);
    await says(panel, 'Ngô Ngô');
    const { counterparts, messages, thread: seen } = await kept(long);
    expect(counterparts[0]?.name.length).toBeLessThanOrEqual(CAPS.name);
    expect(seen.subject.length).toBeLessThanOrEqual(CAPS.subject);
    expect(messages[0]?.text.length).toBeLessThanOrEqual(CAPS.text);
    expect(messages[0]?.atText?.length ?? 0).toBeLessThanOrEqual(CAPS.atText);
    await saveAndLog(panel);
    expect((await partOf(panel, 'name')).length).toBeLessThanOrEqual(CAPS.name);
    expect(await panel.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  test('of ten thousand messages the newest are kept, and one click logs', async () => {
    const many = thread('0e03', { count: 10_000 });
    const panel = await open(many);
    await says(panel, many.from.name);
    const { messages } = await kept(many);
    expect(messages.length).toBeLessThanOrEqual(CAPS.messages);
    expect(messages.at(-1)?.text).toBe('Thư số 10000');
    await saveAndLog(panel);
  });

  test('five hundred people in one thread are capped', async () => {
    const letters = Array.from({ length: 500 }, (_, index) => ({
      text: `Thư ${index}`,
      from: { name: `Người ${index}`, email: `nguoi${index}@example.com` },
    }));
    const crowd = thread('0e04', { letters });
    const panel = await open(crowd);
    await says(panel, /Người \d+/);
    expect((await kept(crowd)).counterparts.length).toBeLessThanOrEqual(CAPS.counterparts);
  });

  test('a text nested a thousand deep is read, or left, without a word to the page', async () => {
    const deep = thread('0e05', {});
    const panel = await open(deep);
    await says(panel, deep.from.name);
    await page.evaluate(() => {
      let at = document.querySelector('.a3s') as Element;
      for (let depth = 0; depth < 1000; depth += 1) {
        const next = document.createElement('div');
        at.append(next);
        at = next;
      }
      at.append('đáy');
    });
    await saveAndLog(panel);
  });
});

describe('what is no word', () => {
  test.each([
    ['99:99, 32 thg 13, 20266'],
    ['Invalid Date'],
    [''],
    ['-271821-04-20T00:00:00Z'],
    ['+275760-09-13T00:00:01Z'],
    ['NaN'],
    ['\u0000\u202e2026\u2066'],
  ])('a time that reads %j is no time, and the thread is logged as of now', async (time) => {
    const id = `0f${[...time]
      .reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 256, time.length)
      .toString(16)
      .padStart(2, '0')}`;
    const odd = thread(id, { letters: [{ text: 'Mấy giờ rồi', time }] });
    const panel = await open(odd);
    await says(panel, odd.from.name);
    expect((await kept(odd)).messages[0]?.at ?? null).toBeNull();
    await saveAndLog(panel);
    expect(await textOf(panel)).not.toMatch(/NaN|Invalid Date|undefined|1970/);
  });

  test('characters that nobody sees, or that turn the text around, are left out', async () => {
    const odd = thread('0e07', {
      subject: 'Hỏi\u0000 \u202egiá\u2066 \u0007men\u200f',
      from: { name: '\u202eLan\u0000 \u001b[31mAnh\u2069\ufeff', email: 'lan.anh@example.com' },
      letters: [{ text: 'a\u0000b\u202ec\u0085d' }],
    });
    const panel = await open(odd);
    await says(panel, 'Lan [31mAnh');
    const said = JSON.stringify(await kept(odd)) + (await textOf(panel));
    expect(said).not.toMatch(
      /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/,
    );
    await saveAndLog(panel);
    expect(await partOf(panel, 'name')).toBe('Lan [31mAnh');
  });

  test('halves of characters and marks without a letter do not break the panel', async () => {
    const odd = thread('0e08', {
      subject: `\ud83d${'\u0301'.repeat(5000)}`,
      from: { name: `Lan \udc00 ${'\u0323'.repeat(300)}`, email: 'nua@example.com' },
      letters: [{ text: '\udfff\ud800' }],
    });
    const panel = await open(odd);
    await says(panel, 'Lan');
    await saveAndLog(panel);
  });
});

describe('script in every field', () => {
  const IMG = '<img src=x onerror="globalThis.hacked=1">';
  const SCRIPT = '<script>globalThis.hacked=1</script>';
  const TRICKS = [
    IMG,
    SCRIPT,
    '<svg/onload=globalThis.hacked=1>',
    'javascript:globalThis.hacked=1',
    '{{constructor.constructor("globalThis.hacked=1")()}}',
    '"><iframe src=javascript:hacked=1>',
    '</textarea><b onmouseover=hacked=1>',
    '__proto__',
    'constructor',
    '%00<b>',
  ];

  test.each(TRICKS.map((trick, index) => [trick, index] as const))(
    '%s is text, in the page’s panel and in the book',
    async (trick, index) => {
      const odd = thread(`0d${index.toString(16).padStart(2, '0')}`, {
        subject: `Về ${trick}`,
        from: { name: `Bà ${trick}`, email: `b${index}@example.com` },
        letters: [{ text: `Chữ ${trick}`, time: trick, id: `#msg-f:${index}${trick}` }],
      });
      const panel = await open(odd);
      await says(panel, `Bà ${trick}`);
      await saveAndLog(panel);
      await says(panel, `Về ${trick}`, '[data-part="timeline"], body');
      expect(await foreignNodes(panel)).toEqual([]);
      for (const where of [panel, stage.own, page]) {
        expect(await (where as Frame).evaluate(() => 'hacked' in globalThis)).toBe(false);
      }
      const dashboard = await stage.chromium.openExtensionPage('dashboard.html');
      await says(dashboard, `Bà ${trick}`);
      expect(await dashboard.evaluate(() => 'hacked' in globalThis)).toBe(false);
      await dashboard.close();
    },
  );

  test('an address that is none names nobody; the name alone is shown', async () => {
    const odd = thread('0e09', {
      from: { name: 'Bà Tám', email: '"><script>hacked=1</script>@example.com' },
    });
    const panel = await open(odd);
    await until(async () => (await textOf(panel)).length > 0);
    const state = await until(
      async () =>
        (await panel.$(
          '[data-part="unknown"], [data-part="nobody"], [data-part="degraded"], [data-part="no-conversation"]',
        )) !== null,
    );
    expect(state).toBe(true);
    expect(await panel.$('[data-part="will-save"]')).toBeNull();
  });
});

describe('a page that stands in for its own document', () => {
  test('elements named like the document’s properties do not mislead the reading', async () => {
    const odd = thread('0e0a', {});
    const panel = await open(odd);
    await says(panel, odd.from.name);
    await page.evaluate(() => {
      const place = document.querySelector('.a98') as Element;
      const make = document.createElement.bind(document);
      const names = [
        'querySelector',
        'querySelectorAll',
        'documentElement',
        'body',
        'URL',
        'title',
        'createTreeWalker',
        'location',
        'defaultView',
        'getElementById',
        'cookie',
      ];
      for (const name of names) {
        const form = make('form');
        form.setAttribute('name', name);
        for (const inner of [
          'attributes',
          'parentNode',
          'parentElement',
          'getAttribute',
          'childNodes',
          'matches',
        ]) {
          const input = make('input');
          input.setAttribute('name', inner);
          form.append(input);
        }
        place.append(form);
      }
    });
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#inbox/${KNOWN.id}`);
    await says(panel, SECRETS.name);
  });
});
