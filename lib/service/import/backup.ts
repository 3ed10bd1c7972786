import { Failure } from '../../domain/failure.ts';
import { type Row, TABLES, type TableName } from '../../domain/row.ts';
import { checksum } from '../../store/packing.ts';
import { BACKUP_VERSION, type BackupEnd, type BackupRows } from '../export/backup.ts';
import { textOf } from './encoding.ts';

export interface BackupHead {
  v: number;
  at: number;
  private: boolean;
}
export interface Backup {
  head: BackupHead;
  end: BackupEnd;
  /** Parts, each of them rows by table. */
  parts: number;
}

/** A part is 500 rows of at most some ten kilobytes each. */
const LINE_CAP = 64 << 20;
const PART = /^,?\{"sum":"([0-9a-f]{64})","rows":(\{.*\})\}$/s;
const END = /^\],"end":(\{.*\}),"sum":"([0-9a-f]{64})"\}$/s;

/**
 * Reads a backup to its end and checks every sum: nothing is restored of a file that is not whole.
 * @throws Failure `file-damaged`, `file-newer`.
 */
export async function checkBackup(file: Blob, onShare: (share: number) => void): Promise<Backup> {
  const sums: string[] = [];
  let head: BackupHead | null = null;
  let end: BackupEnd | null = null;
  let read = 0;
  for await (const line of linesOf(file)) {
    read += line.length;
    if (end !== null) throw new Failure('file-damaged');
    if (head === null) {
      head = headOf(line);
      sums.push(await checksum(line));
      continue;
    }
    const part = PART.exec(line);
    if (part) {
      if ((await checksum(part[2]!)) !== part[1]) throw new Failure('file-damaged');
      sums.push(part[1]!);
      // Letters of Vietnamese take two or three bytes: the share is a guess that never passes the end.
      onShare(Math.min(0.99, (read * 1.1) / file.size));
      continue;
    }
    const last = END.exec(line);
    if (!last || (await checksum([...sums, last[1]!].join('\n'))) !== last[2])
      throw new Failure('file-damaged');
    end = parsed(last[1]!) as BackupEnd;
  }
  if (head === null || end === null) throw new Failure('file-damaged');
  return { head, end, parts: sums.length - 1 };
}

/** The parts of a backup that was checked, without what was deleted while it was written. */
export async function* partsOf(file: Blob, { end }: Backup, from = 0): AsyncGenerator<BackupRows> {
  const gone = new Set(end.gone.map(([table, id]) => `${table}/${id}`));
  let number = 0;
  for await (const line of linesOf(file)) {
    const part = PART.exec(line);
    if (!part || number++ < from) continue;
    const rows = parsed(part[2]!) as BackupRows;
    const kept: BackupRows = {};
    for (const table of TABLES) {
      const some = rows[table]?.filter(({ id }: Row) => !gone.has(`${table}/${id}`));
      if (some) kept[table] = some;
    }
    yield kept;
  }
}

function headOf(line: string): BackupHead {
  const head = parsed(`${line}]}`) as BackupHead;
  if (!Number.isInteger(head.v)) throw new Failure('file-damaged');
  if (head.v > BACKUP_VERSION) throw new Failure('file-newer');
  return head;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure('file-damaged');
  }
}

async function* linesOf(file: Blob): AsyncGenerator<string> {
  let held = '';
  for await (const piece of textOf(file, 'utf-8')) {
    const lines = (held + piece).split('\n');
    held = lines.pop()!;
    if (held.length > LINE_CAP) throw new Failure('file-damaged');
    yield* lines;
  }
  if (held !== '') yield held;
}

/** `[table, row]` of every row of a part, in the order in which rows lean on one another. */
export const rowsIn = (rows: BackupRows): [TableName, Row][] =>
  TABLES.flatMap((table) => (rows[table] ?? []).map((row): [TableName, Row] => [table, row]));
