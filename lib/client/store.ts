import type { Command } from '../domain/command.ts';
import type { Query, QueryName, QueryResult } from '../domain/query.ts';
import type { Live, Observer, Store } from '../domain/store.ts';
import { send } from '../message/send.ts';
import { liveOf } from '../store/live.ts';
import type { Book } from '../store/schema.ts';

export interface ClientStore extends Store {
  /**
   * Asks before the panel does, so that its first drawing of a thread already has the answer: one frame instead of
   * two. The panel that asks the same then takes this question over, answered or not, instead of asking again. Waits no
   * longer than `patience` ms.
   * @returns lets go of the question if the drawing has not taken it over.
   */
  prepare<N extends QueryName>(query: Query<N>, patience: number): Promise<() => void>;
}

/**
 * The extension's store for panels: questions are answered here, from the same database (live, in the in-page frame
 * too); commands go to the background, the only writer.
 */
export function createClientStore(book: Book): ClientStore {
  const read = liveOf(book);
  let prepared: { query: string; asked: Asked<unknown> } | null = null;
  const take = (query: string): Asked<unknown> | null => {
    if (prepared?.query !== query) return null;
    const { asked } = prepared;
    prepared = null;
    return asked;
  };
  return {
    live<N extends QueryName>(query: Query<N>): Live<QueryResult<N>> {
      const live = read(query);
      const asked = take(JSON.stringify(query)) as Asked<QueryResult<N>> | null;
      return asked ? continuing(asked, live) : live;
    },
    run: (command: Command) => send('command.run', { command }),
    async prepare(query, patience) {
      const asked = ask(read(query));
      prepared = { query: JSON.stringify(query), asked };
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tooLong = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patience);
      });
      await Promise.race([asked.answered, tooLong]);
      clearTimeout(timer);
      return () => {
        if (prepared?.asked === asked) prepared = null;
        asked.release();
      };
    },
  };
}

/** A question that runs already, for whoever will want its answers. */
interface Asked<T> {
  /** The newest answer; null until there is one. */
  newest: { value: T } | { error: unknown } | null;
  answered: Promise<void>;
  /** Gives the answers from now on to one observer; false when another one has, or had, them. */
  follow(observer: Observer<T>): boolean;
  end(): void;
  /** Ends it unless somebody follows. */
  release(): void;
}

function ask<T>(live: Live<T>): Asked<T> {
  let follower: Observer<T> | null = null;
  let over = false;
  let settle = () => {};
  const answered = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const asked: Asked<T> = {
    newest: null,
    answered,
    follow(observer) {
      if (follower || over) return false;
      follower = observer;
      return true;
    },
    end() {
      over = true;
      subscription.unsubscribe();
    },
    release() {
      if (!follower) asked.end();
    },
  };
  const subscription = live.subscribe({
    next(value) {
      asked.newest = { value };
      settle();
      follower?.next(value);
    },
    error(error) {
      asked.newest = { error };
      settle();
      follower?.error?.(error);
    },
  });
  return asked;
}

/** A question that was asked before, gone on with by its first observer. */
function continuing<T>(asked: Asked<T>, live: Live<T>): Live<T> {
  const drawn = asked.newest;
  return {
    ...(drawn && 'value' in drawn ? { ready: drawn.value } : {}),
    subscribe(observer) {
      if (!asked.follow(observer)) return live.subscribe(observer);
      const { newest } = asked;
      if (newest && 'error' in newest) observer.error?.(newest.error);
      else if (newest && newest !== drawn) observer.next(newest.value);
      return { unsubscribe: () => asked.end() };
    },
  };
}
