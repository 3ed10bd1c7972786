import { z } from 'zod';
import { MOST_STEPS, outcomeSchema, STEP_ID, stepSchema, timeOfDay } from './playbook-schema.ts';
import { valueRules } from './value-rules.ts';
import { id, line } from './value-schema.ts';

/** Most customers that are planned at once: one short transaction, and few enough for the change to name them all. */
export const PLAN_PAGE = 150;

/** What can be done to playbooks and to a customer's way through one. */
export const PLAYBOOK_COMMANDS = {
  /** Makes a playbook or edits it. `steps` are all there are from now on, in their order. */
  'playbook.save': z.object({
    id: id.optional(),
    name: line(80).optional(),
    tag: id.nullable().optional(),
    view: id.nullable().optional(),
    steps: z
      .array(stepSchema.omit({ order: true, since: true }).extend({ id: z.string().regex(STEP_ID) }))
      .max(MOST_STEPS)
      .optional(),
    on: z.boolean().optional(),
    past: z.boolean().optional(),
    finish: z.boolean().optional(),
    time: timeOfDay.optional(),
    zone: z.string().min(1).max(64).optional(),
    position: z.number().int().min(0).max(9999).optional(),
  }),
  /** Its tasks go; what was done stays in the runs, and comes back with undo. */
  'playbook.delete': z.object({ id }),
  /**
   * Brings the runs of these customers up to date with all playbooks. A repeat changes nothing. `value`: how the shop
   * values its buyers, where it changed that: lists may ask for it.
   */
  'playbook.plan': z.object({ customers: z.array(id).min(1).max(PLAN_PAGE), value: valueRules.optional() }),
  /** What became of a step, why it is passed over, or what came of it; `as: null` takes that back. */
  'playbook.step': z.object({
    run: id,
    step: z.string().regex(STEP_ID),
    as: outcomeSchema.shape.as.nullable(),
    reason: line(200).optional(),
    result: outcomeSchema.shape.result.nullable(),
  }),
} as const;
