import type { SightedMessage, Sighting } from '../sighting.ts';

/** A line the seller has just sent: it stood in the thread as theirs, and was not there before. */
export interface SentLine {
  /** Site, thread and message: the same however often it is seen. */
  id: string;
  text: string;
  /** When it was first seen. Milliseconds since 1970. */
  at: number;
}

/** What a tab remembers of it. */
export interface KeptLine extends SentLine {
  thread: string;
  /** The seller has answered what was proposed for it. */
  isDone: boolean;
}

/** So long a line is asked about; also when the seller looked at another thread meanwhile. Milliseconds. */
const KEPT_MS = 3_600_000;
/** Lines remembered of one tab. */
const KEPT = 12;
/** A message whose time is further back was not sent now: it was only drawn now. Milliseconds. */
const FRESH_MS = 5 * 60_000;
/** Where the page tells no time, a thread must have stood open so long: what it draws late is old. Milliseconds. */
const STOOD_MS = 4000;
/** Of one reading: more at once is a page that draws. */
const AT_ONCE = 3;

export const threadOf = ({ site, thread }: Sighting): string => `${site} ${thread.id}`;

/** What is known of the thread before. */
export interface Before {
  sighting: Sighting | null;
  lines: readonly KeptLine[];
  /** Since when this thread is open in this document. Milliseconds since 1970. */
  since: number;
}

/**
 * The lines of a tab after one more reading of its page. A line counts as sent now when it is the seller's, stands behind
 * everything that was there at the last reading of the same thread, and is of the last minutes. No key is listened to,
 * and no box is read: what is in the thread has been sent.
 *
 * @param now milliseconds since 1970.
 */
export function linesAfter(
  { sighting: before, lines, since }: Before,
  after: Sighting,
  now: number,
): KeptLine[] {
  const kept = lines.filter(({ at }) => now - at < KEPT_MS);
  const thread = threadOf(after);
  const isSameThread = before !== null && threadOf(before) === thread;
  if (!isSameThread || before.health !== 'ok' || after.health !== 'ok') return kept;
  for (const message of newBehind(before, after)) {
    if (!isFresh(message, since, now)) continue;
    // A page may give a message another name once the server has it: the words say that it is the same.
    if (kept.some((line) => line.thread === thread && line.text === message.text)) continue;
    kept.push({ id: `${thread} ${message.id}`, thread, text: message.text, at: now, isDone: false });
  }
  return kept.slice(-KEPT);
}

/** The seller's messages behind the last one that both readings have. */
function newBehind(before: Sighting, after: Sighting): SightedMessage[] {
  const known = new Set(before.messages.map(({ id }) => id));
  const last = after.messages.findLastIndex(({ id }) => known.has(id));
  if (last < 0 && known.size > 0) return [];
  const behind = after.messages.slice(last + 1);
  if (behind.length > AT_ONCE) return [];
  return behind.filter(({ direction, text }) => direction === 'out' && text.trim() !== '');
}

function isFresh({ at }: SightedMessage, since: number, now: number): boolean {
  if (at !== null) return Math.abs(now - Date.parse(at)) < FRESH_MS;
  return now - since >= STOOD_MS;
}
