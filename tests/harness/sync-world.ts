import { canonical } from '../../lib/domain/canonical.ts';
import { isLive, mergeOp, opsOf, stampOf } from '../../lib/domain/merge.ts';
import type { Fields, Op, Row, TableName } from '../../lib/domain/row.ts';
import { makeStamp, nextStamp, readStamp, type Stamp } from '../../lib/domain/stamp.ts';
import {
  BadObjectError,
  type ChunkPlain,
  type Codec,
  type Kind,
  type LogOp,
  type PlainOf,
  type Sealing,
  type Told,
} from '../../lib/sync/log.ts';
import type { Bytes } from '../../lib/sync/remote.ts';
import {
  type Applied,
  type Commit,
  newState,
  type OwnSegment,
  type RowPlace,
  type Rule,
  type SyncState,
  type SyncStore,
} from '../../lib/sync/state.ts';

export const DAY_MS = 86_400_000;

/** The state is plain JSON: this way of copying it is the faster one. */
const jsonCopy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    below: (limit: number) => Math.floor(next() * limit),
    chance: (share: number) => next() < share,
    pick: <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!,
  };
}
export type Random = ReturnType<typeof randomOf>;

/** Rules of merging and of stamps that the simulator can leave out, besides those of the step. */
export type SimRule = Rule | 'stamp-above' | 'graves' | 'tie-break';

interface SealedObject {
  kind: Kind;
  path: string;
  sealing: Sealing;
  plain: unknown;
}

/** Objects without cryptography: eight bytes that name what was sealed; anything else is torn. */
export class PlainCodec implements Codec {
  readonly #sealed: SealedObject[] = [];

  async seal<K extends Kind>(kind: K, path: string, sealing: Sealing, plain: PlainOf<K>): Promise<Bytes> {
    this.#sealed.push({ kind, path, sealing, plain });
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setUint32(0, this.#sealed.length);
    return bytes;
  }

  async open<K extends Kind>(kind: K, path: string, bytes: Bytes): Promise<Sealing & { plain: PlainOf<K> }> {
    const found = bytes.length === 8 ? this.#sealed[numberOf(bytes) - 1] : undefined;
    if (!found) throw new BadObjectError('torn');
    if (found.kind !== kind || found.path !== path) throw new BadObjectError('foreign');
    return { ...found.sealing, plain: found.plain as PlainOf<K> };
  }

  async digest(bytes: Bytes): Promise<string> {
    return `d${numberOf(bytes)}/${bytes.length}`;
  }

  async nameOf(chunk: ChunkPlain): Promise<string> {
    let hash = 0;
    const text = canonical(chunk.o);
    for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    return `n${hash >>> 0}x${text.length}`;
  }
}

const numberOf = (bytes: Bytes): number => new DataView(bytes.buffer).getUint32(0);

/** Everything one device has: copied whole when its profile is. */
export interface Database {
  rows: Map<string, Row>;
  /** Local writes, in order. */
  log: LogOp[];
  through: number;
  kept: Map<number, OwnSegment>;
  state: SyncState;
  /** Stands in stamps; a copied profile has the same. */
  author: string;
  clock: Stamp;
}

export function newDatabase(space: string, name: string, now: number): Database {
  return {
    rows: new Map(),
    log: [],
    through: 0,
    kept: new Map(),
    state: newState(space, name, now),
    author: name,
    clock: '',
  };
}

export const copyOf = (db: Database): Database => ({
  rows: new Map(db.rows),
  log: [...db.log],
  through: db.through,
  kept: new Map(db.kept),
  state: jsonCopy(db.state),
  author: db.author,
  clock: db.clock,
});

const keyOf = (table: string, id: string): string => `${table}/${id}`;

/** A device's side of the step, over rows in memory. The merge is the book's own. */
export class SimStore implements SyncStore {
  readonly #db: () => Database;
  readonly #without: ReadonlySet<SimRule>;

  constructor(db: () => Database, without: ReadonlySet<SimRule>) {
    this.#db = db;
    this.#without = without;
  }

