import type { Reminder } from '../domain/entities.ts';
import type { Stamp } from '../domain/stamp.ts';

/** One showing: this reminder, at this due time; of several occurrences that were missed, at the last. */
export interface Ring {
  id: string;
  dueAt: number;
}

export interface Waiting {
  /** Open reminders with `ringAt` ≤ now, that is, due and not yet shown on this device; by due time, then id. */
  ids: string[];
  /** The newest stamp made in this book: which due times the ids speak of, without reading them. */
  clock: Stamp;
}

/**
 * What the bell asks of an open book. The store is the truth: alarms and notifications only follow it.
 * `dueSourceOf(book)` of lib/store/due.ts has this shape.
 */
export interface DueSource {
  /** Everything that is due and was not shown yet. Reads no rows: ten thousand may have fallen due in a week asleep. */
  waiting(now: number): Promise<Waiting>;
  /**
   * Those of the named reminders that are due and were not shown yet, in the order of the names. `ringAt` is the time
   * their ring is named by.
   */
  dueAmong(ids: readonly string[], now: number): Promise<Reminder[]>;
  /**
   * Remembers that these were shown. Only where the due time is still the one named: a reminder that was moved
   * meanwhile keeps its new bell. One transaction; a repeat changes nothing.
   */
  markRung(rings: readonly Ring[]): Promise<void>;
  /**
   * Remembers that these were shown at `at`, with the due times they had when the book's clock stood at `clock`. A
   * repeat changes nothing, and finishes what a death left half done.
   */
  markTold(ids: readonly string[], clock: Stamp, at: number): Promise<void>;
  /** The earliest `ringAt` (milliseconds since 1970), past ones included; null when nothing waits. */
  nextRing(): Promise<number | null>;
  /** How many open reminders are due by now, shown or not: the number on the toolbar. */
  dueCount(now: number): Promise<number>;
  /** One reminder; null when it is gone. */
  reminder(id: string): Promise<Reminder | null>;
}
