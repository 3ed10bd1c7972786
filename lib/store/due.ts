import type { Reminder } from '../domain/entities.ts';
import { stampOf, wholeRow } from '../domain/merge.ts';
import { isSeries } from '../domain/repeat.ts';
import type { Stamp } from '../domain/stamp.ts';
import { rehung, ringName, rung } from './bells.ts';
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
  await believeClock(book, now);
  return book.transaction('r', book.reminders, book.meta, async () => {
    const [ids, { clock }] = await Promise.all([
      book.reminders.where('ringAt').belowOrEqual(now).primaryKeys(),
      readState(book),
    ]);
    return { ids, clock };
  });
}

/**
 * A clock that was far ahead rang what comes again for the occurrences until then. Now that it is right, those that
 * were never told ring at their time.
 */
async function believeClock(book: Book, now: number): Promise<void> {
  const ahead = () => book.reminders.where('toldTo').above(now);
  if ((await ahead().count()) === 0) return;
  await book.transaction('rw', book.reminders, async () => {
    const rows = await ahead().toArray();
    await book.reminders.bulkPut(rows.map((row) => rehung({ ...row, toldTo: now })));
  });
}

/** Those of the named reminders that are due and were not shown, `ringAt` being the name of their ring. */
export async function dueAmong(book: Book, ids: readonly string[], now: number): Promise<Reminder[]> {
  const rows = await book.reminders.bulkGet([...ids]);
  return rows.flatMap((row) =>
    row?.ringAt !== undefined && row.ringAt <= now
      ? [{ ...wholeRow('reminders', row), ringAt: ringName(row, now) }]
      : [],
  );
}

/**
 * Remembers what was shown, where the due time is still the one named, or an occurrence before it. No change: it is a
 * fact of this device. A repeat changes nothing.
 */
export async function markRung(book: Book, rungs: readonly Rung[]): Promise<void> {
  const named = new Map(rungs.map((rung) => [rung.id, rung.dueAt]));
  await mark(book, [...named.keys()], (row) => {
    const name = named.get(row.id)!;
    const fits = isSeries(row.rule) ? row.ringAt! <= name : row.ringAt === name;
    return fits ? name : null;
  });
}

/**
 * Remembers what a list announced, which names no due times: what was given another one since then was not announced
 * at that one. No change, as above.
 * @param at when the list went up: what rings later was not in it.
 */
export async function markTold(book: Book, ids: readonly string[], clock: Stamp, at: number): Promise<void> {
  for (let from = 0; from < ids.length; from += MARK_BATCH)
    await mark(book, ids.slice(from, from + MARK_BATCH), (row) =>
      row.ringAt! <= at && setAt(row) <= clock ? ringName(row, at) : null,
    );
}

/** When the reminder was given the time it rings at. */
const setAt = (row: Reminder): Stamp => row.belled ?? stampOf('reminders', row, 'due');

/** @param nameOf the name of the ring that told of it; null where none did. */
async function mark(
  book: Book,
  ids: readonly string[],
  nameOf: (row: Reminder) => number | null,
): Promise<void> {
  if (ids.length === 0) return;
  await book.transaction('rw', book.reminders, async () => {
    const rows = await book.reminders.bulkGet([...ids]);
    const shown: Reminder[] = [];
    for (const row of rows) {
      const name = row?.ringAt === undefined ? null : nameOf(row);
      if (name !== null) shown.push(rung(row!, name));
    }
    await book.reminders.bulkPut(shown);
  });
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
    markTold: (ids: readonly string[], clock: Stamp, at: number): Promise<void> =>
      withBook(book, () => markTold(book, ids, clock, at)),
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
