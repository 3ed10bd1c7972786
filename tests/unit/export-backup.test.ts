import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExportRequest } from '../../lib/domain/transfer.ts';
import { exportFile } from '../../lib/service/export/desk.ts';
import type { Book } from '../../lib/store/schema.ts';
import { importInto, memoryFiles, WORDS } from './import-fixture.ts';
import { contentOf, dueAt, logArgs, START, testBook } from './store-fixture.ts';

const ALL: ExportRequest = { format: 'backup', scope: { kind: 'all' }, private: false, passphrase: '' };

async function livedIn() {
  const driven = await testBook();
  const { run } = driven;
  const lan = (
    await run('customer.save', { set: { name: 'Lan', fields: { size: 'M' } }, keys: ['email:a@b.vn'] })
  ).id!;
  const hoa = (await run('customer.save', { set: { name: 'Hoa' }, keys: ['tel:+84912345678'] })).id!;
  const gone = (await run('customer.save', { set: { name: 'Đã xoá' } })).id!;
  await run('tag.save', { id: 'vip', name: 'VIP', colour: 'red', position: 0 });
  await run('tag.put', { tag: 'vip', customers: [lan], on: true });
  await run('interaction.log', logArgs([lan, hoa], 't1', 'm1'));
  await run('note.add', { customer: lan, text: 'ghi chú\nhai dòng' });
  await run('reminder.set', { customer: lan, title: 'gọi', due: dueAt(START), thread: null });
  await run('order.record', {
    customer: hoa,
    site: 'woocommerce',
    order: '7',
    number: '#7',
    total: 5,
    currency: 'VND',
    status: 'new',
    thread: null,
  });
  await run('neverLog.add', { rule: 'domain:spam.example', label: '@spam.example' });
  await run('customer.delete', { id: gone });
  await run('customer.save', { id: lan, set: { about: 'sửa sau' } });
  return { ...driven, lan, hoa };
}

const out = (book: Book, request: Partial<ExportRequest> = {}) =>
  exportFile(
    { book: async () => book, now: () => START, words: WORDS },
    { ...ALL, ...request },
    () => undefined,
  );
const fileOf = (content: Blob, name = 'beside.json') => new File([content], name);

