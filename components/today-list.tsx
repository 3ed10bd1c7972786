import { useRef, useState } from 'preact/hooks';
import { zonedAt } from '../lib/domain/due.ts';
import type { Customer } from '../lib/domain/entities.ts';
import type { ReminderWithCustomer, TodayView } from '../lib/domain/query.ts';
import { useBeside, useKey } from './context.ts';
import { Icon } from './icon.tsx';
import { Avatar, Menu, nameOf, Quiet, Section } from './parts.tsx';
import { DuePicker, dueState, useReminderActs } from './reminders.tsx';
import { waitLevel } from './subject.ts';
import { useLive } from './use-live.ts';

/** Today's end in this zone, milliseconds since 1970. */
function endOfDay(now: number, zone: string): number {
  return zonedAt(now, zone).startOfDay().add({ days: 1 }).epochMilliseconds - 1;
}

/**
 * The question is asked anew each minute, not each millisecond: what came due since then moves over here, so that a
 * reminder that has just rung stands among the overdue.
 */
function useToday(): TodayView | undefined {
  const { host } = useBeside();
  const exact = host.now();
  const now = Math.floor(exact / 60_000) * 60_000;
  const args = { now, endOfDay: endOfDay(now, host.zone) };
  const view = useLive(host.store, { name: 'today', args }).value;
  const fresh = view?.today.filter(({ reminder }) => reminder.due.at <= exact) ?? [];
  if (!view || fresh.length === 0) return view;
  return {
    ...view,
    overdue: [...view.overdue, ...fresh],
    today: view.today.filter((row) => !fresh.includes(row)),
    dueCount: view.dueCount + fresh.length,
  };
}

/** More overdue than this at once is a week away from the desk: one calm list instead of a wall of alarms. */
const CATCH_UP = 8;
const SHORT = 5;

