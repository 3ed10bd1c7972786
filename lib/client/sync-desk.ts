import { browser } from '../browser/api.ts';
import { readBookName } from '../browser/book-name.ts';
import { patternOf } from '../browser/origin-pattern.ts';
import type { SyncDesk } from '../domain/sync-desk.ts';
import { send } from '../message/send.ts';
import { tryStore } from '../service/try-store.ts';
import { randomId } from '../store/random-id.ts';
import { type Book, openBook } from '../store/schema.ts';
import { readPicked, writePicked } from '../store/sync-book.ts';
import { FolderRemote, type SyncFolder } from '../sync/remotes/folder.ts';
import { folderPicker } from './folder-picker.ts';

/** The dashboard's side of syncing: the browser's questions are asked here, the work is the background's. */
export function connectSync(): SyncDesk {
  let opened: Promise<Book> | null = null;
  const book = (): Promise<Book> => {
    opened ??= readBookName().then((name) => openBook(name));
    return opened;
  };
  const act = async (name: 'run' | 'refill' | 'end') => void (await send('sync.act', { act: name }));
  const picker = folderPicker();
  return {
    grant: (origin) => browser.permissions.request({ origins: [patternOf(origin)] }),
    isGranted: (origin) => browser.permissions.contains({ origins: [patternOf(origin)] }),
    kit: () => send('sync.kit', {}),
    ...(picker && {
      async pick() {
        const folder = await picker();
        if (folder) await writePicked(await book(), folder);
        return folder?.name ?? null;
      },
      async resume() {
        const folder = await readPicked<FileSystemDirectoryHandle>(await book());
        const state = await folder?.requestPermission?.({ mode: 'readwrite' });
        if (state === undefined || state === 'granted') await act('run');
      },
    }),
    async test(place) {
      if (place) return send('sync.test', { place });
      const folder = await readPicked<SyncFolder>(await book());
      const now = () => Date.now();
      return folder
        ? tryStore(new FolderRemote(folder, { now }), { now, randomName: randomId })
        : { verdict: 'paused', passed: [], guards: null, skewMs: null, tookMs: 0 };
    },
    begin: (beginning) => send('sync.begin', beginning),
    run: () => act('run'),
    refill: () => act('refill'),
    end: () => act('end'),
  };
}
