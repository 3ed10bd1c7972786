import type { BulkChange, BulkNow, BulkProgress, BulkState } from '../domain/bulk.ts';
import { Failure } from '../domain/failure.ts';
import { type BulkJob, beginBulk, bulkCustomers, bulkJobs, bulkKey, writeBulk } from '../store/bulk-jobs.ts';
import { type RunDeps, runCommand } from '../store/run.ts';
import type { Book } from '../store/schema.ts';
import { failureOf } from './failure-view.ts';

/** Customers in one change of the book: some tenths of a second, in which nobody else can write. */
const PAGE = 500;

export interface BulkDeps extends RunDeps {
  book(): Promise<Book>;
  newId(): string;
  changed(state: BulkState): void;
  /** Runs the work unless another window is at one like it: null then. */
  alone<T>(work: () => Promise<T>): Promise<T | null>;
}

/**
 * Changes many customers, page by page: each page is one whole change of the book, and how far it has come is written
 * with it. All pages are taken back as one.
 */
export class BulkWork {
  readonly #deps: BulkDeps;
  #now: BulkNow = { phase: 'idle' };
  #records: BulkState['records'] = [];
  #ending = new AbortController();

  constructor(deps: BulkDeps) {
    this.#deps = deps;
  }

  /** Begins: what was cut off is offered again, unless another window is at it. */
  async begin(): Promise<void> {
    const cut = (await bulkJobs(await this.#deps.book())).find(({ state }) => isUnderWay(state));
    const free = await this.#deps.alone(async () => true);
    await this.#tell(cut && free ? stoppedAt(cut) : { phase: 'idle' });
  }

  async start(change: BulkChange, customers: string[]): Promise<void> {
    if (isBusy(this.#now) || customers.length === 0) return;
    const id = this.#deps.newId();
    const at = Math.trunc(this.#deps.now());
    const job: BulkJob = {
      ...{ key: bulkKey(id), id, change, at, total: customers.length },
      ...{ next: 0, changes: [], standing: 0, state: 'open' },
    };
    await this.#run(job, async (book) => {
      await beginBulk(book, job, customers);
      return customers;
    });
  }

  async resume(): Promise<void> {
    if (this.#now.phase !== 'stopped') return;
    const job = await this.#find(this.#now.progress.id);
    if (!job) return this.#tell({ phase: 'idle' });
    if (job.state === 'undoing') return this.undo(job.id);
    await this.#run(job, (book) => bulkCustomers(book, job.id));
  }

  async #run(begun: BulkJob, customersOf: (book: Book) => Promise<string[]>): Promise<void> {
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    let job = begun;
    const show = () => this.#tell({ phase: 'running', progress: progressOf(job), stopping: signal.aborted });
    try {
      await show();
      const ended = await this.#deps.alone(async () => {
        const book = await this.#deps.book();
        const customers = await customersOf(book);
        while (job.next < customers.length && !signal.aborted) {
          job = await this.#writePage(book, job, customers);
          await show();
        }
        return true;
      });
      if (ended === null) throw new Failure('busy');
      await this.#tell(job.state === 'done' ? { phase: 'done', progress: progressOf(job) } : stoppedAt(job));
    } catch (error) {
      await this.#tell({ ...stoppedAt(job), failure: failureOf(error) });
    }
  }

  async #writePage(book: Book, job: BulkJob, all: readonly string[]): Promise<BulkJob> {
    const customers = all.slice(job.next, job.next + PAGE);
    const next = job.next + customers.length;
    const state = next >= all.length ? 'done' : 'open';
    const written: BulkJob = { ...job, next, state, changes: [...job.changes] };
    await runCommand(
      book,
      { name: 'customers.change', args: { customers, ...job.change } },
      {
        ...this.#deps,
        alongside: async ({ change }) => {
          if (change) written.standing = written.changes.push(change);
          await writeBulk(book, written);
        },
      },
    );
    return written;
  }

  /** Ends after the page that is being written. */
  stop(): void {
    this.#ending.abort();
    if (this.#now.phase === 'running') void this.#tell({ ...this.#now, stopping: true });
  }

  async close(): Promise<void> {
    if (isBusy(this.#now)) return;
    const job = this.#now.phase === 'stopped' ? await this.#find(this.#now.progress.id) : null;
    if (job) await writeBulk(await this.#deps.book(), { ...job, state: 'done' });
    await this.#tell({ phase: 'idle' });
  }

  /** Takes all of its changes back, newest first. What was changed again since stays, and is counted. */
  async undo(id: string): Promise<void> {
    if (isBusy(this.#now)) return;
    const found = await this.#find(id);
    if (!found || found.state === 'undone') return;
    let job = found;
    try {
      const kept = await this.#deps.alone(async () => {
        const book = await this.#deps.book();
        let sum = 0;
        while (job.state !== 'undone') {
          const share = 1 - job.standing / Math.max(1, job.changes.length);
          await this.#tell({ phase: 'undoing', progress: progressOf(job), share });
          const step = await this.#takeBack(book, job);
          job = step.job;
          sum += step.kept;
        }
        return sum;
      });
      if (kept === null) throw new Failure('busy');
      await this.#tell({ phase: 'undone', progress: progressOf(job), kept });
    } catch (error) {
      await this.#tell({ ...stoppedAt(job), failure: failureOf(error) });
    }
  }

  async #takeBack(book: Book, job: BulkJob): Promise<{ job: BulkJob; kept: number }> {
    const standing = Math.max(0, job.standing - 1);
    const change = job.changes[job.standing - 1];
    const left: BulkJob = { ...job, standing, state: standing > 0 ? 'undoing' : 'undone' };
    const alongside = () => writeBulk(book, left);
    try {
      if (!change) await alongside();
      else {
        const command = { name: 'change.undo' as const, args: { change } };
        return { job: left, kept: (await runCommand(book, command, { ...this.#deps, alongside })).kept };
      }
    } catch (error) {
      // Taken back by hand already.
      if (!(error instanceof Failure && error.code === 'not-undoable')) throw error;
      await alongside();
    }
    return { job: left, kept: 0 };
  }

  async #find(id: string): Promise<BulkJob | undefined> {
    return (await bulkJobs(await this.#deps.book())).find((job) => job.id === id);
  }

  async #tell(now: BulkNow): Promise<void> {
    this.#now = now;
    if (!isBusy(now)) this.#records = (await bulkJobs(await this.#deps.book())).map(recordOf);
    this.#deps.changed({ now: this.#now, records: this.#records });
  }
}

const isUnderWay = (state: BulkJob['state']): boolean => state === 'open' || state === 'undoing';
const isBusy = ({ phase }: BulkNow): boolean => phase === 'running' || phase === 'undoing';

function stoppedAt(job: BulkJob): Extract<BulkNow, { phase: 'stopped' }> {
  return { phase: 'stopped', progress: progressOf(job), undoing: job.state === 'undoing', failure: null };
}

function progressOf({ id, change, next, total }: BulkJob): BulkProgress {
  return { id, change, done: next, total };
}

function recordOf({ id, change, at, next, changes, state }: BulkJob): BulkState['records'][number] {
  return { id, change, at, customers: next, changes, undone: state === 'undone' };
}
