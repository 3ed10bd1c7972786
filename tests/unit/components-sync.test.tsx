// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import { Failure } from '../../lib/domain/failure.ts';
import type { Settings } from '../../lib/domain/settings.ts';
import { STORE_VERDICTS, type StoreTest, type SyncDesk } from '../../lib/domain/sync-desk.ts';
import type { SyncView } from '../../lib/domain/sync-view.ts';
import { settings } from '../gallery/host.ts';
import { NOW } from '../gallery/sample.ts';
import { fakeSync, KIT, STANDING } from '../gallery/sync-states.ts';
import { Stage } from './components-stage.tsx';

let stage: Stage;
let asked: string[];
beforeEach(() => {
  stage = new Stage('dashboard');
  asked = [];
});
afterEach(() => stage.end());

async function open(
  more: Partial<SyncDesk> = {},
  { view, chosen = {}, test }: { view?: SyncView; chosen?: Partial<Settings>; test?: StoreTest } = {},
) {
  location.hash = '#/sync';
  if (view) stage.store.book = { ...stage.store.book, sync: view };
  const all = settings({ language: 'vi', ...chosen });
  const desk = { ...fakeSync(asked, test), ...more };
  await stage.draw(<Dashboard host={stage.host} settings={all} sites={[]} snapshot={null} sync={desk} />);
}

const fill = async (values: Record<string, string>) => {
  for (const [field, value] of Object.entries(values)) await stage.type(`[data-part="${field}"]`, value);
};
const testOf = (verdict: StoreTest['verdict']): StoreTest => ({
  verdict,
  passed: [],
  guards: null,
  skewMs: null,
  tookMs: 0,
});

describe('setting up', () => {
  test('a WebDAV store: asked for, tried, begun; the kit is shown once', async () => {
    await open();
    await stage.click('store-webdav');
    await fill({ 'store-address': 'cloud.example.com/dav', 'store-user': 'lan', 'store-secret': 'x' });
    await stage.click('store-try');
    expect(asked).toEqual(['grant https://cloud.example.com', 'test webdav']);
    expect(stage.text('store-test')).toContain('Kho này dùng được');
    expect(stage.text('store-test')).toContain('5 phút');
    expect(stage.button('sync-begin').disabled).toBe(true);
    await fill({ 'passphrase-field': 'trà', 'passphrase-again-field': 'trà' });
    await stage.click('sync-begin');
    expect(asked.at(-1)).toBe('begin Máy ở cửa hàng null');
    expect(stage.text('sync-kit-code')).toBe(KIT.code.toUpperCase());
    expect(stage.find('.qr path')?.getAttribute('d')?.length).toBeGreaterThan(1000);
    await stage.click('kit-done');
    expect(stage.part('sync-kit')).toBeNull();
  });

  test('no passphrase, no sync: a store that is not locked is none', async () => {
    await open();
    await stage.click('store-folder');
    await stage.click('store-pick');
    expect(asked).toEqual(['pick', 'test folder']);
    expect(stage.button('sync-begin').disabled).toBe(true);
    await fill({ 'passphrase-field': 'trà' });
    expect(stage.button('sync-begin').disabled).toBe(true);
  });

  test('a second device comes in with kit and passphrase', async () => {
    await open();
    await stage.click('store-folder');
    await stage.click('store-pick');
    await stage.click('sync-join');
    await fill({ 'sync-kit-field': KIT.code, 'passphrase-field': 'trà', 'sync-device': 'Laptop' });
    await stage.click('sync-begin');
    expect(asked.at(-1)).toBe(`begin Laptop ${KIT.code}`);
  });

  test.each(STORE_VERDICTS.filter((one) => one !== 'good'))(
    'a store that ends with %s has its sentence, and no way on',
    async (verdict) => {
      await open({}, { test: testOf(verdict) });
      await stage.click('store-folder');
      await stage.click('store-pick');
      expect(stage.part('store-test')?.dataset.verdict).toBe(verdict);
      expect(stage.text('store-test').length).toBeGreaterThan(20);
      expect(stage.has('sync-begin')).toBe(false);
    },
  );

  test('a missing field is named; an address without https is warned of', async () => {
    await open();
    await stage.click('store-s3');
    await stage.click('store-try');
    expect(stage.text('store-address') + stage.root.textContent).toContain('Ghi địa chỉ đầy đủ');
    await fill({
      'store-address': 'http://10.0.0.2',
      'store-bucket': 'book',
      'store-user': 'a',
      'store-secret': 'b',
    });
    expect(stage.text('open-way')).toContain('không có https');
    expect(asked).toEqual([]);
  });

  test('wrong passphrase, wrong kit and a store that refuses say so, and nothing is lost of what was typed', async () => {
    const failures = [
      new Failure('passphrase-wrong'),
      new Failure('kit-wrong'),
      new Failure('store', 'quota'),
    ];
    const words = ['Mật khẩu chưa đúng', 'Mã khôi phục chưa đúng', 'Kho đã đầy'];
    await open({ begin: () => Promise.reject(failures.shift()) });
    await stage.click('store-folder');
    await stage.click('store-pick');
    await stage.click('sync-join');
    await fill({ 'sync-kit-field': KIT.code, 'passphrase-field': 'sai' });
    for (const word of words) {
      await stage.click('sync-begin');
      expect(stage.text('sync-failure')).toContain(word);
    }
    expect(stage.find<HTMLInputElement>('[data-part="sync-kit-field"]')?.value).toBe(KIT.code);
  });

  test('a browser without folders offers none', async () => {
    const { pick: _none, ...desk } = fakeSync(asked);
    await open({ ...desk, pick: undefined } as unknown as SyncDesk);
    expect(stage.has('store-folder')).toBe(false);
    expect(stage.has('store-s3')).toBe(true);
  });
});

