import { zonedAt } from '../due.ts';
import type { Customer, Order } from '../entities.ts';
import type { Format } from '../format.ts';
import { isOrganisation } from '../membership.ts';
import type { SightedOrder } from '../sighting.ts';
import { priceFor, productCalled } from './products.ts';
import { calledName, pairOf } from './pronouns.ts';
import type { Product } from './rows.ts';
import type { Values } from './template.ts';

/** All that a template may be filled from. Nothing here is asked of the book before a template is chosen. */
export interface Known {
  customer: Customer | null;
  /** Name on the page, where the customer is not in the book. */
  pageName: string;
  /** The order of the open page, which comes before those of the book. */
  pageOrder: SightedOrder | null;
  /** Newest first. */
  orders: readonly Order[];
  products: readonly Product[];
  /** The product that was chosen for `{sản phẩm}` and `{giá}`. */
  product: Product | null;
  shop: string;
  /** `em-chị`, as chosen for this buyer. */
  pronouns: string;
  /** Words for the part of the day, from the seller's language. */
  dayParts: { morning: string; noon: string; afternoon: string; evening: string };
  /** Milliseconds since 1970. */
  now: number;
  zone: string;
}

/** The values of a template for this buyer; what is not known is absent. */
export function valuesFor(known: Known, format: Format): Values {
  const { customer, product, now, zone } = known;
  const fullName = customer?.name || known.pageName;
  const group = customer?.priceGroup ?? '';
  const priced = (one: Product): string | undefined => {
    const price = priceFor(one, group);
    return price === null ? undefined : format.money(price, one.currency);
  };
  const here = zonedAt(now, zone);
  const day = (days: number) => {
    const date = here.toPlainDate().add({ days });
    return `${date.day}/${date.month}`;
  };
  return {
    pair: pairOf(known.pronouns),
    ...told('name', customer && isOrganisation(customer.kind) ? fullName : calledName(fullName)),
    ...told('fullName', fullName),
    ...orderFacts(known, format),
    ...told('product', product?.name),
    ...told('unit', product?.unit),
    ...told('price', product ? priced(product) : undefined),
    ...told('shop', known.shop),
    today: day(0),
    tomorrow: day(1),
    dayPart: known.dayParts[partOf(here.hour)],
    priceOf(called) {
      const found = productCalled(known.products, called);
      return found && priced(found);
    },
  };
}

const told = (name: string, value: string | undefined) => (value ? { [name]: value } : {});

const partOf = (hour: number): keyof Known['dayParts'] =>
  hour < 11 ? 'morning' : hour < 13 ? 'noon' : hour < 18 ? 'afternoon' : 'evening';

function orderFacts({ pageOrder, orders }: Known, format: Format) {
  const order = pageOrder ?? orders[0];
  if (!order) return {};
  const goods = order.goods ?? [];
  const items = goods.map(({ name, quantity = 1 }) =>
    quantity === 1 ? name : `${name} × ${format.count(quantity)}`,
  );
  return {
    ...told('order', order.number.replace(/^#/, '')),
    ...(order.total !== null && { total: format.money(order.total, order.currency) }),
    ...told('status', order.status && format.orderStatus(order.status)),
    ...told('items', items.join(', ')),
  };
}
