import type { LogOp, Told } from '../domain/log-op.ts';
import type { Bytes } from './remote.ts';

export type { LogOp, Told };

/** What lies on the remote, by kind; the number stands in the envelope. */
export const KINDS = { segment: 1, head: 2, chunk: 3, manifest: 4, packet: 5, member: 7 } as const;
export type Kind = keyof typeof KINDS;

/** Number and digest of a replica's segment: where its log ends, or how far a reader has come. */
export type Place = [seq: number, chain: string];

export interface SegmentPlain {
  o: LogOp[];
  /** What the writes belonged to. */
  c: Told;
  /** Milliseconds since 1970, by the writer's clock. */
  at: number;
}

export interface HeadPlain {
  seq: number;
  /** Digest of segment `seq`; '' before the first. */
  chain: string;
  /** First segment that is still stored. */
  floor: number;
  /** Rises when a snapshot was made to mend something: everybody merges that one once. */
  heal: number;
  /** How far the writer has read the others: their witness. */
  v: Record<string, Place>;
  /** Whole snapshots, newest first. */
  snaps: number[];
  /** How far the writer has read the membership log, by writer. */
  m: Record<string, number>;
  clock: number;
  schema: number;
}

export interface ManifestPlain {
  /** What the snapshot holds at least, its writer included. */
  v: Record<string, Place>;
  chunks: [name: string, size: number, rows: number][];
  at: number;
  schema: number;
}

/** A range of rows, live and dead, as the writes that make them; last, what a newer Beside wrote and the writer could not read. */
export interface ChunkPlain {
  o: LogOp[];
}

interface Plains {
  segment: SegmentPlain;
  head: HeadPlain;
  chunk: ChunkPlain;
  manifest: ManifestPlain;
  packet: unknown;
  member: unknown;
}
export type PlainOf<K extends Kind> = Plains[K];

/** Why an object counts as unreadable. */
export type BadObject =
  | 'torn' // cut off, or bytes that were changed
  | 'foreign' // of another space, or another path
  | 'stranger' // signed by nobody who may write here
  | 'epoch' // sealed with a key that this device does not have (yet)
  | 'newer' // of a newer Beside
  | 'large'; // more than may be unpacked

export class BadObjectError extends Error {
  readonly why: BadObject;
  constructor(why: BadObject) {
    super(why);
    this.name = 'BadObjectError';
    this.why = why;
  }
}

export interface Sealing {
  replica: string;
  /** Of a segment its number, of a head or manifest its version. */
  seq: number;
  /** Digest of the writer's segment before; '' for the first, and for all that is no segment. */
  prev: string;
}

/** Seals and opens. The simulator has one without cryptography. */
export interface Codec {
  seal<K extends Kind>(kind: K, path: string, sealing: Sealing, plain: PlainOf<K>): Promise<Bytes>;
  /** @throws BadObjectError */
  open<K extends Kind>(kind: K, path: string, bytes: Bytes): Promise<Sealing & { plain: PlainOf<K> }>;
  digest(bytes: Bytes): Promise<string>;
  /** A name that tells equal chunks apart from others, and nothing else to whoever reads it. */
  nameOf(chunk: ChunkPlain): Promise<string>;
}

/**
 * Whether an object lies where its header says that it belongs: in its writer's own folder, under its own number. A key that
 * may write is not enough: else whoever takes part could write into another device's log in their own name.
 */
export function isAt(kind: Kind, path: string, { replica, seq }: Sealing): boolean {
  const [, , owner, name] = path.split('/');
  if (owner !== replica) return false;
  return (kind !== 'segment' && kind !== 'manifest' && kind !== 'member') || name === digits(seq);
}

const digits = (value: number): string => String(value).padStart(10, '0');

export const pathOf = {
  genesis: (space: string) => `${space}/g`,
  heads: (space: string) => `${space}/h/`,
  head: (space: string, replica: string) => `${space}/h/${replica}`,
  segment: (space: string, replica: string, seq: number) => `${space}/l/${replica}/${digits(seq)}`,
  manifests: (space: string, replica: string) => `${space}/s/${replica}/`,
  manifest: (space: string, replica: string, version: number) => `${space}/s/${replica}/${digits(version)}`,
  chunks: (space: string, replica: string) => `${space}/c/${replica}/`,
  chunk: (space: string, replica: string, name: string) => `${space}/c/${replica}/${name}`,
  members: (space: string) => `${space}/m/`,
  member: (space: string, writer: string, seq: number) => `${space}/m/${writer}/${digits(seq)}`,
  key: (space: string, epoch: number, device: string) =>
    `${space}/k/${String(epoch).padStart(8, '0')}/${device}`,
  bags: (space: string, member: string) => `${space}/b/${member}/`,
  bag: (space: string, member: string, generation: number) =>
    `${space}/b/${member}/${String(generation).padStart(8, '0')}`,
} as const;
