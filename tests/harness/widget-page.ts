import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer';
import type { Answer, Routes } from './serve.ts';
import { until } from './until.ts';
import { buildWidget } from './widget.ts';

export const SHOP = 'https://shop.example/';

/** As strict as a page can be and still have a script and a style sheet of its own. */
export const STRICT = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
};

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

export const page = (body: string): Answer => ({ body, headers: STRICT });

/** A file under its own kind. */
export const file = (...path: string[]): Answer => ({
  body: readFileSync(join(...path), 'utf8'),
  type: TYPES[path.at(-1)?.split('.').at(-1) ?? ''] ?? 'text/plain',
  headers: STRICT,
});

/** The built scripts and the plain example, at a shop's address. */
export async function shopRoutes(): Promise<Routes> {
  const { folder } = await buildWidget();
  const example = join(import.meta.dirname, '..', '..', 'examples', 'page');
  return {
    [SHOP]: file(example, 'index.html'),
    [`${SHOP}page.css`]: file(example, 'page.css'),
    [`${SHOP}page.js`]: file(example, 'page.js'),
    [`${SHOP}beside.js`]: file(folder, 'beside.js'),
    // A module is fetched across origins only where its server allows it: a frame without an origin is across.
    [`${SHOP}beside-memory.js`]: {
      ...file(folder, 'beside-memory.js'),
      headers: { 'access-control-allow-origin': '*' },
    },
  };
}

/** A bare page with these tags in its body, before the script. */
export const withPanels = (tags: string, head = '', lang = 'vi'): Answer =>
  page(
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Shop</title>${head}<script src="/beside.js" defer></script></head><body><h1>Shop</h1>${tags}</body></html>`,
  );

/** Waits for a part inside a panel and answers its text. */
export async function seen(where: Page | Frame, part: string, panel = 'beside-panel'): Promise<string> {
  return until(
    () =>
      where.evaluate(
        (tag, selector) =>
          document.querySelector(tag)?.shadowRoot?.querySelector<HTMLElement>(selector)?.innerText ?? null,
        panel,
        part,
      ),
    { what: `${part} in ${panel}` },
  );
}

/** Waits until a part of the panel says this. */
export async function says(where: Page | Frame, part: string, words: string | RegExp): Promise<void> {
  let last = '';
  await until(
    async () => {
      last = await seen(where, part);
      return typeof words === 'string' ? last.includes(words) : words.test(last);
    },
    { what: () => `${words} in ${part}, which says: ${last.slice(0, 300)}` },
  );
}

/** Presses a button of the panel with the mouse, once it is there. */
export async function press(where: Page | Frame, act: string, panel = 'beside-panel'): Promise<void> {
  const button = await where.waitForSelector(`${panel} >>> [data-act="${act}"]`, { timeout: 15_000 });
  await button?.click();
}
