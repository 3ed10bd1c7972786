import { z } from 'zod';
import { COMMANDS, type CommandName } from '../domain/command.ts';
import { DRAFT_MAX, DRAFT_RESULTS, VISIT_RESULTS } from '../domain/draft.ts';
import { FAILURE_CODES } from '../domain/failure.ts';
import { RECIPE_CAPS } from '../domain/recipe-file.ts';
import { settingsPatchSchema } from '../domain/settings.ts';
import { CAPS } from '../domain/sighting.ts';
import { STORE_STEPS, STORE_VERDICTS } from '../domain/sync-desk.ts';
import { storePlaceSchema } from '../domain/sync-place.ts';
import { LESSONS, POINTED_TEXT, TEACH_PROBLEMS, THREAD_KEYS } from '../domain/teach.ts';

/**
 * Every message, with who may send it and a schema both ways. `page` is a content script (a page could speak as it:
 * nothing it is told depends on the book); `panel` is a document of our own origin, and a framed one only after it
 * redeemed its ticket.
 */
export type Tier = 'page' | 'panel';

const nothing = z.object({});
const done = z.null();

const tab = z.number().int();
const lesson = z.enum([...LESSONS, 'check']);
/** Names of tags and attributes, and how often they are there. */
const counts = z.record(z.string().regex(/^[a-z0-9…-]{1,60}$/), z.number().int());

const command = z.custom<{ name: CommandName; args: unknown }>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    String(value.name) in COMMANDS &&
    'args' in value,
);
const result = z.object({
  change: z.string().nullable(),
  id: z.string().nullable(),
  existing: z.boolean(),
  kept: z.number(),
});

