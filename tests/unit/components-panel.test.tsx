// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../lib/domain/failure.ts';
import { emptyBook, sampleBook } from '../gallery/sample.ts';
import { page, sighting } from '../gallery/states.ts';
import { pageOf, Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.end());

describe('an unknown sender', () => {
  it('shows what would be saved, and S saves name and address with where they came from', async () => {
    await stage.panel(pageOf('unknown'));
    expect(stage.text('name')).toBe('Phạm Thu Hà');
    expect(stage.text('will-save')).toContain('ha.pham@example.com');
    await stage.press('s');
    expect(stage.store.commands).toEqual([
      {
        name: 'customer.save',
        args: {
          set: { name: 'Phạm Thu Hà' },
          keys: ['email:ha.pham@example.com'],
          link: { by: 'page', from: 'gmail' },
        },
      },
    ]);
    expect(stage.part('card')).not.toBeNull();
    expect(stage.text('evidence')).toContain('ha.pham@example.com');
  });

  it('saves once when S is held down', async () => {
    await stage.panel(pageOf('unknown'));
    await stage.press('s');
    await stage.press('s', { repeat: true });
    expect(stage.ran).toEqual(['customer.save']);
  });

  it('is unknown again after undo', async () => {
    await stage.panel(pageOf('unknown'));
    await stage.press('s');
    await stage.click('undo');
    expect(stage.part('unknown')).not.toBeNull();
  });
});

describe('a display name alone', () => {
  it('is a "maybe" without anything of the timeline, notes or money', async () => {
    await stage.panel(pageOf('maybe'));
    expect(stage.root.querySelectorAll('[data-part="maybe-list"] li')).toHaveLength(2);
    for (const name of ['timeline', 'notes', 'money', 'reminders', 'tags'])
      expect(stage.part(name), name).toBeNull();
    expect(stage.root.textContent).not.toContain('Đặt khăn lụa');
  });

  it('is shown for this opening once the seller said who it is, and is a "maybe" again in the next thread', async () => {
    await stage.panel(pageOf('maybe'));
    await stage.click('link');
    expect(stage.part('card')?.dataset.customer).toBe('c4');
    const other = pageOf('maybe');
    await stage.panel({
      ...other,
      sighting: { ...other.sighting!, thread: { ...other.sighting!.thread, id: '1000' } },
    });
    expect(stage.part('card')).toBeNull();
    expect(stage.part('maybe')).not.toBeNull();
  });
});

describe('never the wrong customer', () => {
  it('clears the old card at the switch, before the book has answered', async () => {
    await stage.panel(page());
    expect(stage.text('name')).toBe('Nguyễn Thị Ngọc Lan');
    stage.store.answers = false;
    await stage.panel(pageOf('bare'));
    expect(stage.root.textContent).not.toContain('Lan');
    stage.store.answers = true;
    stage.store.emit();
    await stage.settle();
    expect(stage.text('name')).toBe('Trần Minh Khoa');
  });

  it('keeps the card while a new message comes into the same thread', async () => {
    await stage.panel(page());
    stage.store.answers = false;
    const messages = [...sighting().messages, { id: 'm-4', direction: 'in' as const, at: null, text: '' }];
    await stage.panel(page({ sighting: sighting({ messages }) }));
    expect(stage.text('name')).toBe('Nguyễn Thị Ngọc Lan');
  });

  it('asks the seller when several customers fit one person, and shows none by itself', async () => {
    await stage.panel(pageOf('several'));
    expect(stage.part('card')).toBeNull();
    await stage.click('pick-customer');
    expect(stage.part('card')?.dataset.customer).toBe('c4');
  });

  it('shows nobody for a group or a page that changed', async () => {
    for (const name of ['group', 'degraded']) {
      await stage.panel(pageOf(name));
      expect(stage.part(name), name).not.toBeNull();
      expect(stage.part('timeline')).toBeNull();
      await stage.press('l');
    }
    expect(stage.ran).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('is said in a sentence, and nothing pretends to be saved', async () => {
    stage.store.failWith = new Failure('disk-full');
    await stage.panel(page());
    await stage.press('l');
    expect(stage.text('toast')).toContain('Ổ đĩa đầy');
    expect(stage.part('stamp')).toBeNull();
  });

  it('can be tried again when the book did not answer', async () => {
    stage.store.failQueries = new Failure('unreachable');
    await stage.panel(page());
    expect(stage.text('failure')).toContain('Beside đang khởi động');
    stage.store.failQueries = null;
    await stage.click('retry');
    expect(stage.text('name')).toBe('Nguyễn Thị Ngọc Lan');
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
    stage.store.book = book;
    await stage.panel(page({ selection: evil }));
    expect(stage.root.querySelector('img, script')).toBeNull();
    expect(stage.text('name')).toBe(evil);
    expect(stage.text('notes')).toContain(evil);
    expect(globalThis).not.toHaveProperty('hacked');
  });
});

describe('a hidden panel', () => {
  it('asks nothing, and asks again when it is seen', async () => {
    await stage.panel(page());
    expect(stage.store.watching).toBeGreaterThan(0);
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    await act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(stage.store.watching).toBe(0);
    hidden.mockRestore();
    await act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(stage.store.watching).toBeGreaterThan(0);
  });
});

describe('an empty book', () => {
  it('says what to do next', async () => {
    stage.store.book = emptyBook();
    await stage.panel(pageOf('no-conversation'));
    expect(stage.text('no-conversation')).toContain('Gmail');
    await stage.panel(pageOf('enable'));
    await stage.click('enable');
    expect(stage.host.asked).toEqual(['enableSite https://mail.google.com']);
  });
});
