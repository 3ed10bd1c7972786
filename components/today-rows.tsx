import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { nextState } from '../lib/domain/contact.ts';
import { snoozeChoices } from '../lib/domain/due.ts';
import type { AsideList, Customer, Thread } from '../lib/domain/entities.ts';
import type { ComplaintWithCustomer, ReminderWithCustomer } from '../lib/domain/query.ts';
import { useBeside } from './context.ts';
import { Icon, type IconName } from './icon.tsx';
import { Avatar, Menu, nameOf } from './parts.tsx';
import { DuePicker, dueState, useReminderActs } from './reminders.tsx';
import { RowDraft, rowDraft } from './row-draft.tsx';
import { waitLevel } from './subject.ts';
import { TodaySwitchContext } from './today-switch.tsx';
import { readOnce } from './use-live.ts';

/** What the keys do to the row that has the focus: a made-up click would not count as the seller's own act. */
export interface RowActs {
  done(event: Event): void;
  snooze(): void;
  write(): void;
}
export const RowKeys = createContext<Map<string, RowActs>>(new Map());

function useRowActs(key: string, acts: RowActs): void {
  const rows = useContext(RowKeys);
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    rows.set(key, {
      done: (event) => latest.current.done(event),
      snooze: () => latest.current.snooze(),
      write: () => latest.current.write(),
    });
    return () => void rows.delete(key);
  }, [rows, key]);
}

type Who = Pick<Customer, 'id' | 'name' | 'code'>;
/** Newest entries that are looked through for one with a thread. */
const LOOKED_THROUGH = 20;

/** Opens the exact thread, with the words in its box where some were written; without a thread the customer's page. */
export function useOpenRow() {
  const { host, t, notify, fail, mayAct } = useBeside();
  const today = useContext(TodaySwitchContext);
  return async (event: Event, row: { customer: Who | null; thread: Thread | null; text: string }) => {
    const { customer, text } = row;
    try {
      const thread = row.thread ?? (customer && (await lastThread(customer.id)));
      if (!thread) return host.openDashboard(customer ? `customers/${customer.id}` : 'today');
      if (text !== '' && !mayAct(event)) return;
      // The card of that thread takes the list's place.
      if (today?.open) today.toggle();
      if (text === '' || !host.visit) return host.openThread(thread);
      const result = await host.visit({ thread, customer: customer?.id ?? null, text });
      if (result === 'inserted') notify({ text: t('draft_inserted') });
      else if (result !== 'opened') await copyInstead(text);
    } catch (error) {
      fail(error);
    }
  };
  async function lastThread(customer: string): Promise<Thread | null> {
    const args = { customer, before: null, limit: LOOKED_THROUGH };
    const page = await readOnce(host.store, { name: 'timeline', args });
    return page.items.find((entry) => entry.thread)?.thread ?? null;
  }
  /** The words are not in the box: the seller pastes them. */
  async function copyInstead(text: string): Promise<void> {
    const copied = await host.copy?.(text).then(
      () => true,
      () => false,
    );
    notify(copied ? { text: t('visit_copied') } : { text: t('visit_not_put'), tone: 'fail' });
  }
}

