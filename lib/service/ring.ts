import { readDueId, writeDueId } from '../domain/due.ts';
import type { Reminder } from '../domain/entities.ts';
import { isSeries } from '../domain/repeat.ts';
import type { Stamp } from '../domain/stamp.ts';
import type { DueSource, Ring } from './due-source.ts';

/**
 * Rings what is due, once per due time, whatever is killed in between.
 *
 * A notification is created first and marked in the store after: a run that dies between the two is repeated, and the
 * repeat either sees the notification that is still there, or puts it up again under the same id, which replaces it.
 * What a catch-up list is about to announce is noted before, so that a repeat knows what the list that is up stands
 * for. So nothing is lost at any point of death, and nobody sees it twice.
 */

/** Up to so many ring one by one; more come as one catch-up list. */
const SINGLE_RINGS = 5;
/** Titles named in a catch-up list. */
const NAMED = 3;

export type Alert =
  | { kind: 'single'; id: string; reminder: Reminder }
  | { kind: 'catch-up'; id: string; count: number; titles: string[] };

/**
 * What a catch-up list announced: kept outside the book, because a notification's id cannot hold it. These reminders,
 * at the due times they had by then: the list goes up before anybody has read ten thousand of them.
 */
export interface Announcement {
  id: string;
  ids: string[];
  clock: Stamp;
  /** When, milliseconds since 1970: an occurrence after it was not announced. */
  at: number;
}

export interface RingDeps {
  source: DueSource;
  /** Milliseconds since 1970. */
  now: number;
  /** Quiet hours: what is due waits unmarked, and rings at the first look after them. */
  quiet?: boolean;
  /** Ids of the notifications that are up. */
  shown(): Promise<readonly string[]>;
  /** Puts a notification up; one with the same id is replaced. */
  show(alert: Alert): Promise<void>;
  hide(id: string): Promise<void>;
  /** Keeps the newest announcement beyond the death of the worker and the browser. */
  remember(announcement: Announcement): Promise<void>;
  recall(): Promise<Announcement | null>;
  /** The number of open reminders that are due. */
  badge(count: number): Promise<void>;
}

const ringOf = (reminder: Reminder): Ring => ({
  id: reminder.id,
  dueAt: reminder.ringAt ?? reminder.due.at,
});
const nameOf = (ring: Ring): string => writeDueId(ring.id, ring.dueAt);

/** A name for an announcement (FNV-1a, 32 bit): another list has another, which comes up beside it. */
function writeCatchUpId(ids: readonly string[], clock: Stamp): string {
  let hash = 0x811c9dc5;
  for (const name of [clock, ...ids])
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return `catch-up:${ids.length}:${(hash >>> 0).toString(16).padStart(8, '0')}`;
}
export const isCatchUpId = (id: string): boolean => /^catch-up:\d+:[0-9a-f]{8}$/.test(id);

/**
 * Marks what these notifications announced, as far as it still waits: a run that died may not have got that far.
 * @returns false when there was nothing to mark.
 */
async function markAnnounced(
  source: DueSource,
  notes: readonly string[],
  waiting: readonly string[],
  recall: RingDeps['recall'],
): Promise<boolean> {
  if (waiting.length === 0) return false;
  const due = new Set(waiting);
  const rings = notes.flatMap((note) => readDueId(note) ?? []).filter((ring) => due.has(ring.id));
  if (rings.length > 0) await source.markRung(rings);
  const list = notes.some(isCatchUpId) ? await recall() : null;
  const told = list && notes.includes(list.id) ? list.ids.filter((id) => due.has(id)) : [];
  if (list && told.length > 0) await source.markTold(told, list.clock, list.at);
  return rings.length + told.length > 0;
}

/**
 * A notification was clicked, answered or closed, so it was up, even when the run that put it up died before it could
 * say so. The reminder itself is not touched.
 */
export async function markSeen(
  source: DueSource,
  id: string,
  now: number,
  recall: RingDeps['recall'],
): Promise<void> {
  await markAnnounced(source, [id], (await source.waiting(now)).ids, recall);
}

/** Whether a ring still speaks of something that waits: its due time, or a later occurrence while that is not done. */
export function stillRings(reminder: Reminder | null, at: number): boolean {
  const { rule } = reminder ?? {};
  const dueAt = reminder?.dueAt ?? reminder?.asideAt;
  return dueAt !== undefined && (isSeries(rule) ? dueAt <= at : dueAt === at);
}

/** Takes down what was done, moved or deleted elsewhere, and what another ring of the same reminder came after. */
async function sweep(deps: RingDeps, shown: readonly string[], dueCount: number): Promise<void> {
  for (const id of shown) {
    const single = readDueId(id);
    if (single) {
      const reminder = await deps.source.reminder(single.id);
      const newest = reminder?.rungFor ?? single.dueAt;
      const older = isSeries(reminder?.rule) && newest > single.dueAt;
      if (older || !stillRings(reminder, single.dueAt)) await deps.hide(id);
    } else if (isCatchUpId(id) && dueCount === 0) {
      await deps.hide(id);
    }
  }
}

/**
 * Shows what is due and not yet shown. Throws the first error of showing, after having tried the others: what could
 * not be shown stays unmarked, and the next wake tries again.
 * @returns how many reminders were announced now.
 */
export async function ringDue(deps: RingDeps): Promise<number> {
  const { source, now } = deps;
  const shown = await deps.shown();
  let waiting = await source.waiting(now);
  // Up already, from a run that died before it could mark. What was moved since then still waits.
  if (await markAnnounced(source, shown, waiting.ids, deps.recall)) waiting = await source.waiting(now);
  const { clock } = waiting;
  const ids = deps.quiet ? [] : waiting.ids;

  const errors: unknown[] = [];
  if (ids.length > SINGLE_RINGS) {
    const titles = (await source.dueAmong(ids.slice(0, NAMED), now)).map((reminder) => reminder.title);
    const id = writeCatchUpId(ids, clock);
    try {
      await deps.remember({ id, ids, clock, at: now });
      await deps.show({ kind: 'catch-up', id, count: ids.length, titles });
      await source.markTold(ids, clock, now);
      // One list at a time: the older one is out of date now.
      for (const old of shown) if (isCatchUpId(old) && old !== id) await deps.hide(old);
    } catch (error) {
      errors.push(error);
    }
  } else if (ids.length > 0) {
    for (const reminder of await source.dueAmong(ids, now)) {
      const ring = ringOf(reminder);
      try {
        await deps.show({ kind: 'single', id: nameOf(ring), reminder });
        // Marked one by one, so that a death in between leaves one in doubt and not five.
        await source.markRung([ring]);
      } catch (error) {
        errors.push(error);
      }
    }
  }

  const count = await source.dueCount(now);
  await deps.badge(count);
  await sweep(deps, shown, count);
  if (errors.length > 0) throw errors[0];
  return ids.length;
}
