import { canonical } from '../../lib/domain/canonical.ts';
import { isLive, stampOf } from '../../lib/domain/merge.ts';
import type { Fields, TableName } from '../../lib/domain/row.ts';
import type { Stamp } from '../../lib/domain/stamp.ts';
import { type Bytes, type Remote, RemoteError } from '../../lib/sync/remote.ts';
import type { Rule, SyncStore } from '../../lib/sync/state.ts';
import { syncStep } from '../../lib/sync/step.ts';
import { MemoryRemote } from './memory-remote.ts';
import {
  copyOf,
  DAY_MS,
  type Database,
  expireGraves,
  newDatabase,
  PlainCodec,
  type Random,
  randomOf,
  type SimRule,
  SimStore,
  write,
} from './sync-world.ts';

/**
 * The fault simulator of the protocol: the real step and the real merge, over a store and devices that do everything
 * wrong that stores and devices were seen to do. Then the faults stop, and everybody must hold the same book, with every
 * write that was not replaced by a later one.
 */
export const STEPS = 160;
const START = Date.UTC(2026, 0, 1);
const SPACE = 'sim';

interface Device {
  db: Database;
  /** Its clock minus the true one. */
  skew: number;
  /** Takes no part before. */
  awayUntil: number;
}

interface Written {
  table: TableName;
  id: string;
  field: string;
  stamp: Stamp;
  value: unknown;
  replaced: Stamp;
}

class Killed extends Error {}

export interface Verdict {
  seed: number;
  /** '' when all is well. */
  wrong: '' | 'diverged' | 'lost write' | 'old value won' | 'deleted row came back' | 'stuck';
  detail: string;
}

export class Simulation {
  readonly #random: Random;
  readonly #without: ReadonlySet<SimRule>;
  readonly #codec = new PlainCodec();
  readonly #written: Written[] = [];
  readonly #seed: number;
  #objects = new Map<string, Bytes>();
  #backups: Map<string, Bytes>[] = [];
  #old: { device: Device; db: Database }[] = [];
  #devices: Device[] = [];
  #now = START;
  #names = 0;
  #rows = 0;
  #faults = true;

  constructor(seed: number, without: ReadonlySet<SimRule> = new Set()) {
    this.#seed = seed;
    this.#random = randomOf(seed);
    this.#without = without;
  }

  async run(): Promise<Verdict> {
    this.#objects.set(`${SPACE}/g`, new Uint8Array(1));
    for (let i = 0; i < 2; i++) this.#add();
    for (let i = 0; i < STEPS; i++) await this.#act();
    return this.#settle();
  }

  #add(): void {
    const name = `r${++this.#names}`;
    const skew = this.#random.chance(0.3) ? (this.#random.next() - 0.5) * 800 * DAY_MS : 0;
    const db = newDatabase(SPACE, name, this.#now);
    this.#devices.push({ db, skew: Math.trunc(skew), awayUntil: 0 });
  }

