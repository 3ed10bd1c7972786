import { useEffect, useRef, useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { isOrganisation } from '../lib/domain/membership.ts';
import type { CustomerView } from '../lib/domain/query.ts';
import { CardHeader, ContactAge } from './card-header.tsx';
import { Care } from './care.tsx';
import { Changes } from './changes.tsx';
import { Complaints } from './complaints.tsx';
import { ConsentSection } from './consent.tsx';
import { useBeside, useKey } from './context.ts';
import { CustomFields } from './custom-fields.tsx';
import { Dealing } from './dealing.tsx';
import { DealSection } from './deals.tsx';
import { DisplayNames } from './display-names.tsx';
import { Erase, EraseFromBin } from './erase.tsx';
import { Following } from './following.tsx';
import { HandLog } from './hand-log.tsx';
import { writeRoute } from './hash-route.ts';
import { Icon } from './icon.tsx';
import { Identities } from './identities.tsx';
import { Journey } from './journey.tsx';
import { KeptOf } from './kept.tsx';
import { keyOf } from './keys.ts';
import { KnowingSection } from './knowing.tsx';
import { Merged } from './merged.tsx';
import { Money } from './money.tsx';
import { Notes } from './notes.tsx';
import { Occasions } from './occasions.tsx';
import { Team, WorkProfile } from './organisation.tsx';
import { Origin } from './origin.tsx';
import { ParcelWarning } from './parcel-warning.tsx';
import { ActionButton, EditableText, nameOf, Quiet, Section } from './parts.tsx';
import { Failed } from './quiet-states.tsx';
import { Quotes } from './quotes.tsx';
import { ReminderForm } from './reminder-form.tsx';
import { Reminders } from './reminders.tsx';
import { Stale } from './stale.tsx';
import { TagRow } from './tag-row.tsx';
import { Timeline } from './timeline.tsx';
import { useLive } from './use-live.ts';
import { WorthSection } from './worth.tsx';

/** A customer's own page: everything of the card, and what is edited seldom. */
export function CustomerPage(props: {
  id: string;
  exportable?: boolean;
  /** Erasing was asked for elsewhere: what would go is shown at once. */
  erasing?: boolean;
}) {
  const { id, exportable = false, erasing = false } = props;
  const { t, host, act, settings } = useBeside();
  const [reminding, setReminding] = useState(false);
  const [noting, setNoting] = useState(false);
  const [byHand, setByHand] = useState(false);
  const live = useLive(host.store, { name: 'customer', args: { id } });
  useKey('remind', () => setReminding(true));
  useKey('call', () => setByHand(true));
  const since = useLastSeen(id, live.value);

  if (live.error) return <Failed error={live.error} onRetry={() => location.reload()} />;
  if (live.value === undefined) return <div aria-busy="true" />;
  const back = (
    <a class="back" href={writeRoute('customers')} data-act="back">
      <Icon name="back" /> {t('section_customers')}
    </a>
  );
  if (live.value === null) {
    return (
      <>
        {back}
        <Quiet
          part="customer-gone"
          icon="user"
          title={t('customer_gone_title')}
          text={t('customer_gone_text')}
        />
        <EraseFromBin id={id} />
      </>
    );
  }
  const { customer, reminders, notes, orders, timeline, changes, bonds } = live.value;
  const remove = async (event: Event) => {
    const said = t('customer_deleted', { name: nameOf(customer) });
    await act(event, { name: 'customer.delete', args: { id } }, { said, undo: true });
  };
  return (
    <article class="customer-page" data-part="card" data-customer={id}>
      {back}
      <div class="customer-columns">
        <div class="customer-left">
          <CardHeader customer={customer} withAbout={false} />
          <ContactAge customer={customer} sighting={null} />
          <TagRow customer={customer} />
          <ParcelWarning customer={customer} orders={orders} />
          <Complaints customer={customer.id} />
          <KnowingSection customer={customer} />
          <Profile customer={customer} />
          <Dealing customer={customer} />
          <Occasions customer={customer} reminders={reminders} />
          <ConsentSection customer={customer} />
          <Origin customer={customer} />
          <WorkProfile customer={customer} bonds={bonds} />
          <Identities customer={customer} />
          <DisplayNames customer={customer} />
          <Merged customer={customer} />
          <WorthSection customer={customer} />
          <Money customer={customer} orders={orders} />
          <KeptOf customer={customer.id} />
          {exportable && (
            <div class="section">
              <a
                class="text-button"
                data-act="export-customer"
                href={`${writeRoute('transfer')}?find=${encodeURIComponent(id)}`}
              >
                <Icon name="download" /> {t('customer_export')}
              </a>
            </div>
          )}
          {host.mayDestroy && (
            <div class="section">
              <button type="button" class="text-button danger" data-act="delete-customer" onClick={remove}>
                <Icon name="trash" /> {t('customer_delete')}
              </button>
              <Erase id={id} opened={erasing} />
            </div>
          )}
        </div>
        <div class="customer-right">
          <div class="acts">
            <ActionButton
              act="remind"
              icon="remind"
              label={t('remind_short')}
              hotkey={keyOf('remind', settings.keys)}
              onAct={() => setReminding(true)}
            />
            <ActionButton
              act="note"
              icon="note"
              label={t('note_short')}
              hotkey={keyOf('note', settings.keys)}
              onAct={() => setNoting(true)}
            />
            <ActionButton
              act="hand-log"
              icon="phone"
              label={t('hand_log_short')}
              hotkey={keyOf('call', settings.keys)}
              pressed={byHand}
              onAct={() => setByHand(!byHand)}
            />
          </div>
          {byHand && <HandLog customers={[customer]} keys={customer.keys} onClose={() => setByHand(false)} />}
          {reminding && (
            <ReminderForm
              customer={id}
              title={t('remind_title', { name: nameOf(customer) })}
              thread={timeline.items[0]?.thread ?? null}
              onClose={() => setReminding(false)}
            />
          )}
          <Team customer={customer} bonds={bonds} />
          <DealSection customer={customer} />
          <Care customer={id} />
          <Reminders reminders={reminders} />
          <Following customer={customer} />
          <Quotes customer={customer} />
          <Notes customer={id} worn={customer.tags} notes={notes} adding={noting} onAdding={setNoting} />
          <Journey customer={id} />
          <Timeline customer={customer} first={timeline} shown={null} />
          <Changes changes={changes} since={since} />
        </div>
      </div>
    </article>
  );
}

/** When this page was last looked at, before now: what changed since then is news as long as the page is open. */
function useLastSeen(id: string, view: CustomerView | null | undefined): number | undefined {
  const { host } = useBeside();
  const seen = useRef<{ at: number | undefined } | null>(null);
  if (view && !seen.current) seen.current = { at: view.seenAt };
  const known = view != null;
  useEffect(() => {
    if (known) host.seen?.(id);
  }, [known, id, host]);
  return seen.current?.at;
}

const LINES = ['about', 'company', 'address', 'owner'] as const;
const MAX: Record<(typeof LINES)[number], number> = { about: 2000, company: 200, address: 400, owner: 80 };

/** What is known of the person, each line edited in place. */
function Profile({ customer }: { customer: Customer }) {
  const { t, act } = useBeside();
  const [editing, setEditing] = useState<string | null>(null);
  const save = (event: Event, set: Record<string, string | boolean>) =>
    void act(
      event,
      { name: 'customer.save', args: { id: customer.id, set } },
      { said: t('saved'), undo: true },
    );
  return (
    <Section part="profile" title={t('profile')}>
      <dl class="profile">
        {LINES.filter((line) => line !== 'company' || !isOrganisation(customer.kind)).map((line) => (
          <div key={line}>
            <dt>{t(`field_${line}`)}</dt>
            <dd class={customer[line] ? '' : 'profile-empty'}>
              <EditableText
                part={line}
                label={t(`field_${line}`)}
                placeholder={t('profile_add')}
                value={customer[line]}
                max={MAX[line]}
                editing={editing === line}
                onEditing={(on) => setEditing(on ? line : null)}
                onSave={(event, text) => save(event, { [line]: text })}
              />
              <Stale customer={customer} name={line} />
            </dd>
          </div>
        ))}
      </dl>
      <CustomFields customer={customer} />
      <label class="check">
        <input
          type="checkbox"
          data-act="auto-log"
          checked={customer.autoLog}
          onChange={(event) => save(event, { autoLog: event.currentTarget.checked })}
        />
        <span>
          {t('auto_log')}
          <span class="hint">{t('auto_log_hint')}</span>
        </span>
      </label>
    </Section>
  );
}
