import type { BulkDesk, BulkState } from '../domain/bulk.ts';
import { Failure, type FailureCode } from '../domain/failure.ts';
import type { Language, Text } from '../domain/text.ts';
import type {
  ExportDesk,
  ExportedFile,
  ExportRequest,
  FailureView,
  ImportDesk,
  ImportState,
  LivingNow,
  Transfer,
} from '../domain/transfer.ts';
import type { ExportWords } from '../service/export/columns.ts';
import { exportWords } from '../service/export/words.ts';
import { folderPicker } from './folder-picker.ts';

/**
 * The dashboard's side of its own worker: acts go there, states come back. The worker has none of the extension's API,
 * so the name of the book and the words it writes are told to it.
 */
export interface WorkerStart {
  /** Name of the database in use. */
  book: string;
  /** Name of the custom field for handles that link nobody, in the seller's language. */
  looseField: string;
  /** ISO 3166 country of telephone numbers that do not say theirs. */
  region: string;
  words: ExportWords;
}

/** What the worker writes, in the seller's language. */
export function wordsOf(t: Text, language: Language): Pick<WorkerStart, 'looseField' | 'words'> {
  return { looseField: t('import_loose'), words: exportWords(t, language) };
}

/** To the worker. */
export type Asked =
  | { ask: 'start'; start: WorkerStart }
  | { ask: 'import'; act: Exclude<keyof ImportDesk, 'watch'>; args: unknown[] }
  | { ask: 'bulk'; act: Exclude<keyof BulkDesk, 'watch'>; args: unknown[] }
  | { ask: 'export'; id: number; request: ExportRequest }
  | { ask: 'living'; act: 'look' | 'write' | 'end' }
  | { ask: 'folder'; folder: FileSystemDirectoryHandle; passphrase: string };

/** From the worker. */
export type Told =
  | { imports: ImportState }
  | { bulk: BulkState }
  | { living: LivingNow; folder: FileSystemDirectoryHandle | null }
  | { id: number; share: number }
  | { id: number; file: ExportedFile }
  | { id: number; failure: FailureView };

interface Waiting {
  onShare(share: number): void;
  done(file: ExportedFile): void;
  fail(error: unknown): void;
}

/**
 * @param makeWorker called when somebody first looks: a dashboard at another page starts no worker.
 * @param changed called after each import that changed the book.
 */
export function connectTransfer(
  makeWorker: () => Worker,
  start: () => Promise<WorkerStart>,
  changed: () => void,
): Transfer {
  const watching = new Set<(state: ImportState) => void>();
  const waiting = new Map<number, Waiting>();
  const bulkWatchers = new Set<(state: BulkState) => void>();
  let newest: ImportState | null = null;
  let bulk: BulkState | null = null;
  let port: Promise<Worker> | null = null;
  let asked = 0;
  const picker = folderPicker();
  const followers = new Set<(now: LivingNow) => void>();
  let living: LivingNow | null = null;
  let folder: FileSystemDirectoryHandle | null = null;
  const hear = (told: Told) => {
    if ('living' in told) {
      living = told.living;
      folder = told.folder;
      for (const follower of followers) follower(living);
      return;
    }
    if ('bulk' in told) {
      bulk = told.bulk;
      for (const watcher of bulkWatchers) watcher(bulk);
      return;
    }
    if ('imports' in told) {
      newest = told.imports;
      for (const watcher of watching) watcher(newest);
      if (newest.now.phase === 'done' || newest.now.phase === 'undone') changed();
      return;
    }
    const who = waiting.get(told.id);
    if ('share' in told) return who?.onShare(told.share);
    waiting.delete(told.id);
    if ('file' in told) who?.done(told.file);
    else who?.fail(new Failure(told.failure.code as FailureCode, told.failure.detail));
  };
  const connect = async (): Promise<Worker> => {
    const port = makeWorker();
    port.onmessage = ({ data }: MessageEvent<Told>) => hear(data);
    port.postMessage({ ask: 'start', start: await start() } satisfies Asked);
    return port;
  };
  const send = (message: Asked) => {
    port ??= connect();
    void port.then((port) => port.postMessage(message));
  };
  const act =
    <N extends Exclude<keyof ImportDesk, 'watch'>>(name: N) =>
    (...args: Parameters<ImportDesk[N]>) =>
      send({ ask: 'import', act: name, args });
  const bulkAct =
    <N extends Exclude<keyof BulkDesk, 'watch'>>(name: N) =>
    (...args: Parameters<BulkDesk[N]>) =>
      send({ ask: 'bulk', act: name, args });
  return {
    bulk: {
      watch(onState) {
        bulkWatchers.add(onState);
        if (bulk) onState(bulk);
        port ??= connect();
        return () => void bulkWatchers.delete(onState);
      },
      start: bulkAct('start'),
      stop: bulkAct('stop'),
      resume: bulkAct('resume'),
      close: bulkAct('close'),
      undo: bulkAct('undo'),
    },
    imports: {
      watch(onState) {
        watching.add(onState);
        if (newest) onState(newest);
        port ??= connect();
        return () => void watching.delete(onState);
      },
      open: act('open'),
      unseal: act('unseal'),
      look: act('look'),
      start: act('start'),
      stop: act('stop'),
      resume: act('resume'),
      close: act('close'),
      undo: act('undo'),
    },
    exports: {
      write: (request, onShare) =>
        new Promise((done, fail) => {
          asked += 1;
          waiting.set(asked, { onShare, done, fail });
          send({ ask: 'export', id: asked, request });
        }),
      save: saveFile,
    },
    living: {
      watch(onNow) {
        followers.add(onNow);
        if (living) onNow(living);
        port ??= connect();
        return () => void followers.delete(onNow);
      },
      pick:
        picker &&
        (async (passphrase) => {
          const picked = await picker();
          if (picked) send({ ask: 'folder', folder: picked, passphrase });
          return picked !== null;
        }),
      async resume() {
        const state = await folder?.requestPermission?.({ mode: 'readwrite' });
        if (state === 'granted') send({ ask: 'living', act: 'write' });
      },
      write: () => send({ ask: 'living', act: 'write' }),
      end: () => send({ ask: 'living', act: 'end' }),
    },
  };
}

/** Long enough for the browser to have begun the download. */
const KEPT_MS = 60_000;

/** Hands a file to the browser's downloads. */
const saveFile: ExportDesk['save'] = ({ name, content }) => {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
};
