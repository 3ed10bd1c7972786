import { canonical } from '../domain/canonical.ts';
import { base32, fromUtf8, sha256, utf8 } from './bytes.ts';
import { deviceId, isSigned, ownerOf, signBytes, verifyingKey } from './keys.ts';
import type { Kind } from './log.ts';
import type { Bytes } from './remote.ts';

export type Role = 'admin' | 'member' | 'reader';

/** A device as the log names it; public keys in base64. */
export interface Member {
  device: string;
  ed: string;
  x: string;
  /** Whose device it is: devices of one member share a key bag. */
  member: string;
  name: string;
  role: Role;
}

/** One signed sentence of an admin. Each admin has a log of their own, hash-chained. */
export interface MemberRecord {
  space: string;
  by: string;
  n: number;
  /** Digest of the writer's record before; '' for the first. */
  prev: string;
  at: number;
  /** How far the writer had read the others' logs of membership. */
  seen: Record<string, number>;
  add?: Member;
  /** @property after the last segments that still count, by replica. */
  remove?: { device: string; after: Record<string, number> };
}

export interface SignedRecord {
  record: MemberRecord;
  /** base64 */
  signature: string;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCounts = (value: unknown): boolean => isObject(value) && Object.values(value).every(isCount);
const ROLES: readonly unknown[] = ['admin', 'member', 'reader'] satisfies Role[];

/** What was read from a place in a writer's log, if it is their record of that number, and can be worked with. */
export function readRecord(plain: unknown, writer: string, n: number): SignedRecord | null {
  if (!isObject(plain) || !isText(plain.signature) || !isObject(plain.record)) return null;
  const { by, n: number, space, prev, at, seen, add, remove } = plain.record;
  if (by !== writer || number !== n || !isText(space) || !isText(prev)) return null;
  if (!Number.isFinite(at) || !isCounts(seen)) return null;
  if (add !== undefined) {
    if (!isObject(add) || !ROLES.includes(add.role)) return null;
    if (![add.device, add.ed, add.x, add.member, add.name].every(isText)) return null;
  }
  if (remove !== undefined)
    if (!isObject(remove) || !isText(remove.device) || !isCounts(remove.after)) return null;
  return plain as unknown as SignedRecord;
}

/** The beginning of a space: its name is the hash of this, so that a store cannot put another one in its place. */
export interface Genesis {
  v: 1;
  founder: Member;
  /** Signs for the founder that a new device is theirs; its private half lies in the key bag alone. */
  recovery: Member;
  salt: string;
}

export const genesisBytes = (genesis: Genesis): Bytes => utf8(canonical(genesis));

export const spaceOf = async (genesis: Bytes): Promise<string> =>
  base32((await sha256(genesis)).subarray(0, 16));

/** @returns null when it is not what the space's name says. */
export async function readGenesis(bytes: Bytes, space: string): Promise<Genesis | null> {
  if ((await spaceOf(bytes)) !== space) return null;
  const genesis = JSON.parse(fromUtf8(bytes)) as Genesis;
  return genesis.v === 1 ? genesis : null;
}

const textOf = (record: MemberRecord): Bytes => utf8(`crs1/member${canonical(record)}`);

export const recordDigest = async (record: MemberRecord): Promise<string> =>
  base32(await sha256(textOf(record)));

export async function signRecord(record: MemberRecord, key: CryptoKey): Promise<SignedRecord> {
  return { record, signature: (await signBytes(key, textOf(record))).toBase64() };
}

interface Known extends Member {
  key: CryptoKey;
  removed: { by: string; after: Record<string, number>; seen: number } | null;
}

/**
 * Who may do what, from the genesis and the signed records, in whatever order they come: the same answer on every device.
 *
 * A removal holds whoever else was removed meanwhile, so that two admins who remove each other are both out. What a
 * removed admin says later than the remover had read does not count, but for the answer to that removal itself.
 */
export class Members {
  readonly #records: SignedRecord[] = [];
  readonly #genesis: Genesis;
  readonly #space: string;
  #known = new Map<string, Known>();
  #valid: ReadonlySet<SignedRecord> = new Set();

  private constructor(genesis: Genesis, space: string) {
    this.#genesis = genesis;
    this.#space = space;
  }

  static async of(genesis: Genesis, space: string, records: readonly SignedRecord[] = []): Promise<Members> {
    const members = new Members(genesis, space);
    members.#records.push(...records);
    await members.#settle();
    return members;
  }

