import type { Frame, Page, Realm } from 'puppeteer';
import { says, until } from '../../tests/harness/overlay.ts';
import { type Figure, figure, percentile } from '../figures.ts';
import { BENCH_URL } from '../page.ts';
import { arrange, type Setting, sample } from '../setting.ts';

const WARM_UP = 20;
const SAMPLES = 120;
const COLD_SAMPLES = 12;
/** Every other switch shows its thread so long after its address: a page has some threads at hand and fetches others. */
const FETCH_MS = 150;

/** `Date`-like time that every process of the browser shares, in ms with fractions. */
const CLOCK = 'performance.timeOrigin + performance.now()';

/**
 * card-warm: a sighting leaves the content script → the card of that customer is painted in the open in-page frame.
 * card-switch: the thread's markup is in the page → painted (observer, agreement and reading included), half of them fetched first.
 * card-cold: the worker is killed, then a sighting leaves → painted.
 */
export async function cardRows(sizes: number[], ids: Set<string>): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const customers of sizes) {
    const setting = await arrange(customers);
    try {
      const { page, frame } = await openPanel(setting);
      const raw = await setting.inside.evaluate(
        (keys) => globalThis.besideBench.rawGet(keys),
        sample(customers, SAMPLES).map((i) => `email:buyer${i}@example.com`),
      );
      const floor = (await roundTrip(frame)) + percentile(raw, 0.5) + (await emptyFrame(frame));
      const content = await contentRealm(page);
      if (ids.has('card-warm')) {
        const times = await warm(content, frame, customers);
        figures.push(
          figure(
            'card-warm',
            customers,
            'ms',
            times,
            floor,
            'sighting → painted; limit: round trip + one get + an empty frame',
          ),
        );
      }
      if (ids.has('card-switch')) {
        const times = await switching(page, frame, customers);
        figures.push(
          figure('card-switch', customers, 'ms', times, floor, 'thread in the page → painted; same limit'),
        );
      }
      if (ids.has('card-cold')) {
        const { times, reads } = await cold(setting, content, frame);
        const limit = percentile(reads, 0.5);
        figures.push(
          figure(
            'card-cold',
            customers,
            'ms',
            times,
            limit,
            'worker killed → painted; limit: killed worker → its first read answered',
          ),
        );
      }
    } finally {
      await setting.close();
    }
  }
  return figures;
}

async function openPanel(setting: Setting): Promise<{ page: Page; frame: Frame }> {
  const { page, frame } = await setting.openMail();
  await page.evaluate('show(0)');
  const launcher = await until(async () => frame.$('[data-act="expand"]'), { what: 'the launcher' });
  await launcher.click();
  await says(frame, 'KH-');
  return { page, frame };
}

/** The isolated world in which the content script lives. */
async function contentRealm(page: Page): Promise<Realm> {
  return until(async () => page.extensionRealms()[0] ?? null, { what: 'the content script' });
}

/** What the content script sends for buyer i; the same shape as the engine's. */
function sightingOf(i: number) {
  const id = (0x1000000000000000n + BigInt(i)).toString(16);
  return {
    site: 'gmail',
    channel: 'email',
    thread: { id, url: `${BENCH_URL}#inbox/${id}`, subject: `Hỏi hàng ${i}` },
    counterparts: [{ name: `Buyer ${i}`, identities: [`email:buyer${i}@example.com`], strength: 'strong' }],
    group: false,
    messages: [1, 2, 3].map((n) => ({
      id: `msg-f:${i}0${n}`,
      direction: n === 2 ? 'out' : 'in',
      at: null,
      atText: `20 Aug 2025, 13:1${n}`,
      text: `Chào shop, còn mẫu ${i} không ạ? ${n}`,
    })),
    order: null,
    health: 'ok',
    problems: [],
  };
}

const REST_MS = 300;
/**
 * A seller looks at a card before opening the next, and keeps no step with the screen: each sample begins when all work
 * of the one before is done (badge and auto-log come 250 ms after it), and at another moment of a frame.
 */
