import { readDueId, writeDueId } from '../domain/due.ts';
import type { Reminder } from '../domain/entities.ts';
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
export const SINGLE_RINGS = 5;
/** Titles named in a catch-up list. */
const NAMED = 3;

export type Alert =
  | { kind: 'single'; id: string; reminder: Reminder }
  | { kind: 'catch-up'; id: string; count: number; titles: string[] };

/** What a catch-up list announced: kept outside the book, because a notification's id cannot hold it. */
export interface Announcement {
  id: string;
  rings: Ring[];
}

export interface RingDeps {
  source: DueSource;
  /** Milliseconds since 1970. */
  now: number;
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

const ringOf = (reminder: Reminder): Ring => ({ id: reminder.id, dueAt: reminder.due.at });
const nameOf = (ring: Ring): string => writeDueId(ring.id, ring.dueAt);

/**
 * A name for a set of rings (FNV-1a, 32 bit): the same list repeated after a death replaces itself, another list does
 * not.
 */
function writeCatchUpId(rings: readonly Ring[]): string {
  let hash = 0x811c9dc5;
  for (const name of rings.map(nameOf))
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return `catch-up:${rings.length}:${(hash >>> 0).toString(16).padStart(8, '0')}`;
}
export const isCatchUpId = (id: string): boolean => /^catch-up:\d+:[0-9a-f]{8}$/.test(id);

/** What these notifications announced, as far as the store still has it unmarked. */
async function announced(
  ids: readonly string[],
  due: readonly Reminder[],
  recall: RingDeps['recall'],
): Promise<Ring[]> {
  if (due.length === 0) return [];
  const names = new Set(ids.filter((id) => readDueId(id) !== null));
  if (ids.some(isCatchUpId)) {
    const list = await recall();
    if (list && ids.includes(list.id)) for (const ring of list.rings) names.add(nameOf(ring));
  }
  return due.map(ringOf).filter((ring) => names.has(nameOf(ring)));
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
  const rings = await announced([id], await source.dueNow(now), recall);
  if (rings.length > 0) await source.markRung(rings);
}

/** Takes down what was done, moved or deleted elsewhere: `dueAt` is there while the reminder waits. */
async function sweep(deps: RingDeps, shown: readonly string[], dueCount: number): Promise<void> {
  for (const id of shown) {
    const single = readDueId(id);
    if (single) {
      const reminder = await deps.source.reminder(single.id);
      if (reminder?.dueAt !== single.dueAt) await deps.hide(id);
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
  const due = await source.dueNow(now);

  // Up already, from a run that died before it could mark.
  const seen = await announced(shown, due, deps.recall);
  if (seen.length > 0) await source.markRung(seen);
  const known = new Set(seen.map(nameOf));
  const fresh = due.filter((reminder) => !known.has(nameOf(ringOf(reminder))));

  const errors: unknown[] = [];
  if (fresh.length > SINGLE_RINGS) {
    const rings = fresh.map(ringOf);
    const titles = fresh.slice(0, NAMED).map((reminder) => reminder.title);
    const id = writeCatchUpId(rings);
    try {
      await deps.remember({ id, rings });
      await deps.show({ kind: 'catch-up', id, count: fresh.length, titles });
      await source.markRung(rings);
      // One list at a time: the older one is out of date now.
      for (const old of shown) if (isCatchUpId(old) && old !== id) await deps.hide(old);
    } catch (error) {
      errors.push(error);
    }
  } else {
    for (const reminder of fresh) {
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
  return fresh.length;
}