export function DueRow({ row }: { row: ReminderWithCustomer }) {
  const { t, host, format } = useBeside();
  const { reminder, customer } = row;
  const [picking, setPicking] = useState(false);
  const [snoozing, setSnoozing] = useState(false);
  const [writing, setWriting] = useState(false);
  const acts = useReminderActs(reminder, customer);
  const open = useOpenRow();
  const key = `reminder/${reminder.id}`;
  const text = rowDraft(host, key) ?? reminder.draft;
  useRowActs(key, {
    done: (event) => void acts.done(event),
    snooze: () => setSnoozing(true),
    write: () => setWriting(true),
  });
  const now = host.now();
  const state = dueState(reminder.due, now);
  return (
    <li
      class={`due-row reminder-${state}`}
      data-part="reminder"
      data-state={state}
      data-reminder={reminder.id}
      data-key={key}
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
      <button
        type="button"
        class="due-open"
        data-row
        data-act="open-thread"
        onClick={(event) => void open(event, { customer, thread: reminder.thread, text })}
      >
        <span class="due-title">{reminder.title}</span>
        <span class="due-line">
          {customer && <span class="due-who">{nameOf(customer)}</span>}
          <span class="reminder-when" title={format.exact(reminder.due.at)}>
            <Icon name={state === 'overdue' ? 'alarm' : 'bell'} size={13} />
            {format.moment(reminder.due.at, now)}
          </span>
          {reminder.thread && <span class="due-place">{format.place(reminder.thread.site)}</span>}
        </span>
        {text !== '' && !writing && <DraftLine text={text} />}
      </button>
      <span class="row-acts">
        <Menu
          act="snooze"
          icon="alarm"
          label={t('snooze')}
          open={snoozing}
          onOpen={setSnoozing}
          items={[
            ...acts.snoozeItems(() => setPicking(true)),
            { act: 'row-write', icon: 'reply', label: t('row_write'), onAct: () => setWriting(true) },
          ]}
        />
      </span>
      {writing && <RowDraft row={key} first={text} reminder={reminder} onClose={() => setWriting(false)} />}
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

function DraftLine({ text }: { text: string }) {
  return (
    <span class="due-draft" data-part="row-draft-line">
      <Icon name="reply" size={13} /> <span class="due-draft-text">{text}</span>
    </span>
  );
}

export interface PersonRowProps {
  list: AsideList;
  customer: Customer;
  /** The instant that brought the customer to the list. */
  of: number;
  /** Distinguishes rows of one customer. */
  id: string;
  icon: IconName;
  level: 'fresh' | 'late' | 'long' | 'plain';
  line: string;
  more?: string;
  thread?: Thread | null;
  /** What is proposed when words are written for the first time. */
  first?: string;
  /** Under the row. */
  below?: ComponentChildren;
  doneLabel: string;
  onDone: (event: Event) => void;
}

/** Somebody who needs something: opened, put aside until later, or done with. */
export function PersonRow(props: PersonRowProps) {
  const { t, host, act, format } = useBeside();
  const { customer, list, of } = props;
  const [snoozing, setSnoozing] = useState(false);
  const [writing, setWriting] = useState(false);
  const open = useOpenRow();
  const key = `${list}/${props.id}`;
  const text = rowDraft(host, key) ?? '';
  useRowActs(key, { done: props.onDone, snooze: () => setSnoozing(true), write: () => setWriting(true) });
  const name = nameOf(customer);
  return (
    <li class="due-row" data-part={`${list}-customer`} data-key={key}>
      <button
        type="button"
        class="tick"
        data-act="done"
        aria-label={props.doneLabel}
        title={props.doneLabel}
        onClick={props.onDone}
      >
        <Icon name="check" size={14} />
      </button>
      <button
        type="button"
        class="due-open due-person"
        data-row
        data-act="open-customer"
        onClick={(event) => void open(event, { customer, thread: props.thread ?? null, text })}
      >
        <span class="due-title">
          <Avatar name={name} id={customer.id} size="s" />
          <span class="due-name">{name}</span>
        </span>
        <span class={`due-line fact-${props.level}`}>
          <Icon name={props.icon} size={13} />
          <span class="due-line-text">{props.line}</span>
        </span>
        {props.more && <span class="due-line due-more">{props.more}</span>}
        {text !== '' && !writing && <DraftLine text={text} />}
      </button>
      <span class="row-acts">
        <Menu
          act="snooze"
          icon="alarm"
          label={t('snooze')}
          open={snoozing}
          onOpen={setSnoozing}
          items={[
            ...useAsideItems((event, until) =>
              act(
                event,
                { name: 'customer.aside', args: { id: customer.id, list, aside: { of, until } } },
                { said: t('aside_until', { when: format.moment(until, host.now()) }), undo: true },
              ),
            ),
            { act: 'row-write', icon: 'reply', label: t('row_write'), onAct: () => setWriting(true) },
          ]}
        />
      </span>
      {writing && (
        <RowDraft row={key} first={text || (props.first ?? '')} onClose={() => setWriting(false)} />
      )}
      {props.below}
    </li>
  );
}

/** The choices of a reminder, for somebody who is put aside. */
function useAsideItems(onPick: (event: Event, until: number) => void) {
  const { t, host, format } = useBeside();
  return snoozeChoices(host.now(), host.zone).map(({ id, due }) => ({
    act: `snooze-${id}`,
    icon: 'calendar' as const,
    label: id === 'tomorrow' ? t('due_tomorrow') : `${t(`due_${id}`)} · ${format.clock(due.at)}`,
    onAct: (event: Event) => onPick(event, due.at),
  }));
}

/** Puts somebody aside for good: until something new brings them back. */
export function useAside() {
  const { act, t } = useBeside();
  return (event: Event, customer: Customer, list: AsideList, of: number) =>
    act(
      event,
      { name: 'customer.aside', args: { id: customer.id, list, aside: { of, until: null } } },
      { said: t(`aside_${list === 'quiet' ? 'quiet' : 'waiting'}`, { name: nameOf(customer) }), undo: true },
    );
}

export function WaitingRow({ customer }: { customer: Customer }) {
  const { t, host, format } = useBeside();
  const aside = useAside();
  const since = customer.waitingSince ?? customer.lastInAt ?? host.now();
  const long = host.now() - since;
  const level = waitLevel(long);
  return (
    <PersonRow
      list="waiting"
      customer={customer}
      of={since}
      id={customer.id}
      icon={level === 'fresh' ? 'wait' : level === 'late' ? 'late' : 'alert'}
      level={level}
      line={t(`waiting_${level}`, { span: format.span(long) })}
      doneLabel={t('aside_waiting_label', { name: nameOf(customer) })}
      onDone={(event) => void aside(event, customer, 'waiting', since)}
    />
  );
}

export function QuietRow({ customer }: { customer: Customer }) {
  const { t, host, format } = useBeside();
  const aside = useAside();
  const now = host.now();
  const last = Math.max(customer.lastOrderAt ?? 0, customer.lastInAt ?? 0);
  const span = format.span(now - last);
  return (
    <PersonRow
      list="quiet"
      customer={customer}
      of={customer.quietAt ?? last}
      id={customer.id}
      icon="moon"
      level="plain"
      line={
        customer.rhythm === undefined
          ? t('quiet_since', { span })
          : t('quiet_rhythm', { span, usual: format.span(customer.rhythm) })
      }
      doneLabel={t('aside_quiet_label', { name: nameOf(customer) })}
      onDone={(event) => void aside(event, customer, 'quiet', customer.quietAt ?? last)}
    />
  );
}

export function ComplaintRow({ row }: { row: ComplaintWithCustomer }) {
  const { t, host, format } = useBeside();
  const { complaint, customer } = row;
  const advance = useComplaintStep();
  const next = nextState(complaint.status) ?? 'confirmed';
  const span = format.span(host.now() - complaint.at);
  return (
    <PersonRow
      list="complaint"
      customer={customer}
      of={complaint.at}
      id={complaint.id}
      icon={complaint.status === 'open' ? 'alert' : 'wait'}
      level={complaint.status === 'open' ? 'long' : 'late'}
      line={t(`complaint_age_${complaint.status === 'open' ? 'open' : 'good'}`, { span })}
      more={complaint.subject || complaint.text}
      thread={complaint.thread}
      doneLabel={t(`complaint_to_${next}`)}
      onDone={(event) => void advance(event, complaint.id, next)}
    />
  );
}

/** The next state of a complaint, with undo. */
export function useComplaintStep() {
  const { act, t } = useBeside();
  return (event: Event, id: string, status: 'open' | 'good' | 'confirmed') =>
    act(
      event,
      { name: 'interaction.status', args: { id, status } },
      { said: t(`complaint_now_${status}`), undo: true },
    );
}
