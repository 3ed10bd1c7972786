import type { CommandResult } from '../domain/command.ts';
import { Failure } from '../domain/failure.ts';
import type { CopyKind, EraseReceipt } from '../domain/ledger.ts';
import { keysOf, namesOf, reachOf } from '../store/erase/reach.ts';
import { copiesFollowed, erasures } from '../store/ledger.ts';
import { type RunDeps, runCommand } from '../store/run.ts';
import { type Book, openBook, withBook } from '../store/schema.ts';

/** Words by which a person is found in what is kept outside the book. */
export interface PersonWords {
  keys: string[];
  names: string[];
}

export interface ErasingDeps extends RunDeps {
  book(): Promise<Book>;
  /** Writes the safe copy anew and takes away those from before; false while the book is too busy. */
  renewCopy(at: number): Promise<boolean>;
  /** Names of all databases of this browser profile that are ours. */
  bookNames(): Promise<string[]>;
  /** Forgets pages that show these words; all pages where nobody knows any more which. */
  forgetPages(words: PersonWords | null): Promise<void>;
}

/** Copies that follow at once; the living backup follows when it is next written. */
const OURS: readonly CopyKind[] = ['snapshot', 'pages', 'books'];

/**
 * Erases one person: first in the book, in one transaction, then in every copy of this browser. What a killed
 * background left undone stands in the receipt and is done by `followUp`.
 */
export async function erasePerson(deps: ErasingDeps, id: string): Promise<CommandResult> {
  const book = await deps.book();
  const reach = await withBook(book, () => reachOf(book, id));
  const result = await runCommand(book, { name: 'customer.erase', args: { id } }, deps);
  const customers = reach?.customers ?? [];
  await deps.forgetPages({ keys: [...keysOf(customers)], names: [...namesOf(customers)] });
  await copiesFollowed(book, ['pages'], deps.now());
  return result;
}

/** Brings the copies of this browser after the book. Cheap where nothing is left to do. */
export async function followUp(deps: ErasingDeps): Promise<void> {
  const book = await deps.book();
  const left = (await erasures(book)).filter(({ pending }) => OURS.some((copy) => pending.includes(copy)));
  const [newest] = left;
  if (!newest) return;
  const isLeft = (copy: CopyKind) => left.some(({ pending }) => pending.includes(copy));
  if (isLeft('pages')) {
    await deps.forgetPages(null);
    await copiesFollowed(book, ['pages'], newest.at);
  }
  if (isLeft('snapshot')) {
    if (await deps.renewCopy(newest.at)) await copiesFollowed(book, ['snapshot'], newest.at);
  }
  if (isLeft('books')) {
    const closed = await eraseElsewhere(deps, book, left);
    await copiesFollowed(book, ['books'], newest.at, closed);
  }
}

/**
 * A book that was restored leaves the former one where it is, with everybody in it.
 * @returns how many could not be opened.
 */
async function eraseElsewhere(
  deps: ErasingDeps,
  book: Book,
  receipts: readonly EraseReceipt[],
): Promise<number> {
  const changes = await withBook(book, () =>
    book.changes
      .where('id')
      .anyOf(receipts.map(({ id }) => id))
      .toArray(),
  );
  const gone = changes.flatMap(({ ops }) => ops.flatMap(([table, id]) => (table === 'customers' ? id : [])));
  let closed = 0;
  for (const name of await deps.bookNames()) {
    if (name === book.name) continue;
    const other = await openBook(name).catch(() => null);
    try {
      if (other) for (const id of gone) await eraseThere(other, id, deps);
      else closed += 1;
    } catch {
      // A book that nobody uses may be broken in any way: it is counted, and the receipt says so.
      closed += 1;
    } finally {
      other?.close();
    }
  }
  return closed;
}

async function eraseThere(other: Book, id: string, deps: RunDeps): Promise<void> {
  try {
    await runCommand(other, { name: 'customer.erase', args: { id } }, deps);
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'not-found')) throw error;
  }
}
