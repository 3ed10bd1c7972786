import { useState } from 'preact/hooks';
import { dueAtWall, quickChoices, snoozeChoices, zonedAt } from '../lib/domain/due.ts';
import type { Customer, Due, Reminder, Thread } from '../lib/domain/entities.ts';
import { saveCalendar } from './calendar-file.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { isLunarRule, lunarDayOf, RULE_ICONS, ruleWords } from './kind-words.ts';
import { IconButton, Menu, type MenuItem, Section } from './parts.tsx';
import { useCalendar } from './use-calendar.ts';

/** What a due time is to a reader now. */
export function dueState(due: Due, now: number): 'overdue' | 'soon' | 'later' {
  if (due.at <= now) return 'overdue';
  return due.at - now < 24 * 3_600_000 ? 'soon' : 'later';
}

/** Everything a reminder offers wherever it is shown: the words for it, and done, snooze, delete with undo. */
export function useReminderActs(reminder: Reminder, customer: Customer | null = null) {
  const beside = useBeside();
  const { t, act, host, format } = beside;
  const { id, rule } = reminder;
  const again = rule !== null && rule?.kind !== 'answer';
  const move = (event: Event, due: Due) =>
    act(
      event,
      { name: 'reminder.move', args: { id, due } },
      { said: t('reminder_moved', { when: format.moment(due.at, host.now()) }), undo: true },
    );
  return {
    done: (event: Event) =>
      act(
        event,
        // A second press on what comes again must not finish the one after.
        { name: 'reminder.done', args: again ? { id, due: reminder.due.at } : { id } },
        { said: t('reminder_done'), undo: true },
      ),
    remove: (event: Event) =>
      act(event, { name: 'reminder.delete', args: { id } }, { said: t('reminder_deleted'), undo: true }),
    move,
    snoozeItems: (onPick: () => void): MenuItem[] => [
      ...snoozeChoices(host.now(), host.zone).map(({ id: choice, due }) => ({
        act: `snooze-${choice}`,
        icon: 'calendar' as const,
        label: choice === 'tomorrow' ? t('due_tomorrow') : `${t(`due_${choice}`)} · ${format.clock(due.at)}`,
        onAct: (event: Event) => void move(event, due),
      })),
      { act: 'snooze-pick', icon: 'edit', label: t('due_pick'), onAct: onPick },
      // A frame in somebody's page gives out no files.
      ...(host.place === 'frame'
        ? []
        : [
            {
              act: 'calendar-one',
              icon: 'calendar-plus' as const,
              label: t('calendar_one'),
              onAct: () => saveCalendar(beside, [{ reminder, customer }]),
            },
          ]),
    ],
  };
}

/** A date and time field in the zone of this device; says the due time as it is typed. */
export function DateField({ due, onPick }: { due: Due | null; onPick: (due: Due) => void }) {
  const { t, host } = useBeside();
  const start = due ?? quickChoices(host.now(), host.zone)[0]?.due;
  const earliest = zonedAt(host.now(), host.zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
  return (
    <input
      type="datetime-local"
      class="field"
      data-part="due-field"
      aria-label={t('due_exact')}
      min={earliest}
      defaultValue={start?.wall.slice(0, 16)}
      onInput={(event) => {
        const wall = event.currentTarget.value;
        if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(wall)) onPick(dueAtWall(wall, host.zone));
      }}
    />
  );
}

/** The same with a button of its own, for moving a reminder. */
export function DuePicker(props: {
  due: Due;
  onPick: (event: Event, due: Due) => void;
  onClose: () => void;
}) {
  const { t } = useBeside();
  const [due, setDue] = useState(props.due);
  return (
    <form
      class="due-picker"
      onSubmit={(event) => {
        event.preventDefault();
        props.onPick(event, due);
      }}
    >
      <DateField due={props.due} onPick={setDue} />
      <button type="submit" class="button" data-act="pick-due">
        {t('due_choose')}
      </button>
      <button type="button" class="text-button" onClick={props.onClose}>
        {t('cancel')}
      </button>
    </form>
  );
}

export interface RemindersProps {
  reminders: Reminder[];
  /** The page that is open: a way back to it is not offered. */
  here?: Thread | null;
  /** Offered beside the title. */
  onAdd?: () => void;
}

