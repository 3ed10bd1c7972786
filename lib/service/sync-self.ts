import { type Book, withBook, writing } from '../store/schema.ts';
import { putSync, readSync } from '../store/sync-state.ts';
import { sameBytes } from '../sync/bytes.ts';
import { createCodec, type KeyRing } from '../sync/envelope.ts';
import { type DeviceKeys, verifyingKey } from '../sync/keys.ts';
import { type Codec, pathOf } from '../sync/log.ts';
import {
  type Genesis,
  type Member,
  type MemberRecord,
  Members,
  type Role,
  readGenesis,
  readRecord,
  recordDigest,
  type SignedRecord,
  signRecord,
} from '../sync/members.ts';
import { unwrapEpoch } from '../sync/packets.ts';
import { type Bytes, find, type Remote, RemoteError } from '../sync/remote.ts';
import type { SyncState } from '../sync/state.ts';
import { SyncEnded } from './sync-store.ts';

export interface SyncDeps {
  /** Milliseconds since 1970. */
  now(): number;
  /** The lock over all writers of the book (`beside-book`). */
  lock?<T>(work: () => Promise<T>): Promise<T>;
  /** Runs the work unless another runner is at it; null when one is. */
  alone?<T>(work: () => Promise<T>): Promise<T | null>;
}

/** Who this device is in its space: keys, members, place. Lies in the book and is written when it changes. */
export interface SyncSelf {
  space: string;
  genesis: Bytes;
  device: DeviceKeys;
  member: string;
  /** All of them; no key is ever dropped. */
  epochs: Record<number, Bytes>;
  epoch: number;
  /** What a new key bag is made of when the passphrase changes; null on devices that were invited. */
  bag: { secret: Bytes; recovery: string; generation: number } | null;
  records: SignedRecord[];
  /** Write-once objects of the space, kept to fill an emptied store again. */
  roots: [path: string, bytes: Bytes][];
  /** How the remote is opened, as it was given. */
  place: unknown;
}

export const readSelf = async (book: Book): Promise<SyncSelf | null> =>
  (await readSync(book, 'sync/self')) as SyncSelf | null;

/** @throws SyncEnded where syncing was switched off meanwhile: no key, no credential comes back. */
export const writeSelf = (book: Book, self: SyncSelf): Promise<void> =>
  withBook(book, () =>
    writing(book, async () => {
      const stored = await readSync(book, 'sync/state');
      if ((stored?.state as SyncState | undefined)?.space !== self.space) throw new SyncEnded();
      await putSync(book, 'sync/self', self);
    }),
  );

export async function membersOf(self: SyncSelf): Promise<Members> {
  const genesis = (await readGenesis(self.genesis, self.space)) as Genesis;
  return Members.of(genesis, self.space, self.records);
}

export async function codecOf(self: SyncSelf, members: Members): Promise<Codec> {
  const ring: KeyRing = {
    space: self.space,
    epochs: new Map(Object.entries(self.epochs).map(([epoch, key]) => [Number(epoch), key])),
    epoch: self.epoch,
    sign: self.device.sign,
    writer: async (replica, kind, seq) => members.writer(replica, kind, seq),
  };
  return createCodec(ring);
}

/** A record travels sealed: the store learns no names. Its writer's log is named by the device. */
async function memberCodec(self: SyncSelf, sign: CryptoKey, key: CryptoKey): Promise<Codec> {
  const epochs = new Map(Object.entries(self.epochs).map(([epoch, bytes]) => [Number(epoch), bytes]));
  return createCodec({
    space: self.space,
    epochs,
    epoch: Math.min(...epochs.keys()),
    sign,
    writer: async () => key,
  });
}

/**
 * Reads what is new of the membership log. Records that nobody may write, or that are of another chain, count for nothing.
 * @returns whether there was anything.
 */
