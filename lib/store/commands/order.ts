import type { CommandArgs } from '../../domain/command.ts';
import { orderId } from '../../domain/row-id.ts';
import { need, type Plan, type Planning } from './plan.ts';

/** Records an order, or what is new about one: the platform's id makes it the same row, also after a deletion. */
export async function recordOrder(planning: Planning, args: CommandArgs<'order.record'>): Promise<Plan> {
  const { customer, site, number, atText, payment, goods, thread } = args;
  await need(planning, 'customers', customer);
  const id = orderId(site, args.order);
  await planning.batch.load('orders', [id]);
  const held = planning.batch.row('orders', id);
  const at = args.at ?? held?.at ?? planning.now;
  const back = held?._del && { _del: false };
  // A list of orders shows less than the order's own page: what is not told there is not gone.
  const { total, currency } = args.total === null && held ? held : args;
  const status = args.status || (held?.status ?? '');
  const fields = {
    customer,
    site,
    number,
    total: total ?? null,
    currency: currency ?? '',
    status,
    atText,
    payment,
    goods,
    thread,
    at,
    ...back,
  };
  return { writes: [['orders', id, fields]], id, existing: held !== null && !held._del };
}
