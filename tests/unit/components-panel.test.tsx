// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Host, PageState } from '../../components/host.ts';
import { Panel } from '../../components/panel.tsx';
import { Failure } from '../../lib/domain/failure.ts';
import type { Settings } from '../../lib/domain/settings.ts';
import { FakeStore } from '../gallery/fake-store.ts';
import { type FakeHost, fakeHost, settings } from '../gallery/host.ts';
import { emptyBook, NOW, sampleBook } from '../gallery/sample.ts';
import { page, STATES, sighting } from '../gallery/states.ts';

let root: HTMLElement;
let store: FakeStore;
let host: FakeHost;

/** Lets queries answer and components draw. */
const settle = () =>
  act(async () => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  });

async function show(at: PageState, more: Partial<Host> = {}, chosen: Partial<Settings> = {}): Promise<void> {
  host = Object.assign(host ?? fakeHost(store, 'sidepanel'), more);
  await act(() =>
    render(<Panel host={host} page={at} settings={settings({ language: 'vi', ...chosen })} />, root),
  );
  await settle();
}

const stateOf = (name: string): PageState => {
  const state = STATES[name]?.page;
  if (!state) throw new Error(`No state ${name}`);
  return state;
};
const find = <E extends HTMLElement = HTMLElement>(selector: string) => root.querySelector<E>(selector);
const part = (name: string) => find(`[data-part="${name}"]`);
const button = (name: string): HTMLButtonElement => {
  const found = find<HTMLButtonElement>(`[data-act="${name}"]`);
  if (!found) throw new Error(`No button ${name} in: ${root.textContent}`);
  return found;
};
const text = (name: string) => part(name)?.textContent ?? '';
const ran = () => store.commands.map((command) => command.name);

