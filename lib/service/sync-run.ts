import type { SyncDevice, SyncProblem, SyncView } from '../domain/sync-view.ts';
import { type Book, withBook, writing } from '../store/schema.ts';
import { replayDeferred } from '../store/sync-apply.ts';
import { putSync, readSync, type StoredView, syncView } from '../store/sync-state.ts';
import { newReplica, ownerOf } from '../sync/keys.ts';
import type { Members } from '../sync/members.ts';
import { failureWait } from '../sync/poll.ts';
import { type Remote, RemoteError } from '../sync/remote.ts';
import type { SyncState } from '../sync/state.ts';
import { syncStep } from '../sync/step.ts';
import {
  codecOf,
  fetchEpochs,
  membersOf,
  readRecords,
  readSelf,
  type SyncDeps,
  type SyncSelf,
  writeSelf,
} from './sync-self.ts';
import { bookSyncStore, SyncEnded } from './sync-store.ts';

/** One runner over all contexts of a book. */
export const SYNC_LOCK = 'beside-sync';
/** Version of the rows' schema, told to other devices. */
const SCHEMA = 1;
/** A step is a turn of this long, so that a worker that is put to sleep loses little. Milliseconds. */
const STEP_MS = 1_000;

/** How syncing stands now; the query `sync` is the same, live. */
export const syncState = syncView;

/**
 * Syncs until there is nothing left to do, or `turns` steps are over. Never rejects for what a remote does: the view says
 * what is wrong, since when, and when to try again.
 * @returns null where another runner is at it.
 */
export async function syncNow(
  book: Book,
  remote: Remote,
  deps: SyncDeps,
  turns = 10_000,
): Promise<SyncView | null> {
  const alone = deps.alone ?? (<T>(work: () => Promise<T>) => work());
  return alone(async () => {
    const self = await readSelf(book);
    if (!self) return syncView(book);
    const meter = metered(remote);
    try {
      await say(book, meter, { phase: 'working' });
      const problem = await steps(book, meter.remote, self, deps, turns);
      await tell(book, meter, self, deps, problem);
    } catch (error) {
      if (error instanceof SyncEnded) return syncView(book);
      // Whatever it was: a sync that stands still must be seen to.
      await tell(book, meter, self, deps, error instanceof RemoteError ? error : 'failed');
    }
    return syncView(book);
  });
}

async function steps(
  book: Book,
  remote: Remote,
  self: SyncSelf,
  deps: SyncDeps,
  turns: number,
): Promise<SyncProblem | null> {
  await withBook(book, () => writing(book, () => replayDeferred(book, deps.now())));
  const store = bookSyncStore(book, {
    now: deps.now,
    ...(deps.lock && { lock: deps.lock }),
    roots: () => self.roots,
  });
  let isRead = false;
  for (let turn = 0; turn < turns; turn++) {
    const members = await membersOf(self);
    if (members.find(self.device.id)?.isRemoved) return 'removed';
    const until = deps.now() + STEP_MS;
    const counts = members.counts();
    let isBehind = false;
    const end = await syncStep({
      remote,
      store,
      codec: await codecOf(self, members),
      now: deps.now,
      newReplica: () => newReplica(self.device.id),
      isOver: () => deps.now() > until,
      schema: SCHEMA,
      members: counts,
      sawHead: (head) => {
        isBehind ||= head === null || Object.entries(head.m).some(([writer, n]) => n > (counts[writer] ?? 0));
        return isBehind && !isRead;
      },
    });
    if (end === 'emptied') return 'emptied';
    // Once in a run: whoever stays unknown is asked about again the next time.
    if (isBehind && !isRead) {
      isRead = true;
      const isNews = await readRecords(remote, self);
      const isKey = await fetchEpochs(remote, self, self.device);
      if (isNews || isKey) await writeSelf(book, self);
      continue;
    }
    const { peers } = await store.load();
    if (end === 'done')
      return Object.values(peers).some(({ problem }) => problem === 'newer') ? 'newer' : null;
  }
  return null;
}

interface Meter {
  remote: Remote;
  up: number;
  down: number;
}

/** Counts what goes out and comes in. */
function metered(remote: Remote): Meter {
  const meter: Meter = {
    up: 0,
    down: 0,
    remote: {
      capabilities: remote.capabilities,
      list: (folder) => remote.list(folder),
      remove: (path) => remote.remove(path),
      async get(path, options) {
        const got = await remote.get(path, options);
        meter.down += got.bytes?.length ?? 0;
        return got;
      },
      put(path, bytes, options) {
        meter.up += bytes.length;
        return remote.put(path, bytes, options);
      },
    },
  };
  return meter;
}

async function tell(
  book: Book,
  meter: Meter,
  self: SyncSelf,
  deps: SyncDeps,
  wrong: SyncProblem | RemoteError | null,
): Promise<void> {
  const [before, stored, members] = await Promise.all([
    readSync(book, 'sync/view'),
    readSync(book, 'sync/state'),
    membersOf(self),
  ]);
  if (!before || !stored) return;
  const state = stored.state as SyncState;
  const now = deps.now();
  const kind = wrong instanceof RemoteError ? wrong.kind : wrong;
  const since = before.problem?.kind === kind ? before.problem.since : now;
  const wait = failureWait(now - since, wrong instanceof RemoteError ? wrong.retryAfterMs : null);
  await say(book, meter, {
    phase: kind === null ? 'idle' : kind === 'removed' ? 'locked' : 'waiting',
    lastAt: kind === null && state.stored === state.seq ? now : before.lastAt,
    problem: kind === null ? null : { kind, since, retryAt: now + wait },
    devices: devicesOf(self, members, state),
    held: state.held && { at: state.held.at, rows: state.held.rows },
    sealed: state.seq - state.stored,
  });
}

async function say(book: Book, meter: Meter, news: Partial<StoredView>): Promise<void> {
  await withBook(book, () =>
    writing(book, async () => {
      const before = await readSync(book, 'sync/view');
      if (!before) return;
      const bytes = { up: before.bytes.up + meter.up, down: before.bytes.down + meter.down };
      await putSync(book, 'sync/view', { ...before, ...news, bytes });
    }),
  );
  meter.up = 0;
  meter.down = 0;
}

function devicesOf(self: SyncSelf, members: Members, state: SyncState): SyncDevice[] {
  const named = members.all().filter(({ name, device }) => name !== '' || device === self.device.id);
  const devices = named.map(({ device, name, role }): SyncDevice => {
    const theirs = Object.entries(state.peers)
      .filter(([replica]) => ownerOf(replica) === ownerOf(device))
      .map(([, peer]) => peer);
    return {
      id: device,
      name,
      role,
      isOwn: device === self.device.id,
      seenAt: Math.max(0, ...theirs.map(({ seenAt }) => seenAt)),
      stuck: theirs.find(({ problem }) => problem !== null)?.problem ?? '',
    };
  });
  return devices.sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || b.seenAt - a.seenAt);
}
