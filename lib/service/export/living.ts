import { Failure } from '../../domain/failure.ts';
import { copiesIn, surplusCopies } from '../../domain/thinning.ts';
import type { ExportedFile, LivingNow } from '../../domain/transfer.ts';
import { copiesFollowed, countFiles, erasures } from '../../store/ledger.ts';
import {
  lastChange,
  livingState,
  readLiving,
  removeLiving,
  type LivingRow as StoredRow,
  writeLiving,
} from '../../store/living.ts';
import { type Book, withBook } from '../../store/schema.ts';
import { failureOf } from '../failure-view.ts';
import { checkBackup } from '../import/backup.ts';
import type { ExportDeps } from './desk.ts';
import { backupFile, bookFile } from './files.ts';
import { type SealKey, sealKey, unseal } from './seal.ts';

const DAY_MS = 86_400_000;

/** Every hour at most: a shop's day is a few copies, thinned to one a day. */
const EVERY_MS = 3_600_000;
export const BOOK_NAME = 'beside-book.html';
/** One writer at a time: the dashboard's worker, or the background. */
export const LIVING_LOCK = 'beside-living';

/** What of a picked folder is used: `FileSystemDirectoryHandle` is one, in the private file system too. */
export interface BackupFolder {
  readonly name: string;
  keys(): AsyncIterableIterator<string>;
  getFileHandle(
    name: string,
    options: { create: boolean },
  ): Promise<{ createWritable(): Promise<WritableStream>; getFile(): Promise<Blob> }>;
  removeEntry(name: string): Promise<void>;
  queryPermission?(options: { mode: 'readwrite' }): Promise<PermissionState>;
}

type LivingRow = StoredRow<BackupFolder>;

export interface LivingDeps extends ExportDeps {
  /** Runs the work unless another writer is at it (`navigator.locks`). */
  alone?(work: () => Promise<void>): Promise<void>;
  changed(now: LivingNow, folder: BackupFolder | null): void;
}

/** The living backup: a data file and one address book, in a folder of the user's, as often as the book changed. */
export class LivingWork {
  readonly #deps: LivingDeps;
  #busy = false;

  constructor(deps: LivingDeps) {
    this.#deps = deps;
  }

