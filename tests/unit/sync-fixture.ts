import 'fake-indexeddb/auto';
import { createSync, joinSync } from '../../lib/service/sync.ts';
import { syncNow } from '../../lib/service/sync-run.ts';
import { openBook } from '../../lib/store/schema.ts';
import { MemoryRemote } from '../harness/memory-remote.ts';
import { type Driven, drive, freshName } from './store-fixture.ts';

export const PASSPHRASE = 'một câu đủ dài để khoá';

export interface SyncedBook extends Driven {
  remote: MemoryRemote;
  sync(): Promise<void>;
}

/** A book with a remote of its own over shared objects. */
export async function bookAt(objects: MemoryRemote['objects'], tag: string): Promise<SyncedBook> {
  const driven = drive(await openBook(freshName()), tag);
  const remote = new MemoryRemote(objects);
  const now = () => driven.clock.now;
  return {
    ...driven,
    remote,
    async sync() {
      driven.clock.now += 1000;
      const view = await syncNow(driven.book, remote, { now });
      if (view?.problem) throw new Error(`sync: ${view.problem.kind}`);
    },
  };
}

/** Two books in one space, in step. */
export async function twoBooks(objects: MemoryRemote['objects'] = new Map()) {
  const a = await bookAt(objects, 'a-');
  const b = await bookAt(objects, 'b-');
  const { kit } = await begin(a);
  await a.sync();
  await join(b, kit);
  await inStep(a, b);
  return { a, b, kit, objects };
}

export const begin = ({ book, remote, clock }: SyncedBook) =>
  createSync(
    book,
    remote,
    { passphrase: PASSPHRASE, name: 'Máy quầy', place: null },
    { now: () => clock.now },
  );

export const join = ({ book, remote, clock }: SyncedBook, kit: string) =>
  joinSync(
    book,
    remote,
    { passphrase: PASSPHRASE, kit, name: 'Máy nhà', place: null },
    { now: () => clock.now },
  );

/** Everybody twice: what one sends, the other reads, and the first hears of it. */
export async function inStep(...books: SyncedBook[]): Promise<void> {
  for (let round = 0; round < 3; round++) for (const one of books) await one.sync();
}
