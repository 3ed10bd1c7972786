import { z } from 'zod';
import { MATTER_STATES, type MatterKind, type MatterState } from './matter.ts';
import { day, id, instant, line } from './value-schema.ts';

const kinds = z.enum(Object.keys(MATTER_STATES) as [MatterKind, ...MatterKind[]]);
const states = z.enum(Object.values(MATTER_STATES).flat() as [MatterState, ...MatterState[]]);
/** `2026-11`. */
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const amount = z.number().finite().min(0).max(1e15);
const score = z.number().int().min(0).max(10).nullable();
/** A word of a list of the shop's. */
export const word = line(80);

export const stoppedSchema = z.object({ reason: word, at: instant });

/** Fields of a customer that `customer.save` also takes; '' and null clear them. */
export const careFields = {
  source: word.optional(),
  referredBy: z.union([id, z.literal('')]).optional(),
  stopped: stoppedSchema.nullable().optional(),
};

/** What may be noted of an entry of the log. */
export const noteFields = {
  cause: word.optional(),
  topic: line(120).optional(),
};

export const MATTER_COMMANDS = {
  /** Writes a matter down, or edits one. `state` must be one of its kind. */
  'matter.save': z.object({
    id: id.optional(),
    customer: id.optional(),
    kind: kinds.optional(),
    what: line(200).optional(),
    at: instant.optional(),
    state: states.optional(),
    order: z.string().max(2600).optional(),
    until: day.optional(),
    score: score.optional(),
    why: line(1000).optional(),
  }),
  'matter.delete': z.object({ id }),
  /** What a source cost in a month; an amount of 0 forgets it. */
  'cost.set': z.object({ source: word.pipe(z.string().min(1)), month, amount, currency: z.string().max(8) }),
  /** Notes of an entry of the log what can be counted: cause, topic, how it was made good. */
  'interaction.note': z.object({
    id,
    ...noteFields,
    remedy: line(200).optional(),
    cost: amount.nullable().optional(),
    lesson: line(400).optional(),
  }),
  /** Remembers that a customer does not want a product offered, or (`on: false`) forgets it. */
  'customer.refuse': z.object({ customer: id, product: z.string().min(1).max(120), on: z.boolean() }),
} as const;

/** What files may say of these rows: strict, because their fields are counted. */
export const matterRow = z.looseObject({
  customer: id.max(512).optional(),
  kind: kinds.optional(),
  what: line(200).optional(),
  at: instant.optional(),
  state: states.optional(),
  stateAt: instant.optional(),
  order: z.string().max(2600).optional(),
  until: day.optional(),
  score: score.optional(),
  why: line(1000).optional(),
});
export const costRow = z.looseObject({
  source: word.optional(),
  month: month.optional(),
  amount: amount.optional(),
  currency: z.string().max(8).optional(),
});
export const careRow = {
  ...careFields,
  refusals: z.array(z.string().min(1).max(120)).max(500).optional(),
};
export const noteRow = {
  ...noteFields,
  remedy: line(200).optional(),
  cost: amount.nullable().optional(),
  lesson: line(400).optional(),
};
