import { normaliseIdentity } from '../domain/identity.ts';
import { CAPS, type Sighting } from '../domain/sighting.ts';
import { parseSighting } from '../domain/sighting-schema.ts';
import type { PanelMessage, PanelOrder } from './api.ts';

/** Site and channel of what stands on the embedding page. */
export const SITE = 'widget';

/** What the embedding page says, by attributes, properties or its own markup: nothing of it is trusted. */
export interface PanelInput {
  customer?: unknown;
  name?: unknown;
  order?: string | PanelOrder | null;
  messages?: readonly PanelMessage[];
  thread?: unknown;
  subject?: unknown;
}

/**
 * Kinds of identities that have a meaning in the book. Any other word before a colon is more likely a slip (`mail:`)
 * than a channel, and would quietly make a customer that nobody finds again.
 */
const KINDS = new Set(
  [
    'email tel zalo facebook messenger instagram whatsapp telegram viber line shopee lazada tiktok ebay etsy amazon',
    'shopify woocommerce linkedin shop',
  ].flatMap((line) => line.split(' ')),
);
const PAIR = /^\s*([a-z][a-z0-9-]{0,40})\s*:/i;

/** More than these are looked at by nobody. */
const MOST_PARTS = CAPS.identities * 4;

export interface Reading {
  /** Null when the page names nobody and nothing. */
  sighting: Sighting | null;
  /** Kinds that nobody knows, and handles that name nobody: the kind alone, never the handle. */
  refused: string[];
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** `email:a@b.vn, tel:0912…`, or a list. An address or a number without its kind is taken for what it looks like. */
export function identitiesOf(value: unknown): string[] {
  const parts = Array.isArray(value) ? value.slice(0, MOST_PARTS).map(textOf) : textOf(value).split(/[,;\n]/);
  return parts
    .slice(0, MOST_PARTS)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) =>
      PAIR.test(part)
        ? part
        : part.includes('@')
          ? `email:${part}`
          : /^[+\d(]/.test(part)
            ? `tel:${part}`
            : part,
    );
}

/** The good ones in their one form, and what was wrong with the others. */
export function sorted(identities: readonly string[], region: string): { keys: string[]; refused: string[] } {
  const keys: string[] = [];
  const refused: string[] = [];
  for (const one of identities) {
    const kind = PAIR.exec(one)?.[1]?.toLowerCase() ?? '';
    const key = KINDS.has(kind) ? normaliseIdentity(one, region) : null;
    if (key) keys.push(key);
    else refused.push(kind);
  }
  return { keys: [...new Set(keys)], refused: [...new Set(refused)] };
}

/** What is on the page, made a sighting by the same gate that a content script's goes through. Never throws. */
export function sightingOf(
  input: PanelInput,
  page: { origin: string; url: string; region: string },
): Reading {
  const { keys, refused } = sorted(identitiesOf(input.customer), page.region);
  const name = textOf(input.name);
  const order = typeof input.order === 'string' ? { id: input.order } : input.order;
  const orderId = textOf(order?.id);
  const thread = textOf(input.thread) || (orderId ? `order:${orderId}` : (keys[0] ?? name));
  if (keys.length === 0 && name.trim() === '' && !orderId) return { sighting: null, refused };
  const messages = Array.isArray(input.messages) ? (input.messages as PanelMessage[]) : [];
  const sighting = parseSighting(
    {
      site: SITE,
      channel: SITE,
      thread: { id: thread.slice(0, CAPS.threadId), url: page.url, subject: input.subject },
      counterparts:
        keys.length > 0 || name
          ? [{ name, identities: keys, strength: keys.length > 0 ? 'strong' : 'weak' }]
          : [],
      group: false,
      messages: messages.map((one, index) => ({ ...one, id: one?.id ?? `${thread.slice(0, 100)}/${index}` })),
      order: orderId
        ? {
            total: null,
            currency: '',
            status: '',
            ...order,
            id: orderId,
            number: textOf(order?.number) || orderId,
          }
        : null,
      health: 'ok',
      problems: [],
    },
    page,
  );
  return { sighting, refused };
}
