import type { Command, CommandResult } from './command.ts';
import type { Query, QueryName, QueryResult } from './query.ts';

export interface Subscription {
  unsubscribe(): void;
}
export interface Observer<T> {
  next(value: T): void;
  error?(error: unknown): void;
}
export interface Live<T> {
  subscribe(observer: Observer<T>): Subscription;
  /** The answer where it is known already, for the first drawing. */
  ready?: T;
}

/** The seam: the extension, the widget and the tests each have one. */
export interface Store {
  /** Emits the answer now and again whenever a write could change it. */
  live<N extends QueryName>(query: Query<N>): Live<QueryResult<N>>;
  /** Runs one command in one transaction. Throws Failure. */
  run(command: Command): Promise<CommandResult>;
}
