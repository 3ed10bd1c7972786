import type { Customer, Interaction } from './entities.ts';
import type { ChurnMonth } from './leaving.ts';
import type { Cost, Matter } from './matter.ts';
import type { ParcelCounts, ParcelEnd } from './parcels.ts';
import type { Fit, StockLine } from './product.ts';
import type { CauseCount, SourceLine, Survey, TopicCount } from './tally.ts';

/** Questions about matters, buyers who leave, and what is bought together. */
export interface CareQueries {
  /** Everything noted of one person, the newest first. */
  matters: { args: { customer: string }; out: Matter[] };
  /** Who waits for a product, those who have waited longest first. */
  waits: { args: Record<string, never>; out: MatterWithCustomer[] };
  /** Who was sent by a customer. */
  referrals: { args: { customer: string }; out: { by: Customer | null; sent: Customer[] } };
  radar: { args: RadarArgs; out: RadarView };
  /** The customers behind a number of the radar. */
  radarList: { args: RadarArgs & { of: RadarPart }; out: { total: number; customers: Customer[] } };
  /** What buyers' habits come to until then. */
  stock: { args: { now: number; until: number }; out: StockLine[] };
  /** What goes with what a customer bought. Asked when it is unfolded, and at no other time. */
  fits: { args: { customer: string }; out: FitView[] };
  /** Counts over all customers, by the months they fall in. */
  careCounts: { args: { months: string[]; zone: string }; out: CareCounts };
  /** The entries behind one of those counts, the newest first. */
  careList: { args: { months: string[]; zone: string; of: CarePart }; out: MatterOrEntry[] };
}

export interface MatterWithCustomer {
  matter: Matter;
  customer: Customer;
}

export interface RadarArgs {
  /** Rounded by whoever asks, so that the question stays the same for a while. */
  now: number;
  zone: string;
  /** `2026-11`, the newest first. */
  months: string[];
}
export type RadarPart =
  | { what: 'churn'; month: string }
  | { what: 'reason'; reason: string }
  /** Saved in these months, or with their first order in them. */
  | { what: 'source'; source: string; who: 'customers' | 'buyers' };

export interface RadarView {
  /** Quieter than they usually are, the latest by their own rhythm first; those put aside are left out. */
  quiet: { total: number; customers: Customer[] };
  /** Had a problem, and neither ordered nor wrote since. */
  silent: { total: number; customers: Customer[] };
  churn: ChurnMonth[];
  /** Of those who are gone, why. */
  reasons: { reason: string; count: number }[];
}

export interface FitView extends Fit {
  name: string;
  /** What `because` is called. */
  becauseName: string;
}

export interface CareCounts {
  causes: CauseCount[];
  ideas: TopicCount[];
  barriers: TopicCount[];
  comparisons: TopicCount[];
  survey: Survey;
  /** What was noted by hand, and orders that came back: those that arrived are counted in reports. */
  parcels: { month: string; counts: ParcelCounts }[];
  sources: SourceLine[];
  costs: Cost[];
  /** Customers who sent others, the most first. */
  senders: { customer: Customer; count: number }[];
}
export type CarePart =
  | { what: 'cause'; cause: string }
  | { what: 'idea' | 'barrier' | 'comparison'; topic: string }
  | { what: 'survey'; group: 'glad' | 'fair' | 'sorry' }
  | { what: 'parcels' };

/** A line of a list: who, when, and what was said. */
export interface MatterOrEntry {
  id: string;
  at: number;
  customer: Customer | null;
  words: string;
  entry: Interaction | null;
  /** Of a parcel that was noted by hand. */
  end?: ParcelEnd;
}
