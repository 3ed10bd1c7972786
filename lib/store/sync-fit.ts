import { fitsRegisters } from '../domain/import-schema.ts';
import type { LogOp } from '../domain/log-op.ts';
import { DELETED, ERASED, THINNED } from '../domain/merge.ts';
import { type Fields, TABLES, type TableName } from '../domain/row.ts';
import { RULES } from '../domain/tables.ts';

/** What came from another device, by whether this Beside can take it in. */
export interface SortedOut {
  fit: LogOp[];
  /** Of a newer Beside, or of one that is at fault: put aside, so that one write holds up nothing. */
  waiting: LogOp[];
}

/**
 * Looks at each register as if it came from a file: what is signed is somebody's, and may be wrong all the same. Of a write
 * of which a part does not fit, the rest is taken in.
 */
export function sortOut(ops: readonly LogOp[]): SortedOut {
  const fit: LogOp[] = [];
  const waiting: LogOp[] = [];
  for (const op of ops) {
    if (!isWrite(op)) continue;
    if (!isKnown(op)) waiting.push(op);
    else if (fits(op[0] as TableName, op[3])) fit.push(op);
    else {
      const names = Object.keys(op[3]).filter((name) => fits(op[0] as TableName, { [name]: op[3][name] }));
      if (names.length > 0) fit.push(withFields(op, (name) => names.includes(name)));
      waiting.push(withFields(op, (name) => !names.includes(name)));
    }
  }
  return { fit, waiting };
}

const STAMP = /^[0-9a-f]{16}-/;

/** Not even a write: there is nothing that could be kept of it. */
function isWrite(op: unknown): op is LogOp {
  if (!Array.isArray(op)) return false;
  const [table, id, stamp, fields, over] = op as unknown[];
  if (typeof table !== 'string' || typeof id !== 'string' || id === '' || id.length > 2600) return false;
  if (typeof stamp !== 'string' || !STAMP.test(stamp)) return false;
  if (over !== undefined && typeof over !== 'string') return false;
  return typeof fields === 'object' && fields !== null && !Array.isArray(fields);
}

const isTable = (name: string): name is TableName => (TABLES as readonly string[]).includes(name);

/** Fields of a row are kept whatever they are called; of a set or map the rules of merging must be known. */
function isKnown([table, , , fields]: LogOp): boolean {
  if (!isTable(table)) return false;
  const { sets, maps } = RULES[table];
  return Object.keys(fields).every((name) => {
    const slash = name.indexOf('/');
    return slash < 0 || [...sets, ...maps].includes(name.slice(0, slash));
  });
}

const MARKS = [DELETED, ERASED, THINNED];

function fits(table: TableName, fields: Fields): boolean {
  for (const mark of MARKS) {
    const value = fields[mark] ?? false;
    if (typeof value !== 'boolean') return false;
  }
  return fitsRegisters(table, fields);
}

function withFields([table, id, stamp, fields, ...over]: LogOp, keep: (name: string) => boolean): LogOp {
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => keep(name)));
  return [table, id, stamp, kept, ...over];
}
