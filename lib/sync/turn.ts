import {
  type BadObject,
  BadObjectError,
  type Kind,
  type Place,
  type PlainOf,
  pathOf,
  type Sealing,
} from './log.ts';
import { type Bytes, find, RemoteError } from './remote.ts';
import {
  type Applied,
  type Commit,
  NEW_PEER,
  type Peer,
  type Rule,
  type SyncState,
  type Work,
} from './state.ts';

/** One step under way: the device's side, the remote's, and the state as it was last committed. */
export interface Turn extends Work {
  state: SyncState;
}

export const holds = (turn: Turn, rule: Rule): boolean => turn.without?.has(rule) !== true;

/** Commits the state with whatever belongs to it. */
export function save(turn: Turn, more: Omit<Commit, 'state'> = {}): Promise<Applied> {
  return turn.store.commit({ ...more, state: turn.state });
}

export function peerOf(state: SyncState, replica: string): Peer {
  state.peers[replica] ??= { ...NEW_PEER };
  return state.peers[replica];
}

/** Wants a snapshot that others merge once: something was lost, or its history is not the one that others know. */
export function wantHeal(turn: Turn): void {
  if (holds(turn, 'heal')) turn.state.healWanted = true;
}

export interface OpenedObject<K extends Kind> extends Sealing {
  plain: PlainOf<K>;
  bytes: Bytes;
  digest: string;
  etag: string | null;
}

/** Reads an object. @returns why not, where it cannot be used. */
export async function readObject<K extends Kind>(
  turn: Turn,
  kind: K,
  path: string,
): Promise<OpenedObject<K> | BadObject | 'missing'> {
  try {
    const got = await find(turn.remote, path);
    if (!got?.bytes) return 'missing';
    const opened = await turn.codec.open(kind, path, got.bytes);
    return { ...opened, bytes: got.bytes, digest: await turn.codec.digest(got.bytes), etag: got.etag };
  } catch (error) {
    const bad = badOf(error);
    if (bad === null) throw error;
    return bad;
  }
}

export const isBad = (found: object | string): found is BadObject | 'missing' => typeof found === 'string';

export function badOf(error: unknown): BadObject | null {
  if (error instanceof BadObjectError) return error.why;
  return error instanceof RemoteError && error.kind === 'tooLarge' ? 'large' : null;
}

/**
 * Writes an own object until it is there, byte for byte; a torn one is written again.
 * @returns false when another valid object lies there: somebody else writes under this name.
 * @throws RemoteError
 */
export async function putOwn(
  turn: Turn,
  kind: Kind,
  path: string,
  bytes: Bytes,
  digest: string,
): Promise<boolean> {
  for (let tries = 0; tries < 2; tries++) {
    await turn.remote.put(path, bytes, { ifAbsent: kind !== 'head' });
    if (!holds(turn, 'read-back')) return true;
    const back = await readObject(turn, kind, path);
    if (isBad(back)) continue;
    if (back.digest === digest) return true;
    if (kind !== 'head' && kind !== 'segment') return true;
    return !holds(turn, 'clone-check');
  }
  throw new RemoteError('unreachable');
}

/** How far everybody was read here, this device included. */
export function vector(state: SyncState): Record<string, Place> {
  const v: Record<string, Place> = {};
  for (const [replica, peer] of Object.entries(state.peers))
    if (peer.seq > 0) v[replica] = [peer.seq, peer.chain];
  if (state.stored > 0) v[state.replica] = [state.stored, state.storedChain];
  return v;
}

export const ownSegmentPath = ({ space, replica }: SyncState, seq: number): string =>
  pathOf.segment(space, replica, seq);
