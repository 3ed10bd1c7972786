import { Failure } from '../domain/failure.ts';
import type { ImportState } from '../domain/transfer.ts';
import { exportFile } from '../service/export/desk.ts';
import { type BackupFolder, LIVING_LOCK, LivingWork } from '../service/export/living.ts';
import { failureOf } from '../service/failure-view.ts';
import { ImportWork } from '../service/import/desk.ts';
import { type Book, openBook } from '../store/schema.ts';
import { privateFiles } from './private-files.ts';
import type { Asked, Told, WorkerStart } from './transfer-port.ts';

/** One named lock over all writers of the book, wherever they run. */
const BOOK_LOCK = 'beside-book';
const JOB_LOCK = 'beside-transfer';
/** How often the living backup is looked at. */
const LOOK_MS = 300_000;

/** What of a worker's own scope is used here. */
interface Scope {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(told: Told): void;
}

/** Starts the dashboard's worker: long jobs run here, with the command code that everybody runs. */
export function serveTransfer(port: Scope): void {
  let work: ImportWork | null = null;
  let started: WorkerStart | null = null;
  let living: LivingWork | null = null;
  let book: () => Promise<Book> = () => Promise.reject(new Failure('unreachable'));
  port.onmessage = ({ data }) => {
    if (data.ask === 'start') {
      started = data.start;
      book = openedOnce(data.start.book);
      work = createWork(data.start, book, (imports) => port.postMessage({ imports }));
      void work.begin();
      living = new LivingWork({
        book,
        now: () => Date.now(),
        words: started.words,
        alone: (work) =>
          navigator.locks.request(LIVING_LOCK, { ifAvailable: true }, (lock) =>
            lock ? work() : undefined,
          ) as Promise<void>,
        changed: (now, folder) =>
          port.postMessage({ living: now, folder: folder as FileSystemDirectoryHandle | null }),
      });
      const look = () => void living?.look().catch(() => undefined);
      look();
      setInterval(look, LOOK_MS);
    } else if (data.ask === 'folder') {
      void living?.begin(data.folder as unknown as BackupFolder, data.passphrase);
    } else if (data.ask === 'living') {
      void living?.[data.act]();
    } else if (data.ask === 'export' && started) {
      const { id, request } = data;
      const deps = { book, now: () => Date.now(), words: started.words };
      exportFile(deps, request, (share) => port.postMessage({ id, share })).then(
        (file) => port.postMessage({ id, file }),
        (error: unknown) => port.postMessage({ id, failure: failureOf(error) }),
      );
    } else if (work && data.ask === 'import') {
      const act = work[data.act] as (...args: unknown[]) => unknown;
      void act.apply(work, data.args);
    }
  };
}

function openedOnce(name: string): () => Promise<Book> {
  let opened: Promise<Book> | null = null;
  return () => {
    opened ??= openBook(name);
    // A failed opening is tried again.
    opened.catch(() => {
      opened = null;
    });
    return opened;
  };
}

function createWork(
  start: WorkerStart,
  book: () => Promise<Book>,
  changed: (state: ImportState) => void,
): ImportWork {
  return new ImportWork({
    book,
    shelf: privateFiles,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    lock: (work) => navigator.locks.request(BOOK_LOCK, work) as ReturnType<typeof work>,
    alone: (work) =>
      navigator.locks.request(JOB_LOCK, { ifAvailable: true }, (lock) =>
        lock ? work() : null,
      ) as Promise<Awaited<ReturnType<typeof work>> | null>,
    looseField: start.looseField,
    region: start.region,
    changed,
  });
}
