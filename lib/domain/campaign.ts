import { turnOf } from './contact.ts';
import type { Interaction, Order } from './entities.ts';
import { bringsNothing, orderOutcome } from './order-outcome.ts';
import type { Row } from './row.ts';

/**
 * Campaigns: one message to many, written to one after the other by hand. What came of it is counted from the log and
 * the orders; the definitions are written down for sellers in docs/measures.md.
 */
export const GOALS = ['replies', 'orders', 'money'] as const;
export type Goal = (typeof GOALS)[number];

export interface Campaign extends Row {
  name: string;
  /** What it is for, in words. */
  goal: string;
  /** What is counted, and how much of it is wanted; 0 where nobody said. */
  goalOf: Goal;
  goalNumber: number;
  /** Who it is for: as of a playbook. */
  tag: string | null;
  view: string | null;
  /** What to write, a template. */
  text: string;
  /** How long after it was sent a reply or an order counts. */
  days: number;
  createdAt: number;
  zone: string;
}

/** One customer of a campaign who was written to, or passed by. The id is `sendId`. */
export interface Send extends Row {
  campaign: string;
  customer: string;
  state: 'sent' | 'skipped';
  at: number;
}

export const sendId = (campaign: string, customer: string): string =>
  [campaign, customer].map((id) => id.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');

const DAY = 86_400_000;

/** From when (not counted) until when (counted) something counts for who was written to. Milliseconds since 1970. */
export const windowOf = (
  { days }: Pick<Campaign, 'days'>,
  sentAt: number,
): [after: number, until: number] => [sentAt, sentAt + days * DAY];

/** Whether this is an answer of the customer in that time. */
export const isReply = (entry: Interaction, [after, until]: readonly [number, number]): boolean =>
  turnOf(entry) === 'in' && entry.at > after && entry.at <= until;

/** Whether this is an order in that time that somebody pays for. */
export const isWon = (order: Order, [after, until]: readonly [number, number]): boolean =>
  (order.at ?? 0) > after && (order.at ?? 0) <= until && !bringsNothing(orderOutcome(order));

export interface CampaignFigures {
  /** Everybody it would be for, whatever they said about offers. */
  audience: number;
  /** Of those, who said no and whom nobody asked: they are left out. */
  saidNo: number;
  unasked: number;
  /** Who may be written to and was neither written to nor passed by. */
  left: number;
  sent: number;
  skipped: number;
  /** Customers who answered, and who ordered, in time. */
  replied: number;
  ordered: number;
  /** Orders in time, and their sums by currency. */
  orders: number;
  money: Record<string, number>;
}
export type CampaignPart = 'saidNo' | 'unasked' | 'left' | 'sent' | 'skipped' | 'replied' | 'ordered';
