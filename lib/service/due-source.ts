import type { Reminder } from '../domain/entities.ts';

/** One showing: this reminder, at this due time. */
export interface Ring {
  id: string;
  dueAt: number;
}

/**
 * What the bell asks of an open book. The store is the truth: alarms and notifications only follow it.
 * `dueSourceOf(book)` of lib/store/due.ts has this shape.
 */
export interface DueSource {
  /** Open reminders with `ringAt` ≤ now, that is, due and not yet shown on this device; by due time, then id. */
  dueNow(now: number): Promise<Reminder[]>;
  /**
   * Remembers that these were shown. Only where the due time is still the one named: a reminder that was moved
   * meanwhile keeps its new bell. One transaction; a repeat changes nothing.
   */
  markRung(rings: readonly Ring[]): Promise<void>;
  /** The earliest `ringAt` (milliseconds since 1970), past ones included; null when nothing waits. */
  nextRing(): Promise<number | null>;
  /** How many open reminders are due by now, shown or not: the number on the toolbar. */
  dueCount(now: number): Promise<number>;
  /** One reminder; null when it is gone. */
  reminder(id: string): Promise<Reminder | null>;
}
