import 'fake-indexeddb/auto';
import type { Command, CommandInput, CommandName, CommandResult } from '../../lib/domain/command.ts';
import type { Queries, Query, QueryName, QueryResult } from '../../lib/domain/query.ts';
import { answer } from '../../lib/store/queries.ts';
import { runCommand } from '../../lib/store/run.ts';
import { type Book, openBook } from '../../lib/store/schema.ts';

let books = 0;

/** A fresh book with a clock that the test moves, and ids in order. */
export async function testBook(name = `test-book-${++books}`) {
  const book = await openBook(name);
  return { name, ...drive(book) };
}

export function drive(book: Book, start = Date.UTC(2026, 10, 23, 2)) {
  const clock = { now: start };
  let ids = 0;
  const deps = { now: () => clock.now, randomId: () => `${book.name}-${++ids}` };
  return {
    book,
    clock,
    deps,
    run<N extends CommandName>(name: N, args: CommandInput<N>): Promise<CommandResult> {
      clock.now += 1000;
      return runCommand(book, { name, args } as Command, deps);
    },
    ask<N extends QueryName>(name: N, args: Queries[N]['args']): Promise<QueryResult<N>> {
      return answer(book, { name, args } as Query<N>);
    },
  };
}
