import type { Customer, Order } from '../lib/domain/entities.ts';
import type { SightedOrder } from '../lib/domain/sighting.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { IconButton, Section } from './parts.tsx';

/** Orders and what they come to. Sums stay apart per currency. */
export function Money({ customer, orders }: { customer: Customer; orders: Order[] }) {
  const { t, format, host } = useBeside();
  if (customer.orderCount === 0 && orders.length === 0) return null;
  const now = host.now();
  const sums = Object.entries(customer.money);
  return (
    <Section part="money" title={t('orders')} aside={t('orders_count', { count: customer.orderCount })}>
      <dl class="sums">
        {sums.map(([currency, total]) => (
          <div key={currency}>
            <dt>{t('orders_total')}</dt>
            <dd>{format.money(total, currency)}</dd>
          </div>
        ))}
        {sums.length === 1 && customer.orderCount > 1 && sums[0] && (
          <div>
            <dt>{t('orders_average')}</dt>
            <dd>{format.money(sums[0][1] / customer.orderCount, sums[0][0])}</dd>
          </div>
        )}
        {customer.lastOrderAt !== undefined && (
          <div>
            <dt>{t('orders_last')}</dt>
            <dd title={format.exact(customer.lastOrderAt)}>{format.day(customer.lastOrderAt, now)}</dd>
          </div>
        )}
      </dl>
      <ul class="orders">
        {orders.map((order) => {
          const { thread } = order;
          return (
            <li key={order.id} class="order" data-part="order">
              <span class="order-number">#{order.number}</span>
              <span class="order-status">{format.orderStatus(order.status)}</span>
              <span class="order-total">
                {order.total === null ? t('order_no_total') : format.money(order.total, order.currency)}
              </span>
              <span class="hint">{format.day(order.at, now)}</span>
              {thread && (
                <IconButton
                  act="open-thread"
                  icon="open"
                  label={t('order_open')}
                  onAct={() => host.openThread(thread)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** The order of the open page, and whether the book has it as it stands. */
export function OpenOrder({ order, site, orders }: { order: SightedOrder; site: string; orders: Order[] }) {
  const { t, format } = useBeside();
  const kept = orders.find((one) => one.site === site && one.number === order.number);
  const same = kept !== undefined && kept.status === order.status && kept.total === order.total;
  return (
    <div class="open-order" data-part="open-order">
      <Icon name="package" />
      <span class="open-order-text">
        <b>{t('order_open_page', { number: order.number })}</b>
        <span>
          {order.total !== null && `${format.money(order.total, order.currency)} · `}
          {format.orderStatus(order.status)}
        </span>
      </span>
      <span class="hint">{t(same ? 'order_kept' : kept ? 'order_changed' : 'order_new')}</span>
    </div>
  );
}
