import { Failure } from '../domain/failure.ts';
import type { RecoveryKit, StoreTest, SyncBeginning } from '../domain/sync-desk.ts';
import { nameOfPlace, originOfPlace, type StorePlace } from '../domain/sync-place.ts';
import { countSynced } from '../store/ledger.ts';
import { lastChange } from '../store/living.ts';
import type { Book } from '../store/schema.ts';
import { readPicked } from '../store/sync-book.ts';
import { syncView } from '../store/sync-state.ts';
import { pollWait } from '../sync/poll.ts';
import { type Remote, RemoteError } from '../sync/remote.ts';
import { FolderRemote, type SyncFolder } from '../sync/remotes/folder.ts';
import type { HttpOptions } from '../sync/remotes/http.ts';
import { S3Remote } from '../sync/remotes/s3.ts';
import { WebdavRemote } from '../sync/remotes/webdav.ts';
import { createSync, joinSync, leaveSync, recoveryKit, refillStore } from './sync.ts';
import { syncNow } from './sync-run.ts';
import { readSelf, type SyncDeps } from './sync-self.ts';
import { tryStore } from './try-store.ts';

/** Where the sealed objects lie: a store on the network, or a folder that was picked. */
export type SyncPlace = StorePlace | { kind: 'folder'; folder: SyncFolder };

export interface RunnerDeps {
  book(): Promise<Book>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Lower-case letters and digits that nobody else has. */
  randomId(): string;
  /** The lock over all writers of the book. */
  lock<T>(work: () => Promise<T>): Promise<T>;
  /** Runs the work unless another runner is at it; null when one is. */
  alone<T>(work: () => Promise<T>): Promise<T | null>;
  /** Whether the browser lets this origin be asked. */
  isGranted(origin: string): Promise<boolean>;
  /** Rows came from other devices: bells and badges follow. */
  arrived(): void;
  /** The seller stopped it for a while. */
  isStopped(): Promise<boolean>;
  fetch?: HttpOptions['fetch'];
}

/** Steps of one turn: between two of them, stopping is heard. */
const STEPS = 20;
/** Until a turn is tried again while another runner has the lock, or while there is more to do. Milliseconds. */
const SHORTLY_MS = 300;

/**
 * Runs the protocol on this device, one runner at a time. What it keeps in memory is only how eagerly to ask: a worker
 * that dies loses nothing.
 */
export class SyncRunner {
  readonly #deps: RunnerDeps;
  #changedAt = Number.NEGATIVE_INFINITY;
  #remote: { place: string; remote: Remote } | null = null;
  #counted = { requests: 0, sent: 0, received: 0 };

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  /** Something was written here: the store is asked often for a while. */
  touched(): void {
    this.#changedAt = this.#deps.now();
  }

