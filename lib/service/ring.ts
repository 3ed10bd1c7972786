import { readDueId, writeDueId } from '../domain/due.ts';
import type { Reminder } from '../domain/entities.ts';
import type { DueSource, Ring } from './due-source.ts';

/**
 * Rings what is due, once per due time, whatever is killed in between.
 *
 * A notification is created first and marked in the store after: a run that dies between the two is repeated, and the
 * repeat either sees the notification that is still there, or puts it up again under the same id, which replaces it.
 * So nothing is lost at any point of death, and nobody sees it twice.
 */

/** Up to so many ring one by one; more come as one catch-up list. */
export const SINGLE_RINGS = 5;
/** Titles named in a catch-up list. */
const NAMED = 3;

export type Alert =
  | { kind: 'single'; id: string; reminder: Reminder }
  | { kind: 'catch-up'; id: string; count: number; titles: string[] };

export interface RingDeps {
  source: DueSource;
  /** Milliseconds since 1970. */
  now: number;
  /** Ids of the notifications that are up. */
  shown(): Promise<readonly string[]>;
  /** Puts a notification up; one with the same id is replaced. */
  show(alert: Alert): Promise<void>;
  hide(id: string): Promise<void>;
  /** The number of open reminders that are due. */
  badge(count: number): Promise<void>;
}

/** A short fingerprint of a set of rings (FNV-1a, 32 bit), to know a catch-up list again after a restart. */
function fingerprint(rings: readonly Ring[]): string {
  let hash = 0x811c9dc5;
  for (const { id, dueAt } of rings) {
    const name = `${id}:${dueAt};`;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

const ringOf = (reminder: Reminder): Ring => ({ id: reminder.id, dueAt: reminder.due.at });

/** `catch-up:<latest due time>:<fingerprint>`: the list that it stands for. */
function writeCatchUpId(rings: readonly Ring[]): string {
  const until = rings.reduce((latest, ring) => Math.max(latest, ring.dueAt), 0);
  return `catch-up:${until}:${fingerprint(rings)}`;
}
function readCatchUpId(text: string): { until: number; print: string } | null {
  const found = /^catch-up:(\d{1,16}):([0-9a-f]{8})$/.exec(text);
  return found ? { until: Number(found[1]), print: found[2]! } : null;
}
export const isCatchUpId = (id: string): boolean => readCatchUpId(id) !== null;

/** What a notification announced, as far as the store still has it unmarked. */
function announced(id: string, due: readonly Reminder[]): Ring[] {
  const single = readDueId(id);
  if (single) return due.map(ringOf).filter((ring) => ring.id === single.id && ring.dueAt === single.dueAt);
  const list = readCatchUpId(id);
  if (!list) return [];
  const rings = due.map(ringOf).filter((ring) => ring.dueAt <= list.until);
  return rings.length > 0 && fingerprint(rings) === list.print ? rings : [];
}

/**
 * A notification was clicked, answered or closed, so it was up, even when the run that put it up died before it could
 * say so. The reminder itself is not touched.
 */
export async function markSeen(source: DueSource, id: string, now: number): Promise<void> {
  const rings = announced(id, await source.dueNow(now));
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
  const due = (await source.dueNow(now)).filter((reminder) => reminder.due.at <= now);

  // Up already, from a run that died before it could mark.
  const seen = shown.flatMap((id) => announced(id, due));
  if (seen.length > 0) await source.markRung(seen);
  const known = new Set(seen.map((ring) => writeDueId(ring.id, ring.dueAt)));
  const fresh = due.filter((reminder) => !known.has(writeDueId(reminder.id, reminder.due.at)));

  const errors: unknown[] = [];
  if (fresh.length > SINGLE_RINGS) {
    const rings = fresh.map(ringOf);
    const titles = fresh.slice(0, NAMED).map((reminder) => reminder.title);
    const id = writeCatchUpId(rings);
    try {
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
        await deps.show({ kind: 'single', id: writeDueId(ring.id, ring.dueAt), reminder });
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
