import type { Stage } from './entities.ts';
import { median, type Stay } from './stage-time.ts';

/** Where customers stand, how long they stay, and where they go on to. Defined for sellers in docs/measures.md. */

export interface StageFigures {
  stage: Stage;
  count: number;
  /** Of all customers who are shown, 0 to 1. */
  share: number;
  /** Milliseconds: the median of the stays that ended, and of those that last; null where there are none. */
  stayed: number | null;
  standing: number | null;
  /** Stays that ended, which `stayed` is the median of. */
  ended: number;
  /** How many stand here for more than twice as long as is usual, and since before when. Null: nothing is usual yet. */
  stuck: { count: number; before: number } | null;
}

/** Of those who were ever in one stage, how many were ever in one of the others. */
export interface Conversion {
  from: Stage;
  to: readonly Stage[];
  reached: number;
  of: number;
}

/** The ways that are looked at: won, kept, won back, lost. */
export const CONVERSIONS: readonly { from: Stage; to: readonly Stage[] }[] = [
  { from: 'lead', to: ['first', 'regular', 'quiet', 'back'] },
  { from: 'first', to: ['regular'] },
  { from: 'quiet', to: ['back'] },
  { from: 'quiet', to: ['lost'] },
];

export interface PipelineFigures {
  total: number;
  stages: StageFigures[];
  conversions: Conversion[];
}

/** So many ended stays make something usual. */
const USUAL = 3;
/** Nobody is stuck sooner than this. */
const LEAST_MS = 86_400_000;

/** Takes in customers one by one: a book of 100,000 is not held twice. */
export class PipelineCount {
  readonly #stages: readonly Stage[];
  readonly #ended = new Map<Stage, number[]>();
  readonly #since = new Map<Stage, number[]>();
  readonly #counts = new Map<Stage, number>();
  readonly #been = CONVERSIONS.map(() => ({ reached: 0, of: 0 }));
  #total = 0;

  /** @param stages in the order that they are shown. */
  constructor(stages: readonly Stage[]) {
    this.#stages = stages;
    for (const stage of stages) {
      this.#ended.set(stage, []);
      this.#since.set(stage, []);
      this.#counts.set(stage, 0);
    }
  }

  /** @param stays of one customer, see `staysOf`. */
  add(stays: readonly Stay[]): void {
    this.#total++;
    for (const { stage, from, to } of stays) {
      if (to === null) {
        this.#counts.set(stage, this.#counts.get(stage)! + 1);
        if (from > 0) this.#since.get(stage)!.push(from);
      } else if (from > 0) this.#ended.get(stage)!.push(to - from);
    }
    const was = (stage: Stage) => stays.some((stay) => stay.stage === stage);
    for (const [i, { from, to }] of CONVERSIONS.entries()) {
      if (!was(from)) continue;
      this.#been[i]!.of++;
      if (to.some(was)) this.#been[i]!.reached++;
    }
  }

  /** @param now milliseconds since 1970. */
  figures(now: number): PipelineFigures {
    return {
      total: this.#total,
      stages: this.#stages.map((stage) => {
        const ended = this.#ended.get(stage)!;
        const since = this.#since.get(stage)!;
        const count = this.#counts.get(stage)!;
        const stayed = median(ended);
        const before = stayed === null ? 0 : now - Math.max(LEAST_MS, 2 * stayed);
        return {
          stage,
          count,
          share: this.#total > 0 ? count / this.#total : 0,
          stayed,
          standing: median(since.map((from) => Math.max(0, now - from))),
          ended: ended.length,
          stuck:
            ended.length < USUAL ? null : { count: since.filter((from) => from < before).length, before },
        };
      }),
      conversions: CONVERSIONS.map((way, i) => ({ ...way, ...this.#been[i]! })),
    };
  }
}