  async #act(): Promise<void> {
    const random = this.#random;
    const dice = random.next();
    if (random.chance(0.5)) this.#now += random.below(3) * 1000;
    const present = this.#devices.filter(({ awayUntil }) => awayUntil <= this.#now);
    // Whoever is away still works.
    const device = random.pick(random.chance(0.2) || present.length === 0 ? this.#devices : present);
    if (dice < 0.42) this.#edit(device);
    else if (dice < 0.86) await this.#sync(random.pick(present.length > 0 ? present : this.#devices));
    else if (dice < 0.9) this.#now += random.below(40) * DAY_MS;
    else if (dice < 0.92) device.awayUntil = this.#now + random.below(500) * DAY_MS;
    else if (dice < 0.935) this.#backups.push(new Map(this.#objects));
    else if (dice < 0.945 && this.#backups.length > 0) this.#rollBack();
    else if (dice < 0.948) this.#objects.clear();
    else if (dice < 0.96 && this.#devices.length < 6) this.#add();
    else if (dice < 0.975 && this.#devices.length < 6) this.#clone(device);
    else if (dice < 0.98) this.#old.push({ device, db: copyOf(device.db) });
    else if (dice < 0.985 && this.#old.length > 0) this.#restore();
    else device.skew = Math.trunc((random.next() - 0.5) * 800 * DAY_MS);
    if (this.#without.has('graves')) for (const { db } of this.#devices) expireGraves(db, this.#now);
  }

  #rollBack(): void {
    this.#objects = new Map(this.#random.pick(this.#backups));
  }

  #clone(device: Device): void {
    this.#devices.push({ db: copyOf(device.db), skew: device.skew, awayUntil: 0 });
  }

  /** The disk of a device is set back: what only that device had is lost, and nobody's fault. */
  #restore(): void {
    const { device, db } = this.#random.pick(this.#old);
    device.db = copyOf(db);
    const kept = this.#written.filter(({ table, id, field, stamp }) =>
      this.#devices.some((one) => {
        const row = one.db.rows.get(`${table}/${id}`) ?? null;
        return row?._erased === true || stampOf(table, row, field) >= stamp;
      }),
    );
    this.#written.splice(0, this.#written.length, ...kept);
  }

  #edit({ db, skew }: Device): void {
    const random = this.#random;
    const wall = Math.max(0, this.#now + skew);
    const ids = [...db.rows.keys()].filter((key) => key.startsWith('customers/'));
    if (ids.length === 0 || random.chance(0.15)) {
      this.#write(db, 'customers', `c${++this.#rows}`, { name: `n${this.#rows}`, about: 'x' }, wall);
      return;
    }
    const id = random.pick(ids).slice('customers/'.length);
    const row = db.rows.get(`customers/${id}`)!;
    const dice = random.next();
    const value = `v${this.#written.length}-${random.below(1000)}`;
    if (!isLive(row)) {
      if (row._erased !== true && dice < 0.2)
        this.#write(db, 'customers', id, { _del: false, name: value }, wall);
      return;
    }
    if (dice < 0.45)
      this.#write(db, 'customers', id, { [random.pick(['name', 'about', 'owner'])]: value }, wall);
    else if (dice < 0.6)
      this.#write(db, 'customers', id, { [`tags/${random.pick(['a', 'b'])}`]: random.chance(0.6) }, wall);
    else if (dice < 0.7)
      this.#write(
        db,
        'customers',
        id,
        { [`links/tel:${random.below(3)}`]: { by: 'user', at: 1, from: value } },
        wall,
      );
    else if (dice < 0.8) this.#write(db, 'notes', `note-${id}`, { customer: id, text: value }, wall);
    else if (dice < 0.86)
      this.#write(db, 'merges', id, { into: random.pick(ids).slice('customers/'.length), at: 1 }, wall);
    else if (dice < 0.9 && db.rows.has(`merges/${id}`)) this.#write(db, 'merges', id, { _del: true }, wall);
    else if (dice < 0.93)
      this.#write(
        db,
        'interactions',
        `i/${id}`,
        { at: 1, text: value, status: value, [`customers/${id}`]: true },
        wall,
      );
    else if (dice < 0.99) this.#write(db, 'customers', id, { _del: true }, wall);
    else this.#write(db, 'customers', id, { _del: true, _erased: true }, wall);
  }

  #write(db: Database, table: TableName, id: string, fields: Fields, wall: number): void {
    const { op, replaced } = write(db, table, id, fields, wall, this.#without);
    for (const [field, value] of Object.entries(fields))
      this.#written.push({
        table,
        id,
        field,
        value,
        stamp: op[2],
        replaced: replaced[field]!,
      });
  }

  async #sync(device: Device): Promise<string> {
    const random = this.#random;
    const remote = new MemoryRemote(this.#objects);
    let fuse = this.#faults && random.chance(0.3) ? random.below(40) : Number.POSITIVE_INFINITY;
    if (this.#faults) {
      remote.keepsConditions = random.chance(0.3);
      if (random.chance(0.15))
        remote.faults.push({ on: 'put', what: random.pick(['torn', 'lost', 'unreachable']) });
      if (random.chance(0.05)) remote.faults.push({ on: 'get', what: 'unreachable' });
    }
    const burn = () => {
      if (--fuse < 0) throw new Killed();
    };
    const db = () => device.db;
    const store = new SimStore(db, this.#without);
    let calls = this.#faults && random.chance(0.1) ? random.below(30) : Number.POSITIVE_INFINITY;
    try {
      return await syncStep({
        // Who is not killed needs no guard: it costs a third of the time.
        remote: Number.isFinite(fuse) ? guarded(remote, burn) : remote,
        store: Number.isFinite(fuse) ? guarded<SyncStore>(store, burn) : store,
        codec: this.#codec,
        now: () => Math.max(0, this.#now),
        newReplica: () => `r${++this.#names}`,
        isOver: () => --calls < 0,
        schema: 1,
        without: this.#without as ReadonlySet<Rule>,
      }).then((end) => {
        if (end === 'emptied' && (!this.#faults || random.chance(0.5))) device.db.state.refill = true;
        return end;
      });
    } catch (error) {
      if (error instanceof Killed || error instanceof RemoteError) return 'broken';
      throw error;
    }
  }

  /** The faults stop; everybody syncs until nothing moves. */
  async #settle(): Promise<Verdict> {
    this.#faults = false;
    for (const device of this.#devices) device.awayUntil = 0;
    for (let round = 0; round < 30; round++) {
      this.#now += 60_000;
      const before = this.#fingerprint();
      let done = true;
      for (const device of this.#devices)
        for (let i = 0; i < 3; i++) {
          const end = await this.#sync(device);
          if (end === 'done') break;
          done = false;
        }
      if (done && this.#fingerprint() === before) return this.#judge();
    }
    return this.#verdict(
      'stuck',
      this.#devices.map(({ db }) => `${db.state.replica}: ${canonical(db.state.peers)}`).join('\n'),
    );
  }

  #fingerprint(): string {
    return this.#devices
      .map(
        ({ db: { state } }) =>
          `${state.replica}:${state.head?.version}:${Object.values(state.peers).map((p) => `${p.seq}/${p.version}`)}`,
      )
      .join(' ');
  }

  #verdict(wrong: Verdict['wrong'], detail = ''): Verdict {
    return { seed: this.#seed, wrong, detail };
  }

  #judge(): Verdict {
    const [first, ...others] = this.#devices.map(({ db }) => textOf(db));
    const rows = this.#devices[0]!.db.rows;
    const replaced = new Map<string, Written>();
    for (const one of this.#written)
      if (one.replaced !== '') replaced.set(`${one.table}/${one.id}/${one.field}/${one.replaced}`, one);
    for (const one of this.#written) {
      const row = rows.get(`${one.table}/${one.id}`) ?? null;
      if (row?._erased) continue;
      const now = stampOf(one.table, row, one.field);
      const isCore = one.table === 'interactions' && (one.field === 'text' || one.field === 'at');
      const told = `${one.table}/${one.id}.${one.field} ${one.stamp} is ${now}`;
      if (now < one.stamp && !isCore)
        return this.#verdict(
          one.field === '_del' && isLive(row) ? 'deleted row came back' : 'lost write',
          told,
        );
      if (row === null || now === '') return this.#verdict('lost write', told);
      // What its author saw and replaced may not be what everybody sees in the end.
      const later = replaced.get(`${one.table}/${one.id}/${one.field}/${now}`);
      if (!isCore && later && later.stamp !== now) return this.#verdict('old value won', told);
    }
    const other = others.findIndex((text) => text !== first);
    if (other >= 0) return this.#verdict('diverged', `${first}\n---\n${others[other]}`);
    return this.#verdict('');
  }
}

const textOf = ({ rows }: Database): string =>
  [...rows.keys()]
    .sort()
    .map((key) => canonical(rows.get(key)))
    .join('\n');

/** Every call may be the last one: before it is made, or right after. */
function guarded<T extends Remote | SyncStore>(inner: T, burn: () => void): T {
  return new Proxy(inner, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        burn();
        const answer: unknown = await (value as (...all: unknown[]) => unknown).apply(target, args);
        burn();
        return answer;
      };
    },
  });
}
