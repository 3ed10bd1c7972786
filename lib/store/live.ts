import { liveQuery } from 'dexie';
import type { Query, QueryName, QueryResult } from '../domain/query.ts';
import type { Live, Store } from '../domain/store.ts';
import { answer } from './queries.ts';
import { type RunDeps, runCommand } from './run.ts';
import type { Book } from './schema.ts';
import { createSearch, type Search } from './search.ts';

/** Questions that follow the book: answered now, and again after each write, by any window, that could change them. */
export function liveOf(book: Book): <N extends QueryName>(query: Query<N>) => Live<QueryResult<N>> {
  const searchOf = sharedSearch(book);
  return (query) => ({
    subscribe({ next, error }) {
      const search = searchOf();
      // The function is async so that Dexie keeps track of what it reads across its awaits.
      const subscription = liveQuery(async () => answer(book, query, search)).subscribe({ next, error });
      return { unsubscribe: () => subscription.unsubscribe() };
    },
  });
}

/**
 * One search for all who ask at the time: each key typed is a new question, and the text in memory (some 30 MB at
 * 100,000 customers) serves the next. When nobody asks any more, the collector takes it.
 */
function sharedSearch(book: Book): () => Search {
  let shared: WeakRef<Search> | null = null;
  return () => {
    const search = shared?.deref() ?? createSearch(book);
    shared = new WeakRef(search);
    return search;
  };
}

/** A store that reads and writes the book itself: for the widget, the background and the tests. */
export function createStore(book: Book, deps: RunDeps): Store {
  return { live: liveOf(book), run: (command) => runCommand(book, command, deps) };
}
