// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Launcher } from '../../components/launcher.tsx';
import { Today } from '../../components/today.tsx';
import { settings } from '../gallery/host.ts';
import { emptyBook } from '../gallery/sample.ts';
import { page, STATES } from '../gallery/states.ts';
import { pageOf, Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage('popup');
});
afterEach(() => stage.end());

const show = (at = page()) =>
  stage.draw(<Today host={stage.host} page={at} settings={settings({ language: 'vi' })} />);
const titles = (name: string) =>
  [...(stage.part(name)?.querySelectorAll('.due-title') ?? [])].map((title) => title.textContent);

describe('the list of today', () => {
  it('tells overdue, today, later and who waits apart, each in its order', async () => {
    await show();
    expect(titles('overdue')).toEqual(['Nhắn lại báo giá 20 khăn', 'Gửi mẫu vải lụa Bảo Lộc']);
    expect(titles('due-today')).toEqual(['Hỏi thăm sau Tết Trung thu']);
    expect(titles('due-later')).toEqual(['Báo ngày giao áo', 'Đặt thêm hộp quà']);
    expect(stage.parts('waiting-customer').map((one) => one.textContent)).toEqual([
      expect.stringContaining('Khách chờ đã lâu, 1 ngày'),
      expect.stringContaining('Khách đang chờ trả lời, 3 giờ'),
      expect.stringContaining('Khách vừa nhắn, 20 phút trước'),
    ]);
  });

  it('walks with J and K, stops at the ends, and opens the thread', async () => {
    await show();
    await stage.press('j');
    expect(document.activeElement?.textContent).toContain('Nhắn lại báo giá');
    await stage.press('k');
    await stage.press('j');
    expect(document.activeElement?.textContent).toContain('Gửi mẫu vải');
    (document.activeElement as HTMLElement).click();
    expect(stage.host.asked).toEqual(['openThread t-lan']);
  });

  it('marks done the row that has the focus with D, goes on to the next, and Z takes it back', async () => {
    await show();
    await stage.press('d');
    expect(stage.ran).toEqual([]);
    await stage.press('j');
    await stage.press('d');
    expect(stage.store.commands).toEqual([{ name: 'reminder.done', args: { id: 'r3' } }]);
    expect(titles('overdue')).toEqual(['Gửi mẫu vải lụa Bảo Lộc']);
    expect(document.activeElement?.textContent).toContain('Gửi mẫu vải');
    await stage.press('z');
    expect(titles('overdue')).toContain('Nhắn lại báo giá 20 khăn');
  });

  it('snoozes with S and a choice', async () => {
    await show();
    await stage.press('j');
    await stage.press('s');
    expect(document.activeElement?.getAttribute('role')).toBe('menuitem');
    await stage.click('snooze-hour');
    expect(stage.store.commands).toMatchObject([
      { name: 'reminder.move', args: { id: 'r3', due: { wall: '2026-11-23T11:32' } } },
    ]);
  });

  it('asks the guard before anything is done', async () => {
    stage.host.mayAct = () => false;
    await show();
    await stage.press('j');
    await stage.press('d');
    await stage.click('done');
    expect(stage.ran).toEqual([]);
  });

  it('shows one calm list when many came due while nobody looked, and all of them on request', async () => {
    STATES['catch-up']?.prepare?.(stage.store);
    await show();
    expect(stage.text('catch-up')).toContain('23');
    expect(titles('overdue')).toHaveLength(8);
    await stage.click('more');
    expect(titles('overdue')).toHaveLength(23);
  });

  it('says what to do when nothing is due, and offers the site of this tab', async () => {
    stage.store.book = emptyBook();
    await show(page({ granted: false, sighting: null }));
    expect(stage.text('today-empty')).toContain('Đặt nhắc');
    await stage.click('enable');
    expect(stage.host.asked).toEqual(['enableSite https://mail.google.com']);
  });
});

describe('the launcher', () => {
  const draw = (at = page()) =>
    stage.draw(<Launcher host={stage.host} page={at} settings={settings({ language: 'vi' })} />);

  it('says who is there and what is due, in words', async () => {
    await draw();
    expect(stage.button('expand').getAttribute('aria-label')).toBe(
      'Mở Beside: Nguyễn Thị Ngọc Lan, 1 việc đến hạn',
    );
    expect(stage.part('due-count')?.dataset.text).toBe('1');
  });

  it('names nobody for a stranger, a display name, a group, or a page that changed', async () => {
    for (const name of ['unknown', 'maybe', 'group', 'degraded', 'several']) {
      await draw(pageOf(name));
      expect(stage.button('expand').getAttribute('aria-label'), name).toBe('Mở Beside');
    }
  });
});
