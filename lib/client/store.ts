import type { Command } from '../domain/command.ts';
import type { Query, QueryName, QueryResult } from '../domain/query.ts';
import type { Live, Observer, Store } from '../domain/store.ts';
import { send } from '../message/send.ts';
import { liveOf } from '../store/live.ts';
import { answer } from '../store/queries.ts';
import type { Book } from '../store/schema.ts';

export interface ClientStore extends Store {
  /**
   * Asks before the panel does, so that its first drawing of a thread already has the answer: one frame instead of
   * two. Waits no longer than `patience` ms; a failure is left to the live query, which tells it.
   */
  prepare<N extends QueryName>(query: Query<N>, patience: number): Promise<void>;
}

/**
 * The extension's store for panels: questions are answered here, from the same database (live, in the in-page frame
 * too); commands go to the background, the only writer.
 */
export function createClientStore(book: Book): ClientStore {
  const read = liveOf(book);
  let prepared: { query: string; value: unknown } | null = null;
  const take = (query: string): { value: unknown } | null => {
    if (prepared?.query !== query) return null;
    const found = prepared;
    prepared = null;
    return found;
  };
  return {
    live<N extends QueryName>(query: Query<N>): Live<QueryResult<N>> {
      const live = read(query);
      const ready = take(JSON.stringify(query));
      return ready ? startingWith(ready.value as QueryResult<N>, live) : live;
    },
    run: (command: Command) => send('command.run', { command }),
    async prepare(query, patience) {
      let late = false;
      const found = answer(book, query).then(
        (value) => {
          // By then the panel has asked by itself, and this would be kept as an old answer to a later question.
          if (!late) prepared = { query: JSON.stringify(query), value };
        },
        () => undefined,
      );
      await Promise.race([found, new Promise((resolve) => setTimeout(resolve, patience))]);
      late = true;
    },
  };
}

/** What is known already, followed by the book from after the next paint on. */
function startingWith<T>(value: T, live: Live<T>): Live<T> {
  const known = JSON.stringify(value);
  return {
    ready: value,
    subscribe(observer: Observer<T>) {
      let end = () => {};
      let first = true;
      const changed = (next: T) => {
        // Mostly the same answer again: nothing to draw.
        if (!first || JSON.stringify(next) !== known) observer.next(next);
        first = false;
      };
      const frame = requestAnimationFrame(() => {
        const timer = setTimeout(() => {
          const subscription = live.subscribe({ ...observer, next: changed });
          end = () => subscription.unsubscribe();
        });
        end = () => clearTimeout(timer);
      });
      end = () => cancelAnimationFrame(frame);
      return { unsubscribe: () => end() };
    },
  };
}
