import { DELETED } from '../domain/merge.ts';
import { type BadObject, type HeadPlain, pathOf, type SegmentPlain } from './log.ts';
import { mergeSnapshot } from './merge-snapshot.ts';
import { becomeAnother, erases } from './push.ts';
import type { Listed } from './remote.ts';
import type { Peer } from './state.ts';
import { holds, isBad, type OpenedObject, peerOf, readObject, save, type Turn, wantHeal } from './turn.ts';

/** More heads than any team has: whoever writes more means harm. */
const MOST_HEADS = 4096;
/** Segments that are fetched at once. */
const AT_ONCE = 4;

/** Above either, deletions that come in one go are said to the user. The rows lie in the bin. */
const HELD_ROWS = 500;
const HELD_SHARE = 0.2;

/**
 * Reads what the others wrote. One who cannot be read holds up nobody else. All heads are read before any log: one of them
 * may tell that somebody's log does not count any more.
 */
export async function pull(turn: Turn, heads: readonly Listed[]): Promise<void> {
  const { state } = turn;
  const prefix = pathOf.heads(state.space);
  const news: [string, OpenedObject<'head'> | BadObject | 'missing'][] = [];
  for (const listed of heads.slice(0, MOST_HEADS)) {
    const replica = listed.path.slice(prefix.length);
    if (replica === state.replica || listed.path.endsWith('/')) continue;
    if (turn.isOver()) return;
    const peer = state.peers[replica];
    const isSame = peer && peer.etag !== null && peer.etag === listed.etag;
    if (isSame && !peer.behind && !peer.merging) continue;
    news.push([replica, await readObject(turn, 'head', listed.path)]);
  }
  if (news.some(([, found]) => needsMembers(turn, found))) return;
  for (const [replica, found] of news) {
    if (turn.isOver()) return;
    await readPeer(turn, replica, found);
    // This device may have found out that it is a copy.
    if (replica === turn.state.replica) return;
  }
}

/** Somebody is new here, or has gone, or there is a new key: else a log might be read that does not count any more. */
function needsMembers(turn: Turn, found: OpenedObject<'head'> | BadObject | 'missing'): boolean {
  if (isBad(found)) return (found === 'epoch' || found === 'stranger') && turn.sawHead?.(null) === true;
  return turn.sawHead?.(found.plain) === true;
}

async function readPeer(
  turn: Turn,
  replica: string,
  found: OpenedObject<'head'> | BadObject | 'missing',
): Promise<void> {
  const { state } = turn;
  const me = state.replica;
  if (isBad(found)) {
    if (found === 'missing') return;
    const peer = peerOf(state, replica);
    if (peer.problem !== found) {
      peer.problem = found;
      await save(turn);
    }
    // What its head does not tell, its log may: only then is a name tried that may not be there.
    if (found === 'torn') await readLog(turn, replica, Number.POSITIVE_INFINITY);
    return;
  }
  const peer = peerOf(state, replica);
  const head = found.plain;
  const isNews = found.digest !== peer.digest;
  if (isNews) {
    if (found.seq < peer.version || head.seq < peer.seq) wantHeal(turn);
    if (!(await agreesOnMe(turn, head))) return becomeAnother(turn);
    peer.version = Math.max(peer.version, found.seq);
    peer.digest = found.digest;
    peer.behind = true;
    peer.seenAt = turn.now();
  }
  peer.etag = found.etag;
  peer.problem = null;
  if (peer.behind || peer.merging) await catchUp(turn, replica, peer, head);
  if (state.replica === me) await save(turn);
}

/** @returns false when somebody has read more of this device than it has written: it went back. */
async function agreesOnMe(turn: Turn, head: HeadPlain): Promise<boolean> {
  const { state, store } = turn;
  const [seq, chain] = head.v[state.replica] ?? [0, ''];
  if (seq > state.seq) return !holds(turn, 'clone-check');
  if (seq === 0 || chain === '' || !holds(turn, 'witness')) return true;
  const own = await store.segment(seq);
  if (own && own.digest !== chain) wantHeal(turn);
  return true;
}

