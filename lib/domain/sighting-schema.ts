import { z } from 'zod';
import { DIRECTIONS } from './entities.ts';
import { normaliseIdentity } from './identity.ts';
import {
  CAPS,
  type Counterpart,
  type SightedGoods,
  type SightedMessage,
  type SightedOrder,
  type Sighting,
} from './sighting.ts';
import { CONTROL } from './value-schema.ts';

/**
 * The gate for what a page's content script sends. The page may have lied about everything in it: whatever passes here
 * is capped, clean, of the sender's own origin, and never more certain than the page was.
 */

/** Longest order id and number, status, and raw lists looked at; the rest of the caps are in sighting.ts. */
const ORDER = { id: 120, number: 120, status: 60, payment: 80 } as const;
/** A list from a page may hold a million entries; beyond this many times its cap nothing is looked at. */
const LOOK = 8;

/** Without the fields that are not there. */
function present<T extends object>(raw: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined)) as T;
}

/** Cuts to `max` UTF-16 units, never through a pair. */
function cut(text: string, max: number): string {
  return (text.length > max ? text.slice(0, max) : text).toWellFormed().replace(/\ufffd$/, '');
}

/** Several lines of page text, without characters that turn or hide what follows. */
const block = (max: number) =>
  z.string().transform((raw) =>
    cut(
      raw
        .slice(0, max * 4)
        .replace(CONTROL, '')
        .trim(),
      max,
    ).trimEnd(),
  );

/** As `block`, on one line. */
const single = (max: number) =>
  block(max * 2).transform((text) => cut(text.replace(/\s+/g, ' '), max).trimEnd());

/**
 * An id is taken whole or not at all: two that are cut could become one. Measured in UTF-16 units like every cap here;
 * zod's own `max` counts code points.
 */
const idText = (max: number) =>
  z
    .string()
    .refine((raw) => raw.length <= max)
    .transform((raw) => raw.toWellFormed().replace(CONTROL, '').trim());
const whole = (max: number) => idText(max).refine((text) => text !== '');

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

