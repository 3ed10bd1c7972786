import { pathOf } from './log.ts';
import type { Snap, SyncState } from './state.ts';
import { holds, ownSegmentPath, save, type Turn } from './turn.ts';

const DAY_MS = 86_400_000;
/** Own segments go when two snapshots of this age stand for them. */
const OLD_MS = 30 * DAY_MS;
/** Snapshots beyond the newest three, and chunks that no own snapshot names, go at this age. */
const GONE_MS = 60 * DAY_MS;
const KEPT_SNAPS = 3;
/** Objects that are taken away in one step. */
const AT_ONCE = 20;

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/**
 * Decides what of this device's own nobody needs any more: segments that two old snapshots of this very history stand
 * for, and snapshots that are older still. Other devices' objects are theirs.
 */
export async function collect(turn: Turn): Promise<void> {
  const { state, now } = turn;
  const isStrict = holds(turn, 'old-manifests');
  const standing = isStrict ? state.snaps.filter(({ at }) => now() - at > OLD_MS) : state.snaps;
  const enough = standing.slice(isStrict ? -2 : -1);
  if (enough.length >= (isStrict ? 2 : 1)) {
    const through = Math.min(...enough.map(({ place }) => place[0]), state.stored);
    if (through >= state.floor && (await isOurs(turn, enough))) {
      const forget = range(state.floor, through);
      state.floor = through + 1;
      await save(turn, { forget });
    }
  }
  const surplus = state.snaps.slice(0, -KEPT_SNAPS).filter(({ at }) => now() - at > GONE_MS);
  if (surplus.length === 0) return;
  state.snaps = state.snaps.filter((snap) => !surplus.includes(snap));
  letGo(state, surplus, now());
  await save(turn);
}

/** A number alone may mean a segment of another history. */
async function isOurs(turn: Turn, snaps: readonly Snap[]): Promise<boolean> {
  if (!holds(turn, 'compare-bytes')) return true;
  const own = await Promise.all(snaps.map(({ place }) => turn.store.segment(place[0])));
  return snaps.every(({ place }, i) => !own[i] || own[i].digest === place[1]);
}

function letGo(state: SyncState, snaps: readonly Snap[], at: number): void {
  const named = new Set(state.snaps.flatMap(({ chunks }) => chunks.map(([name]) => name)));
  for (const { version, chunks } of snaps) {
    state.oldSnaps.push(version);
    for (const [name] of chunks) if (!named.has(name)) state.unnamed[name] ??= at;
  }
}

/**
 * Somebody was erased: what was sealed before the newest snapshot still tells of them, here and on the remote, and goes
 * at once. The snapshot stands for it.
 * @returns own segments that are not kept any more.
 */
export function cleanAway(state: SyncState, through: number): number[] {
  const forget = range(state.floor, through);
  state.floor = Math.max(state.floor, through + 1);
  const older = state.snaps.slice(0, -1);
  state.snaps = state.snaps.slice(-1);
  letGo(state, older, 0);
  // Also what was let go before, and would have stayed a while longer.
  for (const name of Object.keys(state.unnamed)) state.unnamed[name] = 0;
  return forget;
}

/** Takes away from the remote what the own head, as it stands there, does not speak of any more. */
export async function sweep(turn: Turn): Promise<void> {
  const { state, remote, now } = turn;
  const paths: string[] = [];
  const segments = range(state.cleared, state.floor - 1).slice(0, AT_ONCE);
  paths.push(...segments.map((seq) => ownSegmentPath(state, seq)));
  const snaps = state.oldSnaps.slice(0, AT_ONCE);
  paths.push(...snaps.map((version) => pathOf.manifest(state.space, state.replica, version)));
  const chunks = Object.keys(state.unnamed)
    .filter((name) => now() - state.unnamed[name]! > GONE_MS)
    .slice(0, AT_ONCE);
  paths.push(...chunks.map((name) => pathOf.chunk(state.space, state.replica, name)));
  if (paths.length === 0) return;
  for (const path of paths) await remote.remove(path);
  state.cleared += segments.length;
  state.oldSnaps = state.oldSnaps.slice(snaps.length);
  for (const name of chunks) delete state.unnamed[name];
  await save(turn);
}
