// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sighting } from '../../lib/domain/sighting.ts';
import { emptyBook } from '../gallery/sample.ts';
import { page, STATES, sighting } from '../gallery/states.ts';
import { pageOf, Stage } from './components-stage.tsx';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.end());

const prepared = (name: string) => {
  STATES[name]?.prepare?.(stage.store);
  return pageOf(name);
};
const keys = () => stage.parts('found-chip').map((chip) => chip.dataset.key);

describe('what stands in the messages', () => {
  it('is offered as chips, three at first, with whom they belong to first', async () => {
    await stage.panel(pageOf('found'));
    expect(keys()).toEqual(['tel:+84987654321', 'order:929231617', 'order:2505296R62JNTS']);
    expect(stage.text('found')).toContain('thuộc Lê Văn Minh');
    expect(stage.button('more-found').getAttribute('aria-expanded')).toBe('false');
    await stage.click('more-found');
    expect(keys()).toHaveLength(5);
    expect(stage.ran).toEqual([]);
  });

  it('says who wrote it, and does not offer our own number as the buyer’s', async () => {
    const messages = [
      { id: '1', direction: 'out' as const, at: null, text: 'Shipper của shop: 0911222333' },
      { id: '2', direction: 'in' as const, at: null, text: 'Số em 0977888999' },
    ];
    await stage.panel(page({ sighting: sighting({ messages }) }));
    const [theirs, ours] = stage.parts('found-chip');
    expect(theirs?.textContent).toContain('khách viết');
    expect(theirs?.querySelector('[data-act="add-found"]')).not.toBeNull();
    expect(ours?.textContent).toContain('mình viết');
    expect(ours?.querySelector('[data-act="add-found"]')).toBeNull();
  });

  it('is added to this customer by one click, with where it was seen, and undone', async () => {
    const messages = [{ id: '1', direction: 'in' as const, at: null, text: 'Số em 0977 888 999' }];
    await stage.panel(page({ sighting: sighting({ messages }) }));
    await stage.click('add-found');
    expect(stage.store.commands).toEqual([
      {
        name: 'identity.link',
        args: { customer: 'c1', key: 'tel:+84977888999', link: { by: 'page', from: 'gmail' } },
      },
    ]);
    expect(stage.part('found')).toBeNull();
    await stage.click('undo');
    expect(keys()).toEqual(['tel:+84977888999']);
  });

  it('is copied, and the shop’s own and the region of the settings count', async () => {
    const messages = [
      { id: '1', direction: 'in' as const, at: null, text: '0977888999, 081-234-5678, me@example.com' },
    ];
    await stage.panel(
      page({ sighting: sighting({ messages }) }),
      {},
      { own: ['me@example.com'], region: 'TH' },
    );
    expect(keys()).toEqual(['tel:+66812345678', 'tel:+66977888999']);
    await stage.click('copy-found');
    expect(stage.host.asked).toContain('copy +66812345678');
  });

  it('of another customer opens that card in passing, where nothing can be logged, and goes back', async () => {
    await stage.panel(pageOf('found'));
    await stage.click('show-owner');
    expect(stage.part('peek')?.dataset.customer).toBe('c5');
    expect(stage.has('log')).toBe(false);
    expect(stage.has('link')).toBe(false);
    await stage.press('l');
    expect(stage.ran).toEqual([]);
    await stage.click('peek-back');
    expect(stage.part('card')?.dataset.customer).toBe('c1');
  });

  it('tells of somebody unknown who they are, by one key', async () => {
    await stage.panel(pageOf('found-stranger'));
    expect(stage.has('add-found')).toBe(false);
    await stage.click('show-owner');
    await stage.press('y');
    expect(stage.store.commands).toMatchObject([
      { name: 'customer.save', args: { id: 'c5', keys: ['email:ha.pham@example.com'] } },
    ]);
    expect(stage.part('card')?.dataset.customer).toBe('c5');
  });

  it('never stands beside another thread', async () => {
    await stage.panel(pageOf('found'));
    stage.store.answers = false;
    await stage.panel(pageOf('bare'));
    expect(stage.root.textContent).not.toContain('0987 654 321');
    stage.store.answers = true;
    stage.store.emit();
    await stage.settle();
    expect(keys()).toEqual([]);
  });
});

