import { concat, fromUtf8, random, sha256, utf8 } from './bytes.ts';
import { deriveKey } from './keys.ts';
import type { Bytes } from './remote.ts';

/** What a member needs to come back with nothing but passphrase and kit. */
export interface BagContent {
  space: string;
  member: string;
  /** Epoch → key, base64. All of them: no key is ever dropped. */
  epochs: Record<string, string>;
  /** Signs for the member that a device is theirs, and receives later epochs; see `keysInLetters`. */
  recovery: string;
}

export type BagError = 'kit-wrong' | 'passphrase-wrong' | 'damaged' | 'newer';

const ROUNDS = 600_000;
/** A header from elsewhere may not make this device work for hours. */
const MOST_ROUNDS = ROUNDS * 20;

interface BagHead {
  format: 'beside-bag';
  v: number;
  kdf: { name: 'PBKDF2'; hash: 'SHA-256'; iterations: number; salt: string };
  /** 16 bits of the kit's secret, hashed: tells a wrong kit from a wrong passphrase. */
  kit: string;
  nonce: string;
  /** Of the sealed bytes: tells a damaged bag from a wrong passphrase. */
  sum: string;
}

/** Seals a bag with both secrets. @param rounds never fewer than 600,000, but in tests. */
export async function sealBag(
  content: BagContent,
  passphrase: string,
  secret: Bytes,
  rounds = ROUNDS,
): Promise<Bytes> {
  const salt = random(16);
  const nonce = random(12);
  const key = await bagKey(passphrase, secret, salt, rounds);
  const plain = utf8(JSON.stringify(content));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, plain));
  const head: BagHead = {
    format: 'beside-bag',
    v: 1,
    kdf: { name: 'PBKDF2', hash: 'SHA-256', iterations: rounds, salt: salt.toBase64() },
    kit: await kitCheck(secret),
    nonce: nonce.toBase64(),
    sum: (await sha256(sealed)).toBase64(),
  };
  return concat(utf8(`${JSON.stringify(head)}\n`), sealed);
}

/** @param least rounds below which a bag is refused: whoever weakened it wants the passphrase. */
export async function openBag(
  bytes: Bytes,
  passphrase: string,
  secret: Bytes,
  least = ROUNDS,
): Promise<BagContent | BagError> {
  const read = readHead(bytes);
  if (typeof read === 'string') return read;
  const { head, sealed } = read;
  const { iterations, salt } = head.kdf;
  if (iterations < least || iterations > MOST_ROUNDS) return 'damaged';
  if ((await sha256(sealed)).toBase64() !== head.sum) return 'damaged';
  if (head.kit !== (await kitCheck(secret))) return 'kit-wrong';
  const key = await bagKey(passphrase, secret, Uint8Array.fromBase64(salt), iterations);
  try {
    const how = { name: 'AES-GCM', iv: Uint8Array.fromBase64(head.nonce) };
    return JSON.parse(fromUtf8(new Uint8Array(await crypto.subtle.decrypt(how, key, sealed)))) as BagContent;
  } catch {
    // Whole, and the kit is the right one.
    return 'passphrase-wrong';
  }
}

function readHead(bytes: Bytes): { head: BagHead; sealed: Bytes } | BagError {
  const end = bytes.indexOf(10);
  try {
    const head = JSON.parse(fromUtf8(bytes.subarray(0, Math.max(0, end)))) as BagHead;
    if (head.format !== 'beside-bag') return 'damaged';
    if (head.v > 1) return 'newer';
    return { head, sealed: bytes.slice(end + 1) };
  } catch {
    return 'damaged';
  }
}

async function bagKey(passphrase: string, secret: Bytes, salt: Bytes, rounds: number): Promise<CryptoKey> {
  const text = utf8(passphrase.normalize('NFC'));
  const raw = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  const stretched = new Uint8Array(await crypto.subtle.deriveBits(how, raw, 256));
  return deriveKey(concat(stretched, secret), salt, utf8('crs1/kek'));
}

const kitCheck = async (secret: Bytes): Promise<string> =>
  (await sha256(concat(utf8('crs1/kit-check'), secret))).subarray(0, 2).toBase64();
