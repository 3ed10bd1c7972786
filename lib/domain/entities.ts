import { z } from 'zod';
import type { Filter } from './filter/filter.ts';
import type { Knowing, Relation } from './knowing.ts';
import type { CustomerCare, EntryCare } from './matter.ts';
import type { ListOrder } from './query.ts';
import type { Row } from './row.ts';
import type { Budget, Cadence, Rule } from './rule.ts';
import type { Stamp } from './stamp.ts';
import { instant, line } from './value-schema.ts';

/** `charity` is any body that is neither a firm nor an office: associations, schools, temples. `internal`: a colleague. */
export const CUSTOMER_KINDS = ['individual', 'business', 'government', 'charity', 'internal'] as const;
/** How many people work there, as Vietnamese law sorts firms (Decree 80/2021, services): to 10, 50, 100, and more. */
export const SIZES = ['', 'micro', 'small', 'medium', 'large'] as const;
export type Size = (typeof SIZES)[number];
export const STAGES = ['lead', 'first', 'regular', 'quiet', 'lost', 'back'] as const;
export type Stage = (typeof STAGES)[number];
export const INTERACTION_KINDS = [
  'message',
  'email',
  'call',
  'meeting',
  'visit',
  'order',
  'complaint',
  'idea',
  'comparison',
  'barrier',
] as const;
/** How a complaint stands, in the order it goes: open, made good by us, confirmed by the buyer. */
export const COMPLAINT_STATES = ['open', 'good', 'confirmed'] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];
/** How a call by hand went. Only one that was answered is a contact. */
const CALL_OUTCOMES = ['answered', 'busy', 'later'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];
export const DIRECTIONS = ['in', 'out', 'unknown'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Why an identity belongs to a customer: shown beside it, kept through merges. */
export const evidenceSchema = z.object({
  by: z.enum(['user', 'page', 'import', 'sample']),
  at: instant,
  /** Where it was seen: a site id, a file name. */
  from: z.string().max(120),
  /** `doubtful` when another customer holds the key since two offline devices met. */
  doubtful: z.boolean().optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/**
 * A name that a customer went by on a channel where names are all that is shown. It brings the customer back as
 * "maybe", and never by itself as anything more.
 */
export const displayNameSchema = evidenceSchema
  .pick({ by: true, at: true, from: true })
  .extend({ name: z.string().max(200) });
export type DisplayName = z.infer<typeof displayNameSchema>;

/** May offers be sent? What the customer said, when, where, and in which words. Absent while nobody asked. */
export const consentSchema = z.object({
  answer: z.enum(['yes', 'no']),
  at: instant,
  /** A channel or site; '' where it was said face to face, or nobody noted it. */
  channel: z.string().max(64),
  words: line(400),
});
export type Consent = z.infer<typeof consentSchema>;

/** What was ordered, a line each. */
export const goodsSchema = z.object({
  name: z.string().max(200),
  sku: z.string().max(120).optional(),
  quantity: z.number().finite().optional(),
  total: z.number().finite().optional(),
});
export type OrderGoods = z.infer<typeof goodsSchema>;

/** How an order ended, where its words say so for certain. */
export const OUTCOMES = ['', 'delivered', 'refused', 'returned', 'cancelled'] as const;
export type OrderOutcome = (typeof OUTCOMES)[number];

/** Where to go back to: the exact thread. */
export const threadSchema = z.object({
  site: z.string().max(64),
  id: z.string().max(400),
  url: z.string().max(2048),
  subject: z.string().max(400),
});
export type Thread = z.infer<typeof threadSchema>;

/** An instant with the words that were meant, so that travel and daylight saving do the right thing. */
export const dueSchema = z.object({
  at: instant,
  /** IANA zone the seller was in. */
  zone: z.string().min(1).max(64),
  /** Wall-clock intent in that zone: `2026-11-24T09:00`. */
  wall: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/),
  /**
   * Which occurrence this is, where there are several: the day the rule names (`2026-11-24`), or the instant that a
   * condition counts from. It stays when the occurrence is moved, so that the next one is computed from what was meant.
   */
  of: z.string().max(20).optional(),
});
export type Due = z.infer<typeof dueSchema>;

/** Lists of Today that a customer can be put aside from. */
export const ASIDE_LISTS = ['waiting', 'quiet', 'complaint'] as const;
export type AsideList = (typeof ASIDE_LISTS)[number];
export const asideSchema = z.object({
  /** What is put aside: the instant that brought the customer there. Another one brings them back. */
  of: instant,
  /** Until when; null for good. */
  until: instant.nullable(),
});
export type Aside = z.infer<typeof asideSchema>;

export interface Customer extends Row, CustomerCare, Knowing {
  /** Short code shown to people: `KH-0123`. */
  code: string;
  name: string;
  kind: (typeof CUSTOMER_KINDS)[number];
  stage: Stage;
  /** One line about the person, in the seller's words. */
  about: string;
  /** Of a person: where they work, in words. Of an organisation: its full name, as an invoice has it. */
  company: string;
  address: string;
  /** As it was typed; tax-code.ts says what is wrong with it. */
  taxCode: string;
  size: Size;
  industry: string;
  invoiceAddress: string;
  /** Where electronic invoices are sent. */
  invoiceEmail: string;
  createdAt: number;
  /** Who of the shop looks after them: a name, '' for nobody. */
  owner: string;
  /** Auto-log this customer's threads (C4). Off unless turned on. */
  autoLog: boolean;
  consent: Consent | null;
  /** How seller and buyer call each other, `em-chị`; '' until it was said. See say/pronouns.ts. */
  pronouns: string;
  /** Id of the price group; '' pays the common prices. */
  priceGroup: string;
  tags: string[];
  /** Identity key → evidence. */
  links: Record<string, Evidence>;
  /** Channel and folded name → the name as it was seen. Several customers may share one. */
  displayNames: Record<string, DisplayName>;
  /** Handles that are nobody of this organisation, whatever their domain says: they are not offered again. */
  notOurs: string[];
  /** Custom fields, no migration needed. */
  fields: Record<string, string>;
  /** True for practice customers. */
  sample?: boolean;
  /** Put aside from a list of Today; null where nothing is. */
  asideWaiting: Aside | null;
  asideQuiet: Aside | null;
  asideComplaint: Aside | null;

  // Derived in the same transaction, never synced.
  /** Keys this customer holds: `links` without the doubtful ones. Indexed. */
  keys: string[];
  /** Keys of the doubtful links, where there are any. Indexed. */
  doubts?: string[];
  /** Keys of `displayNames`, where there are any. Indexed. */
  nameKeys?: string[];
  /** Folded name for sorting. Indexed. */
  sortName: string;
  nextDueAt?: number;
  lastContactAt?: number;
  lastInAt?: number;
  lastOutAt?: number;
  /** `lastInAt` while nobody has answered it. Indexed. */
  waitingSince?: number;
  contactCount: number;
  orderCount: number;
  /** Sum of order totals per currency. */
  money: Record<string, number>;
  lastOrderAt?: number;
  /** The usual time between two orders (milliseconds): their median, from three orders on. */
  rhythm?: number;
  /** From when on the buyer counts as quiet, where nobody has written to them since. Indexed. */
  quietAt?: number;
  /** 1 for practice customers: a boolean cannot be indexed. */
  isSample?: 1;
  /** 1 for colleagues. Indexed. */
  isInternal?: 1;
  /** Memberships that name this customer, on either side. Absent when none: the card then asks for none. */
  bonds?: number;
  /** The organisation's own mail domains, and those of its people. Indexed. */
  domains?: string[];
  /** The search chunk that holds this customer's folded text. */
  chunk?: number;
  /** The customer this one is merged into, as far as both are there. Indexed. */
  root?: string;
  /** Customers merged into this one, and what is shown of them in its place. */
  members?: string[];
  shows?: Partial<Customer>;
  /** Where the reports' columns hold it, see `lib/store/cells`. So of interactions and orders. */
  cells?: number[];
}

/** Fields whose shown value is chosen when two customers are merged. */
export const CHOSEN_FIELDS = [
  'name',
  'kind',
  'stage',
  'about',
  'company',
  'address',
  'taxCode',
  'size',
  'industry',
  'invoiceAddress',
  'invoiceEmail',
  'pronouns',
  'priceGroup',
] as const;
export type ChosenField = (typeof CHOSEN_FIELDS)[number];

/**
 * One customer stands for another: the same person met twice. Neither row is changed, so a split gives both back as
 * they were. The id is that of the customer who steps behind: nobody stands behind two.
 */
export interface Merge extends Row {
  into: string;
  at: number;
  /** Fields that are shown of the one behind: its elements are field names. */
  shown: string[];
}

/** Two customers who are not the same person, whatever they share. The id is both ids in order, see `pairId`. */
export interface NotSame extends Row {
  at: number;
}

/**
 * A person works for an organisation. The id is both ids (`memberId`), so that two devices that say the same make the
 * same row. Neither customer row is changed, so merges and splits of either side leave it as it is.
 */
export interface Membership extends Row {
  person: string;
  organisation: string;
  /** What the person does there, in the seller's words: `kế toán`, `giám đốc`. */
  roles: string[];
  /** The organisation that the person is asked for first, where there are several. */
  primary: boolean;
  /** First and last day, where known; see `day`. */
  from: string;
  until: string;
  at: number;
}

export interface Interaction extends Row, EntryCare {
  kind: (typeof INTERACTION_KINDS)[number];
  direction: Direction;
  at: number;
  subject: string;
  /** Empty by default: Beside keeps a link, not the text, unless the seller selected some. */
  text: string;
  channel: string;
  thread: Thread | null;
  /** Newest message of the thread when it was logged. */
  messageId: string;
  /** How many messages this log covers. */
  count: number;
  /** Registers: who took part, and (complaints) how it stands. */
  customers: string[];
  status: string;
  /** Since when a complaint stands so. */
  statusAt: number;
  loggedAt: number;

  // Derived.
  /** Customers of a complaint that is not confirmed to be made good yet. Indexed. */
  complaintOf?: string[];
  /** Customer and `at` as 13 digits, one per customer: the timeline index. */
  who: string[];
  cells?: number[];
}

export interface Note extends Row {
  customer: string;
  text: string;
  pinned: boolean;
  at: number;
  editedAt: number | null;
}

export interface Reminder extends Row {
  customer: string | null;
  title: string;
  due: Due;
  /** `resting` is derived: it waits for something that has not begun. */
  state: 'open' | 'done' | 'cancelled' | 'resting';
  thread: Thread | null;
  createdAt: number;
  /** When it was done; of one that comes again, when it was done last. */
  doneAt: number | null;
  /** How often it was moved. */
  moved: number;
  /** When it comes again, or what it waits for; null rings once. */
  rule: Rule | null;
  /** Of a rule that waits for something: what happened up to this instant is settled. */
  settledAt: number;
  /** What the present for it may cost. */
  budget: Budget | null;
  /** The due time it was first given, once it has been moved: what was promised. */
  promised: Due | null;
  /** What to write then: put into the reply box of the thread, never sent. */
  draft: string;

  // Derived or local to this device.
  /** `due.at` while open: the index of what is due. */
  dueAt?: number;
  /** The same for a reminder about a colleague, which stands apart from what buyers wait for. */
  asideAt?: number;
  /** When it rings next on this device: `due.at` while open and not yet shown, or the occurrence after. */
  ringAt?: number;
  /** What was promised to a customer, first due time: the index of kept promises. */
  promisedAt?: number;
  /** The due time that was shown last on this device: it is not shown again for that time. */
  rungFor?: number;
  /** Those shown before: an undo may bring one back. */
  rungBefore?: number[];
  /** Of one that comes again: occurrences until then were told, each by itself or by the ring after them. Indexed. */
  toldTo?: number;
  /** The customer whose contacts decide when it is due, while it is open. Indexed. */
  watches?: string;
  /** What a rule that waits makes of `due` and `state`: shown in their place. */
  shows?: Partial<Pick<Reminder, 'due' | 'state'>>;
  /** The newest stamp of this book when a contact last gave `ringAt` its value. */
  belled?: Stamp;
}

export interface Order extends Row {
  customer: string;
  site: string;
  number: string;
  total: number | null;
  currency: string;
  status: string;
  at: number;
  /** The day in the page's own words, where it gave no machine time. */
  atText: string;
  /** How it is paid, in the page's own words. */
  payment: string;
  goods: OrderGoods[];
  thread: Thread | null;

  // Derived.
  outcome?: OrderOutcome;
  cells?: number[];
  /** `at` of an order that came back. Indexed. */
  backAt?: number;
}

export const TAG_COLOURS = [
  'red',
  'orange',
  'amber',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
  'grey',
] as const;
export interface Tag extends Row {
  name: string;
  colour: (typeof TAG_COLOURS)[number];
  family: string;
  /** Order in lists; the first nine answer to Alt+1…9. */
  position: number;
  /** Everybody who wears it is to be kept in touch with; null where nobody is. */
  cadence: Cadence | null;
}

/** Who or what must never be logged. The id is the rule: `customer:<id>`, `email:a@b.vn`, `domain:b.vn`, `site:gmail`, or any identity key. */
export interface NeverLog extends Row {
  at: number;
  label: string;
}

/** A list the seller named: who is on it, how it is sorted. */
export interface View extends Row {
  name: string;
  text: string;
  where: Filter | null;
  sort: ListOrder;
  turned: boolean;
  /** Order in the row of views. */
  position: number;
  /** Stands before the views that every book has. */
  pinned: boolean;
  /** How the shop deals with its customers, where they have nothing of their own; '' for nothing. */
  relation: Relation | '';
}