async function catchUp(turn: Turn, replica: string, peer: Peer, head: HeadPlain): Promise<void> {
  const needsSnapshot = head.floor > peer.seq + 1;
  if (needsSnapshot || peer.merging || (head.heal > peer.heal && holds(turn, 'heal'))) {
    const merged = await mergeSnapshot(turn, replica, head, needsSnapshot);
    if (merged === 'more') return;
    if (merged === 'missing') {
      peer.problem = 'missing';
      // Somebody must have a whole one.
      wantHeal(turn);
      if (needsSnapshot) return;
    } else peer.heal = Math.max(peer.heal, head.heal);
  }
  const end = await readLog(turn, replica, head.seq);
  if (end === 'forked' || (end === 'end' && isOther(turn, peer, head))) {
    if (!peer.again) await readAgain(turn, peer, head);
    else {
      // Read twice: whatever its log holds is here. From now on it goes by what its head says.
      peer.again = false;
      peer.seq = Math.max(peer.seq, head.seq);
      peer.chain = head.chain;
      peer.behind = false;
    }
  } else if (end === 'end') {
    peer.behind = false;
    peer.again = false;
  }
}

/** The log ends where the head says, and yet it is another log. */
const isOther = (turn: Turn, peer: Peer, head: HeadPlain): boolean =>
  holds(turn, 'chain-in-head') && peer.seq === head.seq && peer.chain !== '' && peer.chain !== head.chain;

/** The writer's history forked: all of it is read again, and its snapshot is merged. */
async function readAgain(turn: Turn, peer: Peer, head: HeadPlain): Promise<void> {
  if (!holds(turn, 'read-again')) {
    peer.seq = head.seq;
    peer.chain = head.chain;
    peer.behind = false;
    return;
  }
  peer.seq = head.floor - 1;
  peer.chain = '';
  peer.again = true;
  peer.heal = Math.min(peer.heal, head.heal - 1);
  wantHeal(turn);
  await save(turn);
}

/** Applies segments in order, each with the cursor in one transaction. @param until the last one there ought to be. */
async function readLog(
  turn: Turn,
  replica: string,
  until: number,
): Promise<'end' | 'more' | 'forked' | 'stuck'> {
  const { state } = turn;
  const peer = peerOf(state, replica);
  while (peer.seq < until) {
    if (turn.isOver()) return 'more';
    const first = peer.seq + 1;
    const count = Number.isFinite(until) ? Math.min(AT_ONCE, until - peer.seq) : 1;
    const paths = Array.from({ length: count }, (_, i) => pathOf.segment(state.space, replica, first + i));
    const objects = await Promise.all(paths.map((path) => readObject(turn, 'segment', path)));
    for (const [i, segment] of objects.entries()) {
      if (isBad(segment)) {
        if (Number.isFinite(until) || segment !== 'missing') peer.problem = segment;
        return 'stuck';
      }
      const isForked = peer.chain !== '' && segment.prev !== peer.chain;
      if (isForked && !peer.again) return 'forked';
      peer.seq = first + i;
      peer.chain = segment.digest;
      await applyOps(turn, replica, segment.plain);
    }
  }
  return 'end';
}

async function applyOps(turn: Turn, replica: string, { o: ops, c: told }: SegmentPlain): Promise<void> {
  const { state } = turn;
  state.opsSince += ops.length;
  if (erases(ops)) state.cleanWanted = true;
  const { deleted, rows } = await save(turn, { apply: { ops, told, isSnapshot: false } });
  if (deleted === 0 || !ops.some((op) => op?.[3]?.[DELETED] === true)) return;
  if (deleted <= HELD_ROWS && deleted <= rows * HELD_SHARE) return;
  state.held = { at: turn.now(), rows: deleted + (state.held?.rows ?? 0), from: replica };
  await save(turn);
}
