// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../components/host.ts';
import type { DraftResult } from '../../lib/domain/draft.ts';
import { pageOf, Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage('frame');
});
afterEach(() => stage.end());

const FIELD = '[data-part="draft-field"]';
const answers = (result: DraftResult): Partial<Host> => ({
  insertDraft: async ({ text }) => {
    stage.host.asked.push(`insertDraft ${text}`);
    return result;
  },
});
const writeDraft = async (text: string, more: Partial<Host> = {}) => {
  await stage.panel(pageOf('known'), more);
  await stage.press('w');
  await stage.type(FIELD, text);
};
const field = () => stage.find<HTMLTextAreaElement>(FIELD);

describe('a draft', () => {
  test('is one key away, for somebody known and for somebody who is not', async () => {
    for (const state of ['known', 'unknown']) {
      await stage.panel(pageOf(state));
      expect(stage.part('draft')).toBeNull();
      await stage.press('w');
      expect(document.activeElement).toBe(field());
    }
  });

  test('is put there by its button, for the page, thread and people it was written beside', async () => {
    await writeDraft('  Dạ còn ạ,\nem gửi ngay ');
    await stage.click('put-draft');
    expect(stage.host.asked).toEqual([`insertDraft 1 r-1 t-lan "Dạ còn ạ,\\nem gửi ngay"`]);
    expect(stage.part('draft')).toBeNull();
    expect(stage.text('toast')).toContain('Đã chèn vào ô trả lời');
    await stage.press('w');
    expect(field()?.value).toBe('');
  });

  test('without words is not put anywhere', async () => {
    await writeDraft('   ');
    expect(stage.button('put-draft').disabled).toBe(true);
    await stage.press('Enter', { ctrlKey: true }, field()!);
    field()?.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await stage.settle();
    expect(stage.host.asked).toEqual([]);
  });

  test('waits until Enter is let go: held down, it would be pressed in the site’s box', async () => {
    await writeDraft('Dạ còn ạ');
    const up = async (target: EventTarget) => {
      target.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true }));
      await stage.settle();
    };
    const { key, ctrlKey } = { key: 'Enter', ctrlKey: true };
    await stage.press(key, { ctrlKey }, field()!);
    await stage.press(key, { ctrlKey, repeat: true }, field()!);
    expect(stage.host.asked).toEqual([]);
    await up(field()!);
    expect(stage.host.asked).toHaveLength(1);

    await stage.press('w');
    await stage.type(FIELD, 'Dạ vâng');
    // On the button the browser would click at the press already: that is held back.
    const press = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    stage.button('put-draft').dispatchEvent(press);
    expect(press.defaultPrevented).toBe(true);
    await up(stage.button('put-draft'));
    expect(stage.host.asked).toHaveLength(2);
  });

  test('a double click is one act: what moves under the pointer as the form closes is not clicked', async () => {
    await writeDraft('Dạ còn ạ', answers('inserted'));
    const click = async (on: Element, detail: number) => {
      on.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail }));
      await stage.settle();
    };
    await click(stage.button('put-draft'), 1);
    expect(field()).toBeNull();
    await click(stage.button('draft'), 2);
    expect(field()).toBeNull();
    await click(stage.button('draft'), 1);
    expect(field()).not.toBeNull();
  });

  test('Enter alone is a new line, and an Enter of an input method is its own', async () => {
    await writeDraft('Dạ còn ạ');
    await stage.press('Enter', {}, field()!);
    await stage.press('Enter', { ctrlKey: true, isComposing: true }, field()!);
    field()?.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true }));
    await stage.settle();
    expect(stage.host.asked).toEqual([]);
  });

  test('asks the guard first', async () => {
    await writeDraft('Dạ còn ạ', { mayAct: () => false });
    await stage.click('put-draft');
    expect(stage.host.asked).toEqual([]);
    expect(stage.text('toast')).toContain('Bạn bấm lại lần nữa');
    expect(field()?.value).toBe('Dạ còn ạ');
  });

  test('stays with its thread: another has none, and coming back it is there', async () => {
    await writeDraft('Dạ còn ạ');
    await stage.panel(pageOf('unknown'));
    expect(stage.part('draft')).toBeNull();
    expect(stage.root.textContent).not.toContain('Dạ còn ạ');
    await stage.press('w');
    expect(field()?.value).toBe('');
    await stage.panel(pageOf('known'));
    expect(field()?.value).toBe('Dạ còn ạ');
  });

  test('of a page that moved on is kept, not copied, and said so', async () => {
    await writeDraft('Dạ còn ạ', answers('moved-on'));
    await stage.click('put-draft');
    expect(stage.host.asked).toEqual(['insertDraft Dạ còn ạ']);
    expect(stage.text('toast')).toContain('chưa chèn gì');
    expect(field()?.value).toBe('Dạ còn ạ');
  });

  test.each([
    ['no-box', 'chưa mở ô trả lời', 'Bấm Sao chép, mở ô đó'],
    ['refused', 'không nhận chữ', 'Bấm Sao chép rồi dán'],
  ] as const)('that the box does not take (%s) is copied, in one sentence', async (result, said, stuck) => {
    await writeDraft('Dạ còn ạ', answers(result));
    await stage.click('put-draft');
    expect(stage.host.asked).toEqual(['insertDraft Dạ còn ạ', 'copy Dạ còn ạ']);
    expect(stage.text('toast')).toContain(said);
    expect(stage.has('copy-draft')).toBe(false);

    // Where the browser wants a click for it, there is a button to click.
    let mayCopy = false;
    const copy = async (text: string) => {
      if (!mayCopy) throw new DOMException('no gesture', 'NotAllowedError');
      stage.host.asked.push(`copied ${text}`);
    };
    await stage.panel(pageOf('known'), { copy });
    await stage.click('put-draft');
    expect(stage.text('draft-stuck')).toContain(stuck);
    mayCopy = true;
    await stage.click('copy-draft');
    expect(stage.host.asked.at(-1)).toBe('copied Dạ còn ạ');
    expect(stage.text('toast')).toContain('Đã sao chép');
    expect(stage.part('draft-stuck')).toBeNull();
  });
});

describe('where the browser cannot tell whether the frame is seen', () => {
  test('the side panel is opened instead', async () => {
    await stage.panel(pageOf('known'), { insertDraft: undefined });
    await stage.press('w');
    expect(stage.host.asked).toEqual(['openSidePanel']);
    expect(stage.part('draft')).toBeNull();
  });

  test('and where a frame cannot open it either, the draft is copied, and the place to insert is named', async () => {
    await stage.panel(pageOf('known'), { insertDraft: undefined, openSidePanel: undefined });
    await stage.press('w');
    await stage.type(FIELD, 'Dạ còn ạ');
    expect(stage.has('put-draft')).toBe(false);
    expect(stage.text('draft-elsewhere')).toContain('thanh bên');
    await stage.click('copy-draft');
    expect(stage.host.asked).toEqual(['copy Dạ còn ạ']);
  });
});

test('beside a page that is not read there is nothing to put a draft into', async () => {
  await stage.panel({ ...pageOf('known'), reading: '' });
  await stage.press('w');
  expect(stage.has('draft')).toBe(false);
  expect(stage.part('draft')).toBeNull();
});
