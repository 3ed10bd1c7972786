import { Failure } from '../domain/failure.ts';
import { lastChange } from '../store/living.ts';
import { type Book, withBook, writing } from '../store/schema.ts';
import { putSync, readSync, removeSync, type StoredView } from '../store/sync-state.ts';
import { random } from '../sync/bytes.ts';
import { type BagContent, openBag, sealBag } from '../sync/key-bag.ts';
import { keysFromLetters, keysInLetters, makeDeviceKeys, newReplica } from '../sync/keys.ts';
import { kitText, newSecret, readKit } from '../sync/kit.ts';
import { pathOf } from '../sync/log.ts';
import { type Genesis, genesisBytes, readGenesis, spaceOf } from '../sync/members.ts';
import { type Bytes, find, type Remote } from '../sync/remote.ts';
import { newState, type SyncState } from '../sync/state.ts';
import {
  fetchEpochs,
  memberOf,
  putChecked,
  putKept,
  readRecords,
  readSelf,
  type SyncDeps,
  type SyncSelf,
  writeRecord,
  writeSelf,
} from './sync-self.ts';

export interface NewSync {
  passphrase: string;
  /** Name of this device, for the list of devices. */
  name: string;
  /** How the remote is opened again: kept as it is, shown to nobody but this device. */
  place: unknown;
}

/**
 * Begins a space on an empty place of the remote; the book goes there with the first `syncNow`.
 * @returns the recovery kit's letters: shown once, printed, never stored outside this device.
 * @throws RemoteError
 */
export async function createSync(
  book: Book,
  remote: Remote,
  { passphrase, name, place }: NewSync,
  deps: SyncDeps,
): Promise<{ kit: string; space: string }> {
  const [device, recovery] = await Promise.all([makeDeviceKeys(), makeDeviceKeys(false)]);
  const genesis: Genesis = {
    v: 1,
    founder: memberOf(device, device.id, '', 'admin'),
    recovery: memberOf(recovery, device.id, '', 'admin'),
    salt: random(16).toBase64(),
  };
  const bytes = genesisBytes(genesis);
  const space = await spaceOf(bytes);
  const secret = newSecret();
  const bag = { secret, recovery: await keysInLetters(recovery), generation: 0 };
  const self: SyncSelf = {
    space,
    genesis: bytes,
    device,
    member: device.id,
    epochs: { 1: random(32) },
    epoch: 1,
    bag,
    records: [],
    roots: [],
    place,
  };
  await putKept(remote, self, pathOf.genesis(space), bytes);
  await writeBag(remote, self, passphrase);
  const add = memberOf(device, device.id, name, 'admin');
  await writeRecord(remote, self, { ...device, device: device.id }, { add }, deps.now());
  await begin(book, self, deps);
  return { kit: await kitText(secret), space };
}

/** Seals the next generation of the key bag, reads it back, and takes the older ones away. */
async function writeBag(remote: Remote, self: SyncSelf, passphrase: string): Promise<void> {
  const bag = self.bag!;
  const epochs = Object.fromEntries(
    Object.entries(self.epochs).map(([epoch, key]) => [epoch, key.toBase64()]),
  );
  const content = { space: self.space, member: self.member, epochs, recovery: bag.recovery };
  const bytes = await sealBag(content, passphrase, bag.secret);
  const folder = pathOf.bags(self.space, self.member);
  const older = await remote.list(folder);
  const newest = Math.max(bag.generation, ...older.map(({ path }) => Number(path.slice(folder.length))));
  bag.generation = newest + 1;
  const path = pathOf.bag(self.space, self.member, bag.generation);
  await putChecked(remote, path, bytes);
  self.roots = [...self.roots.filter((one) => !one[0].startsWith(folder)), [path, bytes]];
  for (const one of older) await remote.remove(one.path);
}

/**
 * Changes the passphrase. Older copies that the store itself kept still open with the old one *and* the kit.
 * @throws Failure `refused` on a device that was invited and holds no kit.
 */
export async function changePassphrase(book: Book, remote: Remote, passphrase: string): Promise<void> {
  const self = await readSelf(book);
  if (!self?.bag) throw new Failure('refused');
  await writeBag(remote, self, passphrase);
  await writeSelf(book, self);
}

/** The letters of the recovery kit, to be printed again; null where this device holds none. */
export async function recoveryKit(book: Book): Promise<string | null> {
  const self = await readSelf(book);
  return self?.bag ? kitText(self.bag.secret) : null;
}

/** Spaces that lie at the place of the remote. */
export async function spacesAt(remote: Remote): Promise<string[]> {
  const folders = (await remote.list('')).map(({ path }) => path.replace(/\/$/, ''));
  return folders.filter((name) => /^[a-z2-7]{26}$/.test(name));
}

export interface JoinSync extends NewSync {
  kit: string;
  /** Where several spaces lie in one place, the one whose bag opens is taken unless this names it. */
  space?: string;
}

/**
 * Takes part in one's own space on another device, with passphrase and kit. Rows that are here stay, with their ids:
 * everything meets by merging, and customers with the same handles are for `joinMatches`.
 * @throws RemoteError; Failure `not-found` (no space there), `kit-wrong`, `passphrase-wrong`, `file-damaged`, `file-newer`.
 */
