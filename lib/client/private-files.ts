import { Failure } from '../domain/failure.ts';

const FOLDER = 'imports';

const isFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError';

const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotFoundError';

async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
}

/**
 * The browser's private file system: a copy of the file lies there while its import is open, so that it can go on
 * after the browser was closed. It is taken away when the import is done or given up.
 */
export const privateFiles = {
  async keep(id: string, file: Blob): Promise<void> {
    try {
      const handle = await (await folder()).getFileHandle(id, { create: true });
      await file.stream().pipeTo(await handle.createWritable());
    } catch (error) {
      throw isFull(error) ? new Failure('disk-full') : error;
    }
  },
  async find(id: string): Promise<Blob | null> {
    try {
      return await (await (await folder()).getFileHandle(id)).getFile();
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
  async sweep(kept: readonly string[]): Promise<void> {
    const here = await folder();
    const names: string[] = [];
    for await (const name of here.keys()) names.push(name);
    for (const name of names) if (!kept.includes(name)) await here.removeEntry(name);
  },
  async drop(id: string): Promise<void> {
    try {
      await (await folder()).removeEntry(id);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  },
};
