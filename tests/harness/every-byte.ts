import type { Page } from 'puppeteer';

/**
 * Everything that Beside keeps in this browser, as one text: every row of every database, both storage areas (the safe
 * copy unpacked), and every file of the private file system. Read without a line of Beside in between.
 * @param page a page of the extension's own origin.
 */
export function everyByte(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        found.push(store, await asked(rows.getAllKeys()), await asked(rows.getAll()));
      }
      database.close();
    }
    type Area = { get(key: null): Promise<Record<string, unknown>> };
    const { local, session } = (
      globalThis as unknown as { chrome: { storage: { local: Area; session: Area } } }
    ).chrome.storage;
    const areas = { ...(await local.get(null)), ...(await session.get(null)) };
    found.push(areas);
    for (const [key, value] of Object.entries(areas)) {
      if (!/^snapshot\/.*\/\d+$/.test(key)) continue;
      const packed = Uint8Array.from(atob(String(value)), (char) => char.charCodeAt(0));
      const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
      found.push(await new Response(plain).text());
    }
    const look = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        found.push(name);
        if (handle instanceof FileSystemDirectoryHandle) await look(handle);
        else found.push(await (await (handle as FileSystemFileHandle).getFile()).text());
      }
    };
    await look(await navigator.storage.getDirectory());
    return JSON.stringify(found);
  });
}
