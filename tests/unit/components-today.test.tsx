// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Launcher } from '../../components/launcher.tsx';
import { Today } from '../../components/today.tsx';
import { settings } from '../gallery/host.ts';
import { emptyBook, NOW } from '../gallery/sample.ts';
import { page, STATES } from '../gallery/states.ts';
import { TODAY_STATES } from '../gallery/today-states.ts';
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

describe('those who need something', () => {
  const prepare = (name: string) => TODAY_STATES[name]?.prepare?.(stage.store);
  const row = (part: string, index = 0) => stage.parts(part)[index]!;
  const focusRow = (part: string) => row(part).querySelector<HTMLElement>('[data-row]')?.focus();

  it('stand in groups of their own, each with why', async () => {
    prepare('today-busy');
    await show();
    expect(titles('complaints')).toHaveLength(2);
    expect(stage.text('complaints')).toContain('Khiếu nại chưa xử lý · 3 ngày');
    expect(titles('greetings')).toEqual(['Sinh nhật anh Khoa']);
    expect(stage.text('due-later')).not.toContain('Sinh nhật');
    expect(stage.text('quiet')).toContain('Im 41 ngày, thường 21 ngày mua một lần');
  });

  it('are done with by D, until something new comes, and Z brings them back', async () => {
    await show();
    focusRow('waiting-customer');
    await stage.press('d');
    expect(stage.store.commands).toMatchObject([
      { name: 'customer.aside', args: { id: 'c2', list: 'waiting', aside: { until: null } } },
    ]);
    expect(stage.parts('waiting-customer')).toHaveLength(2);
    await stage.press('z');
    expect(stage.parts('waiting-customer')).toHaveLength(3);
  });

  it('are put aside by S until the time that is chosen', async () => {
    await show();
    focusRow('waiting-customer');
    await stage.press('s');
    await stage.click('snooze-tomorrow');
    expect(stage.store.commands).toMatchObject([
      {
        name: 'customer.aside',
        args: { id: 'c2', list: 'waiting', aside: { until: Date.UTC(2026, 10, 24, 2) } },
      },
    ]);
    expect(stage.parts('waiting-customer')).toHaveLength(2);
  });

  it('go from open to made good to confirmed by D', async () => {
    prepare('today-busy');
    await show();
    for (const status of ['good', 'confirmed']) {
      const own = stage.parts('complaint-customer').find((one) => one.textContent?.includes('sờn mép'))!;
      own.querySelector<HTMLElement>('[data-row]')?.focus();
      await stage.press('d');
      expect(stage.store.commands.at(-1)).toEqual({ name: 'interaction.status', args: { id: 'k1', status } });
    }
    expect(stage.text('complaints')).not.toContain('sờn mép');
  });

  it('open with the words that were written ahead, and without any the thread alone', async () => {
    await show();
    focusRow('waiting-customer');
    await stage.press('w');
    await stage.type('[data-part="row-draft-field"]', ' Dạ em gửi báo giá ạ ');
    await stage.submit('keep-row-draft');
    stage.parts('waiting-customer')[1]!.querySelector<HTMLElement>('[data-row]')!.click();
    await stage.settle();
    expect(stage.host.asked).toEqual(['openThread t-lan']);
    prepare('today-busy');
    stage.store.emit();
    await stage.settle();
    const lan = stage.parts('reminder').find((one) => one.dataset.reminder === 'r1')!;
    lan.querySelector<HTMLElement>('[data-row]')!.click();
    await stage.settle();
    expect(stage.host.asked.at(-1)).toContain('visit t-lan c1 "Dạ em gửi chị mẫu lụa Bảo Lộc');
  });

  it('keep what was written for a reminder in the book', async () => {
    await show();
    await stage.press('j');
    await stage.press('w');
    await stage.type('[data-part="row-draft-field"]', 'Dạ báo giá đây ạ');
    await stage.submit('keep-row-draft');
    expect(stage.store.commands).toMatchObject([
      { name: 'reminder.set', args: { id: 'r3', draft: 'Dạ báo giá đây ạ', customer: 'c2' } },
    ]);
    expect(stage.text('row-draft-line')).toContain('Dạ báo giá đây ạ');
  });

  it('say so when the words did not reach the box, and copy them', async () => {
    prepare('today-busy');
    stage.host.visit = async () => 'no-box';
    await show();
    const lan = stage.parts('reminder').find((one) => one.dataset.reminder === 'r1')!;
    lan.querySelector<HTMLElement>('[data-row]')!.click();
    await stage.settle();
    expect(stage.host.asked[0]).toContain('copy Dạ em gửi chị mẫu');
    expect(stage.text('toast')).toContain('Đã sao chép');
  });

  it('are praised when all is done, with what comes next and how the month went', async () => {
    prepare('today-done');
    await show();
    expect(stage.text('all-done')).toContain('Kế tiếp: Báo ngày giao áo');
    expect(stage.text('all-done')).toContain('Tháng này giữ 8/9 lời hẹn');
    await stage.click('open-kept');
    expect(stage.host.asked).toEqual(['openDashboard promises']);
  });
});

