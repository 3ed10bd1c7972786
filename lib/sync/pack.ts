import { concat, fromUtf8, uint32, utf8 } from './bytes.ts';
import { BadObjectError } from './log.ts';
import type { Bytes } from './remote.ts';

/** What an object may unpack to: 64 MiB. A bomb is stopped there, not after it. */
const UNPACKED_LIMIT = 64 * 1024 * 1024;

/**
 * JSON, gzipped, then padded (Padmé: at most 12 % more), so that the store learns a size to within a few bits. The padding
 * comes after the packing, which would make nothing of it.
 */
export async function pack(plain: unknown): Promise<Bytes> {
  const json = new Blob([utf8(JSON.stringify(plain))]);
  const zipped = await new Response(json.stream().pipeThrough(new CompressionStream('gzip'))).bytes();
  const length = padded(zipped.length + 4);
  return concat(uint32(zipped.length), zipped, new Uint8Array(length - 4 - zipped.length));
}

/** @throws BadObjectError `large`, `torn`. */
export async function unpack(bytes: Bytes, limit = UNPACKED_LIMIT): Promise<unknown> {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (length > bytes.length - 4) throw new BadObjectError('torn');
  const zip = new DecompressionStream('gzip') as TransformStream<Bytes, Uint8Array>;
  const reader = new Blob([bytes.subarray(4, 4 + length)]).stream().pipeThrough(zip).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > limit) throw new BadObjectError('large');
      parts.push(next.value);
    }
    return JSON.parse(fromUtf8(concat(...parts)));
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error instanceof BadObjectError ? error : new BadObjectError('torn');
  }
}

/** The next size that Padmé allows. @param length in bytes, at least 2. */
export function padded(length: number): number {
  const exponent = Math.floor(Math.log2(length));
  const low = exponent - (Math.floor(Math.log2(exponent)) + 1);
  const mask = low > 0 ? 2 ** low - 1 : 0;
  return Math.ceil(length / (mask + 1)) * (mask + 1);
}
