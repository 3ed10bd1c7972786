/** Readers of single cells: what people and programs write for the same thing. */

/** One Unicode form, no control characters but line breaks, no apostrophe that a sheet puts before a number. */
export function cleanCell(cell: string): string {
  return cell
    .normalize('NFC')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/^'(?=[\d+=@-])/, '')
    .trim();
}

/** Several values in one cell: `0912…; 0987…`, Google's ` ::: `, lines. */
export function valuesOf(cell: string, commas = true): string[] {
  const parts = cell.split(commas ? /\s*(?::::|[;,|\n])\s*/ : /\s*(?::::|[;|\n])\s*/);
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** `1.250.000đ`, `1,250,000.50`, `250k` → a number; null when it is none. */
export function amountOf(cell: string): number | null {
  const bare = cell.replace(/[^\d.,-]/g, '');
  if (!/\d/.test(bare)) return null;
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  const tail = bare.length - last - 1;
  const kinds = new Set(bare.replace(/[^.,]/g, ''));
  // Three digits after the only kind of mark are thousands; after the second kind they are a fraction.
  const decimals = last >= 0 && (kinds.size === 2 || tail !== 3) && bare.indexOf(bare[last]!) === last;
  const whole = decimals ? bare.slice(0, last) : bare;
  const amount = Number(`${whole.replace(/[.,]/g, '')}${decimals ? `.${bare.slice(last + 1)}` : ''}`);
  if (!Number.isFinite(amount)) return null;
  return /\d\s*k\b/i.test(cell) ? amount * 1000 : amount;
}

/** ISO, or day first as in Vietnam. Without a zone it is this device's time. Null when it is no date. */
export function timeOf(cell: string): number | null {
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d))?)?/.exec(cell);
  const zoned = iso && /(?:Z|UTC|([+-]\d\d):?(\d\d))\s*$/.exec(cell.slice(10));
  if (iso && zoned) {
    const offset = zoned[1] ? Number(zoned[1]) * 60 + Math.sign(Number(zoned[1]) || 1) * Number(zoned[2]) : 0;
    const [, y, mo, d, h = '0', mi = '0', s = '0'] = iso;
    return good(Date.UTC(+y!, +mo! - 1, +d!, +h, +mi, +s) - offset * 60_000);
  }
  if (iso) return local(iso[1]!, iso[2]!, iso[3]!, iso[4], iso[5], iso[6]);
  const day = /^(\d\d?)[/.-](\d\d?)[/.-](\d{4})(?:[ ,]+(\d\d?):(\d\d)(?::(\d\d))?)?/.exec(cell);
  return day && local(day[3]!, day[2]!, day[1]!, day[4], day[5], day[6]);
}

function local(y: string, mo: string, d: string, h = '0', mi = '0', s = '0'): number | null {
  if (+mo < 1 || +mo > 12 || +d < 1 || +d > 31) return null;
  return good(new Date(+y, +mo - 1, +d, +h, +mi, +s).getTime());
}

const good = (at: number): number | null => (Number.isFinite(at) && at >= 0 ? at : null);
