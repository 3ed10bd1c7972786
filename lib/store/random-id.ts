const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** 128 random bits in lower-case base32, 26 characters: ids of rows and of this replica. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < 26; i++, bits >>= 5n) text += ALPHABET[Number(bits & 31n)];
  return text;
}
