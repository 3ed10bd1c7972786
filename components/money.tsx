import type { Customer, Order, OrderGoods } from '../lib/domain/entities.ts';
import { cameBack } from '../lib/domain/order-outcome.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { IconButton, Section } from './parts.tsx';

/** Goods named in a line. */
const GOODS = 3;

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
            <li
              key={order.id}
              class="order"
              data-part="order"
              data-back={cameBack(order.outcome) || undefined}
              tabIndex={cameBack(order.outcome) ? -1 : undefined}
            >
              <span class="order-number">#{order.number}</span>
              <span class={cameBack(order.outcome) ? 'order-status order-back' : 'order-status'}>
                {cameBack(order.outcome) && <Icon name="alert" size={13} />}
                {format.orderStatus(order.status)}
              </span>
              <span class="order-total">
                {order.total === null ? t('order_no_total') : format.money(order.total, order.currency)}
              </span>
              <span class="hint">{order.atText || format.day(order.at, now)}</span>
              {thread && (
                <IconButton
                  act="open-thread"
                  icon="open"
                  label={t('order_open')}
                  onAct={() => host.openThread(thread)}
                />
              )}
              {order.goods.length > 0 && <span class="order-goods">{goodsInWords(order.goods)}</span>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** `Áo dài ×2, Khăn lụa`, and how many more. */
export function goodsInWords(goods: readonly OrderGoods[]): string {
  const named = goods
    .slice(0, GOODS)
    .map(({ name, quantity = 1 }) => (quantity > 1 ? `${name} ×${quantity}` : name));
  return named.join(', ') + (goods.length > GOODS ? ` +${goods.length - GOODS}` : '');
}