  async load(): Promise<SyncState> {
    return jsonCopy(this.#db().state);
  }

  async commit({ state, through, keep, forget, apply }: Commit): Promise<Applied> {
    const db = this.#db();
    db.state = jsonCopy(state);
    if (through !== undefined) db.through = through;
    for (const seq of forget ?? []) db.kept.delete(seq);
    for (const own of keep ?? []) db.kept.set(own.seq, own);
    let deleted = 0;
    for (const op of apply?.ops ?? []) {
      const before = db.rows.get(keyOf(op[0], op[1])) ?? null;
      const after = this.#merged(before, op as unknown as Op);
      if (isLive(before) && !isLive(after)) deleted += 1;
      db.rows.set(keyOf(op[0], op[1]), after);
    }
    return { deleted, rows: db.rows.size };
  }

  #merged(row: Row | null, op: Op): Row {
    const [table, id, stamp, fields] = op;
    if (row === null || !this.#without.has('tie-break')) return mergeOp(table, row, op);
    const rest = Object.fromEntries(
      Object.entries(fields).filter(([name]) => stampOf(table, row, name) !== stamp),
    );
    return Object.keys(rest).length === 0 ? row : mergeOp(table, row, [table, id, stamp, rest]);
  }

  async fresh(): Promise<{ ops: LogOp[]; told: Told; through: number } | null> {
    const { log, through } = this.#db();
    if (through >= log.length) return null;
    const ops = log.slice(through, through + 5);
    return { ops, told: {}, through: through + ops.length };
  }

  async segment(seq: number): Promise<OwnSegment | null> {
    return this.#db().kept.get(seq) ?? null;
  }

  async range(after: RowPlace | null): Promise<{ ops: LogOp[]; rows: number; next: RowPlace | null }> {
    const { rows } = this.#db();
    const from = after ? keyOf(after.table, after.id) : '';
    const keys = [...rows.keys()].filter((key) => key > from).sort();
    const some = keys.slice(0, 10);
    const ops = some.flatMap((key) => opsOf(tableOf(key), rows.get(key)!));
    const last = some.at(-1);
    const next =
      keys.length > some.length
        ? { table: tableOf(last!), id: last!.slice(tableOf(last!).length + 1) }
        : null;
    return { ops: ops as unknown as LogOp[], rows: some.length, next };
  }

  async roots(): Promise<[string, Bytes][]> {
    return [[`${this.#db().state.space}/g`, new Uint8Array(1)]];
  }
}

const tableOf = (key: string): TableName => key.slice(0, key.indexOf('/')) as TableName;

/** A local edit, as the book records it. @returns the op. */
export function write(
  db: Database,
  table: TableName,
  id: string,
  fields: Fields,
  wall: number,
  without: ReadonlySet<SimRule>,
): { op: Op; replaced: Record<string, Stamp> } {
  const row = db.rows.get(keyOf(table, id)) ?? null;
  const replaced: Record<string, Stamp> = {};
  let newest = '';
  for (const name of Object.keys(fields)) {
    const stamp = stampOf(table, row, name);
    replaced[name] = stamp;
    if (stamp > newest) newest = stamp;
  }
  const stamp = without.has('stamp-above')
    ? plainStamp(db, wall)
    : nextStamp(wall, db.author, db.clock, newest);
  db.clock = stamp;
  const op: Op = [table, id, stamp, fields];
  db.rows.set(keyOf(table, id), mergeOp(table, row, op));
  db.log.push(op as unknown as LogOp);
  return { op, replaced };
}

/** What a plain wall clock gives: not even above what the author sees. */
function plainStamp(db: Database, wall: number): Stamp {
  const last = db.clock === '' ? null : readStamp(db.clock);
  return makeStamp(wall, last?.ms === wall ? last.counter + 1 : 0, db.author);
}

/** Forgets the graves of what was deleted long ago: the mistake that brings rows back. */
export function expireGraves(db: Database, now: number): void {
  for (const [key, row] of db.rows) {
    if (!row._del) continue;
    const stamp = row.stamps?._del ?? row.stamp;
    if (now - readStamp(stamp).ms > 400 * DAY_MS) db.rows.delete(key);
  }
}
