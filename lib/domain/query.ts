import type { AudienceArgs, CampaignQueries } from './campaign-schema.ts';
import type { CareQueries } from './care-query.ts';
import type { CareRun, PlaybookCounts, PlaybookPreview, StepCustomer, StepPart } from './care-view.ts';
import type {
  Customer,
  DisplayName,
  Interaction,
  NeverLog,
  Note,
  Order,
  Reminder,
  Tag,
  View,
} from './entities.ts';
import type { FieldType } from './filter/field-value.ts';
import type { Filter, FilterTime } from './filter/filter.ts';
import type { FirstSteps } from './first-steps.ts';
import type { GroupJourney, JourneyPart } from './journey.ts';
import type { KeptCounts, KeptOutcome } from './kept.ts';
import type { KnowingQueries } from './knowing-query.ts';
import type { EraseView, LedgerView } from './ledger.ts';
import type { Reason } from './likeness.ts';
import type { Tie } from './membership.ts';
import type { Playbook, PlaybookDraft } from './playbook.ts';
import type { GoalView } from './report/goal.ts';
import type { Behind, PartName, Report, ReportArgs } from './report/report.ts';
import type { Retention } from './retention.ts';
import type { Change } from './row.ts';
import type { PriceGroup, Product, Quote, Template } from './say/rows.ts';
import type { SyncView } from './sync-view.ts';

/**
 * Every question the panel asks, as plain data, with the type of its answer. The extension, the widget and the tests
 * answer them each from their own store.
 */
export interface Queries extends CareQueries, KnowingQueries, CampaignQueries {
  /** The card beside the open thread. `keys` are normalised identities; `names` are weak display names. */
  card: { args: CardArgs; out: CardView };
  /** How syncing stands on this device. */
  sync: { args: Record<string, never>; out: SyncView };
  /** What a note said on devices whose edits lost, newest first. */
  versions: { args: { note: string; now: number }; out: { stamp: string; text: string; until: number }[] };
  /** A customer's own page. */
  customer: { args: { id: string }; out: CustomerView | null };
  /** One page of a timeline, newest first, older than `before`. */
  timeline: { args: { customer: string; before: string | null; limit: number }; out: TimelinePage };
  /** Ids in list order, for a virtual list; rows come from `customers`. Fewer than `total` when only the first were asked. */
  customerIds: { args: CustomerFilter; out: { ids: string[]; total: number } };
  customers: { args: { ids: string[] }; out: Customer[] };
  /** How many fit `base`, and how many would fit each of the `options` beside it. */
  filterCounts: {
    args: { text: string; base: Filter | null; options: Filter[]; time: FilterTime };
    out: { base: number; options: number[] };
  };
  /** What there is to filter by: the values that the customers of this book have. */
  filterValues: { args: Record<string, never>; out: FilterValues };
  views: { args: Record<string, never>; out: View[] };
  /** Finds people as the user types: folded names, handles, codes. Exact accents first. */
  search: { args: { text: string; limit: number }; out: SearchHit[] };
  /** Customers who may be the same person, the likeliest first. */
  duplicates: { args: { limit: number }; out: { pairs: DuplicatePair[]; total: number } };
  /** Who is merged into a customer. */
  merged: { args: { customer: string }; out: MergedMember[] };
  /** Who the keys belong to; keys of nobody are left out. `order:…` is found by the order's number too. */
  owners: { args: { keys: string[] }; out: KeyOwner[] };
  /** Of the people with these keys, those with something due by `until` and those who wait; most urgent first. */
  listed: { args: { keys: string[]; until: number }; out: ListedCustomer[] };
  /** What the people of an organisation bought and when they were last heard of, with the list behind. */
  organisation: { args: { id: string; zone: string }; out: OrganisationView | null };
  /** Organisations that these handles may be of, by their own mail domains; most of their mailboxes and people first. */
  employers: { args: { keys: string[] }; out: Employer[] };
  /** Colleagues, by name. */
  colleagues: { args: Record<string, never>; out: Customer[] };
  today: { args: { now: number; endOfDay: number }; out: TodayView };
  /** Complaints of one customer that are not confirmed to be made good, oldest first. */
  complaints: { args: { customer: string }; out: Interaction[] };
  /** How promises ended, by the month they were given for (`2026-11`); of one customer, or of all. */
  kept: { args: { customer: string | null; months: string[]; now: number }; out: KeptMonth[] };
  /** The promises behind one of those months, newest first. */
  keptList: { args: { customer: string | null; month: string; now: number }; out: KeptItem[] };
  /** One part of the reports. */
  report: { args: ReportArgs & { part: PartName }; out: Report };
  /** Customers behind a figure of a report. */
  reportPeople: { args: ReportArgs & { behind: Behind }; out: string[] };
  /** What there is to cut reports by: owners, the commonest first. */
  reportOwners: { args: Record<string, never>; out: string[] };
  goal: { args: { zone: string; now: number }; out: GoalView | null };
  /** Every open reminder, earliest first. */
  openReminders: { args: Record<string, never>; out: ReminderWithCustomer[] };
  /** What would go with a customer who is erased; null when there is none, in the book or in the bin. */
  erase: { args: { id: string }; out: EraseView | null };
  /** What rules of retention would take away now: entries by site. Reads the whole log once. */
  retention: { args: { rules: Retention; now: number }; out: Record<string, number> };
  /** The living backup as it stands; null where there is none. */
  living: { args: Record<string, never>; out: LivingState | null };
  /** What was read, written out and erased on this device. */
  ledger: { args: Record<string, never>; out: LedgerView };
  /** Where and how often one customer was met, stage by stage; and those of a list or tag together. */
  journey: { args: { customer: string }; out: JourneyPart[] };
  groupJourney: {
    args: AudienceArgs & { tag: string | null; view: string | null; zone: string };
    out: GroupJourney;
  };
  playbooks: { args: Record<string, never>; out: Playbook[] };
  /** Where a customer stands in playbooks. */
  care: { args: { customer: string }; out: CareRun[] };
  /** How the runs of a playbook stand. Reads them all. */
  playbookCounts: { args: { id: string }; out: PlaybookCounts };
  /** The customers behind one of those counts. */
  stepCustomers: { args: { playbook: string; step: string; part: StepPart }; out: StepCustomer[] };
  /** What a playbook would do at once, were it switched on as it is here. */
  playbookPreview: { args: AudienceArgs & { playbook: PlaybookDraft }; out: PlaybookPreview };
  tags: { args: Record<string, never>; out: Tag[] };
  neverLog: { args: Record<string, never>; out: NeverLog[] };
  /** In the seller's order. */
  templates: { args: Record<string, never>; out: Template[] };
  /** What is sold and at which price, by name; price groups in the seller's order. */
  priceList: { args: Record<string, never>; out: PriceList };
  /** Quotes made to one customer, newest first. */
  quotes: { args: { customer: string }; out: Quote[] };
  /** Newest changes of one customer, or of the whole book. */
  changes: { args: { customer: string | null; limit: number }; out: Change[] };
  /** How far somebody who has just begun has come; practice customers count for nothing. */
  firstSteps: { args: Record<string, never>; out: FirstSteps };
  /** `customers` without the colleagues. */
  count: { args: Record<string, never>; out: { customers: number; samples: number; colleagues: number } };
}
export type QueryName = keyof Queries;
export type Query<N extends QueryName = QueryName> = N extends QueryName
  ? { name: N; args: Queries[N]['args'] }
  : never;
