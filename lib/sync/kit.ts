import { base32, concat, fromBase32, random, sha256, utf8 } from './bytes.ts';
import type { Bytes } from './remote.ts';

/** 128 bits that never leave paper and devices: a stolen store cannot be opened by guessing passphrases. */
export const newSecret = (): Bytes => random(16);

/** The secret and 12 bits that find a slip of the pen: 28 letters in groups of four. */
export async function kitText(secret: Bytes): Promise<string> {
  const bits = concat(secret, (await checkOf(secret)).subarray(0, 2));
  return base32(bits)
    .slice(0, 28)
    .replace(/(.{4})(?=.)/g, '$1-');
}

/** @returns null when it is no kit: too short, a letter that cannot be, or a slip. */
export async function readKit(text: string): Promise<Bytes | null> {
  const letters = text
    .toLowerCase()
    .replace(/[\s\-–—.]/g, '')
    .replaceAll('0', 'o')
    .replaceAll('1', 'l');
  if (letters.length !== 28) return null;
  const secret = fromBase32(letters)?.slice(0, 16);
  if (!secret) return null;
  return (await kitText(secret)).replaceAll('-', '') === letters ? secret : null;
}

const checkOf = (secret: Bytes): Promise<Bytes> => sha256(concat(utf8('crs1/kit'), secret));
