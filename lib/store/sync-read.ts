import type { LogOp, Told } from '../domain/log-op.ts';
import { opsOf } from '../domain/merge.ts';
import { type Op, type Row, TABLES, type TableName } from '../domain/row.ts';
import { NO_STAMP } from '../domain/stamp.ts';
import { isUnrecorded } from './keepers.ts';
import type { Book } from './schema.ts';

/** Changes that are looked at in one go. */
const PAGE = 200;

/**
 * Local writes that lie in no segment yet: the change log is the outbox, so that an edit costs nothing more while sync is
 * on, and nothing at all while it is off.
 * @param limit characters of JSON; one change is taken whole.
 */
export async function freshChanges(
  book: Book,
  through: number,
  limit: number,
): Promise<{ ops: LogOp[]; told: Told; through: number } | null> {
  const changes = await book.changes.where('seq').above(through).limit(PAGE).toArray();
  const ops: LogOp[] = [];
  const told: Told = {};
  let size = 0;
  let last = through;
  for (const { seq, origin, id, command, at, undoes, over, ops: written } of changes) {
    if (size >= limit) break;
    last = seq!;
    if (origin === 'sync') continue;
    told[id] = undoes === undefined ? [command, at] : [command, at, undoes];
    written.forEach((op, i) => {
      const replaced = over?.[i];
      ops.push(replaced === undefined ? op : [...op, replaced]);
    });
    size += JSON.stringify(written).length;
  }
  return changes.length === 0 ? null : { ops, told, through: last };
}

export interface RangeEnd {
  table: string;
  id: string;
}

/** Rows that are in one range on average, and at most. */
const MEAN = 1024;
const MOST = 4096;

/**
 * The next range of rows, live and dead, as the writes that make them, in the order of table and id. Ranges end where the
 * hash of an id says so: whatever comes in between, the other ranges stay as they were, and are not sent again.
 */
export async function rowRange(
  book: Book,
  after: RangeEnd | null,
): Promise<{ ops: LogOp[]; rows: number; next: RangeEnd | null }> {
  const table = (after?.table ?? TABLES[0]) as TableName;
  const from = after?.id ?? '';
  const rows = (await book.recorded(table).where('id').above(from).limit(MOST).toArray()) as Row[];
  const cut = rows.findIndex(({ id }) => isEnd(id));
  const some = cut < 0 ? rows : rows.slice(0, cut + 1);
  const isLast = cut < 0 && rows.length < MOST;
  const until = isLast ? null : some.at(-1)!.id;
  const buried = await book.graves
    .where('id')
    .between(
      `${table}/${from}`,
      until === null ? `${table}0` : `${table}/${until}`,
      from === '',
      until !== null,
    )
    .toArray();
  const all = [...some, ...buried.map(({ row }) => row)]
    // What a cadence or a playbook makes is made anew by every device, but for what a seller did with it.
    .filter((row) => !isUnrecorded(row))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  // Of such a row only those registers were written by anybody.
  const ops = all.flatMap((row): Op[] => opsOf(table, row)).filter(([, , stamp]) => stamp !== NO_STAMP);
  const following = TABLES[TABLES.indexOf(table) + 1];
  const next = until !== null ? { table, id: until } : following ? { table: following, id: '' } : null;
  return { ops, rows: all.length, next };
}

/** FNV-1a of the id, one in a thousand. */
function isEnd(id: string): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % MEAN === 0;
}
