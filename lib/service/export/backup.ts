import { Failure } from '../../domain/failure.ts';
import { withoutPrivate } from '../../domain/private-field.ts';
import type { Row, TableName } from '../../domain/row.ts';
import { rowsOfCustomers, withMembers } from '../../store/customer-rows.ts';
import { checksum } from '../../store/packing.ts';
import type { Book } from '../../store/schema.ts';
import { type PartsEnd, type SnapshotPart, writeParts } from '../../store/snapshot.ts';
import { BACKUP_START } from './format.ts';

export const BACKUP_VERSION = 1;

/** Rows of a backup, by table. */
export type BackupRows = Partial<Record<TableName, Row[]>>;

/** The last line: counters, what was deleted while the file was written, and a sum over all that stands before. */
export interface BackupEnd {
  clock: string;
  nextCode: number;
  customers: number;
  rows: number;
  /** `[table, id]` of rows that stand above and were deleted meanwhile. */
  gone: [TableName, string][];
}

export interface BackupOptions {
  at: number;
  /** Private custom fields go along. */
  private: boolean;
  onRows?(rows: number): void;
}

/** Where the parts come from: the whole book, or some of its customers. */
export type PartSource = (
  write: (part: SnapshotPart, rows: number) => Promise<void>,
) => Promise<Pick<PartsEnd, 'clock' | 'nextCode'> | null>;

export const wholeBook =
  (book: Book): PartSource =>
  (write) =>
    writeParts(book, write, false);

/**
 * Writes a backup: JSON whose lines are parts with a sum of their own, so that it can be read piece by piece and one
 * flipped byte is found before anything is restored. Format: docs/data-format.md.
 * @throws Failure `busy` when the book changes too fast to be copied.
 */
export async function writeBackup(
  source: PartSource,
  options: BackupOptions,
  write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<BackupEnd> {
  const encoder = new TextEncoder();
  const writeText = (text: string) => write(encoder.encode(text));
  const head = `${BACKUP_START},"v":${BACKUP_VERSION},"at":${options.at},"private":${options.private},"parts":[`;
  const sums = [await checksum(head)];
  const end: BackupEnd = { clock: '', nextCode: 1, customers: 0, rows: 0, gone: [] };
  const seen = new Set<string>();
  await writeText(`${head}\n`);
  const counters = await source(async ({ rows, graves }, count) => {
    const kept = options.private ? rows : openRows(rows);
    for (const { table, row } of graves) end.gone.push([table, row.id]);
    // Rows that changed meanwhile stand in it twice.
    for (const { id } of kept.customers ?? []) seen.add(id);
    end.rows += count;
    const bytes = encoder.encode(JSON.stringify(kept));
    const sum = await checksum(bytes);
    await writeText(`${sums.length > 1 ? ',' : ''}{"sum":"${sum}","rows":`);
    await write(bytes);
    await writeText('}\n');
    sums.push(sum);
    options.onRows?.(end.rows);
  });
  if (counters === null) throw new Failure('busy');
  for (const [table, id] of end.gone) if (table === 'customers') seen.delete(id);
  Object.assign(end, { clock: counters.clock, nextCode: counters.nextCode, customers: seen.size });
  const last = JSON.stringify(end);
  await writeText(`],"end":${last},"sum":"${await checksum([...sums, last].join('\n'))}"}\n`);
  return end;
}

function openRows(rows: BackupRows): BackupRows {
  return rows.customers ? { ...rows, customers: rows.customers.map((row) => withoutPrivate(row)) } : rows;
}

/** Rows of some customers and of all that hangs on them; nothing of anybody else. */
export const someCustomers =
  (book: Book, ids: readonly string[]): PartSource =>
  async (write) => {
    const everybody = await withMembers(book, ids);
    const chosen = new Set(everybody);
    const tags = new Set<string>();
    for (let at = 0; at < everybody.length; at += 200) {
      const some = everybody.slice(at, at + 200);
      const part = await rowsOfCustomers(book, some, chosen);
      for (const row of part.customers ?? [])
        for (const tag of (row as Row & { tags: string[] }).tags) tags.add(tag);
      await write({ rows: part, graves: [] }, Object.values(part).flat().length);
    }
    const used = (await book.tags.bulkGet([...tags])).filter((tag) => tag !== undefined);
    if (used.length > 0) await write({ rows: { tags: used }, graves: [] }, used.length);
    return { clock: '', nextCode: 1 };
  };
