import { base32, concat, fromBase32, random, sha256, utf8 } from './bytes.ts';
import type { Bytes } from './remote.ts';

/** The keys of one device: they cannot be read out, and lie in the browser's own database. */
export interface DeviceKeys {
  /** base32 of 16 bytes: SHA-256 of the public signing key. */
  id: string;
  sign: CryptoKey;
  receive: CryptoKey;
  /** Public halves, raw. */
  ed: Bytes;
  x: Bytes;
}

/** @param isKept false: keys that can be read out, for the one that lies in the key bag. */
export async function makeDeviceKeys(isKept = true): Promise<DeviceKeys> {
  const ed = (await crypto.subtle.generateKey('Ed25519', !isKept, ['sign', 'verify'])) as CryptoKeyPair;
  const x = (await crypto.subtle.generateKey('X25519', !isKept, ['deriveBits'])) as CryptoKeyPair;
  const publicEd = await rawOf(ed.publicKey);
  return {
    id: await deviceId(publicEd),
    sign: ed.privateKey,
    receive: x.privateKey,
    ed: publicEd,
    x: await rawOf(x.publicKey),
  };
}

const rawOf = async (key: CryptoKey): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.exportKey('raw', key));

export const deviceId = async (ed: Bytes): Promise<string> => base32((await sha256(ed)).subarray(0, 16));

/** Both private keys in letters, to be kept in a key bag; only of keys that can be read out. */
export async function keysInLetters(keys: DeviceKeys): Promise<string> {
  const [sign, receive] = await Promise.all(
    [keys.sign, keys.receive].map(async (key) => new Uint8Array(await crypto.subtle.exportKey('pkcs8', key))),
  );
  return JSON.stringify([sign, receive, keys.ed, keys.x].map((bytes) => bytes!.toBase64()));
}

/** @throws for letters that are no keys. */
export async function keysFromLetters(text: string): Promise<DeviceKeys> {
  const [sign, receive, ed, x] = (JSON.parse(text) as string[]).map((one) => Uint8Array.fromBase64(one));
  return {
    id: await deviceId(ed!),
    sign: await crypto.subtle.importKey('pkcs8', sign!, 'Ed25519', false, ['sign']),
    receive: await crypto.subtle.importKey('pkcs8', receive!, 'X25519', false, ['deriveBits']),
    ed: ed!,
    x: x!,
  };
}

export const verifyingKey = (ed: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', ed, 'Ed25519', false, ['verify']);

/**
 * A new name for a log of this device: half of it says whose, so that nobody can write into another device's log.
 * 16 bytes in base32.
 */
export function newReplica(device: string): string {
  return base32(concat(fromBase32(device)!.subarray(0, 8), random(8)));
}

/** Tells whose log it is: equal for a device and all of its replicas. */
export const ownerOf = (replica: string): string =>
  base32((fromBase32(replica) ?? new Uint8Array()).subarray(0, 8));

/** A key for AES-256-GCM. @param secret 32 bytes, or what a key exchange gave. */
export async function deriveKey(secret: Bytes, salt: Bytes, info: Bytes): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

/** What only the holder of the private half can open: ephemeral key, nonce and ciphertext in one. */
export async function sealTo(x: Bytes, info: string, plain: Bytes): Promise<Bytes> {
  const pair = (await crypto.subtle.generateKey('X25519', false, ['deriveBits'])) as CryptoKeyPair;
  const own = await rawOf(pair.publicKey);
  const key = await sharedKey(pair.privateKey, x, concat(own, x), info);
  const iv = random(12);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(info) }, key, plain);
  return concat(own, iv, new Uint8Array(sealed));
}

/** @returns null when it was not sealed to these keys, or was changed. */
export async function openFrom(keys: DeviceKeys, info: string, sealed: Bytes): Promise<Bytes | null> {
  try {
    const theirs = sealed.slice(0, 32);
    const key = await sharedKey(keys.receive, theirs, concat(theirs, keys.x), info);
    const how = { name: 'AES-GCM', iv: sealed.slice(32, 44), additionalData: utf8(info) };
    return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.slice(44)));
  } catch {
    // Whatever is wrong with it, it is not for us.
    return null;
  }
}

async function sharedKey(own: CryptoKey, theirs: Bytes, salt: Bytes, info: string): Promise<CryptoKey> {
  const other = await crypto.subtle.importKey('raw', theirs, 'X25519', false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'X25519', public: other }, own, 256);
  return deriveKey(new Uint8Array(shared), salt, utf8(info));
}

export const signBytes = async (key: CryptoKey, bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key, bytes));

export const isSigned = (key: CryptoKey, signature: Bytes, bytes: Bytes): Promise<boolean> =>
  crypto.subtle.verify('Ed25519', key, signature, bytes);
