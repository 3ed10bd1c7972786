import type { Customer, Stage } from './entities.ts';

/** How long customers stand where. All times are milliseconds since 1970. */

/** One stay in a stage; `to` is null while it lasts. */
export interface Stay {
  stage: Stage;
  /** 0 where nobody knows. */
  from: number;
  to: number | null;
}

/** A stage that was taken back sooner than this was a slip of the hand. */
const SLIP_MS = 10 * 60_000;
const DIGITS = 13;
/** How an element of `stageLog` is called. */
export const STAGE_KEY = /^\d{13}$/;

type Staged = Pick<Customer, 'stage' | 'createdAt'> & { stageLog?: Readonly<Record<string, Stage>> };

/** How the time is called at which a stage was entered. Ordered by name is ordered by time. */
const entered = (at: number): string => String(at).padStart(DIGITS, '0');

/**
 * What is added to `stageLog` when a customer comes to another stage. A customer who never moved has no log: they stand where
 * they stand since they are in the book. The first move writes down that too.
 */
export function stageMoved(row: Staged | null, stage: Stage, now: number): Record<string, Stage> {
  if (row === null || row.stage === stage) return {};
  const isFirst = Object.keys(row.stageLog ?? {}).length === 0;
  return {
    ...(isFirst && row.createdAt > 0 && row.createdAt < now && { [entered(row.createdAt)]: row.stage }),
    [entered(now)]: stage,
  };
}

/** All stays, the first one first. The last is the one that lasts: its stage is the customer's, whatever the log says. */
export function staysOf({ stage, createdAt, stageLog = {} }: Staged): Stay[] {
  const log = Object.keys(stageLog)
    .sort()
    .map((key) => ({ stage: stageLog[key]!, from: Number(key) }));
  if (log.length === 0) return [{ stage, from: createdAt, to: null }];
  log.at(-1)!.stage = stage;
  const meant = log.filter(
    (one, i) => i === log.length - 1 || log[i + 1]!.from - one.from >= SLIP_MS || i === 0,
  );
  const stays: Stay[] = [];
  for (const { stage, from } of meant) {
    const last = stays.at(-1);
    if (last?.stage === stage) continue;
    if (last) last.to = from;
    stays.push({ stage, from, to: null });
  }
  return stays;
}

/** Since when the customer is where they are; undefined where nobody knows. */
export const stageSince = (customer: Staged): number | undefined =>
  staysOf(customer).at(-1)!.from || undefined;

/** The stay that holds a time; the first one for all times before. */
export const stayAt = (stays: readonly Stay[], at: number): Stay =>
  stays.findLast(({ from }) => from <= at) ?? stays[0]!;

/** The middle of the values, the mean of the two middle ones; null where there are none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
