import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, launchChromium } from '../harness/browsers.ts';
import { EDITORS, editorRoutes } from '../harness/editor-bundle.ts';
import { serve } from '../harness/serve.ts';
import { evaluateBeside } from '../harness/site-bundle.ts';
import { until } from '../harness/until.ts';

/**
 * A draft is put into the editors that the sites use, on a page with a strict policy. What counts is the editor's own
 * record: a text that only stands in its picture is not what it sends.
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
  'an input that React controls',
] as const;
const ONE_LINE = new Set<string>(['an input that React controls']);

const SHORT = 'Dạ còn ạ, em gửi chị ngay 👍🏽';
const LONG = 'Dạ chị ơi,\nmẫu này còn size M & L <mới về>.\nGiá 450.000 ₫ – freeship 🚚';

interface Editor {
  box: HTMLElement;
  text(): string;
  undo(): void;
}
interface Stage {
  make(name: string, before: string): Promise<void>;
  now: Editor;
  sent: number;
  heard: string[];
}
type EditorWindow = { stage: Stage; editorNames: string[] };

let chromium: Chromium;
let page: Page;
beforeAll(async () => {
  chromium = await launchChromium();
  page = await chromium.browser.newPage();
  await serve(page, await editorRoutes());
  await page.goto(EDITORS);
});
afterAll(() => chromium?.close());

const make = (name: string, before = '') =>
  page.evaluate((...args) => (window as unknown as EditorWindow).stage.make(...args), name, before);
const insert = (text: string) =>
  evaluateBeside(page, `beside.insertHere(${JSON.stringify(text)}, '#box')`) as Promise<string>;
const recordOf = () => page.evaluate(() => (window as unknown as EditorWindow).stage.now.text());
const undo = () => page.evaluate(() => (window as unknown as EditorWindow).stage.now.undo());
const happened = () =>
  page.evaluate(() => {
    const { sent, heard } = (window as unknown as EditorWindow).stage;
    const other = document.querySelector<HTMLTextAreaElement>('#other')?.value;
    return { sent, other, touched: heard.filter((one) => one !== 'focusin box') };
  });
const UNTOUCHED = { sent: 0, other: 'of somebody else', touched: [] };

/** Lines that are the same whatever the editor ends them with; it may keep an empty one or not. */
const lines = (text: string) =>
  text
    .replace(/\u00a0/g, ' ')
    .split(/\n+/)
    .map((line) => line.trim());
const wanted = (name: string, text: string) =>
  ONE_LINE.has(name) ? [text.replaceAll('\n', ' ')] : lines(text);

test('every editor of the page is tried', async () => {
  expect(await page.evaluate(() => (window as unknown as EditorWindow).editorNames)).toEqual([...NAMES]);
});

describe.each(NAMES)('%s', (name) => {
  test('one line with Vietnamese and emoji; undo takes it back', async () => {
    await make(name);
    expect(await insert(SHORT)).toBe('inserted');
    expect(lines(await recordOf())).toEqual([SHORT]);
    expect(await happened()).toEqual(UNTOUCHED);
    await undo();
    expect((await recordOf()).trim()).toBe('');
  });

  test('several lines stay lines, and none of them sends', async () => {
    await make(name);
    expect(await insert(LONG)).toBe('inserted');
    expect(lines(await recordOf())).toEqual(wanted(name, LONG));
    expect(await happened()).toEqual(UNTOUCHED);
  });

  test('what stands there is kept, whole, and the draft follows it', async () => {
    await make(name, 'Chào chị Lan,');
    expect(await insert(LONG)).toBe('inserted');
    expect(lines(await recordOf())).toEqual(wanted(name, `Chào chị Lan, ${LONG}`));
    expect(await happened()).toEqual(UNTOUCHED);
    await undo();
    expect(lines(await recordOf())).toEqual(['Chào chị Lan,']);
  });

  test('at the caret, and what is selected stays', async () => {
    await make(name, 'Chào chị Lan, hẹn mai');
    await page.focus('#box');
    await page.keyboard.press('Home');
    for (const _ of 'Chào') await page.keyboard.press('ArrowRight');
    await page.keyboard.down('Shift');
    for (const _ of ' chị') await page.keyboard.press('ArrowRight');
    await page.keyboard.up('Shift');
    expect(await insert('thân mến')).toBe('inserted');
    expect(lines(await recordOf())).toEqual(['Chào chị thân mến Lan, hẹn mai']);
  });

  test('twice is twice', async () => {
    await make(name);
    expect(await insert('Dạ vâng.')).toBe('inserted');
    expect(await insert('Dạ vâng.')).toBe('inserted');
    expect(lines(await recordOf())).toEqual(['Dạ vâng. Dạ vâng.']);
  });

  test('the seller goes on typing after it', async () => {
    await make(name);
    expect(await insert(SHORT)).toBe('inserted');
    await page.keyboard.type(' nhé');
    expect(lines(await recordOf())).toEqual([`${SHORT} nhé`]);
  });

  test('the key that sends still does, so that the count above means something', async () => {
    await make(name);
    await page.focus('#box');
    await page.keyboard.press('Enter');
    expect((await happened()).sent).toBeGreaterThan(0);
  });
});

