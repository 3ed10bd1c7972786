// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import { filterWords } from '../../components/filter-words.ts';
import { readListAddress, writeListAddress } from '../../components/list-address.ts';
import type { BulkState } from '../../lib/domain/bulk.ts';
import type { Filter } from '../../lib/domain/filter/filter.ts';
import { meant } from '../../lib/domain/filter/tree.ts';
import { SHOWN_AT_FIRST } from '../../lib/domain/filter/views.ts';
import { createFormat } from '../../lib/domain/format.ts';
import type { Settings } from '../../lib/domain/settings.ts';
import { createText } from '../../lib/domain/text.ts';
import { settings } from '../gallery/host.ts';
import { listOf, TREE, withViews } from '../gallery/list-states.ts';
import { sampleBook, view, ZONE } from '../gallery/sample.ts';
import { fakeTransfer } from '../gallery/transfer.ts';
import { Stage } from './components-stage.tsx';

let stage: Stage;
let desk: string[];
beforeEach(() => {
  stage = new Stage('dashboard');
  desk = [];
});
afterEach(async () => {
  await stage.end();
  location.hash = '';
});

const IDLE = { imports: { now: { phase: 'idle' as const }, records: [] } };

async function open(path: string, bulk?: BulkState, chosen: Partial<Settings> = {}): Promise<void> {
  location.hash = `#/${path}`;
  const all = settings({ language: 'vi', ...chosen });
  const transfer = fakeTransfer({ ...IDLE, ...(bulk && { bulk }) }, desk);
  await stage.draw(
    <Dashboard host={stage.host} settings={all} sites={[]} snapshot={null} transfer={transfer} />,
  );
  // What there is to filter by is read after the list was drawn.
  await act(() => void vi.runOnlyPendingTimers());
  await stage.settle();
}

/** How many are found: rows are drawn only where there is a layout. */
const found = () => Number(/\d+/.exec(stage.find('.list-count')?.textContent ?? '')?.[0] ?? 0);
const chips = () => stage.parts('filter-chip').map((chip) => chip.textContent);
const hash = () => decodeURIComponent(location.hash.replaceAll('+', ' '));

