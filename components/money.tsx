import type { Customer, Order, OrderGoods } from '../lib/domain/entities.ts';
import { countsAsMoney } from '../lib/domain/order-money.ts';
import { cameBack } from '../lib/domain/order-outcome.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { IconButton, Section } from './parts.tsx';

/** Goods named in a line. */
const GOODS = 3;

/** Orders and what they come to. Sums stay apart per currency. */
export function Money({ customer, orders }: { customer: Customer; orders: Order[] }) {
  const { t } = useBeside();
  if (customer.orderCount === 0 && orders.length === 0) return null;
  return (
    <Section part="money" title={t('orders')} aside={t('orders_count', { count: customer.orderCount })}>
      <Sums money={customer.money} orders={orders} lastOrderAt={customer.lastOrderAt} />
      <OrderRows orders={orders} />
    </Section>
  );
}

/** What orders come to, per currency, on average, and the day of the last. */
export function Sums(props: {
  money: Record<string, number>;
  orders: readonly Order[];
  lastOrderAt?: number | undefined;
}) {
  const { t, format, host } = useBeside();
  const { money, lastOrderAt } = props;
  const count = props.orders.filter(countsAsMoney).length;
  const sums = Object.entries(money);
  return (
    <dl class="sums">
      {sums.map(([currency, total]) => (
        <div key={currency}>
          <dt>{t('orders_total')}</dt>
          <dd>{format.money(total, currency)}</dd>
        </div>
      ))}
      {sums.length === 1 && count > 1 && sums[0] && (
        <div>
          <dt>{t('orders_average')}</dt>
          <dd>{format.money(sums[0][1] / count, sums[0][0])}</dd>
        </div>
      )}
      {lastOrderAt !== undefined && (
        <div>
          <dt>{t('orders_last')}</dt>
          <dd title={format.exact(lastOrderAt)}>{format.day(lastOrderAt, host.now())}</dd>
        </div>
      )}
    </dl>
  );
}

/** @param whose who bought, where the orders are of several people. */
export function OrderRows({ orders, whose }: { orders: Order[]; whose?: (order: Order) => string }) {
  const { t, format, host } = useBeside();
  const now = host.now();
  return (
    <ul class="orders">
      {orders.map((order) => {
        const { thread } = order;
        return (
          <li
            key={order.id}
            class={whose ? 'order order-team' : 'order'}
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
            <span class="hint">
              {whose && `${whose(order)} · `}
              {order.atText || format.day(order.at, now)}
            </span>
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
  );
}

/** `Áo dài ×2, Khăn lụa`, and how many more. */
export function goodsInWords(goods: readonly OrderGoods[]): string {
  const named = goods
    .slice(0, GOODS)
    .map(({ name, quantity = 1 }) => (quantity > 1 ? `${name} ×${quantity}` : name));
  return named.join(', ') + (goods.length > GOODS ? ` +${goods.length - GOODS}` : '');
}