describe('a display name that was confirmed', () => {
  const named = (more: Partial<Sighting> = {}) => {
    const weak = pageOf('weak-unknown');
    return { ...weak, sighting: { ...weak.sighting!, ...more } };
  };

  it('is remembered from the search, brings the customer back as a maybe, and Y confirms without writing again', async () => {
    await stage.panel(named());
    await stage.press('/');
    expect(stage.find<HTMLInputElement>('[role="combobox"]')?.value).toBe('🌻 Shop Mẹ Bống');
    await stage.type('[role="combobox"]', 'Khoa');
    await stage.press('Enter', {}, stage.find('[role="combobox"]')!);
    expect(stage.store.commands).toEqual([
      {
        name: 'customer.save',
        args: {
          id: 'c2',
          set: {},
          keys: [],
          displayNames: [{ channel: 'telegram', name: '🌻 Shop Mẹ Bống' }],
          link: { by: 'user', from: 'telegram-k' },
        },
      },
    ]);
    expect(stage.part('card')?.dataset.customer).toBe('c2');
    await stage.panel(pageOf('no-conversation'));
    await stage.panel(named({ thread: { id: 'next', url: 'https://web.telegram.org/k/#2', subject: '' } }));
    expect(stage.part('card')).toBeNull();
    expect(stage.part('timeline')).toBeNull();
    expect(stage.text('maybe-list')).toContain('Trần Minh Khoa');
    expect(stage.text('maybe-list')).toContain('lần trước bạn nói là khách này');
    await stage.press('y');
    expect(stage.part('card')?.dataset.customer).toBe('c2');
    expect(stage.ran).toEqual(['customer.save']);
  });

  it('is remembered with a new customer too, and undo asks again', async () => {
    await stage.panel(prepared('remembered'));
    await stage.press('s');
    expect(stage.store.commands[0]?.args).toMatchObject({
      displayNames: [{ channel: 'telegram', name: '🌻 Shop Mẹ Bống' }],
    });
    await stage.click('undo');
    expect(stage.part('card')).toBeNull();
    expect(stage.part('maybe')).not.toBeNull();
  });

  it('is nobody where two of the list have that name', async () => {
    const remembered = prepared('remembered');
    const twin = { name: '🌻 Shop Mẹ Bống', identities: [], strength: 'weak' as const };
    await stage.panel({ ...remembered, listed: [twin] });
    expect(stage.part('maybe')).not.toBeNull();
    await stage.panel({ ...remembered, listed: [twin, { ...twin, name: '🌻 Shop Me Bong' }] });
    expect(stage.part('maybe')).toBeNull();
    expect(stage.text('shared-name')).toContain('hai người cùng tên');
    await stage.press('y');
    expect(stage.part('card')).toBeNull();
  });

  it('is not remembered where the page gives a handle', async () => {
    await stage.panel(pageOf('unknown'));
    await stage.press('s');
    expect(stage.store.commands[0]?.args).not.toHaveProperty('displayNames');
  });
});