describe('a filter', () => {
  it('is made from the menu, says itself in words, and counts beside each option', async () => {
    await open('customers');
    await stage.click('add-filter');
    await stage.click('filter-tag');
    expect(stage.text('filter-editor')).toContain('Khách sỉ2');
    await stage.click('filter-option');
    expect(chips()).toEqual(['có nhãn Khách sỉ']);
    expect(found()).toBe(2);
    expect(stage.text('filter-words')).toBe('Khách có nhãn Khách sỉ');
    await stage.click('filter-not');
    expect(chips()).toEqual(['không có nhãn Khách sỉ']);
    expect(found()).toBe(4);
    await stage.press('Escape', {}, stage.find('[data-act="filter-not"]')!);
    expect(stage.part('filter-editor')).toBeNull();
    expect(document.activeElement?.getAttribute('data-act')).toBe('edit-filter');
    await stage.press('Delete', {}, document.activeElement!);
    expect(chips()).toEqual([]);
    expect(found()).toBe(6);
  });

  it('that is half made shows all, and “and” turns into “or” with one press', async () => {
    await open('customers');
    await stage.click('add-filter');
    await stage.click('filter-stage');
    expect(found()).toBe(6);
    await stage.click('filter-option');
    const leads = found();
    await stage.click('add-filter');
    await stage.click('filter-waiting');
    expect(found()).toBe(0);
    await stage.click('filter-joint');
    expect(found()).toBe(leads);
    expect(hash()).toContain('"any":');
  });

  it('of groups is shown whole; a part is taken out where it stands', async () => {
    await open(listOf(TREE));
    expect(stage.parts('filter-group')).toHaveLength(2);
    expect(chips()).toHaveLength(6);
    await act(() =>
      stage.parts('filter-group')[1]?.querySelector<HTMLElement>('[data-act="remove-filter"]')?.click(),
    );
    await stage.settle();
    const [, , , fourth] = (TREE as { all: Filter[] }).all;
    const kept = readListAddress(location.hash.split('?')[1] ?? '').shown?.where as { all: Filter[] };
    expect(kept.all).toHaveLength(4);
    expect(kept.all[2]).toEqual({ not: { all: [{ not: { is: 'has', what: 'due' } }] } });
    expect(kept.all[3]).toEqual(fourth);
    expect(chips()).toHaveLength(5);
  });

  it('says what a shop owner would', () => {
    const t = createText('vi');
    const words = { t, format: createFormat('vi', ZONE, t), tags: sampleBook().tags };
    const said = (filter: Filter) => filterWords(filter, words);
    expect(
      said({
        all: [
          { is: 'tag', in: ['tag-1'] },
          { is: 'province', in: ['ha-noi'] },
          { is: 'date', of: 'contact', when: { in: 'notLast', days: 30 } },
        ],
      }),
    ).toBe('có nhãn Khách sỉ và ở Hà Nội và chưa liên hệ 30 ngày');
    expect(said({ is: 'date', of: 'created', when: { in: 'days', from: '2026-11-02' } })).toBe(
      'vào sổ từ 2/11/2026',
    );
    expect(said({ not: { is: 'waiting', hours: 0 } })).toBe('không đợi trả lời');
    expect(said(TREE)).toContain('và (ở Hà Nội hoặc đã mua từ 1.000.000 ₫) và không phải: (');
  });

  it('says nothing where nothing was chosen', () => {
    expect(meant({ all: [{ is: 'tag', in: [] }, { any: [] }, { not: { all: [] } }] })).toBeNull();
    expect(meant({ any: [{ not: { is: 'tag', in: ['a'] } }, { is: 'owner', in: [] }] })).toEqual({
      not: { is: 'tag', in: ['a'] },
    });
  });
});

describe('an address of the list', () => {
  it('carries the view and what differs from it, there and back', () => {
    const shown = {
      ...SHOWN_AT_FIRST,
      text: 'lan & mai?',
      where: TREE,
      sort: 'money' as const,
      turned: true,
    };
    for (const address of [
      { view: 'all', shown: null },
      { view: 'v 1', shown: null },
      { view: 'waiting', shown },
    ])
      expect(readListAddress(writeListAddress(address).split('?')[1] ?? '')).toEqual(address);
  });

  it.each(['list={', 'list=null', 'list=[1]', `list=${encodeURIComponent('{"where":{"is":"mood"}}')}`])(
    'that is broken (%s) shows everybody',
    (query) => {
      expect(readListAddress(query).shown?.where ?? null).toBeNull();
    },
  );
});

