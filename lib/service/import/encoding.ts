import { Failure } from '../../domain/failure.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258';

/** Read at a time: memory stays the same however long the file is. */
const SLICE = 1 << 20;

export async function* bytesOf(file: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += SLICE)
    yield new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer());
}

/** The text of a file, piece by piece; a byte order mark is no part of it. */
export async function* textOf(file: Blob, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of bytesOf(file)) yield decoder.decode(bytes, { stream: true });
  const rest = decoder.decode();
  if (rest) yield rest;
}

/**
 * How a file writes its letters: by its mark, else UTF-8 when all of it is, else the Vietnamese code page of Windows,
 * which old programs still write.
 * @throws Failure `file-encoding` when some lines are one and some the other: half the names would be broken.
 */
export async function encodingOf(file: Blob): Promise<Encoding> {
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 1].map((side) => head.filter((byte, i) => i % 2 === side && byte === 0).length);
  if (zeros[1]! > head.length / 8) return 'utf-16le';
  if (zeros[0]! > head.length / 8) return 'utf-16be';
  return (await isUtf8(file)) ? 'utf-8' : judgeLines(file);
}

async function isUtf8(file: Blob): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of bytesOf(file)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch {
    // What does not decode is another encoding: that is the answer.
    return false;
  }
}

const LINE_FEED = 10;

/** Lines with letters beyond ASCII are asked one by one. */
async function judgeLines(file: Blob): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const found = { utf8: 0, other: 0, firstOther: 0, firstUtf8: 0 };
  let line = 0;
  const judge = (bytes: Uint8Array) => {
    line += 1;
    if (!bytes.some((byte) => byte > 127)) return;
    try {
      strict.decode(bytes);
      found.utf8 += 1;
      found.firstUtf8 ||= line;
    } catch {
      found.other += 1;
      found.firstOther ||= line;
    }
  };
  let rest = new Uint8Array();
  for await (const bytes of bytesOf(file)) {
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      judge(rest.length > 0 ? joined(rest, bytes.subarray(from, end)) : bytes.subarray(from, end));
      rest = new Uint8Array();
      from = end + 1;
    }
    rest = joined(rest, bytes.subarray(from));
  }
  judge(rest);
  // A line of the code page that happens to be UTF-8 is rare; one in fifty is no accident any more.
  if (found.utf8 * 50 <= found.other) return 'windows-1258';
  throw new Failure('file-encoding', String(Math.max(found.firstOther, found.firstUtf8)));
}

function joined(one: Uint8Array, two: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + two.length);
  both.set(one);
  both.set(two, one.length);
  return both;
}
