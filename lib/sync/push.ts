import { canonical } from '../domain/canonical.ts';
import { ERASED, THINNED } from '../domain/merge.ts';
import { type HeadPlain, type LogOp, pathOf, type SegmentPlain, type Told } from './log.ts';
import type { Listed } from './remote.ts';
import { NEW_PEER, type OwnSegment } from './state.ts';
import {
  holds,
  isBad,
  ownSegmentPath,
  putOwn,
  readObject,
  save,
  type Turn,
  vector,
  wantHeal,
} from './turn.ts';

/** A segment is closed at so many characters of JSON. */
const SEGMENT_LIMIT = 64 * 1024;

/** Something was taken out for ever: what was sealed before still tells of it. */
export const erases = (ops: readonly LogOp[]): boolean =>
  ops.some((op) => op?.[3]?.[ERASED] === true || op?.[3]?.[THINNED] === true);

/** Seals what was written here since. A segment is sealed once; whatever happens, the same bytes are sent again. */
export async function sealFresh(turn: Turn): Promise<void> {
  const { state } = turn;
  for (
    let fresh = await turn.store.fresh(SEGMENT_LIMIT);
    fresh;
    fresh = await turn.store.fresh(SEGMENT_LIMIT)
  ) {
    if (fresh.ops.length === 0) {
      await save(turn, { through: fresh.through });
      continue;
    }
    const segment = await sealOne(turn, fresh.ops, fresh.told);
    state.opsSince += fresh.ops.length;
    if (erases(fresh.ops)) state.cleanWanted = true;
    await save(turn, { through: fresh.through, keep: [segment] });
    if (turn.isOver()) return;
  }
}

/** Seals the next own segment and counts it; the caller commits. */
async function sealOne(turn: Turn, ops: readonly LogOp[], told: Told): Promise<OwnSegment> {
  const { state, codec } = turn;
  const seq = state.seq + 1;
  const sealing = { replica: state.replica, seq, prev: state.chain };
  const plain = { o: [...ops], c: told, at: turn.now() };
  const bytes = await codec.seal('segment', ownSegmentPath(state, seq), sealing, plain);
  const digest = await codec.digest(bytes);
  state.seq = seq;
  state.chain = digest;
  return { seq, bytes, digest };
}

/**
 * Looks whether the own head is as it was left. Missing or older: the store lost something, and all kept segments are
 * looked for. Newer, or another one of the same version: a copy of this profile writes too.
 * @param listed what the folder of heads says of it.
 */
export async function lookAtOwnHead(turn: Turn, listed: Listed | undefined): Promise<void> {
  const { state } = turn;
  const known = state.head;
  // Sent, and in no head that arrived: whoever set the store back meanwhile took them away unseen.
  if (state.stored > (known?.seq ?? 0) && state.putBack === 0) state.putBack = (known?.seq ?? 0) + 1;
  if (known?.etag != null && listed?.etag === known.etag) return;
  if (!known && !state.sent && !listed) return;
  const path = pathOf.head(state.space, state.replica);
  const found = await readObject(turn, 'head', path);
  if (isBad(found)) return known ? lost(turn) : undefined;
  if (known && found.digest === known.digest) {
    if (known.etag === found.etag) return;
    known.etag = found.etag;
    // Else every step would ask for it again.
    await save(turn);
    return;
  }
  if (state.sent && found.digest === state.sent.digest) {
    // The answer was lost, the head arrived.
    state.head = { ...state.sent, etag: found.etag };
    state.sent = null;
    await save(turn);
    return;
  }
  if (known && found.seq < known.version) return lost(turn);
  if (holds(turn, 'clone-check')) await becomeAnother(turn);
}

/** The store was wiped, or went back to an older state. */
async function lost(turn: Turn): Promise<void> {
  turn.state.putBack = turn.state.floor;
  // Whatever it says, it is not what the store has.
  if (turn.state.head) turn.state.head.says = '';
  wantHeal(turn);
  await save(turn);
}