const rest = (k: number) => new Promise((resolve) => setTimeout(resolve, REST_MS + ((k * 7) % 23)));

/** Resolves with the shared clock once a frame that shows the wanted key on the card has been painted. */
function armPaint(frame: Frame, i: number): Promise<number> {
  return frame.evaluate(
    (wanted) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`The card of ${wanted} was never painted.`)), 10_000);
        const isThere = () =>
          document.querySelector(`[data-part="identities"], .beside`)?.textContent?.includes(wanted) ?? false;
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
            channel.port2.postMessage(null);
          });
        });
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      }),
    `buyer${i}@example.com`,
  );
}

const SEND = (sighting: unknown) =>
  `(() => { const at = ${CLOCK}; chrome.runtime.sendMessage({ beside: 1, name: 'sighting.seen', args: { sighting: ${JSON.stringify(sighting)} } }); return at; })()`;

async function warm(content: Realm, frame: Frame, customers: number): Promise<number[]> {
  const times: number[] = [];
  for (const [k, i] of sample(customers, WARM_UP + SAMPLES).entries()) {
    await rest(k);
    const painted = armPaint(frame, i);
    const sent = (await content.evaluate(SEND(sightingOf(i)))) as number;
    const time = (await painted) - sent;
    if (k >= WARM_UP) times.push(time);
  }
  return times;
}

async function switching(page: Page, frame: Frame, customers: number): Promise<number[]> {
  const times: number[] = [];
  for (const [k, i] of sample(customers, WARM_UP + SAMPLES)
    .map((i) => (i % (customers - 1)) + 1)
    .entries()) {
    await rest(k);
    const painted = armPaint(frame, i);
    const shown = (await page.evaluate(`show(${i}, ${k % 2 === 0 ? 0 : FETCH_MS})`)) as number;
    const time = (await painted) - shown;
    if (k >= WARM_UP) times.push(time);
  }
  return times;
}

async function cold(
  setting: Setting,
  content: Realm,
  frame: Frame,
): Promise<{ times: number[]; reads: number[] }> {
  const times: number[] = [];
  const reads: number[] = [];
  for (const i of sample(setting.customers, COLD_SAMPLES).map((i) => (i % (setting.customers - 2)) + 2)) {
    await setting.chromium.killWorker();
    // The floor of the same run: a killed worker's first answer to a message that reads the book.
    reads.push(
      await frame.evaluate(async () => {
        const begin = performance.now();
        await chrome.runtime.sendMessage({ beside: 1, name: 'sites.list', args: {} });
        return performance.now() - begin;
      }),
    );
    await setting.chromium.killWorker();
    const painted = armPaint(frame, i);
    const sent = (await content.evaluate(SEND(sightingOf(i)))) as number;
    times.push((await painted) - sent);
  }
  return { times, reads };
}

/** A message to the background and back, p50 in ms. */
async function roundTrip(frame: Frame): Promise<number> {
  const times = await frame.evaluate(async () => {
    const all: number[] = [];
    for (let k = 0; k < 40; k++) {
      const begin = performance.now();
      await chrome.runtime.sendMessage({ beside: 1, name: 'ring.look', args: {} });
      all.push(performance.now() - begin);
    }
    return all;
  });
  return percentile(times, 0.5);
}

/** From a change that nothing depends on to its paint, at random moments of the frame, p50 in ms. */
async function emptyFrame(frame: Frame): Promise<number> {
  const times = await frame.evaluate(async () => {
    const all: number[] = [];
    for (let k = 0; k < 40; k++) {
      await new Promise((resolve) => setTimeout(resolve, (k * 7) % 23));
      const begin = performance.now();
      await new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve();
          channel.port2.postMessage(null);
        }),
      );
      all.push(performance.now() - begin);
    }
    return all;
  });
  return percentile(times, 0.5);
}
