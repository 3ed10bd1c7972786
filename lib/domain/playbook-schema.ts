import { z } from 'zod';
import { STAGES } from './entities.ts';
import { MOST_AHEAD, PHASES, RESULTS, TRIGGERS } from './playbook.ts';
import { instant, line } from './value-schema.ts';

/** What rows of playbooks and runs hold, checked. See playbook.ts for what it means. */
export const STEP_ID = /^[a-z0-9-]{1,40}$/;
/** Most steps of one playbook. */
export const MOST_STEPS = 20;

export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const stepSchema = z.object({
  phase: z.enum(PHASES),
  trigger: z.enum(TRIGGERS),
  stage: z.enum(STAGES).optional(),
  days: z.number().int().min(-MOST_AHEAD).max(3650),
  title: line(200),
  text: line(2000),
  channel: z.string().max(64),
  order: z.number().int().min(0).max(9999),
  since: instant,
});

export const anchorSchema = z.object({
  at: instant,
  of: z.string().max(2600),
  void: z.literal(true).optional(),
});

export const outcomeSchema = z.object({
  as: z.enum(['done', 'skipped']),
  at: instant,
  reason: z.string().max(200).optional(),
  result: z.enum(RESULTS).optional(),
});
