// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import { readRoute, writeRoute } from '../../components/hash-route.ts';
import { clash } from '../../components/key-settings.tsx';
import { readRule } from '../../components/never-section.tsx';
import { Rescue } from '../../components/rescue.tsx';
import { readySets } from '../../components/tag-sets.ts';
import { Failure } from '../../lib/domain/failure.ts';
import type { Settings } from '../../lib/domain/settings.ts';
import { settings } from '../gallery/host.ts';
import { emptyBook, NOW, ZONE } from '../gallery/sample.ts';
import { Stage } from './components-stage.tsx';

const SURE = { evidence: 'A' as const, verified: '2026-10', basic: false, onClick: false };
const SITES = [
  { site: 'gmail', origin: 'https://mail.google.com', granted: true, ...SURE },
  { site: 'telegram-k', origin: 'https://web.telegram.org', granted: false, ...SURE },
];

let stage: Stage;
beforeEach(() => {
  stage = new Stage('dashboard');
});
afterEach(async () => {
  await stage.end();
  location.hash = '';
});

async function open(path: string, chosen: Partial<Settings> = {}): Promise<void> {
  location.hash = `#/${path}`;
  const all = settings({ language: 'vi', ...chosen });
  await stage.draw(<Dashboard key={path} host={stage.host} settings={all} sites={SITES} snapshot={null} />);
}

describe('addresses', () => {
  it('lead to a section or a customer and back, whatever the id holds', () => {
    expect(readRoute('#/customers/c1')).toMatchObject({ section: 'customers', id: 'c1' });
    expect(readRoute('#tags')).toMatchObject({ section: 'tags', id: '' });
    const odd = 'a/b %?#ỗ';
    expect(readRoute(writeRoute('customers', odd)).id).toBe(odd);
  });

  it('that lead nowhere lead to the customers', () => {
    for (const hash of ['', '#/', '#/nothing/x', '#/customers/%E0%A4%A']) {
      expect(readRoute(hash), hash).toMatchObject({ section: 'customers', id: '' });
    }
  });
});

