import type { Reminder } from '../domain/entities.ts';
import { wholeRow } from '../domain/merge.ts';
import { type Book, withBook } from './schema.ts';

/** One showing: this reminder, at this due time. */
export interface Rung {
  id: string;
  dueAt: number;
}

/** Open reminders that are due and were not shown on this device for that time, earliest first: one range read. */
export async function dueNow(book: Book, now: number): Promise<Reminder[]> {
  const rows = await book.reminders.where('ringAt').belowOrEqual(now).toArray();
  return rows.map((row) => wholeRow('reminders', row));
}

/**
 * Remembers what was shown, where the due time is still the one named. No change: it is a fact of this device. A
 * repeat changes nothing.
 */
export async function markRung(book: Book, rungs: readonly Rung[]): Promise<void> {
  if (rungs.length === 0) return;
  await book.transaction('rw', book.reminders, async () => {
    const rows = await book.reminders.bulkGet(rungs.map((rung) => rung.id));
    const shown: Reminder[] = [];
    for (const [i, row] of rows.entries())
      if (row?.ringAt !== undefined && row.ringAt === rungs[i]!.dueAt) shown.push(silent(row));
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
    dueNow: (now: number): Promise<Reminder[]> => withBook(book, () => dueNow(book, now)),
    markRung: (rungs: readonly Rung[]): Promise<void> => withBook(book, () => markRung(book, rungs)),
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
