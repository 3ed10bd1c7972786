import { Failure } from '../../domain/failure.ts';
import { surplusCopies } from '../../domain/thinning.ts';
import type { LivingNow } from '../../domain/transfer.ts';
import {
  lastChange,
  readLiving,
  removeLiving,
  type LivingRow as StoredRow,
  writeLiving,
} from '../../store/living.ts';
import type { Book } from '../../store/schema.ts';
import { failureOf } from '../failure-view.ts';
import type { ExportDeps } from './desk.ts';
import { backupFile, bookFile } from './files.ts';
import { type SealKey, sealKey } from './seal.ts';

/** Every hour at most: a shop's day is a few copies, thinned to one a day. */
const EVERY_MS = 3_600_000;
export const BOOK_NAME = 'beside-book.html';

/** What of a picked folder is used: `FileSystemDirectoryHandle` is one, in the private file system too. */
export interface BackupFolder {
  readonly name: string;
  keys(): AsyncIterableIterator<string>;
  getFileHandle(
    name: string,
    options: { create: boolean },
  ): Promise<{ createWritable(): Promise<WritableStream> }>;
  removeEntry(name: string): Promise<void>;
  queryPermission?(options: { mode: 'readwrite' }): Promise<PermissionState>;
}

type LivingRow = StoredRow<BackupFolder>;

export interface LivingDeps extends ExportDeps {
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
    if (changed && due) return this.write();
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
    const book = await this.#deps.book();
    const row = await readLiving<BackupFolder>(book);
    if (!row || this.#busy) return;
    this.#busy = true;
    try {
      this.#say(row, 'writing');
      if (!(await isGranted(row.folder))) throw new Failure('folder-lost');
      const seq = await lastChange(book);
      const customers = await this.#writeFiles(book, row.folder, row.seal);
      const next = { ...row, lastAt: this.#deps.now(), lastSeq: seq, customers };
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

  async #writeFiles(book: Book, folder: BackupFolder, seal: SealKey | null): Promise<number> {
    const options = { ids: null, private: false, key: seal, at: this.#deps.now(), onShare: () => undefined };
    const backup = await backupFile(book, options);
    const page = await bookFile(book, this.#deps.words, options);
    await put(folder, backup.name, backup.content);
    await put(folder, BOOK_NAME, page.content);
    const names: string[] = [];
    for await (const name of folder.keys()) names.push(name);
    for (const name of surplusCopies(names)) await folder.removeEntry(name);
    return backup.customers;
  }

  #say(row: LivingRow, phase: 'idle' | 'writing' | 'paused'): void {
    this.#deps.changed(told(row, phase), row.folder);
  }
}

function told(row: LivingRow, phase: 'idle' | 'writing' | 'paused' | 'failed') {
  const { folder, seal, lastAt, customers } = row;
  return { phase, folder: folder.name, sealed: seal !== null, lastAt, customers, failure: null } as const;
}

async function isGranted(folder: BackupFolder): Promise<boolean> {
  return !folder.queryPermission || (await folder.queryPermission({ mode: 'readwrite' })) === 'granted';
}

/** The file appears whole or not at all: the browser swaps it in when the stream is closed. */
async function put(folder: BackupFolder, name: string, content: Blob): Promise<void> {
  const file = await folder.getFileHandle(name, { create: true });
  await content.stream().pipeTo(await file.createWritable());
}

function asFolderFailure(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'QuotaExceededError') return new Failure('disk-full');
  return error.name === 'NotAllowedError' || error.name === 'NotFoundError'
    ? new Failure('folder-lost')
    : error;
}
