/**
 * vCard 2.1, which Android telephones still write: types without a name (`TEL;CELL:`), and texts beyond ASCII in
 * quoted-printable, their lines broken by a `=` at the end. Said here as version 3, which the parser reads.
 */
const QUOTED = /;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i;

/** Whether a line of a card goes on in the next one. */
export const isUnfinished = (line: string): boolean => line.endsWith('=') && QUOTED.test(line);

/** A card of version 2.1 as one of version 3; any other as it is. */
export function asVersion3(card: string): string {
  if (!/^VERSION:2\.1\s*$/im.test(card)) return card;
  return card
    .split('\r\n')
    .map((line) => (/^VERSION:/i.test(line) ? 'VERSION:3.0' : asLine3(line)))
    .join('\r\n');
}

function asLine3(line: string): string {
  const colon = line.indexOf(':');
  // The rest of a folded line, or no property.
  if (colon < 1 || /^[ \t]/.test(line)) return line;
  const [name = '', ...given] = line.slice(0, colon).split(';');
  let quoted = false;
  let charset = 'utf-8';
  const kept: string[] = [];
  for (const parameter of given) {
    const [key = '', value] = parameter.split('=');
    if (/^(?:ENCODING=)?QUOTED-PRINTABLE$/i.test(parameter)) quoted = true;
    else if (/^CHARSET$/i.test(key)) charset = value ?? charset;
    else kept.push(value === undefined ? `TYPE=${key}` : parameter);
  }
  const value = line.slice(colon + 1);
  const told = quoted
    ? value
        .split(';')
        .map((part) => escaped(decoded(part, charset)))
        .join(';')
    : value;
  return `${[name, ...kept].join(';')}:${told}`;
}

function decoded(text: string, charset: string): string {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [piece] of text.matchAll(/=[0-9a-f]{2}|[^=]+|=/gi))
    if (/^=[0-9a-f]{2}$/i.test(piece)) bytes.push(Number.parseInt(piece.slice(1), 16));
    else bytes.push(...encoder.encode(piece));
  return decoderOf(charset).decode(new Uint8Array(bytes));
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    // A name nobody knows: nearly all telephones write UTF-8.
    return new TextDecoder();
  }
}

const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n');