describe('a backup', () => {
  test('restored into an empty book equals its source, fact for fact', async () => {
    const { book } = await livedIn();
    const { content, customers } = await out(book);
    expect(customers).toBe(2);
    JSON.parse(await content.text());
    const { book: anew } = await testBook();
    const desk = importInto(anew);
    expect(await desk.look(fileOf(content))).toMatchObject({
      kind: 'backup',
      exact: true,
      counts: { new: 2 },
    });
    await desk.work.start();
    expect(desk.now).toMatchObject({ phase: 'done' });
    expect(await contentOf(anew)).toEqual(await contentOf(book));
    // Stamps too, but for what a device derives: the next edit must win or lose as it would have.
    const stamps = async (of: Book) =>
      (await of.customers.toArray()).map(({ id, stamp, stamps }) => [id, stamp, stamps]);
    expect(await stamps(anew)).toEqual(await stamps(book));
    const [was, is] = await Promise.all([book.meta.get('state'), anew.meta.get('state')]);
    expect(is).toMatchObject({ nextCode: was?.nextCode, clock: was?.clock });
  });

  test('holds no deleted customer and no private field', async () => {
    const { book, run, lan } = await livedIn();
    await run('customer.save', { id: lan, set: { fields: { 'private.CCCD': '012345678901' } } });
    const text = await (await out(book)).content.text();
    for (const secret of ['Đã xoá', 'CCCD', '012345678901']) expect(text).not.toContain(secret);
    expect(text).toContain('"size":"M"');
    expect(await (await out(book, { private: true })).content.text()).toContain('012345678901');
  });

  test('of some customers names nobody else', async () => {
    const { book, lan, hoa } = await livedIn();
    const { content, customers } = await out(book, { scope: { kind: 'some', text: '', tags: ['vip'] } });
    expect(customers).toBe(1);
    const text = await content.text();
    expect(text).toContain(lan);
    expect(text).not.toContain(hoa);
    expect(text).not.toContain('Hoa');
    const { book: anew, ask } = await testBook();
    await importInto(anew).bring(fileOf(content));
    expect(await ask('customer', { id: lan })).toMatchObject({
      customer: { name: 'Lan', keys: ['email:a@b.vn'], tags: ['vip'], contactCount: 1 },
      notes: [{ text: 'ghi chú\nhai dòng' }],
      reminders: [{ title: 'gọi' }],
    });
  });

  test('of some customers leaves out what the book alone makes of them', async () => {
    const { book, run, lan } = await livedIn();
    await run('tag.save', { id: 'vip', cadence: { days: 14, time: '09:00', zone: 'Asia/Ho_Chi_Minh' } });
    const hello = { id: 'hello', phase: 'before', trigger: 'joined', days: 0, title: 'Chào khách', text: '' };
    const steps = [{ ...hello, channel: '' }] as never;
    await run('playbook.save', { id: 'p', on: true, past: true, steps, zone: 'Asia/Ho_Chi_Minh' });
    await run('playbook.plan', { customers: [lan] });
    await run('reminder.move', { id: `play:p/${lan}/1:hello`, due: dueAt(START + 9e6) });
    expect((await book.reminders.toArray()).map(({ id }) => id.slice(0, 5)).sort()).toEqual(
      expect.arrayContaining(['keep:', 'play:']),
    );
    const { content } = await out(book, { scope: { kind: 'some', text: '', tags: ['vip'] } });
    const text = await content.text();
    expect(text).toContain('"gọi"');
    for (const made of ['keep:', 'play:', 'Chào khách']) expect(text).not.toContain(made);
  });

  test('into a book that is not empty brings back what is missing, leaves what is there, and is undone as one', async () => {
    const { book, run, lan, hoa } = await livedIn();
    const { content } = await out(book);
    await run('customer.save', { id: lan, set: { name: 'Lan Anh' } });
    await run('customer.delete', { id: hoa });
    await run('customer.save', { id: 'new', set: { name: 'Mai' }, keys: ['tel:+84912345678'] });
    const before = await contentOf(book);
    const desk = importInto(book);
    const progress = await desk.bring(fileOf(content));
    expect(progress.counts).toMatchObject({ same: 1, doubtful: 1, new: 0 });
    expect(progress.doubtful).toMatchObject([{ name: 'Hoa', doubts: [{ holder: 'Mai' }] }]);
    expect(await book.customers.get(lan)).toMatchObject({ name: 'Lan Anh' });
    expect(await book.customers.get(hoa)).toMatchObject({ name: 'Hoa', keys: [] });
    await desk.work.undo(desk.records[0]!.id);
    expect(await contentOf(book)).toEqual(before);
  });

  test('one flipped byte, anywhere, and nothing is restored', async () => {
    const { book } = await livedIn();
    const bytes = new Uint8Array(await (await out(book)).content.arrayBuffer());
    const { book: anew } = await testBook();
    const before = await contentOf(anew);
    const flip = async (at: number, bit: number) => {
      const damaged = bytes.slice();
      damaged[at]! ^= 1 << bit;
      const desk = importInto(anew);
      await desk.work.open(fileOf(new Blob([damaged])));
      expect(desk.now.phase).toBe('failed');
      expect(await contentOf(anew)).toEqual(before);
    };
    const where = fc.integer({ min: '{"format":"beside-backup"'.length, max: bytes.length - 2 });
    await fc.assert(fc.asyncProperty(where, fc.integer({ min: 0, max: 6 }), flip), { numRuns: 120, seed: 7 });
  });

  test.each([
    ['a newer version', (text: string) => text.replace('"v":1', '"v":2'), 'file-newer'],
    ['a file that was cut off', (text: string) => text.slice(0, text.length / 2), 'file-damaged'],
    ['a part that is gone', (text: string) => text.split('\n').toSpliced(1, 1).join('\n'), 'file-damaged'],
    ['two parts that changed places', (text: string) => swapped(text), 'file-damaged'],
  ])('%s', async (_what, change, code) => {
    const { book } = await livedIn();
    const text = await (await out(book)).content.text();
    const { book: anew } = await testBook();
    const desk = importInto(anew);
    await desk.work.open(fileOf(new Blob([change(text)])));
    expect(desk.now).toMatchObject({ phase: 'failed', failure: { code } });
    expect(await anew.customers.count()).toBe(0);
  });

  test('a disk that fills in the middle of a restore says so, and it goes on later', async () => {
    const { book, run } = await testBook();
    for (let page = 0; page < 3; page++) {
      const rows = Array.from({ length: 500 }, (_, i) => ({
        table: 'customers' as const,
        id: `c${page}-${i}`,
        fields: { name: `Khách ${page} ${i}` },
      }));
      await run('import.rows', { rows, from: 'x' });
    }
    const { content } = await out(book);
    const { book: anew } = await testBook();
    const desk = importInto(anew, memoryFiles());
    await desk.look(fileOf(content));
    let full = true;
    anew.customers.hook('creating', (id) => {
      if (full && String(id).startsWith('c1-2')) throw new DOMException('full', 'QuotaExceededError');
    });
    await desk.work.start();
    expect(desk.now).toMatchObject({ phase: 'stopped', failure: { code: 'disk-full' } });
    expect(await anew.customers.count()).toBe(500);
    full = false;
    await desk.work.resume();
    expect(desk.now).toMatchObject({ phase: 'done' });
    // Chunks fill in the order of arrival, which is that of the ids here.
    const names = async (of: Book) =>
      (await of.customers.toArray()).map(({ id, name, code }) => [id, name, code]);
    expect(await names(anew)).toEqual(await names(book));
  });

  test('the example of version 1 is still read', async () => {
    const example = readFileSync(new URL('../fixtures/format/backup-v1.json', import.meta.url));
    const { book, ask } = await testBook();
    await importInto(book).bring(fileOf(new Blob([example])));
    expect(await ask('search', { text: 'lan', limit: 3 })).toMatchObject([
      { customer: { name: 'Nguyễn Thị Lan', code: 'KH-0001', keys: ['email:lan@example.com'] } },
    ]);
    expect(await book.orders.count()).toBe(1);
    expect(await book.meta.get('state')).toMatchObject({ nextCode: 3 });
  });
});

