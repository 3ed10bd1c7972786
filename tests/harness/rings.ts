import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BookDoor } from './book.ts';
import { ownBuild } from './own-build.ts';

/**
 * What was put up is counted by a recorder in front of the background, over all its lives; what stands now is asked of
 * the browser, from a page that does not wake the background.
 */
export interface Shown {
  id: string;
  title: string;
  message: string;
}

export function recordedBuild(): string {
  const folder = ownBuild();
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    background: { service_worker: string };
  };
  const recorder = join(import.meta.dirname, '..', 'fixtures', 'flows', 'recorder.js');
  put('recorder.js', readFileSync(recorder, 'utf8'));
  put('recorded.js', `import './recorder.js';\nimport './${manifest.background.service_worker}';\n`);
  manifest.background.service_worker = 'recorded.js';
  put('manifest.json', JSON.stringify(manifest));
  return folder;
}

/** Everything that was put up since the beginning of the test, in order. */
export async function everShownTo(door: BookDoor): Promise<Shown[]> {
  return (await door.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('test-recorder', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('shown', { autoIncrement: true });
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const all = request.result.transaction('shown').objectStore('shown').getAll();
          all.onsuccess = () => {
            request.result.close();
            resolve(all.result);
          };
        };
      }),
  )) as Shown[];
}
/** Ids of what stands now; asked from a page, so that the background stays as it is. */
export const standingAt = async (door: BookDoor) =>
  (await door.page
    .evaluate('chrome.notifications.getAll()')
    .then((all) => Object.keys(all as object))) as string[];

/** Has the background look for what is due. */
export const wakeFrom = (door: BookDoor) =>
  door.page.evaluate(async () => {
    const { runtime } = (
      globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
    ).chrome;
    await runtime.sendMessage({ beside: 1, name: 'ring.look', args: {} });
  });
