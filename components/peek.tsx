import { useEffect, useRef } from 'preact/hooks';
import type { Customer } from '../lib/domain/entities.ts';
import type { KeyOwner } from '../lib/domain/query.ts';
import { CardHeader, ContactAge } from './card-header.tsx';
import { useBeside, useKey } from './context.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { Money } from './money.tsx';
import { ParcelWarning } from './parcel-warning.tsx';
import { Key, nameOf } from './parts.tsx';
import { Opening } from './quiet-states.tsx';
import { Reminders } from './reminders.tsx';
import { TagRow } from './tag-row.tsx';
import { Timeline } from './timeline.tsx';
import { useLive } from './use-live.ts';

export interface PeekProps {
  owner: KeyOwner;
  onBack: () => void;
  /** Says that the person of the page is this customer; absent where somebody else is known to be. */
  onThem?: (event: Event, customer: Customer) => void;
}

/**
 * The card of somebody whose number or code stands in this thread. The thread is not theirs by that, so nothing is
 * logged from here; one key says that it is.
 */
export function Peek({ owner, onBack, onThem }: PeekProps) {
  const { t, host, format, settings } = useBeside();
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const { value } = useLive(host.store, { name: 'customer', args: { id: owner.customer.id } });
  useKey('link', (event) => onThem?.(event, owner.customer), onThem !== undefined);
  return (
    <article class="card" data-part="peek" data-customer={owner.customer.id}>
      <div class="banner peek-line">
        <span class="banner-text">
          {t('peek_line', { what: format.handle(owner.key), name: nameOf(owner.customer) })}
        </span>
        <span class="row-acts">
          <button ref={back} type="button" class="text-button" data-act="peek-back" onClick={onBack}>
            <Icon name="back" size={14} /> {t('peek_back')}
          </button>
        </span>
      </div>
      {onThem && (
        <button
          type="button"
          class="button button-primary"
          data-act="link"
          onClick={(event) => onThem(event, owner.customer)}
        >
          {t('maybe_yes')} <Key of={keyOf('link', settings.keys)} />
        </button>
      )}
      {value === undefined && <Opening />}
      {value && (
        <>
          <CardHeader customer={value.customer} />
          <div class="facts">
            <ContactAge customer={value.customer} sighting={null} />
          </div>
          <TagRow customer={value.customer} />
          <ParcelWarning customer={value.customer} orders={value.orders} />
          <Reminders reminders={value.reminders} />
          <Money customer={value.customer} orders={value.orders} />
          <Timeline customer={value.customer} first={value.timeline} shown={null} />
        </>
      )}
    </article>
  );
}
