import type { Reminder } from '../domain/entities.ts';

/** One showing: this reminder, at this due time. */
export interface Ring {
  id: string;
  dueAt: number;
}

/**
 * What the bell asks of the book. The store is the truth: alarms and notifications only follow it. `lib/store/due.ts`
 * has this shape.
 */
export interface DueSource<Book> {
  /** Open reminders with `ringAt` ≤ now, that is, due and not yet shown on this device; by due time, then id. */
  dueNow(book: Book, now: number): Promise<Reminder[]>;
  /**
   * Remembers that these were shown. Only where the due time is still the one named: a reminder that was moved
   * meanwhile keeps its new bell. One transaction; a repeat changes nothing.
   */
  markRung(book: Book, rings: readonly Ring[]): Promise<void>;
  /** The earliest `ringAt` (milliseconds since 1970), past ones included; null when nothing waits. */
  nextRing(book: Book): Promise<number | null>;
  /** How many open reminders are due by now, shown or not: the number on the toolbar. */
  dueCount(book: Book, now: number): Promise<number>;
  /** One reminder; null when it is gone. */
  reminder(book: Book, id: string): Promise<Reminder | null>;
}
