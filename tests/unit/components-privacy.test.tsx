// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import { KeptDrafts, subjectOf } from '../../components/kept-drafts.ts';
import type { Change } from '../../lib/domain/row.ts';
import { makeStamp } from '../../lib/domain/stamp.ts';
import { settings } from '../gallery/host.ts';
import { NOW } from '../gallery/sample.ts';
import { pageOf, Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage('dashboard');
});
afterEach(async () => {
  await stage.end();
  location.hash = '';
});

async function open(path: string): Promise<void> {
  location.hash = `#/${path}`;
  const all = settings({ language: 'vi' });
  await stage.draw(<Dashboard key={path} host={stage.host} settings={all} sites={[]} snapshot={null} />);
}

describe('erasing', () => {
  it('lists what goes, and wants the code typed', async () => {
    await open('customers/c1');
    expect(stage.part('erase')).toBeNull();
    await stage.click('erase-customer');
    expect(stage.text('erase')).toMatch(/không hoàn tác được.*128 mục nhật ký.*163 thay đổi/s);
    expect(stage.button('erase-now').disabled).toBe(true);
    await stage.type('[data-part="erase-field"]', 'KH-0002');
    await stage.submit('erase-now');
    expect(stage.ran).toEqual([]);
    await stage.type('[data-part="erase-field"]', ' kh0001 ');
    await stage.submit('erase-now');
    expect(stage.store.commands).toEqual([{ name: 'customer.erase', args: { id: 'c1' } }]);
    expect(location.hash).toBe('#/privacy');
  });

  it('is asked for in the panel’s menu, and done in the dashboard', async () => {
    await stage.panel(pageOf('known'));
    await stage.click('menu');
    await stage.click('erase-customer');
    expect(stage.host.asked).toEqual(['openDashboard customers/c1?act=erase']);
    expect(stage.ran).toEqual([]);
    await open('customers/c1?act=erase');
    expect(stage.part('erase')).not.toBeNull();
  });

  it('takes a half-written answer along, and leaves those of others', async () => {
    const drafts = new KeptDrafts(stage.store);
    const [lan, gone] = [
      subjectOf('gmail', 't', [['Lan', ['email:lan.nguyen@example.com']]]),
      subjectOf('gmail', 'u', [['Ai', ['email:nobody@example.com']]]),
    ];
    drafts.set(lan, 'Dạ chị Lan');
    drafts.set(gone, 'Dạ');
    await stage.settle();
    expect(drafts.get(gone)).toBe('Dạ');
    stage.store.erased = [{ ...RECEIPT, id: 'e2' }];
    stage.store.emit();
    await stage.settle();
    await stage.settle();
    expect([drafts.get(lan), drafts.get(gone)]).toEqual(['Dạ chị Lan', '']);
    drafts.set(lan, '');
    expect(stage.store.watching).toBe(0);
  });
});

const RECEIPT = { id: 'e1', at: NOW, counts: {} as never, pending: [], closedBooks: 0 };

describe('consent', () => {
  it('is one key: agreed, no, not asked; each with when and undo', async () => {
    await open('customers/c1');
    const consent = () => stage.store.book.customers.find(({ id }) => id === 'c1')?.consent;
    await stage.press('c');
    expect(consent()).toEqual({ answer: 'yes', at: NOW, channel: '', words: '' });
    expect(stage.text('toast')).toContain('đồng ý nhận ưu đãi');
    await stage.choose('[data-act="consent-channel"]', 'email');
    expect(consent()).toMatchObject({ answer: 'yes', channel: 'email' });
    await stage.press('c');
    expect(consent()).toMatchObject({ answer: 'no' });
    await stage.press('c');
    expect(consent()).toBeNull();
    await stage.press('z');
    expect(consent()).toMatchObject({ answer: 'no' });
  });

  it('noted in the panel says where', async () => {
    await stage.panel(pageOf('known'));
    await stage.press('c');
    expect(stage.store.commands[0]).toMatchObject({
      name: 'customer.save',
      args: { id: 'c1', set: { consent: { answer: 'yes', channel: 'email' } } },
    });
  });
});

describe('a rule of retention', () => {
  it('shows what it would take before it holds', async () => {
    await open('privacy');
    await stage.choose('[data-act="retention"][data-site="*"]', '6');
    expect(stage.text('retention-preview')).toContain('1.204 tin');
    await stage.click('retention-cancel');
    expect(stage.host.asked).toEqual([]);
    await stage.choose('[data-act="retention"][data-site="gmail"]', '12');
    await stage.click('retention-keep');
    expect(stage.host.asked).toEqual(['saveSettings {"retention":{"gmail":12}}']);
  });
});

describe('what changed since last time', () => {
  const change = (id: number, at: number, ops: Change['ops'], prior: Change['prior']): Change => ({
    id: makeStamp(at, id, 'r'),
    command: 'customer.save',
    at,
    origin: 'local',
    ops,
    prior,
    customers: ['c1'],
  });
  it('is counted and marked, in words for every table', async () => {
    const s = makeStamp(NOW, 0, 'r');
    stage.store.changes = [
      change(1, NOW - 10, [['notes', 'n', s, { text: 'mới' }]], [{ text: 'cũ' }]),
      change(2, NOW - 20, [['customers', 'c1', s, { 'links/tel:+84912345678': { by: 'user' } }]], [{}]),
      change(3, NOW - 30, [['reminders', 'r', s, { title: 'Gọi lại', customer: 'c1' }]], []),
      change(4, NOW - 99_000, [['customers', 'c1', s, { stage: 'regular' }]], [{ stage: 'lead' }]),
    ];
    stage.store.seenAt = NOW - 60_000;
    stage.host.seen = (id) => void stage.host.asked.push(`seen ${id}`);
    await open('customers/c1');
    expect(stage.text('changes-since')).toContain('3 thay đổi');
    const lines = stage.parts('change').map((one) => one.textContent ?? '');
    expect(lines[0]).toMatch(/Ghi chú: cũ → mới/);
    expect(lines[1]).toContain('0912 345 678');
    expect(lines[2]).toContain('Nhắc: Gọi lại');
    expect(stage.parts('change').map(({ dataset }) => dataset.new)).toEqual([
      'true',
      'true',
      'true',
      'false',
    ]);
    expect(stage.host.asked).toContain('seen c1');
  });
});
