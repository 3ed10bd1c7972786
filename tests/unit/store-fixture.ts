import 'fake-indexeddb/auto';
import { expect } from 'vitest';
import type { Command, CommandInput, CommandName, CommandResult } from '../../lib/domain/command.ts';
import type { Thread } from '../../lib/domain/entities.ts';
import { SHOWN_AT_FIRST } from '../../lib/domain/filter/views.ts';
import type { Queries, Query, QueryName, QueryResult } from '../../lib/domain/query.ts';
import { PERSON_WORDS } from '../../lib/domain/report/cell.ts';
import type { ReportData, TextColumn } from '../../lib/domain/report/data.ts';
import { TABLES } from '../../lib/domain/row.ts';
import { CellsReader } from '../../lib/store/cells/reader.ts';
import { answer } from '../../lib/store/queries.ts';
import { runCommand } from '../../lib/store/run.ts';
import { type Book, openBook } from '../../lib/store/schema.ts';
import type { Shelf } from '../../lib/store/snapshot.ts';

let books = 0;
export const freshName = () => `test-book-${++books}`;

/** A fresh book with a clock that the test moves, and ids in order. */
export async function testBook(name = freshName()) {
  return drive(await openBook(name));
}

export const START = Date.UTC(2026, 10, 23, 2);

export function drive(book: Book, tag = '') {
  const clock = { now: START };
  let ids = 0;
  const deps = { now: () => clock.now, randomId: () => `${tag}id-${++ids}` };
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
export type Driven = ReturnType<typeof drive>;

export const threadOf = (id: string, site = 'gmail'): Thread => ({
  site,
  id,
  url: `https://mail.google.com/mail/u/0/#inbox/${id}`,
  subject: `Thread ${id}`,
});

/** A log command with everything that does not matter filled in. */
export function logArgs(customers: string[], thread: string | null, message: string, over = {}) {
  return {
    customers,
    kind: 'email' as const,
    direction: 'in' as const,
    subject: 'Hỏi giá',
    channel: 'email',
    thread: thread === null ? null : threadOf(thread),
    messageId: message,
    count: 1,
    ...over,
  };
}

export const dueAt = (at: number) => ({ at, zone: 'Asia/Ho_Chi_Minh', wall: '2026-11-24T09:00' });

/** All rows that a person could see, and all that is derived of them, without the stamps. */
export async function contentOf(book: Book): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const table of TABLES)
    content[table] = (await book.table(table).toArray())
      // What a seller did with a reminder of a tag's cadence is kept, unseen, while nobody is to be kept in touch with.
      .filter((row) => !(row.stamp === '' && row.state === 'cancelled'))
      .map(
        ({ stamp: _stamp, stamps: _stamps, belled: _belled, planned: _planned, cells: _cells, ...row }) =>
          row,
      );
  content.cells = cellLines(await new CellsReader(book).now());
  content.search = await searchLinesOf(book);
  return content;
}

/** What the columns of the reports hold, whatever its place. */
export function cellLines({ people, events }: ReportData): string[] {
  const wordOf = ({ codes, texts }: TextColumn, place: number) => texts[codes[place]!];
  const idOf = (place: number) => (place < 0 ? null : people.ids[place]);
  const lines: string[] = [];
  for (let i = 0; i < people.count; i++)
    if (people.ids[i]) {
      const words = PERSON_WORDS.map((name) => wordOf(people.words[name], i));
      lines.push(JSON.stringify([people.ids[i], idOf(people.root[i]!), people.createdAt[i], ...words]));
    }
  for (let i = 0; i < events.count; i++)
    if (events.kind[i] !== 0) {
      const numbers = [events.kind[i], events.state[i], events.at[i], events.amount[i]];
      const words = [events.text, events.unit].map((column) => wordOf(column, i));
      lines.push(JSON.stringify([idOf(events.person[i]!), ...numbers, ...words]));
    }
  return lines.sort();
}

export async function searchLinesOf(book: Book): Promise<string[]> {
  const lines: string[] = [];
  const heads = new Map((await book.searchHeads.toArray()).map((head) => [head.id, head]));
  for (const { id, size, refs, text } of await book.searchChunks.toArray()) {
    if (size === 0) continue;
    const { ids, names, folded } = heads.get(id)!;
    expect(ids.split('\n')).toEqual(refs.split('\n').map((line) => line.slice(0, line.indexOf('\t'))));
    const columns = [refs, names, folded, text].map((column) => column.split('\n'));
    for (let i = 0; i < size; i++) lines.push(columns.map((column) => column[i]).join('|'));
  }
  return lines.sort();
}

export const bareFilter = { ...SHOWN_AT_FIRST, time: { at: START, zone: 'Asia/Ho_Chi_Minh' } };

/** A shelf in memory, as storage.local is one. */
export function memoryShelf(held = new Map<string, string>()): Shelf & { held: Map<string, string> } {
  return {
    held,
    get: async (key) => held.get(key),
    set: async (key, text) => {
      held.set(key, text);
    },
    remove: async (key) => {
      held.delete(key);
    },
  };
}