/** The good items of a list, in order; the bad ones are left out. `from` says which end counts when there are many. */
function list<T>(item: z.ZodType<T>, max: number, from: 'first' | 'last') {
  return z.array(z.unknown()).transform((raw) => {
    const looked = from === 'first' ? raw.slice(0, max * LOOK) : raw.slice(-max * LOOK);
    const good = looked.flatMap((one) => {
      const parsed = item.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
    return from === 'first' ? good.slice(0, max) : good.slice(-max);
  });
}

/** Null for a time without zone or offset, and for one outside the calendar of `Date`. */
function readInstant(raw: unknown): string | null {
  if (typeof raw !== 'string' || raw.length > 64) return null;
  try {
    const { epochMilliseconds } = Temporal.Instant.from(raw);
    return epochMilliseconds >= 0 ? new Date(epochMilliseconds).toISOString() : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const message = z
  .object({
    id: whole(CAPS.messageId),
    direction: z.enum(DIRECTIONS).catch('unknown'),
    at: z.unknown(),
    atText: single(CAPS.atText).catch(''),
    text: block(CAPS.text),
  })
  .transform(({ id, direction, at: rawAt, atText, text }): SightedMessage => {
    const at = readInstant(rawAt);
    return at === null && atText !== '' ? { id, direction, at, atText, text } : { id, direction, at, text };
  });

/** @param region of numbers that do not say their country. */
const identity = (region: string) =>
  z.string().transform((raw, context) => {
    const key = normaliseIdentity(raw, region);
    if (key !== null) return key;
    context.addIssue('names nobody');
    return z.NEVER;
  });

const counterpart = (region: string) =>
  z
    .object({
      name: single(CAPS.name).catch(''),
      identities: list(identity(region), CAPS.identities, 'first').catch([]),
      strength: z.enum(['strong', 'weak']).catch('weak'),
    })
    .refine(({ name, identities }) => name !== '' || identities.length > 0);

/** Present only with words in it. */
const filled = (max: number) =>
  single(max)
    .transform((text) => text || undefined)
    .optional()
    .catch(undefined);
const amount = z.number().optional().catch(undefined);

const goods = z
  .object({ name: single(CAPS.name), sku: filled(ORDER.number), quantity: amount, total: amount })
  .refine(({ name }) => name !== '')
  .transform((one) => present<SightedGoods>(one));

const order = z.object({
  id: whole(ORDER.id),
  number: single(ORDER.number).catch(''),
  total: z.number().nullable().catch(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .catch(''),
  status: single(ORDER.status).catch(''),
  at: z
    .unknown()
    .transform((raw) => readInstant(raw) ?? undefined)
    .optional(),
  atText: filled(CAPS.atText),
  payment: filled(ORDER.payment),
  goods: list(goods, CAPS.goods, 'first').catch([]).optional(),
});

const sighting = (region: string) =>
  z.object({
    site: slug,
    channel: slug,
    thread: z.object({
      id: idText(CAPS.threadId),
      url: z.unknown(),
      subject: single(CAPS.subject).catch(''),
    }),
    counterparts: list(counterpart(region), CAPS.counterparts, 'first'),
    group: z.boolean().catch(false),
    messages: list(message, CAPS.messages, 'last'),
    order: order
      .transform((one) => present<SightedOrder>(one))
      .nullable()
      .catch(null),
    health: z.enum(['ok', 'degraded', 'none']),
    /** Names of our own expectations: anything that does not look like one is page text. */
    problems: list(
      z
        .string()
        .regex(/^[\w .:/-]+$/)
        .max(CAPS.problem),
      CAPS.problems,
      'first',
    ).catch([]),
  });

const schemas = new Map<
  string,
  { sighting: ReturnType<typeof sighting>; listed: z.ZodType<Counterpart[]> }
>();

/** The schemas of a region, made once: nobody moves often. */
function schemasOf(region: string) {
  const known = schemas.get(region) ?? {
    sighting: sighting(region),
    listed: list(counterpart(region), CAPS.listed, 'first'),
  };
  schemas.set(region, known);
  return known;
}

/** One address seen twice is one person, whatever the names beside it. The first name that is not empty is kept. */
function distinctPeople(people: Counterpart[]): Counterpart[] {
  const known = new Map<string, Counterpart>();
  return people.flatMap((person) => {
    const fresh = [...new Set(person.identities)].filter((key) => !known.has(key));
    const seen = person.identities.map((key) => known.get(key)).find((other) => other !== undefined);
    if (seen && fresh.length === 0) {
      if (seen.name === '') seen.name = person.name;
      return [];
    }
    const strength = fresh.length === 0 ? 'weak' : person.strength;
    const kept: Counterpart = { name: person.name, identities: fresh, strength };
    for (const key of fresh) known.set(key, kept);
    return [kept];
  });
}

/** The later of two messages with one id stands for both: pages show an edited one twice while they repaint. */
function distinctMessages(messages: SightedMessage[]): SightedMessage[] {
  const last = new Map(messages.map((one) => [one.id, one]));
  return messages.filter((one) => last.get(one.id) === one);
}

/** The address to come back to, or the origin alone where the page names an address that is not its own. */
function ownUrl(raw: unknown, origin: string): string {
  if (typeof raw !== 'string' || raw.length > CAPS.url || !URL.canParse(raw)) return origin;
  const url = new URL(raw);
  if (!/^https?:$/.test(url.protocol) || url.origin !== origin) return origin;
  // A name and password in an address would be stored with every interaction.
  url.username = '';
  url.password = '';
  return url.href.length <= CAPS.url ? url.href : origin;
}

/** Who stands in the site's own list, made safe as a sighting is; nobody when it is not a list. Never throws. */
export function parseListed(raw: unknown, region = 'VN'): Counterpart[] {
  const parsed = schemasOf(region).listed.safeParse(raw);
  return parsed.success ? distinctPeople(parsed.data) : [];
}

/**
 * What a content script says it read, made safe: null when it is not a sighting at all. Never throws.
 *
 * Texts are cut, lists shortened (of messages the newest stay), identities normalised; bad items are dropped. A person
 * without an identity is weak, and on a page that was not read well there is no person at all.
 *
 * @param options.origin of the sender as the browser told it, never as the page did: `https://mail.google.com`.
 * @param options.region ISO 3166 country of telephone numbers that do not say theirs.
 */
export function parseSighting(raw: unknown, options: { origin: string; region?: string }): Sighting | null {
  const parsed = schemasOf(options.region ?? 'VN').sighting.safeParse(raw);
  if (!parsed.success) return null;
  const { thread, counterparts, messages, ...rest } = parsed.data;
  return {
    ...rest,
    thread: { ...thread, url: ownUrl(thread.url, options.origin) },
    counterparts: rest.health === 'ok' ? distinctPeople(counterparts) : [],
    messages: distinctMessages(messages),
  };
}
