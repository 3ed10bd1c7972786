import { Failure } from '../../domain/failure.ts';
import {
  DEFAULT_OPTIONS,
  type ImportNow,
  type ImportOptions,
  type ImportProgress,
  type ImportState,
  type Target,
} from '../../domain/transfer.ts';
import { type ImportJob, importJobs, removeJob, writeJob } from '../../store/jobs.ts';
import type { RunDeps } from '../../store/run.ts';
import type { Book } from '../../store/schema.ts';
import { unseal } from '../export/seal.ts';
import { failureOf } from '../failure-view.ts';
import { type Backup, checkBackup } from './backup.ts';
import type { Census } from './census.ts';
import { type DraftSource, tableDrafts } from './drafts.ts';
import { kindOf } from './file-kind.ts';
import { newJob, runImport, settingOf, undoImport } from './job.ts';
import { lookThrough } from './look.ts';
import { lookThroughBackup, runRestore } from './restore.ts';
import { type FileMark, markOf, openCsv, type TableSource } from './source.ts';
import { openVcards } from './vcard.ts';
import { openXlsx } from './xlsx.ts';

/** Where the file lies while its import is open, so that it can go on after the browser was closed. */
export interface FileShelf {
  keep(id: string, file: Blob): Promise<void>;
  find(id: string): Promise<Blob | null>;
  drop(id: string): Promise<void>;
  /** Takes away all but these: copies whose import never began, because the tab was closed first. */
  sweep(kept: readonly string[]): Promise<void>;
}

export interface ImportDeps extends RunDeps {
  book(): Promise<Book>;
  shelf: FileShelf;
  newId(): string;
  /** ISO 3166 country of telephone numbers that do not say theirs. */
  region: string;
  /** Name of the custom field for handles that link nobody. */
  looseField: string;
  changed(state: ImportState): void;
  /** Runs the work unless another window is at one like it: null then. */
  alone<T>(work: () => Promise<T>): Promise<T | null>;
}

interface Open {
  mark: FileMark;
  file: Blob;
  table: TableSource | null;
  source: DraftSource | null;
  /** A backup that was read to its end, every sum right. */
  backup: Backup | null;
  exact: boolean;
  census: Census | null;
  options: ImportOptions;
  total: number;
}

/** The import as the dashboard drives it, one file at a time. Says what is going on through `changed`. */
export class ImportWork {
  readonly #deps: ImportDeps;
  #now: ImportNow = { phase: 'idle' };
  #records: ImportState['records'] = [];
  #open: Open | null = null;
  #sealed: File | null = null;
  #ending = new AbortController();

  constructor(deps: ImportDeps) {
    this.#deps = deps;
  }

