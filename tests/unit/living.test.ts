import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KEEP, surplusCopies } from '../../lib/domain/thinning.ts';
import type { LivingNow } from '../../lib/domain/transfer.ts';
import { fileName } from '../../lib/service/export/files.ts';
import { type BackupFolder, BOOK_NAME, LivingWork } from '../../lib/service/export/living.ts';
import { readLedger } from '../../lib/store/ledger.ts';
import { importInto, WORDS } from './import-fixture.ts';
import { contentOf, START, testBook } from './store-fixture.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

describe('thinning', () => {
  const nightly = (days: number) =>
    Array.from({ length: days }, (_, day) => fileName(START - day * DAY, day % 2 ? 'json' : 'beside'));

  test('keeps the last days, the newest of the last weeks and months, and strangers', () => {
    const names = [...nightly(500), BOOK_NAME, 'beside-2026-1-1-0900.json', 'khach.csv'];
    const gone = surplusCopies(names);
    const kept = names.filter((name) => !gone.includes(name));
    expect(kept.slice(0, KEEP.days)).toEqual(nightly(KEEP.days));
    expect(kept).toEqual(expect.arrayContaining([BOOK_NAME, 'khach.csv', 'beside-2026-1-1-0900.json']));
    const copies = kept.length - 3;
    expect(copies).toBeGreaterThan(KEEP.months);
    expect(copies).toBeLessThanOrEqual(KEEP.days + KEEP.weeks + KEEP.months);
  });

  test('of any folder: the newest stays, thinning twice takes nothing more, order does not matter', () => {
    const minute = fc
      .integer({ min: 0, max: 900 * 24 * 60 })
      .map((at) => fileName(START - at * 60_000, 'json'));
    const folders = fc.uniqueArray(minute, { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(folders, (names) => {
        const gone = new Set(surplusCopies(names));
        const kept = names.filter((name) => !gone.has(name));
        expect(kept).toContain([...names].sort().at(-1));
        expect(kept.length).toBeLessThanOrEqual(KEEP.days + KEEP.weeks + KEEP.months);
        expect(surplusCopies(kept)).toEqual([]);
        expect(new Set(surplusCopies([...names].reverse()))).toEqual(gone);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

/** A folder in memory; its grant can be lost, its disk can fill. */
class MemoryFolder implements BackupFolder {
  readonly name = 'Sao lưu';
  static files = new Map<string, Blob>();
  static state: PermissionState = 'granted';
  static full = false;
  /** The disk loses the end of what is written. */
  static torn = false;
  async *keys() {
    yield* MemoryFolder.files.keys();
  }
  async queryPermission() {
    return MemoryFolder.state;
  }
  async removeEntry(name: string) {
    MemoryFolder.files.delete(name);
  }
  async getFileHandle(name: string) {
    return {
      getFile: async () => {
        const file = MemoryFolder.files.get(name)!;
        return MemoryFolder.torn ? file.slice(0, file.size - 20) : file;
      },
      createWritable: async () => {
        const pieces: BlobPart[] = [];
        return new WritableStream({
          write(piece) {
            if (MemoryFolder.full) throw new DOMException('full', 'QuotaExceededError');
            pieces.push(piece);
          },
          close: () => void MemoryFolder.files.set(name, new Blob(pieces)),
        });
      },
    };
  }
}

async function living() {
  MemoryFolder.files = new Map();
  MemoryFolder.state = 'granted';
  MemoryFolder.full = false;
  const driven = await testBook();
  // A real folder can be kept in the database; this one is put back after reading.
  const folder = new MemoryFolder();
  driven.book.table('meta').hook('reading', (row) => (row?.key === 'living' ? { ...row, folder } : row));
  driven.book.table('meta').hook('creating', (_id, row) => {
    if (row.key === 'living') row.folder = 'a folder';
  });
  driven.book
    .table('meta')
    .hook('updating', (changes) =>
      Object.keys(changes).some((name) => name.startsWith('folder')) ? { folder: 'a folder' } : undefined,
    );
  const clock = { now: START };
  const told: LivingNow[] = [];
  const work = new LivingWork({
    book: async () => driven.book,
    now: () => clock.now,
    words: WORDS,
    changed: (now) => void told.push(now),
  });
  return { ...driven, clock, told, work, folder, files: MemoryFolder.files };
}

describe('the living backup', () => {
  test('writes a data file that restores the book, and the address book; again when the book changed', async () => {
    const { book, run, work, folder, files, clock, told } = await living();
    await run('customer.save', {
      set: { name: 'Lan', fields: { 'private.CCCD': '012345678901' } },
      keys: ['email:a@b.vn'],
    });
    await work.begin(folder, '');
    const name = fileName(START, 'json');
    expect([...files.keys()].sort()).toEqual([name, BOOK_NAME].sort());
    expect(told.at(-1)).toMatchObject({ phase: 'idle', customers: 1, sealed: false, lastAt: START });
    for (const file of files.values()) expect(await file.text()).not.toContain('012345678901');
    const { book: anew } = await testBook();
    await importInto(anew).bring(new File([files.get(name)!], name));
    expect((await contentOf(anew)).interactions).toEqual((await contentOf(book)).interactions);
    expect(await anew.customers.count()).toBe(1);

    clock.now += 2 * HOUR;
    await work.look();
    expect(files.has(name)).toBe(true);
    await run('customer.save', { set: { name: 'Hoa' } });
    await work.look();
    // A newer copy of the same day takes the place of the former.
    const later = fileName(START + 2 * HOUR, 'json');
    expect([...files.keys()].sort()).toEqual([later, BOOK_NAME].sort());
    await run('customer.save', { set: { name: 'Mai' } });
    clock.now += HOUR / 2;
    await work.look();
    expect(files.has(later)).toBe(true);
    clock.now += DAY;
    await work.look();
    expect(files.size).toBe(3);
  });

  test('a passphrase seals both files', async () => {
    const { run, work, folder, files, told } = await living();
    await run('customer.save', { set: { name: 'Nguyễn Bí Mật' } });
    await work.begin(folder, 'trà sữa');
    expect(told.at(-1)).toMatchObject({ phase: 'idle', sealed: true });
    expect([...files.keys()]).toContain(fileName(START, 'beside'));
    for (const file of files.values()) expect(await file.text()).not.toContain('Bí Mật');
  });

  test('a lost grant is a pause, a full disk is said, and both go on', async () => {
    const { run, work, folder, files, clock, told } = await living();
    await run('customer.save', { set: { name: 'Lan' } });
    await work.begin(folder, '');
    await run('customer.save', { set: { name: 'Hoa' } });
    clock.now += 2 * HOUR;
    MemoryFolder.state = 'prompt';
    await work.look();
    expect(told.at(-1)).toMatchObject({ phase: 'paused', failure: null });
    expect(files.size).toBe(2);
    MemoryFolder.state = 'granted';
    MemoryFolder.full = true;
    await work.write();
    expect(told.at(-1)).toMatchObject({ phase: 'failed', failure: { code: 'disk-full' } });
    MemoryFolder.full = false;
    await work.write();
    expect(told.at(-1)).toMatchObject({ phase: 'idle', customers: 2 });
    await work.end();
    expect(told.at(-1)).toEqual({ phase: 'off' });
    expect([...files.keys()]).toContain(fileName(START + 2 * HOUR, 'json'));
  });

  test('reads back what it wrote: a copy that is not whole is said, and no older one goes for it', async () => {
    const { book, run, work, folder, files, clock, told } = await living();
    await run('customer.save', { set: { name: 'Lan' } });
    await work.begin(folder, 'trà sữa');
    expect(told.at(-1)).toMatchObject({ phase: 'idle', rehearsedAt: START });
    const first = fileName(START, 'beside');
    await run('customer.save', { set: { name: 'Hoa' } });
    clock.now += 2 * HOUR;
    MemoryFolder.torn = true;
    await work.write();
    expect(told.at(-1)).toMatchObject({
      phase: 'failed',
      failure: { code: 'file-damaged' },
      rehearsedAt: START,
    });
    expect([...files.keys()]).toContain(first);
    MemoryFolder.torn = false;
    await work.write();
    expect(told.at(-1)).toMatchObject({ phase: 'idle', rehearsedAt: START + 2 * HOUR });
    expect((await readLedger(book)).files.living).toMatchObject({ files: 4 });
  });

  test('after an erasing it writes at once, and no copy from before stays', async () => {
    const { book, run, work, folder, files, clock } = await living();
    const lan = (await run('customer.save', { set: { name: 'Lan Đã Xoá' } })).id!;
    await run('customer.save', { set: { name: 'Hoa' } });
    await work.begin(folder, '');
    for (const day of [40, 10, 3]) files.set(fileName(START - day * DAY, 'json'), new Blob(['Lan Đã Xoá']));
    files.set('của tôi.txt', new Blob(['Lan Đã Xoá']));
    await run('customer.erase', { id: lan });
    expect((await readLedger(book)).erased[0]!.pending).toContain('living');
    clock.now += 60_000;
    await work.look();
    const copy = fileName(START + 60_000, 'json');
    expect([...files.keys()].sort()).toEqual([copy, BOOK_NAME, 'của tôi.txt'].sort());
    for (const name of [copy, BOOK_NAME]) expect(await files.get(name)!.text()).not.toContain('Lan Đã Xoá');
    expect((await readLedger(book)).erased[0]!.pending).not.toContain('living');
  });
});
