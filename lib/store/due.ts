import type { Reminder } from '../domain/entities.ts';
import { stampOf, wholeRow } from '../domain/merge.ts';
import type { Stamp } from '../domain/stamp.ts';
import { type Book, readState, withBook } from './schema.ts';

/** One showing: this reminder, at this due time. */
export interface Rung {
  id: string;
  dueAt: number;
}

/** Rows in one write: cards and commands come through between two of them. */
const MARK_BATCH = 500;

/** Ids of open reminders that are due and were not shown on this device for that time, earliest first: keys alone. */
export async function waiting(book: Book, now: number): Promise<{ ids: string[]; clock: Stamp }> {
  return book.transaction('r', book.reminders, book.meta, async () => {
    const [ids, { clock }] = await Promise.all([
      book.reminders.where('ringAt').belowOrEqual(now).primaryKeys(),
      readState(book),
    ]);
    return { ids, clock };
  });
}

/** Those of the named reminders that are due and were not shown. */
export async function dueAmong(book: Book, ids: readonly string[], now: number): Promise<Reminder[]> {
  const rows = await book.reminders.bulkGet([...ids]);
  return rows.flatMap((row) =>
    row?.ringAt !== undefined && row.ringAt <= now ? [wholeRow('reminders', row)] : [],
  );
}

/**
 * Remembers what was shown, where the due time is still the one named. No change: it is a fact of this device. A
 * repeat changes nothing.
 */
export async function markRung(book: Book, rungs: readonly Rung[]): Promise<void> {
  const dueAt = new Map(rungs.map((rung) => [rung.id, rung.dueAt]));
  await silence(book, [...dueAt.keys()], (row) => row.ringAt === dueAt.get(row.id));
}

/**
 * Remembers what a list announced, which names no due times: what was given another one since then was not announced
 * at that one. No change, as above.
 */
export async function markTold(book: Book, ids: readonly string[], clock: Stamp): Promise<void> {
  for (let at = 0; at < ids.length; at += MARK_BATCH) {
    await silence(book, ids.slice(at, at + MARK_BATCH), (row) => stampOf('reminders', row, 'due') <= clock);
  }
}

async function silence(
  book: Book,
  ids: readonly string[],
  wasShown: (row: Reminder) => boolean,
): Promise<void> {
  if (ids.length === 0) return;
  await book.transaction('rw', book.reminders, async () => {
    const rows = await book.reminders.bulkGet([...ids]);
    const shown: Reminder[] = [];
    for (const row of rows) if (row?.ringAt !== undefined && wasShown(row)) shown.push(silent(row));
    await book.reminders.bulkPut(shown);
  });
}

function silent({ ringAt, ...row }: Reminder): Reminder {
  return { ...row, rungFor: ringAt };
}

/** The earliest time something must ring (milliseconds since 1970), past ones included; null when nothing waits. */
export async function nextRing(book: Book): Promise<number | null> {
  const [first] = await book.reminders.orderBy('ringAt').limit(1).toArray();
  return first?.ringAt ?? null;
}

/** What the bell asks of the book, bound to one: each answer opens the book again if the worker slept. */
export function dueSourceOf(book: Book) {
  return {
    waiting: (now: number) => withBook(book, () => waiting(book, now)),
    dueAmong: (ids: readonly string[], now: number): Promise<Reminder[]> =>
      withBook(book, () => dueAmong(book, ids, now)),
    markRung: (rungs: readonly Rung[]): Promise<void> => withBook(book, () => markRung(book, rungs)),
    markTold: (ids: readonly string[], clock: Stamp): Promise<void> =>
      withBook(book, () => markTold(book, ids, clock)),
    nextRing: (): Promise<number | null> => withBook(book, () => nextRing(book)),
    /** How many open reminders are due by now, shown or not. */
    dueCount: (now: number): Promise<number> =>
      withBook(book, () => book.reminders.where('dueAt').belowOrEqual(now).count()),
    /** One reminder; null when it is gone. */
    reminder: (id: string): Promise<Reminder | null> =>
      withBook(book, async () => {
        const row = await book.reminders.get(id);
        return row ? wholeRow('reminders', row) : null;
      }),
  };
}
export type DueSource = ReturnType<typeof dueSourceOf>;
