import type { Frame, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL } from '../../lib/message/protocol.ts';
import { addressOf, type HostileThread } from '../fixtures/hostile/inbox.ts';
import {
  KNOWN,
  knownPanel,
  openStage,
  openThread,
  readBook,
  SECRETS,
  type Stage,
  UNKNOWN,
} from '../fixtures/hostile/stage.ts';
import { framesOf, says, textOf } from '../harness/overlay.ts';
import { until } from '../harness/until.ts';

// Forged messages: from a script of the page, which has no way to send any, and from the world of our content script,
// as a page that took over its renderer would.

let stage: Stage;
let page: Page;
let panel: Frame;
let book: string;

beforeAll(async () => {
  stage = await openStage();
  page = await openThread(stage, KNOWN);
  panel = await knownPanel(page);
  book = await readBook(stage.own);
});
afterAll(() => stage?.close());
afterEach(async () => {
  expect(await readBook(stage.own)).toBe(book);
});

/** Sends from the content script's world, as JSON so that odd keys arrive; what came back, as JSON, null for nothing. */
async function forge(tab: Page, message: string): Promise<string | null> {
  const [realm] = await tab.extensionRealms();
  if (!realm) throw new Error('The content script has no world');
  return (await realm.evaluate(async (json: string) => {
    const { chrome } = globalThis as unknown as {
      chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };
    };
    // Nobody answers: some browsers call that an error.
    const answer = await chrome.runtime.sendMessage(JSON.parse(json)).catch(() => null);
    return answer === undefined || answer === null ? null : JSON.stringify(answer);
  }, message)) as string | null;
}
const ask = (tab: Page, name: string, args: unknown) => forge(tab, JSON.stringify({ beside: 1, name, args }));

const sightingOf = (thread: HostileThread) => ({
  site: 'gmail',
  channel: 'email',
  thread: { id: thread.id, url: addressOf(thread), subject: thread.subject },
  counterparts: [{ name: thread.from.name, identities: [`email:${thread.from.email}`], strength: 'strong' }],
  group: false,
  messages: [{ id: 'msg-f:1', direction: 'in', at: null, text: 'xin chào' }],
  order: null,
  health: 'ok',
  problems: [],
});

/** The panel shows the known customer again: the page itself is read anew. */
async function showKnown(): Promise<void> {
  await ask(page, 'sighting.seen', { sighting: sightingOf(KNOWN) });
  await says(panel, SECRETS.name);
}

describe('a script of the page', () => {
  test('has no way to the extension: no runtime, no port, no answer from its id', async () => {
    const told = await page.evaluate((id) => {
      const { chrome } = globalThis as {
        chrome?: { runtime?: { sendMessage?(id: string, m: unknown): void } };
      };
      try {
        chrome?.runtime?.sendMessage?.(id, { beside: 1, name: 'ring.look', args: {} });
      } catch (error) {
        return (error as Error).message;
      }
      return typeof chrome?.runtime;
    }, stage.chromium.extensionId);
    expect(told).toBe('undefined');
  });

  test('posts and dispatches in vain: the panel stays, nothing is written', async () => {
    const names = Object.keys(PROTOCOL);
    await page.evaluate(
      (all, id) => {
        const command = { name: 'tag.save', args: { name: 'forged' } };
        for (const name of all) {
          const message = { beside: 1, name, args: { command, sighting: {}, url: location.href } };
          window.postMessage(message, '*');
          for (const target of [window, document, document.querySelector('[data-beside]') as Element]) {
            target.dispatchEvent(new CustomEvent(name, { detail: message }));
            target.dispatchEvent(
              new MessageEvent('message', { data: message, origin: `chrome-extension://${id}` }),
            );
          }
        }
        new BroadcastChannel('panel').postMessage({ beside: 1, name: 'command.run', args: { command } });
      },
      names,
      stage.chromium.extensionId,
    );
    expect(await ask(page, 'sighting.gone', {})).toBe('{"ok":null}');
    await showKnown();
  });

  test('can at most switch our script off, by the name that WXT gives its starting event', async () => {
    const tab = await openThread(stage, KNOWN);
    await knownPanel(tab);
    await tab.evaluate((id) => {
      const detail = { contentScriptName: 'site', messageId: 'forged' };
      document.dispatchEvent(new CustomEvent(`${id}:site:wxt:content-script-started`, { detail }));
    }, stage.chromium.extensionId);
    // Either it heard and left whole, or it did not: nothing between, and the other tab goes on.
    await until(async () => {
      const hosts = await tab.$$eval('[data-beside]', (found) => found.length);
      return hosts === framesOf(tab).length;
    });
    await tab.close();
    await page.bringToFront();
    expect(await textOf(panel)).toContain(SECRETS.name);
  });
});

