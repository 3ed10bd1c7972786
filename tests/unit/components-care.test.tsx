// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import { settings } from '../gallery/host.ts';
import { page, STATES } from '../gallery/states.ts';
import { Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage('dashboard');
  STATES.playbooks!.prepare!(stage.store);
});
afterEach(() => stage.end());

const dashboard = async (path: string) => {
  location.hash = `#/${path}`;
  const all = settings({ language: 'vi' });
  await stage.draw(<Dashboard key={path} host={stage.host} settings={all} sites={[]} snapshot={null} />);
};
const last = () => stage.store.commands.at(-1);

describe('playbooks on the card', () => {
  it('are one line that unfolds; done, what came of it, and skipping with a reason', async () => {
    await stage.panel(page());
    expect(stage.text('care')).toContain('bước 4/6');
    expect(stage.part('care-step')).toBeNull();
    await stage.click('care-open');
    expect(stage.parts('care-step').map((one) => one.dataset.state)).toEqual([
      'done',
      'skipped',
      'done',
      'open',
      'waiting',
      'waiting',
    ]);
    await stage.click('care-skip');
    await stage.click('skip-needless');
    expect(last()).toMatchObject({
      name: 'playbook.step',
      args: { step: 'clothes-4', as: 'skipped', reason: 'Không cần' },
    });
    await stage.click('care-done');
    expect(last()).toEqual({ name: 'reminder.done', args: { id: 'play:clothes/c1/1:clothes-4' } });
    await stage.click('care-again');
    expect(last()).toMatchObject({ args: { step: 'clothes-2', as: null } });
  });
});

describe('the page of playbooks', () => {
  it('edits steps and their order, says what turning on would do, and opens what it counts', async () => {
    await dashboard('playbooks');
    await stage.click('open-playbook');
    await stage.click('step-down');
    const ids = () => {
      const { steps = [] } = (last() as { args: { steps?: { id: string }[] } }).args;
      return steps.map(({ id }) => id.slice(-1)).join('');
    };
    expect(ids()).toBe('213456');
    await stage.press('ArrowUp', { altKey: true }, document.querySelector('[data-step="clothes-3"]')!);
    expect(ids()).toBe('132456');
    await stage.click('delete-step');
    expect(ids()).toBe('23456');
    await stage.click('count-done');
    expect(stage.text('step-customers')).toContain('Nguyễn Thị Ngọc Lan');
  });

  it('goes through a campaign one by one: done is written to, skipped is passed by', async () => {
    await dashboard('playbooks');
    await stage.click('open-campaign');
    await stage.settle();
    expect(stage.text('campaign-reached')).toContain('11 trên 30 đơn');
    expect(stage.text('campaign-sample')).not.toContain('{');
    await stage.click('campaign-begin');
    expect(stage.text('sitting')).toContain('1/4');
    await stage.click('sitting-done');
    expect(last()).toEqual({ name: 'campaign.mark', args: { campaign: 'tet', customer: 'c1', as: 'sent' } });
    expect(stage.text('sitting')).toContain('2/4');
    await stage.click('sitting-skip');
    expect(last()).toMatchObject({ args: { as: 'skipped' } });
    expect(stage.text('sitting')).toContain('3/4');
  });
});
