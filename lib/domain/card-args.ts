import type { CardArgs } from './query.ts';
import type { Counterpart, Sighting } from './sighting.ts';

/** Who and what the open page is about, in the terms of the card query. */
export function cardArgs(sighting: Sighting): CardArgs {
  return {
    keys: [...new Set(sighting.counterparts.flatMap(strongKeys))],
    names: sighting.group ? [] : [...new Set(sighting.counterparts.map((one) => one.name).filter(Boolean))],
    channel: sighting.channel,
    site: sighting.site,
    threadId: sighting.thread.id,
    messageId: newestId(sighting),
  };
}

/** Only identities of a strong counterpart may find or join a customer. */
export function strongKeys(counterpart: Counterpart): string[] {
  return counterpart.strength === 'strong' ? counterpart.identities : [];
}

/** The newest message of the page; an order page without messages stands by its status. '' when there is neither. */
export function newestId({ messages, order }: Sighting): string {
  return messages.at(-1)?.id ?? (order ? `order-${order.status}` : '');
}
