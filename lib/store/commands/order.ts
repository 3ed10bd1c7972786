import type { CommandArgs } from '../../domain/command.ts';
import { orderId } from '../../domain/row-id.ts';
import { need, type Plan, type Planning } from './plan.ts';

/** Records an order, or what is new about one: the platform's id makes it the same row, also after a deletion. */
export async function recordOrder(planning: Planning, args: CommandArgs<'order.record'>): Promise<Plan> {
  const { customer, site, number, total, currency, status, atText, payment, goods, thread } = args;
  await need(planning, 'customers', customer);
  const id = orderId(site, args.order);
  await planning.batch.load('orders', [id]);
  const held = planning.batch.row('orders', id);
  const at = args.at ?? held?.at ?? planning.now;
  const back = held?._del && { _del: false };
  const fields = {
    customer,
    site,
    number,
    total,
    currency,
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
