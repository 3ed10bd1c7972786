import { z } from 'zod';
import { DRAFT_MAX } from './draft.ts';
import { COMPLAINT_STATES, threadSchema } from './entities.ts';
import { id, instant } from './value-schema.ts';

/** Lists of Today that can be gone through in one sitting, one customer after the other. */
const SITTING_LISTS = ['due', 'waiting', 'greetings', 'complaints', 'quiet', 'product', 'campaign'] as const;
export type SittingList = (typeof SITTING_LISTS)[number];

/** One row as it was when the sitting began: what is done in it does not make the list jump. */
const stopSchema = z.object({
  customer: id.nullable(),
  name: z.string().max(400),
  title: z.string().max(400),
  reminder: id.nullable(),
  complaint: id.nullable(),
  /** A wait for a product, which ends when its customer has been told. */
  matter: id.optional(),
  /** The campaign it is a stop of. */
  campaign: id.nullable().default(null),
  /** What brought the customer to the list; null for a reminder. */
  of: instant.nullable(),
  thread: threadSchema.nullable(),
  /** Words for this one alone; '' where the line for all is used. */
  text: z.string().max(DRAFT_MAX),
  /** What a complaint becomes when it is done with. */
  next: z.enum(COMPLAINT_STATES).nullable(),
});
export type Stop = z.infer<typeof stopSchema>;

/** A group that is being gone through. Kept for the browser's session, so that every home of the panel shows it. */
export const sittingSchema = z.object({
  list: z.enum(SITTING_LISTS),
  stops: z.array(stopSchema).min(1).max(100),
  /** The stop that is open now. */
  at: z.number().int().min(0),
  /** How many were done and not skipped. */
  done: z.number().int().min(0),
  /** A line for all of them; `[name]` or `[tên]` stands for each one's name. '' for none. */
  text: z.string().max(DRAFT_MAX),
});
export type Sitting = z.infer<typeof sittingSchema>;

/** The words for one of them: what was written for this one alone goes first. */
export function wordsFor({ text }: Pick<Sitting, 'text'>, stop: Pick<Stop, 'name' | 'text'>): string {
  if (stop.text !== '') return stop.text;
  const { name } = stop;
  return text.replace(/\[(?:name|tên)\]/gi, () => name).slice(0, DRAFT_MAX);
}