export type QueryResult<N extends QueryName> = Queries[N]['out'];

export interface CardArgs {
  keys: string[];
  /** Weak display names: looked up as "maybe" only, never linked. */
  names: string[];
  /** Where the names were seen: a remembered one counts on its own channel alone. Without it none is looked for. */
  channel?: string;
  site: string;
  /** Thread on the page, to find its log entry; '' when none. */
  threadId: string;
  messageId: string;
}

export interface CardView {
  /** Customers that hold one of the keys, in order of the keys. More than one: the panel lets the user choose. */
  customers: Customer[];
  /** Everything of the first one, in the same read. */
  detail: CustomerDetail | null;
  /** Customers of the same folded name, when no key matched: shown as "maybe", without timeline. */
  maybe: Customer[];
  /** Customers who went by one of the names on this channel, when no key matched. maybe.ts says who of them is shown. */
  remembered: Remembered[];
  /** The log entry of exactly this newest message, and the newest entry of the thread. */
  logged: Interaction | null;
  loggedBefore: Interaction | null;
  /** The never-log rule that applies, or null. */
  never: NeverLog | null;
}

export interface Remembered {
  customer: Customer;
  /** Key of the register, `whatsapp:minh anh`. */
  key: string;
  evidence: DisplayName;
}

/** Who holds an identity key, or has the order of that number. */
export interface KeyOwner {
  key: string;
  customer: Customer;
}

/** Somebody of the site's own list for whom something is due, or who waits for an answer. */
export interface ListedCustomer {
  customer: Customer;
  /** Open, due by the time asked for, earliest first. */
  reminders: Reminder[];
}

export interface CustomerDetail {
  timeline: TimelinePage;
  notes: Note[];
  reminders: Reminder[];
  orders: Order[];
  bonds: Bonds;
}

