import type { CardArgs } from '../lib/domain/query.ts';
import type { Sighting } from '../lib/domain/sighting.ts';

/** An answer may be shown for a page only when it was asked for the same thread and the same people. */
export function sameSubject(a: CardArgs, b: CardArgs): boolean {
  return (
    a.site === b.site &&
    a.threadId === b.threadId &&
    a.keys.join('\n') === b.keys.join('\n') &&
    a.names.join('\n') === b.names.join('\n')
  );
}

/**
 * The id of a logged piece of selected text: the message it stands in and a mark of the text (FNV-1a, 32 bit), so that
 * the same piece is logged once and another piece of the same message is a new entry.
 */
export function pieceId(messageId: string, text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return `${messageId}#${(hash >>> 0).toString(16)}`;
}

/** When the last contact was, from the book and from the page, and whose it was. Null when nobody knows. */
export function lastContact(
  customer: { lastInAt?: number; lastOutAt?: number } | null,
  sighting: Sighting | null,
): { at: number; from: 'in' | 'out' } | null {
  let newest: { at: number; from: 'in' | 'out' } | null = null;
  const consider = (at: number | undefined, from: 'in' | 'out') => {
    if (at !== undefined && Number.isFinite(at) && (!newest || at > newest.at)) newest = { at, from };
  };
  consider(customer?.lastInAt, 'in');
  consider(customer?.lastOutAt, 'out');
  for (const message of sighting?.messages ?? []) {
    if (message.direction !== 'unknown' && message.at) consider(Date.parse(message.at), message.direction);
  }
  return newest;
}

/**
 * The newest message, where the page tells its time in words alone: then nobody can say how old it is, and the book,
 * which may not know of it, must not speak for it. `when` is '' where the words are no time. Null where the page gives a
 * machine time, or no direction.
 */
export function newestInWords(sighting: Sighting | null): { from: 'in' | 'out'; when: string } | null {
  const newest = sighting?.messages.at(-1);
  if (!newest || newest.direction === 'unknown' || newest.at) return null;
  const words = newest.atText ?? '';
  // A time has a number in it; "Invalid Date" has none, and is nobody's business.
  return { from: newest.direction, when: /\d/.test(words) ? words : '' };
}

const HOUR = 3_600_000;
export type WaitLevel = 'fresh' | 'late' | 'long';

/** How long a buyer has waited: up to an hour, up to a day, longer. */
export function waitLevel(ms: number): WaitLevel {
  if (ms < HOUR) return 'fresh';
  return ms < 24 * HOUR ? 'late' : 'long';
}
