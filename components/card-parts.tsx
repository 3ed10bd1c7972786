import type { VNode } from 'preact';
import type { Customer, Reminder, Thread } from '../lib/domain/entities.ts';
import { CARD_PARTS, type CardPart, cardRule, relationOf } from '../lib/domain/knowing.ts';
import { KnowingFold, useSegments } from './knowing.tsx';
import { Reminders } from './reminders.tsx';

/** The lower half of the card, in the order that the relationship asks for. */
export function CardParts(props: {
  customer: Customer;
  reminders: Reminder[];
  thread: Thread;
  notes: VNode;
  orders: VNode;
}) {
  const { customer, reminders, thread } = props;
  const segments = useSegments(customer.id);
  const { first, keepsInTouch } = cardRule(relationOf(customer, segments));
  // Who wants no more than their goods is not to be asked after: the reminder stays in Today, where it can be put away.
  const shown = keepsInTouch ? reminders : reminders.filter(({ rule }) => rule?.kind !== 'cadence');
  const parts: Record<CardPart, VNode> = {
    reminders: <Reminders key="reminders" reminders={shown} here={thread} />,
    notes: <div key="notes">{props.notes}</div>,
    orders: <div key="orders">{props.orders}</div>,
    portrait: <KnowingFold key="portrait" customer={customer} segments={segments} />,
  };
  const order = [...first, ...CARD_PARTS.filter((part) => !first.includes(part))];
  return <>{order.map((part) => parts[part])}</>;
}