describe('views', () => {
  it('filter the list; back leads to the one before', async () => {
    await open('customers', undefined);
    stage.store.book = { ...stage.store.book, views: [view('v1', 'Khách sỉ', { is: 'tag', in: ['tag-1'] })] };
    await act(() => stage.store.emit());
    await stage.settle();
    const tab = (id: string) => stage.find(`[data-view="${id}"]`);
    expect(tab('v1')?.textContent).toBe('Khách sỉ2');
    location.hash = tab('v1')?.getAttribute('href') ?? '';
    await act(() => void dispatchEvent(new Event('hashchange')));
    await stage.settle();
    expect(found()).toBe(2);
    expect(tab('v1')?.getAttribute('aria-current')).toBe('page');
    location.hash = '#/customers';
    await act(() => void dispatchEvent(new Event('hashchange')));
    await stage.settle();
    expect(found()).toBe(6);
  });

  it('are kept under a name, pinned, renamed and deleted, each with undo', async () => {
    await open('customers');
    expect(stage.has('save-view')).toBe(false);
    await stage.type('[data-part="find-field"]', 'nguyen');
    await stage.click('save-view');
    await stage.type('[data-part="view-name"]', 'Họ Nguyễn');
    await stage.submit('name-view');
    const { id } = stage.store.book.views?.[0] ?? { id: '' };
    expect(stage.store.commands.at(-1)).toMatchObject({
      name: 'view.save',
      args: { name: 'Họ Nguyễn', text: 'nguyen', where: null, sort: 'name' },
    });
    expect(location.hash).toBe(`#/customers?view=${id}`);
    await act(() => void dispatchEvent(new Event('hashchange')));
    await stage.settle();
    await stage.click('view-menu');
    await stage.click('pin-view');
    expect(stage.store.book.views?.[0]).toMatchObject({ pinned: true });
    await stage.click('view-menu');
    await stage.click('rename-view');
    await stage.type('[data-part="view-name"]', 'Nhà Nguyễn');
    await stage.submit('name-view');
    expect(stage.store.book.views?.[0]).toMatchObject({ name: 'Nhà Nguyễn' });
    await stage.click('view-menu');
    await stage.click('delete-view');
    expect(stage.store.book.views).toEqual([]);
    await stage.click('undo');
    expect(stage.store.book.views?.[0]).toMatchObject({ name: 'Nhà Nguyễn' });
  });

  it('that are changed can be updated or left as they were', async () => {
    withViews(stage.store);
    await open('customers?view=v-ha-noi');
    expect(chips()).toEqual(['ở Hà Nội', 'chưa liên hệ 30 ngày']);
    expect(stage.has('update-view')).toBe(false);
    await stage.click('remove-filter');
    await stage.click('reset-view');
    expect(chips()).toHaveLength(2);
    await stage.click('remove-filter');
    await stage.click('update-view');
    expect(stage.store.book.views?.find(({ id }) => id === 'v-ha-noi')?.where).toEqual({
      is: 'date',
      of: 'contact',
      when: { in: 'notLast', days: 30 },
    });
    expect(location.hash).toBe('#/customers?view=v-ha-noi');
  });
});

