// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeOnEscape } from '../../components/keys.ts';
import { logOf } from '../../lib/domain/log.ts';
import { page, STATES } from '../gallery/states.ts';
import { pageOf, Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.end());

describe('log', () => {
  it('stamps, and a second L shows the entry instead of making a double', async () => {
    await stage.panel(page());
    await stage.press('l');
    expect(stage.text('stamp')).toContain('Đã ghi 10:32');
    expect(stage.ran).toEqual(['interaction.log']);
    await stage.press('l');
    expect(stage.ran).toEqual(['interaction.log']);
    const shown = stage.find('[data-part="entry"][aria-current="true"]');
    expect(shown?.textContent).toContain('Hỏi size áo dài cưới');
    expect(document.activeElement).toBe(shown);
  });

  it('logs the newest message, its side and time, and counts only what is new', async () => {
    await stage.panel(page());
    expect(stage.button('log').textContent).toContain('Ghi 2 tin mới');
    await stage.press('l');
    expect(stage.store.commands[0]?.args).toMatchObject({
      customers: ['c1'],
      direction: 'in',
      messageId: 'm-3',
      count: 2,
      keys: ['email:lan.nguyen@example.com'],
    });
  });

  it('can be taken back for ten seconds', async () => {
    await stage.panel(page());
    await stage.press('l');
    await stage.click('undo');
    expect(stage.ran).toEqual(['interaction.log', 'change.undo']);
    expect(stage.part('stamp')).toBeNull();
    await stage.press('l');
    await act(() => void vi.advanceTimersByTime(10_001));
    await stage.settle();
    expect(stage.text('stamp')).toContain('Đã ghi 10:32');
    expect(stage.has('undo')).toBe(false);
  });

  it('keeps the order of an order page too', async () => {
    await stage.panel(pageOf('order'));
    await stage.press('l');
    expect(stage.ran).toEqual(['interaction.log', 'order.record']);
    expect(stage.text('open-order')).toContain('đã có trong sổ');
  });

  it('stores the text the seller selected, and only then', async () => {
    await stage.panel(page());
    await stage.press('l');
    expect(stage.store.commands[0]?.args).toMatchObject({ text: '' });
    await stage.panel(page({ selection: 'Giao trước 28' }));
    await stage.click('log-selection');
    expect(stage.store.commands[1]?.args).toMatchObject({ text: 'Giao trước 28' });
    expect(stage.host.asked).toContain('dropSelection');
  });

  it('names everybody of the thread who is in the book', async () => {
    await stage.panel(pageOf('people'));
    await stage.press('l');
    expect(stage.store.commands[0]?.args).toMatchObject({ customers: ['c1', 'c2'] });
  });

  it('is left to the background where it happens by itself, and can be taken back all the same', async () => {
    await stage.panel(page(), {}, { autoLogSites: ['gmail'] });
    expect(stage.ran).toEqual([]);
    const [args] = [logOf(page().sighting!, { ids: ['c1'], isMixed: false }, null, '')];
    await stage.store.run({ name: 'interaction.log', args: args as never });
    await stage.settle();
    expect(stage.text('stamp')).toContain('Đã tự ghi');
    await stage.click('undo');
    expect(stage.ran).toEqual(['interaction.log', 'interaction.delete']);
    expect(stage.part('stamp')).toBeNull();
    expect(stage.has('log')).toBe(true);
  });

  it('is not offered for somebody on the never-log list, not even by itself', async () => {
    STATES.never?.prepare?.(stage.store);
    await stage.panel(page(), {}, { autoLogSites: ['gmail'] });
    await stage.press('l');
    expect(stage.ran).toEqual([]);
    expect(stage.text('never')).toContain('Nguyễn Thị Ngọc Lan');
    await stage.click('never-remove');
    expect(stage.part('never')).toBeNull();
    expect(stage.ran).toEqual(['neverLog.remove']);
  });
});

