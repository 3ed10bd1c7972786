import { dueAtInstant, dueAtWall, zonedAt } from './due.ts';
import type { Due, Stage } from './entities.ts';
import type { Row } from './row.ts';

/**
 * Playbooks: what is done for the people of an audience before, during and after a sale. A run is one customer's way
 * through one. It records what set its steps off and what became of them; the tasks themselves are reminders that
 * follow from playbook and run alone (`tasksOf`), so every device makes the same ones and an edit loses nothing.
 */
export const PHASES = ['before', 'during', 'after'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * `joined`: became one of the audience; `message`: wrote for the first time; `delivered`: the book learnt that an order
 * has arrived; `step`: the step before was done or passed over.
 */
export const TRIGGERS = [
  'joined',
  'message',
  'order',
  'delivered',
  'quiet',
  'birthday',
  'stage',
  'step',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** Before a birthday, at most so many days. */
export const MOST_AHEAD = 60;

export interface Step {
  /** `STEP_ID` of playbook-schema.ts. */
  id: string;
  phase: Phase;
  trigger: Trigger;
  /** Of the trigger `stage`: which one is entered. */
  stage?: Stage | undefined;
  /** Days after the trigger; before a birthday they are negative. */
  days: number;
  title: string;
  /** What to write; '' for nothing. */
  text: string;
  /** Where it is best said; '' wherever the last talk was. */
  channel: string;
  /** Place among the steps; equal places go by id. */
  order: number;
  /** Since when there is this step: it makes no task that would have been due before. */
  since: number;
}

export interface Playbook extends Row {
  name: string;
  /** Who it is for: those who wear the tag, and are in the saved list. Null asks for neither. */
  tag: string | null;
  view: string | null;
  /** Step id → step. */
  steps: Record<string, Omit<Step, 'id'>>;
  on: boolean;
  /** When it was last switched on: nothing from before sets anything off. */
  since: number;
  /** Also for those who were quiet, or in a stage, before that. */
  past: boolean;
  /** Who leaves the audience is cared for to the end, once a step of it was done. */
  finish: boolean;
  /** When tasks are due, on the clocks of `zone`. */
  time: string;
  zone: string;
  position: number;
}

/** A playbook that is being written: what it would do can be asked before it is kept. */
export type PlaybookDraft = Pick<
  Playbook,
  'id' | 'tag' | 'view' | 'steps' | 'since' | 'past' | 'finish' | 'time' | 'zone'
>;

/**
 * What set steps off: when, and by what (a row's id, a day), so that the same thing does not do it twice. `void` once it
 * was taken back or has come to its end: an order that was cancelled, a quiet buyer who wrote.
 */
export interface Anchor {
  at: number;
  of: string;
  void?: true | undefined;
}

export const RESULTS = ['replied', 'bought', 'silent', 'refused'] as const;
export type StepResult = (typeof RESULTS)[number];

export interface Outcome {
  as: 'done' | 'skipped';
  at: number;
  /** Why it was passed over, in the seller's words. */
  reason?: string | undefined;
  result?: StepResult | undefined;
}

/** One customer's way through a playbook. The id is `runId`: two devices that begin the same one make the same row. */
export interface Run extends Row {
  playbook: string;
  customer: string;
  at: number;
  /** Since when the customer is no longer one of the audience; null while they are. */
  left: number | null;
  /** `anchorKey` of a step → what set it off. */
  anchors: Record<string, Anchor>;
  /** Step id → what became of it. Stays when the step goes. */
  outcomes: Record<string, Outcome>;

  // Derived.
  /** The newest stamp of the playbook by which its tasks stand. */
  planned?: string;
}

/** Steps in the order they are shown and follow one another. */
export function stepsOf({ steps }: Pick<Playbook, 'steps'>): Step[] {
  return Object.entries(steps ?? {})
    .map(([id, step]) => ({ id, ...step }))
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** The anchor a step waits for; null for one that follows the step before. */
export function anchorKey({ trigger, stage }: Pick<Step, 'trigger' | 'stage'>): string | null {
  if (trigger === 'step') return null;
  return trigger === 'stage' ? `stage-${stage ?? 'lead'}` : trigger;
}

/** When a step came up in a run; null where it has not. Milliseconds since 1970. */
export function reachedAt(steps: readonly Step[], index: number, run: Pick<Run, 'anchors' | 'outcomes'>) {
  const key = anchorKey(steps[index]!);
  if (key !== null) {
    const anchor = run.anchors[key];
    return anchor && !anchor.void ? anchor.at : null;
  }
  const before = steps[index - 1];
  return before ? (run.outcomes[before.id]?.at ?? null) : null;
}

const HOUR = 3_600_000;

/**
 * When a step is due that came up at an instant. One that is meant for the same day and whose hour has passed is due
 * an hour later. `of` names what it was reckoned from: a task that was moved by hand stays moved until that changes.
 */
export function stepDue(
  step: Pick<Step, 'days'>,
  at: number,
  playbook: Pick<Playbook, 'time' | 'zone'>,
): Due {
  const due = dueBy(step.days, at, playbook);
  return { ...due, of: String(due.at) };
}

function dueBy(days: number, at: number, { time, zone }: Pick<Playbook, 'time' | 'zone'>): Due {
  try {
    const due = dueAtWall(`${zonedAt(at, zone).toPlainDate().add({ days })}T${time}`, zone);
    return days >= 0 && due.at < at ? dueAtInstant(at + HOUR, zone) : due;
  } catch (error) {
    // A zone that this browser does not know came from another device.
    if (error instanceof RangeError) return dueAtInstant(at + days * 24 * HOUR, 'UTC');
    throw error;
  }
}

export const hasBegun = (run: Pick<Run, 'outcomes'>): boolean => Object.keys(run.outcomes).length > 0;

/** Whether a run still makes tasks: not for who has left, unless what was begun is to be finished. */
export const goesOn = (
  playbook: Pick<Playbook, 'on' | 'finish'>,
  run: Pick<Run, 'left' | 'outcomes'>,
): boolean => playbook.on && ((run.left ?? null) === null || (playbook.finish && hasBegun(run)));

export interface Task {
  run: Run;
  step: Step;
  /** When the step came up. */
  at: number;
  due: Due;
}

/**
 * The tasks that one person has by one playbook: of each step at most one, that of the run it came up in last.
 * @param runs live runs of everybody who is that person.
 */
export function tasksOf(playbook: Playbook, runs: readonly Run[]): Task[] {
  if (!playbook.on) return [];
  const steps = stepsOf(playbook);
  return steps.flatMap((step, index) => {
    const last = lastToReach(steps, index, runs);
    if (!last || !goesOn(playbook, last.run) || last.run.outcomes[step.id]) return [];
    const due = stepDue(step, last.at, playbook);
    return due.at < step.since ? [] : [{ ...last, step, due }];
  });
}

function lastToReach(steps: readonly Step[], index: number, runs: readonly Run[]) {
  let last: { run: Run; at: number } | null = null;
  for (const run of runs) {
    const at = reachedAt(steps, index, run);
    if (at === null) continue;
    if (!last || at > last.at || (at === last.at && run.id > last.run.id)) last = { run, at };
  }
  return last;
}

/** How a step stands in a run: `waiting` until something sets it off. */
export type StepState = 'done' | 'skipped' | 'open' | 'waiting';
export interface Progress {
  steps: { step: Step; state: StepState; outcome: Outcome | null }[];
  /** The step to do next, counted from 1; 0 where none is open. */
  place: number;
}

/** Where a run stands. @param open ids of the steps that are tasks now. */
export function progressOf(playbook: Playbook, run: Run, open: ReadonlySet<string>): Progress {
  const steps = stepsOf(playbook).map((step) => {
    const outcome = run.outcomes[step.id] ?? null;
    const state: StepState = outcome?.as ?? (open.has(step.id) ? 'open' : 'waiting');
    return { step, state, outcome };
  });
  return { steps, place: steps.findIndex(({ state }) => state === 'open') + 1 };
}
