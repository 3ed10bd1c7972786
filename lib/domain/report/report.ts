import type { Stage } from '../entities.ts';
import type { KeptCounts } from '../kept.ts';
import { type Cohort, cohortsOf } from './cohorts.ts';
import { type Among, amongOf, isCounted, type ReportData } from './data.ts';
import { type Flow, flowOf } from './flow.ts';
import {
  type Cut,
  type CutRow,
  currenciesOf,
  cutMoney,
  type Money,
  moneyOver,
  peopleOfMoney,
  type Segment,
  type Value,
  worthOf,
} from './money.ts';
import { lastOf, type PeriodName, spanOf, trendOf, type Unit } from './period.ts';
import { stagesOf } from './stages.ts';
import { type Reply, repliesOver, type Said, saidOver, standingAt } from './talk.ts';

/** What every report is asked with. */
export interface ReportArgs {
  unit: Unit;
  at: PeriodName;
  /** IANA zone of the seller. */
  zone: string;
  /** Milliseconds since 1970, rounded by whoever asks. */
  now: number;
  /** Only customers this one looks after; '' for those nobody does; null for all. */
  owner: string | null;
  /** '' for the commonest. */
  currency: string;
}

/** A figure of the period, of the one before, and of those behind it (oldest first, the period last). */
export interface Compared<T> {
  now: T;
  last: T;
  trend: { period: PeriodName; value: T }[];
}

/** Each part of the page, asked by itself: what stands on top comes first. */
export interface ReportParts {
  money: { currency: string; currencies: string[]; money: Compared<Money> };
  flow: Compared<Flow>;
  cohorts: Cohort[];
  product: CutRow[];
  province: CutRow[];
  channel: CutRow[];
  owner: CutRow[];
  stage: CutRow[];
  segment: CutRow[];
  value: Value;
  stages: Record<Stage, number>;
  replies: Compared<Reply>;
  promises: Compared<KeptCounts>;
  said: Compared<Said> & { standing: number[] };
}
export type PartName = keyof ReportParts;
/** The answer says which part it is. */
export type Report<P extends PartName = PartName> = P extends PartName
  ? { part: P; value: ReportParts[P] }
  : never;
/** What is made from the columns alone. */
export type ColumnPart = Exclude<PartName, 'promises'>;

/** Customers behind a figure: `part/cell`, `cell` as the part's own measure tells it. */
export interface Behind {
  part: ColumnPart;
  cell: string;
}

type Tell = (cell: string, person: number) => void;

/** One part of the report. @param tell is told everybody who is counted in the period, by cell. */
export function partOf<P extends ColumnPart>(
  data: ReportData,
  part: P,
  args: ReportArgs,
  segments: readonly Segment[] = [],
  tell?: Tell,
): ReportParts[P] {
  const among = amongOf(data, args.owner);
  return MEASURES[part](data, args, { among, segments, tell }) as ReportParts[P];
}

interface Setting {
  among: Among;
  segments: readonly Segment[];
  tell: Tell | undefined;
}
type Measure<P extends ColumnPart> = (data: ReportData, args: ReportArgs, setting: Setting) => ReportParts[P];

const cutBy =
  (cut: Cut): ((data: ReportData, args: ReportArgs, setting: Setting) => CutRow[]) =>
  (data, args, { among, segments, tell }) =>
    cutMoney(
      data,
      {
        cut,
        span: spanOf(args.at, args.unit, args.zone),
        last: lastOf(args.at, args.unit, args.zone, args.now),
        currency: args.currency || (currenciesOf(data)[0] ?? ''),
        segments,
      },
      among,
      tell,
    );

const MEASURES: { [P in ColumnPart]: Measure<P> } = {
  money(data, args, { among, tell }) {
    const currencies = currenciesOf(data);
    const currency = args.currency || (currencies[0] ?? '');
    if (tell) peopleOfMoney(data, spanOf(args.at, args.unit, args.zone), among, tell);
    return {
      currency,
      currencies,
      money: compared(args, (spans) => moneyOver(data, spans, currency, among)),
    };
  },
  flow(data, args, { among, tell }) {
    const { at, unit, zone, now } = args;
    const flow = (span: { from: number; until: number }, told?: Tell) => flowOf(data, span, now, among, told);
    const trend = trendOf(at, unit).map((period) => ({ period, value: flow(spanOf(period, unit, zone)) }));
    return { now: flow(spanOf(at, unit, zone), tell), last: flow(lastOf(at, unit, zone, now)), trend };
  },
  cohorts: (data, args, { among, tell }) => cohortsOf(data, args, among, tell),
  product: cutBy('product'),
  province: cutBy('province'),
  channel: cutBy('channel'),
  owner: cutBy('owner'),
  stage: cutBy('stage'),
  segment: cutBy('segment'),
  value(data, args, { among, tell }) {
    const currency = args.currency || (currenciesOf(data)[0] ?? '');
    return worthOf(data, { until: spanOf(args.at, args.unit, args.zone).until, currency }, among, tell);
  },
  stages: (data, _args, { among, tell }) => stagesOf(data, among, tell),
  replies: (data, args, { among, tell }) =>
    compared(args, (spans, isTold) => repliesOver(data, spans, among, isTold ? tell : undefined)),
  said: (data, args, { among, tell }) => ({
    ...compared(args, (spans, isTold) => saidOver(data, spans, among, isTold ? tell : undefined)),
    standing: standingAt(data, args.now, among, tell),
  }),
};

/** @param over figures of spans that follow one another. */
export function compared<T>(
  { at, unit, zone, now }: Pick<ReportArgs, 'at' | 'unit' | 'zone' | 'now'>,
  over: (spans: { from: number; until: number }[], isTold: boolean) => T[],
): Compared<T> {
  const names = trendOf(at, unit);
  const values = over(
    names.map((name) => spanOf(name, unit, zone)),
    true,
  );
  const [last] = over([lastOf(at, unit, zone, now)], false);
  return {
    now: values.at(-1)!,
    last: last!,
    trend: names.map((period, i) => ({ period, value: values[i]! })),
  };
}

/** Ids of the customers behind a figure, each once. */
export function peopleBehind(
  data: ReportData,
  { part, cell }: Behind,
  args: ReportArgs,
  segments: readonly Segment[] = [],
): string[] {
  const found = new Uint8Array(data.people.count);
  partOf(data, part, args, segments, (told, person) => {
    if (told === cell) found[person] = 1;
  });
  return data.people.ids.filter((_id, person) => found[person] === 1 && isCounted(data, person));
}
