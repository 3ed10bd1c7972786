import type { Deal } from './deal.ts';
import type { Customer, Stage, View } from './entities.ts';
import type { Filter, FilterTime } from './filter/filter.ts';
import type { PipelineFigures } from './pipeline.ts';

/** Questions about what a shop knows of its buyers: part of `Queries`. */
export interface KnowingQueries {
  /**
   * The segments (saved views) that a customer is in, in their order. Lists of everybody are none.
   * Empty where there is no such customer.
   */
  segmentsOf: { args: { customer: string; time: FilterTime }; out: View[] };
  /** Everybody in a segment, in its order; nobody where it is gone. */
  membersOf: { args: { view: string; time: FilterTime }; out: { ids: string[]; total: number } };
  /** Stages of all customers, or of those who fit, and the newest few of each. */
  pipeline: { args: { where: Filter | null; time: FilterTime; few: number }; out: PipelineView };
  /** Deals of one customer, or the open ones of all and the last `closed` that were won or lost; the nearest first. */
  deals: { args: { customer: string | null; closed: number }; out: DealWithCustomer[] };
}

export interface PipelineView extends PipelineFigures {
  /** Ids of those of each stage who were heard of last. */
  few: Record<Stage, string[]>;
}

export interface DealWithCustomer {
  deal: Deal;
  /** Null where the customer is not here. */
  customer: Customer | null;
}
