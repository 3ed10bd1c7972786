import { z } from 'zod';
import { CAMPAIGN_ROWS } from './campaign-schema.ts';
import { MILESTONES } from './deal.ts';
import {
  CHOSEN_FIELDS,
  CUSTOMER_KINDS,
  consentSchema,
  DIRECTIONS,
  displayNameSchema,
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
import { HINTS, LEAD_MOST, RELATIONS } from './knowing.ts';
import { dealRow } from './knowing-schema.ts';
import { careRow, costRow, matterRow, noteRow } from './matter-schema.ts';
import { ERASED, UNSAFE_NAME } from './merge.ts';
import { anchorSchema, outcomeSchema, STEP_ID, stepSchema, timeOfDay } from './playbook-schema.ts';
import { LIST_ORDERS } from './query.ts';
import { goalFields } from './report/goal-schema.ts';
import { emptyFields, type Fields, type TableName } from './row.ts';
import { budgetSchema, cadenceSchema, ruleSchema } from './rule.ts';
import { OFFER_ROWS, priceSchema } from './say/rows.ts';
import { STAGE_KEY } from './stage-time.ts';
import { RULES } from './tables.ts';
import { CONTROL, day, id, instant } from './value-schema.ts';

/**
 * What a row from a file may hold. Tolerant: unknown fields stay (an export of a newer Beside), short texts are cleaned
 * and cut at their cap. Strict where a wrong value would break something: types, dates, keys.
 */
const clean = (text: string) => text.replace(CONTROL, '').trim();
const short = (max: number) => z.string().transform((text) => clean(text.slice(0, max * 4)).slice(0, max));
/** A long text is refused rather than cut: it is somebody's work. */
const long = (max: number) => z.string().max(max).transform(clean);
const ref = id.max(512);

/** A value of a field this version does not know. */
const UNKNOWN_CAP = 20_000;

const KEY = /^[a-z][a-z0-9-]*:[^\u0000-\u001f]{1,510}$/;
const SOURCES: ReadonlySet<unknown> = new Set(evidenceSchema.shape.by.options);

/** By hand, because a page of 5,000 customers has 25,000 links: evidenceSchema says the same. */
function isLinks(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([name, evidence]) => KEY.test(name) && isEvidence(evidence));
}

function isEvidence(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { by, at, from } = value as Fields;
  return (
    SOURCES.has(by) &&
    Number.isInteger(at) &&
    (at as number) >= 0 &&
    typeof from === 'string' &&
    from.length <= 120
  );
}

const mark = z.number().int().min(0).max(LEAD_MOST).nullable().optional();
const knowingRow = {
  relation: z.enum(['', ...RELATIONS]).optional(),
  leadNeed: mark,
  leadMoney: mark,
  leadTime: mark,
  hints: z.record(short(160), z.enum(HINTS)).optional(),
  stageLog: z.record(z.string().regex(STAGE_KEY), z.enum(STAGES)).optional(),
  checked: z.record(z.string().max(80), instant).optional(),
};