describe('a sealed backup', () => {
  test('opens with its passphrase alone', async () => {
    const { book } = await livedIn();
    const { content, name } = await out(book, { passphrase: 'trà sữa 2026' });
    expect(name).toMatch(/\.beside$/);
    expect(await content.text()).not.toContain('Lan');
    const { book: anew } = await testBook();
    const desk = importInto(anew);
    await desk.work.open(fileOf(content, name));
    expect(desk.now).toMatchObject({ phase: 'sealed', wrong: false });
    await desk.work.unseal('trà sữa');
    expect(desk.now).toMatchObject({ phase: 'sealed', wrong: true });
    await desk.work.unseal('trà sữa 2026');
    expect(desk.now).toMatchObject({ phase: 'ready', look: { exact: true } });
    await desk.work.start();
    expect(await contentOf(anew)).toEqual(await contentOf(book));
  });

  test('one flipped byte and nothing is restored', async () => {
    const { book } = await livedIn();
    const bytes = new Uint8Array(await (await out(book, { passphrase: 'x' })).content.arrayBuffer());
    const { book: anew } = await testBook();
    for (const at of [40, 120, 300, bytes.length - 400, bytes.length - 1]) {
      const damaged = bytes.slice();
      damaged[at]! ^= 4;
      const desk = importInto(anew);
      await desk.work.open(fileOf(new Blob([damaged])));
      if (desk.now.phase === 'sealed') await desk.work.unseal('x');
      expect(desk.now.phase === 'failed' || (desk.now.phase === 'sealed' && desk.now.wrong)).toBe(true);
    }
    expect(await anew.customers.count()).toBe(0);
  });
});

function swapped(text: string): string {
  const lines = text.split('\n');
  const [one, two] = [lines[1]!, lines[2]!];
  return [lines[0], two.replace(/^,/, ''), `,${one}`, ...lines.slice(3)].join('\n');
}
