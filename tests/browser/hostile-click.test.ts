import { createHash } from 'node:crypto';
import type { ElementHandle, Frame, Page } from 'puppeteer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { KNOWN, knownPanel, openStage, openThread, readBook, type Stage } from '../fixtures/hostile/stage.ts';
import { framesOf, says, shown } from '../harness/overlay.ts';
import { until } from '../harness/until.ts';

// The page disguises the panel and waits for a click of the user on it. The mouse here is the browser's own, as a hand
// would move it; what the page cannot undo, the guard inside the frame must see.

let stage: Stage;
let page: Page;
let panel: Frame;

interface Visible extends IntersectionObserverEntry {
  isVisible: boolean;
}
/** The browser's own word on whether the panel is visible, so that a test knows when an attack has taken hold. */
function watchVisible(): void {
  Object.assign(globalThis, { honest: null });
  const root = document.getElementById('root') as HTMLElement;
  new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1) as Visible;
      Object.assign(globalThis, { honest: last.isVisible && last.intersectionRatio > 0.98 });
    },
    { threshold: [0, 0.99, 1], trackVisibility: true, delay: 100 } as IntersectionObserverInit,
  ).observe(root);
}
const isHonest = (wanted: boolean) =>
  until(async () => (await panel.evaluate(() => (globalThis as { honest?: boolean }).honest)) === wanted, {
    what: `the browser to call the panel ${wanted ? 'visible' : 'hidden'}`,
  });

