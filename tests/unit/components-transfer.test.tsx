// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Dashboard } from '../../components/dashboard.tsx';
import type { Transfer } from '../../lib/domain/transfer.ts';
import { settings } from '../gallery/host.ts';
import { type FakeTransfer, fakeTransfer, TRANSFER_STATES } from '../gallery/transfer.ts';
import { Stage } from './components-stage.tsx';

let stage: Stage;
let asked: string[];
beforeEach(() => {
  stage = new Stage('dashboard');
  asked = [];
});
afterEach(() => stage.end());

async function open(name: string, path = 'transfer', more: Partial<Transfer> = {}): Promise<void> {
  location.hash = `#/${path}`;
  const transfer = {
    ...fakeTransfer(TRANSFER_STATES[`transfer-${name}`]?.transfer as FakeTransfer, asked),
    ...more,
  };
  const chosen = settings({ language: 'vi' });
  await stage.draw(
    <Dashboard host={stage.host} settings={chosen} sites={[]} snapshot={null} transfer={transfer} />,
  );
}

test('a dry run says why rows are doubtful, and imports on one press', async () => {
  await open('ready');
  const doubts = stage.parts('doubt').map((line) => line.textContent);
  expect(doubts).toEqual([
    '0912 345 678 đang là của Nguyễn Thị Lan trong sổ',
    '0987 654 321 cũng ở dòng 31, dưới tên khác',
    'ha.pham@example.com lại là của Phạm Thu Hà',
  ]);
  await stage.click('import-start');
  expect(asked).toEqual(['start']);
});

test('another meaning of a column, or another choice, looks through the file again and writes nothing', async () => {
  await open('ready');
  await stage.choose('[data-part="import-columns"] tbody tr:nth-child(5) select', 'skip');
  expect(asked[0]).toMatch(/^look code,name,phone,tag,skip,note /);
  await stage.choose('[data-act="decide-other-name"]', 'join');
  expect(asked[1]).toContain('"other-name":"join"');
  expect(asked).toHaveLength(2);
});

test('a column that lies keeps the import shut', async () => {
  await open('lying');
  expect(stage.text('import-lying')).toContain('“Email”');
  expect(stage.button('import-start').disabled).toBe(true);
});

test('stops, goes on, and takes a finished import back', async () => {
  await open('running');
  await stage.click('import-stop');
  await open('stopped');
  expect(stage.text('import-failure')).toContain('Ổ đĩa đầy');
  await stage.click('import-resume');
  await open('done');
  await stage.click('import-undo');
  await stage.click('import-record-undo');
  expect(asked).toEqual(['stop', 'resume', 'undo job', 'undo a']);
});

test('an act that nobody made is refused', async () => {
  stage.host.mayAct = () => false;
  await open('ready');
  await stage.click('import-start');
  expect(asked).toEqual([]);
});

test('exports what was chosen: a passphrase twice the same, private fields only when asked', async () => {
  await open('empty');
  await stage.type('[data-part="export"] [data-part="passphrase-field"]', 'trà sữa');
  expect(stage.button('export').disabled).toBe(true);
  await stage.type('[data-part="export"] [data-part="passphrase-again-field"]', 'trà sữa');
  await stage.submit('export');
  expect(asked).toEqual([
    'write {"format":"backup","scope":{"kind":"all"},"private":false,"passphrase":"trà sữa"}',
    'save beside-2026-11-25-1032.json',
  ]);
  await stage.choose('[data-act="export-format"]', 'csv');
  await stage.submit('export');
  // A passphrase that was typed for another kind of file seals no table, which nobody could open.
  expect(asked[2]).toContain('"format":"csv"');
  expect(asked[2]).toContain('"passphrase":""');
});

test('from a customer’s page: that customer alone', async () => {
  await open('empty', 'customers/c1');
  const link = stage.find<HTMLAnchorElement>('[data-act="export-customer"]');
  expect(link?.getAttribute('href')).toBe('#/transfer?find=c1');
  await open('empty', 'transfer?find=c1');
  window.dispatchEvent(new Event('hashchange'));
  await stage.settle();
  await stage.submit('export');
  expect(asked[0]).toContain('"scope":{"kind":"one","id":"c1"}');
});

test('a lost grant is a pause to be resumed', async () => {
  await open('paused');
  expect(stage.text('living-now')).toContain('Tạm dừng');
  await stage.click('living-resume');
  await open('living');
  await stage.click('living-write');
  await stage.click('living-end');
  expect(asked).toEqual(['resume-living', 'write-living', 'end-living']);
});
