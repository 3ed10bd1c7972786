import type { ShownPlace } from './sync-place.ts';

/**
 * What the interface shows of syncing. Everything in it is of this device; nothing in it is secret.
 *
 * `lib/service/sync.ts`: `createSync(book, remote, …)` begins a space, `joinSync(book, remote, …)` takes part in one with
 * passphrase and kit, `leaveSync(book)` ends it and keeps every row. `lib/service/sync-run.ts`: `syncNow(book, remote, …)` runs
 * until nothing is left. The query `sync` is this view, live.
 */
export interface SyncView {
  phase: SyncPhase;
  /** Where the store is; null while sync is off. What opens it is not for the interface. */
  place: ShownPlace | null;
  /** Segments and rows that wait to be sent. */
  waiting: number;
  /** When everything was in step. Milliseconds since 1970; null before the first time. */
  lastAt: number | null;
  /** Why it does not get on, and since when. */
  problem: { kind: SyncProblem; since: number; retryAt: number } | null;
  /** This device first, then by when they were last seen. */
  devices: SyncDevice[];
  /** Every byte that went out and came in. */
  bytes: { up: number; down: number };
  /** Rows that others deleted in one go; they lie in the bin. */
  held: { at: number; rows: number } | null;
}

export type SyncPhase = 'off' | 'idle' | 'working' | 'waiting' | 'locked';

/** Kinds of `RemoteError`, and what the protocol itself finds. Each has a sentence. */
export type SyncProblem =
  | 'auth'
  | 'forbidden'
  | 'throttled'
  | 'quota'
  | 'notFound'
  | 'unreachable'
  | 'tooLarge'
  | 'clock'
  | 'paused'
  | 'broken'
  | 'failed' // something in Beside itself, which nobody foresaw
  | 'emptied' // the store does not hold this book (any more): is it the right one?
  | 'newer' // a device writes what only a newer Beside can read
  | 'removed'; // this device was taken out of the team: its rows stay

export interface SyncDevice {
  id: string;
  name: string;
  isOwn: boolean;
  role: 'admin' | 'member' | 'reader';
  /** When its last news came, by this device's clock. Milliseconds since 1970; 0 when never. */
  seenAt: number;
  /** Why its log cannot be read for now; '' when all is well. */
  stuck: string;
}

/** Before it is switched on, and once it is left. */
export const SYNC_OFF: SyncView = {
  phase: 'off',
  place: null,
  waiting: 0,
  lastAt: null,
  problem: null,
  devices: [],
  bytes: { up: 0, down: 0 },
  held: null,
};
