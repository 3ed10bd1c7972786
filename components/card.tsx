import { useEffect, useRef, useState } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import { isInternal, isOrganisation } from '../lib/domain/membership.ts';
import type { CardView, CustomerDetail, KeyOwner } from '../lib/domain/query.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { CardHeader, ContactAge, Recognised } from './card-header.tsx';
import { CardParts } from './card-parts.tsx';
import { CareOfCard } from './care.tsx';
import { Complaints } from './complaints.tsx';
import { useBeside, useKey } from './context.ts';
import { DealLine } from './deals.tsx';
import { EmployerOffer } from './employer-offer.tsx';
import { Employment } from './employment.tsx';
import { Following } from './following.tsx';
import { Found } from './found.tsx';
import type { PageState } from './host.ts';
import { keyOf } from './keys.ts';
import { LogBar } from './log-bar.tsx';
import { Money } from './money.tsx';
import { NeverBanner } from './never.tsx';
import { Notes } from './notes.tsx';
import { OpenOrder } from './open-order.tsx';
import { ParcelWarning } from './parcel-warning.tsx';
import { ActionButton, nameOf } from './parts.tsx';
import { ReminderForm } from './reminder-form.tsx';
import { Say } from './say.tsx';
import { TagRow } from './tag-row.tsx';
import { Timeline } from './timeline.tsx';
import { WorthLine } from './worth.tsx';

export interface CardProps {
  customer: Customer;
  detail: CustomerDetail;
  card: CardView;
  sighting: Sighting;
  page: PageState;
  selection: string;
  /** Everybody known in this thread: a log may name several. */
  everybody: Customer[];
  /** The page gave only a display name, and the seller said that this is the one. */
  confirmed: boolean;
  /** Shows somebody else's card in passing. */
  onPeek: (owner: KeyOwner) => void;
}

/** A known customer: who this is, what is between us, what next. */
export function Card({
  customer,
  detail,
  card,
  sighting,
  page,
  selection,
  everybody,
  confirmed,
  onPeek,
}: CardProps) {
  const { t, settings, asked, take } = useBeside();
  const [reminding, setReminding] = useState(false);
  const [noting, setNoting] = useState(false);
  const acts = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<string | null>(null);
  useKey('remind', () => setReminding(true));
  useEffect(() => {
    if (take('remind')) setReminding(true);
    if (take('log')) acts.current?.querySelector('button')?.focus();
  }, [asked]);
  const thread = { site: sighting.site, ...sighting.thread };
  const keys = sighting.counterparts.flatMap((one) => one.identities);

  return (
    <article class="card" part="card" data-part="card" data-customer={customer.id}>
      <CardHeader customer={customer} />
      <div class="facts">
        {confirmed ? (
          <p class="fact" data-part="evidence">
            {t('sure_confirmed')}
          </p>
        ) : (
          <Recognised customer={customer} keys={keys} />
        )}
        <ContactAge customer={customer} sighting={everybody.length === 1 ? sighting : null} />
        <WorthLine customer={customer} />
      </div>
      <Employment customer={customer} bonds={detail.bonds} />
      {detail.bonds.organisations.length === 0 && !isOrganisation(customer.kind) && !isInternal(customer) && (
        <EmployerOffer
          keys={customer.keys}
          person={customer}
          name={customer.name}
          site={sighting.site}
          onKnown={() => undefined}
        />
      )}
      <DealLine customer={customer} />
      <TagRow customer={customer} />
      <ParcelWarning customer={customer} orders={detail.orders} />
      <Complaints customer={customer.id} />
      <Found sighting={sighting} customer={customer} onShow={onPeek} />
      {card.never && <NeverBanner rule={card.never} />}
      <div class="acts" part="acts" ref={acts}>
        {!card.never && (
          <LogBar
            sighting={sighting}
            card={card}
            customers={everybody}
            selection={selection}
            onShow={(id) => setShown(id)}
          />
        )}
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
      </div>
      <Say page={page} sighting={sighting} customer={customer} orders={detail.orders} />
      {reminding && (
        <ReminderForm
          customer={customer.id}
          title={t('remind_title', { name: nameOf(customer) })}
          thread={thread}
          onClose={() => setReminding(false)}
        />
      )}
      {sighting.order && (
        <OpenOrder
          sighting={sighting}
          customer={customer}
          orders={detail.orders}
          mayKeep={card.never === null}
        />
      )}
      <CareOfCard customer={customer.id} reminders={detail.reminders} />
      <Following customer={customer} />
      <CardParts
        customer={customer}
        reminders={detail.reminders}
        thread={thread}
        notes={
          <Notes
            customer={customer.id}
            worn={customer.tags}
            notes={detail.notes}
            adding={noting}
            onAdding={setNoting}
          />
        }
        orders={<Money customer={customer} orders={detail.orders} />}
      />
      <Timeline customer={customer} first={detail.timeline} shown={shown} />
    </article>
  );
}
