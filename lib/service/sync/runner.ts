import { Failure } from '../../domain/failure.ts';
import type { RecoveryKit, StoreTest, SyncBeginning } from '../../domain/sync-desk.ts';
import { waitFor } from '../../domain/sync-pace.ts';
import { nameOfPlace, originOfPlace, type StorePlace } from '../../domain/sync-place.ts';
import { countSynced } from '../../store/ledger.ts';
import type { Book } from '../../store/schema.ts';
import { readPicked, readSyncPlace, writeSyncPlace } from '../../store/sync-book.ts';
import { type Remote, RemoteError } from '../../sync/remote.ts';
import type { SyncFolder } from '../../sync/remotes/folder.ts';
import type { HttpOptions } from '../../sync/remotes/http.ts';
import { openPlace, type SyncPlace } from './open-place.ts';
import { tryStore } from './try-store.ts';

/** What the runner asks of the protocol. Each call may die anywhere, and writes down itself how it stands. */
export interface SyncEngine {
  /**
   * Begins a space at the store, or joins the one whose kit and passphrase are given.
   * @returns the kit of a space that was begun; null when one was joined.
   * @throws Failure, RemoteError
   */
  begin(
    book: Book,
    remote: Remote,
    how: Pick<SyncBeginning, 'device' | 'passphrase' | 'kit'> & { place: SyncPlace },
  ): Promise<{ code: string; space: string } | null>;
  /**
   * Some steps, until all is in step or the time is over.
   * @returns what was found: `changed` when anything came or went.
   * @throws RemoteError after it was written down.
   */
  run(book: Book, remote: Remote, isOver: () => boolean): Promise<{ more: boolean; changed: boolean }>;
  /** The emptied store is the right one. */
  refill(book: Book): Promise<void>;
  /** Ends it on this device; every row stays. */
  leave(book: Book): Promise<void>;
}

export interface RunnerDeps {
  book(): Promise<Book>;
  engine: SyncEngine;
  /** Milliseconds since 1970. */
  now(): number;
  /** Lower-case letters and digits that nobody else has. */
  randomId(): string;
  /** Runs the work unless another runner is at it (`navigator.locks`, `ifAvailable`). */
  alone<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Whether the browser lets this origin be asked. */
  isGranted(origin: string): Promise<boolean>;
  /** The seller stopped it for a while. */
  isStopped(): Promise<boolean>;
  fetch?: HttpOptions['fetch'];
}

/** One turn gives the worker back after this; the next one goes on. */
const TURN_MS = 5_000;

/** A turn while another runner has the lock. */
const TAKEN_MS = 2_000;

/**
 * Runs the protocol on this device, one runner at a time. What it keeps in memory is only how eagerly to ask: a worker
 * that dies loses nothing.
 */
export class SyncRunner {
  readonly #deps: RunnerDeps;
  #failures = 0;
  #nextAt = 0;
  #changedAt = Number.NEGATIVE_INFINITY;
  #remote: { place: string; remote: Remote } | null = null;
  #counted = { requests: 0, sent: 0, received: 0 };

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  /** Something was written here: the store is asked soon, and often for a while. */
  touched(): void {
    this.#changedAt = this.#deps.now();
    if (this.#failures === 0) this.#nextAt = 0;
  }

  /**
   * One turn, if it is time.
   * @param visible a card or the dashboard is in sight.
   * @param asked the seller pressed "now".
   * @returns milliseconds until the next turn; null: not before something happens.
   */
  async turn(visible: boolean, asked = false): Promise<number | null> {
    if (asked) {
      this.#failures = 0;
      this.#nextAt = 0;
      this.#changedAt = this.#deps.now();
    }
    const wait = this.#nextAt - this.#deps.now();
    // A clock that was set back must not keep it waiting.
    if (wait > 0 && wait < 3_600_000) return wait;
    const next = await this.#deps.alone(() => this.#turn(visible));
    if (next === undefined) return TAKEN_MS;
    this.#nextAt = next === null ? 0 : this.#deps.now() + next;
    return next;
  }

  async #turn(visible: boolean): Promise<number | null> {
    const { now, engine } = this.#deps;
    const book = await this.#deps.book();
    const place = await readSyncPlace<SyncPlace>(book);
    if (place === null || (await this.#deps.isStopped())) return null;
    const until = now() + TURN_MS;
    try {
      const { more, changed } = await engine.run(book, this.#open(place), () => now() >= until);
      this.#failures = 0;
      if (changed) this.#changedAt = now();
      return this.#wait(visible, more, null);
    } catch (error) {
      this.#failures += 1;
      return this.#wait(visible, false, error instanceof RemoteError ? error.retryAfterMs : null);
    } finally {
      await this.#count(book);
    }
  }

  #wait(visible: boolean, more: boolean, retryAfterMs: number | null): number {
    const [now, changedAt, failures] = [this.#deps.now(), this.#changedAt, this.#failures];
    return waitFor({ now, changedAt, visible, failures, retryAfterMs, more });
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
  async begin({ place, ...how }: SyncBeginning): Promise<RecoveryKit | null> {
    const book = await this.#deps.book();
    const folder = place === null ? await readPicked<SyncFolder>(book) : null;
    const chosen: SyncPlace | null = place ?? (folder && { kind: 'folder', folder });
    if (chosen === null) throw new Failure('folder-lost');
    try {
      const made = await this.#deps.engine.begin(book, this.#open(chosen), { ...how, place: chosen });
      await writeSyncPlace(book, chosen);
      const store = chosen.kind === 'folder' ? chosen.folder.name : nameOfPlace(chosen);
      return made && { ...made, store, at: this.#deps.now() };
    } catch (error) {
      throw error instanceof RemoteError ? new Failure('store', error.kind) : error;
    } finally {
      await this.#count(book);
    }
  }

  async refill(): Promise<void> {
    await this.#deps.engine.refill(await this.#deps.book());
  }

  /** Turns it off on this device. Nothing is deleted, here or at the store. */
  async end(): Promise<void> {
    const book = await this.#deps.book();
    await writeSyncPlace(book, null);
    await this.#deps.engine.leave(book);
    this.#remote = null;
  }

  /** The same remote as long as the place is the same: it knows the store's clock, and that its credentials have worked. */
  #open(place: SyncPlace): Remote {
    const name = place.kind === 'folder' ? 'folder' : JSON.stringify(place);
    if (place.kind === 'folder' || this.#remote?.place !== name)
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