  /** Says how it stands, and writes when it is time. Called at the start and from time to time. */
  async look(): Promise<void> {
    const book = await this.#deps.book();
    const row = await readLiving<BackupFolder>(book);
    if (!row) return this.#deps.changed({ phase: 'off' }, null);
    if (this.#busy) return;
    if (!(await isGranted(row.folder))) return this.#say(row, 'paused');
    const changed = (await lastChange(book)) !== row.lastSeq;
    const due = this.#deps.now() - (row.lastAt ?? 0) >= EVERY_MS;
    // Who was erased stands in the copies until this one is written.
    const owing = (await lastErasing(book)) > 0;
    if (changed && (due || owing)) return this.write();
    this.#say(row, 'idle');
  }

  /** Begins with a folder. @param passphrase '' for copies that anybody can read. */
  async begin(folder: BackupFolder, passphrase: string): Promise<void> {
    const seal = passphrase === '' ? null : await sealKey(passphrase);
    await writeLiving(await this.#deps.book(), { folder, seal, lastAt: null, lastSeq: -1, customers: 0 });
    await this.write();
  }

  /** Writes now. A folder that may not be written any more is a state, not an error. */
  async write(): Promise<void> {
    const alone = this.#deps.alone ?? ((work: () => Promise<void>) => work());
    return alone(() => this.#write());
  }

  async #write(): Promise<void> {
    const book = await this.#deps.book();
    const row = await readLiving<BackupFolder>(book);
    if (!row || this.#busy) return;
    this.#busy = true;
    try {
      this.#say(row, 'writing');
      if (!(await isGranted(row.folder))) throw new Failure('folder-lost');
      const seq = await lastChange(book);
      const erasedAt = await lastErasing(book);
      const customers = await this.#writeFiles(book, row.folder, row.seal, erasedAt > 0);
      if (erasedAt > 0) await copiesFollowed(book, ['living'], erasedAt);
      const at = this.#deps.now();
      const next = { ...row, lastAt: at, lastSeq: seq, customers, rehearsedAt: at };
      await writeLiving(book, next);
      this.#say(next, 'idle');
    } catch (error) {
      const failure = failureOf(asFolderFailure(error));
      if (failure.code === 'folder-lost') this.#say(row, 'paused');
      else this.#deps.changed({ ...told(row, 'failed'), failure }, row.folder);
    } finally {
      this.#busy = false;
    }
  }

  /** Ends it; what lies in the folder stays there. */
  async end(): Promise<void> {
    await removeLiving(await this.#deps.book());
    this.#deps.changed({ phase: 'off' }, null);
  }

  /** @param alone older copies go: somebody stands in them who was erased. */
  async #writeFiles(book: Book, folder: BackupFolder, seal: SealKey | null, alone: boolean): Promise<number> {
    const options = { ids: null, private: false, key: seal, at: this.#deps.now(), onShare: () => undefined };
    const backup = await backupFile(book, options);
    const page = await bookFile(book, this.#deps.words, options);
    await put(folder, backup.name, backup.content);
    await put(folder, BOOK_NAME, page.content);
    // Nothing older goes before the new one was read back.
    await rehearse(folder, backup, seal);
    await countFiles(book, 'living', [backup.content, page.content], this.#deps.now());
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    const gone = alone ? copiesIn(names).filter((name) => name !== backup.name) : surplusCopies(names);
    for (const name of gone) await folder.removeEntry(name);
    return backup.customers;
  }

  #say(row: LivingRow, phase: 'idle' | 'writing' | 'paused'): void {
    this.#deps.changed(told(row, phase), row.folder);
  }
}

/** How long the book may be ahead of its backup before that is said. Milliseconds. */
export const LATE_MS = 3 * DAY_MS;

/** The backup of a book that changed since, when that is long ago; null where all is well. */
export async function lateBackup(
  book: Book,
  now: number,
): Promise<{ folder: string; lastAt: number; days: number } | null> {
  const state = await withBook(book, () => livingState(book));
  if (!state?.behind || state.lastAt === null || now - state.lastAt < LATE_MS) return null;
  const { folder, lastAt } = state;
  return { folder, lastAt, days: Math.floor((now - lastAt) / DAY_MS) };
}

function told(row: LivingRow, phase: 'idle' | 'writing' | 'paused' | 'failed') {
  const { folder, seal, lastAt, customers, rehearsedAt = null } = row;
  const sealed = seal !== null;
  return { phase, folder: folder.name, sealed, lastAt, customers, rehearsedAt, failure: null } as const;
}

async function isGranted(folder: BackupFolder): Promise<boolean> {
  return !folder.queryPermission || (await folder.queryPermission({ mode: 'readwrite' })) === 'granted';
}

/** The file appears whole or not at all: the browser swaps it in when the stream is closed. */
async function put(folder: BackupFolder, name: string, content: Blob): Promise<void> {
  const file = await folder.getFileHandle(name, { create: true });
  await content.stream().pipeTo(await file.createWritable());
}

/**
 * Reads a copy back as a restore would: opened with its key, every sum checked, everybody there.
 * @throws Failure `file-damaged`.
 */
async function rehearse(folder: BackupFolder, copy: ExportedFile, seal: SealKey | null): Promise<void> {
  const file = await (await folder.getFileHandle(copy.name, { create: false })).getFile();
  const plain = seal === null ? file : await new Response(await opened(file, seal)).blob();
  const { end } = await checkBackup(plain, () => undefined);
  if (end.customers !== copy.customers) throw new Failure('file-damaged');
}

async function opened(file: Blob, seal: SealKey): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const zip = new DecompressionStream('gzip') as TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>;
  return (await unseal(file, seal)).pipeThrough(zip);
}

/** When somebody was erased who may still stand in older copies; 0 for nobody. */
async function lastErasing(book: Book): Promise<number> {
  const owing = (await erasures(book)).filter(({ pending }) => pending.includes('living'));
  return owing[0]?.at ?? 0;
}

function asFolderFailure(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'QuotaExceededError') return new Failure('disk-full');
  return error.name === 'NotAllowedError' || error.name === 'NotFoundError'
    ? new Failure('folder-lost')
    : error;
}
