import {
  type Bytes,
  type Capabilities,
  type GetOptions,
  type Got,
  type Listed,
  OBJECT_LIMIT,
  type PutOptions,
  type Remote,
  RemoteError,
  type RemoteErrorKind,
} from '../remote.ts';
import { isOurName, isRested } from './names.ts';

/** What of a picked folder is used: `FileSystemDirectoryHandle` is one, in the private file system too. */
export interface SyncFolder {
  readonly name: string;
  entries(): AsyncIterableIterator<[string, SyncFolder | SyncFile]>;
  getDirectoryHandle(name: string, options?: { create: boolean }): Promise<SyncFolder>;
  getFileHandle(name: string, options?: { create: boolean }): Promise<SyncFile>;
  removeEntry(name: string): Promise<void>;
  queryPermission?(options: { mode: 'readwrite' }): Promise<PermissionState>;
}
export interface SyncFile {
  readonly kind: 'file' | 'directory';
  getFile(): Promise<Blob & { readonly lastModified: number }>;
  createWritable(): Promise<WritableStream & { write(bytes: Bytes): Promise<void>; close(): Promise<void> }>;
}

const BY_NAME: Record<string, RemoteErrorKind> = {
  NotAllowedError: 'paused',
  SecurityError: 'paused',
  NotFoundError: 'notFound',
  QuotaExceededError: 'quota',
  // It changed while it was read, or something else holds it: later.
  NotReadableError: 'unreachable',
  NoModificationAllowedError: 'unreachable',
  InvalidStateError: 'unreachable',
  TypeMismatchError: 'broken',
};

/**
 * A folder that the user picked, which a program of theirs (Drive, Dropbox, Syncthing) or a network drive carries to
 * the other devices. A file appears whole or not at all: the browser swaps it in when the stream is closed.
 */
export class FolderRemote implements Remote {
  readonly #folder: SyncFolder;
  readonly #now: () => number;
  readonly #onBytes: (sent: number, received: number) => void;
  readonly capabilities: Capabilities = { kind: 'folder', etags: true, skewMs: null };

  constructor(
    folder: SyncFolder,
    options: { now(): number; onBytes?(sent: number, received: number): void },
  ) {
    this.#folder = folder;
    this.#now = options.now;
    this.#onBytes = options.onBytes ?? (() => undefined);
  }

  list(path: string): Promise<Listed[]> {
    return this.#guard(async () => {
      const folder = await this.#open(path, false).catch(absent);
      if (folder === null) return [];
      const found: Listed[] = [];
      for await (const [name, entry] of folder.entries()) {
        if (!isOurName(name)) continue;
        if (!isFile(entry)) {
          found.push({ path: `${path}${name}/`, size: 0, etag: null });
          continue;
        }
        // One that was taken away meanwhile is not there.
        const file = await entry.getFile().catch(absent);
        if (file) found.push({ path: path + name, size: file.size, etag: this.#tag(file) });
      }
      return found;
    });
  }

  get(path: string, { ifNoneMatch, limit = OBJECT_LIMIT }: GetOptions = {}): Promise<Got> {
    return this.#guard(async () => {
      const folder = await this.#open(path.slice(0, path.lastIndexOf('/') + 1), false);
      const file = await (await folder.getFileHandle(nameOf(path))).getFile();
      if (file.size > limit) throw new RemoteError('tooLarge');
      const etag = this.#tag(file);
      if (ifNoneMatch !== undefined && ifNoneMatch === etag) return { bytes: null, etag };
      const bytes = new Uint8Array(await file.arrayBuffer());
      this.#onBytes(0, bytes.length);
      return { bytes, etag };
    });
  }

  put(path: string, bytes: Bytes, { ifAbsent = false }: PutOptions = {}): Promise<'stored' | 'existed'> {
    return this.#guard(async () => {
      if (bytes.length > OBJECT_LIMIT) throw new RemoteError('tooLarge');
      const folder = await this.#open(path.slice(0, path.lastIndexOf('/') + 1), true);
      if (ifAbsent && (await folder.getFileHandle(nameOf(path)).catch(absent)) !== null) return 'existed';
      const file = await folder.getFileHandle(nameOf(path), { create: true });
      const stream = await file.createWritable();
      await stream.write(bytes);
      await stream.close();
      this.#onBytes(bytes.length, 0);
      return 'stored';
    });
  }

  remove(path: string): Promise<void> {
    return this.#guard(async () => {
      const folder = await this.#open(path.slice(0, path.lastIndexOf('/') + 1), false).catch(absent);
      await folder?.removeEntry(nameOf(path)).catch(absent);
    });
  }

  async #open(path: string, create: boolean): Promise<SyncFolder> {
    let folder = this.#folder;
    for (const name of path.split('/').slice(0, -1))
      folder = await folder.getDirectoryHandle(name, { create });
    return folder;
  }

  #tag(file: { size: number; lastModified: number }): string | null {
    return isRested(file.lastModified, this.#now()) ? `${file.lastModified}-${file.size}` : null;
  }

  /** @throws RemoteError `paused` when the folder may not be written any more; whatever else the disk says, by its name. */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    const granted = (await this.#folder.queryPermission?.({ mode: 'readwrite' })) ?? 'granted';
    if (granted !== 'granted') throw new RemoteError('paused');
    try {
      return await work();
    } catch (error) {
      if (error instanceof DOMException) throw new RemoteError(BY_NAME[error.name] ?? 'unreachable');
      throw error;
    }
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const isFile = (entry: SyncFolder | SyncFile): entry is SyncFile => 'kind' in entry && entry.kind === 'file';

/** For `catch`: what is not there is null, everything else fails as before. */
function absent(error: unknown): null {
  if (error instanceof DOMException && error.name === 'NotFoundError') return null;
  throw error;
}
