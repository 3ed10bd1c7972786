import type { Query, QueryName, QueryResult } from '../domain/query.ts';
import type { Live, Observer, Store } from '../domain/store.ts';
import { failureOf } from '../service/failure-view.ts';
import { liveOf } from '../store/live.ts';
import { openBook } from '../store/schema.ts';

/**
 * Reports are worked out in a worker of their own, which holds their columns: a million rows cost a tenth of a second,
 * and the page that shows them must not stand still for so long. The questions are the same as everywhere.
 */
const ASKED_THERE: ReadonlySet<QueryName> = new Set(['report', 'reportPeople', 'reportOwners', 'goal']);

type Asked =
  | { ask: 'start'; book: string }
  | { ask: 'live'; id: number; query: Query }
  | { ask: 'end'; id: number };
type Told = { id: number; value: unknown } | { id: number; error: unknown };

/** What of a worker's own scope is used here. */
interface Scope {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(told: Told): void;
}

/** The worker's side. It follows the book by itself, as any panel does. */
export function serveReports(port: Scope): void {
  const asked = new Map<number, { unsubscribe(): void }>();
  let live: Promise<ReturnType<typeof liveOf>> | null = null;
  port.onmessage = ({ data }) => {
    if (data.ask === 'start') {
      live = openBook(data.book).then(liveOf);
    } else if (data.ask === 'end') {
      asked.get(data.id)?.unsubscribe();
      asked.delete(data.id);
    } else if (live) {
      const { id, query } = data;
      // Held at once: an end may come before the book is open.
      const waiting = { unsubscribe: () => undefined };
      asked.set(id, waiting);
      const fail = (error: unknown) => port.postMessage({ id, error: failureOf(error) });
      live.then((ask) => {
        if (asked.get(id) !== waiting) return;
        const subscription = ask(query as Query<'report'>).subscribe({
          next: (value) => port.postMessage({ id, value }),
          error: fail,
        });
        asked.set(id, subscription);
      }, fail);
    }
  };
}

/** What of a worker is used here. */
interface WorkerLike {
  onmessage: ((event: MessageEvent<Told>) => void) | null;
  postMessage(asked: Asked): void;
}

/** The same store, its reports asked of the worker, which is made when the first is wanted. */
export function withReportWorker(store: Store, make: () => Worker, bookName: () => Promise<string>): Store {
  const observers = new Map<number, Observer<never>>();
  let next = 0;
  let worker: Promise<WorkerLike> | null = null;
  const started = async (): Promise<WorkerLike> => {
    const made: WorkerLike = make();
    made.onmessage = ({ data }) => {
      const observer = observers.get(data.id);
      if ('error' in data) observer?.error?.(data.error);
      else observer?.next(data.value as never);
    };
    made.postMessage({ ask: 'start', book: await bookName() });
    return made;
  };
  return {
    run: (command) => store.run(command),
    live<N extends QueryName>(query: Query<N>): Live<QueryResult<N>> {
      if (!ASKED_THERE.has(query.name)) return store.live(query);
      return {
        subscribe(observer) {
          const id = next++;
          observers.set(id, observer as Observer<never>);
          worker ??= started();
          worker.then(
            (port) => observers.has(id) && port.postMessage({ ask: 'live', id, query: query as Query }),
            (error: unknown) => observer.error?.(error),
          );
          return {
            unsubscribe() {
              observers.delete(id);
              void worker?.then((port) => port.postMessage({ ask: 'end', id }));
            },
          };
        },
      };
    },
  };
}
