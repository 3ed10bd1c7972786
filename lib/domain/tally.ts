import type { Interaction } from './entities.ts';
import type { Cost, Matter } from './matter.ts';

/**
 * Counts that reports are made of: complaints by cause, what people talk of, surveys, sources and what they cost. Pure,
 * and each defined in docs/measures.md.
 */
const byCount =
  <T extends { count: number }>(name: (one: T) => string) =>
  (a: T, b: T): number =>
    b.count - a.count || (name(a) < name(b) ? -1 : 1);

/** The month of an instant on the seller's calendar: `2026-11`. */
export function monthIn(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}

export interface CauseCount {
  /** '' where none was noted. */
  cause: string;
  count: number;
  /** Not confirmed yet. */
  open: number;
  /** What making them good cost, where it was noted. */
  cost: number;
}

/** @param complaints entries of that kind; a complaint counts once, however many it names. */
export function causesOf(
  complaints: readonly Pick<Interaction, 'status' | 'cause' | 'cost'>[],
): CauseCount[] {
  const found = new Map<string, CauseCount>();
  for (const { status, cause = '', cost } of complaints) {
    const one = found.get(cause) ?? { cause, count: 0, open: 0, cost: 0 };
    found.set(cause, one);
    one.count += 1;
    if (status !== 'confirmed') one.open += 1;
    one.cost += cost ?? 0;
  }
  return [...found.values()].sort(byCount((one) => one.cause));
}

export interface TopicCount {
  topic: string;
  count: number;
}

/** Of ideas, comparisons or barriers: what they are about, '' where none was noted. Spelled otherwise is another. */
export function topicsOf(entries: readonly Pick<Interaction, 'topic'>[]): TopicCount[] {
  const found = new Map<string, number>();
  for (const { topic = '' } of entries) found.set(topic, (found.get(topic) ?? 0) + 1);
  return [...found].map(([topic, count]) => ({ topic, count })).sort(byCount((one) => one.topic));
}

export interface Survey {
  asked: number;
  answered: number;
  /** 9 and 10. */
  glad: number;
  /** 7 and 8. */
  fair: number;
  /** 0 to 6. */
  sorry: number;
  /** Per cent of glad less per cent of sorry, −100 to 100, rounded; null where nobody answered. */
  score: number | null;
}

export function surveyOf(matters: readonly Pick<Matter, 'kind' | 'state' | 'score'>[]): Survey {
  const survey: Survey = { asked: 0, answered: 0, glad: 0, fair: 0, sorry: 0, score: null };
  for (const { kind, score } of matters) {
    if (kind !== 'survey') continue;
    survey.asked += 1;
    if (score === null || score === undefined) continue;
    survey.answered += 1;
    survey[score >= 9 ? 'glad' : score >= 7 ? 'fair' : 'sorry'] += 1;
  }
  if (survey.answered > 0) survey.score = Math.round(((survey.glad - survey.sorry) / survey.answered) * 100);
  return survey;
}

export interface SourceLine {
  source: string;
  /** Saved in these months. */
  customers: number;
  /** Who ordered for the first time in these months. */
  buyers: number;
  /** By currency. */
  cost: Record<string, number>;
}

/** A customer as sources are counted. */
export interface Arrival {
  source: string;
  createdAt: number;
  firstOrderAt: number | undefined;
}

/** Customers and first orders by source, and what the source cost, within the months. */
export function sourcesOf(
  arrivals: Iterable<Arrival>,
  costs: readonly Pick<Cost, 'source' | 'month' | 'amount' | 'currency'>[],
  months: readonly string[],
  zone: string,
): SourceLine[] {
  const found = new Map<string, SourceLine>();
  const of = (source: string) => {
    const one = found.get(source) ?? { source, customers: 0, buyers: 0, cost: {} };
    found.set(source, one);
    return one;
  };
  const wanted = new Set(months);
  const isWithin = (at: number | undefined) => at !== undefined && wanted.has(monthIn(at, zone));
  for (const { source, createdAt, firstOrderAt } of arrivals) {
    if (source === '') continue;
    const one = of(source);
    if (isWithin(createdAt)) one.customers += 1;
    if (isWithin(firstOrderAt)) one.buyers += 1;
  }
  for (const { source, month, amount, currency } of costs) {
    if (!wanted.has(month) || !amount) continue;
    const { cost } = of(source);
    cost[currency] = (cost[currency] ?? 0) + amount;
  }
  return [...found.values()].sort(
    (a, b) => b.buyers - a.buyers || b.customers - a.customers || (a.source < b.source ? -1 : 1),
  );
}

/** What one first order cost; null where nobody bought. */
export const costEach = (cost: number, count: number): number | null => (count === 0 ? null : cost / count);