/** Where a person works, and who works for an organisation: mostly one of the two. */
export interface Bonds {
  organisations: Tie[];
  people: Tie[];
}

export interface OrganisationView {
  /** Its people, colleagues of the seller left out of all figures. */
  people: PersonFigures[];
  /** Of the organisation itself and of its people while they were there, newest first. */
  orders: Order[];
  money: Record<string, number>;
  lastContactAt: number | undefined;
}

export interface PersonFigures {
  tie: Tie;
  orderCount: number;
  money: Record<string, number>;
}

/** An organisation that a handle may be of. */
export interface Employer {
  organisation: Customer;
  /** The handle that was asked about. */
  key: string;
  /** A shared mailbox belongs to the organisation itself; else the handle is one of its people's. */
  isMailbox: boolean;
  /** A known handle of the same domain: of the organisation, or of `person`. */
  because: string;
  person: Customer | null;
}

/** The folder that follows the book, and how far it has come. */
export interface LivingState {
  folder: string;
  /** Milliseconds since 1970; null before the first copy. */
  lastAt: number | null;
  /** The book has changed since. */
  behind: boolean;
}

export interface CustomerView extends CustomerDetail {
  customer: Customer;
  changes: Change[];
  /** When their page was last looked at on this device; absent the first time. */
  seenAt?: number | undefined;
}

export interface TimelinePage {
  items: Interaction[];
  /** Pass as `before` for the next page; null at the end. */
  next: string | null;
}

/** What a list is sorted by: dated ones newest first, what is due or waits longest first. */
export const LIST_ORDERS = ['name', 'recent', 'due', 'new', 'money', 'waiting', 'lead'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

/** Both must hold, the words and the filter. */
export interface CustomerFilter {
  text: string;
  where: Filter | null;
  /** Rounded by whoever asks, so that the question stays the same for a while. */
  time: FilterTime;
  sort: ListOrder;
  /** The other way round. What has no date still comes last. */
  turned: boolean;
  /** So many from the top are enough for now, where nothing is filtered: all ids of a big book take a while. */
  first?: number;
}

export interface FilterValues {
  /** Custom fields, the commonest first; `values` are the commonest of each, at most 50. */
  fields: { name: string; type: FieldType; customers: number; values: string[] }[];
  owners: string[];
  channels: string[];
  /** Ids of provinces, by how many live there. */
  provinces: string[];
  currencies: string[];
}

export interface DuplicatePair {
  one: Customer;
  other: Customer;
  reasons: Reason[];
}

export interface MergedMember {
  /** As it was before, and will be after a split. */
  customer: Customer;
  at: number;
  /** Fields that are shown of it. */
  shown: string[];
  since: SinceMerge[];
}

/** Something that was added to the merged card, and that a split must place. */
export interface SinceMerge {
  /** As `customer.split` takes it: `notes/<id>`, `keys/<key>`. */
  name: string;
  /** A note's text, an order's number, a key, a tag's id. */
  label: string;
  at: number;
  /** It came by a thread or channel of the one behind. */
  suggested: boolean;
}

export interface SearchHit {
  customer: Customer;
  /** What matched, for highlighting: name, code, or the identity key. */
  matched: string;
  /** Where the name, the code and the handles do not show why: the tag, or some words around what was found. */
  excerpt?: string;
}

export interface TodayView {
  overdue: ReminderWithCustomer[];
  today: ReminderWithCustomer[];
  later: ReminderWithCustomer[];
  /** About colleagues, due by the end of the day: in none of the others, nor in the count. */
  colleagues: ReminderWithCustomer[];
  /** All open reminders due by now. */
  dueCount: number;
  /** Customers whose last contact was theirs, oldest first, but those put aside. */
  waiting: Customer[];
  /** Birthdays and other occasions that are due or come this week, earliest first: they stand in no other list. */
  greetings: ReminderWithCustomer[];
  /** Complaints that are not confirmed to be made good, oldest first, but those put aside. */
  complaints: ComplaintWithCustomer[];
  /** Buyers who have been silent for longer than they usually are, newest first, but those put aside. */
  quiet: Customer[];
  /** How many of each there are, where more than can be looked through. */
  quietCount: number;
}
export interface ComplaintWithCustomer {
  complaint: Interaction;
  customer: Customer;
}
export interface PriceList {
  products: Product[];
  groups: PriceGroup[];
}
export interface KeptMonth {
  month: string;
  counts: KeptCounts;
}
export interface KeptItem extends ReminderWithCustomer {
  outcome: KeptOutcome;
}
export interface ReminderWithCustomer {
  reminder: Reminder;
  customer: Customer | null;
}
