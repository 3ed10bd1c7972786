import { z } from 'zod';
import { DEAL_STATES, DEAL_STEPS, MILESTONES } from './deal.ts';
import { HINTS, LEAD_MOST, RELATIONS } from './knowing.ts';
import { day, id, instant, line } from './value-schema.ts';

/** What of knowing.ts and deal.ts a command may hold. */

const mark = z.number().int().min(0).max(LEAD_MOST).nullable().optional();
/** Lines that can be taken in at a glance. */
const HINT_MAX = 160;

/** Beside the other fields of a customer. */
export const knowingFields = {
  relation: z.enum(['', ...RELATIONS]).optional(),
  leadNeed: mark,
  leadMoney: mark,
  leadTime: mark,
  /** Line → which it is; null takes it away. */
  hints: z.record(line(HINT_MAX).pipe(z.string().min(1)), z.enum(HINTS).nullable()).optional(),
};

export const knowingCommands = {
  /** "Still right": the field holds what is so, as of now. `name` is that of the register: `address`, `fields/Size`. */
  'customer.confirm': z.object({ id, name: z.string().min(1).max(80) }),
} as const;

export const dealCommands = {
  /** Creates a deal (`customer` is needed then) or edits one. A milestone of '' was not reached after all. */
  'deal.save': z.object({
    id: id.optional(),
    customer: id.optional(),
    title: line(200).optional(),
    amount: z.number().finite().nullable().optional(),
    currency: z.string().max(8).optional(),
    next: line(200).optional(),
    expected: day.optional(),
    milestones: z.partialRecord(z.enum(MILESTONES), day).optional(),
    state: z.enum(DEAL_STATES).optional(),
    reason: line(200).optional(),
  }),
  /** Brings a deal to a step, forward or back; `day` is today where the seller is. One that was closed is open again. */
  'deal.move': z.object({ id, step: z.enum(DEAL_STEPS), day: day.pipe(z.string().min(10)) }),
  'deal.delete': z.object({ id }),
} as const;

/** A deal in a file. */
export const dealRow = z.looseObject({
  customer: id.max(512).optional(),
  title: line(200).optional(),
  amount: z.number().finite().nullable().optional(),
  currency: line(8).optional(),
  next: line(200).optional(),
  expected: day.optional(),
  milestones: z.partialRecord(z.enum(MILESTONES), day).optional(),
  state: z.enum(DEAL_STATES).optional(),
  closedAt: instant.optional(),
  reason: line(200).optional(),
  createdAt: instant.optional(),
});
