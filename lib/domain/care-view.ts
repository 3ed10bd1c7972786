import type { Customer, Due } from './entities.ts';
import type { Playbook, Progress, Run, StepResult } from './playbook.ts';

/** One customer's way through one playbook, as it is shown. */
export interface CareRun {
  run: Run;
  playbook: Playbook;
  progress: Progress;
  /** When the open steps are due, by step. */
  due: Record<string, Due>;
}

/** How the runs of a playbook stand. Every number opens its customers. */
export interface StepCounts {
  open: number;
  done: number;
  skipped: number;
  results: Record<StepResult, number>;
}
export interface PlaybookCounts {
  /** Customers with a run. */
  runs: number;
  /** By step, also those that are gone and that something was done of. */
  steps: Record<string, StepCounts>;
}

/** Which runs of a step are meant: those where it is open, or what became of it. */
export type StepPart = 'open' | 'done' | 'skipped' | StepResult;

export interface StepCustomer {
  customer: Customer;
  run: Run;
  /** When it was done or passed over, or is due. Milliseconds since 1970. */
  at: number;
  reason: string;
}

/** What switching a playbook on would do at once. */
export interface PlaybookPreview {
  /** How many it is for now. */
  audience: number;
  /** Customers that were looked at: the first of a big audience. */
  looked: number;
  /** Of those, how many would have a task at once, and the first of them. */
  begins: number;
  some: { customer: Customer; tasks: { title: string; due: Due }[] }[];
}