/** Overdue, today, later and who waits; J and K walk, Enter opens, S snoozes, D is done. */
export function TodayList() {
  const { t, act, format } = useBeside();
  const today = useToday();
  const root = useRef<HTMLDivElement>(null);
  const [all, setAll] = useState(false);

  const walk = (step: number) => {
    const rows = [...(root.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  };
  /** The reminder whose row has the focus. */
  const focused = () => {
    const row = document.activeElement?.closest('[data-reminder]');
    return row && root.current?.contains(row) ? row : null;
  };
  useKey('next', () => walk(1));
  useKey('previous', () => walk(-1));
  // Opening the menu writes nothing; the choice in it is a press of its own.
  useKey('snooze', () => focused()?.querySelector<HTMLButtonElement>('[data-act="snooze"]')?.click());
  useKey('done', async (event) => {
    const id = focused()?.getAttribute('data-reminder');
    if (!id) return;
    walk(1);
    await act(event, { name: 'reminder.done', args: { id } }, { said: t('reminder_done'), undo: true });
  });

  if (!today) return <div aria-busy="true" />;
  const { overdue, waiting, colleagues } = today;
  const empty =
    overdue.length + today.today.length + today.later.length + waiting.length + colleagues.length === 0;
  if (empty) {
    return (
      <Quiet part="today-empty" icon="coffee" title={t('today_empty_title')} text={t('today_empty_text')} />
    );
  }
  const shownOverdue = all || overdue.length <= CATCH_UP ? overdue : overdue.slice(0, CATCH_UP);
  return (
    <div ref={root} class="today-list" data-part="today">
      {overdue.length > CATCH_UP && (
        <p class="banner" data-part="catch-up">
          <Icon name="alarm" />
          <span class="banner-text">{t('catch_up', { count: format.count(today.dueCount) })}</span>
        </p>
      )}
      <DueSection part="overdue" title={t('today_overdue')} rows={shownOverdue} count={overdue.length} />
      {shownOverdue.length < overdue.length && (
        <button type="button" class="button button-quiet wide" data-act="more" onClick={() => setAll(true)}>
          {t('show_all', { count: format.count(overdue.length) })}
        </button>
      )}
      <DueSection part="due-today" title={t('today_today')} rows={today.today} count={today.today.length} />
      <WaitingSection customers={waiting} />
      <DueSection
        part="due-colleagues"
        title={t('today_colleagues')}
        rows={colleagues}
        count={colleagues.length}
      />
      <DueSection part="due-later" title={t('today_later')} rows={today.later} count={today.later.length} />
    </div>
  );
}

/** The nearest few, for a panel that has nobody to show. */
export function NextDue() {
  const { t } = useBeside();
  const today = useToday();
  const rows = today ? [...today.overdue, ...today.today].slice(0, SHORT) : [];
  return <DueSection part="due-next" title={t('today_next')} rows={rows} count={rows.length} />;
}

function DueSection(props: { part: string; title: string; rows: ReminderWithCustomer[]; count: number }) {
  const { format } = useBeside();
  if (props.rows.length === 0) return null;
  return (
    <Section part={props.part} title={props.title} aside={format.count(props.count)}>
      <ul class="due-list">
        {props.rows.map((row) => (
          <DueRow key={row.reminder.id} row={row} />
        ))}
      </ul>
    </Section>
  );
}

function DueRow({ row }: { row: ReminderWithCustomer }) {
  const { t, host, format } = useBeside();
  const { reminder, customer } = row;
  const [picking, setPicking] = useState(false);
  const acts = useReminderActs(reminder);
  const now = host.now();
  const state = dueState(reminder.due, now);
  const open = () => {
    if (reminder.thread) host.openThread(reminder.thread);
    else host.openDashboard(customer ? `customers/${customer.id}` : 'today');
  };
  return (
    <li
      class={`due-row reminder-${state}`}
      data-part="reminder"
      data-state={state}
      data-reminder={reminder.id}
    >
      <button
        type="button"
        class="tick"
        data-act="done"
        aria-label={t('done_label', { title: reminder.title })}
        onClick={acts.done}
      >
        <Icon name="check" size={14} />
      </button>
      <button type="button" class="due-open" data-row data-act="open-thread" onClick={open}>
        <span class="due-title">{reminder.title}</span>
        <span class="due-line">
          {customer && <span class="due-who">{nameOf(customer)}</span>}
          <span class="reminder-when" title={format.exact(reminder.due.at)}>
            <Icon name={state === 'overdue' ? 'alarm' : 'bell'} size={13} />
            {format.moment(reminder.due.at, now)}
          </span>
        </span>
      </button>
      <span class="row-acts">
        <Menu
          act="snooze"
          icon="alarm"
          label={t('snooze')}
          items={acts.snoozeItems(() => setPicking(true))}
        />
      </span>
      {picking && (
        <DuePicker
          due={reminder.due}
          onClose={() => setPicking(false)}
          onPick={async (event, due) => {
            if (await acts.move(event, due)) setPicking(false);
          }}
        />
      )}
    </li>
  );
}

function WaitingSection({ customers }: { customers: Customer[] }) {
  const { t, host, format } = useBeside();
  if (customers.length === 0) return null;
  const now = host.now();
  return (
    <Section part="waiting" title={t('today_waiting')} aside={format.count(customers.length)}>
      <ul class="due-list">
        {customers.map((customer) => {
          const long = now - (customer.lastInAt ?? now);
          const level = waitLevel(long);
          return (
            <li key={customer.id} class="due-row" data-part="waiting-customer">
              <button
                type="button"
                class="due-open"
                data-row
                data-act="open-customer"
                onClick={() => host.openDashboard(`customers/${customer.id}`)}
              >
                <span class="due-title">
                  <Avatar name={nameOf(customer)} id={customer.id} size="s" />
                  {nameOf(customer)}
                </span>
                <span class={`due-line fact-${level}`}>
                  <Icon name={level === 'fresh' ? 'wait' : level === 'late' ? 'late' : 'alert'} size={13} />
                  {t(`waiting_${level}`, { span: format.span(long) })}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
