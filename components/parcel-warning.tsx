import type { Customer, Order } from '../lib/domain/entities.ts';
import type { Matter } from '../lib/domain/matter.ts';
import { asksDeposit, countParcels, parcelsOf } from '../lib/domain/parcels.ts';
import { filledLine, lineOf } from './care-words.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { nameOf } from './parts.tsx';
import { useProposeDraft } from './propose-draft.ts';
import { useLive } from './use-live.ts';

/** What was noted of a customer; nothing is asked of one of whom nothing was. */
export function useMatters(customer: Customer): Matter[] {
  const { host } = useBeside();
  const args = { customer: customer.id };
  const live = useLive(host.store, (customer.matters ?? 0) > 0 ? { name: 'matters', args } : null);
  return live.of?.args.customer === customer.id && (customer.matters ?? 0) > 0 ? (live.value ?? []) : [];
}

/** How many parcels went out and came back, and whether to ask for a deposit before the next. */
export function ParcelWarning({ customer, orders }: { customer: Customer; orders: Order[] }) {
  const { t, settings } = useBeside();
  const propose = useProposeDraft();
  const parcels = parcelsOf(orders, useMatters(customer));
  const { refused, returned, late } = countParcels(parcels);
  const deposit = asksDeposit(parcels, settings.parcelRule);
  if (refused + returned === 0) return null;
  const show = (event: Event) => {
    const root = (event.currentTarget as HTMLElement).closest('article');
    root?.querySelector<HTMLElement>('[data-part="order"][data-back]')?.focus();
  };
  const isInOrders = parcels.some(
    ({ end, order }) => order !== '' && (end === 'refused' || end === 'returned'),
  );
  const words = [
    refused > 0 && t('parcels_refused', { count: refused }),
    returned > 0 && t('parcels_returned', { count: returned }),
    late > 0 && t('parcels_late', { count: late }),
    deposit && t('parcels_deposit'),
  ];
  return (
    <div class="banner banner-warn" data-part="parcel-warning" data-deposit={deposit || undefined}>
      <Icon name="alert" />
      <span class="banner-text">
        {t('parcels_back', { count: refused + returned })}
        <span class="fact-more">{words.filter(Boolean).join(' · ')}</span>
      </span>
      <span class="banner-acts">
        {deposit && (
          <button
            type="button"
            class="text-button"
            data-act="ask-deposit"
            onClick={(event) =>
              propose(event, filledLine(lineOf(t, settings, 'deposit'), { name: nameOf(customer) }))
            }
          >
            {t('parcels_ask')}
          </button>
        )}
        {isInOrders && (
          <button type="button" class="text-button" data-act="show-parcels" onClick={show}>
            {t('parcels_show')}
          </button>
        )}
      </span>
    </div>
  );
}
