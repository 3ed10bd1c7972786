/** Text for a shelf that holds strings: JSON, gzipped, in base64. */
export async function pack(value: unknown): Promise<string> {
  const json = new Blob([JSON.stringify(value)]).stream();
  return new Uint8Array(await bytesOf(json.pipeThrough(new CompressionStream('gzip')))).toBase64();
}

/** @throws when the text is damaged. */
export async function unpack(text: string): Promise<unknown> {
  const zipped = new Blob([Uint8Array.fromBase64(text)]).stream();
  const json = await bytesOf(zipped.pipeThrough(new DecompressionStream('gzip')));
  return JSON.parse(new TextDecoder().decode(json));
}

/** SHA-256 in hex. @param text or its bytes in UTF-8. */
export async function checksum(text: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return new Uint8Array(digest).toHex();
}

function bytesOf(stream: ReadableStream): Promise<ArrayBuffer> {
  return new Response(stream).arrayBuffer();
}
