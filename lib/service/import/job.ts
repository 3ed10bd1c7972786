import { Failure } from '../../domain/failure.ts';
import { type ImportOptions, NO_COUNTS } from '../../domain/transfer.ts';
import { type ImportJob, jobKey, writeJob } from '../../store/jobs.ts';
import { type RunDeps, runCommand } from '../../store/run.ts';
import type { Book } from '../../store/schema.ts';
import { tagIds } from '../../store/tag-ids.ts';
import type { Census } from './census.ts';
import type { Draft } from './draft.ts';
import type { DraftSource } from './drafts.ts';
import { censusOf, count, judgePage, pagesOf, sampleOf } from './pages.ts';
import type { RowSetting } from './rows.ts';
import type { FileMark } from './source.ts';

/** Doubtful rows that are kept with the job, to be looked at afterwards. */
const DOUBTFUL_KEPT = 200;
/** Somebody else may take a key between the look at the book and the write: then the page is looked at again. */
const TRIES = 4;

const rowPrefix = (hash: string): string => `imp-${hash}-`;

/** What all rows of one file have in common. */
export async function settingOf(
  book: Book,
  source: Pick<DraftSource, 'site'>,
  mark: FileMark,
  options: ImportOptions,
  at: number,
  looseField: string,
): Promise<RowSetting> {
  return {
    prefix: rowPrefix(mark.hash),
    at,
    evidence: { by: 'import', at, from: mark.name.slice(0, 120) },
    overwrite: options.overwrite,
    site: source.site,
    looseField,
    tags: await tagIds(book),
  };
}

/** A job that has written nothing yet. */
export function newJob(
  mark: FileMark,
  source: Pick<DraftSource, 'kind' | 'targets'>,
  options: ImportOptions,
  total: number,
  at: number,
  id: string,
): ImportJob {
  return {
    key: jobKey(id),
    id,
    file: mark.name,
    size: mark.size,
    hash: mark.hash,
    kind: source.kind,
    targets: source.targets,
    options,
    at,
    total,
    next: 0,
    counts: { ...NO_COUNTS },
    doubtful: [],
    changes: [],
    state: 'open',
  };
}

export interface RunImport {
  book: Book;
  source: DraftSource;
  setting: RowSetting;
  /** From the dry run; counted anew when the browser was closed since. */
  census: Census | null;
  deps: RunDeps;
  signal: AbortSignal;
  onPage(job: ImportJob): void;
}

/**
 * Writes a file into the book, one page a change, from where the job stands. The page, and that the job has come past
 * it, are one transaction: a browser that dies in between has either both or neither, so nothing is ever doubled.
 * Ends early when stopped; the job then stays open.
 * @throws Failure; the job stays open and can go on.
 */
export async function runImport(start: ImportJob, run: RunImport): Promise<ImportJob> {
  const { book, source, signal, onPage } = run;
  let job = start;
  const census = run.census ?? (await censusOf(source, signal)).census;
  for await (const drafts of readAhead(pagesOf(source, job.next))) {
    if (signal.aborted) return job;
    job = await writePage(job, drafts, { ...run, census });
    onPage(job);
  }
  const done: ImportJob = { ...job, state: 'done' };
  await writeJob(book, done);
  return done;
}

/** Reads the next page of the file while the database writes the one before; a failure is met when its turn comes. */
async function* readAhead<T>(pages: AsyncGenerator<T>): AsyncGenerator<T> {
  let ahead = pages.next();
  try {
    for (;;) {
      const { done, value } = await ahead;
      if (done) return;
      ahead = afterOthers(() => pages.next());
      ahead.catch(() => undefined);
      yield value;
    }
  } finally {
    await pages.return(undefined);
  }
}

/** Not before whoever waits has given the database something to do. */
async function afterOthers<T>(work: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve));
  return work();
}

async function writePage(
  job: ImportJob,
  drafts: readonly Draft[],
  { book, setting, census, deps }: RunImport & { census: Census },
): Promise<ImportJob> {
  for (let tried = 1; ; tried++) {
    const page = await judgePage(book, drafts, census, setting, job.options);
    const next: ImportJob = {
      ...job,
      next: drafts.at(-1)!.row + 1,
      counts: { ...job.counts },
      doubtful: [...job.doubtful],
      changes: [...job.changes],
    };
    count(next.counts, page);
    for (const { verdict } of page.verdicts)
      if (verdict.status === 'doubtful' && next.doubtful.length < DOUBTFUL_KEPT)
        next.doubtful.push(sampleOf(verdict));
    try {
      const args = { rows: page.rows, from: setting.evidence.from };
      await runCommand(
        book,
        { name: 'import.rows', args },
        {
          ...deps,
          alongside: async ({ change }) => {
            if (change) next.changes.push(change);
            await writeJob(book, next);
          },
        },
      );
      return next;
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'key-taken') || tried === TRIES) throw error;
    }
  }
}

/**
 * Takes an import back, newest page first. What was edited since stays and is counted.
 * @returns how many fields stayed.
 */
export async function undoImport(
  book: Book,
  job: ImportJob,
  deps: RunDeps,
  onShare: (share: number) => void,
): Promise<number> {
  let kept = 0;
  const left = [...job.changes];
  const all = Math.max(1, left.length);
  while (left.length > 0) {
    const change = left.at(-1)!;
    left.pop();
    const state = left.length === 0 ? 'undone' : job.state;
    const alongside = () => writeJob(book, { ...job, changes: [...left], state });
    try {
      const result = await runCommand(
        book,
        { name: 'change.undo', args: { change } },
        { ...deps, alongside },
      );
      kept += result.kept;
    } catch (error) {
      // Taken back by hand already, page by page.
      if (!(error instanceof Failure && error.code === 'not-undoable')) throw error;
      await writeJob(book, { ...job, changes: [...left], state });
    }
    onShare(1 - left.length / all);
  }
  if (job.changes.length === 0) await writeJob(book, { ...job, state: 'undone' });
  return kept;
}
