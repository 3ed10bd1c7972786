// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import { CARE_STATES } from '../gallery/care-states.ts';
import { settings } from '../gallery/host.ts';
import { NOW } from '../gallery/sample.ts';
import { page } from '../gallery/states.ts';
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
const prepare = (state: string) => CARE_STATES[state]!.prepare!(stage.store);
const last = () => stage.store.commands.at(-1);

describe('beside the card', () => {
  it('notes a parcel with two keys, and a survey score with two', async () => {
    await stage.panel(page());
    await stage.press('b');
    await stage.press('3', {}, document.activeElement!);
    expect(last()).toMatchObject({
      name: 'matter.save',
      args: { customer: 'c1', kind: 'parcel', state: 'refused' },
    });
    await stage.press('v');
    await stage.press('9', {}, document.activeElement!);
    expect(last()).toMatchObject({ args: { kind: 'survey', state: 'answered', score: 9 } });
    await stage.press('z');
    expect(stage.parts('matter').map((one) => one.dataset.kind)).toEqual(['parcel']);
  });

  it('asks nothing of the book about whom nothing was noted, and nothing about what fits until it is unfolded', async () => {
    await stage.panel(page());
    await stage.click('following');
    expect(stage.parts('matter')).toEqual([]);
    expect(stage.has('fits')).toBe(false);
  });

  it('says that a deposit is better, by the rule of the shop, and puts the words into the draft', async () => {
    prepare('following');
    await stage.panel(page());
    expect(stage.part('parcel-warning')?.dataset.deposit).toBe('true');
    await stage.click('ask-deposit');
    expect(stage.find<HTMLTextAreaElement>('[data-part="draft-field"]')?.value).toContain('nhận cọc');
    // What was written already is not lost.
    await stage.click('ask-deposit');
    expect(stage.find<HTMLTextAreaElement>('[data-part="draft-field"]')?.value.split('\n')).toHaveLength(2);
  });

  it('keeps calm where the rule is looser, or off', async () => {
    prepare('following');
    await stage.panel(page(), {}, { parcelRule: { on: true, bad: 3, of: 5 } });
    expect(stage.part('parcel-warning')?.dataset.deposit).toBeUndefined();
    await stage.panel(page(), {}, { parcelRule: { on: false, bad: 1, of: 5 } });
    expect(stage.part('parcel-warning')?.dataset.deposit).toBeUndefined();
  });

  it('tells who waits that it is here, in words of the shop, and offers what fits until it is refused', async () => {
    prepare('following');
    await stage.panel(page(), {}, { lines: { arrived: 'Có [món] rồi [tên] ơi' } });
    await stage.click('following');
    await stage.click('wait-arrived');
    expect(last()).toMatchObject({ args: { id: 'm1', state: 'told' } });
    const field = () => stage.find<HTMLTextAreaElement>('[data-part="draft-field"]')?.value;
    expect(field()).toBe('Có Áo dài đỏ đô cỡ M, tay lỡ, cổ thuyền rồi Nguyễn Thị Ngọc Lan ơi');
    await stage.click('fits');
    expect(stage.text('fit')).toContain('34 trong 120 khách mua Khăn lụa Bảo Lộc cũng mua');
    await stage.click('fit-refuse');
    expect(last()).toMatchObject({
      name: 'customer.refuse',
      args: { customer: 'c1', product: 'non', on: true },
    });
    expect(stage.parts('fit')).toHaveLength(1);
  });

  it('notes a warranty with its reminder a week before, and one undo takes both back', async () => {
    await stage.panel(page());
    await stage.click('following');
    await stage.click('add-warranty');
    await stage.type('[data-part="matter-what"]', 'Nồi đất');
    await stage.type('[data-part="matter-until"]', '2027-03-08');
    await stage.submit('save-matter');
    expect(stage.store.commands).toMatchObject([
      { name: 'matter.save', args: { kind: 'warranty', what: 'Nồi đất', until: '2027-03-08' } },
      { name: 'reminder.set', args: { customer: 'c1', due: { wall: '2027-03-01T09:00' } } },
    ]);
    await stage.press('z');
    expect(stage.parts('matter')).toEqual([]);
    expect(stage.text('reminders')).not.toContain('Nồi đất');
  });

  it('logs the cause of a complaint with it, and what was done about it afterwards', async () => {
    await stage.panel(page());
    await stage.click('hand-log');
    await stage.click('hand-complaint');
    await stage.click('cause-broken');
    await stage.submit('hand-save');
    expect(last()).toMatchObject({ name: 'interaction.log', args: { kind: 'complaint', cause: 'broken' } });
    await stage.click('complaint-note');
    await stage.type('[data-part="complaint-cost"]', '30.000');
    await stage.type('[data-part="complaint-lesson"]', 'Gói hai lớp');
    await stage.submit('save-complaint');
    expect(last()).toMatchObject({
      name: 'interaction.note',
      args: { cause: 'broken', cost: 30_000, lesson: 'Gói hai lớp' },
    });
  });

  it('logs which shop they compared with, so that it can be counted', async () => {
    await stage.panel(page());
    await stage.click('hand-log');
    await stage.click('hand-comparison');
    await stage.type('[data-part="hand-topic"]', 'Shop Mây');
    await stage.submit('hand-save');
    expect(last()).toMatchObject({ args: { kind: 'comparison', topic: 'Shop Mây' } });
  });
});

