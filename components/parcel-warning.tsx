import type { Order } from '../lib/domain/entities.ts';
import { cameBack } from '../lib/domain/order-outcome.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';

/** How many parcels went out and came back: what a seller wants to know before sending the next. */
export function ParcelWarning({ orders }: { orders: Order[] }) {
  const { t } = useBeside();
  const back = orders.filter((order) => cameBack(order.outcome));
  if (back.length === 0) return null;
  const refused = back.filter((order) => order.outcome === 'refused').length;
  const show = (event: Event) => {
    const root = (event.currentTarget as HTMLElement).closest('article');
    root?.querySelector<HTMLElement>('[data-part="order"][data-back]')?.focus();
  };
  return (
    <div class="banner banner-warn" data-part="parcel-warning">
      <Icon name="alert" />
      <span class="banner-text">
        {t('parcels_back', { count: back.length })}
        <span class="fact-more">
          {[
            refused > 0 && t('parcels_refused', { count: refused }),
            back.length > refused && t('parcels_returned', { count: back.length - refused }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <button type="button" class="text-button" data-act="show-parcels" onClick={show}>
        {t('parcels_show')}
      </button>
    </div>
  );
}