const SCHEMAS: Record<TableName, z.ZodObject> = {
  customers: z.looseObject({
    code: short(32).optional(),
    name: short(200).optional(),
    kind: z.enum(CUSTOMER_KINDS).optional(),
    stage: z.enum(STAGES).optional(),
    about: short(2000).optional(),
    company: short(200).optional(),
    address: short(400).optional(),
    owner: short(80).optional(),
    taxCode: short(40).optional(),
    size: z.enum(SIZES).optional(),
    industry: short(120).optional(),
    invoiceAddress: short(400).optional(),
    invoiceEmail: short(254).optional(),
    createdAt: instant.optional(),
    autoLog: z.boolean().optional(),
    consent: consentSchema.nullable().optional(),
    pronouns: short(44).optional(),
    priceGroup: z.string().max(512).optional(),
    sample: z.boolean().optional(),
    tags: z.array(ref).max(200).optional(),
    links: z.custom<Fields>(isLinks).optional(),
    displayNames: z.record(z.string().regex(KEY), displayNameSchema).optional(),
    notOurs: z.array(z.string().regex(KEY)).max(500).optional(),
    fields: z.record(z.string().max(64), short(2000)).optional(),
    ...knowingRow,
    ...careRow,
  }),
  interactions: z.looseObject({
    kind: z.enum(INTERACTION_KINDS).optional(),
    direction: z.enum(DIRECTIONS).optional(),
    at: instant.optional(),
    subject: short(400).optional(),
    text: long(20_000).optional(),
    channel: short(64).optional(),
    thread: threadSchema.nullable().optional(),
    messageId: z.string().max(400).optional(),
    count: z.number().int().min(0).max(100_000).optional(),
    customers: z.array(ref).max(64).optional(),
    status: short(32).optional(),
    loggedAt: instant.optional(),
    ...noteRow,
  }),
  notes: z.looseObject({
    customer: ref.optional(),
    text: long(40_000).optional(),
    pinned: z.boolean().optional(),
    at: instant.optional(),
    editedAt: instant.nullable().optional(),
  }),
  reminders: z.looseObject({
    customer: ref.nullable().optional(),
    title: short(400).optional(),
    due: dueSchema.optional(),
    state: z.enum(['open', 'done', 'cancelled']).optional(),
    thread: threadSchema.nullable().optional(),
    createdAt: instant.optional(),
    doneAt: instant.nullable().optional(),
    moved: z.number().int().min(0).optional(),
    // A kind of a newer Beside stays as it is, and rings once.
    rule: z
      .union([ruleSchema, z.looseObject({ kind: z.string().max(32) })])
      .nullable()
      .optional(),
    settledAt: instant.optional(),
    budget: budgetSchema.nullable().optional(),
  }),
  orders: z.looseObject({
    customer: ref.optional(),
    site: short(64).optional(),
    number: short(120).optional(),
    total: z.number().finite().nullable().optional(),
    currency: short(8).optional(),
    status: short(60).optional(),
    at: instant.optional(),
    atText: short(80).optional(),
    payment: short(80).optional(),
    goods: z.array(goodsSchema).max(200).optional(),
    thread: threadSchema.nullable().optional(),
  }),
  tags: z.looseObject({
    name: short(60).optional(),
    colour: z.enum(TAG_COLOURS).optional(),
    family: short(60).optional(),
    position: z.number().int().min(0).max(9999).optional(),
    cadence: cadenceSchema.nullable().optional(),
  }),
  neverLog: z.looseObject({ at: instant.optional(), label: short(200).optional() }),
  merges: z.looseObject({
    into: ref.optional(),
    at: instant.optional(),
    shown: z.array(z.enum(CHOSEN_FIELDS)).max(CHOSEN_FIELDS.length).optional(),
  }),
  notSame: z.looseObject({ at: instant.optional() }),
  views: z.looseObject({
    name: short(80).optional(),
    text: short(200).optional(),
    where: filterSchema.nullable().optional(),
    sort: z.enum(LIST_ORDERS).optional(),
    turned: z.boolean().optional(),
    position: z.number().int().min(0).max(9999).optional(),
    pinned: z.boolean().optional(),
    relation: knowingRow.relation,
  }),
  memberships: z.looseObject({
    person: ref.optional(),
    organisation: ref.optional(),
    roles: z.array(short(60)).max(24).optional(),
    primary: z.boolean().optional(),
    from: day.optional(),
    until: day.optional(),
    at: instant.optional(),
  }),
  goals: z.looseObject(goalFields),
  playbooks: z.looseObject({
    name: short(80).optional(),
    tag: ref.nullable().optional(),
    view: ref.nullable().optional(),
    steps: z.record(z.string().regex(STEP_ID), stepSchema).optional(),
    on: z.boolean().optional(),
    since: instant.optional(),
    past: z.boolean().optional(),
    finish: z.boolean().optional(),
    time: timeOfDay.optional(),
    zone: short(64).optional(),
    position: z.number().int().min(0).max(9999).optional(),
  }),
  runs: z.looseObject({
    playbook: ref.optional(),
    customer: ref.optional(),
    at: instant.optional(),
    left: instant.nullable().optional(),
    anchors: z.record(z.string().max(40), anchorSchema).optional(),
    outcomes: z.record(z.string().regex(STEP_ID), outcomeSchema).optional(),
  }),
  deals: dealRow,
  ...OFFER_ROWS,
  ...CAMPAIGN_ROWS,
  matters: matterRow,
  costs: costRow,
};

export type ParsedFields = { fields: Fields; problem: null } | { fields: null; problem: string };

