import type { Reminder } from '../domain/entities.ts';
import type { Store } from '../domain/store.ts';
import type { DueSource } from '../store/due.ts';

/** What the bell has to say: these fall due now. Each once per due time. */
export type Ringing = (reminders: Reminder[]) => void;

/** Looked at again at the latest after so long: another window may have written. Milliseconds. */
const LOOK_MS = 60_000;
/** More than these at once are told by their list alone. */
const MOST = 50;

export interface Bell {
  /** Something was written, or the page was shown again: looks now. */
  look(): void;
  end(): void;
}

/**
 * Rings while the page is open, and on the next visit what fell due meanwhile. Told first and marked after, under a
 * lock that all windows of the origin share: nothing is lost, and two windows do not both ring.
 */
export function startBell(
  open: () => Promise<{ due: DueSource; lock(name: string, work: () => Promise<void>): Promise<void> }>,
  now: () => number,
  ring: Ringing,
): Bell {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  let looking = false;
  let again = false;
  const lookOnce = async () => {
    const { due, lock } = await open();
    await lock('bell', async () => {
      const { ids, clock } = await due.waiting(now());
      if (over || ids.length === 0) return;
      const rows = await due.dueAmong(ids.slice(0, MOST), now());
      ring(rows);
      await due.markRung(rows.map(({ id, ringAt, due: time }) => ({ id, dueAt: ringAt ?? time.at })));
      if (ids.length > MOST) await due.markTold(ids, clock, now());
    });
    const next = await due.nextRing();
    const wait = next === null ? LOOK_MS : Math.min(LOOK_MS, Math.max(0, next - now()));
    if (!over) timer = setTimeout(look, wait);
  };
  const look = () => {
    if (over) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    clearTimeout(timer);
    lookOnce()
      .catch(() => {
        // A book that does not open says so in the place of the card.
        if (!over) timer = setTimeout(look, LOOK_MS);
      })
      .finally(() => {
        looking = false;
        if (again) {
          again = false;
          look();
        }
      });
  };
  look();
  return {
    look,
    end() {
      over = true;
      clearTimeout(timer);
    },
  };
}

/** The same for a store that the page handed over: what rang is remembered while the page is open. */
export function startPlainBell(store: Store, now: () => number, ring: Ringing): Bell {
  const told = new Set<string>();
  let open: Reminder[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    const at = now();
    const due = open.filter((one) => one.due.at <= at && !told.has(`${one.id} ${one.due.at}`));
    for (const one of due) told.add(`${one.id} ${one.due.at}`);
    if (due.length > 0) ring(due);
    const next = Math.min(...open.map((one) => one.due.at).filter((time) => time > at));
    if (Number.isFinite(next)) timer = setTimeout(look, Math.min(LOOK_MS, next - at));
  };
  const subscription = store.live({ name: 'openReminders', args: {} }).subscribe({
    next(rows) {
      open = rows.map(({ reminder }) => reminder);
      look();
    },
    // A store that knows no reminders has none that ring.
    error: () => clearTimeout(timer),
  });
  return {
    look,
    end() {
      subscription.unsubscribe();
      clearTimeout(timer);
    },
  };
}
