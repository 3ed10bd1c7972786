import { useEffect, useState } from 'preact/hooks';
import { nextState } from '../lib/domain/contact.ts';
import { DRAFT_MAX } from '../lib/domain/draft.ts';
import type { Customer } from '../lib/domain/entities.ts';
import type { Matter } from '../lib/domain/matter.ts';
import type { ComplaintWithCustomer, ReminderWithCustomer } from '../lib/domain/query.ts';
import { type Sitting, type SittingList, type Stop, wordsFor } from '../lib/domain/sitting.ts';
import { useBeside, useKey } from './context.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { FormActs, IconButton, Key, nameOf } from './parts.tsx';
import { useOpenRow } from './today-rows.tsx';

/** The most that one sitting takes: nobody answers more in one go. */
const STOPS = 100;
const BARE = {
  customer: null,
  reminder: null,
  complaint: null,
  campaign: null,
  of: null,
  thread: null,
  text: '',
  next: null,
};

export function stopOfReminder({ reminder, customer }: ReminderWithCustomer): Stop {
  return {
    ...BARE,
    customer: customer?.id ?? null,
    name: customer ? nameOf(customer) : '',
    title: reminder.title,
    reminder: reminder.id,
    thread: reminder.thread,
    text: reminder.draft,
  };
}

export function stopOfCustomer(customer: Customer, of: number | null): Stop {
  return { ...BARE, customer: customer.id, name: nameOf(customer), title: '', of };
}

export function stopOfComplaint({ complaint, customer }: ComplaintWithCustomer): Stop {
  return {
    ...BARE,
    customer: customer.id,
    name: nameOf(customer),
    title: complaint.subject,
    complaint: complaint.id,
    thread: complaint.thread,
    next: nextState(complaint.status),
  };
}

/** @param text the words of the campaign, as they are for this customer. */
export function stopOfCampaign(customer: Customer, campaign: string, text: string): Stop {
  return { ...BARE, customer: customer.id, name: nameOf(customer), title: '', campaign, text };
}

/** Opens the thread of a stop, with the words for it. */
function useOpenStop() {
  const open = useOpenRow();
  return (event: Event, sitting: Sitting, at: number) => {
    const stop = sitting.stops[at];
    if (!stop) return;
    const { customer, name, thread } = stop;
    // The row itself is not needed: its id leads to its page and to its newest thread.
    const person = customer === null ? null : { id: customer, name, code: '' };
    void open(event, { customer: person, thread, text: wordsFor(sitting, stop) });
  };
}

/** Somebody who waits for a product that has come. */
export function stopOfWait(customer: Customer, matter: Matter): Stop {
  return { ...stopOfCustomer(customer, null), title: matter.what, matter: matter.id };
}

export interface BeginSittingProps {
  list: SittingList;
  stops: Stop[];
  /** A line to begin with. */
  first?: string;
  onClose: () => void;
}

/** Before a group is gone through: a line for all of them, if wanted. */
export function BeginSitting({ list, stops, first = '', onClose }: BeginSittingProps) {
  const { t, host, fail } = useBeside();
  const [text, setText] = useState(first);
  const open = useOpenStop();
  const begin = (event: Event) => {
    event.preventDefault();
    // Opening a thread closes the popup: the sitting goes on in the side panel. The browser opens that in a click alone.
    if (host.place === 'popup') host.openSidePanel?.();
    const sitting: Sitting = { list, stops: stops.slice(0, STOPS), at: 0, done: 0, text: text.trim() };
    host.sitting?.write(sitting).then(() => {
      open(event, sitting, 0);
      onClose();
    }, fail);
  };
  return (
    <form class="sitting-begin" data-part="sitting-begin" onSubmit={begin}>
      <label class="label">
        <span>{t('sitting_line')}</span>
        <textarea
          class="field"
          rows={2}
          maxLength={DRAFT_MAX}
          placeholder={t('sitting_placeholder')}
          data-part="sitting-field"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p class="hint">{t('sitting_hint')}</p>
      <FormActs
        act="sitting-start"
        label={t('sitting_start', { count: Math.min(stops.length, STOPS) })}
        onCancel={onClose}
      />
    </form>
  );
}