/** Open promises of one person, the nearest first. */
export function Reminders({ reminders, here, onAdd }: RemindersProps) {
  const { t } = useBeside();
  const open = reminders.filter((one) => one.state === 'open').toSorted((a, b) => a.due.at - b.due.at);
  const resting = reminders.filter((one) => one.state === 'resting');
  if (open.length + resting.length === 0) return null;
  return (
    <Section
      part="reminders"
      title={t('promises')}
      tools={onAdd && <IconButton act="remind" icon="plus" label={t('remind')} onAct={onAdd} />}
    >
      <ul class="reminders">
        {open.map((reminder) => (
          <ReminderRow key={reminder.id} reminder={reminder} here={here ?? null} />
        ))}
        {resting.map((reminder) => (
          <RestingRow key={reminder.id} reminder={reminder} />
        ))}
      </ul>
    </Section>
  );
}

/** What kind it is, in a line of its own where there is something to say. */
function RuleLine({ reminder }: { reminder: Reminder }) {
  const { t, format } = useBeside();
  const { rule, due, budget } = reminder;
  const calendar = useCalendar(isLunarRule(reminder));
  const said = ruleWords(rule, due, t, format);
  const lunar = lunarDayOf(rule, due, calendar, t);
  const spend = budget ? t('budget_of', { money: format.money(budget.amount, budget.currency) }) : '';
  const ahead = rule?.kind === 'every' && rule.ahead > 0 ? t('occasion_rings', { count: rule.ahead }) : '';
  const line = [said, lunar, ahead, spend].filter((part) => part !== '').join(' · ');
  if (line === '') return null;
  return (
    <span class="reminder-rule" data-part="rule">
      <Icon name={rule ? (RULE_ICONS[rule.kind] ?? 'bell') : 'gift'} size={13} />
      {line}
    </span>
  );
}

/** It waits for something that has not begun: there is nothing to do, and nothing to move. */
function RestingRow({ reminder }: { reminder: Reminder }) {
  const { t, host } = useBeside();
  const acts = useReminderActs(reminder);
  return (
    <li
      class="reminder reminder-resting"
      data-part="reminder"
      data-state="resting"
      data-reminder={reminder.id}
    >
      <span class="tick-none" aria-hidden="true">
        <Icon name="wait" size={14} />
      </span>
      <span class="reminder-text">
        <span class="reminder-title">{reminder.title}</span>
        <RuleLine reminder={reminder} />
      </span>
      <span class="row-acts">
        {host.mayDestroy && (
          <IconButton
            act="delete-reminder"
            icon="trash"
            label={t('reminder_delete')}
            onAct={(event) => void acts.remove(event)}
          />
        )}
      </span>
    </li>
  );
}

function ReminderRow({ reminder, here }: { reminder: Reminder; here: Thread | null }) {
  const { t, format, host } = useBeside();
  const [picking, setPicking] = useState(false);
  const acts = useReminderActs(reminder);
  const now = host.now();
  const state = dueState(reminder.due, now);
  const thread = reminder.thread && reminder.thread.id !== here?.id ? reminder.thread : null;
  const items = acts.snoozeItems(() => setPicking(true));
  if (host.mayDestroy) {
    items.push({
      act: 'delete-reminder',
      icon: 'trash',
      label: t('reminder_delete'),
      onAct: (event) => void acts.remove(event),
    });
  }
  return (
    <li
      class={`reminder reminder-${state}`}
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
      <span class="reminder-text">
        <span class="reminder-title">{reminder.title}</span>
        <span class="reminder-when" title={format.exact(reminder.due.at)}>
          <Icon name={state === 'overdue' ? 'alarm' : 'bell'} size={13} />
          {state === 'overdue'
            ? t('due_overdue', { when: format.moment(reminder.due.at, now) })
            : format.moment(reminder.due.at, now)}
        </span>
        <RuleLine reminder={reminder} />
      </span>
      <span class="row-acts">
        {thread && (
          <IconButton
            act="open-thread"
            icon="open"
            label={t('thread_open')}
            onAct={() => host.openThread(thread)}
          />
        )}
        <Menu act="snooze" icon="alarm" label={t('snooze')} items={items} />
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
