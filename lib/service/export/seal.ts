import { Failure } from '../../domain/failure.ts';
import { SEALED_START } from './format.ts';

/**
 * Sealing a file with a passphrase: AES-256-GCM over pieces of one megabyte, the key by PBKDF2 (SHA-256, 600,000
 * rounds). The header line says all of that in the clear and is authenticated with every piece; the number of a piece is
 * part of its nonce and the last one is marked, so that none can be changed, moved or left out.
 */
const SEAL_VERSION = 1;
const ROUNDS = 600_000;
const PIECE = 1 << 20;
const TAG = 16;
/** What a piece is: the first holds nothing and tells a wrong passphrase from a damaged file. */
const ROLE = { check: 2, middle: 0, last: 1 } as const;
const HEADER_CAP = 4096;

type Bytes = Uint8Array<ArrayBuffer>;

/** A key with what it was made from; it can be kept in the browser without being read. */
export interface SealKey {
  key: CryptoKey;
  salt: Bytes;
  rounds: number;
}

export async function sealKey(
  passphrase: string,
  salt: Bytes = crypto.getRandomValues(new Uint8Array(16)),
  rounds = ROUNDS,
): Promise<SealKey> {
  const text = new TextEncoder().encode(passphrase.normalize('NFC'));
  const raw = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  const cipher = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.deriveKey(how, raw, cipher, false, ['encrypt', 'decrypt']);
  return { key, salt, rounds };
}

/** The sealed bytes of a stream. */
export function seal({ key, salt, rounds }: SealKey): TransformStream<Uint8Array, Uint8Array> {
  const nonce = crypto.getRandomValues(new Uint8Array(8));
  const kdf = { name: 'PBKDF2', hash: 'SHA-256', iterations: rounds, salt: salt.toBase64() };
  const cipher = { name: 'AES-GCM', bits: 256, nonce: nonce.toBase64(), piece: PIECE };
  const header = { format: 'beside-sealed', v: SEAL_VERSION, kdf, cipher, zip: 'gzip' };
  const head = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  let number = 0;
  let held = new Uint8Array(PIECE);
  let size = 0;
  const sealed = async (role: number, plain: Bytes) =>
    new Uint8Array(await crypto.subtle.encrypt(how(head, nonce, number++, role), key, plain));
  return new TransformStream({
    async start(out) {
      out.enqueue(head);
      out.enqueue(await sealed(ROLE.check, new Uint8Array()));
    },
    async transform(bytes, out) {
      for (let at = 0; at < bytes.length; ) {
        // A full piece waits until there is more: the last one is marked.
        if (size === PIECE) {
          out.enqueue(await sealed(ROLE.middle, held));
          held = new Uint8Array(PIECE);
          size = 0;
        }
        const some = bytes.subarray(at, at + PIECE - size);
        held.set(some, size);
        size += some.length;
        at += some.length;
      }
    },
    async flush(out) {
      out.enqueue(await sealed(ROLE.last, held.slice(0, size)));
    },
  });
}

function how(head: Bytes, nonce: Bytes, number: number, role: number): AesGcmParams {
  const iv = new Uint8Array(12);
  iv.set(nonce);
  new DataView(iv.buffer).setUint32(8, number);
  const additionalData = new Uint8Array(head.length + 1);
  additionalData.set(head);
  additionalData[head.length] = role;
  return { name: 'AES-GCM', iv, additionalData };
}

/**
 * Opens a sealed file.
 * @param secret its passphrase, or the key it was sealed with.
 * @throws Failure `passphrase-wrong`, `file-damaged`, `file-newer`; the stream fails with `file-damaged` too.
 */
export async function unseal(file: Blob, secret: string | SealKey): Promise<ReadableStream<Bytes>> {
  const { head, kdf, cipher } = await headerOf(file);
  const salt = Uint8Array.fromBase64(kdf.salt);
  const { key } = typeof secret === 'string' ? await sealKey(secret, salt, kdf.iterations) : secret;
  const nonce = Uint8Array.fromBase64(cipher.nonce);
  let at = head.length;
  let number = 0;
  const open = async (role: number, length: number): Promise<Bytes> => {
    const piece = await file.slice(at, at + length).arrayBuffer();
    at += length;
    return new Uint8Array(await crypto.subtle.decrypt(how(head, nonce, number++, role), key, piece));
  };
  try {
    await open(ROLE.check, TAG);
  } catch {
    throw new Failure('passphrase-wrong');
  }
  return new ReadableStream<Bytes>({
    async pull(out) {
      const last = file.size - at <= cipher.piece + TAG;
      const length = Math.min(cipher.piece + TAG, file.size - at);
      try {
        out.enqueue(await open(last ? ROLE.last : ROLE.middle, length));
      } catch {
        out.error(new Failure('file-damaged'));
        return;
      }
      if (last) out.close();
    },
  });
}

interface Header {
  v: number;
  kdf: { iterations: number; salt: string };
  cipher: { nonce: string; piece: number };
}

async function headerOf(file: Blob): Promise<Pick<Header, 'kdf' | 'cipher'> & { head: Bytes }> {
  const start = new Uint8Array(await file.slice(0, HEADER_CAP).arrayBuffer());
  const end = start.indexOf(10);
  const text = new TextDecoder().decode(start.subarray(0, Math.max(0, end)));
  const header = text.startsWith(SEALED_START) ? parsed(text) : null;
  if (header && header.v > SEAL_VERSION) throw new Failure('file-newer');
  const good =
    header?.v === SEAL_VERSION &&
    Number.isInteger(header.kdf?.iterations) &&
    header.kdf.iterations <= ROUNDS * 20 &&
    typeof header.kdf.salt === 'string' &&
    typeof header.cipher?.nonce === 'string' &&
    header.cipher.piece === PIECE;
  if (!good) throw new Failure('file-damaged');
  return { ...header, head: start.slice(0, end + 1) };
}

function parsed(text: string): Header | null {
  try {
    return JSON.parse(text) as Header;
  } catch {
    // As good as no header.
    return null;
  }
}
