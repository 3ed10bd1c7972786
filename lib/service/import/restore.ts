import type { Customer } from '../../domain/entities.ts';
import type { Fields, Row, TableName } from '../../domain/row.ts';
import { RULES } from '../../domain/tables.ts';
import {
  DEFAULT_OPTIONS,
  type Doubt,
  type ImportCounts,
  type ImportLook,
  type ImportOptions,
  NO_COUNTS,
} from '../../domain/transfer.ts';
import { type ImportJob, writeJob } from '../../store/jobs.ts';
import { liveIds, lookUp } from '../../store/look-up.ts';
import { type RunDeps, runCommand } from '../../store/run.ts';
import type { Book } from '../../store/schema.ts';
import { restorePart } from '../../store/snapshot.ts';
import type { BackupRows } from '../export/backup.ts';
import { type Backup, partsOf, rowsIn } from './backup.ts';
import type { ImportRow } from './rows.ts';

/** A part of a backup, held against the book. */
interface JudgedPart {
  rows: ImportRow[];
  counts: ImportCounts;
  doubtful: { customer: Customer; doubts: Doubt[] }[];
}

/**
 * What a backup would do to a book that is not empty: rows that are missing come back, rows that are there stay as they
 * are unless the backup may overwrite. A handle that found another customer since stays there.
 */
async function judgePart(book: Book, part: BackupRows, { overwrite }: ImportOptions): Promise<JudgedPart> {
  const customers = (part.customers ?? []) as Customer[];
  const keys = customers.flatMap(({ links }) => Object.keys(links ?? {}));
  const found = await lookUp(book, {
    keys,
    codes: [],
    customers: customers.map(({ id }) => id),
    notes: [],
    orders: [],
    taxCodes: [],
    companies: [],
  });
  const there = await liveIds(book, part);
  const judged: JudgedPart = { rows: [], counts: { ...NO_COUNTS }, doubtful: [] };
  for (const [table, row] of rowsIn(part)) {
    const known = there.has(`${table}/${row.id}`);
    const fields = fieldsOf(table, row);
    judged.counts.rows += 1;
    if (table === 'customers') {
      const doubts = takenFrom(row as Customer, found.holders, fields);
      if (doubts.length > 0) judged.doubtful.push({ customer: row as Customer, doubts });
      judged.counts[doubts.length > 0 ? 'doubtful' : known ? (overwrite ? 'updated' : 'same') : 'new'] += 1;
    }
    if (!known || overwrite) judged.rows.push({ table, id: row.id, fields });
  }
  return judged;
}

/** A row as an import says it: its fields, without stamps and what is derived. */
function fieldsOf(table: TableName, row: Row): Fields {
  const { id: _id, space: _space, stamp: _stamp, stamps: _stamps, _del, ...fields } = row as Row & Fields;
  for (const name of RULES[table].derived) delete fields[name];
  return fields;
}

/** Takes the keys out of a row that somebody else holds now, and says so. */
function takenFrom(row: Customer, holders: ReadonlyMap<string, Customer>, fields: Fields): Doubt[] {
  const taken = Object.keys(row.links ?? {}).filter((key) => (holders.get(key)?.id ?? row.id) !== row.id);
  if (taken.length === 0) return [];
  fields.links = Object.fromEntries(Object.entries(row.links).filter(([key]) => !taken.includes(key)));
  return taken.map((key) => ({ reason: 'other-name', key, holder: holders.get(key)?.name ?? '', row: 0 }));
}

export async function lookThroughBackup(
  book: Book,
  file: Blob,
  name: string,
  backup: Backup,
  options: ImportOptions,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<ImportLook> {
  const exact = await isEmpty(book);
  const counts: ImportCounts = { ...NO_COUNTS };
  const samples: ImportLook['samples'] = { new: [], updated: [], same: [], doubtful: [] };
  if (exact) Object.assign(counts, { rows: backup.end.rows, new: backup.end.customers });
  else
    for await (const part of partsOf(file, backup)) {
      signal.throwIfAborted();
      const judged = await judgePart(book, part, options);
      addCounts(counts, judged.counts);
      samples.doubtful.push(...judged.doubtful.map(sampleOf).slice(0, 20 - samples.doubtful.length));
      onShare(counts.rows / Math.max(1, backup.end.rows));
    }
  const { at } = backup.head;
  return {
    file: name,
    kind: 'backup',
    preset: null,
    encoding: '',
    columns: [],
    counts,
    samples,
    doubts: { 'other-name': 0, 'rows-differ': 0, 'two-holders': 0 },
    options,
    lying: [],
    backup: { at, customers: backup.end.customers, rows: backup.end.rows },
    exact,
  };
}

const sampleOf = ({ customer, doubts }: JudgedPart['doubtful'][number]) => ({
  row: 0,
  name: customer.name ?? '',
  handles: Object.keys(customer.links ?? {}).slice(0, 4),
  doubts: doubts.slice(0, 3),
});

function addCounts(counts: ImportCounts, more: ImportCounts): void {
  for (const name of Object.keys(counts) as (keyof ImportCounts)[]) counts[name] += more[name];
}

/** A book in which nothing is: only there a backup goes back exactly as it was, stamps and all. */
async function isEmpty(book: Book): Promise<boolean> {
  const sizes = await Promise.all(Object.keys(RULES).map((table) => book.table(table).count()));
  if (sizes.some((size) => size > 0)) return false;
  // Who was erased must not come back with a copy from before: rows that name them are left out one by one.
  return (await book.graves.filter(({ row }) => row._erased === true).count()) === 0;
}

export interface RunRestore {
  book: Book;
  file: Blob;
  backup: Backup;
  exact: boolean;
  deps: RunDeps;
  signal: AbortSignal;
  onPart(job: ImportJob): void;
}

/** Restores a checked backup part by part; like an import it can be stopped, can go on, and doubles nothing. */
export async function runRestore(start: ImportJob, run: RunRestore): Promise<ImportJob> {
  const { book, file, backup, signal } = run;
  let job = start;
  for await (const part of partsOf(file, backup, job.next)) {
    if (signal.aborted) return job;
    job = run.exact ? await putPart(job, part, run) : await mergePart(job, part, run);
    run.onPart(job);
  }
  const done: ImportJob = { ...job, state: run.exact ? 'exact' : 'done' };
  await writeJob(book, done);
  return done;
}

async function putPart(job: ImportJob, part: BackupRows, { book, backup }: RunRestore): Promise<ImportJob> {
  const counts = { ...job.counts };
  counts.rows += rowsIn(part).length;
  counts.new = Math.min(backup.end.customers, counts.new + (part.customers?.length ?? 0));
  const next: ImportJob = { ...job, next: job.next + 1, counts };
  await restorePart(book, { rows: part, graves: [] }, backup.end, () => writeJob(book, next));
  return next;
}

async function mergePart(job: ImportJob, part: BackupRows, { book, deps }: RunRestore): Promise<ImportJob> {
  const { rows, counts, doubtful } = await judgePart(book, part, job.options ?? DEFAULT_OPTIONS);
  const next: ImportJob = {
    ...job,
    next: job.next + 1,
    counts: { ...job.counts },
    changes: [...job.changes],
  };
  addCounts(next.counts, counts);
  next.doubtful = [...job.doubtful, ...doubtful.map(sampleOf)].slice(0, 200);
  const alongside = async ({ change }: { change: string | null }) => {
    if (change) next.changes.push(change);
    await writeJob(book, next);
  };
  const args = { rows, from: job.file.slice(0, 120) };
  await runCommand(book, { name: 'import.rows', args }, { ...deps, alongside });
  return next;
}