export const PROTOCOL = {
  'recipe.wanted': {
    tier: 'page',
    in: z.object({ url: z.string().max(CAPS.url * 4) }),
    out: z.object({ recipe: z.unknown(), frame: z.boolean(), guard: z.boolean() }),
  },
  // The sighting itself is parsed and capped by sighting-schema.ts, which needs to know the sender's origin.
  'sighting.seen': {
    tier: 'page',
    in: z.object({ sighting: z.unknown(), reading: z.string().max(64).optional() }),
    out: done,
  },
  'sighting.gone': { tier: 'page', in: nothing, out: done },
  // Parsed as a sighting is.
  'list.seen': { tier: 'page', in: z.object({ people: z.unknown() }), out: done },
  // Parsed by the background, which knows the sender's origin and whether the user is teaching at all.
  'teach.seen': {
    tier: 'page',
    in: z.object({
      lesson,
      pointed: z.partialRecord(z.enum(LESSONS), z.string().max(POINTED_TEXT)),
      recipe: z.unknown(),
      key: z.enum(THREAD_KEYS).nullable(),
      sides: z.boolean(),
      problem: z.enum(TEACH_PROBLEMS).nullable(),
      sighting: z.unknown(),
    }),
    out: done,
  },
  'teach.done': { tier: 'page', in: nothing, out: done },
  'frame.wanted': {
    tier: 'page',
    in: nothing,
    out: z.object({ ticket: z.string(), open: z.boolean(), top: z.number() }),
  },
  // In memory alone: compared with the book, and forgotten.
  'draft.seen': {
    tier: 'page',
    in: z.object({ reading: z.string().min(1).max(64), text: z.string().max(DRAFT_MAX) }),
    out: done,
  },
  'draft.done': {
    tier: 'page',
    in: z.object({ ask: z.string().max(64), result: z.enum(DRAFT_RESULTS) }),
    out: done,
  },

  'command.run': { tier: 'panel', in: z.object({ command }), out: result },
  /** Their page was looked at: what changes from now on is news. */
  'customer.seen': { tier: 'panel', in: z.object({ id: z.string().max(512) }), out: done },
  'settings.save': { tier: 'panel', in: z.object({ patch: settingsPatchSchema }), out: done },
  'thread.open': {
    tier: 'panel',
    in: z.object({ url: z.url().max(CAPS.url), site: z.string().max(64) }),
    out: done,
  },
  // The same, and the words go into that thread's box once it has been read.
  'thread.visit': {
    tier: 'panel',
    in: z.object({
      url: z.url().max(CAPS.url),
      site: z.string().max(64),
      thread: z.string().max(CAPS.threadId * 2),
      customer: z.string().max(2600).nullable(),
      text: z.string().max(DRAFT_MAX),
    }),
    out: z.enum(VISIT_RESULTS),
  },
  'dashboard.open': { tier: 'panel', in: z.object({ path: z.string().max(600) }), out: done },
  'ring.test': { tier: 'panel', in: nothing, out: done },
  'ring.look': { tier: 'panel', in: nothing, out: done },
  'frame.place': {
    tier: 'panel',
    in: z.object({ open: z.boolean().optional(), by: z.number().min(-10_000).max(10_000).optional() }),
    out: done,
  },
  'selection.take': { tier: 'panel', in: z.object({ tab: z.number().int() }), out: z.boolean() },
  // Nothing is ever sent: the text is put into the site's box, and the seller presses send.
  'draft.insert': {
    tier: 'panel',
    in: z.object({
      tab: z.number().int(),
      reading: z.string().min(1).max(64),
      thread: z.string().max(CAPS.threadId * 2),
      text: z
        .string()
        .max(DRAFT_MAX)
        .refine((text) => text.trim() !== ''),
    }),
    out: z.enum(DRAFT_RESULTS),
  },
  // The seller answered what was proposed for a line they sent.
  'promise.drop': {
    tier: 'panel',
    in: z.object({
      tab,
      id: z
        .string()
        .min(1)
        .max(CAPS.threadId * 2 + CAPS.messageId),
    }),
    out: done,
  },
  // Where nothing of ours stands in the page: true when the browser let it be read.
  'page.read': { tier: 'panel', in: z.object({ tab: z.number().int() }), out: z.boolean() },
  'selection.drop': { tier: 'panel', in: z.object({ tab: z.number().int().nullable() }), out: done },
  'site.disable': { tier: 'panel', in: z.object({ origin: z.string().max(300) }), out: done },
  'sites.list': {
    tier: 'panel',
    in: nothing,
    out: z.array(
      z.object({
        id: z.string(),
        origins: z.array(z.object({ origin: z.string(), granted: z.boolean() })),
        evidence: z.enum(['A', 'B', 'C', 'U']),
        verified: z.string(),
        basic: z.boolean(),
        onClick: z.boolean(),
        taught: z.boolean(),
      }),
    ),
  },
  'teach.start': { tier: 'panel', in: z.object({ tab }), out: done },
  'teach.step': { tier: 'panel', in: z.object({ tab, lesson }), out: done },
  'teach.stop': { tier: 'panel', in: z.object({ tab }), out: done },
  'teach.save': { tier: 'panel', in: z.object({ tab }), out: done },
  'page.describe': {
    tier: 'panel',
    in: z.object({ tab }),
    out: z.object({
      site: z.string().max(64),
      problems: z.array(z.string().max(CAPS.problem)).max(CAPS.problems),
      candidates: z.record(z.string().max(80), z.array(z.number().int()).max(64)),
      tags: counts,
      attributes: counts,
    }),
  },
  'taught.list': { tier: 'panel', in: nothing, out: z.array(z.unknown()) },
  'taught.keep': {
    tier: 'panel',
    in: z.object({ recipes: z.array(z.unknown()).min(1).max(RECIPE_CAPS.count) }),
    out: done,
  },
  'taught.drop': { tier: 'panel', in: z.object({ id: z.string().max(64) }), out: done },
  'sync.test': {
    tier: 'panel',
    in: z.object({ place: storePlaceSchema }),
    out: z.object({
      verdict: z.enum(STORE_VERDICTS),
      passed: z.array(z.enum(STORE_STEPS)),
      guards: z.boolean().nullable(),
      skewMs: z.number().nullable(),
      tookMs: z.number(),
    }),
  },
  // A folder that was picked lies in the book's own database: a message cannot carry it.
  'sync.begin': {
    tier: 'panel',
    in: z.object({
      place: storePlaceSchema.nullable(),
      device: z.string().max(80),
      passphrase: z.string().min(1).max(1000),
      kit: z.string().max(400).nullable(),
    }),
    out: z.object({ code: z.string(), space: z.string(), store: z.string(), at: z.number() }).nullable(),
  },
  'sync.kit': {
    tier: 'panel',
    in: nothing,
    out: z.object({ code: z.string(), space: z.string(), store: z.string(), at: z.number() }).nullable(),
  },
  'sync.act': { tier: 'panel', in: z.object({ act: z.enum(['run', 'refill', 'end']) }), out: done },
  'snapshot.info': {
    tier: 'panel',
    in: nothing,
    out: z.object({ at: z.number(), customers: z.number() }).nullable(),
  },
  'snapshot.write': { tier: 'panel', in: nothing, out: done },
} as const satisfies Record<string, { tier: Tier; in: z.ZodType; out: z.ZodType }>;

export type MessageName = keyof typeof PROTOCOL;
export type MessageIn<N extends MessageName> = z.input<(typeof PROTOCOL)[N]['in']>;
export type MessageArgs<N extends MessageName> = z.output<(typeof PROTOCOL)[N]['in']>;
export type MessageOut<N extends MessageName> = z.output<(typeof PROTOCOL)[N]['out']>;

export const envelopeSchema = z.object({ beside: z.literal(1), name: z.string().max(64), args: z.unknown() });
export const answerSchema = z.union([
  z.object({ ok: z.unknown() }),
  z.object({ failure: z.object({ code: z.enum(FAILURE_CODES), detail: z.string() }) }),
]);
