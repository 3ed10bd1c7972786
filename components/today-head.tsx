import { saveCalendar } from './calendar-file.ts';
import { useBeside } from './context.ts';
import { IconButton } from './parts.tsx';
import { readOnce } from './use-live.ts';

/** All open reminders as one calendar file, so that the phone rings too. */
export function CalendarButton() {
  const beside = useBeside();
  const { t, host, notify, fail } = beside;
  const save = () => {
    readOnce(host.store, { name: 'openReminders', args: {} }).then((rows) => {
      if (rows.length === 0) notify({ text: t('calendar_none') });
      else saveCalendar(beside, rows);
    }, fail);
  };
  return <IconButton act="calendar-all" icon="calendar-plus" label={t('calendar_all')} onAct={save} />;
}

/** The head of Today on a page of its own. */
export function TodayHead() {
  const { t } = useBeside();
  return (
    <header class="today-head">
      <h1 class="page-title">{t('today')}</h1>
      <CalendarButton />
    </header>
  );
}