async function press(
  key: string,
  init: KeyboardEventInit = {},
  target: EventTarget = document.body,
): Promise<void> {
  await act(() => {
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
    );
  });
  await settle();
}
async function click(name: string): Promise<void> {
  await act(() => button(name).click());
  await settle();
}
async function type(name: string, value: string): Promise<HTMLInputElement> {
  const field = find<HTMLInputElement>(`[data-part="${name}"]`);
  if (!field) throw new Error(`No field ${name}`);
  await act(() => {
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settle();
  return field;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  root = document.body.appendChild(document.createElement('div'));
  store = new FakeStore(sampleBook(), () => NOW);
  host = fakeHost(store, 'sidepanel');
});
afterEach(async () => {
  await act(() => render(null, root));
  root.remove();
  vi.useRealTimers();
});

describe('an unknown sender', () => {
  it('shows what would be saved, and S saves name and address with where they came from', async () => {
    await show(stateOf('unknown'));
    expect(text('name')).toBe('Phạm Thu Hà');
    expect(text('will-save')).toContain('ha.pham@example.com');
    await press('s');
    expect(store.commands).toEqual([
      {
        name: 'customer.save',
        args: {
          set: { name: 'Phạm Thu Hà' },
          keys: ['email:ha.pham@example.com'],
          link: { by: 'page', from: 'gmail' },
        },
      },
    ]);
    expect(part('card')).not.toBeNull();
    expect(text('evidence')).toContain('ha.pham@example.com');
  });

  it('saves once when S is held down', async () => {
    await show(stateOf('unknown'));
    await press('s');
    await press('s', { repeat: true });
    expect(ran()).toEqual(['customer.save']);
  });

  it('is unknown again after undo', async () => {
    await show(stateOf('unknown'));
    await press('s');
    await click('undo');
    expect(part('unknown')).not.toBeNull();
  });
});

describe('a display name alone', () => {
  it('is a "maybe" without anything of the timeline, notes or money', async () => {
    await show(stateOf('maybe'));
    expect(root.querySelectorAll('[data-part="maybe-list"] li')).toHaveLength(2);
    for (const name of ['timeline', 'notes', 'money', 'reminders', 'tags'])
      expect(part(name), name).toBeNull();
    expect(root.textContent).not.toContain('Đặt khăn lụa');
  });

  it('is shown for this opening once the seller said who it is, and is a "maybe" again in the next thread', async () => {
    await show(stateOf('maybe'));
    await click('link');
    expect(part('card')?.dataset.customer).toBe('c4');
    expect(ran()).toEqual([]);
    const other = stateOf('maybe');
    await show({
      ...other,
      sighting: { ...other.sighting!, thread: { ...other.sighting!.thread, id: '1000' } },
    });
    expect(part('card')).toBeNull();
    expect(part('maybe')).not.toBeNull();
  });
});

describe('log', () => {
  it('stamps, and a second L shows the entry instead of making a double', async () => {
    await show(page());
    await press('l');
    expect(text('stamp')).toContain('Đã ghi 10:32');
    expect(ran()).toEqual(['interaction.log']);
    await press('l');
    expect(ran()).toEqual(['interaction.log']);
    const shown = find('[data-part="entry"][aria-current="true"]');
    expect(shown?.textContent).toContain('Hỏi size áo dài cưới');
    expect(document.activeElement).toBe(shown);
  });

  it('logs the newest message, its side and time, and counts only what is new', async () => {
    await show(page());
    expect(button('log').textContent).toContain('Ghi 2 tin mới');
    await press('l');
    expect(store.commands[0]?.args).toMatchObject({
      customers: ['c1'],
      direction: 'in',
      messageId: 'm-3',
      count: 2,
      keys: ['email:lan.nguyen@example.com'],
    });
  });

  it('can be taken back for ten seconds', async () => {
    await show(page());
    await press('l');
    await click('undo');
    expect(ran()).toEqual(['interaction.log', 'change.undo']);
    expect(part('stamp')).toBeNull();
    await press('l');
    await act(() => void vi.advanceTimersByTime(10_001));
    await settle();
    expect(text('stamp')).toContain('Đã ghi 10:32');
    expect(find('[data-act="undo"]')).toBeNull();
  });

  it('keeps the order of an order page too', async () => {
    await show(stateOf('order'));
    await press('l');
    expect(ran()).toEqual(['interaction.log', 'order.record']);
    expect(text('open-order')).toContain('đã có trong sổ');
  });

  it('stores the text the seller selected, and only then', async () => {
    await show(page());
    await press('l');
    expect(store.commands[0]?.args).toMatchObject({ text: '' });
    await show(page({ selection: 'Giao trước 28' }));
    await click('log-selection');
    expect(store.commands[1]?.args).toMatchObject({ text: 'Giao trước 28' });
    expect(host.asked).toContain('dropSelection');
  });

  it('names everybody of the thread who is in the book', async () => {
    await show(stateOf('people'));
    await press('l');
    expect(store.commands[0]?.args).toMatchObject({ customers: ['c1', 'c2'] });
  });

  it('happens by itself only where the seller turned it on, and once', async () => {
    await show(page());
    expect(ran()).toEqual([]);
    await show(page(), {}, { autoLogSites: ['gmail'] });
    expect(ran()).toEqual(['interaction.log']);
    expect(text('stamp')).toContain('Đã tự ghi');
    store.emit();
    await settle();
    expect(ran()).toEqual(['interaction.log']);
  });

  it('is not offered for somebody on the never-log list, not even by itself', async () => {
    STATES.never?.prepare?.(store);
    await show(page(), {}, { autoLogSites: ['gmail'] });
    await press('l');
    expect(ran()).toEqual([]);
    expect(text('never')).toContain('Nguyễn Thị Ngọc Lan');
    await click('never-remove');
    expect(part('never')).toBeNull();
    expect(ran()).toEqual(['neverLog.remove', 'interaction.log']);
  });
});

describe('keys', () => {
  it('do nothing while an input method composes', async () => {
    await show(page());
    await press('l', { isComposing: true });
    await press('l', { keyCode: 229 } as KeyboardEventInit);
    await press('Process');
    expect(ran()).toEqual([]);
  });

  it('do nothing in a text field', async () => {
    await show(page());
    await press('n');
    const field = part('note-field');
    expect(document.activeElement).toBe(field);
    await press('l', {}, field!);
    await press('1', { altKey: true, code: 'Digit1' }, field!);
    expect(ran()).toEqual([]);
  });

  it('do nothing with Ctrl, Meta or Alt held', async () => {
    await show(page());
    await press('l', { ctrlKey: true });
    await press('l', { metaKey: true });
    await press('l', { altKey: true });
    expect(ran()).toEqual([]);
  });

  it('can be changed', async () => {
    await show(page(), {}, { keys: { log: 'g' } });
    await press('l');
    expect(ran()).toEqual([]);
    await press('g');
    expect(ran()).toEqual(['interaction.log']);
  });

  it('toggle tags with Alt and a digit', async () => {
    await show(page());
    await press('3', { altKey: true, code: 'Digit3' });
    await press('¡', { altKey: true, code: 'Digit1' });
    expect(store.commands.map((command) => command.args)).toEqual([
      { tag: 'tag-3', customers: ['c1'], on: true },
      { tag: 'tag-1', customers: ['c1'], on: false },
    ]);
  });

  it('are listed by ?', async () => {
    await show(page());
    await press('?');
    expect(text('shortcuts')).toContain('Đặt nhắc');
    await press('Escape');
    expect(part('shortcuts')).toBeNull();
  });
});

describe('the guard', () => {
  it('lets nothing be written when the host refuses the event', async () => {
    await show(page(), { mayAct: () => false });
    await press('l');
    await press('1', { altKey: true, code: 'Digit1' });
    await click('done');
    await click('untag');
    expect(ran()).toEqual([]);
    expect(text('toast')).not.toBe('');
    await show(stateOf('unknown'));
    await press('s');
    await click('save');
    expect(ran()).toEqual([]);
  });

  it('offers nothing that destroys where the browser cannot tell what is visible', async () => {
    await show(page(), { mayDestroy: false });
    for (const name of ['delete-note', 'delete-entry']) expect(find(`[data-act="${name}"]`), name).toBeNull();
    await click('menu');
    expect(find('[data-act="delete-customer"]')).toBeNull();
    await click('delete-elsewhere');
    expect(host.asked).toEqual(['openDashboard customers/c1']);
  });
});

describe('notes, tags and reminders', () => {
  it('adds a note by N and Enter, and takes it back', async () => {
    await show(page());
    await press('n');
    const field = await type('note-field', 'Thích màu rêu');
    await press('Enter', { isComposing: true }, field);
    expect(ran()).toEqual([]);
    await press('Enter', {}, field);
    expect(store.commands).toEqual([{ name: 'note.add', args: { customer: 'c1', text: 'Thích màu rêu' } }]);
    expect(text('notes')).toContain('Thích màu rêu');
    await click('undo');
    expect(text('notes')).not.toContain('Thích màu rêu');
  });

  it('makes a tag that is not there yet and puts it on', async () => {
    await show(page());
    await press('t');
    const field = root.querySelector<HTMLInputElement>('[role="combobox"]')!;
    await act(() => {
      field.value = 'Giao gấp';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press('Enter', {}, field);
    expect(ran()).toEqual(['tag.save', 'tag.put']);
    expect(text('tags')).toContain('Giao gấp');
  });

  it('finds a tag without its accents', async () => {
    await show(page());
    await press('t');
    const field = root.querySelector<HTMLInputElement>('[role="combobox"]')!;
    await act(() => {
      field.value = 'qua tang';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press('Enter', {}, field);
    expect(store.commands).toEqual([
      { name: 'tag.put', args: { tag: 'tag-7', customers: ['c1'], on: true } },
    ]);
  });

  it('shows the exact time of plain words before it saves, with the thread to come back to', async () => {
    await show(page());
    await press('r');
    // The grammar of dates is loaded when it is wanted.
    await import('../../lib/domain/when.ts');
    await settle();
    await type('when-field', 'gửi bảng màu mai 9h');
    expect(text('meant')).toContain('24 tháng 11');
    await click('set-reminder');
    expect(store.commands).toMatchObject([
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
    expect(text('reminders')).toContain('gửi bảng màu');
  });

  it('snoozes with words that say the time, and undoes', async () => {
    await show(page());
    await click('snooze');
    await click('snooze-tomorrow');
    expect(store.commands).toMatchObject([
      { name: 'reminder.move', args: { id: 'r1', due: { wall: '2026-11-24T09:00' } } },
    ]);
    expect(text('toast')).toContain('mai 9:00');
    await click('undo');
    expect(text('reminders')).toContain('Quá hẹn');
  });
});

describe('never the wrong customer', () => {
  it('clears the old card at the switch, before the book has answered', async () => {
    await show(page());
    expect(text('name')).toBe('Nguyễn Thị Ngọc Lan');
    store.answers = false;
    await show(stateOf('bare'));
    expect(root.textContent).not.toContain('Lan');
    store.answers = true;
    store.emit();
    await settle();
    expect(text('name')).toBe('Trần Minh Khoa');
  });

  it('keeps the card while a new message comes into the same thread', async () => {
    await show(page());
    store.answers = false;
    const messages = [...sighting().messages, { id: 'm-4', direction: 'in' as const, at: null, text: '' }];
    await show(page({ sighting: sighting({ messages }) }));
    expect(text('name')).toBe('Nguyễn Thị Ngọc Lan');
  });

  it('asks the seller when several customers fit one person, and shows none by itself', async () => {
    await show(stateOf('several'));
    expect(part('card')).toBeNull();
    await click('pick-customer');
    expect(part('card')?.dataset.customer).toBe('c4');
  });

  it('shows nobody for a group or a page that changed', async () => {
    for (const name of ['group', 'degraded']) {
      await show(stateOf(name));
      expect(part(name), name).not.toBeNull();
      expect(part('timeline')).toBeNull();
      await press('l');
    }
    expect(ran()).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('is said in a sentence, and nothing pretends to be saved', async () => {
    store.failWith = new Failure('disk-full');
    await show(page());
    await press('l');
    expect(text('toast')).toContain('Ổ đĩa đầy');
    expect(part('stamp')).toBeNull();
  });

  it('can be tried again when the book did not answer', async () => {
    store.failQueries = new Failure('unreachable');
    await show(page());
    expect(text('failure')).toContain('Beside đang khởi động');
    store.failQueries = null;
    await click('retry');
    expect(text('name')).toBe('Nguyễn Thị Ngọc Lan');
  });

  it('script in every field is shown as text', async () => {
    const evil = '<img src=x onerror="globalThis.hacked = true"><script>globalThis.hacked = true</script>';
    const book = sampleBook();
    for (const one of book.customers) Object.assign(one, { name: evil, about: evil, company: evil });
    for (const one of book.notes) one.text = evil;
    for (const one of book.interactions) Object.assign(one, { subject: evil, text: evil });
    for (const one of book.reminders) one.title = evil;
    for (const one of book.tags) one.name = evil;
    for (const one of book.orders) Object.assign(one, { number: evil, status: evil, currency: evil });
    store.book = book;
    await show(page({ selection: evil }));
    expect(root.querySelector('img, script')).toBeNull();
    expect(text('name')).toBe(evil);
    expect(text('notes')).toContain(evil);
    expect(globalThis).not.toHaveProperty('hacked');
  });
});

describe('a hidden panel', () => {
  it('asks nothing, and asks again when it is seen', async () => {
    await show(page());
    expect(store.watching).toBeGreaterThan(0);
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    await act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(store.watching).toBe(0);
    hidden.mockRestore();
    await act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(store.watching).toBeGreaterThan(0);
  });
});

describe('an empty book', () => {
  it('says what to do next', async () => {
    store.book = emptyBook();
    await show(stateOf('no-conversation'));
    expect(text('no-conversation')).toContain('Gmail');
    await show(stateOf('enable'));
    await click('enable');
    expect(host.asked).toEqual(['enableSite https://mail.google.com']);
  });
});
