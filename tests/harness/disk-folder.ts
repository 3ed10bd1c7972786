import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bytes } from '../../lib/sync/remote.ts';
import type { SyncFile, SyncFolder } from '../../lib/sync/remotes/folder.ts';

/** A picked folder as the browser gives it, over a folder of this disk. `state` plays its grant. */
export class DiskFolder implements SyncFolder {
  readonly kind = 'directory';
  readonly #path: string;
  readonly #state: { permission: PermissionState; full: boolean };

  constructor(path: string, state: { permission: PermissionState; full: boolean }) {
    this.#path = path;
    this.#state = state;
  }

  get name(): string {
    return this.#path.slice(this.#path.lastIndexOf('/') + 1);
  }

  async *entries(): AsyncIterableIterator<[string, SyncFolder | SyncFile]> {
    for (const entry of readdirSync(this.#path, { withFileTypes: true })) {
      const path = join(this.#path, entry.name);
      yield [entry.name, entry.isDirectory() ? new DiskFolder(path, this.#state) : this.#file(path)];
    }
  }

  async getDirectoryHandle(name: string, options?: { create: boolean }): Promise<SyncFolder> {
    const path = join(this.#path, name);
    if (options?.create) mkdirSync(path, { recursive: true });
    kindAt(path);
    return new DiskFolder(path, this.#state);
  }

  async getFileHandle(name: string, options?: { create: boolean }): Promise<SyncFile> {
    const path = join(this.#path, name);
    if (options?.create) writeFileSync(path, '', { flag: 'a' });
    if (kindAt(path) === 'directory') throw new DOMException('a folder', 'TypeMismatchError');
    return this.#file(path);
  }

  async removeEntry(name: string): Promise<void> {
    kindAt(join(this.#path, name));
    rmSync(join(this.#path, name), { recursive: true });
  }

  async queryPermission(): Promise<PermissionState> {
    return this.#state.permission;
  }

  #file(path: string): SyncFile {
    const state = this.#state;
    return {
      kind: 'file',
      async getFile() {
        kindAt(path);
        return Object.assign(new Blob([readFileSync(path)]), {
          lastModified: Math.floor(statSync(path).mtimeMs),
        });
      },
      async createWritable() {
        let held: Bytes = new Uint8Array();
        const stream = new WritableStream();
        return Object.assign(stream, {
          async write(bytes: Bytes) {
            if (state.full) throw new DOMException('full', 'QuotaExceededError');
            held = bytes;
          },
          async close() {
            writeFileSync(`${path}.crswap`, held);
            renameSync(`${path}.crswap`, path);
          },
        });
      },
    };
  }
}

function kindAt(path: string): 'file' | 'directory' {
  try {
    return statSync(path).isDirectory() ? 'directory' : 'file';
  } catch {
    throw new DOMException('gone', 'NotFoundError');
  }
}