describe('many at a time', () => {
  const pickAll = async () => {
    await act(() => stage.find<HTMLInputElement>('[data-act="pick-all"]')?.click());
    await stage.settle();
  };

  it('are let go when the list is another one', async () => {
    await open('customers');
    await pickAll();
    expect(stage.text('bulk-count')).toBe('Đã chọn 6 khách');
    await stage.type('[data-part="find-field"]', 'lan');
    expect(stage.part('bulk')).toBeNull();
    await pickAll();
    expect(stage.text('bulk-count')).toBe('Đã chọn 1 khách');
    await pickAll();
    expect(stage.part('bulk')).toBeNull();
  });

  it('are tagged, staged and given to somebody, by whoever does long work', async () => {
    await open('customers');
    await pickAll();
    await stage.click('bulk-tags');
    await stage.click('bulk-tag');
    await pickAll();
    await stage.click('bulk-stages');
    await stage.click('bulk-stage');
    await pickAll();
    await stage.click('bulk-owners');
    await stage.click('bulk-new-owner');
    await stage.type('[data-part="owner-name"]', 'Chị Hoa');
    await stage.submit('give-owner');
    expect(desk).toEqual([
      'bulk {"tags":{"tag-1":true}} 6',
      'bulk {"set":{"stage":"lead"}} 6',
      'bulk {"set":{"owner":"Chị Hoa"}} 6',
    ]);
  });

  it('are written into a file, they alone', async () => {
    await open('customers');
    await stage.type('[data-part="find-field"]', 'lan');
    await pickAll();
    await stage.click('bulk-export');
    await stage.choose('[data-act="export-format"]', 'vcard');
    await stage.submit('export');
    expect(desk[0]).toMatch(/^write \{"format":"vcard","scope":\{"kind":"chosen","ids":\["[^"]+"\]\}/);
  });

  it('say how far they are; what was stopped goes on or is taken back', async () => {
    const progress = { id: 'b1', change: { tags: { 'tag-1': true } }, done: 500, total: 1200 };
    await open('customers', {
      now: { phase: 'stopped', progress, undoing: false, failure: null },
      records: [],
    });
    expect(stage.text('bulk-status')).toContain('Đã dừng khi gắn nhãn Khách sỉ: xong 500 trên 1.200 khách');
    await stage.click('bulk-resume');
    await stage.click('bulk-undo');
    expect(desk).toEqual(['bulk-resume', 'bulk-undo b1']);
  });

  it('stand in the history once, and are taken back as one', async () => {
    const change = (id: string, more = {}) => ({
      ...{
        id,
        command: 'customers.change',
        at: 0,
        origin: 'local' as const,
        ops: [],
        prior: [],
        customers: [],
      },
      ...more,
    });
    stage.store.changes = [change('p2'), change('p1'), change('other', { command: 'note.add' })];
    const record = { id: 'b1', change: { set: { stage: 'lost' as const } }, at: 0, customers: 1000 };
    await open('history', {
      now: { phase: 'idle' },
      records: [{ ...record, changes: ['p1', 'p2'], undone: false }],
    });
    expect(stage.parts('change')).toHaveLength(2);
    expect(stage.parts('change')[0]?.textContent).toContain('chuyển sang “Đã mất” · 1.000 khách');
    await stage.click('undo-change');
    expect(desk).toEqual(['bulk-undo b1']);
  });
});

describe('columns', () => {
  it('are chosen and kept, and sort the list one way and the other', async () => {
    await open('customers', undefined, { columns: ['money', 'owner'] });
    const titles = () =>
      [...stage.root.querySelectorAll('.list-titles .list-cell')].map((one) => one.textContent);
    expect(titles()).toEqual(['Tổng đã mua', 'Phụ trách']);
    await stage.click('columns');
    await act(() => stage.find<HTMLInputElement>('[data-act="column"][data-value="stage"]')?.click());
    await stage.settle();
    expect(stage.host.asked.at(-1)).toBe('saveSettings {"columns":["stage","money","owner"]}');
    for (const turned of [false, true]) {
      await act(() => stage.find('[data-sort="money"]')?.click());
      await stage.settle();
      expect(hash()).toContain(`"sort":"money","turned":${turned}`);
    }
  });
});

describe('a customer’s own fields', () => {
  it('are added by a name, offered as what they are in the rest of the book, and taken out', async () => {
    const { customers } = stage.store.book;
    stage.store.book = {
      ...stage.store.book,
      customers: customers.map((one, i) =>
        i > 0 ? { ...one, fields: { Size: i % 2 ? 'S' : 'M', 'Sinh nhật': `1990-01-0${i}` } } : one,
      ),
    };
    await open(`customers/${customers[0]?.id}`);
    await stage.click('add-field');
    await stage.type('[data-part="field-name"]', 'Sinh nhật');
    expect(stage.find('[data-part="field-value"]')?.getAttribute('type')).toBe('date');
    await stage.type('[data-part="field-name"]', 'Size');
    expect(stage.find('[data-part="field-value"]')?.getAttribute('data-type')).toBe('choice');
    await stage.type('[data-part="field-value"]', 'M');
    await stage.submit('save-field');
    expect(stage.store.commands.at(-1)).toMatchObject({ args: { set: { fields: { Size: 'M' } } } });
    expect(stage.text('custom-fields')).toContain('SizeM');
    await stage.click('edit-field');
    await stage.click('remove-field');
    expect(stage.store.commands.at(-1)).toMatchObject({ args: { set: { fields: { Size: null } } } });
    await stage.click('add-field');
    await stage.type('[data-part="field-name"]', 'CCCD');
    await stage.type('[data-part="field-value"]', '0123');
    await act(() => stage.find<HTMLInputElement>('[data-act="field-private"]')?.click());
    await stage.settle();
    await stage.submit('save-field');
    expect(stage.store.commands.at(-1)).toMatchObject({
      args: { set: { fields: { 'private.CCCD': '0123' } } },
    });
  });
});
