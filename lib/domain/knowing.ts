import type { DealStep } from './deal.ts';
import type { Stage } from './entities.ts';

/** What a shop knows of a buyer beyond who they are and what they bought. */

/**
 * How the shop deals with a customer. The same words stand in books on relationship marketing: each sale by itself;
 * the buyer helps themselves; by machine; regular over years; by one person; by somebody who is there for them alone;
 * through a group; making things together.
 */
export const RELATIONS = [
  'transactional',
  'selfService',
  'automated',
  'longTerm',
  'personal',
  'dedicated',
  'community',
  'coCreation',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** What is asked of somebody who may buy: do they need it, can they pay, is it the time. */
export const LEAD_PARTS = ['leadNeed', 'leadMoney', 'leadTime'] as const;
export type LeadPart = (typeof LEAD_PARTS)[number];
/** 0 not at all, 1 perhaps, 2 likely, 3 sure. */
export const LEAD_MOST = 3;
export type Lead = Record<LeadPart, number | null>;
/** What pleases a customer, and what must not happen. */
export const HINTS = ['do', 'dont'] as const;
export type Hint = (typeof HINTS)[number];

/** Registers of a customer, see entities.ts. */
export interface Knowing extends Lead {
  /** '' where nothing was chosen: that of their segment holds. */
  relation: Relation | '';
  /** A short line in the seller's words → which of the two it is. */
  hints: Record<string, Hint>;
  /** When a stage was entered (13 digits of milliseconds) → the stage. Absent while they never moved. */
  stageLog: Record<string, Stage>;
  /** Field (`address`, `fields/Size`) → when somebody said that it still holds. */
  checked: Record<string, number>;

  // Derived.
  /** Orders that were not refused, returned or cancelled, and the last of them; where not all orders are such. */
  boughtCount?: number;
  boughtAt?: number;
  /** Steps of the open deals. */
  dealSteps?: DealStep[];
}

/** 0 to 9; undefined while nothing was said. What was not said counts nothing. */
export function leadScore(lead: Lead): number | undefined {
  const said = LEAD_PARTS.flatMap((part) => lead[part] ?? []);
  return said.length === 0 ? undefined : said.reduce((sum, one) => sum + one, 0);
}

/** Parts of the card whose order a relationship may change, as they stand otherwise. */
export const CARD_PARTS = ['reminders', 'notes', 'orders', 'portrait'] as const;
export type CardPart = (typeof CARD_PARTS)[number];

export interface CardRule {
  /** What stands first, in this order; everything else follows as ever. */
  first: readonly CardPart[];
  /** Whether the card says that somebody has not been heard of for a while. */
  keepsInTouch: boolean;
}

const AS_EVER: CardRule = { first: [], keepsInTouch: true };
const GOODS_ONLY: CardRule = { first: ['orders'], keepsInTouch: false };

/** What the card shows first. Buyers who want no more than their goods are not to be kept in touch with. */
const CARD_RULES: Readonly<Record<Relation, CardRule>> = {
  transactional: GOODS_ONLY,
  selfService: GOODS_ONLY,
  automated: GOODS_ONLY,
  longTerm: AS_EVER,
  personal: { first: ['portrait'], keepsInTouch: true },
  dedicated: { first: ['portrait', 'reminders'], keepsInTouch: true },
  community: { first: ['notes'], keepsInTouch: true },
  coCreation: { first: ['notes'], keepsInTouch: true },
};

export const cardRule = (relation: Relation | ''): CardRule =>
  relation === '' ? AS_EVER : CARD_RULES[relation];

/** How the shop deals with a customer: their own word for it, else that of the first of their segments that has one. */
export function relationOf(
  customer: { relation: Relation | '' },
  segments: readonly { relation: Relation | '' }[],
): Relation | '' {
  return customer.relation || (segments.find(({ relation }) => relation)?.relation ?? '');
}

/** Months after which a field is asked about again, where the seller chose nothing else. */
export const STALE_MONTHS = 12;
const MONTH = 30.4375 * 86_400_000;

/**
 * Since when a field has not been looked at, where that is long enough to ask about it.
 * @param writtenAt when it was written, milliseconds since 1970; undefined where nobody knows. @param months 0 never asks.
 */
export function staleSince(
  name: string,
  {
    checked,
    writtenAt,
  }: { checked: Readonly<Record<string, number>> | undefined; writtenAt: number | undefined },
  now: number,
  months: number,
): number | null {
  const at = Math.max(writtenAt ?? 0, checked?.[name] ?? 0);
  return months > 0 && at > 0 && now - at > months * MONTH ? at : null;
}