interface Point {
  x: number;
  y: number;
}
async function middleOf(handle: ElementHandle<Element>): Promise<Point> {
  const box = await handle.boundingBox();
  if (!box) throw new Error('It has no box');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
const clickAt = ({ x, y }: Point) => page.mouse.click(x, y);

/** Clicks until something is written: what the same hand does when nobody attacks. */
async function worksAt(point: Point): Promise<void> {
  const book = await readBook(stage.own);
  await until(
    async () => {
      if ((await readBook(stage.own)) !== book) return true;
      await clickAt(point);
      return false;
    },
    { every: 200, what: 'the honest click to write' },
  );
}

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(async () => {
  page = await openThread(stage, KNOWN);
  panel = await knownPanel(page);
  await panel.evaluate(watchVisible);
  await isHonest(true);
});
afterEach(async () => {
  await page.close();
});

/** Shows a plate of the page in the top layer; the mouse goes through it to what is below. */
const COVERS = {
  'the whole panel': { left: 0, top: 0, width: 100, height: 100 },
  'all but the button': { left: 0, top: 0, width: 100, height: 24 },
  'the edge alone': { left: 0, top: 90, width: 100, height: 10 },
};

describe('a cover that lets the mouse through', () => {
  test.each(Object.entries(COVERS))(
    'over %s: a click writes nothing; without it the same click does',
    async (_what, cover) => {
      const point = await middleOf(await shown(panel, '[data-act="pin"]'));
      const book = await readBook(stage.own);
      await page.evaluate((part) => {
        const host = document.querySelector('[data-beside]') as HTMLElement;
        const box = host.getBoundingClientRect();
        const plate = document.createElement('div');
        plate.id = 'plate';
        plate.popover = 'manual';
        Object.assign(plate.style, {
          position: 'fixed',
          inset: 'auto',
          margin: '0',
          border: '0',
          padding: '0',
          pointerEvents: 'none',
          background: '#fff',
          left: `${box.left + (box.width * part.left) / 100}px`,
          top: `${box.top + (box.height * part.top) / 100}px`,
          width: `${(box.width * part.width) / 100}px`,
          height: `${(box.height * part.height) / 100}px`,
        });
        document.body.append(plate);
        plate.showPopover();
      }, cover);
      await isHonest(false);
      await clickAt(point);
      await clickAt(point);
      // A later write of another panel is seen by now if these had written: reading the book waits for its writers.
      expect(await readBook(stage.own)).toBe(book);
      await page.evaluate(() => document.getElementById('plate')?.remove());
      await isHonest(true);
      expect(await readBook(stage.own)).toBe(book);
      await worksAt(point);
    },
  );
});

/** How the element looks and where it stands, as the browser computes it. */
const lookOf = () =>
  page.evaluate(() => {
    const host = document.querySelector('[data-beside]') as HTMLElement;
    const now = getComputedStyle(host);
    const { left, top, width, height } = host.getBoundingClientRect();
    const rules = [
      'opacity',
      'transform',
      'rotate',
      'scale',
      'translate',
      'filter',
      'clipPath',
      'maskImage',
      'mixBlendMode',
      'display',
      'visibility',
      'pointerEvents',
      'position',
      'zIndex',
      'animationName',
      'zoom',
      'contentVisibility',
    ] as const;
    return [
      left,
      top,
      width,
      height,
      ...rules.map((rule) => `${rule}: ${now[rule as 'opacity']}`),
      host.matches(':popover-open'),
    ];
  });

/** One fingerprint of the panel’s own pixels: two are equal when the user sees the same. */
async function pictureNow(): Promise<string> {
  const element = await framesOf(page)[0]?.frameElement();
  const box = await element?.boundingBox();
  if (!box) return 'no frame';
  // Without the rounded corners and the shadow, where the page shines through.
  const clip = { x: box.x + 16, y: box.y + 16, width: box.width - 32, height: box.height - 32 };
  return createHash('sha256')
    .update(await page.screenshot({ clip, captureBeyondViewport: false }))
    .digest('hex');
}
/** The same once the panel stands still: a card that has just come fades in. */
async function pictureOf(): Promise<string> {
  let last = '';
  let same = 0;
  await until(
    async () => {
      const moving = await panel.evaluate(() => document.getAnimations().length);
      const now = await pictureNow();
      same = moving === 0 && now === last ? same + 1 : 0;
      last = now;
      return same === 2;
    },
    { what: 'the panel to stand still' },
  );
  return last;
}

const BLANK = 'linear-gradient(transparent, transparent)';
const OWN_STYLE: Record<string, (host: HTMLElement) => void> = {
  'opacity .01': (host) => host.style.setProperty('opacity', '.01', 'important'),
  'a mask of nothing': (host) =>
    host.style.setProperty('mask', 'linear-gradient(transparent, transparent)', 'important'),
  'a clip that leaves one button': (host) =>
    host.style.setProperty('clip-path', 'inset(400px 0 300px 200px)', 'important'),
  'a turn': (host) => host.style.setProperty('rotate', '20deg', 'important'),
  'a smaller scale': (host) => host.style.setProperty('transform', 'scale(.1)', 'important'),
  'a filter': (host) => host.style.setProperty('filter', 'brightness(0)', 'important'),
  'another place': (host) => host.style.setProperty('left', '10px', 'important'),
  'a style of its own': (host) => host.setAttribute('style', 'position: fixed; inset: 0; opacity: 0.01'),
  'no style at all': (host) => host.removeAttribute('style'),
  'one text for all rules': (host) => {
    host.style.cssText += '; opacity: .01 !important; --x: 1';
  },
  'no popover any more': (host) => host.removeAttribute('popover'),
  'another kind of popover': (host) => {
    host.popover = 'auto';
  },
  'a sheet and a layer': () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '@layer first { [data-beside] { opacity: .01 !important; mask: linear-gradient(transparent, transparent) !important; transition: all 9s !important } } [data-beside] { opacity: .01 !important; left: 9px !important } [data-beside]:popover-open { display: none !important }',
    );
    document.adoptedStyleSheets.push(sheet);
  },
  'an animation': (host) => {
    const frames = { opacity: [0.01, 0.01], transform: ['scale(.1)', 'scale(.1)'], left: ['0px', '0px'] };
    host.animate(frames, { duration: 1e7, fill: 'both' }).finish();
    host.animate(frames, { duration: 1e7, fill: 'both' });
  },
};

