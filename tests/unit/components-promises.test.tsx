// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Settings } from '../../lib/domain/settings.ts';
import { page, stranger, withSighting } from '../gallery/pages.ts';
import { NOW } from '../gallery/sample.ts';
import { Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.end());

const sent = (text: string, id = 'gmail t-lan m-9') => ({ id, text, at: NOW });
/** The grammars come in a piece of their own. */
const come = () =>
  vi.waitFor(async () => {
    await stage.settle();
    expect(stage.part('promise')).not.toBeNull();
  }, 15_000);
const saved = () =>
  stage.host.asked
    .filter((one) => one.startsWith('saveSettings '))
    .map((one): unknown => JSON.parse(one.slice('saveSettings '.length)));
async function promised(text: string, chosen: Partial<Settings> = {}) {
  await stage.panel(page({ sent: [sent(text)] }), {}, chosen);
  await come();
}

describe('a promise that was sent', () => {
  it('is shown with what and when, and nothing is written by itself', async () => {
    await promised('Dạ mai em gửi mẫu cho chị nha');
    expect(stage.text('promise')).toContain('Bạn vừa hứa: gửi mẫu cho chị');
    expect(stage.text('promise-when')).toMatch(/9:00|09:00/);
    expect(stage.text('promise-words')).toContain('Dạ mai em gửi mẫu cho chị nha');
    expect(stage.ran).toEqual([]);
  });

  it('becomes a reminder of this customer and thread by Enter, with undo', async () => {
    await promised('Dạ mai em gửi mẫu cho chị nha');
    await stage.press('Enter');
    expect(stage.store.commands).toMatchObject([
      {
        name: 'reminder.set',
        args: { customer: 'c1', title: 'gửi mẫu cho chị', thread: { site: 'gmail', id: 't-lan' } },
      },
    ]);
    expect(stage.part('promise')).toBeNull();
    expect(stage.host.asked).toContain('dropPromise gmail t-lan m-9');
    await stage.press('z');
    expect(stage.ran).toEqual(['reminder.set', 'change.undo']);
  });

  it('is let go by Esc', async () => {
    await promised('mai em gửi mẫu');
    await stage.press('Escape');
    expect(stage.part('promise')).toBeNull();
    expect(stage.ran).toEqual([]);
    expect(stage.host.asked).toContain('dropPromise gmail t-lan m-9');
  });

  it('leaves Enter to the button and the field that have the focus, and to an input method', async () => {
    await promised('mai em gửi mẫu');
    await stage.press('Enter', {}, stage.button('open-dashboard'));
    await stage.press('Enter', { isComposing: true });
    await stage.click('promise-other');
    await stage.press('Enter', { isComposing: true }, stage.part('promise-field') as HTMLElement);
    expect(stage.ran).toEqual([]);
  });

  it('can have another time in plain words, and the exact one stands beside', async () => {
    await promised('mai em gửi mẫu');
    await stage.click('promise-other');
    const field = await stage.type('[data-part="promise-field"]', 'thứ 6 tuần sau 14h');
    expect(stage.text('promise-exact')).toMatch(/14:00/);
    await stage.press('Enter', {}, field);
    const [command] = stage.store.commands;
    expect(command?.args).toMatchObject({ title: 'gửi mẫu' });
    expect(JSON.stringify(command?.args)).toContain('T14:00');
  });

  it('with a time that says nothing is not set', async () => {
    await promised('mai em gửi mẫu');
    await stage.click('promise-other');
    const field = await stage.type('[data-part="promise-field"]', 'hôm nào đó');
    await stage.press('Enter', {}, field);
    expect(stage.ran).toEqual([]);
    expect(stage.button('keep-promise').disabled).toBe(true);
  });

  it('whose time was not said shows what was guessed', async () => {
    await promised('có hàng em nhắn');
    expect(stage.text('promise-guess')).toContain('Có đúng giờ này không?');
  });

  it('that is none is learnt, with undo', async () => {
    await promised('mai em gửi mẫu');
    await stage.click('not-promise');
    expect(stage.part('promise')).toBeNull();
    expect(saved()).toContainEqual({ notPromises: ['em gui mau'] });
    await stage.click('undo');
    expect(saved().at(-1)).toEqual({ notPromises: [] });
  });

  it('that was learnt to be none is not shown', async () => {
    await stage.panel(
      page({ sent: [sent('mai em gửi mẫu'), sent('chiều em báo giá', 'gmail t-lan m-10')] }),
      {},
      {
        notPromises: ['em gui mau'],
      },
    );
    await come();
    expect(stage.text('promise-title')).toBe('báo giá');
  });

  it('of several comes one after the other', async () => {
    await stage.panel(
      page({ sent: [sent('mai em gửi mẫu'), sent('thứ 6 em giao hàng', 'gmail t-lan m-10')] }),
    );
    await come();
    expect(stage.text('promise')).toContain('Còn 1 lời hứa nữa');
    await stage.press('Escape');
    expect(stage.text('promise-title')).toBe('giao hàng');
  });

  it('waits for a surface that was really seen', async () => {
    await stage.panel(page({ sent: [sent('mai em gửi mẫu')] }), { mayAct: () => false });
    await come();
    await stage.press('Enter');
    expect(stage.ran).toEqual([]);
    expect(stage.part('promise')).not.toBeNull();
  }, 15_000);

  it('of somebody unknown, and in a group, is a reminder of the thread', async () => {
    const group = withSighting({ group: true, thread: { id: 'g', url: 'https://x.vn', subject: '' } });
    for (const [name, base] of Object.entries({ stranger, group })) {
      await stage.panel({ ...base, sent: [sent('mai em gửi mẫu', name)] });
      await come();
      await stage.press('Enter');
    }
    expect(stage.store.commands.map(({ args }) => args)).toMatchObject([
      { customer: null },
      { customer: null },
    ]);
  });
});

describe('text that was selected', () => {
  it('is read when the seller selected it', async () => {
    await stage.panel(page({ selection: 'thứ 6 em giao đủ 20 bộ nhé' }));
    await come();
    expect(stage.text('promise')).toContain('Trong đoạn đã chọn: giao đủ 20 bộ');
    await stage.press('Enter');
    expect(stage.ran).toEqual(['reminder.set']);
    expect(stage.host.asked.some((one) => one.startsWith('dropPromise'))).toBe(false);
  });
});

describe('the switch', () => {
  const talk = withSighting({ messages: [{ id: 'a', direction: 'in', at: null, text: 'Còn hàng không' }] });

  it('of the site is in the menu, and off at first', async () => {
    await stage.panel(talk);
    await stage.press('m');
    await stage.click('promise-site');
    expect(saved()).toEqual([{ promiseSites: ['gmail'] }]);
    await stage.panel(talk, {}, { promiseSites: ['gmail', 'zalo'] });
    await stage.press('m');
    await stage.click('promise-site');
    expect(saved().at(-1)).toEqual({ promiseSites: ['zalo'] });
  });

  it('is not offered where nothing of ours stands in the page', async () => {
    await stage.panel({ ...talk, onClick: true });
    await stage.press('m');
    expect(stage.has('promise-site')).toBe(false);
  });
});