  /** Begins: an import that was cut off is offered again. */
  async begin(): Promise<void> {
    const book = await this.#deps.book();
    const open = (await importJobs(book)).find((job) => job.state === 'open');
    // Another window may be at it right now: then its copies are not touched.
    await this.#deps.alone(() => this.#deps.shelf.sweep(open ? [open.id] : []));
    await this.#tell(
      open ? { phase: 'stopped', progress: progressOf(open), failure: null } : { phase: 'idle' },
    );
  }

  async open(file: File): Promise<void> {
    await this.#guarded(file.name, async (signal) => {
      await this.#tell({ phase: 'looking', file: file.name, share: 0 });
      if ((await kindOf(file)) === 'sealed') {
        this.#sealed = file;
        return this.#tell({ phase: 'sealed', file: file.name, wrong: false });
      }
      await this.#openPlain(file, file.name, signal);
    });
  }

  /** The passphrase of a sealed backup. */
  async unseal(passphrase: string): Promise<void> {
    const file = this.#sealed;
    if (!file) return;
    await this.#guarded(file.name, async (signal) => {
      await this.#tell({ phase: 'looking', file: file.name, share: 0 });
      let plain: Blob;
      try {
        const packed = (await unseal(file, passphrase)).pipeThrough(new DecompressionStream('gzip'));
        plain = await new Response(packed).blob();
      } catch (error) {
        if (error instanceof Failure && error.code === 'passphrase-wrong')
          return this.#tell({ phase: 'sealed', file: file.name, wrong: true });
        // Whatever the unpacking says of it: the file is not what was written.
        throw error instanceof Failure ? error : new Failure('file-damaged');
      }
      this.#sealed = null;
      await this.#openPlain(plain, file.name, signal);
    });
  }

  async #openPlain(file: Blob, name: string, signal: AbortSignal): Promise<void> {
    const mark = await markOf(file, name);
    const opened = await openSource(
      file,
      this.#deps.region,
      (share) => void this.#tell({ phase: 'looking', file: name, share }),
    );
    signal.throwIfAborted();
    this.#open = { mark, file, ...opened, exact: false, census: null, options: DEFAULT_OPTIONS, total: 0 };
    await this.#look(signal);
  }

  async look(targets: Target[], options: ImportOptions): Promise<void> {
    const open = this.#open;
    if (!open) return;
    await this.#guarded(open.mark.name, async (signal) => {
      if (open.table) open.source = tableDrafts(open.table, this.#deps.region, targets);
      open.options = options;
      await this.#look(signal);
    });
  }

  async #look(signal: AbortSignal): Promise<void> {
    const open = this.#open!;
    const { mark, source, options, backup, file } = open;
    const book = await this.#deps.book();
    const onShare = (share: number) => void this.#tell({ phase: 'looking', file: mark.name, share });
    if (backup) {
      const look = await lookThroughBackup(book, file, mark.name, backup, options, signal, onShare);
      Object.assign(open, { exact: look.exact, total: backup.end.rows });
      return this.#tell({ phase: 'ready', look });
    }
    if (!source) return;
    const setting = await settingOf(book, source, mark, options, this.#deps.now(), this.#deps.looseField);
    const { look, census } = await lookThrough(book, source, mark.name, setting, options, signal, onShare);
    if (look.counts.rows === 0) throw new Failure('file-empty');
    Object.assign(open, { census, total: look.counts.rows });
    await this.#tell({ phase: 'ready', look });
  }

  async start(): Promise<void> {
    const open = this.#open;
    if (!open || this.#now.phase !== 'ready' || this.#now.look.lying.length > 0) return;
    const { mark, options, total } = open;
    const source = open.source ?? { kind: 'backup' as const, targets: [] };
    const id = this.#deps.newId();
    const job = {
      ...newJob(mark, source, options, total, Math.trunc(this.#deps.now()), id),
      exact: open.exact,
    };
    await this.#run(job, open, () => this.#deps.shelf.keep(job.id, open.file));
  }

  /** Goes on where it was stopped, or where the browser died. */
  async resume(): Promise<void> {
    if (this.#now.phase !== 'stopped') return;
    const { id, file: name } = this.#now.progress;
    await this.#guarded(name, async () => {
      const job = (await importJobs(await this.#deps.book())).find((one) => one.id === id);
      const file = await this.#deps.shelf.find(id);
      if (!job || !file) throw new Failure('not-found', name);
      const opened = await openSource(file, this.#deps.region);
      const source = opened.table ? tableDrafts(opened.table, this.#deps.region, job.targets) : opened.source;
      const mark = { name: job.file, size: job.size, hash: job.hash };
      const { options, total, exact = false } = job;
      await this.#run(job, { mark, file, ...opened, source, exact, census: null, options, total });
    });
  }

  async #run(start: ImportJob, open: Open, before?: () => Promise<void>): Promise<void> {
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    let job = start;
    const show = (newest: ImportJob) => {
      job = newest;
      void this.#tell({ phase: 'running', progress: progressOf(newest), stopping: signal.aborted });
    };
    try {
      show(start);
      const ended = await this.#deps.alone(async () => {
        await before?.();
        return this.#write(start, open, signal, show);
      });
      if (ended === null) throw new Failure('busy');
      job = ended;
      if (job.state === 'open')
        return await this.#tell({ phase: 'stopped', progress: progressOf(job), failure: null });
      await this.#deps.shelf.drop(job.id);
      this.#open = null;
      await this.#tell({ phase: 'done', progress: progressOf(job) });
    } catch (error) {
      const stopped = signal.aborted ? null : failureOf(error);
      await this.#tell({ phase: 'stopped', progress: progressOf(job), failure: stopped });
    }
  }

  async #write(start: ImportJob, open: Open, signal: AbortSignal, onPage: (job: ImportJob) => void) {
    const { mark, file, source, backup, exact, census, options } = open;
    const book = await this.#deps.book();
    const common = { book, deps: this.#deps, signal };
    if (backup) return runRestore(start, { ...common, file, backup, exact, onPart: onPage });
    if (!source) throw new Failure('file-unknown');
    const setting = await settingOf(book, source, mark, options, start.at, this.#deps.looseField);
    return runImport(start, { ...common, source, setting, census, onPage });
  }

  /** Ends after the page that is being written. */
  stop(): void {
    this.#ending.abort();
    if (this.#now.phase === 'running') void this.#tell({ ...this.#now, stopping: true });
    if (this.#now.phase === 'looking') void this.close();
  }

  async close(): Promise<void> {
    const now = this.#now;
    this.#ending.abort();
    this.#open = null;
    this.#sealed = null;
    if (now.phase === 'stopped') {
      const book = await this.#deps.book();
      const job = (await importJobs(book)).find((one) => one.id === now.progress.id);
      // What it wrote stays, and can be taken back like any import.
      if (job) await this.#settle(book, job);
      await this.#deps.shelf.drop(now.progress.id);
    }
    await this.#tell({ phase: 'idle' });
  }

  async #settle(book: Book, job: ImportJob): Promise<void> {
    if (job.exact) return writeJob(book, { ...job, state: 'exact' });
    if (job.changes.length === 0) return removeJob(book, job.id);
    await writeJob(book, { ...job, state: 'done' });
  }

  async undo(id: string): Promise<void> {
    const book = await this.#deps.book();
    const job = (await importJobs(book)).find((one) => one.id === id);
    if (!job || job.state === 'undone' || job.state === 'exact') return;
    await this.#guarded(job.file, async () => {
      const onShare = (share: number) => void this.#tell({ phase: 'undoing', file: job.file, share });
      onShare(0);
      const kept = await this.#deps.alone(() => undoImport(book, job, this.#deps, onShare));
      if (kept === null) throw new Failure('busy');
      await this.#deps.shelf.drop(id);
      await this.#tell({ phase: 'undone', file: job.file, kept });
    });
  }

  /** Runs one act; a failure is told with the file's name, and nothing of the book has changed. */
  async #guarded(file: string, act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    try {
      await act(signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#open = null;
      await this.#tell({ phase: 'failed', file, failure: failureOf(error) });
    }
  }

  async #tell(now: ImportNow): Promise<void> {
    this.#now = now;
    if (now.phase !== 'looking' && now.phase !== 'running' && now.phase !== 'undoing')
      this.#records = await this.#readRecords();
    this.#deps.changed({ now: this.#now, records: this.#records });
  }

  async #readRecords(): Promise<ImportState['records']> {
    const jobs = await importJobs(await this.#deps.book());
    return jobs
      .filter(({ state }) => state !== 'open')
      .map(({ id, file, at, counts, state }) => ({
        id,
        file,
        at,
        counts,
        undone: state === 'undone',
        undoable: state === 'done',
      }));
  }
}

/** The file as drafts. @throws Failure when it is none that can be read. */
async function openSource(
  file: Blob,
  region: string,
  onShare: (share: number) => void = () => undefined,
): Promise<Pick<Open, 'table' | 'source' | 'backup'>> {
  const kind = await kindOf(file);
  if (kind === 'backup') return { table: null, source: null, backup: await checkBackup(file, onShare) };
  if (kind === 'vcard') return { table: null, source: await openVcards(file, region), backup: null };
  if (kind === 'sealed') throw new Failure('file-unknown');
  const table = kind === 'xlsx' ? await openXlsx(file) : await openCsv(file);
  return { table, source: tableDrafts(table, region), backup: null };
}

function progressOf({ id, file, counts, total, doubtful }: ImportJob): ImportProgress {
  return { id, file, done: counts.rows, total, counts, doubtful };
}
