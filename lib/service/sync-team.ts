import { Failure } from '../domain/failure.ts';
import type { Book } from '../store/schema.ts';
import { readSync } from '../store/sync-state.ts';
import { random } from '../sync/bytes.ts';
import { type DeviceKeys, deviceId, ownerOf } from '../sync/keys.ts';
import { pathOf } from '../sync/log.ts';
import type { Role } from '../sync/members.ts';
import { type InvitePacket, openInvite, type PublicKeys, sealInvite, wrapEpoch } from '../sync/packets.ts';
import { find, type Remote } from '../sync/remote.ts';
import type { SyncState } from '../sync/state.ts';
import { begin } from './sync.ts';
import {
  fetchEpochs,
  membersOf,
  putKept,
  readRecords,
  readSelf,
  type SyncDeps,
  type SyncSelf,
  writeRecord,
  writeSelf,
} from './sync-self.ts';

/**
 * Lets a device of somebody else in, after the digits were compared (`checkDigits`): signed by this admin, with all keys.
 * @param place how the new device opens the remote, credentials included.
 * @returns letters for that device alone.
 * @throws RemoteError; Failure `refused` where this device is no admin.
 */
export async function inviteDevice(
  book: Book,
  remote: Remote,
  theirs: PublicKeys,
  { name, role, place }: { name: string; role: Role; place: unknown },
  deps: SyncDeps,
): Promise<string> {
  const self = await adminSelf(book, remote);
  const device = await deviceId(theirs.ed);
  const add = { device, ed: theirs.ed.toBase64(), x: theirs.x.toBase64(), member: device, name, role };
  await writeRecord(remote, self, ownSigner(self), { add }, deps.now());
  await writeSelf(book, self);
  const epochs = Object.fromEntries(
    Object.entries(self.epochs).map(([epoch, key]) => [epoch, key.toBase64()]),
  );
  const { peers } = await stateOf(book);
  const least = Object.fromEntries(Object.entries(peers).map(([replica, { seq }]) => [replica, seq]));
  return sealInvite({ space: self.space, place, epochs, member: device, least }, theirs, self.device);
}

/** What an invitation says, before it is taken: the place, to open the remote with. Null when it is not for these keys. */
export const readInvitation = (
  text: string,
  own: DeviceKeys,
  admin: PublicKeys,
): Promise<InvitePacket | null> => openInvite(text, own, admin);

/**
 * Takes part by invitation. @throws RemoteError; Failure `not-found` when the store shows less than the admin had seen: it
 * is another one, or an old copy.
 */
export async function joinInvited(
  book: Book,
  remote: Remote,
  { space, place, epochs, member, least }: InvitePacket,
  device: DeviceKeys,
  deps: SyncDeps,
): Promise<void> {
  const got = await find(remote, pathOf.genesis(space));
  if (!got?.bytes) throw new Failure('not-found', 'space');
  const keys = Object.fromEntries(
    Object.entries(epochs).map(([epoch, key]) => [Number(epoch), Uint8Array.fromBase64(key)]),
  );
  const self: SyncSelf = {
    space,
    genesis: got.bytes,
    device,
    member,
    epochs: keys,
    epoch: Math.max(...Object.keys(keys).map(Number)),
    bag: null,
    records: [],
    roots: [[pathOf.genesis(space), got.bytes]],
    place,
  };
  await readRecords(remote, self);
  if (!(await membersOf(self)).find(device.id)) throw new Failure('not-found', 'member');
  for (const [replica, seq] of Object.entries(least)) {
    if (seq > 0 && !(await find(remote, pathOf.head(space, replica)))) throw new Failure('not-found', 'head');
  }
  await begin(book, self, deps);
}

/**
 * Takes a device out: what it wrote up to what was read here stays, what it writes later counts for nobody, and it gets no
 * new key. The credential of the store must be changed by hand; its own rows stay with it.
 * @throws RemoteError; Failure `refused` where this device is no admin, `not-found`.
 */
export async function removeDevice(
  book: Book,
  remote: Remote,
  device: string,
  deps: SyncDeps,
): Promise<void> {
  const self = await adminSelf(book, remote);
  const known = (await membersOf(self)).find(device);
  if (!known || device === self.device.id) throw new Failure('not-found', device);
  const { peers } = await stateOf(book);
  const theirs = Object.entries(peers).filter(([replica]) => ownerOf(replica) === ownerOf(device));
  const after = Object.fromEntries(theirs.map(([replica, { seq }]) => [replica, seq]));
  await writeRecord(remote, self, ownSigner(self), { remove: { device, after } }, deps.now());
  const epoch = Math.max(...Object.keys(self.epochs).map(Number)) + 1;
  const key = random(32);
  for (const left of (await membersOf(self)).all()) {
    const packet = await wrapEpoch(self.space, epoch, key, Uint8Array.fromBase64(left.x), self.device);
    await putKept(remote, self, pathOf.key(self.space, epoch, left.device), packet);
  }
  self.epochs[epoch] = key;
  self.epoch = epoch;
  await writeSelf(book, self);
}

async function adminSelf(book: Book, remote: Remote): Promise<SyncSelf> {
  const self = await readSelf(book);
  if (!self) throw new Failure('refused');
  await readRecords(remote, self);
  await fetchEpochs(remote, self, self.device);
  const own = (await membersOf(self)).find(self.device.id);
  if (own?.role !== 'admin' || own.isRemoved) throw new Failure('refused');
  return self;
}

const ownSigner = ({ device }: SyncSelf) => ({ ...device, device: device.id });

const stateOf = async (book: Book): Promise<SyncState> =>
  (await readSync(book, 'sync/state'))!.state as SyncState;
