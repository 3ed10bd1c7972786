import { z } from 'zod';

/** Days that sellers greet on. */
const OCCASIONS = ['birthday', 'death', 'tet', 'first', 'full', 'march8', 'october20', 'november20'] as const;
export type Occasion = (typeof OCCASIONS)[number];

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * When a reminder comes again, or what it waits for. One value: two devices that change it never mix their halves.
 * A kind that is not known here (written by a newer Beside) reads as none.
 */
export const ruleSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('every'),
    unit: z.enum(['day', 'week', 'month', 'year']),
    step: z.number().int().min(1).max(99),
    calendar: z.enum(['solar', 'lunar']),
    /** The day and month that are meant: a month that is too short has its last day instead, and the next one does not. */
    day: z.number().int().min(1).max(31),
    month: z.number().int().min(1).max(12),
    /** On the clocks of the due time's zone. */
    time,
    /** Rings so many days before. */
    ahead: z.number().int().min(0).max(60),
    occasion: z.enum(OCCASIONS).optional(),
  }),
  /** So many days after `from`, one after the other, then no more. */
  z.object({
    kind: z.literal('ladder'),
    from: z.string().regex(/^\d{4}-\d\d-\d\d$/),
    days: z.array(z.number().int().min(1).max(3650)).min(1).max(12),
    time,
  }),
  /** At the due time, unless the customer has answered by then. */
  z.object({ kind: z.literal('answer') }),
  /** Whenever the customer has waited so long for an answer. */
  z.object({
    kind: z.literal('wait'),
    minutes: z
      .number()
      .int()
      .min(1)
      .max(60 * 24 * 90),
  }),
  /** So many days after the last contact, whoever began it. */
  z.object({ kind: z.literal('cadence'), days: z.number().int().min(1).max(3650), time }),
]);
export type Rule = z.infer<typeof ruleSchema>;

/** How often to be in touch with everybody who wears a tag. */
export const cadenceSchema = z.object({
  days: z.number().int().min(1).max(3650),
  time,
  zone: z.string().min(1).max(64),
  /** Since when (milliseconds since 1970): whom nobody was ever in touch with is counted from here. */
  from: z.number().int().min(0).max(8.64e15),
});
export type Cadence = z.infer<typeof cadenceSchema>;

/** What a present may cost. */
export const budgetSchema = z.object({
  amount: z.number().finite().min(0).max(1e15),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Budget = z.infer<typeof budgetSchema>;
