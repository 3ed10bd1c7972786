import { z } from 'zod';
import type { Recipe } from './recipe.ts';

/**
 * Recipes that come from outside: exported by one seller, taught by another. A recipe is data and stays data; unknown
 * fields are refused, so that a newer format is never half understood.
 */

const word = (max: number) => z.string().min(1).max(max);
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
/** CSS selectors are judged by the browser that uses them; here only their size. */
const selector = word(400);
const selectors = z.array(selector).max(24);
const pattern = word(600).refine((source) => {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}, 'not a pattern');
/** `https://host/path*`, as the browser's permissions know it. */
const match = z
  .string()
  .max(300)
  .regex(/^(\*|https?):\/\/(\*|(\*\.)?[^/*]+)\/.*$/);

const take = z.strictObject({
  in: z.enum(['thread', 'page', 'url', 'title', 'subject']).optional(),
  within: selector.optional(),
  up: selector.optional(),
  select: selector.optional(),
  from: z.enum(['last', 'only', 'several']).optional(),
  unless: selector.optional(),
  named: selector.optional(),
  marked: selector.optional(),
  attr: z
    .string()
    .regex(/^[\w:.-]{1,80}$/)
    .optional(),
  value: z.literal(true).optional(),
  content: z.literal(true).optional(),
  get join() {
    return z.array(take).max(4).optional();
  },
  glue: z.string().max(16).optional(),
  lines: z.literal(true).optional(),
  without: selectors.optional(),
  after: z.literal('subject').optional(),
  match: pattern.optional(),
  subject: z.enum(['has', 'lacks', 'is', 'other']).optional(),
  transform: z
    .array(
      z.enum([
        'hash-strip',
        'lower',
        'decode-uri',
        'decode-entities',
        'unix-seconds',
        'unix-milliseconds',
        'number',
        'currency',
        'mark',
      ]),
    )
    .max(4)
    .optional(),
});
const takes = z.array(take).max(24);

const person = z.strictObject({
  items: selectors,
  name: takes,
  identities: z
    .array(z.strictObject({ as: z.string().regex(/^[a-z][a-z0-9-]*:[\w:{}+-]*$/), take: takes }))
    .max(12),
});

const is = z.enum(['in', 'out']);
const rung = z.union([
  z.strictObject({ is, matches: selector }),
  z.strictObject({ is, has: selector }),
  z.strictObject({ is, take: takes.min(1) }),
  z.strictObject({ by: z.literal('sender') }),
]);

const recipe = z.strictObject({
  id: slug,
  name: word(60),
  channel: slug,
  matches: z.array(match).min(1).max(60),
  anyHost: z.boolean().optional(),
  basic: z.literal(true).optional(),
  reading: z.literal('click').optional(),
  address: pattern,
  thread: z.strictObject({
    root: selectors.min(1),
    holds: selectors.min(1),
    foreign: selector.optional(),
    shadow: z.literal(false).optional(),
    id: takes.min(1),
    witnesses: takes.optional(),
    token: takes.optional(),
    url: takes.optional(),
    subject: takes,
    group: takes.optional(),
  }),
  people: z.strictObject({
    header: person.optional(),
    sender: person.optional(),
    recipients: person.optional(),
    anyone: person.optional(),
  }),
  own: z
    .strictObject({
      identities: takes,
      as: z.string().regex(/^[a-z][a-z0-9-]*:$/),
      words: z.array(word(30)).max(80).optional(),
    })
    .optional(),
  messages: z.strictObject({
    items: selectors,
    folded: selectors.optional(),
    skip: selectors.optional(),
    newestFirst: z.boolean().optional(),
    id: takes,
    idFromWords: z.literal(true).optional(),
    thread: takes.optional(),
    direction: z.array(rung).max(12),
    at: takes,
    atText: takes,
    text: takes,
  }),
  order: z
    .strictObject({
      id: takes,
      number: takes,
      exactTotal: takes.optional(),
      total: takes,
      currency: takes,
      decimals: takes.optional(),
      status: takes,
      at: takes.optional(),
      atText: takes.optional(),
      payment: takes.optional(),
      goods: z
        .strictObject({
          items: selectors.min(1),
          name: takes,
          sku: takes.optional(),
          quantity: takes.optional(),
          total: takes.optional(),
        })
        .optional(),
    })
    .optional(),
  list: person.optional(),
  replyBox: selectors,
  forbids: z.array(z.enum(['phone', 'link'])).optional(),
  expects: z.array(z.strictObject({ name: slug, when: selector.optional(), any: selectors.min(1) })).max(16),
  watch: z.strictObject({
    root: selectors.min(1),
    attributes: z.array(z.string().regex(/^[\w:.-]{1,80}$/)).max(24),
    agrees: z.enum(['page', 'ids', 'settle']),
    settle: z.number().int().min(300).max(10_000),
    unique: z.literal(true).optional(),
  }),
  verified: z.strictObject({
    date: z.string().regex(/^\d{4}-\d\d(-\d\d)?$/),
    evidence: z.enum(['A', 'B', 'C', 'U']),
    note: word(400).optional(),
  }),
});

/** A recipe, or null when the data is not one in every part. Never throws. */
export function parseRecipe(raw: unknown): Recipe | null {
  const parsed = recipe.safeParse(raw);
  // Optional fields come out absent, never as `undefined`: the input was JSON.
  return parsed.success ? (parsed.data as Recipe) : null;
}