/** Looks for every kept segment that ought to be stored, and puts back what is missing, or was changed. */
export async function putBack(turn: Turn): Promise<void> {
  const { state } = turn;
  while (state.putBack > 0 && !turn.isOver()) {
    const seq = state.putBack;
    if (seq > state.stored) {
      state.putBack = 0;
      await save(turn);
      return;
    }
    const own = await turn.store.segment(seq);
    if (own) {
      const there = await readObject(turn, 'segment', ownSegmentPath(state, seq));
      const isMine = !isBad(there) && (there.digest === own.digest || !holds(turn, 'compare-bytes'));
      if (!isMine && !isBad(there)) return becomeAnother(turn);
      if (!isMine && !(await putOwn(turn, 'segment', ownSegmentPath(state, seq), own.bytes, own.digest)))
        return becomeAnother(turn);
    }
    state.putBack = seq + 1;
    await save(turn);
  }
}

/** Sends what was sealed. */
export async function push(turn: Turn): Promise<void> {
  const { state } = turn;
  while (state.stored < state.seq && !turn.isOver()) {
    const own = await turn.store.segment(state.stored + 1);
    if (!own) throw new Error('a sealed segment is gone');
    if (!(await putOwn(turn, 'segment', ownSegmentPath(state, own.seq), own.bytes, own.digest)))
      return becomeAnother(turn);
    state.stored = own.seq;
    state.storedChain = own.digest;
    await save(turn);
  }
}

/** Writes the own head when it has something new to say. */
export async function writeHead(turn: Turn): Promise<void> {
  const { state, codec } = turn;
  const { clock: _clock, ...said } = headOf(turn);
  const says = canonical(said);
  if (state.head?.says === says) return;
  const version = Math.max(state.head?.version ?? 0, state.sent?.version ?? 0) + 1;
  const path = pathOf.head(state.space, state.replica);
  const bytes = await codec.seal(
    'head',
    path,
    { replica: state.replica, seq: version, prev: '' },
    headOf(turn),
  );
  const digest = await codec.digest(bytes);
  // Known before it is sent: else a head whose answer was lost would look like a stranger's.
  state.sent = { version, digest, says, seq: state.stored };
  await save(turn);
  if (!(await putOwn(turn, 'head', path, bytes, digest))) return becomeAnother(turn);
  state.head = { version, digest, says, etag: null, seq: state.stored };
  state.sent = null;
  await save(turn);
}

function headOf(turn: Turn): HeadPlain {
  const { state } = turn;
  return {
    seq: state.stored,
    chain: state.storedChain,
    floor: state.floor,
    heal: state.heal,
    v: vector(state),
    snaps: state.snaps.map(({ version }) => version).reverse(),
    m: turn.members ?? {},
    clock: turn.now(),
    schema: turn.schema,
  };
}

/**
 * This database was copied, or went back to an older state of itself: it goes on under another name, takes along what it
 * still keeps of its own writes, with their stamps, and reads its former log like anybody's.
 */
export async function becomeAnother(turn: Turn): Promise<void> {
  const { state, codec } = turn;
  const former = state.replica;
  const segments: SegmentPlain[] = [];
  const forget: number[] = [];
  for (let seq = state.floor; seq <= state.seq; seq++) {
    const own = await turn.store.segment(seq);
    if (!own) continue;
    const { plain } = await codec.open('segment', ownSegmentPath(state, seq), own.bytes);
    segments.push(plain);
    forget.push(seq);
  }
  // The snapshot that was to take somebody out goes on under no name: another one must.
  if (state.making?.cleans) state.cleanWanted = true;
  state.peers[former] = { ...NEW_PEER, seq: state.floor - 1 };
  Object.assign(state, {
    replica: turn.newReplica(),
    seq: 0,
    chain: '',
    stored: 0,
    storedChain: '',
    floor: 1,
    head: null,
    sent: null,
    putBack: 0,
    making: null,
    snaps: [],
    unnamed: {},
    oldSnaps: [],
    cleared: 1,
  });
  wantHeal(turn);
  const keep: OwnSegment[] = [];
  for (const { o, c } of segments) keep.push(await sealOne(turn, o, c));
  await save(turn, { forget, keep });
}