/**
 * Checks the fields of one row and spreads its sets and maps into registers (`tags/vip`, `links/email:a@b.vn`).
 * `problem` names the field, never its value.
 */
export function parseImport(table: TableName, fields: Fields): ParsedFields {
  const schema = SCHEMAS[table];
  // Single registers and fields of a newer Beside are looked at by name below; a row has more of them than of others.
  const known: Fields = {};
  const others: [string, unknown][] = [];
  for (const [name, value] of Object.entries(fields))
    if (Object.hasOwn(schema.shape, name)) known[name] = value;
    else if (name !== UNSAFE_NAME) others.push([name, value]);
  const parsed = schema.safeParse(known);
  if (!parsed.success) return refuse(parsed.error.issues[0]?.path.join('/') ?? '');
  const flat = emptyFields();
  for (const [name, value] of [...Object.entries(parsed.data), ...others]) {
    const problem = spread(table, name, value, flat);
    if (problem !== null) return refuse(problem);
  }
  return { fields: flat, problem: null };
}

/** Whether registers as they are merged hold what they may: an emptied one always does, and a map's are looked at together. */
export function fitsRegisters(table: TableName, registers: Fields): boolean {
  const { maps, sets } = RULES[table];
  const fields = emptyFields();
  for (const [name, value] of Object.entries(registers)) {
    if (value === null || value === undefined) continue;
    const [field, ...rest] = name.split('/') as [string, ...string[]];
    // As a whole, neither is ever merged.
    if (rest.length === 0 && (maps.includes(field) || sets.includes(field))) continue;
    if (value === false && rest.length > 0) continue;
    if (rest.length === 0 || !maps.includes(field)) fields[name] = value;
    else {
      const map = (fields[field] ?? emptyFields()) as Fields;
      map[rest.join('/')] = value;
      fields[field] = map;
    }
  }
  return parseImport(table, fields).problem === null;
}

const refuse = (problem: string): ParsedFields => ({ fields: null, problem: problem || 'fields' });

/** @returns the name of what is wrong, or null. */
function spread(table: TableName, name: string, value: unknown, into: Fields): string | null {
  const rules = RULES[table];
  if (value === undefined) return null;
  // Erasing is an act of the seller's, never of a file.
  if (name === ERASED) return null;
  if (rules.derived.includes(name)) return null;
  if (rules.sets.includes(name)) for (const element of value as string[]) into[`${name}/${element}`] = true;
  else if (rules.maps.includes(name))
    for (const [inner, held] of Object.entries(value as Fields)) into[`${name}/${inner}`] = held;
  else if (Object.hasOwn(rules.defaults, name) || name === 'sample') into[name] = value;
  else if (!fits(name, value)) return name;
  else into[name] = value;
  return null;
}

/** Single registers (`links/tel:+84…`) and fields of a newer Beside. */
function fits(name: string, value: unknown): boolean {
  if (name.startsWith('links/')) {
    const taken = value === null || value === false;
    return KEY.test(name.slice('links/'.length)) && (taken || isEvidence(value));
  }
  if (name.startsWith('displayNames/')) {
    const taken = value === null || value === false;
    return (
      KEY.test(name.slice('displayNames/'.length)) && (taken || displayNameSchema.safeParse(value).success)
    );
  }
  if (/^(tags|customers|shown|notOurs|roles|refusals|aliases)\//.test(name))
    return typeof value === 'boolean' || value === null;
  if (name.startsWith('stageLog/'))
    return value === null || (STAGE_KEY.test(name.slice('stageLog/'.length)) && isOneOf(STAGES, value));
  if (name.startsWith('hints/')) return value === null || isOneOf(HINTS, value);
  if (name.startsWith('checked/')) return value === null || instant.safeParse(value).success;
  if (name.startsWith('milestones/'))
    return (
      value === null ||
      (isOneOf(MILESTONES, name.slice('milestones/'.length)) && day.safeParse(value).success)
    );
  if (name.startsWith('prices/'))
    return value === null || value === false || priceSchema.safeParse(value).success;
  if (name.startsWith('fields/'))
    return value === null || (typeof value === 'string' && value.length <= 2000);
  return name.length <= 128 && (JSON.stringify(value) ?? '').length <= UNKNOWN_CAP;
}

const isOneOf = (values: readonly string[], value: unknown): boolean => values.includes(value as string);