/** The group that is being gone through, above whatever the panel shows: next, done, skip. */
export function SittingBar() {
  const { host } = useBeside();
  const [sitting, setSitting] = useState<Sitting | null>(null);
  useEffect(() => host.sitting?.watch(setSitting), [host]);
  const stop = sitting?.stops[sitting.at];
  if (!sitting || !stop) return null;
  return <Bar sitting={sitting} stop={stop} />;
}

function Bar({ sitting, stop }: { sitting: Sitting; stop: Stop }) {
  const { t, host, settings, notify, fail, act } = useBeside();
  const open = useOpenStop();
  const all = sitting.stops.length;
  const go = async (event: Event, at: number, done: number) => {
    try {
      if (at >= all) {
        await host.sitting?.write(null);
        notify({ text: t('sitting_over', { done, all }) });
        return;
      }
      const next = { ...sitting, at: Math.max(0, at), done };
      await host.sitting?.write(next);
      open(event, next, next.at);
    } catch (error) {
      fail(error);
    }
  };
  const finish = async (event: Event) => {
    const { reminder, complaint, campaign, customer, of, next, matter } = stop;
    const list = sitting.list === 'quiet' ? ('quiet' as const) : ('waiting' as const);
    const command = reminder
      ? ({ name: 'reminder.done', args: { id: reminder } } as const)
      : complaint && next
        ? ({ name: 'interaction.status', args: { id: complaint, status: next } } as const)
        : matter
          ? ({ name: 'matter.save', args: { id: matter, state: 'told' } } as const)
          : campaign && customer
            ? ({ name: 'campaign.mark', args: { campaign, customer, as: 'sent' } } as const)
            : customer && of !== null
              ? ({
                  name: 'customer.aside',
                  args: { id: customer, list, aside: { of, until: null } },
                } as const)
              : null;
    if (command && !(await act(event, command, { said: t('sitting_done'), undo: true }))) return;
    await go(event, sitting.at + 1, sitting.done + 1);
  };
  const skip = async (event: Event) => {
    const { campaign, customer } = stop;
    const mark = { campaign: campaign ?? '', customer: customer ?? '', as: 'skipped' as const };
    if (campaign && customer && !(await act(event, { name: 'campaign.mark', args: mark }))) return;
    await go(event, sitting.at + 1, sitting.done);
  };
  const back = (event: Event) => void go(event, sitting.at - 1, sitting.done);
  useKey('next', (event) => void skip(event));
  useKey('previous', back, sitting.at > 0);
  useKey('done', (event) => void finish(event));
  return (
    <section class="sitting" data-part="sitting" aria-label={t(`sitting_${sitting.list}`)}>
      <p class="sitting-head">
        <span class="sitting-count">{t('sitting_place', { at: sitting.at + 1, all })}</span>
        <span>{t(`sitting_${sitting.list}`)}</span>
        <IconButton
          act="sitting-end"
          icon="close"
          label={t('sitting_end')}
          onAct={() => void host.sitting?.write(null).catch(fail)}
        />
      </p>
      <p class="sitting-who">
        <strong>{stop.name || stop.title}</strong>
        {stop.name !== '' && stop.title !== '' && <span class="sitting-what">{stop.title}</span>}
      </p>
      <span class="sitting-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="sitting-done"
          onClick={(event) => void finish(event)}
        >
          <Icon name="check" /> <span class="button-label">{t('sitting_finish')}</span>
          <Key of={keyOf('done', settings.keys)} />
        </button>
        <button type="button" class="button" data-act="sitting-skip" onClick={(event) => void skip(event)}>
          <span class="button-label">{t('sitting_skip')}</span>
          <Key of={keyOf('next', settings.keys)} />
        </button>
        <IconButton
          act="sitting-open"
          icon="open"
          label={t('thread_open')}
          onAct={(event) => open(event, sitting, sitting.at)}
        />
      </span>
    </section>
  );
}