describe('the list of customers', () => {
  it('asks for what is typed, and sorted as is chosen', async () => {
    await open('customers');
    const ask = vi.spyOn(stage.store, 'live');
    const asked = () =>
      ask.mock.calls.map(([query]) => query).findLast((query) => query.name === 'customerIds')?.args;
    await stage.type('[data-part="find-field"]', 'nguyen');
    expect(asked()).toMatchObject({ text: 'nguyen', where: null });
    await stage.choose('[data-act="sort"]', 'due');
    expect(asked()).toMatchObject({ text: 'nguyen', sort: 'due' });
  });

  it('says so when nobody fits, and what to do when the book is empty', async () => {
    await open('customers');
    await stage.type('[data-part="find-field"]', 'zzz');
    expect(stage.part('list-none')).not.toBeNull();
    stage.store.book = emptyBook();
    stage.store.emit();
    await stage.type('[data-part="find-field"]', '');
    expect(stage.part('list-empty')).not.toBeNull();
  });

  it('adds a customer by hand, with the number in its one form', async () => {
    await open('customers');
    await stage.click('new-customer');
    await stage.type('[data-part="new-name"]', 'Chị Hạnh');
    await stage.type('[data-part="handle-value"]', '0905.111.222');
    await stage.submit('save-customer');
    expect(stage.store.commands).toEqual([
      {
        name: 'customer.save',
        args: { set: { name: 'Chị Hạnh' }, keys: ['tel:+84905111222'], link: { by: 'user', from: '' } },
      },
    ]);
    expect(location.hash).toMatch(/^#\/customers\/new-/);
  });

  it('keeps what was typed when the number is none, and says so', async () => {
    await open('customers');
    await stage.click('new-customer');
    await stage.type('[data-part="new-name"]', 'Chị Hạnh');
    await stage.type('[data-part="handle-value"]', '12');
    await stage.submit('save-customer');
    expect(stage.ran).toEqual([]);
    expect(stage.part('new-customer')?.querySelector('[role="alert"]')).not.toBeNull();
    expect(stage.find<HTMLInputElement>('[data-part="new-name"]')?.value).toBe('Chị Hạnh');
  });
});

describe('a customer’s page', () => {
  it('edits in place with Enter, once, and Escape keeps the old', async () => {
    await open('customers/c1');
    await stage.click('edit-company');
    let field = await stage.type('[data-part="company-field"]', 'Hoa Lan Bridal');
    await stage.press('Enter', { isComposing: true }, field);
    expect(stage.ran).toEqual([]);
    await stage.press('Enter', {}, field);
    expect(stage.store.commands).toEqual([
      { name: 'customer.save', args: { id: 'c1', set: { company: 'Hoa Lan Bridal' } } },
    ]);
    await stage.click('edit-company');
    field = await stage.type('[data-part="company-field"]', 'khác');
    await stage.press('Escape', {}, field);
    expect(stage.ran).toHaveLength(1);
    expect(stage.text('company')).toBe('Hoa Lan Bridal');
  });

  it('shows each handle with why it is theirs; one can be added and taken away', async () => {
    await open('customers/c1');
    expect(stage.parts('identity').map((one) => one.textContent)).toEqual([
      'lan.nguyen@example.comlưu từ Gmail, 4/9',
      '0912 345 678bạn gắn, 14/10',
      'Telegram 88120042lưu từ Telegram, thứ 4 11/11',
    ]);
    await stage.click('remove-identity');
    await stage.click('add-identity');
    await stage.choose('[data-part="handle-scheme"]', 'email');
    await stage.type('[data-part="handle-value"]', ' Lan@Example.COM ');
    await stage.submit('save-identity');
    expect(stage.store.commands).toMatchObject([
      { name: 'identity.unlink', args: { key: 'email:lan.nguyen@example.com' } },
      { name: 'identity.link', args: { customer: 'c1', key: 'email:lan@example.com' } },
    ]);
  });

  it('says what to do when the customer is gone, and removing can be undone', async () => {
    await open('customers/c1');
    await stage.click('delete-customer');
    expect(stage.part('customer-gone')).not.toBeNull();
    await stage.click('undo');
    expect(stage.text('name')).toBe('Nguyễn Thị Ngọc Lan');
  });

  it('lists what changed with old and new, and takes one change back', async () => {
    stage.store.changes = [
      {
        id: 'ch-1',
        command: 'customer.save',
        at: NOW,
        origin: 'local',
        ops: [['customers', 'c1', 's', { name: 'Nguyễn Thị Ngọc Lan', stage: 'regular' }]],
        prior: [{ name: 'Chị Lan', stage: 'first' }],
        customers: ['c1'],
      },
      {
        id: 'ch-0',
        command: 'note.add',
        at: NOW,
        origin: 'local',
        ops: [],
        prior: [],
        customers: [],
        undoneBy: 'x',
      },
    ];
    await open('customers/c1');
    const [first, second] = stage.parts('change');
    expect(first?.textContent).toContain('Tên: Chị Lan → Nguyễn Thị Ngọc Lan');
    expect(first?.textContent).toContain('Chặng: Mua lần đầu → Khách quen');
    expect(second?.querySelector('[data-act="undo-change"]')).toBeNull();
    await stage.click('undo-change');
    expect(stage.store.commands).toEqual([{ name: 'change.undo', args: { change: 'ch-1' } }]);
  });
});

describe('tags', () => {
  it('come in ready sets per trade; only what is missing is added, and undo takes the set away', async () => {
    stage.store.book = { ...emptyBook(), tags: stage.store.book.tags };
    await open('tags');
    const before = stage.parts('tag-line').length;
    await stage.click('add-set');
    const clothes = readySets('vi').find((set) => set.id === 'clothes')!.tags;
    // "Hay đổi size" is in the book already.
    expect(stage.ran).toHaveLength(clothes.length - 1);
    expect(stage.parts('tag-line')).toHaveLength(before + clothes.length - 1);
    await stage.press('z');
    expect(stage.parts('tag-line')).toHaveLength(before);
  });

  it('have sets for six trades with names of their own in both languages', () => {
    for (const language of ['vi', 'en'] as const) {
      const sets = readySets(language);
      expect(sets).toHaveLength(6);
      for (const set of sets) {
        const names = set.tags.map((tag) => tag.name);
        expect(new Set(names).size, set.id).toBe(names.length);
        expect(names.length, set.id).toBeGreaterThanOrEqual(4);
      }
    }
  });
});

describe('the never-log list', () => {
  it('reads an address, a domain and a phone, and nothing else', () => {
    expect(readRule('Me@Bank.Example')).toEqual({ rule: 'email:me@bank.example', label: 'me@bank.example' });
    expect(readRule('@bank.example')).toEqual({ rule: 'domain:bank.example', label: '@bank.example' });
    expect(readRule('bank.example')).toEqual({ rule: 'domain:bank.example', label: '@bank.example' });
    expect(readRule('0912 345 678')?.rule).toBe('tel:+84912345678');
    expect(readRule('081 234 5678', 'TH')?.rule).toBe('tel:+66812345678');
    for (const nothing of ['', 'bank', '@', 'a b', '12']) expect(readRule(nothing), nothing).toBeNull();
  });

  it('adds a rule and takes it away', async () => {
    await open('never-log');
    await stage.type('[data-part="never-field"]', '@truonghoc.example');
    await stage.submit('never-add');
    expect(stage.parts('rule')).toHaveLength(2);
    await stage.click('never-remove');
    expect(stage.ran).toEqual(['neverLog.add', 'neverLog.remove']);
  });
});

describe('settings', () => {
  it('turn a site on straight from the click, and off', async () => {
    await open('settings');
    await stage.click('enable-site');
    await stage.click('disable-site');
    expect(stage.host.asked).toEqual([
      'enableSite https://web.telegram.org',
      'disableSite https://mail.google.com',
    ]);
  });

  it('take the address of a shop by its origin alone', async () => {
    await open('settings');
    await stage.type('[data-part="shop-field"]', 'hoalan.example/wp-admin/edit.php?x=1');
    await stage.submit('add-shop');
    expect(stage.host.asked).toEqual(['enableSite https://hoalan.example']);
  });

  it('save language, theme, sound and own addresses in one form', async () => {
    await open('settings');
    await stage.choose('[data-act="language"]', 'en');
    await stage.click('sound');
    const own = await stage.type('[data-part="own-field"]', 'Shop@HoaLan.example, 0905 111 222\nkhông phải');
    own.dispatchEvent(new Event('blur'));
    expect(stage.host.asked).toEqual([
      'saveSettings {"language":"en"}',
      'saveSettings {"sound":true}',
      'saveSettings {"own":["shop@hoalan.example","+84905111222"]}',
    ]);
  });

  it('change a key by pressing the new one, and refuse one that is taken on the same screen', async () => {
    await open('settings');
    await stage.click('key-log');
    await stage.press('n', {}, stage.button('key-log'));
    expect(stage.host.asked).toEqual([]);
    expect(stage.text('toast')).toContain('Thêm ghi chú');
    await stage.press('g', {}, stage.button('key-log'));
    expect(stage.host.asked).toEqual(['saveSettings {"keys":{"log":"g"}}']);
    expect(clash('log', 's', {})).toBe('save');
    expect(clash('snooze', 'l', {})).toBeNull();
  });

  it('ring once to try', async () => {
    await open('settings');
    await stage.click('test-ring');
    expect(stage.host.asked).toEqual(['testRing']);
    expect(stage.text('toast')).not.toBe('');
  });
});

describe('when the book would not open', () => {
  const rescue = (more: Partial<Parameters<typeof Rescue>[0]> = {}) =>
    stage.draw(
      <Rescue
        settings={{ language: 'vi', theme: 'auto' }}
        failure={new Failure('database-broken')}
        snapshot={{ at: NOW - 3_600_000, customers: 1284 }}
        now={NOW}
        zone={ZONE}
        onRetry={() => undefined}
        {...more}
      />,
    );

  it('says why, that nothing was deleted, and what the last good copy holds', async () => {
    await rescue();
    expect(stage.text('reason')).toContain('Trình duyệt không mở được sổ');
    expect(stage.text('rescue')).toContain('Chưa có gì bị xoá');
    expect(stage.text('snapshot')).toContain('1.284 khách');
  });

  it('restores once, however often it is pressed, and says when it failed', async () => {
    let calls = 0;
    let fail = true;
    const onRestore = async () => {
      calls += 1;
      if (fail) throw new Failure('disk-full');
    };
    await rescue({ onRestore });
    await stage.click('restore');
    expect(stage.text('rescue')).toContain('Ổ đĩa đầy');
    fail = false;
    await stage.click('restore');
    expect(calls).toBe(2);
    expect(stage.text('restored')).toContain('Đã mở bản sao');
    expect(stage.has('restore')).toBe(false);
  });

  it('only asks to load again when a newer Beside wrote the book', async () => {
    let retried = 0;
    await rescue({
      failure: new Failure('database-newer'),
      onRestore: async () => undefined,
      onRetry: () => (retried += 1),
    });
    expect(stage.part('snapshot')).toBeNull();
    await stage.click('retry');
    expect(retried).toBe(1);
  });
});
