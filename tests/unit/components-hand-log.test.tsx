// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import { settings } from '../gallery/host.ts';
import { NOW } from '../gallery/sample.ts';
import { page } from '../gallery/states.ts';
import { TODAY_STATES } from '../gallery/today-states.ts';
import { Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.end());

const dashboard = (path: string) => {
  location.hash = `#/${path}`;
  return stage.draw(
    <Dashboard host={stage.host} settings={settings({ language: 'vi' })} sites={[]} snapshot={null} />,
  );
};

describe('logging by hand', () => {
  it('logs an answered call with two keys, about everybody of the thread, and Z takes it back', async () => {
    await stage.panel(page());
    await stage.press('g');
    expect(document.activeElement?.getAttribute('data-act')).toBe('call-answered');
    await stage.press('1');
    expect(stage.store.commands).toMatchObject([
      {
        name: 'interaction.log',
        args: {
          customers: ['c1'],
          kind: 'call',
          direction: 'out',
          status: 'answered',
          thread: null,
          keys: ['email:lan.nguyen@example.com'],
        },
      },
    ]);
    expect(stage.part('hand-log')).toBeNull();
    expect(stage.text('timeline')).toContain('Nghe máy');
    await stage.press('z');
    expect(stage.text('timeline')).not.toContain('Nghe máy');
  });

  it('sets a reminder to call again, and one undo takes both back', async () => {
    await stage.panel(page());
    await stage.press('g');
    await stage.press('3');
    expect(stage.store.commands).toMatchObject([
      { name: 'interaction.log', args: { kind: 'call', status: 'later' } },
      {
        name: 'reminder.set',
        args: { customer: 'c1', title: 'Gọi lại cho Nguyễn Thị Ngọc Lan', due: { wall: '2026-11-23T11:32' } },
      },
    ]);
    expect(stage.text('reminders')).toContain('Gọi lại cho');
    await stage.press('z');
    expect(stage.text('reminders')).not.toContain('Gọi lại cho');
    expect(stage.text('timeline')).not.toContain('Gọi lại sau');
  });

  it('keeps a complaint open on the card until it is confirmed', async () => {
    await stage.panel(page());
    await stage.click('hand-log');
    await stage.click('hand-complaint');
    await stage.type('[data-part="hand-field"]', 'Áo giao trễ\nhai ngày');
    await stage.submit('hand-save');
    expect(stage.store.commands).toMatchObject([
      {
        name: 'interaction.log',
        args: { kind: 'complaint', direction: 'in', subject: 'Áo giao trễ', text: 'hai ngày' },
      },
    ]);
    expect(stage.text('complaint')).toContain('Khiếu nại chưa xử lý');
    await stage.click('complaint-step');
    expect(stage.text('complaint')).toContain('chờ khách xác nhận');
    expect(stage.text('timeline')).toContain('đã xử lý');
    await stage.click('complaint-step');
    expect(stage.part('complaint')).toBeNull();
    expect(stage.text('timeline')).toContain('khách đã hài lòng');
  });

  it('notes what keeps a customer from buying, on their own page, at another time', async () => {
    await dashboard('customers/c1');
    await stage.press('g');
    await stage.click('hand-barrier');
    await stage.click('hand-when');
    await stage.type('[data-part="hand-at"]', '2026-11-22T15:00');
    await stage.type('[data-part="hand-field"]', 'Ngại phí giao');
    await stage.submit('hand-save');
    expect(stage.store.commands).toMatchObject([
      {
        name: 'interaction.log',
        args: { kind: 'barrier', direction: 'unknown', at: Date.UTC(2026, 10, 22, 8), channel: '' },
      },
    ]);
    expect(stage.text('timeline')).toContain('Ngại phí giao');
  });

  it('logs nothing in the future, nothing twice, and nothing that the guard refuses', async () => {
    await stage.panel(page());
    await stage.press('g');
    await stage.click('hand-when');
    await stage.type('[data-part="hand-at"]', '2026-11-29T15:00');
    await stage.press('2');
    await stage.press('2');
    expect(stage.store.commands).toMatchObject([{ args: { at: NOW, status: 'busy' } }]);
    stage.host.mayAct = () => false;
    await stage.press('g');
    await stage.press('1');
    expect(stage.ran).toHaveLength(1);
  });

  it('is not offered for whom nothing may be logged of', async () => {
    const rule = { ...stage.store.book.neverLog[0]!, id: 'customer:c1', label: 'Lan' };
    stage.store.book = { ...stage.store.book, neverLog: [rule] };
    await stage.panel(page());
    expect(stage.has('hand-log')).toBe(false);
  });
});

describe('kept promises', () => {
  it('are counted by month, and a month opens what it counts', async () => {
    TODAY_STATES.promises?.prepare?.(stage.store);
    await dashboard('promises');
    const month = stage.parts('kept-month')[0]!;
    expect(month.dataset.month).toBe('2026-11');
    expect(month.textContent).toContain('3 đúng hẹn · 1 trễ · 1 dời');
    expect(month.textContent).toContain('60%');
    await stage.click('open-month');
    const outcomes = stage.parts('kept-row').map((row) => row.dataset.outcome);
    expect(outcomes.toSorted()).toEqual(['kept', 'kept', 'kept', 'late', 'moved']);
  });

  it('stand on a customer’s own page', async () => {
    TODAY_STATES.promises?.prepare?.(stage.store);
    await dashboard('customers/c1');
    expect(stage.text('kept-line')).toMatch(/^Giữ \d+\/12 lời hẹn/);
  });
});

describe('when reminders may ring', () => {
  it('is set beside the sound: quiet hours and the digest', async () => {
    await dashboard('settings');
    await stage.click('quiet-hours');
    await stage.click('digest');
    expect(stage.host.asked).toEqual([
      'saveSettings {"quietHours":{"on":true,"from":"22:00","until":"07:00"}}',
      'saveSettings {"digest":{"on":true,"at":"08:00"}}',
    ]);
  });
});
