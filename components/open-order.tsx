import type { Customer, Order } from '../lib/domain/entities.ts';
import { orderOf } from '../lib/domain/log.ts';
import { isCod } from '../lib/domain/order-outcome.ts';
import { orderId } from '../lib/domain/row-id.ts';
import type { Sighting } from '../lib/domain/sighting.ts';
import { useBeside, useKey } from './context.ts';
import { Icon } from './icon.tsx';
import { keyOf } from './keys.ts';
import { goodsInWords } from './money.tsx';
import { ActionButton } from './parts.tsx';

export interface OpenOrderProps {
  sighting: Sighting;
  customer: Customer;
  /** The customer's orders in the book. */
  orders: Order[];
  /** False where a rule says that nothing of this page is kept. */
  mayKeep: boolean;
}

/** The order that the page shows, whether the book has it as it stands, and one click that keeps it. */
export function OpenOrder({ sighting, customer, orders, mayKeep }: OpenOrderProps) {
  const { t, act, host, format, settings, fail } = useBeside();
  const { order, site } = sighting;
  const args = orderOf(sighting, customer.id);
  const kept = order && orders.find((one) => isSameOrder(one, site, order));
  const same = !!kept && !!order && kept.status === order.status && kept.total === order.total;
  const auto = settings.autoOrderSites.includes(site);
  const keep = (event: Event) => {
    if (!args) return;
    const said = t(kept ? 'order_updated' : 'order_recorded', { number: args.number });
    void act(event, { name: 'order.record', args }, { said, undo: true });
  };
  useKey('order', keep, args !== null && mayKeep && !same);
  if (!order) return null;
  const turn = () => {
    const others = settings.autoOrderSites.filter((one) => one !== site);
    host.saveSettings({ autoOrderSites: auto ? others : [...others, site] }).catch(fail);
  };
  const moved = kept && kept.status !== order.status ? format.orderStatus(kept.status) : '';
  return (
    <div class="open-order" data-part="open-order">
      <Icon name="package" />
      <span class="open-order-text">
        <b>{t('order_open_page', { number: order.number })}</b>
        <span>
          {order.total !== null && `${format.money(order.total, order.currency)} · `}
          {moved !== '' && (
            <>
              <span class="order-was">{moved}</span> →{' '}
            </>
          )}
          {format.orderStatus(order.status)}
        </span>
        {order.payment && (
          <span class="hint">
            {order.payment}
            {isCod(order.payment) && !/\bCOD\b/.test(order.payment) && ' · COD'}
          </span>
        )}
        {order.goods && order.goods.length > 0 && <span class="hint">{goodsInWords(order.goods)}</span>}
        <span class="hint">{t(same ? 'order_kept' : kept ? 'order_changed' : 'order_new')}</span>
      </span>
      {mayKeep && (
        <span class="open-order-acts">
          {!same && (
            <ActionButton
              act="record-order"
              icon="order"
              label={t(kept ? 'order_update' : 'order_record')}
              hotkey={keyOf('order', settings.keys)}
              onAct={keep}
            />
          )}
          {host.place !== 'widget' && (
            <button
              type="button"
              class="text-button"
              data-act="auto-order"
              aria-pressed={auto}
              onClick={turn}
            >
              {t(auto ? 'order_auto_off' : 'order_auto_on', { site: format.place(site) })}
            </button>
          )}
        </span>
      )}
    </div>
  );
}

/** By the platform's id; by the number where it was kept in another way, from a file. */
function isSameOrder(kept: Order, site: string, order: NonNullable<Sighting['order']>): boolean {
  return kept.id === orderId(site, order.id) || (kept.site === site && kept.number === order.number);
}