  /**
   * One turn, if it is time.
   * @param visible a card or the dashboard is in sight.
   * @param asked the seller pressed "now".
   * @returns milliseconds until the next turn; null: not before something happens.
   */
  async turn(visible: boolean, asked = false): Promise<number | null> {
    const { now } = this.#deps;
    const book = await this.#deps.book();
    const before = await syncView(book);
    if (before.phase === 'off' || before.phase === 'locked' || (await this.#deps.isStopped())) return null;
    const waits = before.problem ? before.problem.retryAt - now() : 0;
    if (asked) this.touched();
    // An emptied store waits for the seller's word. A clock that was set back must keep nobody waiting.
    else if (waits > 0 && waits < 3_600_000) return waits;
    try {
      const change = await lastChange(book);
      const self = await readSelf(book);
      if (!self) return null;
      const after = await syncNow(book, this.#open(self.place as SyncPlace), this.#syncDeps(), STEPS);
      if (after === null) return SHORTLY_MS;
      if ((await lastChange(book)) !== change || after.bytes.up !== before.bytes.up) this.touched();
      if (after.bytes.down !== before.bytes.down) this.#deps.arrived();
      if (after.problem) return Math.max(0, after.problem.retryAt - now());
      return after.waiting > 0 ? SHORTLY_MS : pollWait(now(), this.#changedAt, visible);
    } finally {
      await this.#count(book);
    }
  }

  /** Tries a store out; what it sends is counted like everything else. */
  async test(place: StorePlace): Promise<StoreTest> {
    if (!(await this.#deps.isGranted(originOfPlace(place))))
      return { verdict: 'blocked', passed: [], guards: null, skewMs: null, tookMs: 0 };
    const { now, randomId } = this.#deps;
    const tested = await tryStore(openPlace(place, this.#options()), { now, randomName: randomId });
    await this.#count(await this.#deps.book());
    return tested;
  }

  /** @throws Failure `passphrase-wrong`, `kit-wrong`, `not-found`, `store` with the verdict as its detail. */
  async begin({ place, device: name, passphrase, kit }: SyncBeginning): Promise<RecoveryKit | null> {
    const book = await this.#deps.book();
    const folder = place === null ? await readPicked<SyncFolder>(book) : null;
    const chosen: SyncPlace | null = place ?? (folder && { kind: 'folder', folder });
    if (chosen === null) throw new Failure('folder-lost');
    const remote = this.#open(chosen);
    const how = { passphrase, name, place: chosen };
    try {
      if (kit !== null) {
        await joinSync(book, remote, { ...how, kit }, this.#syncDeps());
        return null;
      }
      const { kit: code, space } = await createSync(book, remote, how, this.#syncDeps());
      return { code, space, store: placeName(chosen), at: this.#deps.now() };
    } catch (error) {
      throw error instanceof RemoteError ? new Failure('store', error.kind) : error;
    } finally {
      await this.#count(book);
    }
  }

  /** The kit of this device once more; null where it holds none. */
  async kit(): Promise<RecoveryKit | null> {
    const book = await this.#deps.book();
    const [code, self] = await Promise.all([recoveryKit(book), readSelf(book)]);
    if (code === null || self === null) return null;
    const { space, place } = self;
    return { code, space, store: placeName(place as SyncPlace), at: this.#deps.now() };
  }

  async refill(): Promise<void> {
    await refillStore(await this.#deps.book());
  }

  /** Turns it off on this device. Nothing is deleted, here or at the store. */
  async end(): Promise<void> {
    await leaveSync(await this.#deps.book());
    this.#remote = null;
  }

  #syncDeps(): SyncDeps {
    const { now, lock, alone } = this.#deps;
    return { now, lock, alone };
  }

  /** The same remote as long as the place is the same: it knows the store's clock, and that its credentials have worked. */
  #open(place: SyncPlace): Remote {
    if (place.kind === 'folder') return openPlace(place, this.#options());
    const name = JSON.stringify(place);
    if (this.#remote?.place !== name)
      this.#remote = { place: name, remote: openPlace(place, this.#options()) };
    return this.#remote.remote;
  }

  #options(): HttpOptions {
    return {
      now: this.#deps.now,
      ...(this.#deps.fetch && { fetch: this.#deps.fetch }),
      onBytes: (sent, received) => {
        this.#counted.requests += 1;
        this.#counted.sent += sent;
        this.#counted.received += received;
      },
    };
  }

  async #count(book: Book): Promise<void> {
    if (this.#counted.requests === 0) return;
    const counted = this.#counted;
    this.#counted = { requests: 0, sent: 0, received: 0 };
    await countSynced(book, counted, this.#deps.now());
  }
}

const placeName = (place: SyncPlace): string =>
  place.kind === 'folder' ? place.folder.name : nameOfPlace(place);

function openPlace(place: SyncPlace, options: HttpOptions): Remote {
  if (place.kind === 's3') return new S3Remote(place, options);
  if (place.kind === 'webdav') return new WebdavRemote(place, options);
  return new FolderRemote(place.folder, options);
}
