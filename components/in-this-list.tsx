import { useEffect, useId, useState } from 'preact/hooks';
import { strongKeys } from '../lib/domain/card-args.ts';
import { zonedAt } from '../lib/domain/due.ts';
import type { ListedCustomer } from '../lib/domain/query.ts';
import type { Counterpart } from '../lib/domain/sighting.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { Avatar, nameOf } from './parts.tsx';
import { dueState } from './reminders.tsx';
import { waitLevel } from './subject.ts';
import { useLive } from './use-live.ts';

/** Handles asked about at once; see the query. */
const KEYS = 40;
const REMINDERS = 3;

/**
 * Who of the site's own list has something due, or waits: a line at the foot of the panel that unfolds. Nothing is put
 * into the list itself. Asked once the panel is painted.
 */
export function InThisList({ people }: { people: Counterpart[] }) {
  const { t, host } = useBeside();
  const [painted, setPainted] = useState(false);
  const [open, setOpen] = useState(false);
  const list = useId();
  useEffect(() => setPainted(true), []);
  const keys = [...new Set(people.flatMap(strongKeys))].slice(0, KEYS);
  // Asked anew each minute, not each millisecond.
  const minute = Math.floor(host.now() / 60_000) * 60_000;
  const until = zonedAt(minute, host.zone).startOfDay().add({ days: 1 }).epochMilliseconds - 1;
  const live = useLive(
    host.store,
    painted && keys.length > 0 ? { name: 'listed', args: { keys, until } } : null,
  );
  const rows = keys.length > 0 ? (live.value ?? []) : [];
  if (rows.length === 0) return null;
  const due = rows.filter((row) => row.reminders.length > 0).length;
  const line = [
    due > 0 && t('list_due', { count: due }),
    rows.length > due && t('list_waiting', { count: rows.length - due }),
  ].filter(Boolean);
  return (
    <aside class="in-list" data-part="in-list" aria-label={t('list_title')}>
      <button
        type="button"
        class="in-list-line"
        data-act="in-list"
        aria-expanded={open}
        aria-controls={list}
        onClick={() => setOpen(!open)}
      >
        <Icon name="bell" size={14} />
        <span class="in-list-words">
          {t('list_title')}: {line.join(' · ')}
        </span>
        <Icon name={open ? 'down' : 'up'} size={14} />
      </button>
      <ul id={list} class="in-list-people" hidden={!open}>
        {open && rows.map((row) => <Listed key={row.customer.id} row={row} />)}
      </ul>
    </aside>
  );
}

function Listed({ row: { customer, reminders } }: { row: ListedCustomer }) {
  const { t, host, format } = useBeside();
  const now = host.now();
  const long = customer.waitingSince === undefined ? null : Math.max(0, now - customer.waitingSince);
  const level = long === null ? null : waitLevel(long);
  return (
    <li class="in-list-person" data-part="listed" data-customer={customer.id}>
      <button
        type="button"
        class="due-open"
        data-act="open-customer"
        onClick={() => host.openDashboard(`customers/${customer.id}`)}
      >
        <span class="due-title">
          <Avatar name={nameOf(customer)} id={customer.id} size="s" />
          <span class="in-list-name">{nameOf(customer)}</span>
        </span>
        {reminders.slice(0, REMINDERS).map((reminder) => {
          const state = dueState(reminder.due, now);
          return (
            <span key={reminder.id} class={`due-line reminder-${state}`} data-part="listed-due">
              <span class="in-list-what">{reminder.title}</span>
              <span class="reminder-when">
                <Icon name={state === 'overdue' ? 'alarm' : 'bell'} size={13} />
                {format.moment(reminder.due.at, now)}
              </span>
            </span>
          );
        })}
        {reminders.length > REMINDERS && (
          <span class="due-line hint">{t('list_more', { count: reminders.length - REMINDERS })}</span>
        )}
        {level && long !== null && (
          <span class={`due-line fact-${level}`}>
            <Icon name={level === 'fresh' ? 'wait' : level === 'late' ? 'late' : 'alert'} size={13} />
            {t(`waiting_${level}`, { span: format.span(long) })}
          </span>
        )}
      </button>
    </li>
  );
}
