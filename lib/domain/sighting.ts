import type { Direction } from './entities.ts';

/**
 * What Beside read from the page that is open now. Untrusted, size-capped, never stored by itself.
 *
 * This module holds types and caps only: the content script imports it, so no zod here (sighting-schema.ts parses).
 */
export interface Sighting {
  /** Recipe id: `gmail`, `telegram-k`, `woocommerce`. */
  site: string;
  channel: string;
  thread: { id: string; url: string; subject: string };
  counterparts: Counterpart[];
  /** A group chat is never one customer. */
  group: boolean;
  messages: SightedMessage[];
  order: SightedOrder | null;
  health: 'ok' | 'degraded' | 'none';
  /** Names of the expectations that failed; never page text. */
  problems: string[];
}

export interface Counterpart {
  name: string;
  /** `scheme:value` as read; identity.ts normalises in the background (`email:`, `tel:`, `telegram:`, `woocommerce:host:customer:17`). */
  identities: string[];
  /** strong: e-mail, phone, platform id. weak: a display name alone. */
  strength: 'strong' | 'weak';
}

export interface SightedMessage {
  id: string;
  direction: Direction;
  /** ISO 8601 where the page gives a machine time, else null. */
  at: string | null;
  /** The page's own words for the time, where there is no machine time. */
  atText?: string;
  text: string;
}

export interface SightedOrder {
  id: string;
  number: string;
  total: number | null;
  /** ISO 4217, or '' when the page does not say for certain. */
  currency: string;
  status: string;
  /** ISO 8601 where the page gives a machine time. */
  at?: string;
  /** The page's own words for the day, where there is no machine time. */
  atText?: string;
  /** How it is paid, in the page's own words. */
  payment?: string;
  goods?: SightedGoods[];
}

export interface SightedGoods {
  name: string;
  sku?: string;
  quantity?: number;
  total?: number;
}

/** Applied in the content script before sending and again by the schema in the background. Characters and counts. */
export const CAPS = {
  name: 200,
  identity: 320,
  identities: 12,
  counterparts: 24,
  subject: 400,
  threadId: 300,
  url: 2048,
  messages: 60,
  messageId: 200,
  text: 2000,
  atText: 80,
  problems: 16,
  problem: 80,
  goods: 60,
  listed: 40,
} as const;