describe('how it stands', () => {
  const line = () => stage.text('sync-line');
  const problem = (kind: NonNullable<SyncView['problem']>['kind']) => ({
    kind,
    since: NOW - 3_600_000,
    retryAt: NOW,
  });

  test('in step, with every device', async () => {
    await open({}, { view: STANDING });
    expect(line()).toContain('Đã khớp với cloud.hoalan.example');
    expect(stage.parts('sync-device-row').map((row) => row.textContent)).toEqual([
      'Máy ở cửa hàngMáy này',
      expect.stringContaining('Gửi lần cuối'),
    ]);
    await stage.click('sync-run');
    expect(asked).toEqual(['run']);
    expect(stage.root.textContent).not.toContain('"x"');
  });

  test('sending so many of so many', async () => {
    await open({}, { view: { ...STANDING, phase: 'working', waiting: 4000 } });
    stage.store.book = { ...stage.store.book, sync: { ...STANDING, phase: 'working', waiting: 3880 } };
    stage.store.emit();
    await stage.settle();
    expect(stage.root.textContent).toContain('Đang gửi 120 trên 4.000');
  });

  test('offline since then, with the reason; the book works on', async () => {
    await open({}, { view: { ...STANDING, phase: 'waiting', problem: problem('unreachable') } });
    expect(line()).toContain('từ hôm nay 9:32');
    expect(stage.text('sync-why')).toContain('mất mạng');
  });

  test('an emptied store is asked about, and filled only after yes', async () => {
    await open({}, { view: { ...STANDING, phase: 'waiting', problem: problem('emptied') } });
    expect(line()).toContain('có đúng kho không');
    expect(stage.has('sync-run')).toBe(false);
    await stage.click('sync-refill');
    expect(asked).toEqual(['refill']);
  });

  test('a folder whose grant is gone is resumed by one press', async () => {
    await open({}, { view: { ...STANDING, phase: 'waiting', problem: problem('paused') } });
    await stage.click('sync-resume');
    expect(asked).toEqual(['resume']);
  });

  test('stopped, and on again', async () => {
    await open({}, { view: STANDING });
    await stage.click('sync-stop');
    await open({}, { view: STANDING, chosen: { syncStopped: true } });
    expect(line()).toContain('Đang dừng');
    await stage.click('sync-go-on');
    expect(stage.host.asked).toEqual([
      'saveSettings {"syncStopped":true}',
      'saveSettings {"syncStopped":false}',
    ]);
  });

  test('turning it off says that nothing is deleted, and asks once', async () => {
    await open({}, { view: STANDING });
    await stage.click('sync-end');
    expect(stage.text('sync-ending')).toContain('còn nguyên');
    expect(asked).toEqual([]);
    await stage.click('sync-end-now');
    expect(asked).toEqual(['end']);
  });

  test('what others deleted at once is said', async () => {
    await open({}, { view: { ...STANDING, held: { at: NOW, rows: 640 } } });
    expect(stage.text('sync-held')).toContain('640');
  });
});