describe('keys', () => {
  it('do nothing while an input method composes', async () => {
    await stage.panel(page());
    await stage.press('l', { isComposing: true });
    await stage.press('l', { keyCode: 229 } as KeyboardEventInit);
    await stage.press('Process');
    expect(stage.ran).toEqual([]);
  });

  it('do nothing in a text field', async () => {
    await stage.panel(page());
    await stage.press('n');
    const field = stage.part('note-field');
    expect(document.activeElement).toBe(field);
    await stage.press('l', {}, field!);
    await stage.press('1', { altKey: true, code: 'Digit1' }, field!);
    expect(stage.ran).toEqual([]);
  });

  it('do nothing with Ctrl, Meta or Alt held', async () => {
    await stage.panel(page());
    await stage.press('l', { ctrlKey: true });
    await stage.press('l', { metaKey: true });
    await stage.press('l', { altKey: true });
    expect(stage.ran).toEqual([]);
  });

  it('can be changed', async () => {
    await stage.panel(page(), {}, { keys: { log: 'g' } });
    await stage.press('l');
    expect(stage.ran).toEqual([]);
    await stage.press('g');
    expect(stage.ran).toEqual(['interaction.log']);
  });

  it('toggle tags with Alt and a digit', async () => {
    await stage.panel(page());
    await stage.press('3', { altKey: true, code: 'Digit3' });
    await stage.press('¡', { altKey: true, code: 'Digit1' });
    expect(stage.store.commands.map((command) => command.args)).toEqual([
      { tag: 'tag-3', customers: ['c1'], on: true },
      { tag: 'tag-1', customers: ['c1'], on: false },
    ]);
  });

  it('are listed by ?', async () => {
    await stage.panel(page());
    await stage.press('?');
    expect(stage.text('shortcuts')).toContain('Đặt nhắc');
    await stage.press('Escape');
    expect(stage.part('shortcuts')).toBeNull();
  });
});

describe('the guard', () => {
  it('lets nothing be written when the host refuses the event', async () => {
    await stage.panel(page(), { mayAct: () => false });
    await stage.press('l');
    await stage.press('1', { altKey: true, code: 'Digit1' });
    await stage.click('done');
    await stage.click('untag');
    expect(stage.ran).toEqual([]);
    expect(stage.text('toast')).not.toBe('');
    await stage.panel(pageOf('unknown'));
    await stage.press('s');
    await stage.click('save');
    expect(stage.ran).toEqual([]);
  });

  it('offers nothing that destroys where the browser cannot tell what is visible', async () => {
    await stage.panel(page(), { mayDestroy: false });
    for (const name of ['delete-note', 'delete-entry']) expect(stage.has(name), name).toBe(false);
    await stage.click('menu');
    expect(stage.has('delete-customer')).toBe(false);
    await stage.click('delete-elsewhere');
    expect(stage.host.asked).toEqual(['openDashboard customers/c1']);
  });
});

