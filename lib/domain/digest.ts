import { zonedAt } from './due.ts';
import type { TodayView } from './query.ts';

/** One short notification a day: what is waiting. Off unless turned on. */
export interface DigestTime {
  on: boolean;
  /** Wall clock, `08:00`. */
  at: string;
}

/** The day whose digest is due now (`2026-11-23`); null before its time, or where it is turned off. */
export function digestDay(now: number, zone: string, { on, at }: DigestTime): string | null {
  if (!on) return null;
  const time = zonedAt(now, zone);
  const early = Temporal.PlainTime.compare(time.toPlainTime(), Temporal.PlainTime.from(at)) < 0;
  return early ? null : time.toPlainDate().toString();
}

/** What a digest counts. */
export interface DigestCounts {
  due: number;
  waiting: number;
  greetings: number;
  complaints: number;
  quiet: number;
}

export function digestCounts(view: TodayView): DigestCounts {
  return {
    due: view.overdue.length + view.today.length,
    waiting: view.waiting.length,
    greetings: view.greetings.length,
    complaints: view.complaints.length,
    quiet: view.quietCount,
  };
}

const PREFIX = 'digest:';
export const digestId = (day: string): string => `${PREFIX}${day}`;
export const isDigestId = (id: string): boolean => id.startsWith(PREFIX);
