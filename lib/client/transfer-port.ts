import type { ImportDesk, ImportState, Transfer } from '../domain/transfer.ts';

/**
 * The dashboard's side of its own worker: acts go there, states come back. The worker has none of the extension's API,
 * so the name of the book and the words it writes are told to it.
 */
export interface WorkerStart {
  /** Name of the database in use. */
  book: string;
  /** Name of the custom field for handles that link nobody, in the seller's language. */
  looseField: string;
}

/** To the worker. */
export type Asked =
  | { ask: 'start'; start: WorkerStart }
  | { ask: 'import'; act: Exclude<keyof ImportDesk, 'watch'>; args: unknown[] };

/** From the worker. */
export interface Told {
  imports: ImportState;
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
  let newest: ImportState | null = null;
  let port: Promise<Worker> | null = null;
  const connect = async (): Promise<Worker> => {
    const port = makeWorker();
    port.onmessage = ({ data }: MessageEvent<Told>) => {
      newest = data.imports;
      for (const watcher of watching) watcher(newest);
      if (newest.now.phase === 'done' || newest.now.phase === 'undone') changed();
    };
    port.postMessage({ ask: 'start', start: await start() } satisfies Asked);
    return port;
  };
  const send = (act: Exclude<keyof ImportDesk, 'watch'>, ...args: unknown[]) => {
    port ??= connect();
    void port.then((port) => port.postMessage({ ask: 'import', act, args } satisfies Asked));
  };
  return {
    imports: {
      watch(onState) {
        watching.add(onState);
        if (newest) onState(newest);
        port ??= connect();
        return () => watching.delete(onState);
      },
      open: (file) => send('open', file),
      unseal: (passphrase) => send('unseal', passphrase),
      look: (targets, options) => send('look', targets, options),
      start: () => send('start'),
      stop: () => send('stop'),
      resume: () => send('resume'),
      close: () => send('close'),
      undo: (id) => send('undo', id),
    },
  };
}
