import { z } from 'zod';
import { CAMPAIGN_COMMANDS } from './campaign-schema.ts';
import { DRAFT_MAX } from './draft.ts';
import {
  ASIDE_LISTS,
  asideSchema,
  CHOSEN_FIELDS,
  COMPLAINT_STATES,
  CUSTOMER_KINDS,
  consentSchema,
  DIRECTIONS,
  dueSchema,
  evidenceSchema,
  goodsSchema,
  INTERACTION_KINDS,
  SIZES,
  STAGES,
  TAG_COLOURS,
  threadSchema,
} from './entities.ts';
import { filterSchema } from './filter/filter-schema.ts';
import { dealCommands, knowingCommands, knowingFields } from './knowing-schema.ts';
import { careFields, MATTER_COMMANDS, noteFields } from './matter-schema.ts';
import { PLAYBOOK_COMMANDS } from './playbook-command.ts';
import { LIST_ORDERS } from './query.ts';
import { goalSave } from './report/goal-schema.ts';
import { TABLES } from './row.ts';
import { budgetSchema, cadenceSchema, ruleSchema } from './rule.ts';
import { OFFER_COMMANDS } from './say/rows.ts';
import { day, id, instant, key, line } from './value-schema.ts';

/**
 * Everything that can be done to the book, as plain data. A command becomes Changes, and Changes are applied by one
 * function. `id` fields for new rows are optional: the store makes one where none is given, and returns it.
 */
const link = evidenceSchema.pick({ by: true, from: true });

/** Looked into row by row by `parseImport`: a page holds thousands. */
const importFields = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const customerFields = z.object({
  name: line(200).optional(),
  kind: z.enum(CUSTOMER_KINDS).optional(),
  stage: z.enum(STAGES).optional(),
  about: line(2000).optional(),
  company: line(200).optional(),
  address: line(400).optional(),
  owner: line(80).optional(),
  taxCode: line(40).optional(),
  size: z.enum(SIZES).optional(),
  industry: line(120).optional(),
  invoiceAddress: line(400).optional(),
  invoiceEmail: line(254).optional(),
  autoLog: z.boolean().optional(),
  /** Null takes the answer back: nobody knows. */
  consent: consentSchema.nullable().optional(),
  /** `em-chị`; '' where nothing was said. */
  pronouns: z
    .string()
    .regex(/^([\p{L}/ ]{1,20}-[\p{L}/ ]{1,20})?$/u)
    .optional(),
  priceGroup: id.or(z.literal('')).optional(),
  fields: z.record(z.string().max(64), line(2000).nullable()).optional(),
  ...knowingFields,
  ...careFields,
});

