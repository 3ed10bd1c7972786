import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { zonedAt } from '../lib/domain/due.ts';
import type { ReminderWithCustomer, TodayView } from '../lib/domain/query.ts';
import type { SittingList, Stop } from '../lib/domain/sitting.ts';
import { useBeside, useKey } from './context.ts';
import { focusedElement } from './focus.ts';
import { Icon } from './icon.tsx';
import { Section } from './parts.tsx';
import { BeginSitting, stopOfComplaint, stopOfCustomer, stopOfReminder } from './sitting.tsx';
import { AllDone, NothingYet } from './today-empty.tsx';
import { ComplaintRow, DueRow, QuietRow, type RowActs, RowKeys, WaitingRow } from './today-rows.tsx';
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

/**
 * What needs the seller, over all sites: promises, who waits, complaints, greetings, who fell silent. J and K walk, Enter
 * opens the thread with the words in its box, S snoozes, D is done, W writes.
 */
export function TodayList() {
  const { t, format } = useBeside();
  const today = useToday();
  const root = useRef<HTMLDivElement>(null);
  const keys = useRef(new Map<string, RowActs>());
  const [all, setAll] = useState<ReadonlySet<string>>(new Set());

  const walk = (step: number) => {
    const rows = [...(root.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.findIndex((row) => row.closest('li')?.contains(focusedElement()));
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  };
  /** What can be done to the row that has the focus. */
  const focused = () => {
    const row = focusedElement()?.closest('[data-key]');
    return row && root.current?.contains(row)
      ? keys.current.get(row.getAttribute('data-key') ?? '')
      : undefined;
  };
  useKey('next', () => walk(1));
  useKey('previous', () => walk(-1));
  useKey('snooze', () => focused()?.snooze());
  useKey('draft', () => focused()?.write());
  useKey('done', (event) => {
    const row = focused();
    if (!row) return;
    walk(1);
    row.done(event);
  });

  if (!today) return <div aria-busy="true" />;
  const { overdue, waiting, greetings, complaints, quiet, colleagues } = today;
  const open =
    overdue.length +
    today.today.length +
    waiting.length +
    greetings.length +
    complaints.length +
    colleagues.length;
  const rest = today.later.length + quiet.length;
  if (open + rest === 0) return <NothingYet />;
  const more = (part: string) => setAll(new Set([...all, part]));
  const cut = <T,>(part: string, rows: T[]) =>
    all.has(part) || rows.length <= CATCH_UP ? rows : rows.slice(0, CATCH_UP);
  const due = [...overdue, ...today.today];
  const dueStops = due.map(stopOfReminder);
  return (
    <RowKeys.Provider value={keys.current}>
      <div ref={root} class="today-list" data-part="today">
        {open === 0 && <AllDone next={today.later[0] ?? null} />}
        {overdue.length > CATCH_UP && (
          <p class="banner" data-part="catch-up">
            <Icon name="alarm" />
            <span class="banner-text">{t('catch_up', { count: format.count(today.dueCount) })}</span>
          </p>
        )}
        <Group
          part="overdue"
          count={overdue.length}
          list="due"
          stops={dueStops}
          shown={cut('overdue', overdue).length}
          onMore={() => more('overdue')}
        >
          <DueRows rows={cut('overdue', overdue)} />
        </Group>
        <Group
          part="due-today"
          count={today.today.length}
          list="due"
          stops={overdue.length > 0 ? [] : dueStops}
          shown={cut('due-today', today.today).length}
          onMore={() => more('due-today')}
        >
          <DueRows rows={cut('due-today', today.today)} />
        </Group>
        <Group
          part="waiting"
          count={waiting.length}
          list="waiting"
          stops={waiting.map((one) => stopOfCustomer(one, one.waitingSince ?? null))}
          shown={cut('waiting', waiting).length}
          onMore={() => more('waiting')}
        >
          {cut('waiting', waiting).map((one) => (
            <WaitingRow key={one.id} customer={one} />
          ))}
        </Group>
        <Group
          part="complaints"
          count={complaints.length}
          list="complaints"
          stops={complaints.map(stopOfComplaint)}
          shown={cut('complaints', complaints).length}
          onMore={() => more('complaints')}
        >
          {cut('complaints', complaints).map((one) => (
            <ComplaintRow key={one.complaint.id} row={one} />
          ))}
        </Group>
        <Group
          part="greetings"
          count={greetings.length}
          list="greetings"
          stops={greetings.map(stopOfReminder)}
          shown={cut('greetings', greetings).length}
          onMore={() => more('greetings')}
        >
          <DueRows rows={cut('greetings', greetings)} />
        </Group>
        <Group
          part="quiet"
          count={today.quietCount}
          list="quiet"
          stops={quiet.map((one) => stopOfCustomer(one, one.quietAt ?? null))}
          shown={cut('quiet', quiet).length}
          limit={quiet.length}
          onMore={() => more('quiet')}
        >
          {cut('quiet', quiet).map((one) => (
            <QuietRow key={one.id} customer={one} />
          ))}
        </Group>
        <Group
          part="due-colleagues"
          count={colleagues.length}
          shown={cut('due-colleagues', colleagues).length}
          onMore={() => more('due-colleagues')}
        >
          <DueRows rows={cut('due-colleagues', colleagues)} />
        </Group>
        <Group
          part="due-later"
          count={today.later.length}
          shown={cut('due-later', today.later).length}
          onMore={() => more('due-later')}
        >
          <DueRows rows={cut('due-later', today.later)} />
        </Group>
      </div>
    </RowKeys.Provider>
  );
}

/** The nearest few, for a panel that has nobody to show. */
export function NextDue() {
  const today = useToday();
  const rows = today ? [...today.overdue, ...today.today].slice(0, SHORT) : [];
  return (
    <Group part="due-next" count={rows.length} shown={rows.length}>
      <DueRows rows={rows} />
    </Group>
  );
}

const TITLES = {
  overdue: 'today_overdue',
  'due-today': 'today_today',
  'due-later': 'today_later',
  'due-next': 'today_next',
  'due-colleagues': 'today_colleagues',
  waiting: 'today_waiting',
  complaints: 'today_complaints',
  greetings: 'today_greetings',
  quiet: 'today_quiet',
} as const;

function DueRows({ rows }: { rows: ReminderWithCustomer[] }) {
  return (
    <>
      {rows.map((row) => (
        <DueRow key={row.reminder.id} row={row} />
      ))}
    </>
  );
}

interface GroupProps {
  part: keyof typeof TITLES;
  /** How many there are. */
  count: number;
  /** How many of them are drawn. */
  shown: number;
  /** How many could be drawn; all of them unless said. */
  limit?: number;
  onMore?: () => void;
  /** Offers to go through them one after the other. */
  list?: SittingList;
  stops?: Stop[];
  children: ComponentChildren;
}

function Group(props: GroupProps) {
  const { t, format, host } = useBeside();
  const [beginning, setBeginning] = useState(false);
  if (props.count === 0 || props.shown === 0) return null;
  const { list, stops = [] } = props;
  const limit = props.limit ?? props.count;
  return (
    <Section
      part={props.part}
      title={t(TITLES[props.part])}
      aside={format.count(props.count)}
      tools={
        list &&
        host.sitting &&
        stops.length > 1 && (
          <button
            type="button"
            class="text-button"
            data-act={`begin-${list}`}
            aria-expanded={beginning}
            onClick={() => setBeginning(!beginning)}
          >
            {t('sitting_begin')}
          </button>
        )
      }
    >
      {beginning && list && <BeginSitting list={list} stops={stops} onClose={() => setBeginning(false)} />}
      <ul class="due-list">{props.children}</ul>
      {props.shown < limit && (
        <button type="button" class="button button-quiet wide" data-act="more" onClick={props.onMore}>
          {t('show_all', { count: format.count(limit) })}
        </button>
      )}
    </Section>
  );
}
