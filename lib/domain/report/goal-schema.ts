import { z } from 'zod';
import { day, instant, line } from '../value-schema.ts';
import { GOAL_MEASURES } from './goal.ts';

/** What a goal is made of, each left as it is where it is not given. */
export const goalFields = {
  measure: z.enum(GOAL_MEASURES).optional(),
  target: z.number().positive().finite().optional(),
  currency: z.string().max(8).optional(),
  from: day.optional(),
  by: day.optional(),
  state: line(400).optional(),
  problem: line(400).optional(),
  next: line(400).optional(),
  nextAt: instant.optional(),
  setAt: instant.optional(),
  ended: z.boolean().optional(),
};

/**
 * Sets the one goal (without an id: a goal that stands is ended by it), changes it, writes what will be done next, or
 * ends it.
 */
export const goalSave = z
  .object(goalFields)
  .omit({ nextAt: true, setAt: true })
  .extend({ id: z.string().min(1).max(120).optional() });
