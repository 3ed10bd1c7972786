import type { Frame, Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Hiccup,
  judge,
  type PageMoment,
  type PanelMoment,
  shownSpans,
} from '../fixtures/flows/judge.ts';
import { FLOW_GMAIL, FLOW_TELEGRAM, flowRoutes } from '../fixtures/flows/routes.ts';
import { addPeople, openDoor } from '../harness/book.ts';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { nameOn } from '../harness/inbox.ts';
import { textOf } from '../harness/overlay.ts';
import { ownBuild } from '../harness/own-build.ts';
import { openPanel } from '../harness/panel.ts';
import { serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';

/**
 * Threads change faster than their halves come. Whatever the page does, the panel names nobody but the person whose
 * header and messages both stand there.
 */

/** In milliseconds: news of a change needs its way page → background → frame, on a machine that does other things. */
const GRACE = 400;
const PEOPLE = 12;
/** Of these the book knows nothing: their names come from the page. */
const UNKNOWN = 2;
const ROUNDS = process.env.BESIDE_LONG === '1' ? 100 : 20;
const SWITCHES = 10;

interface Switch {
  to: number;
  first: 'header' | 'messages';
  lag: number;
  clear: boolean;
  gap: number;
}

/** Mulberry32: 32 bits of state, the same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Rounds of quick switches; each round ends on a thread that then stands still. */
function planRounds(seed: number): Switch[][] {
  const random = seeded(seed);
  const whole = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  let last = 0;
  return Array.from({ length: ROUNDS }, () =>
    Array.from({ length: SWITCHES }, () => {
      let to = whole(1, PEOPLE);
      if (to === last) to = (to % PEOPLE) + 1;
      last = to;
      const first = random() < 0.5 ? ('header' as const) : ('messages' as const);
      // Mostly left before it is whole; sometimes just after.
      const lag = whole(100, 1200);
      const gap = random() < 0.25 ? lag + whole(5, 80) : whole(20, 260);
      return { to, first, lag, clear: random() < 0.3, gap: Math.min(gap, 700) };
    }),
  );
}

interface FlowWindow {
  flow: { run(switches: Switch[]): Promise<void>; record(): PageMoment[] };
  shown: PanelMoment[];
  hiccups: Hiccup[];
}

/** Writes down when the document's clock comes late. */
async function watchClock(document: Frame | Page): Promise<void> {
  await document.evaluate(() => {
    const EVERY = 20;
    const NOTED = 30;
    const hiccups: Hiccup[] = [];
    const now = () => performance.timeOrigin + performance.now();
    let last = now();
    setInterval(() => {
      const at = now();
      const late = at - last - EVERY;
      if (late > NOTED) hiccups.push({ at, late });
      last = at;
    }, EVERY);
    Object.assign(window, { hiccups });
  });
}
const hiccupsOf = (document: Frame | Page) =>
  document.evaluate(() => (window as unknown as FlowWindow).hiccups);

/** Writes down every name the panel shows, with the moment; '' while there is none. */
async function watchNames(panel: Frame): Promise<void> {
  await panel.evaluate(() => {
    const shown: PanelMoment[] = [];
    const look = () => {
      const name = document.querySelector('[data-part="name"]')?.textContent?.trim() ?? '';
      if (shown.at(-1)?.name !== name) shown.push({ at: performance.timeOrigin + performance.now(), name });
    };
    look();
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    (window as unknown as FlowWindow).shown = shown;
  });
}

const SITES = [
  {
    site: 'Gmail',
    url: FLOW_GMAIL,
    nameOf: (n: number) => `Buyer ${String(n).padStart(2, '0')}`,
    keyOf: (n: number) => `email:buyer${n}@example.com`,
    seed: 20261123,
  },
  {
    site: 'Telegram',
    url: FLOW_TELEGRAM,
    nameOf: (n: number) => `Peer ${String(n).padStart(2, '0')}`,
    keyOf: (n: number) => `telegram:77000${String(n).padStart(3, '0')}`,
    seed: 42,
  },
];

describe('the judge', () => {
  const nameOf = (n: number) => `P${n}`;
  const page: PageMoment[] = [
    { at: 0, header: 1, messages: 1 },
    { at: 1000, header: 2, messages: 1 },
    { at: 1900, header: 2, messages: 2 },
    { at: 3000, header: 2, messages: 3 },
    { at: 3500, header: 3, messages: 3 },
  ];
  test('agrees with a panel that clears and waits', () => {
    const panel = [
      { at: 50, name: 'P1' },
      { at: 1020, name: '' },
      { at: 2200, name: 'P2' },
      { at: 3040, name: '' },
      { at: 3800, name: 'P3' },
    ];
    expect(judge(page, panel, nameOf, GRACE)).toEqual([]);
  });
  test('notices a name that came before its messages', () => {
    const panel = [
      { at: 50, name: 'P1' },
      { at: 1300, name: 'P2' },
    ];
    expect(judge(page, panel, nameOf, GRACE).map(({ name, why }) => [name, why])).toContainEqual([
      'P2',
      'never whole before',
    ]);
  });
  test('notices a name that stayed when its header had gone', () => {
    const panel = [
      { at: 50, name: 'P1' },
      { at: 1900, name: '' },
    ];
    expect(judge(page, panel, nameOf, GRACE)).toEqual([
      { name: 'P1', from: 1000 + GRACE, to: 1900, why: 'stayed too long' },
    ]);
  });
  test('gives a machine that stood still its time, and no other', () => {
    const panel = [
      { at: 50, name: 'P1' },
      { at: 1700, name: '' },
    ];
    const judged = (hiccup: Hiccup) => judge(page, panel, nameOf, GRACE, [hiccup]);
    expect(judged({ at: 1500, late: 300 })).toEqual([]);
    expect(judged({ at: 1500, late: 100 })).toHaveLength(1);
    expect(judged({ at: 1100, late: 300 })).toEqual([]);
    expect(judged({ at: 500, late: 300 })).toHaveLength(1);
    expect(judged({ at: 2100, late: 300 })).toHaveLength(1);
  });
  test('notices a name of a thread that was overtaken', () => {
    const panel = [{ at: 3600, name: 'P4' }];
    expect(judge(page, panel, nameOf, GRACE)[0]?.why).toBe('never whole before');
  });
});

describe('200 quick switches on each site', () => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await launchChromium({ extension: ownBuild() });
    await serve(chromium.browser, flowRoutes());
    const door = await openDoor(chromium);
    await door.settings({ language: 'en' });
    for (const { nameOf, keyOf } of SITES) {
      const known = Array.from({ length: PEOPLE - UNKNOWN }, (_, index) => index + 1);
      await addPeople(
        door,
        known.map((n) => ({ id: keyOf(n), name: nameOf(n), keys: [keyOf(n)] })),
      );
    }
  });
  afterAll(() => chromium?.close());

  // Both at once: a window each, so that both are in front and their panels paint.
  test.concurrent.each(SITES)(
    '$site: the panel never shows a wrong person',
    { timeout: 300_000 },
    async (one) => {
      const page: Page = await chromium.browser.newPage({ type: 'window' });
      await page.goto(one.url);
      const panel = await openPanel(page);
      await watchNames(panel);
      for (const each of [panel, page]) await watchClock(each);
      const rounds = planRounds(one.seed);
      for (const round of rounds) {
        await page.evaluate((switches) => (window as unknown as FlowWindow).flow.run(switches), round);
        const wanted = one.nameOf(round.at(-1)?.to ?? 0);
        await until(async () => (await nameOn(panel)) === wanted, {
          what: `the panel to settle on ${wanted}`,
        }).catch(async (error: Error) => {
          const last = await page.evaluate(() => (window as unknown as FlowWindow).flow.record().slice(-12));
          throw new Error(
            `${error.message}. It says: ${await textOf(panel)}. The page: ${JSON.stringify(last)}`,
          );
        });
      }
      const record = await page.evaluate(() => (window as unknown as FlowWindow).flow.record());
      const shown = await panel.evaluate(() => (window as unknown as FlowWindow).shown);
      const hiccups = [...(await hiccupsOf(panel)), ...(await hiccupsOf(page))];
      expect(judge(record, shown, one.nameOf, GRACE, hiccups)).toEqual([]);
      // The rounds were what they claim to be: halves apart, and cards that came and went.
      expect(record.filter(({ header, messages }) => header !== messages).length).toBeGreaterThan(ROUNDS * 5);
      expect(shownSpans(shown).length).toBeGreaterThanOrEqual(ROUNDS);
      expect(new Set(shownSpans(shown).map(({ name }) => name)).size).toBeGreaterThanOrEqual(PEOPLE / 2);
      await page.close();
    },
  );
});
