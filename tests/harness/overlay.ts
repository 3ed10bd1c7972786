import type { ElementHandle, Frame, Page } from 'puppeteer';
import { until } from './until.ts';

export { until } from './until.ts';

/** A document that shows the panel: the in-page frame, or a page of the extension. */
export type Panel = Frame | Page;

const isOurs = (frame: Frame) => /^(chrome|moz)-extension:\/\//.test(frame.url());

/** The extension's frames inside a web page, at this moment. */
export const framesOf = (page: Page): Frame[] =>
  page.frames().filter((frame) => frame !== page.mainFrame() && isOurs(frame));

/** Waits for the panel in a web page. */
export function frameOf(page: Page, timeout = 20_000): Promise<Frame> {
  return until(() => framesOf(page)[0] ?? null, { timeout, what: `Beside's frame in ${page.url()}` });
}

/** The visible text of the panel, or of the part that `selector` names. */
export function textOf(panel: Panel, selector = 'body'): Promise<string> {
  return panel.evaluate((wanted) => {
    const found = document.querySelector<HTMLElement>(wanted);
    return found ? found.innerText.replace(/\u00a0/g, ' ').trim() : '';
  }, selector);
}

/** Text of `[data-part=…]`, '' while it is not there. */
export const partOf = (panel: Panel, part: string): Promise<string> => textOf(panel, `[data-part="${part}"]`);

/** Waits until the panel, or a part of it, says something. */
export function says(
  panel: Panel,
  wanted: string | RegExp,
  selector = 'body',
  timeout = 15_000,
): Promise<string> {
  // What it said last may be gone by the time somebody looks: a toast leaves by itself.
  let last = '';
  return until(
    async () => {
      const text = await textOf(panel, selector);
      last = text || last;
      return (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) ? text : null;
    },
    { timeout, what: () => `${selector} to say ${String(wanted)} (it said last: ${last.slice(0, 300)})` },
  );
}

/** Waits for something that can be pointed at: present and with a size. */
export async function shown(
  panel: Panel,
  selector: string,
  timeout = 15_000,
): Promise<ElementHandle<Element>> {
  const handle = await panel.waitForSelector(selector, { visible: true, timeout });
  if (!handle) throw new Error(`${selector} is not shown`);
  return handle;
}

/** Clicks `[data-act=…]` with the mouse, as a person would. */
export async function act(panel: Panel, name: string, timeout = 15_000): Promise<void> {
  await (await shown(panel, `[data-act="${name}"]`, timeout)).click();
}

/** Clicks, and clicks again while nothing came of it: a surface may refuse until it was visible for half a second. */
export async function actUntil(
  panel: Panel,
  name: string,
  came: () => Promise<boolean>,
  timeout = 15_000,
): Promise<void> {
  await until(
    async () => {
      if (await came()) return true;
      const button = await panel.$(`[data-act="${name}"]`);
      await button?.click();
      return false;
    },
    { timeout, every: 250, what: `“${name}” to take effect` },
  );
}

/** Looks at the closed root on the page from the extension's own world: how many of our frames, and where. */
export async function hostBoxes(
  page: Page,
): Promise<{ x: number; y: number; width: number; height: number }[]> {
  const boxes = [];
  for (const frame of framesOf(page)) {
    const element = await frame.frameElement();
    const box = await element?.boundingBox();
    if (box) boxes.push({ x: box.x, y: box.y, width: box.width, height: box.height });
  }
  return boxes;
}
