import { canonical } from '../domain/canonical.ts';
import { base32, concat, fromBase32, random, sameBytes, sha256, uint32, utf8 } from './bytes.ts';
import { deriveKey, isSigned, signBytes } from './keys.ts';
import {
  BadObjectError,
  type ChunkPlain,
  type Codec,
  isAt,
  KINDS,
  type Kind,
  type PlainOf,
  type Sealing,
} from './log.ts';
import { pack, unpack } from './pack.ts';
import type { Bytes } from './remote.ts';

const MAGIC = utf8('CRS1');
const SUITE = 1;
const FLAGS = 0b11;
/** Of the plaintext: a newer one is left for a newer Beside. */
const MAJOR = 1;
const HEAD = 100;
const SIGNATURE = 64;
const TAG = 16;
const NO_PREV = new Uint8Array(32);

/** What this device opens and signs with. */
export interface KeyRing {
  space: string;
  /** Epoch → its 32 bytes. No key is ever dropped. */
  epochs: ReadonlyMap<number, Bytes>;
  /** The one that is sealed with. */
  epoch: number;
  sign: CryptoKey;
  /**
   * The key that must have signed what a replica wrote; null when it may not write this. Of segments `seq` counts, of all
   * else only who.
   */
  writer(replica: string, kind: Kind, seq: number): Promise<CryptoKey | null>;
}

/** The envelope of SYNC.md 5.2, byte for byte but for the padding, which is around the gzip and not in it. */
export function createCodec(ring: KeyRing): Codec {
  const space = fromBase32(ring.space)!;
  const keyFor = (epoch: number, kind: Kind, path: string): Promise<CryptoKey> => {
    const secret = ring.epochs.get(epoch);
    if (!secret) throw new BadObjectError('epoch');
    return deriveKey(secret, space, concat(utf8('crs1'), Uint8Array.of(KINDS[kind]), utf8(path)));
  };
  return {
    async seal(kind, path, { replica, seq, prev }, plain) {
      const packed = await pack(plain);
      const head = concat(
        MAGIC,
        Uint8Array.of(KINDS[kind], SUITE, FLAGS, MAJOR),
        uint32(ring.epoch),
        space,
        fromBase32(replica)!,
        new Uint8Array(4),
        uint32(seq),
        prev === '' ? NO_PREV : fromBase32(prev)!,
        random(12),
        uint32(packed.length + TAG),
      );
      const key = await keyFor(ring.epoch, kind, path);
      const sealed = await crypto.subtle.encrypt(how(head, path), key, packed);
      const body = concat(head, new Uint8Array(sealed));
      return concat(body, await signBytes(ring.sign, await signed(body)));
    },
    async open(kind, path, bytes) {
      const head = readHead(bytes, kind, space);
      const body = bytes.slice(0, bytes.length - SIGNATURE);
      const verifying = await ring.writer(head.replica, kind, head.seq);
      if (!verifying) throw new BadObjectError('stranger');
      if (!(await isSigned(verifying, bytes.slice(-SIGNATURE), await signed(body))))
        throw new BadObjectError('torn');
      if (!isAt(kind, path, head)) throw new BadObjectError('foreign');
      const key = await keyFor(head.epoch, kind, path);
      let packed: ArrayBuffer;
      try {
        packed = await crypto.subtle.decrypt(how(body.slice(0, HEAD), path), key, body.slice(HEAD));
      } catch {
        // Signed by somebody who may, whole, and yet it does not open here: it was made for another name.
        throw new BadObjectError('foreign');
      }
      if (head.major > MAJOR) throw new BadObjectError('newer');
      const plain = (await unpack(new Uint8Array(packed))) as PlainOf<typeof kind>;
      return { replica: head.replica, seq: head.seq, prev: head.prev, plain };
    },
    digest: async (bytes) => base32(await sha256(bytes)),
    nameOf: (chunk) => nameOf(chunk, ring.epochs, space),
  };
}

/** A keyed hash: whoever reads the store cannot tell whether a chunk holds what they guess. */
async function nameOf(chunk: ChunkPlain, epochs: ReadonlyMap<number, Bytes>, space: Bytes): Promise<string> {
  const secret = epochs.get(Math.min(...epochs.keys()))!;
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const info = utf8('crs1/name');
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: space, info },
    base,
    256,
  );
  const how = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bits, how, false, ['sign']);
  return base32(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(canonical(chunk.o)))));
}

const how = (head: Bytes, path: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv: head.slice(84, 96),
  additionalData: concat(head, utf8(path)),
});

const signed = async (body: Bytes): Promise<Bytes> => concat(utf8('crs1'), await sha256(body));

interface Head extends Sealing {
  epoch: number;
  major: number;
}

function readHead(bytes: Bytes, kind: Kind, space: Bytes): Head {
  if (bytes.length < HEAD + TAG + SIGNATURE || !sameBytes(bytes.subarray(0, 4), MAGIC))
    throw new BadObjectError('torn');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (bytes.length !== HEAD + view.getUint32(96) + SIGNATURE) throw new BadObjectError('torn');
  if (bytes[5] !== SUITE) throw new BadObjectError('newer');
  if (bytes[4] !== KINDS[kind] || !sameBytes(bytes.subarray(12, 28), space))
    throw new BadObjectError('foreign');
  const prev = bytes.slice(52, 84);
  return {
    replica: base32(bytes.subarray(28, 44)),
    seq: view.getUint32(48),
    prev: sameBytes(prev, NO_PREV) ? '' : base32(prev),
    epoch: view.getUint32(8),
    major: bytes[7] ?? 0,
  };
}
