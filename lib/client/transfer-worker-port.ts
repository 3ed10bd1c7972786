import { ImportWork } from '../service/import/desk.ts';
import { type Book, openBook } from '../store/schema.ts';
import { privateFiles } from './private-files.ts';
import type { Asked, Told, WorkerStart } from './transfer-port.ts';

/** One named lock over all writers of the book, wherever they run. */
const BOOK_LOCK = 'beside-book';
const JOB_LOCK = 'beside-transfer';

/** What of a worker's own scope is used here. */
interface Scope {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(told: Told): void;
}

/** Starts the dashboard's worker: long jobs run here, with the command code that everybody runs. */
export function serveTransfer(port: Scope): void {
  let work: ImportWork | null = null;
  port.onmessage = ({ data }) => {
    if (data.ask === 'start') {
      work = createWork(data.start, (imports) => port.postMessage({ imports }));
      void work.begin();
    } else if (work) {
      const act = work[data.act] as (...args: unknown[]) => unknown;
      void act.apply(work, data.args);
    }
  };
}

function createWork(start: WorkerStart, changed: (state: Told['imports']) => void): ImportWork {
  let opened: Promise<Book> | null = null;
  return new ImportWork({
    book: () => {
      opened ??= openBook(start.book);
      // A failed opening is tried again.
      opened.catch(() => {
        opened = null;
      });
      return opened;
    },
    shelf: privateFiles,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    lock: (work) => navigator.locks.request(BOOK_LOCK, work) as ReturnType<typeof work>,
    alone: (work) =>
      navigator.locks.request(JOB_LOCK, { ifAvailable: true }, (lock) =>
        lock ? work() : null,
      ) as Promise<Awaited<ReturnType<typeof work>> | null>,
    looseField: start.looseField,
    changed,
  });
}
