import type { BadObject, Codec, HeadPlain, LogOp, Place, Told } from './log.ts';
import type { Bytes, Remote } from './remote.ts';

/** What this device knows of another replica. */
export interface Peer {
  /** Newest segment that was applied here, and its digest; '' when that is not known. */
  seq: number;
  chain: string;
  /** The head that was looked at last. */
  version: number;
  etag: string | null;
  digest: string;
  heal: number;
  /** Segments are still to be fetched. */
  behind: boolean;
  /** Its history was found forked, and is read again whatever its chain says. */
  again: boolean;
  /** A snapshot that is being merged: whose, which, and how many of its chunks are in. */
  merging: { from: string; version: number; done: number } | null;
  /** Why it does not get on. */
  problem: BadObject | 'missing' | null;
  /** When its head was last seen to change, by this device's clock. Milliseconds since 1970. */
  seenAt: number;
}

/** A snapshot of this device's own that was written and read back. */
export interface Snap {
  version: number;
  at: number;
  /** Where the own log was. */
  place: Place;
  chunks: [name: string, size: number, rows: number][];
}

/** A snapshot under way. */
export interface Making {
  version: number;
  v: Record<string, Place>;
  /** The next range of rows begins after this. */
  after: RowPlace | null;
  chunks: Snap['chunks'];
  /** It mends something: heads say so when it is whole. */
  heals: boolean;
  cleans: boolean;
  at: number;
}

export interface RowPlace {
  table: string;
  id: string;
}

/** Everything of this device's that the protocol must not forget, in one record. */
export interface SyncState {
  space: string;
  replica: string;
  /** Newest own segment that was sealed, and its digest. */
  seq: number;
  chain: string;
  /** Newest own segment that was read back from the remote. */
  stored: number;
  storedChain: string;
  /** First own segment that is still kept. */
  floor: number;
  /** The own head as it was read back, what it says, and up to which segment; null before the first. */
  head: { version: number; digest: string; etag: string | null; says: string; seq: number } | null;
  /** A head that was sent: whether it arrived is not known. */
  sent: { version: number; digest: string; says: string; seq: number } | null;
  /** Own segments from here on are looked for on the remote, and put back; 0: none. */
  putBack: number;
  heal: number;
  healWanted: boolean;
  /** Somebody was erased: what was sealed before goes as soon as a snapshot without them is there. */
  cleanWanted: boolean;
  peers: Record<string, Peer>;
  making: Making | null;
  /** Own snapshots, oldest first. */
  snaps: Snap[];
  snapVersion: number;
  /** Ops written or read since the last own snapshot. */
  opsSince: number;
  /** When the last own snapshot was made, or this device began. */
  snapAt: number;
  /** Chunks that no own snapshot names any more, and since when. */
  unnamed: Record<string, number>;
  /** Own snapshots that are to be taken away. */
  oldSnaps: number[];
  /** Own segments below this were taken away from the remote. */
  cleared: number;
  /** The remote had lost the space, and the user said that it is the right place: it is filled again. */
  refill: boolean;
  /** Rows that others deleted in one go: they lie in the bin, and that is said. */
  held: { at: number; rows: number; from: string } | null;
}

export interface OwnSegment {
  seq: number;
  bytes: Bytes;
  digest: string;
}

/** One transaction: all of it is written, or nothing. */
export interface Commit {
  state: SyncState;
  /** Local writes up to here lie in segments now. */
  through?: number;
  keep?: readonly OwnSegment[];
  /** Own segments that are not kept any more. */
  forget?: readonly number[];
  apply?: { ops: readonly LogOp[]; told: Told; isSnapshot: boolean };
}

/** What a commit did to the rows. */
export interface Applied {
  /** Live rows that were deleted, and how many rows there were. */
  deleted: number;
  rows: number;
}

/** The device's own side: the book, or the simulator's. */
export interface SyncStore {
  load(): Promise<SyncState>;
  commit(commit: Commit): Promise<Applied>;
  /** Local writes that lie in no segment yet, at most so many characters of JSON, at least one change. */
  fresh(limit: number): Promise<{ ops: LogOp[]; told: Told; through: number } | null>;
  /** A kept segment of this replica. */
  segment(seq: number): Promise<OwnSegment | null>;
  /** The next rows in order of table and id; at the end `next` is null. */
  range(after: RowPlace | null): Promise<{ ops: LogOp[]; rows: number; next: RowPlace | null }>;
  /** Write-once objects of the space that every device keeps a copy of: genesis, members, keys. */
  roots(): Promise<[path: string, bytes: Bytes][]>;
}

/** The rules that can be switched off, by the simulator alone: each must be missed. */
export type Rule =
  | 'old-manifests'
  | 'clone-check'
  | 'heal'
  | 'compare-bytes'
  | 'read-back'
  | 'chain-in-head'
  | 'witness'
  | 'read-again';

export interface Work {
  remote: Remote;
  store: SyncStore;
  codec: Codec;
  /** Milliseconds since 1970. */
  now(): number;
  newReplica(): string;
  /** The step has taken its time: what is left is for the next one. */
  isOver(): boolean;
  /** Schema version of the book. */
  schema: number;
  /** How far the membership log was read, by writer: heads tell it. */
  members?: Record<string, number>;
  /**
   * Told of each head that is new; null for one that cannot be read for want of a member or a key. True when members are
   * to be asked for before any log is read.
   */
  sawHead?(head: HeadPlain | null): boolean;
  without?: ReadonlySet<Rule>;
}

export const NEW_PEER: Peer = {
  seq: 0,
  chain: '',
  version: 0,
  etag: null,
  digest: '',
  heal: 0,
  behind: false,
  again: false,
  merging: null,
  problem: null,
  seenAt: 0,
};

/** The state of a device that begins. */
export function newState(space: string, replica: string, now: number): SyncState {
  return {
    space,
    replica,
    seq: 0,
    chain: '',
    stored: 0,
    storedChain: '',
    floor: 1,
    head: null,
    sent: null,
    putBack: 0,
    heal: 0,
    healWanted: false,
    cleanWanted: false,
    peers: {},
    making: null,
    snaps: [],
    snapVersion: 0,
    opsSince: 0,
    snapAt: now,
    unnamed: {},
    oldSnaps: [],
    cleared: 1,
    refill: false,
    held: null,
  };
}
