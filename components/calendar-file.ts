import { calendarOf } from '../lib/domain/calendar.ts';
import type { ReminderWithCustomer } from '../lib/domain/query.ts';
import type { Beside } from './context.ts';
import { saveFile } from './save-file.ts';

/** Gives the user a calendar file of these reminders; a phone that opens it rings too. */
export function saveCalendar({ t, host, notify }: Beside, rows: readonly ReminderWithCustomer[]): void {
  const day = new Date(host.now()).toISOString().slice(0, 10);
  saveFile(`beside-${day}.ics`, 'text/calendar;charset=utf-8', calendarOf(rows, host.now(), t('app')));
  notify({ text: t('calendar_saved', { count: rows.length }) });
}
