import { Failure } from '../../domain/failure.ts';
import type { FileKind } from '../../domain/transfer.ts';
import { BACKUP_START, SEALED_START } from '../export/format.ts';

export type SourceKind = FileKind | 'sealed';

/**
 * What a file is, by its first bytes: names lie more often than contents.
 * @throws Failure `file-unknown`, `file-empty`.
 */
export async function kindOf(file: Blob): Promise<SourceKind> {
  if (file.size === 0) throw new Failure('file-empty');
  const bytes = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx';
  const text = new TextDecoder(bytes[1] === 0 ? 'utf-16le' : 'utf-8').decode(bytes).trimStart();
  if (text.startsWith(BACKUP_START)) return 'backup';
  if (text.startsWith(SEALED_START)) return 'sealed';
  if (/^BEGIN:VCARD/i.test(text)) return 'vcard';
  if (isBinary(bytes)) throw new Failure('file-unknown');
  return 'csv';
}

const startsWith = (bytes: Uint8Array, magic: number[]) => magic.every((byte, i) => bytes[i] === byte);

/** Text has no control characters but tabs and line breaks; UTF-16 has a zero beside each Latin letter. */
function isBinary(bytes: Uint8Array): boolean {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const odd = bytes.filter((byte) => byte < 9 || (byte > 13 && byte < 27)).length;
  const zeros = bytes.filter((byte) => byte === 0).length;
  return !marked && odd > 0 && (zeros < bytes.length / 4 || odd > zeros);
}
