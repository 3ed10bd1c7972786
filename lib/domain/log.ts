import { newestId } from './card-args.ts';
import type { CommandInput } from './command.ts';
import type { Customer, Interaction } from './entities.ts';
import { isInternal } from './membership.ts';
import type { Sighting } from './sighting.ts';

/** Whom an entry of a page names. */
export interface Named {
  ids: string[];
  /** A colleague took part: what came in may be theirs, so nothing is said of who wrote. */
  isMixed: boolean;
}

/**
 * The buyers of a page. A colleague who is on it too is no buyer, and their messages are nobody's who waits; a page of
 * colleagues alone is logged only when the seller says so.
 * @param isAsked whether the seller did.
 */
export function namedIn(customers: readonly Pick<Customer, 'id' | 'kind'>[], isAsked: boolean): Named {
  const buyers = customers.filter((one) => !isInternal(one));
  const named = buyers.length > 0 || !isAsked ? buyers : customers;
  return { ids: named.map(({ id }) => id), isMixed: buyers.length > 0 && buyers.length < customers.length };
}

/**
 * The log command for an open thread: one entry for all messages since the last entry of this thread. Null when there
 * is nothing new (or nothing at all) to log.
 *
 * @param before newest entry of this thread in the book, or null.
 * @param text what the user selected, '' to keep a link and no text.
 */
export function logOf(
  sighting: Sighting,
  { ids, isMixed }: Named,
  before: Interaction | null,
  text: string,
): CommandInput<'interaction.log'> | null {
  const { thread, order, messages } = sighting;
  const newest = messages.at(-1);
  const messageId = newestId(sighting);
  if (messageId === '' || (before?.messageId === messageId && text === '')) return null;
  const logged = messages.findIndex((message) => message.id === before?.messageId);
  const at = newest?.at ? Date.parse(newest.at) : Number.NaN;
  return {
    customers: ids,
    kind: order ? 'order' : sighting.channel === 'email' ? 'email' : 'message',
    direction: isMixed && newest?.direction === 'in' ? 'unknown' : (newest?.direction ?? 'unknown'),
    at: Number.isNaN(at) ? undefined : at,
    subject: thread.subject || (order ? order.number : ''),
    text,
    channel: sighting.channel,
    thread: { site: sighting.site, ...thread },
    messageId,
    count: messages.length - 1 - logged,
    keys: identitiesOf(sighting),
  };
}

/** All identities on the page, in the order of the counterparts. */
function identitiesOf(sighting: Sighting): string[] {
  return sighting.counterparts.flatMap((counterpart) => counterpart.identities);
}

/** The order command for an order page, or null where the page shows none. */
export function orderOf(sighting: Sighting, customer: string): CommandInput<'order.record'> | null {
  const { order, thread, site } = sighting;
  if (!order) return null;
  const at = order.at === undefined ? Number.NaN : Date.parse(order.at);
  return {
    customer,
    site,
    order: order.id,
    number: order.number,
    total: order.total,
    currency: order.currency,
    status: order.status,
    at: Number.isNaN(at) ? undefined : at,
    atText: order.atText,
    payment: order.payment,
    goods: order.goods,
    thread: { site, ...thread },
  };
}

/** An entry as it stands for its message, when it was a piece of one. */
export function wholeMessage(entry: Interaction | null): Interaction | null {
  if (!entry) return null;
  const mark = /#[0-9a-f]{1,8}$/.exec(entry.messageId);
  return mark ? { ...entry, messageId: entry.messageId.slice(0, mark.index) } : entry;
}
