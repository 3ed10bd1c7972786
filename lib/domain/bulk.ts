import type { Stage } from './entities.ts';
import type { FailureView } from './transfer.ts';

/**
 * What is said about a change of many customers between the dashboard and its worker: plain data, like that of import
 * and export.
 */
export interface BulkChange {
  set?: { stage?: Stage; owner?: string };
  /** Tag → on or off. */
  tags?: Record<string, boolean>;
}

export interface BulkProgress {
  id: string;
  change: BulkChange;
  /** Customers. */
  done: number;
  total: number;
}

export type BulkNow =
  | { phase: 'idle' }
  | { phase: 'running'; progress: BulkProgress; stopping: boolean }
  /** `undoing`: it is the undo that was cut off. */
  | { phase: 'stopped'; progress: BulkProgress; undoing: boolean; failure: FailureView | null }
  | { phase: 'done'; progress: BulkProgress }
  | { phase: 'undoing'; progress: BulkProgress; share: number }
  /** `kept`: fields that were written again since, and stay. */
  | { phase: 'undone'; progress: BulkProgress; kept: number };

export interface BulkRecord {
  id: string;
  change: BulkChange;
  /** Milliseconds since 1970. */
  at: number;
  customers: number;
  /** Ids of the changes of the book it is made of, oldest first. */
  changes: string[];
  undone: boolean;
}

export interface BulkState {
  now: BulkNow;
  /** Newest first. */
  records: BulkRecord[];
}

/** What the customers page asks of whoever does the work. */
export interface BulkDesk {
  /** Calls back now and at each change. Returns how to stop. */
  watch(onState: (state: BulkState) => void): () => void;
  start(change: BulkChange, customers: string[]): void;
  /** Ends after the page that is being written. */
  stop(): void;
  /** Goes on where it was stopped, or where the browser died. */
  resume(): void;
  /** Leaves it as it is: what is done stays, and can be taken back. */
  close(): void;
  undo(id: string): void;
}