export async function readRecords(remote: Remote, self: SyncSelf): Promise<boolean> {
  const folder = pathOf.members(self.space);
  const writers = (await remote.list(folder)).map(({ path }) => path.slice(folder.length).replace(/\/$/, ''));
  let found = false;
  for (let grew = true; grew; ) {
    grew = false;
    for (const writer of writers) {
      const members = await membersOf(self);
      const known = members.find(writer);
      if (!known) continue;
      const codec = await memberCodec(
        self,
        self.device.sign,
        await verifyingKey(Uint8Array.fromBase64(known.ed)),
      );
      const n = (members.counts()[writer] ?? 0) + 1;
      const path = pathOf.member(self.space, writer, n);
      const got = await find(remote, path);
      if (!got?.bytes) continue;
      const opened = await codec.open('member', path, got.bytes).catch(() => null);
      const record = opened && readRecord(opened.plain, writer, n);
      if (!record) continue;
      // What does not count must not stand in the way of what will.
      await members.add(record);
      if (members.counts()[writer] !== n) continue;
      self.records.push(record);
      self.roots.push([path, got.bytes]);
      grew = true;
      found = true;
    }
  }
  return found;
}

/** Says something as an admin: signed, sealed, stored, and read back. */
export async function writeRecord(
  remote: Remote,
  self: SyncSelf,
  by: { device: string; sign: CryptoKey; ed: Bytes },
  said: Pick<MemberRecord, 'add' | 'remove'>,
  at: number,
): Promise<void> {
  const members = await membersOf(self);
  const n = (members.counts()[by.device] ?? 0) + 1;
  const before = self.records.find(({ record }) => record.by === by.device && record.n === n - 1);
  const prev = before ? await recordDigest(before.record) : '';
  const record: MemberRecord = {
    space: self.space,
    by: by.device,
    n,
    prev,
    at,
    seen: members.counts(),
    ...said,
  };
  const signed = await signRecord(record, by.sign);
  const codec = await memberCodec(self, by.sign, await verifyingKey(by.ed));
  const path = pathOf.member(self.space, by.device, n);
  const bytes = await codec.seal('member', path, { replica: by.device, seq: n, prev: '' }, signed);
  await putKept(remote, self, path, bytes);
  self.records.push(signed);
}

/** Stores a write-once object, reads it back, and keeps a copy of it here. */
export async function putKept(remote: Remote, self: SyncSelf, path: string, bytes: Bytes): Promise<void> {
  await putChecked(remote, path, bytes);
  self.roots.push([path, bytes]);
}

/** @throws RemoteError `broken` when the store does not give back what it was given. */
export async function putChecked(remote: Remote, path: string, bytes: Bytes): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    await remote.put(path, bytes, { ifAbsent: true });
    const back = await find(remote, path);
    if (back?.bytes && sameBytes(back.bytes, bytes)) return;
  }
  throw new RemoteError('broken');
}

/** A device as the membership log names it. */
export const memberOf = ({ id, ed, x }: DeviceKeys, member: string, name: string, role: Role): Member => ({
  device: id,
  ed: ed.toBase64(),
  x: x.toBase64(),
  member,
  name,
  role,
});

/** Fetches epoch keys that were wrapped for these keys since. @returns whether there were any. */
export async function fetchEpochs(remote: Remote, self: SyncSelf, keys: DeviceKeys): Promise<boolean> {
  const admins = (await membersOf(self)).all().filter(({ role }) => role === 'admin');
  let found = false;
  for (;;) {
    const epoch = Math.max(...Object.keys(self.epochs).map(Number)) + 1;
    const got = await find(remote, pathOf.key(self.space, epoch, keys.id));
    const signers = admins.map(({ ed }) => Uint8Array.fromBase64(ed));
    const key = got?.bytes && (await unwrapEpoch(self.space, epoch, got.bytes, keys, signers));
    if (!key) return found;
    self.epochs[epoch] = key;
    self.epoch = epoch;
    found = true;
  }
}