describe('a group in one sitting', () => {
  it('goes from one to the next, counts what was done, and skips', async () => {
    await show();
    await stage.click('begin-waiting');
    await stage.type('[data-part="sitting-field"]', 'Chào [tên], em đây ạ');
    await stage.submit('sitting-start');
    expect(stage.text('sitting')).toContain('1/3');
    expect(stage.text('sitting')).toContain('Trần Minh Khoa');
    // He has no thread yet: his page opens.
    expect(stage.host.asked).toEqual(['openDashboard customers/c2']);
    await stage.click('sitting-done');
    expect(stage.store.commands).toMatchObject([
      { name: 'customer.aside', args: { id: 'c2', list: 'waiting', aside: { until: null } } },
    ]);
    expect(stage.text('sitting')).toContain('2/3');
    expect(stage.host.asked.at(-1)).toBe('visit t-lan c1 "Chào Nguyễn Thị Ngọc Lan, em đây ạ"');
    await stage.click('sitting-skip');
    expect(stage.text('sitting')).toContain('3/3');
    await stage.click('sitting-skip');
    expect(stage.part('sitting')).toBeNull();
    expect(stage.text('toast')).toContain('1/3');
  });

  it('stands above the card in the side panel, with keys, until it is ended', async () => {
    await show();
    await stage.click('begin-waiting');
    await stage.submit('sitting-start');
    stage.host.place = 'sidepanel';
    await stage.panel(page());
    expect(stage.text('sitting')).toContain('1/3');
    await stage.press('j');
    expect(stage.text('sitting')).toContain('2/3');
    await stage.press('k');
    expect(stage.text('sitting')).toContain('1/3');
    await stage.click('sitting-end');
    expect(stage.part('sitting')).toBeNull();
  });
});

describe('today in the side panel', () => {
  it('takes the place of the card, and gives it back when a thread is opened', async () => {
    stage.host.place = 'sidepanel';
    await stage.panel(page());
    expect(stage.part('card')).not.toBeNull();
    await stage.click('switch-today');
    expect(stage.part('card')).toBeNull();
    await stage.press('j');
    (document.activeElement as HTMLElement).click();
    await stage.settle();
    expect(stage.host.asked).toEqual(['openThread t-khoa']);
    expect(stage.part('card')).not.toBeNull();
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

  it('says that a promise was just written', async () => {
    await draw(page({ sent: [{ id: 'gmail t-lan m-9', text: 'Dạ mai em gửi mẫu cho chị nha', at: NOW }] }));
    await vi.waitFor(async () => {
      await stage.settle();
      expect(stage.part('promise-waits')).not.toBeNull();
    }, 15_000);
    expect(stage.button('expand').getAttribute('aria-label')).toContain('vừa hứa 1 điều');
  });

  it('names nobody for a stranger, a display name, a group, or a page that changed', async () => {
    for (const name of ['unknown', 'maybe', 'group', 'degraded', 'several']) {
      await draw(pageOf(name));
      expect(stage.button('expand').getAttribute('aria-label'), name).toBe('Mở Beside');
    }
  });
});