describe('the ways that are not taken', () => {
  const type = (text: string) =>
    evaluateBeside(page, `document.execCommand('insertText', false, ${JSON.stringify(text)})`);
  const begin = async (name: string) => {
    await make(name, 'Chào chị Lan,');
    await page.focus('#box');
    await page.keyboard.press('End');
  };

  test.each(['Lexical, plain text', 'Lexical, rich text', 'an editable div'])(
    'a new paragraph sends in %s, whoever asks for it',
    async (name) => {
      await begin(name);
      const event = `new InputEvent('beforeinput', { inputType: 'insertParagraph', bubbles: true, cancelable: true })`;
      await evaluateBeside(page, `document.querySelector('#box').dispatchEvent(${event})`);
      expect((await happened()).sent).toBe(1);
    },
  );

  test.each(['Lexical, plain text', 'Lexical, rich text', 'Draft.js'])(
    'lines that the browser types into %s are lost',
    async (name) => {
      await begin(name);
      await type(' một\nhai');
      await until(async () => !(await recordOf()).includes('Chào chị Lan, một\nhai'), { what: 'the loss' });
    },
  );
});

/** Boxes that do not take it, each with what it does. */
const REFUSING: Record<string, (box: HTMLElement) => void> = {
  'takes the paste and drops it': (box) => box.addEventListener('paste', (event) => event.preventDefault()),
  'is read-only': (box) => box.setAttribute('aria-readonly', 'true'),
  'is switched off': (box) => box.setAttribute('contenteditable', 'false'),
  'throws out whatever comes': (box) =>
    box.addEventListener('input', () => box.replaceChildren('Chào chị Lan,')),
  'gives the focus away at once': (box) =>
    box.addEventListener('focus', () => document.querySelector<HTMLElement>('#other')?.focus()),
  'gives the focus away a moment later': (box) =>
    box.addEventListener('focus', () =>
      queueMicrotask(() => document.querySelector<HTMLElement>('#other')?.focus()),
    ),
  'puts the caret elsewhere': (box) =>
    box.addEventListener('focus', () => {
      const elsewhere = document.createElement('p');
      elsewhere.textContent = 'elsewhere';
      document.body.append(elsewhere);
      document.getSelection()?.collapse(elsewhere, 0);
      document.addEventListener('selectionchange', () => document.getSelection()?.collapse(elsewhere, 0));
    }),
};

describe('a box that does not take it', () => {
  test.each(Object.keys(REFUSING))('%s: says so, and nothing is written anywhere', async (what) => {
    await make('an editable div', 'Chào chị Lan,');
    await page.$eval('#box', REFUSING[what] as (box: Element) => void);
    expect(await insert(SHORT)).toBe('refused');
    expect((await recordOf()).trim()).toBe('Chào chị Lan,');
    expect(await page.evaluate(() => document.body.innerText)).not.toContain('Dạ còn');
    expect((await happened()).other).toBe('of somebody else');
  });

  test.each([
    ['a text area', 'readOnly'],
    ['a text area', 'disabled'],
    ['a text area that React controls', 'readOnly'],
  ])('%s that is %s', async (name, state) => {
    await make(name, 'Chào');
    await page.$eval('#box', (box, property) => Object.assign(box, { [property]: true }), state);
    expect(await insert(SHORT)).toBe('refused');
    expect(await recordOf()).toBe('Chào');
  });

  test('a text area without room for all of it takes no part of it', async () => {
    await make('a text area', 'Chào');
    await page.$eval('#box', (box) => box.setAttribute('maxlength', '20'));
    expect(await insert(SHORT)).toBe('refused');
    expect(await recordOf()).toBe('Chào');
  });

  test('a password field is no box to answer in', async () => {
    await make('an input that React controls', '');
    await page.$eval('#box', (box) => box.setAttribute('type', 'password'));
    expect(await insert(SHORT)).toBe('refused');
    expect(await recordOf()).toBe('');
  });
});
