import type { Row } from './row.ts';
import type { TableRules } from './tables.ts';

/** A sale in the making: worth so much, expected on a day, gone so far. */

/** What a deal passes, in order; each with the day it did. */
export const MILESTONES = ['agreed', 'deposit', 'shipped', 'signed', 'aftercare'] as const;
export type Milestone = (typeof MILESTONES)[number];
/** Where an open deal stands: at its last milestone, or before the first. */
export const DEAL_STEPS = ['talking', ...MILESTONES] as const;
export type DealStep = (typeof DEAL_STEPS)[number];
export const DEAL_STATES = ['open', 'won', 'lost'] as const;
export type DealState = (typeof DEAL_STATES)[number];

export interface Deal extends Row {
  customer: string;
  title: string;
  /** Null while nobody knows. */
  amount: number | null;
  currency: string;
  /** What is to be done next, in the seller's words. */
  next: string;
  /** The day it is expected to be closed, `2026-12-24`, or ''. */
  expected: string;
  /** Milestone → the day it was reached. */
  milestones: Partial<Record<Milestone, string>>;
  state: DealState;
  /** Since when it is won or lost; 0 while it is open. */
  closedAt: number;
  /** Why it was lost, in the seller's words. */
  reason: string;
  createdAt: number;
}

export const DEAL_RULES: TableRules = {
  sets: [],
  maps: ['milestones'],
  core: [],
  derived: [],
  defaults: {
    customer: '',
    title: '',
    amount: null,
    currency: '',
    next: '',
    expected: '',
    state: 'open',
    closedAt: 0,
    reason: '',
    createdAt: 0,
  },
  needed: ['customer'],
};

export function stepOf({ milestones }: Pick<Deal, 'milestones'>): DealStep {
  return MILESTONES.findLast((one) => milestones[one]) ?? 'talking';
}

/**
 * The registers that bring a deal to a step: the day of what is reached now, and none for what lies after it. What was
 * skipped on the way stays without a day, for nobody knows it.
 * @param day `2026-11-29`, today where the seller is.
 */
export function movedTo(
  deal: Pick<Deal, 'milestones'>,
  step: DealStep,
  day: string,
): Record<string, string | null> {
  const at = DEAL_STEPS.indexOf(step);
  const fields: Record<string, string | null> = {};
  for (const [i, milestone] of MILESTONES.entries()) {
    // `talking` is before the first milestone.
    if (i + 1 > at) fields[`milestones/${milestone}`] = null;
    else if (i + 1 === at) fields[`milestones/${milestone}`] = deal.milestones[milestone] ?? day;
  }
  return fields;
}

/** Steps of the open deals, in their order, each once; undefined where there are none. */
export function openSteps(deals: readonly Pick<Deal, 'milestones' | 'state'>[]): DealStep[] | undefined {
  const steps = new Set(deals.filter(({ state }) => (state ?? 'open') === 'open').map(stepOf));
  return steps.size > 0 ? DEAL_STEPS.filter((step) => steps.has(step)) : undefined;
}

/** The deal that the card tells of: the one expected first, then the one made last. */
export function firstDeal<D extends Pick<Deal, 'state' | 'expected' | 'createdAt'>>(
  deals: readonly D[],
): D | null {
  const open = deals.filter(({ state }) => state === 'open');
  return open.sort((a, b) => order(a, b))[0] ?? null;
}

export const order = (
  a: Pick<Deal, 'expected' | 'createdAt'>,
  b: Pick<Deal, 'expected' | 'createdAt'>,
): number => {
  if (a.expected !== b.expected)
    return a.expected === '' ? 1 : b.expected === '' ? -1 : a.expected < b.expected ? -1 : 1;
  return b.createdAt - a.createdAt;
};