  async add(record: SignedRecord): Promise<void> {
    this.#records.push(record);
    await this.#settle();
  }

  all(): Member[] {
    return [...this.#known.values()].filter(({ removed }) => removed === null);
  }

  find(device: string): (Member & { isRemoved: boolean }) | null {
    const known = this.#known.get(device);
    return known ? { ...known, isRemoved: known.removed !== null } : null;
  }

  /** How many records of each writer count; the next one of a writer has the number above. What nobody may say is none. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { record } of this.#valid) counts[record.by] = Math.max(counts[record.by] ?? 0, record.n);
    return counts;
  }

  /** The key that must have signed; null when that device may not write this. */
  writer(replica: string, kind: Kind, seq: number): CryptoKey | null {
    const owner = ownerOf(replica);
    const known = [...this.#known.values()].find(({ device }) => ownerOf(device) === owner);
    if (!known) return null;
    if (known.removed)
      return kind === 'segment' && seq <= (known.removed.after[replica] ?? 0) ? known.key : null;
    // Readers have a head, which says how far they are, and no log.
    if (known.role === 'reader' && kind !== 'head') return null;
    return known.key;
  }

  async #settle(): Promise<void> {
    const known = new Map<string, Known>();
    for (const member of [this.#genesis.founder, this.#genesis.recovery]) await addMember(known, member);
    const sorted = [...this.#records].sort(
      ({ record: a }, { record: b }) => a.at - b.at || a.n - b.n || (a.by < b.by ? -1 : 1),
    );
    const valid = new Set<SignedRecord>();
    // Somebody's records count once somebody else's have made them an admin, wherever the clocks put them.
    for (let grew = true; grew; ) {
      grew = false;
      for (const signed of sorted) {
        if (valid.has(signed) || !(await this.#isValid(signed, known, valid))) continue;
        valid.add(signed);
        grew = true;
        if (signed.record.add) await addMember(known, signed.record.add);
      }
    }
    const removals = [...valid].filter(({ record }) => record.remove);
    for (const { record } of removals) {
      const gone = known.get(record.remove!.device);
      if (!gone || isTooLate(record, removals)) continue;
      const after = lower(gone.removed?.after, record.remove!.after);
      gone.removed = { by: record.by, after, seen: record.seen[gone.device] ?? 0 };
    }
    for (const { record } of valid)
      if (record.add && isTooLate(record, removals)) known.delete(record.add.device);
    this.#known = known;
    this.#valid = valid;
  }

  /** Signed by an admin, for this space, and next in its writer's chain. */
  async #isValid(
    { record, signature }: SignedRecord,
    known: ReadonlyMap<string, Known>,
    valid: ReadonlySet<SignedRecord>,
  ): Promise<boolean> {
    const signer = known.get(record.by);
    if (signer?.role !== 'admin' || record.space !== this.#space) return false;
    const before = [...valid].find((one) => one.record.by === record.by && one.record.n === record.n - 1);
    if (record.n < 1 || (record.n > 1 && !before)) return false;
    if (record.prev !== (before ? await recordDigest(before.record) : '')) return false;
    return isSigned(signer.key, Uint8Array.fromBase64(signature), textOf(record));
  }
}

/** Said after its writer had been removed, by what the remover knew of them. */
function isTooLate(record: MemberRecord, removals: readonly SignedRecord[]): boolean {
  const against = removals.filter(({ record: { remove } }) => remove?.device === record.by);
  return against.some(({ record: { by, seen } }) => {
    const known = seen[record.by] ?? 0;
    const isAnswer = record.remove?.device === by && record.n === known + 1;
    return record.n > known && !isAnswer;
  });
}

async function addMember(known: Map<string, Known>, member: Member): Promise<void> {
  const ed = Uint8Array.fromBase64(member.ed);
  // A name that is not its key's is nobody's.
  if ((await deviceId(ed)) !== member.device) return;
  const before = known.get(member.device);
  // Said again, a device gets another name, and nothing else: the genesis is in the clear and knows none.
  if (before) before.name = member.name;
  if (before) return;
  known.set(member.device, { ...member, key: await verifyingKey(ed), removed: null });
}

/** Of two removals the stricter holds. */
function lower(
  one: Record<string, number> | undefined,
  other: Record<string, number>,
): Record<string, number> {
  if (!one) return { ...other };
  const replicas = Object.keys(one).filter((replica) => replica in other);
  return Object.fromEntries(replicas.map((replica) => [replica, Math.min(one[replica]!, other[replica]!)]));
}