describe('the page writes over the style of our element', () => {
  test.each(Object.entries(OWN_STYLE))('%s: undone before anybody sees it', async (_what, attack) => {
    const look = await lookOf();
    const picture = await pictureOf();
    await page.evaluate(`(${attack})(document.querySelector('[data-beside]'))`);
    expect(await lookOf()).toEqual(look);
    expect(await pictureOf()).toBe(picture);
  });

  test('and again in every frame: the user goes on seeing the panel', async () => {
    const picture = await pictureOf();
    await page.evaluate((blank) => {
      const host = document.querySelector('[data-beside]') as HTMLElement;
      const again = () => {
        host.style.setProperty('mask', blank, 'important');
        requestAnimationFrame(again);
      };
      again();
    }, BLANK);
    expect(await pictureOf()).toBe(picture);
    expect(await pictureOf()).toBe(picture);
  });

  test('what other extensions write beside it stays, and is not fought over', async () => {
    const records = await page.evaluate(async () => {
      const host = document.querySelector('[data-beside]') as HTMLElement;
      let count = 0;
      const watcher = new MutationObserver((seen) => {
        count += seen.length;
      });
      watcher.observe(host, { attributes: true });
      host.style.setProperty('--dark-theme-background', '#181a1b');
      host.setAttribute('data-dark-theme', '');
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return { count, kept: host.style.getPropertyValue('--dark-theme-background') };
    });
    expect(records).toEqual({ count: 2, kept: '#181a1b' });
  });

  test('closing it hides it whole, so that nobody clicks what they do not see', async () => {
    const point = await middleOf(await shown(panel, '[data-act="log"]'));
    const book = await readBook(stage.own);
    await page.evaluate(() => {
      // The page hears of the closing first, and keeps it from us.
      window.addEventListener('toggle', (event) => event.stopImmediatePropagation(), true);
      window.addEventListener('beforetoggle', (event) => event.stopImmediatePropagation(), true);
      (document.querySelector('[data-beside]') as HTMLElement).hidePopover();
    });
    expect(
      await page.evaluate(
        ({ x, y }) => document.elementsFromPoint(x, y).some((one) => one.hasAttribute('data-beside')),
        point,
      ),
    ).toBe(false);
    await clickAt(point);
    expect(await readBook(stage.own)).toBe(book);
  });

  test('moving it into an element of the page ends it', async () => {
    await page.evaluate(() => {
      const masked = document.createElement('div');
      masked.style.opacity = '.01';
      document.body.append(masked);
      const host = document.querySelector('[data-beside]') as HTMLElement;
      // Moved without a reload, where the browser can.
      (masked as { moveBefore?(node: Node, before: null): void }).moveBefore?.(host, null);
      masked.append(host);
    });
    await until(() => framesOf(page).length === 0, { what: 'the frame to leave' });
    expect(await page.evaluate(() => document.querySelector('[data-beside]'))).toBeNull();
  });
});

describe('the page disguises itself, and us with it', () => {
  test.each([
    ['opacity', '.01'],
    ['mask', BLANK],
    ['clip-path', 'inset(50%)'],
    ['filter', 'brightness(0)'],
    ['transform', 'scale(.1) rotate(20deg)'],
    ['translate', '300px 0'],
    ['mix-blend-mode', 'difference'],
    ['visibility', 'hidden'],
    ['perspective', '10px'],
  ])('%s: %s on html and body does not reach the panel', async (rule, value) => {
    const picture = await pictureOf();
    await page.evaluate(
      (name, wanted) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`html, body { ${name}: ${wanted} !important }`);
        document.adoptedStyleSheets.push(sheet);
      },
      rule,
      value,
    );
    expect(await pictureOf()).toBe(picture);
  });
});

describe('a click that nobody made', () => {
  const scripts: Record<string, () => void> = {
    'click()': () => document.querySelector<HTMLElement>('[data-act="pin"]')?.click(),
    'an event made to look real': () =>
      document
        .querySelector('[data-act="delete-note"]')
        ?.dispatchEvent(
          new PointerEvent('click', { bubbles: true, composed: true, detail: 1, pointerId: 1 }),
        ),
    'a key': () => {
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', code: 'KeyL', bubbles: true }));
    },
  };
  test.each(Object.entries(scripts))(
    'by %s is refused, where a hand has just been obeyed',
    async (_what, script) => {
      await worksAt(await middleOf(await shown(panel, '[data-act="pin"]')));
      const book = await readBook(stage.own);
      await panel.evaluate(script);
      await says(panel, 'Not yet', '[data-part="toast"]');
      expect(await readBook(stage.own)).toBe(book);
    },
  );
});

describe('the page moves the panel under the mouse', () => {
  test('by a reply box that jumps: the click that follows writes nothing; a later one does', async () => {
    const point = await middleOf(await shown(panel, '[data-act="pin"]'));
    const book = await readBook(stage.own);
    const before = await lookOf();
    // Where the same button will be when the panel stands at the left edge.
    const there = { x: point.x - (before[0] as number) + 8, y: point.y };
    await page.mouse.move(there.x, there.y);
    await page.evaluate(() => {
      const box = document.querySelector('.editable') as HTMLElement;
      Object.assign(box.style, {
        position: 'fixed',
        left: '900px',
        top: '100px',
        width: '300px',
        height: '600px',
      });
      box.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    });
    await until(async () => (await lookOf())[0] === 8, { what: 'the panel to make room' });
    await page.mouse.down();
    await page.mouse.up();
    await isHonest(false);
    expect(await readBook(stage.own)).toBe(book);
    await isHonest(true);
    expect(await readBook(stage.own)).toBe(book);
    await worksAt(there);
  });
});
