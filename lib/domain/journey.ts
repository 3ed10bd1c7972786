import { isContact } from './contact.ts';
import type { Interaction, Order } from './entities.ts';
import { cameBack, orderOutcome } from './order-outcome.ts';

/**
 * A buyer's journey: where and how often the two of them met in each stage of their buying, what stood in the way, and
 * where it went quiet. Written down for sellers in docs/measures.md. Times are milliseconds since 1970.
 */
const JOURNEY_STAGES = ['before', 'first', 'again'] as const;
/** Before the first order; from then to the second; since the second. */
export type JourneyStage = (typeof JOURNEY_STAGES)[number];

const OFFLINE: ReadonlySet<string> = new Set(['call', 'meeting', 'visit']);
const DAY = 86_400_000;
/** No shorter pause is a long one, whatever the usual one is. */
const LONG = 30 * DAY;

export interface JourneyPart {
  stage: JourneyStage;
  online: number;
  offline: number;
  complaints: number;
  barriers: number;
  /** Orders that came back. */
  refused: number;
  /** The median of the pauses between two touch-points of the stage; null for fewer than two. */
  medianGap: number | null;
  /** Pauses that are twice the usual one of this person, and a month at least. */
  gaps: { from: number; until: number }[];
}

type Entry = Pick<Interaction, 'at' | 'kind' | 'status'>;
type Bought = Pick<Order, 'at' | 'site' | 'status'>;

export const medianOf = (numbers: readonly number[]): number | null => {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** One person's journey, stage by stage; stages that nothing happened in are left out. */
export function journeyOf(entries: readonly Entry[], orders: readonly Bought[]): JourneyPart[] {
  const bought = orders.map(({ at = 0 }) => at).sort((a, b) => a - b);
  const stageAt = (at: number): JourneyStage => {
    const before = bought.filter((one) => one <= at).length;
    return before === 0 ? 'before' : before === 1 ? 'first' : 'again';
  };
  const met = entries
    .filter(isContact)
    .map(({ at, kind }) => ({ at, isOffline: OFFLINE.has(kind ?? 'message') }))
    .sort((a, b) => a.at - b.at);
  const pauses = met.slice(1).map(({ at }, i) => ({ from: met[i]!.at, until: at }));
  const usual = medianOf(pauses.map(({ from, until }) => until - from)) ?? 0;
  return JOURNEY_STAGES.flatMap((stage) => {
    const isHere = ({ at = 0 }: { at?: number }) => stageAt(at) === stage;
    const here = met.filter(isHere);
    const within = pauses.filter(({ from }) => stageAt(from) === stage);
    const count = (kind: string) => entries.filter((one) => one.kind === kind && isHere(one)).length;
    const part: JourneyPart = {
      stage,
      online: here.filter(({ isOffline }) => !isOffline).length,
      offline: here.filter(({ isOffline }) => isOffline).length,
      complaints: count('complaint'),
      barriers: count('barrier'),
      refused: orders.filter((order) => isHere(order) && cameBack(orderOutcome(order))).length,
      medianGap: medianOf(within.map(({ from, until }) => until - from)),
      gaps: within.filter(({ from, until }) => until - from >= Math.max(LONG, 2 * usual)),
    };
    const { online, offline, complaints, barriers, refused } = part;
    return online + offline + complaints + barriers + refused > 0 ? [part] : [];
  });
}

/** The journeys of many, stage by stage. */
export interface GroupJourney {
  /** Customers that were looked at: the first of a big group. */
  looked: number;
  audience: number;
  parts: (Omit<JourneyPart, 'gaps'> & { customers: number; longGaps: number })[];
}

export function joinJourneys(journeys: readonly JourneyPart[][]): GroupJourney['parts'] {
  return JOURNEY_STAGES.flatMap((stage) => {
    const parts = journeys.flat().filter((part) => part.stage === stage);
    if (parts.length === 0) return [];
    const sum = (name: 'online' | 'offline' | 'complaints' | 'barriers' | 'refused') =>
      parts.reduce((all, part) => all + part[name], 0);
    return [
      {
        ...{ stage, customers: parts.length, online: sum('online'), offline: sum('offline') },
        ...{ complaints: sum('complaints'), barriers: sum('barriers'), refused: sum('refused') },
        medianGap: medianOf(parts.flatMap(({ medianGap }) => medianGap ?? [])),
        longGaps: parts.filter(({ gaps }) => gaps.length > 0).length,
      },
    ];
  });
}