describe('a content script that was taken over', () => {
  const panelNames = Object.entries(PROTOCOL)
    .filter(([, { tier }]) => tier === 'panel')
    .map(([name]) => name);

  test.each(panelNames)('may not ask for %s', async (name) => {
    const command = { name: 'tag.save', args: { name: 'forged' } };
    const args = {
      command,
      patch: { language: 'vi' },
      url: 'https://mail.google.com/',
      site: 'gmail',
      path: 'customers',
      open: false,
      tab: null,
      origin: 'https://mail.google.com',
    };
    const tabs = (await stage.chromium.browser.pages()).length;
    expect(await ask(page, name, args)).toBeNull();
    expect((await stage.chromium.browser.pages()).length).toBe(tabs);
    expect(await textOf(panel)).toContain(SECRETS.name);
  });

  test('may not open a panel’s port', async () => {
    const [realm] = await page.extensionRealms();
    const heard = await realm?.evaluate(
      () =>
        new Promise((resolve) => {
          interface Port {
            onMessage: { addListener(listener: (message: unknown) => void): void };
            onDisconnect: { addListener(listener: () => void): void };
            postMessage(message: unknown): void;
          }
          const { chrome } = globalThis as unknown as {
            chrome: { runtime: { connect(info: { name: string }): Port } };
          };
          const port = chrome.runtime.connect({ name: 'panel' });
          const messages: unknown[] = [];
          port.onMessage.addListener((message) => messages.push(message));
          port.onDisconnect.addListener(() => resolve(messages));
          port.postMessage({ ticket: 'made-up' });
          port.postMessage({ tab: 1 });
        }),
    );
    expect(heard).toEqual([]);
  });

  test.each([
    ['no envelope', '"sighting.seen"'],
    ['null', 'null'],
    ['a list', '[1, 2, 3]'],
    ['another version', '{"beside":2,"name":"sighting.gone","args":{}}'],
    ['a name that is no text', '{"beside":1,"name":{"toString":"x"},"args":{}}'],
    ['a name of every object', '{"beside":1,"name":"__proto__","args":{}}'],
    ['another name of every object', '{"beside":1,"name":"hasOwnProperty","args":{}}'],
    ['a name without end', JSON.stringify({ beside: 1, name: 'x'.repeat(100_000), args: {} })],
  ])('%s is dropped without an answer', async (_what, message) => {
    expect(await forge(page, message)).toBeNull();
  });

  test.each([
    ['no sighting', 'null'],
    ['a text', '"gmail"'],
    ['lists in lists in lists', '['.repeat(150) + ']'.repeat(150)],
    ['texts where lists belong', JSON.stringify({ ...sightingOf(UNKNOWN), messages: 'x', counterparts: {} })],
    [
      'numbers where texts belong',
      JSON.stringify({ ...sightingOf(UNKNOWN), thread: { id: 1, url: 2, subject: 3 } }),
    ],
    ['another site', JSON.stringify({ ...sightingOf(UNKNOWN), site: 'telegram-k', channel: 'telegram' })],
    ['a site that is none', JSON.stringify({ ...sightingOf(UNKNOWN), site: '__proto__' })],
  ])('a sighting that is %s changes nothing, and is answered as any other', async (_what, sighting) => {
    expect(await forge(page, `{"beside":1,"name":"sighting.seen","args":{"sighting":${sighting}}}`)).toBe(
      '{"ok":null}',
    );
    expect(await textOf(panel)).toContain(SECRETS.name);
  });

  test('ten megabytes are cut down, and the panel goes on', async () => {
    const long = 'Ơ'.repeat(1_000_000);
    const sighting = {
      ...sightingOf(UNKNOWN),
      thread: { id: UNKNOWN.id, url: addressOf(UNKNOWN), subject: long },
      counterparts: Array.from({ length: 5 }, () => ({ name: long, identities: [], strength: 'strong' })),
      messages: Array.from({ length: 4000 }, (_, index) => ({
        id: `m${index}`,
        direction: 'in',
        at: null,
        text: long.slice(0, 1000),
      })),
    };
    expect(await ask(page, 'sighting.seen', { sighting })).toBe('{"ok":null}');
    const text = await until(async () => {
      const shown = await textOf(panel);
      return shown.includes('ƠƠƠ') ? shown : null;
    });
    expect(text.length).toBeLessThan(10_000);
    await showKnown();
  });

  test('an address of another place is not kept: the thread leads back to the sender’s own', async () => {
    const evil = {
      ...sightingOf(UNKNOWN),
      thread: { id: 'x1', url: 'https://evil.example/', subject: 'Evil' },
    };
    await ask(page, 'sighting.seen', { sighting: evil });
    await says(panel, UNKNOWN.from.name);
    const stored = await stage.own.evaluate(async () => {
      const { chrome } = globalThis as unknown as {
        chrome: { storage: { session: { get(): Promise<object> } } };
      };
      return JSON.stringify(await chrome.storage.session.get());
    });
    expect(stored).toContain('Evil');
    expect(stored).not.toContain('evil.example');
    await showKnown();
  });

  test('keys that reach into every object reach nothing', async () => {
    const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    const whole = JSON.stringify(sightingOf(UNKNOWN));
    await forge(page, `{"beside":1,"name":"sighting.seen","args":{"sighting":${evil},${whole.slice(1)}}}`);
    await forge(page, `{"beside":1,"name":"sighting.gone","args":${evil}}}`);
    await forge(page, `${evil},"beside":1,"name":"frame.wanted","args":{}}`);
    const polluted = () => 'polluted' in {};
    expect(await (await stage.chromium.worker()).evaluate(polluted)).toBe(false);
    expect(await panel.evaluate(polluted)).toBe(false);
    await showKnown();
  });

  test('learns nothing from the answers: they are the same for a customer and for a stranger', async () => {
    const stranger = await openThread(stage, UNKNOWN);
    await says(await until(() => framesOf(stranger)[0] ?? null), UNKNOWN.from.name);
    const answers = async (tab: Page, thread: HostileThread) => {
      const list = [
        await ask(tab, 'recipe.wanted', { url: INBOX_URL }),
        await ask(tab, 'sighting.seen', { sighting: sightingOf(thread) }),
        await ask(tab, 'sighting.seen', { sighting: { ...sightingOf(thread), group: true } }),
        await ask(tab, 'sighting.gone', {}),
        await ask(tab, 'frame.wanted', {}),
        await ask(tab, 'frame.wanted', { customer: stage.customer }),
        await ask(tab, 'sighting.seen', {}),
      ];
      // Tickets are random; all else is compared letter by letter.
      return list.map((answer) => answer?.replace(/"ticket":"[0-9a-f]{32}"/, '"ticket":""') ?? null);
    };
    const known = await answers(page, KNOWN);
    expect(await answers(stranger, UNKNOWN)).toEqual(known);
    expect(known[1]).toBe('{"ok":null}');
    expect(known.join()).not.toContain(SECRETS.name);
    expect(known[4]).toContain('"ticket":""');
    await stranger.close();
    await page.bringToFront();
    await showKnown();
  });
});

const INBOX_URL = addressOf(KNOWN);