describe('the order of the page', () => {
  it('is recorded by one click or key, once', async () => {
    await stage.panel(pageOf('order'));
    expect(stage.text('open-order')).toContain('chưa có trong sổ');
    await stage.press('o');
    await stage.press('o');
    expect(stage.ran).toEqual(['order.record']);
    expect(stage.text('open-order')).toContain('đã có trong sổ');
    expect(stage.has('record-order')).toBe(false);
    await stage.click('undo');
    expect(stage.has('record-order')).toBe(true);
  });

  it('shows what changed, with goods and payment, and keeps the change', async () => {
    await stage.panel(prepared('order-changed'));
    expect(stage.text('open-order')).toContain('Đang giao → Đã giao hàng');
    expect(stage.text('open-order')).toContain('Thanh toán khi nhận hàng · COD');
    expect(stage.text('open-order')).toContain('size S ×2, Mấn');
    await stage.click('record-order');
    expect(stage.store.commands[0]?.args).toMatchObject({ order: '1042', status: 'Đã giao hàng' });
  });

  it('warns of parcels that came back, and shows them', async () => {
    await stage.panel(prepared('order-changed'));
    expect(stage.text('parcel-warning')).toContain('2 kiện đã gửi mà quay về');
    await stage.click('show-parcels');
    expect(document.activeElement?.textContent).toContain('Khách không nhận hàng');
  });

  it('is kept by itself where that is turned on, beside the order', async () => {
    await stage.panel(pageOf('order'));
    await stage.click('auto-order');
    expect(stage.host.asked).toContain('saveSettings {"autoOrderSites":["woocommerce"]}');
    await stage.panel(pageOf('order'), {}, { autoOrderSites: ['woocommerce'] });
    await stage.click('auto-order');
    expect(stage.host.asked).toContain('saveSettings {"autoOrderSites":[]}');
  });

  it('is not offered where nothing may be kept', async () => {
    const rule = { ...stage.store.book.neverLog[0]!, id: 'customer:c1', label: 'Lan' };
    stage.store.book = { ...stage.store.book, neverLog: [rule] };
    await stage.panel(pageOf('order'));
    await stage.press('o');
    expect(stage.ran).toEqual([]);
  });
});

describe('the site’s own list', () => {
  it('unfolds into who has something due, by their handles alone, and opens one', async () => {
    await stage.panel(prepared('in-list'));
    expect(stage.text('in-list')).toContain('3 người có hẹn · 1 người đợi trả lời');
    expect(stage.parts('listed')).toHaveLength(0);
    await stage.click('in-list');
    expect(stage.parts('listed').map((one) => one.dataset.customer)).toEqual(['c1', 'c2', 'c3', 'c4']);
    expect(stage.text('listed')).toContain('Gửi mẫu vải lụa Bảo Lộc');
    const open = stage.parts('listed')[1]?.querySelector<HTMLButtonElement>('[data-act="open-customer"]');
    open?.click();
    expect(stage.host.asked).toContain('openDashboard customers/c2');
  });

  it('stands where no thread is open, and stays open while threads change', async () => {
    await stage.panel(prepared('in-list-alone'));
    await stage.click('in-list');
    await stage.panel({ ...pageOf('found'), listed: pageOf('in-list-alone').listed });
    expect(stage.button('in-list').getAttribute('aria-expanded')).toBe('true');
    expect(stage.part('card')).not.toBeNull();
  });

  it('says nothing of people who are but names, or unknown', async () => {
    const people = pageOf('in-list').listed.map((one) => ({ ...one, strength: 'weak' as const }));
    await stage.panel(page({ listed: people }));
    expect(stage.part('in-list')).toBeNull();
    stage.store.book = emptyBook();
    await stage.panel(pageOf('in-list'));
    expect(stage.part('in-list')).toBeNull();
  });
});

describe('selected text', () => {
  it('is logged for whomever the seller names, on any page, once', async () => {
    await stage.panel({ ...pageOf('selection-loose'), origin: 'https://helpdesk.example' });
    await stage.click('log-selection');
    await stage.type('[role="combobox"]', 'Khoa');
    await stage.press('Enter', {}, stage.find('[role="combobox"]')!);
    expect(stage.store.commands[0]?.args).toMatchObject({
      customers: ['c2'],
      text: 'Giao trước ngày 28 giúp chị.',
      thread: { site: 'web', id: 'https://helpdesk.example' },
      messageId: expect.stringMatching(/^#[0-9a-f]+$/),
    });
    expect(stage.host.asked).toContain('dropSelection');
  });

  it('stands beside a stranger, a group, a page that changed and a site that is off', async () => {
    for (const name of ['unknown', 'group', 'degraded', 'no-conversation', 'enable']) {
      await stage.panel({ ...pageOf(name), selection: 'hai hộp' });
      expect(stage.text('selection'), name).toContain('hai hộp');
    }
  });

  it('is taken from the page by the menu, which says when nothing is selected', async () => {
    await stage.panel(page());
    await stage.press('m');
    await stage.click('take-selection');
    expect(stage.host.asked).toContain('takeSelection');
    expect(stage.text('toast')).toContain('Bôi đen một đoạn');
  });
});
