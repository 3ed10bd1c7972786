/** The two alarms. They are only a bell rope: what is due is asked of the store, whatever pulled it. */

interface Alarm {
  name: string;
  scheduledTime: number;
}
/** The part of the browser's alarms that is used. */
export interface AlarmsApi {
  get(name: string): Promise<Alarm | undefined | null>;
  create(name: string, info: { when?: number; delayInMinutes?: number; periodInMinutes?: number }): unknown;
  clear(name: string): Promise<unknown>;
  onAlarm: { addListener(listener: (alarm: { name: string }) => void): void };
}

/** Every minute, whatever happens. */
export const TICK = 'tick';
/** At the next due time. */
export const EXACT = 'due';

const MINUTE = 60_000;
/** Chrome fires no alarm sooner than this (since version 120). */
const NEAREST = 30_000;

/**
 * Makes the repeating alarm where it is missing: after an update, after disabling, after every restart in Firefox.
 * One that is there is left alone, because creating it again starts its minute anew, and a worker that starts often
 * would never hear it. Only where the clock was set back, and the next tick is hours away by it, is it made anew.
 * @param now milliseconds since 1970.
 */
export async function ensureTick(alarms: AlarmsApi, now: number): Promise<void> {
  const tick = await alarms.get(TICK);
  if (tick && tick.scheduledTime - now <= 2 * MINUTE) return;
  await alarms.create(TICK, { delayInMinutes: 1, periodInMinutes: 1 });
}

/**
 * Sets the exact alarm for the next due time, or takes it away.
 * @param next milliseconds since 1970; null for none.
 */
export async function armExact(alarms: AlarmsApi, next: number | null, now: number): Promise<void> {
  const armed = await alarms.get(EXACT);
  // What is due already and could not be shown waits for the tick.
  if (next === null || next <= now) {
    if (armed) await alarms.clear(EXACT);
    return;
  }
  const when = Math.max(next, now + NEAREST);
  const good = armed && armed.scheduledTime >= next && armed.scheduledTime <= when;
  if (!good) await alarms.create(EXACT, { when });
}

/** How long until a due time that is too near for an alarm, in milliseconds; null when an alarm will do. */
export function nearBy(next: number | null, now: number): number | null {
  return next !== null && next > now && next - now < NEAREST ? next - now : null;
}
