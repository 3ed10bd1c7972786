import { type HeadPlain, type ManifestPlain, pathOf } from './log.ts';
import { erases } from './push.ts';
import { isBad, peerOf, readObject, save, type Turn } from './turn.ts';

/**
 * Merges the newest whole snapshot of a replica, chunk by chunk; the next step goes on where this one ends.
 * @param isNeeded segments are gone from its log: then another's snapshot that has read as far will do, too.
 * @returns `missing` when no snapshot is whole.
 */
export async function mergeSnapshot(
  turn: Turn,
  replica: string,
  head: HeadPlain,
  isNeeded: boolean,
): Promise<'done' | 'more' | 'missing'> {
  const { state } = turn;
  const peer = peerOf(state, replica);
  const tried = new Set<string>();
  for (let from = peer.merging ?? null; ; from = null) {
    const next = from ?? (await candidate(turn, replica, head, isNeeded, tried));
    if (next === null) {
      peer.merging = null;
      await save(turn);
      return 'missing';
    }
    tried.add(`${next.from}/${next.version}`);
    const manifest = await readObject(
      turn,
      'manifest',
      pathOf.manifest(state.space, next.from, next.version),
    );
    if (isBad(manifest) || (isNeeded && !covers(manifest.plain, replica, head))) continue;
    peer.merging = { from: next.from, version: next.version, done: next.done };
    const end = await mergeChunks(turn, replica, manifest.plain);
    if (end === 'missing') continue;
    if (end === 'done') {
      peer.merging = null;
      takeOver(turn, manifest.plain);
      await save(turn);
    }
    return end;
  }
}

interface Candidate {
  from: string;
  version: number;
  done: number;
}

async function candidate(
  turn: Turn,
  replica: string,
  head: HeadPlain,
  isNeeded: boolean,
  tried: ReadonlySet<string>,
): Promise<Candidate | null> {
  const own = head.snaps.find((version) => !tried.has(`${replica}/${version}`));
  if (own !== undefined) return { from: replica, version: own, done: 0 };
  if (!isNeeded) return null;
  for (const other of Object.keys(turn.state.peers)) {
    if (other === replica) continue;
    const theirs = await readObject(turn, 'head', pathOf.head(turn.state.space, other));
    if (isBad(theirs)) continue;
    const version = theirs.plain.snaps.find((one) => !tried.has(`${other}/${one}`));
    if (version !== undefined) return { from: other, version, done: 0 };
  }
  return null;
}

/** A snapshot stands for the segments that are gone only if it was made after they were read. */
const covers = ({ v }: ManifestPlain, replica: string, { floor }: HeadPlain): boolean =>
  (v[replica]?.[0] ?? 0) >= floor - 1;

async function mergeChunks(
  turn: Turn,
  replica: string,
  manifest: ManifestPlain,
): Promise<'done' | 'more' | 'missing'> {
  const { state } = turn;
  const merging = peerOf(state, replica).merging!;
  while (merging.done < manifest.chunks.length) {
    if (turn.isOver()) return 'more';
    const [name] = manifest.chunks[merging.done]!;
    const chunk = await readObject(turn, 'chunk', pathOf.chunk(state.space, merging.from, name));
    if (isBad(chunk)) return 'missing';
    const ops = chunk.plain.o;
    if (erases(ops)) state.cleanWanted = true;
    merging.done += 1;
    await save(turn, { apply: { ops, told: {}, isSnapshot: true } });
  }
  return 'done';
}

/** What the snapshot holds need not be read segment by segment. A chain that is another one is found at the next. */
function takeOver({ state }: Turn, { v }: ManifestPlain): void {
  for (const [replica, [seq, chain]] of Object.entries(v)) {
    if (replica === state.replica) continue;
    const peer = peerOf(state, replica);
    if (peer.seq >= seq) continue;
    peer.seq = seq;
    peer.chain = chain;
  }
}