describe('a customer’s page', () => {
  it('keeps the source by the word of the list, and why they stopped in one tap', async () => {
    await dashboard('customers/c1');
    await stage.choose('[data-part="word-source"]', 'tiktok');
    expect(last()).toMatchObject({ name: 'customer.save', args: { id: 'c1', set: { source: 'tiktok' } } });
    await stage.choose('[data-part="word-source"]', 'Chợ đêm Hội An');
    expect(last()).toMatchObject({ args: { set: { source: 'Chợ đêm Hội An' } } });
    await stage.click('reason-price');
    expect(last()).toMatchObject({ args: { set: { stopped: { reason: 'price', at: NOW } } } });
    await stage.click('reason-price');
    expect(last()).toMatchObject({ args: { set: { stopped: null } } });
  });
});

describe('the radar', () => {
  it('says how late each buyer is by their own rhythm, why in one tap, and puts them aside', async () => {
    prepare('radar');
    await dashboard('radar');
    expect(stage.parts('quiet-customer')[0]?.textContent).toContain(
      'Trễ 39 ngày · thường 21 ngày mua một lần · ×2,9',
    );
    await stage.click('why-stopped');
    await stage.click('reason-moved');
    expect(last()).toMatchObject({ args: { id: 'q1', set: { stopped: { reason: 'moved' } } } });
    await stage.click('done');
    expect(last()).toMatchObject({
      name: 'customer.aside',
      args: { id: 'q1', list: 'quiet', aside: { until: null } },
    });
  });

  it('opens the customers behind a number', async () => {
    prepare('radar');
    await dashboard('radar');
    await stage.click('open-churn');
    expect(stage.text('names')).toContain('Phạm Thu Hà');
  });

  it('goes through those who wait for a product, and each is told', async () => {
    prepare('radar');
    await dashboard('radar');
    await stage.click('radar-goods');
    // However it is written.
    expect(stage.parts('radar-wait')).toHaveLength(1);
    await stage.click('goods-arrived');
    await stage.submit('sitting-start');
    await stage.click('sitting-done');
    expect(last()).toMatchObject({ name: 'matter.save', args: { id: 'w0', state: 'told' } });
    expect(stage.text('sitting')).toContain('2/2');
  });

  it('keeps the rule, the lines and the lists of the shop', async () => {
    await dashboard('radar');
    await stage.click('radar-settings');
    await stage.choose('[data-part="list-cause"]', 'Giao trễ\nĐóng gói ẩu\n\nGiao trễ');
    await stage.choose('[data-part="line-fit"]', 'Có [món] nè');
    await stage.click('deposit-rule');
    expect(stage.host.asked.filter((one) => one.startsWith('saveSettings'))).toEqual([
      'saveSettings {"lists":{"cause":["late","Đóng gói ẩu"]}}',
      'saveSettings {"lines":{"fit":"Có [món] nè"}}',
      'saveSettings {"parcelRule":{"on":false,"bad":2,"of":5}}',
    ]);
  });
});