describe('notes, tags and reminders', () => {
  it('adds a note by N and Enter, and takes it back', async () => {
    await stage.panel(page());
    await stage.press('n');
    const field = await stage.type('[data-part="note-field"]', 'Thích màu rêu');
    await stage.press('Enter', { isComposing: true }, field);
    expect(stage.ran).toEqual([]);
    await stage.press('Enter', {}, field);
    expect(stage.store.commands).toEqual([
      { name: 'note.add', args: { customer: 'c1', text: 'Thích màu rêu' } },
    ]);
    expect(stage.text('notes')).toContain('Thích màu rêu');
    await stage.click('undo');
    expect(stage.text('notes')).not.toContain('Thích màu rêu');
  });

  it('makes a tag that is not there yet and puts it on', async () => {
    await stage.panel(page());
    await stage.press('t');
    const field = await stage.type('[role="combobox"]', 'Giao gấp');
    await stage.press('Enter', {}, field);
    expect(stage.ran).toEqual(['tag.save', 'tag.put']);
    expect(stage.text('tags')).toContain('Giao gấp');
  });

  it('finds a tag without its accents', async () => {
    await stage.panel(page());
    await stage.press('t');
    const field = await stage.type('[role="combobox"]', 'qua tang');
    await stage.press('Enter', {}, field);
    expect(stage.store.commands).toEqual([
      { name: 'tag.put', args: { tag: 'tag-7', customers: ['c1'], on: true } },
    ]);
  });

  it('shows the exact time of plain words before it saves, with the thread to come back to', async () => {
    await stage.panel(page());
    await stage.press('r');
    // The grammar of dates is loaded when it is wanted.
    await import('../../lib/domain/when.ts');
    await stage.settle();
    await stage.type('[data-part="when-field"]', 'gửi bảng màu mai 9h');
    expect(stage.text('meant')).toContain('24 tháng 11');
    await stage.click('set-reminder');
    expect(stage.store.commands).toMatchObject([
      {
        name: 'reminder.set',
        args: {
          customer: 'c1',
          title: 'gửi bảng màu',
          due: { wall: '2026-11-24T09:00', zone: 'Asia/Ho_Chi_Minh' },
          thread: { site: 'gmail', id: 't-lan' },
        },
      },
    ]);
    expect(stage.text('reminders')).toContain('gửi bảng màu');
  });

  it('chooses a kind behind one key, and says what it will do before it saves', async () => {
    await stage.panel(page());
    await stage.press('r');
    await import('../../lib/domain/when.ts');
    await stage.settle();
    const field = await stage.type('[data-part="when-field"]', 'gửi bảng màu mai 9h');
    expect(stage.part('kinds')).toBeNull();
    await stage.press('®', { altKey: true, code: 'KeyR' }, field);
    await Promise.all([import('../../lib/domain/repeat.ts'), import('../../lib/domain/lunar.ts')]);
    await stage.settle();
    await stage.click('kind-answer');
    expect(stage.text('meant')).toContain('nếu khách chưa trả lời');
    await stage.click('kind-every');
    await stage.settle();
    expect(stage.text('meant')).toContain('mỗi tuần');
    await stage.click('set-reminder');
    expect(stage.store.commands).toMatchObject([
      {
        name: 'reminder.set',
        args: {
          due: { wall: '2026-11-24T09:00' },
          rule: { kind: 'every', unit: 'week', step: 1, calendar: 'solar', time: '09:00' },
        },
      },
    ]);
    expect(stage.text('reminders')).toContain('mỗi tuần');
  });

  it('waits for what the customer does without a time, and says so', async () => {
    await stage.panel(page());
    await stage.press('r');
    await stage.click('again');
    await Promise.all([import('../../lib/domain/repeat.ts'), import('../../lib/domain/lunar.ts')]);
    await stage.settle();
    await stage.click('kind-wait');
    await stage.type('[data-part="kind-hours"]', '2');
    expect(stage.text('meant')).toContain('khi khách chờ quá 2 giờ');
    await stage.type('[data-part="kind-hours"]', '');
    expect(stage.button('set-reminder').disabled).toBe(true);
    await stage.type('[data-part="kind-hours"]', '6');
    await stage.click('set-reminder');
    expect(stage.store.commands).toMatchObject([
      { name: 'reminder.set', args: { customer: 'c1', rule: { kind: 'wait', minutes: 360 } } },
    ]);
    expect(stage.text('toast')).toContain('canh');
  });

  it('snoozes with words that say the time, and undoes', async () => {
    await stage.panel(page());
    await stage.click('snooze');
    await stage.click('snooze-tomorrow');
    expect(stage.store.commands).toMatchObject([
      { name: 'reminder.move', args: { id: 'r1', due: { wall: '2026-11-24T09:00' } } },
    ]);
    expect(stage.text('toast')).toContain('mai 9:00');
    await stage.click('undo');
    expect(stage.text('reminders')).toContain('Quá hẹn');
  });
});

describe('acts asked for by the browser’s shortcuts', () => {
  it('open the reminder once, and never write by themselves', async () => {
    await stage.panel(page(), {}, {}, { name: 'remind', id: 1 });
    expect(stage.part('reminder-form')).not.toBeNull();
    await stage.click('cancel');
    await stage.panel(page(), {}, {}, { name: 'remind', id: 1 });
    expect(stage.part('reminder-form')).toBeNull();
    await stage.panel(page(), {}, {}, { name: 'log', id: 2 });
    expect(document.activeElement).toBe(stage.button('log'));
    expect(stage.ran).toEqual([]);
  });
});

describe('an act that is still under way', () => {
  it('is not done twice', async () => {
    await stage.panel(page());
    const { run } = stage.store;
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    stage.store.run = async (command) => {
      await gate;
      return run.call(stage.store, command);
    };
    await stage.press('n');
    const field = await stage.type('[data-part="note-field"]', 'một lần');
    await stage.press('Enter', {}, field);
    await stage.press('Enter', {}, field);
    go();
    await stage.settle();
    expect(stage.ran).toEqual(['note.add']);
  });
});

describe('Escape in a form', () => {
  it.each([
    ['closes it, and no strip or menu behind it', {}, 1, false],
    ['that ends a composition is the input method’s', { isComposing: true }, 0, true],
    ['under its old number is so too', { keyCode: 229 }, 0, true],
  ])('%s', (_what, init, closed, isHeardOutside) => {
    const close = vi.fn();
    const heard = vi.fn();
    const form = document.body.appendChild(document.createElement('form'));
    form.addEventListener('keydown', closeOnEscape(close));
    document.body.addEventListener('keydown', heard);
    form.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, ...init }));
    document.body.removeEventListener('keydown', heard);
    form.remove();
    expect(close).toHaveBeenCalledTimes(closed);
    expect(heard.mock.calls.length > 0).toBe(isHeardOutside);
  });
});