export async function joinSync(
  book: Book,
  remote: Remote,
  { passphrase, kit, name, place, space: wanted }: JoinSync,
  deps: SyncDeps,
): Promise<void> {
  const secret = await readKit(kit);
  if (!secret) throw new Failure('kit-wrong');
  const spaces = wanted === undefined ? await spacesAt(remote) : [wanted];
  const { space, genesis, content, generation } = await spaceThatFits(remote, spaces, passphrase, secret);
  const recovery = await keysFromLetters(content.recovery);
  const device = await makeDeviceKeys();
  const epochs = Object.fromEntries(
    Object.entries(content.epochs).map(([epoch, key]) => [Number(epoch), Uint8Array.fromBase64(key)]),
  );
  const self: SyncSelf = {
    space,
    genesis,
    device,
    member: content.member,
    epochs,
    epoch: Math.max(...Object.keys(epochs).map(Number)),
    bag: { secret, recovery: content.recovery, generation },
    records: [],
    roots: [[pathOf.genesis(space), genesis]],
    place,
  };
  await readRecords(remote, self);
  await fetchEpochs(remote, self, recovery);
  const add = memberOf(device, content.member, name, 'admin');
  await writeRecord(remote, self, { ...recovery, device: recovery.id }, { add }, deps.now());
  await begin(book, self, deps);
}

/** What is wrong with one of several spaces, the most telling first: of another person's, the kit is wrong. */
const TELLING = ['passphrase-wrong', 'file-newer', 'file-damaged', 'kit-wrong', 'not-found'];

async function spaceThatFits(remote: Remote, spaces: readonly string[], passphrase: string, secret: Bytes) {
  let worst: Failure | null = null;
  for (const space of spaces)
    try {
      const genesis = await genesisAt(remote, space);
      return { space, genesis, ...(await bagAt(remote, space, passphrase, secret)) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!worst || TELLING.indexOf(error.code) < TELLING.indexOf(worst.code)) worst = error;
    }
  throw worst ?? new Failure('not-found', 'space');
}

async function genesisAt(remote: Remote, space: string): Promise<Bytes> {
  const got = await find(remote, pathOf.genesis(space));
  if (!got?.bytes) throw new Failure('not-found', 'space');
  if (!(await readGenesis(got.bytes, space))) throw new Failure('file-damaged', 'genesis');
  return got.bytes;
}

const BAG_FAILURES = {
  'kit-wrong': 'kit-wrong',
  'passphrase-wrong': 'passphrase-wrong',
  damaged: 'file-damaged',
  newer: 'file-newer',
} as const;

/** The newest bag that opens; a damaged one is passed by for the one before. */
async function bagAt(
  remote: Remote,
  space: string,
  passphrase: string,
  secret: Bytes,
): Promise<{ content: BagContent; generation: number }> {
  let failure: Failure = new Failure('not-found', 'bag');
  for (const { path: folder } of await remote.list(`${space}/b/`)) {
    const bags = (await remote.list(folder)).map(({ path }) => path).sort();
    for (const path of bags.reverse()) {
      const got = await find(remote, path);
      if (!got?.bytes) continue;
      const read = await openBag(got.bytes, passphrase, secret);
      // A bag of another space opens as well: whoever put it here wants this device to write there.
      const opened = typeof read !== 'string' && read.space !== space ? 'damaged' : read;
      if (typeof opened !== 'string')
        return { content: opened, generation: Number(path.slice(folder.length)) };
      // "Wrong passphrase" of a newer bag says more than whatever is wrong with an older one.
      if (failure.code !== 'passphrase-wrong') failure = new Failure(BAG_FAILURES[opened]);
    }
  }
  throw failure;
}

/** From here on syncing is on. What is in the book goes as a snapshot, what is written from now on as segments. */
export async function begin(book: Book, self: SyncSelf, deps: SyncDeps): Promise<void> {
  const lock = deps.lock ?? (<T>(work: () => Promise<T>) => work());
  const state: SyncState = newState(self.space, newReplica(self.device.id), deps.now());
  const view: StoredView = {
    phase: 'idle',
    lastAt: null,
    problem: null,
    devices: [],
    bytes: { up: 0, down: 0 },
    held: null,
    sealed: 0,
  };
  await lock(() =>
    withBook(book, () =>
      writing(book, async () => {
        const through = await lastChange(book);
        // Others read it once, whatever they have.
        state.healWanted = through > 0 || (await book.customers.count()) > 0;
        await putSync(book, 'sync/state', { state, through });
        await writeSelf(book, self);
        await putSync(book, 'sync/view', view);
      }),
    ),
  );
}

/** Ends syncing on this device. No row goes, here or elsewhere. */
export const leaveSync = removeSync;

/** The user says that the emptied store is the right one: it is filled again from here. */
export async function refillStore(book: Book): Promise<void> {
  await withBook(book, () =>
    writing(book, async () => {
      const stored = await readSync(book, 'sync/state');
      if (!stored) return;
      await putSync(book, 'sync/state', {
        ...stored,
        state: { ...(stored.state as SyncState), refill: true },
      });
    }),
  );
}
