import { z } from 'zod';
import { DEAL_STEPS } from '../deal.ts';
import { CUSTOMER_KINDS, STAGES } from '../entities.ts';
import { RELATIONS } from '../knowing.ts';
import { TIERS } from '../value.ts';
import { line } from '../value-schema.ts';
import { dayOf } from './field-value.ts';
import { DATE_NAMES, type Filter, HAS_NAMES } from './filter.ts';

/** Deep enough for any thought, and no deeper than a stack. */
const DEPTH = 8;
/** Parts of one group, and values of one condition. */
const WIDE = 200;

const amount = z.number().finite();
const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine((text) => dayOf(text) !== null);
const days = z.number().int().min(0).max(36_500);
const span = z.strictObject({ from: amount.optional(), to: amount.optional() });
const when = z.union([
  z.strictObject({ in: z.enum(['last', 'notLast', 'older', 'next']), days }),
  z.strictObject({ in: z.literal('past') }),
  z.strictObject({ in: z.literal('days'), from: day.optional(), to: day.optional() }),
]);
const value = line(2000);
const holds = z.union([
  z.strictObject({ as: z.literal('any') }),
  z.strictObject({ as: z.literal('in'), values: z.array(value).max(WIDE) }),
  z.strictObject({ as: z.literal('text'), text: value }),
  z.strictObject({ as: z.literal('number'), span }),
  z.strictObject({ as: z.literal('date'), when }),
]);
const names = z.array(z.string().max(512)).max(WIDE);

const condition = z.discriminatedUnion('is', [
  z.strictObject({ is: z.enum(['tag', 'channel', 'province', 'owner']), in: names }),
  z.strictObject({ is: z.literal('stage'), in: z.array(z.enum(STAGES)).max(WIDE) }),
  z.strictObject({ is: z.literal('been'), in: z.array(z.enum(STAGES)).max(WIDE) }),
  z.strictObject({ is: z.literal('tier'), in: z.array(z.enum(TIERS)).max(WIDE) }),
  z.strictObject({ is: z.literal('relation'), in: z.array(z.enum(['', ...RELATIONS])).max(WIDE) }),
  z.strictObject({ is: z.literal('deal'), in: z.array(z.enum(DEAL_STEPS)).max(WIDE) }),
  z.strictObject({ is: z.literal('lead'), span }),
  z.strictObject({ is: z.literal('kind'), in: z.array(z.enum(CUSTOMER_KINDS)).max(WIDE) }),
  z.strictObject({ is: z.literal('date'), of: z.enum(DATE_NAMES), when }),
  z.strictObject({ is: z.literal('money'), currency: z.string().max(8), span }),
  z.strictObject({ is: z.literal('orders'), span }),
  z.strictObject({ is: z.literal('waiting'), hours: z.number().min(0).max(876_000) }),
  z.strictObject({ is: z.literal('has'), what: z.enum(HAS_NAMES) }),
  z.strictObject({ is: z.literal('field'), name: z.string().min(1).max(64), holds }),
]);

function atDepth(depth: number): z.ZodType<Filter> {
  if (depth === 0) return condition as z.ZodType<Filter>;
  const part = atDepth(depth - 1);
  return z.union([
    condition,
    z.strictObject({ all: z.array(part).max(WIDE) }),
    z.strictObject({ any: z.array(part).max(WIDE) }),
    z.strictObject({ not: part }),
  ]) as z.ZodType<Filter>;
}

/** A filter from a stored view, an address or a file. Fields that nobody knows are refused: they would be ignored. */
export const filterSchema = atDepth(DEPTH);
