import { rmSync } from 'node:fs';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Firefox, launchFirefox } from '../harness/browsers.ts';
import { EDITORS, editorRoutes } from '../harness/editor-bundle.ts';
import { insertExtension } from '../harness/insert-extension.ts';
import { serve } from '../harness/serve.ts';
import { until } from '../harness/until.ts';

/**
 * The same editors in Firefox, by a real content script: a page there may not read what a script of an extension made,
 * unless it is made the right way.
 */
const NAMES = [
  'Lexical, plain text',
  'Lexical, rich text',
  'ProseMirror',
  'Quill',
  'Draft.js',
  'an editable div',
  'an editable div that takes pastes itself',
  'a text area',
  'a text area that React controls',
] as const;

interface Stage {
  make(name: string, before: string): Promise<void>;
  now: { text(): string };
  sent: number;
  heard: string[];
}
type EditorWindow = { stage: Stage };

let folder: string;
let firefox: Firefox;
let page: Page;
beforeAll(async () => {
  folder = await insertExtension();
  firefox = await launchFirefox(folder);
  page = await firefox.browser.newPage();
  await serve(page, await editorRoutes());
  await page.goto(EDITORS);
});
afterAll(async () => {
  await firefox?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function insert(text: string): Promise<string> {
  await page.evaluate((words) => {
    document.documentElement.removeAttribute('data-result');
    document.dispatchEvent(new CustomEvent('insert', { detail: words }));
  }, text);
  return until(() => page.evaluate(() => document.documentElement.getAttribute('data-result')), {
    what: 'the content script to answer',
  });
}

describe.each(NAMES)('%s', (name) => {
  test.each([
    ['one line', 'Dạ còn ạ 👍🏽'],
    ['several lines', 'Dạ chị ơi,\nmẫu này còn size M & L.\nGiá 450.000 ₫ 🚚'],
  ])('%s: in its own record, beside what stands there, and not sent', async (_what, text) => {
    await page.evaluate((one) => (window as unknown as EditorWindow).stage.make(one, 'Chào chị,'), name);
    expect(await insert(text)).toBe('inserted');
    const { record, sent, heard } = await page.evaluate(() => {
      const { now, sent, heard } = (window as unknown as EditorWindow).stage;
      return { record: now.text(), sent, heard };
    });
    expect(record.replace(/\u00a0/g, ' ').split(/\n+/)).toEqual(`Chào chị, ${text}`.split('\n'));
    expect(sent).toBe(0);
    // A field that grew shows its last line: it scrolls within itself.
    expect(heard.filter((one) => !/^(focusin|scroll) box$/.test(one))).toEqual([]);
  });
});
