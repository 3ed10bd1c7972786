import type { Row } from '../row.ts';
import { amongOf, type ReportData } from './data.ts';
import { flowOf } from './flow.ts';
import { currenciesOf, moneyOver } from './money.ts';
import { type Span, spanOfDays } from './period.ts';
import { repliesOver } from './talk.ts';

/** What a goal can be set in: each is a measure of the reports, counted from the day it was set. */
export const GOAL_MEASURES = ['revenue', 'orders', 'newBuyers', 'backBuyers', 'replyMinutes'] as const;
export type GoalMeasure = (typeof GOAL_MEASURES)[number];

/** One thing the seller wants to reach by a day. There is one at a time: the one that was set last and not ended. */
export interface Goal extends Row {
  measure: GoalMeasure;
  /** Money in the currency below, a count, or minutes. */
  target: number;
  currency: string;
  /** First and last day it is counted over, `2026-11-24`. */
  from: string;
  by: string;
  /** How it is now, and what is wrong with that, in the seller's words. */
  state: string;
  problem: string;
  /** What will be done differently next. */
  next: string;
  /** When the next step was last written. */
  nextAt: number;
  setAt: number;
  ended: boolean;
}

/** Of these, less is better. */
export const isLessBetter = (measure: GoalMeasure): boolean => measure === 'replyMinutes';

export interface GoalView {
  goal: Goal;
  /** What was reached by now; null where there is nothing to tell it from. */
  reached: number | null;
  /** The same measure over as many days before the first one. */
  before: number | null;
  /** How much of its time has gone, 0 to 1. */
  gone: number;
}

/** @param now milliseconds since 1970. */
export function goalView(data: ReportData, goal: Goal, zone: string, now: number): GoalView {
  const span = spanOfDays(goal.from, goal.by, zone);
  const days = Temporal.PlainDate.from(goal.from).until(goal.by, { largestUnit: 'day' }).days + 1;
  const first = Temporal.PlainDate.from(goal.from).subtract({ days }).toString();
  const eve = Temporal.PlainDate.from(goal.from).subtract({ days: 1 }).toString();
  const gone = (now - span.from) / (span.until - span.from);
  return {
    goal,
    reached: measured(data, goal, span, now),
    before: measured(data, goal, spanOfDays(first, eve, zone), now),
    gone: Math.max(0, Math.min(1, gone)),
  };
}

function measured(data: ReportData, goal: Goal, span: Span, now: number): number | null {
  const among = amongOf(data, null);
  switch (goal.measure) {
    case 'revenue':
      return moneyOver(data, [span], goal.currency || (currenciesOf(data)[0] ?? ''), among)[0]!.sum;
    case 'orders':
      return moneyOver(data, [span], goal.currency, among)[0]!.orders;
    case 'newBuyers':
      return flowOf(data, span, now, among).new;
    case 'backBuyers':
      return flowOf(data, span, now, among).back;
    case 'replyMinutes': {
      const { median } = repliesOver(data, [span], among)[0]!;
      return median === null ? null : median / 60_000;
    }
  }
}

/** Whether the goal is reached by what was counted. */
export const isReached = ({ goal, reached }: GoalView): boolean =>
  reached !== null && (isLessBetter(goal.measure) ? reached <= goal.target : reached >= goal.target);

/** How much of the goal is reached, 0 to 1. */
export function shareReached({ goal, reached }: GoalView): number {
  if (reached === null || goal.target <= 0) return 0;
  const share = isLessBetter(goal.measure) ? goal.target / Math.max(reached, 1e-9) : reached / goal.target;
  return Math.max(0, Math.min(1, share));
}