export const COMMANDS = {
  /** Creates (no id, or an unknown one) or edits a customer; `keys` are linked in the same change. */
  'customer.save': z.object({
    id: id.optional(),
    set: customerFields,
    keys: z.array(key).max(24).optional(),
    /** Names they go by where names are all that is shown: remembered, and a "maybe" from then on. */
    displayNames: z
      .array(z.object({ channel: z.string().max(64), name: line(200) }))
      .max(8)
      .optional(),
    tags: z.array(id).max(64).optional(),
    link: link.optional(),
    /** Becomes a contact person of this organisation in the same change. */
    organisation: id.optional(),
    sample: z.boolean().optional(),
  }),
  /** The same change of many customers, in one change of the book: a page of a change of thousands. */
  'customers.change': z.object({
    customers: z.array(id).min(1).max(2000),
    set: customerFields.pick({ stage: true, owner: true }).optional(),
    /** Tag → on or off. */
    tags: z.record(id, z.boolean()).optional(),
  }),
  /** Moves a customer to the bin. Notes, interactions and reminders stay with the grave and come back with undo. */
  'customer.delete': z.object({ id }),
  /** Takes a person out of the book for ever, and out of its history. The one command that nothing takes back. */
  'customer.erase': z.object({ id }),
  /** Lets `kept` stand for `member` from now on: the same person met twice. Neither row changes. */
  'customer.merge': z.object({
    kept: id,
    member: id,
    /** Fields of which the member's value is shown. */
    shown: z.array(z.enum(CHOSEN_FIELDS)).max(CHOSEN_FIELDS.length).optional(),
  }),
  /**
   * Two persons after all. `move` are rows and handles that came since the merge and belong to the member:
   * `notes/<id>`, `orders/<id>`, `reminders/<id>`, `quotes/<id>`, `interactions/<id>`, `memberships/<id>`, `deals/<id>`,
   * `matters/<id>`, `runs/<id>`, `sends/<id>`, `keys/<key>`, `tags/<id>`.
   */
  'customer.split': z.object({
    member: id,
    move: z
      .array(
        z
          .string()
          .max(2700)
          .regex(
            /^(notes|orders|reminders|interactions|memberships|matters|runs|sends|keys|tags|quotes|deals)\/./,
          ),
      )
      .max(2000)
      .optional(),
  }),
  /** Remembers that these are two persons, or (`on: false`) forgets it: they are not offered for merging again. */
  'customer.notSame': z.object({ one: id, other: id, on: z.boolean() }),
  /** Puts a customer aside from a list of Today, for this once; `aside: null` brings them back. */
  'customer.aside': z.object({ id, list: z.enum(ASIDE_LISTS), aside: asideSchema.nullable() }),
  ...knowingCommands,
  ...dealCommands,
  /** Makes a person a contact person of an organisation, or edits that. `roles` are all there are from now on. */
  'membership.save': z.object({
    person: id,
    organisation: id,
    roles: z.array(line(60)).max(24).optional(),
    /** Of the person's organisations at most one is primary: the others cease to be. */
    primary: z.boolean().optional(),
    from: day.optional(),
    until: day.optional(),
  }),
  'membership.remove': z.object({ person: id, organisation: id }),
  /** Remembers that a handle is nobody of this organisation, or (`on: false`) forgets it. */
  'membership.refuse': z.object({ organisation: id, key, on: z.boolean() }),
  'identity.link': z.object({ customer: id, key, link }),
  'identity.unlink': z.object({ customer: id, key }),
  /** Forgets a display name; `key` is that of the register, `whatsapp:minh anh`. */
  'displayName.forget': z.object({ customer: id, key }),
  /** Idempotent by its externalId (`thread.site/thread.id/messageId`): a repeat returns the entry that is there. */
  'interaction.log': z.object({
    customers: z.array(id).min(1).max(24),
    kind: z.enum(INTERACTION_KINDS),
    direction: z.enum(DIRECTIONS),
    /** When the contact happened; now, when the page does not say. */
    at: instant.optional(),
    subject: line(400),
    text: line(4000).optional(),
    channel: z.string().max(64),
    thread: threadSchema.nullable(),
    messageId: z.string().max(400),
    count: z.number().int().min(0).max(100_000),
    status: z.string().max(32).optional(),
    ...noteFields,
    /** Keys of the counterparts as read, checked against the never-log list. */
    keys: z.array(key).max(64).optional(),
  }),
  'interaction.delete': z.object({ id }),
  /** How a complaint stands now. */
  'interaction.status': z.object({ id, status: z.enum(COMPLAINT_STATES) }),
  /** Takes what was said out of log entries, here and in the history, by a rule of retention. Nothing takes it back. */
  'interaction.thin': z.object({ ids: z.array(id).min(1).max(1000) }),
  'note.add': z.object({
    id: id.optional(),
    customer: id,
    text: line(10_000),
    pinned: z.boolean().optional(),
  }),
  'note.edit': z.object({ id, text: line(10_000).optional(), pinned: z.boolean().optional() }),
  'note.delete': z.object({ id }),
  /** Creates a tag, or renames, recolours or moves it. */
  'tag.save': z.object({
    id: id.optional(),
    name: line(60).optional(),
    colour: z.enum(TAG_COLOURS).optional(),
    family: line(60).optional(),
    position: z.number().int().min(0).max(9999).optional(),
    /** Keeps in touch with everybody who wears it; null no longer. */
    cadence: cadenceSchema.omit({ from: true }).nullable().optional(),
  }),
  'tag.delete': z.object({ id }),
  /** Puts a tag on customers or takes it off. */
  'tag.put': z.object({ tag: id, customers: z.array(id).min(1).max(10_000), on: z.boolean() }),
  /** Keeps a list under a name, or renames, changes, pins or moves one. */
  'view.save': z.object({
    id: id.optional(),
    name: line(80).optional(),
    text: line(200).optional(),
    where: filterSchema.nullable().optional(),
    sort: z.enum(LIST_ORDERS).optional(),
    turned: z.boolean().optional(),
    position: z.number().int().min(0).max(9999).optional(),
    pinned: z.boolean().optional(),
    relation: knowingFields.relation,
  }),
  'view.delete': z.object({ id }),
  'goal.save': goalSave,
  ...PLAYBOOK_COMMANDS,
  ...CAMPAIGN_COMMANDS,
  'reminder.set': z.object({
    id: id.optional(),
    customer: id.nullable(),
    title: line(400),
    due: dueSchema,
    thread: threadSchema.nullable(),
    /** When it comes again, or what it waits for. Left as it is where it is not given. */
    rule: ruleSchema.nullable().optional(),
    budget: budgetSchema.nullable().optional(),
    /** What to write then. Left as it is where it is not given. */
    draft: line(DRAFT_MAX).optional(),
  }),
  'reminder.move': z.object({ id, due: dueSchema }),
  /**
   * One that comes again goes on to its next occurrence. `due` is the due time that was seen: a second press, or one on
   * a device that was told late, must not finish the occurrence after.
   */
  'reminder.done': z.object({ id, due: instant.optional() }),
  'reminder.delete': z.object({ id }),
  'order.record': z.object({
    customer: id,
    site: z.string().max(64),
    /** Platform order id; with the site it makes the row id, so a repeat updates the same order. */
    order: z.string().min(1).max(120),
    number: line(120),
    total: z.number().finite().nullable(),
    currency: z.string().max(8),
    status: line(60),
    at: instant.optional(),
    atText: line(80).optional(),
    payment: line(80).optional(),
    /** Left as they are where the page shows none. */
    goods: z.array(goodsSchema).max(60).optional(),
    thread: threadSchema.nullable(),
  }),
  ...OFFER_COMMANDS,
  ...MATTER_COMMANDS,
  'neverLog.add': z.object({ rule: z.string().min(3).max(512), label: line(200) }),
  'neverLog.remove': z.object({ rule: z.string().min(3).max(512) }),
  /** Takes back one change: every field it wrote that nobody wrote since. */
  'change.undo': z.object({ change: id }),
  /** A page of whole rows, in one change: import, restore, samples. Rows that exist are merged per field. */
  'import.rows': z.object({
    rows: z.array(z.object({ table: z.enum(TABLES), id, fields: importFields })).max(5000),
    from: z.string().max(120),
  }),
  /** Takes all practice customers away again, with everything that hangs on them. */
  'samples.remove': z.object({}),
} as const;

export type CommandName = keyof typeof COMMANDS;
/** What these did is gone from the history too: there is nothing to take back to. */
export const FINAL_COMMANDS: readonly string[] = [
  'customer.erase',
  'interaction.thin',
] satisfies CommandName[];
export type CommandInput<N extends CommandName> = z.input<(typeof COMMANDS)[N]>;
export type CommandArgs<N extends CommandName> = z.output<(typeof COMMANDS)[N]>;
export type Command = { [N in CommandName]: { name: N; args: CommandInput<N> } }[CommandName];

export interface CommandResult {
  /** The change that undoes with `change.undo`; null when nothing had to change. */
  change: string | null;
  /** The row the command made or touched. */
  id: string | null;
  /** True when the row was already there (a second click on Log). */
  existing: boolean;
  /** Fields an undo left alone because they were written again since. */
  kept: number;
}
