import { base32, concat, fromBase32, fromUtf8, random, sameBytes, sha256, uint32, utf8 } from './bytes.ts';
import { type DeviceKeys, isSigned, openFrom, sealTo, signBytes, verifyingKey } from './keys.ts';
import type { Bytes } from './remote.ts';

/** An epoch key for one device: nobody else can open it, and an admin signed it. */
export async function wrapEpoch(
  space: string,
  epoch: number,
  secret: Bytes,
  to: Bytes,
  admin: DeviceKeys,
): Promise<Bytes> {
  const sealed = await sealTo(to, wrapInfo(space, epoch), secret);
  const body = concat(utf8('CRK1'), sealed);
  return concat(body, await signBytes(admin.sign, body));
}

/** @param admins public signing keys of those who may hand out keys. @returns null when it is not for us, or not theirs. */
export async function unwrapEpoch(
  space: string,
  epoch: number,
  packet: Bytes,
  own: DeviceKeys,
  admins: readonly Bytes[],
): Promise<Bytes | null> {
  const body = packet.slice(0, -64);
  for (const ed of admins)
    if (await isSigned(await verifyingKey(ed), packet.slice(-64), body))
      return openFrom(own, wrapInfo(space, epoch), body.slice(4));
  return null;
}

const wrapInfo = (space: string, epoch: number): string => `crs1/wrap/${space}/${epoch}`;

/** Public keys of a device, as they travel by chat. */
export interface PublicKeys {
  ed: Bytes;
  x: Bytes;
}

const CODE_VERSION = 1;

/** The keys in letters, with a checksum that finds a slip: some 110 of them. */
export async function joinCode({ ed, x }: PublicKeys): Promise<string> {
  const body = concat(Uint8Array.of(CODE_VERSION), ed, x);
  return base32(concat(body, (await sha256(body)).subarray(0, 4)));
}

export async function readJoinCode(text: string): Promise<PublicKeys | null> {
  const bytes = fromBase32(text.toLowerCase().replace(/[\s-]/g, ''));
  if (bytes?.length !== 69 || bytes[0] !== CODE_VERSION) return null;
  const body = bytes.slice(0, 65);
  if (!sameBytes((await sha256(body)).subarray(0, 4), bytes.subarray(65))) return null;
  return { ed: bytes.slice(1, 33), x: bytes.slice(33, 65) };
}

/**
 * The check of an invitation (SYNC.md 5.10), for a chat that somebody else may control: the admin's keys travel first; the
 * new device answers with its keys and a commitment to a nonce; the admin answers with a nonce; the new device reveals
 * its own. Neither side can choose its nonce by the other's, so that equal digits on both screens mean equal keys.
 */
export const newNonce = (): Bytes => random(16);

export const commitTo = (admin: PublicKeys, joining: PublicKeys, nonce: Bytes): Promise<Bytes> =>
  sha256(concat(utf8('crs1/commit'), admin.ed, admin.x, joining.ed, joining.x, nonce));

export const keepsCommitment = async (
  commitment: Bytes,
  admin: PublicKeys,
  joining: PublicKeys,
  nonce: Bytes,
): Promise<boolean> => sameBytes(commitment, await commitTo(admin, joining, nonce));

/** Eight digits, to be compared by voice. */
export async function checkDigits(
  admin: PublicKeys,
  joining: PublicKeys,
  adminNonce: Bytes,
  joiningNonce: Bytes,
): Promise<string> {
  const keys = concat(admin.ed, admin.x, joining.ed, joining.x);
  const hash = await sha256(concat(utf8('crs1/check'), keys, adminNonce, joiningNonce));
  const value = new DataView(hash.buffer).getBigUint64(0) % 100_000_000n;
  return String(value).padStart(8, '0');
}

/** What the admin hands over once the digits are equal. */
export interface InvitePacket {
  space: string;
  /** How the remote is opened, credentials included. */
  place: unknown;
  epochs: Record<string, string>;
  member: string;
  /** How far the admin has read everybody: an older store than this is refused. */
  least: Record<string, number>;
}

export async function sealInvite(packet: InvitePacket, to: PublicKeys, admin: DeviceKeys): Promise<string> {
  const sealed = await sealTo(to.x, 'crs1/invite', utf8(JSON.stringify(packet)));
  const body = concat(admin.ed, uint32(sealed.length), sealed);
  return concat(body, await signBytes(admin.sign, body)).toBase64({
    alphabet: 'base64url',
    omitPadding: true,
  });
}

/** @param admin whose keys the digits were compared for. @returns null when it is not for us, or not theirs. */
export async function openInvite(
  text: string,
  own: DeviceKeys,
  admin: PublicKeys,
): Promise<InvitePacket | null> {
  try {
    const bytes = Uint8Array.fromBase64(text.trim(), { alphabet: 'base64url' });
    const body = bytes.slice(0, -64);
    if (!sameBytes(body.subarray(0, 32), admin.ed)) return null;
    if (!(await isSigned(await verifyingKey(admin.ed), bytes.slice(-64), body))) return null;
    const plain = await openFrom(own, 'crs1/invite', body.slice(36));
    return plain && (JSON.parse(fromUtf8(plain)) as InvitePacket);
  } catch {
    // Cut off on its way.
    return null;
  }
}
