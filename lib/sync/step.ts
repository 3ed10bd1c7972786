import { collect, sweep } from './collect.ts';
import { pathOf } from './log.ts';
import { pull } from './pull.ts';
import { lookAtOwnHead, push, putBack, sealFresh, writeHead } from './push.ts';
import { find, type Listed } from './remote.ts';
import { takeSnapshot } from './snapshot.ts';
import type { SyncState, Work } from './state.ts';
import type { Turn } from './turn.ts';

export type StepEnd =
  | 'done'
  /** There is more to do, or something to be looked at again. */
  | 'more'
  /** The remote does not hold this space (any more): is it the right place? Nothing is written before the user says so. */
  | 'emptied';

/**
 * One step of syncing. It may die anywhere: what it has done is committed, and the next one goes on from there.
 *
 * Own head, push, pull, snapshot, own left-overs, in this order: a device that finds out that it was copied does so before
 * it writes anything.
 * @throws RemoteError
 */
export async function syncStep(work: Work): Promise<StepEnd> {
  const turn: Turn = { ...work, state: await work.store.load() };
  const { state } = turn;
  const before = state.replica;
  await sealFresh(turn);
  const heads = await work.remote.list(pathOf.heads(state.space));
  if (!(await isThere(turn, heads))) return 'emptied';
  await lookAtOwnHead(turn, ownHead(turn, heads));
  await putBack(turn);
  if (isLeft(turn)) return 'more';
  await push(turn);
  if (isLeft(turn)) return 'more';
  await writeHead(turn);
  await pull(turn, heads);
  if (state.replica !== before || turn.isOver()) return 'more';
  await takeSnapshot(turn);
  if (turn.isOver()) return 'more';
  await collect(turn);
  await writeHead(turn);
  await sweep(turn);
  return isWaiting(state) ? 'more' : 'done';
}

const ownHead = ({ state }: Turn, heads: readonly Listed[]): Listed | undefined => {
  const path = pathOf.head(state.space, state.replica);
  return heads.find((one) => one.path === path);
};

const isLeft = (turn: Turn): boolean => turn.isOver() || turn.state.putBack > 0;

/** Something here waits for another step. */
const isWaiting = (state: SyncState): boolean =>
  state.making !== null ||
  state.healWanted ||
  state.cleanWanted ||
  state.stored < state.seq ||
  Object.values(state.peers).some((peer) => (peer.behind || peer.merging !== null) && peer.problem === null);

/**
 * Absence never means deletion. Where nobody's head is left although there were some, the place itself is asked for: an
 * emptied store, another bucket or a folder that was renamed all look the same.
 */
async function isThere(turn: Turn, heads: readonly Listed[]): Promise<boolean> {
  const { state, remote, store } = turn;
  const isKnown = state.head !== null || Object.keys(state.peers).length > 0;
  if (heads.length > 0 || !isKnown) return true;
  if (await find(remote, pathOf.genesis(state.space))) return true;
  if (!state.refill) return false;
  for (const [path, bytes] of await store.roots()) await remote.put(path, bytes, { ifAbsent: true });
  state.refill = false;
  await store.commit({ state });
  return true;
}
