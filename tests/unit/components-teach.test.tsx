// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import type { SiteSwitch } from '../../components/site-section.tsx';
import { NO_PAGE } from '../../lib/domain/page-state.ts';
import type { Recipe } from '../../lib/domain/recipe.ts';
import { settings } from '../gallery/host.ts';
import { TEACH_STATES } from '../gallery/teach-states.ts';
import { pageOf, Stage } from './components-stage.tsx';

const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'format', 'taught-v1.json'), 'utf8');
const recipe = (JSON.parse(text) as { recipes: Recipe[] }).recipes[0]!;

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.end());

describe('a page nobody wrote a site file for', () => {
  it('is asked for in the click, then taught', async () => {
    await stage.panel(pageOf('teach-ask'));
    expect(stage.has('teach-start')).toBe(false);
    await stage.click('read-site');
    expect(stage.host.asked).toEqual(['enableSite https://thu.cam-tu.example']);
    await stage.panel(pageOf('teach-offer'));
    await stage.click('teach-start');
    expect(stage.host.asked.at(-1)).toBe('teach.start 1');
  });

  it('whose address the browser hides says what to press', async () => {
    await stage.panel({ ...NO_PAGE, tab: 1 });
    expect(stage.has('read-site')).toBe(false);
    expect(stage.text('unknown-site')).toContain('thanh công cụ');
  });

  it('is not taught where acts are not allowed', async () => {
    await stage.panel(pageOf('teach-offer'), { mayAct: () => false });
    await stage.click('teach-start');
    expect(stage.host.asked).toEqual([]);
  });
});

describe('the steps', () => {
  it('say what to point at, skip what need not be, and point again', async () => {
    await stage.panel(pageOf('teach-ours'));
    expect(stage.text('teach-now')).toContain('tin bạn viết');
    expect(stage.find('[aria-current="step"]')?.dataset.lesson).toBe('ours');
    expect(stage.button('teach-save').disabled).toBe(true);
    await stage.click('teach-skip');
    await stage.click('again-name');
    await stage.click('teach-stop');
    expect(stage.host.asked).toEqual(['teach.step 1 check', 'teach.step 1 name', 'teach.stop 1']);
  });

  it('show the reading, offer more, and save what is right', async () => {
    await stage.panel(pageOf('teach-check'));
    expect(stage.text('teach-name')).toBe('Nguyễn Thị Lan');
    expect(stage.parts('teach-message').map((one) => one.dataset.direction)).toEqual([
      'in',
      'out',
      'unknown',
    ]);
    await stage.click('teach-reply');
    await stage.click('teach-save');
    expect(stage.host.asked).toEqual(['teach.step 1 reply', 'teach.save 1']);
    expect(stage.text('toast')).toContain('thu.cam-tu.example');
  });

  it('save nothing that is wrong, and say so', async () => {
    await stage.panel(pageOf('teach-problem'));
    expect(stage.text('teach-problem')).toContain('tin khác');
    expect(stage.button('teach-save').disabled).toBe(true);
  });

  it('warn where the name alone tells one thread from another', async () => {
    await stage.panel(pageOf('teach-weak'));
    expect(stage.text('teach-reading')).toContain('trùng tên');
    expect(stage.text('teach-reading')).toContain('Chưa phân biệt');
  });
});

it('a page that changed offers to be taught and tells how it is made', async () => {
  const copied: string[] = [];
  await stage.panel(TEACH_STATES['teach-diagnostics']!.page!, {
    copy: async (written: string) => void copied.push(written),
  });
  await stage.click('diagnostics');
  await stage.click('copy-diagnostics');
  expect(JSON.parse(copied[0]!)).toMatchObject({
    beside: 'diagnostics',
    seen: ['sender'],
    tags: { div: 210 },
  });
});

describe('sites in the settings', () => {
  const line = (site: string, origin: string, more: Partial<SiteSwitch> = {}): SiteSwitch => ({
    site,
    origin,
    granted: false,
    evidence: 'A',
    verified: '2026-10',
    basic: false,
    onClick: false,
    taught: false,
    ...more,
  });
  const ten = ['vn', 'sg', 'th', 'my', 'ph', 'tw', 'br', 'mx', 'co', 'cl'].map((country, index) =>
    line('shopee', `https://seller.shopee.${country}`, { granted: index === 0, evidence: 'C' }),
  );
  const show = async (sites: SiteSwitch[]) => {
    location.hash = '#/settings';
    await stage.draw(
      <Dashboard host={stage.host} settings={settings({ language: 'vi' })} sites={sites} snapshot={null} />,
    );
  };
  const choose = async (content: string) => {
    const field = stage.find<HTMLInputElement>('[data-part="recipe-file"]')!;
    Object.defineProperty(field, 'files', { value: [new File([content], 'x.json')], configurable: true });
    await act(() => void field.dispatchEvent(new Event('change', { bubbles: true })));
    for (let turn = 0; turn < 5; turn += 1) await stage.settle();
  };

  it('have one line each, however many places, with how well they are known', async () => {
    await show([...ten, line('linkedin', 'https://www.linkedin.com', { onClick: true, basic: true })]);
    expect(stage.parts('site')).toHaveLength(2);
    expect(stage.parts('site')[0]!.textContent).toContain('10 địa chỉ, 1 đang bật');
    expect(stage.parts('site-evidence')[0]!.textContent).toBe('tạm được (C), 10/2026');
    expect(stage.parts('site')[1]!.textContent).toContain('chỉ đọc khi bạn bấm nút');
    // Read on a click: there is nothing to switch on.
    expect(stage.parts('site')[1]!.querySelector('button')).toBeNull();
    await stage.click('site-places');
    expect(stage.parts('site-place')).toHaveLength(10);
    await stage.click('enable-site');
    expect(stage.host.asked).toEqual(['enableSite https://seller.shopee.sg']);
  });

  it('that were taught go with undo', async () => {
    stage.host.taught!.list = async () => [recipe];
    await show([line(recipe.id, 'https://quan-ly.tiem.example', { taught: true })]);
    await stage.click('taught-drop');
    expect(stage.host.asked).toEqual([`taught.drop ${recipe.id}`]);
    await stage.click('undo');
    expect(stage.host.asked.at(-1)).toBe('taught.keep 1');
    expect(stage.text('toast')).not.toContain('Đã bỏ');
  });

  it('come from a file after a look at what they read, and where', async () => {
    await show([]);
    await choose(text);
    expect(stage.text('recipe-preview')).toContain('https://quan-ly.tiem.example');
    expect(stage.text('recipe-preview')).toContain(recipe.id);
    expect(stage.text('recipe-preview')).toContain('mã đơn');
    expect(stage.host.asked).toEqual([]);
    await stage.click('taught-keep');
    expect(stage.host.asked).toEqual(['taught.keep 1']);
    expect(stage.part('recipe-preview')).toBeNull();
  });

  it.each([
    ['not a file of ours', '{"a":1}', 'không phải'],
    ['a newer one', '{"beside":"recipes","v":9,"recipes":[]}', 'mới hơn'],
    [
      'one that would read everything',
      text.replace('"https://quan-ly.tiem.example/*"', '"*://*/*"'),
      'không an toàn',
    ],
  ])('%s is refused with a sentence', async (_what, content, sentence) => {
    await show([]);
    await choose(content);
    expect(stage.text('recipe-problem')).toContain(sentence);
    expect(stage.part('recipe-preview')).toBeNull();
  });
});
