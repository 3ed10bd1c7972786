import { cleanAway } from './collect.ts';
import { type ChunkPlain, type ManifestPlain, pathOf } from './log.ts';
import { RemoteError } from './remote.ts';
import type { Making } from './state.ts';
import { putOwn, save, type Turn, vector } from './turn.ts';

const DAY_MS = 86_400_000;
/** A new snapshot after so many writes, or after a week in which there were any. */
const SNAPSHOT_OPS = 5_000;
const SNAPSHOT_MS = 7 * DAY_MS;

/** Makes a snapshot when there is reason to; goes on with one under way. Its manifest is written last. */
export async function takeSnapshot(turn: Turn): Promise<void> {
  const { state } = turn;
  if (!state.making && !isDue(turn)) return;
  state.making ??= begin(turn);
  const { making } = state;
  const there = await chunksThere(turn);
  while (!isWhole(making)) {
    if (turn.isOver()) return;
    const { ops, rows, next } = await turn.store.range(making.after);
    if (ops.length > 0) {
      const chunk = { o: ops };
      const name = await turn.codec.nameOf(chunk);
      const size = there.get(name) ?? (await putChunk(turn, name, chunk));
      making.chunks.push([name, size, rows]);
    }
    making.after = next ?? END;
    await save(turn);
  }
  await finish(turn, making);
}

/** After the last row. */
const END = { table: '~', id: '' };
const isWhole = (making: Making): boolean => making.after?.table === END.table;

function isDue({ state, now }: Turn): boolean {
  if (state.healWanted || state.cleanWanted || state.opsSince > SNAPSHOT_OPS) return true;
  return state.opsSince > 0 && now() - state.snapAt > SNAPSHOT_MS;
}

function begin({ state, now }: Turn): Making {
  const making: Making = {
    version: state.snapVersion + 1,
    // What is read from here on is in it too; it may hold more than it says, never less.
    v: vector(state),
    after: null,
    chunks: [],
    heals: state.healWanted,
    cleans: state.cleanWanted,
    at: now(),
  };
  state.healWanted = false;
  state.cleanWanted = false;
  state.snapVersion = making.version;
  state.opsSince = 0;
  return making;
}

/** Own chunks that lie on the remote in full length: they are not sent again. */
async function chunksThere({ remote, state }: Turn): Promise<Map<string, number>> {
  const folder = pathOf.chunks(state.space, state.replica);
  const sent = new Map(
    [...state.snaps, ...(state.making ? [state.making] : [])].flatMap(({ chunks }) =>
      chunks.map(([name, size]) => [name, size] as const),
    ),
  );
  const listed = await remote.list(folder);
  return new Map(
    listed
      .map(({ path, size }) => [path.slice(folder.length), size] as const)
      .filter(([name, size]) => sent.get(name) === size),
  );
}

async function putChunk(turn: Turn, name: string, chunk: ChunkPlain): Promise<number> {
  const { state, codec } = turn;
  const path = pathOf.chunk(state.space, state.replica, name);
  const bytes = await codec.seal('chunk', path, { replica: state.replica, seq: 0, prev: '' }, chunk);
  await putOwn(turn, 'chunk', path, bytes, await codec.digest(bytes));
  return bytes.length;
}

async function finish(turn: Turn, making: Making): Promise<void> {
  const { state, codec } = turn;
  const plain: ManifestPlain = { v: making.v, chunks: making.chunks, at: making.at, schema: turn.schema };
  const path = pathOf.manifest(state.space, state.replica, making.version);
  const sealing = { replica: state.replica, seq: making.version, prev: '' };
  const bytes = await codec.seal('manifest', path, sealing, plain);
  if (!(await putOwn(turn, 'manifest', path, bytes, await codec.digest(bytes))))
    throw new RemoteError('unreachable');
  const place = making.v[state.replica] ?? [0, ''];
  state.snaps.push({ version: making.version, at: making.at, place, chunks: making.chunks });
  for (const [name] of making.chunks) delete state.unnamed[name];
  state.making = null;
  state.snapAt = turn.now();
  if (making.heals) state.heal += 1;
  const forget = making.cleans ? cleanAway(state, place[0]) : [];
  await save(turn, { forget });
}
