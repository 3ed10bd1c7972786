import { liveQuery } from 'dexie';
import type { Query, QueryName, QueryResult } from '../domain/query.ts';
import type { Live, Store } from '../domain/store.ts';
import { answer } from './queries.ts';
import { type RunDeps, runCommand } from './run.ts';
import type { Book } from './schema.ts';
import { createSearch } from './search.ts';

/** Questions that follow the book: answered now, and again after each write, by any window, that could change them. */
export function liveOf(book: Book): <N extends QueryName>(query: Query<N>) => Live<QueryResult<N>> {
  const search = createSearch(book);
  return (query) => ({
    subscribe({ next, error }) {
      // The function is async so that Dexie keeps track of what it reads across its awaits.
      const subscription = liveQuery(async () => answer(book, query, search)).subscribe({ next, error });
      return { unsubscribe: () => subscription.unsubscribe() };
    },
  });
}

/** A store that reads and writes the book itself: for the widget, the background and the tests. */
export function createStore(book: Book, deps: RunDeps): Store {
  return { live: liveOf(book), run: (command) => runCommand(book, command, deps) };
}
