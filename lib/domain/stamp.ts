/**
 * A stamp says when and on which replica a field got its value. It orders all writes of all devices.
 *
 * Format: 12 hex digits of milliseconds since 1970 (48 bit), 4 hex digits of a counter (16 bit), `-`, replica id.
 * Fixed width up to the replica, so plain string comparison is the order (ties go to the replica id).
 */
export type Stamp = string;

/** Lower than every real stamp: "this field was never written". */
export const NO_STAMP: Stamp = '';

const MAX_COUNTER = 0xffff;

/** @param ms milliseconds since 1970, 0 to 2^48-1. @param counter 0 to 65535. */
export function makeStamp(ms: number, counter: number, replica: string): Stamp {
  return `${ms.toString(16).padStart(12, '0')}${counter.toString(16).padStart(4, '0')}-${replica}`;
}

export function readStamp(stamp: Stamp): { ms: number; counter: number; replica: string } {
  return {
    ms: Number.parseInt(stamp.slice(0, 12), 16),
    counter: Number.parseInt(stamp.slice(12, 16), 16),
    replica: stamp.slice(17),
  };
}

/**
 * The stamp of a local edit: above the wall clock, above this replica's last stamp and above everything it replaces,
 * so that an edit always beats the value its author saw, whatever the clocks say.
 */
export function nextStamp(wallMs: number, replica: string, ...above: Stamp[]): Stamp {
  let ms = wallMs;
  let counter = 0;
  for (const stamp of above) {
    if (stamp === NO_STAMP) continue;
    const seen = readStamp(stamp);
    if (seen.ms < ms || (seen.ms === ms && seen.counter < counter)) continue;
    ms = seen.ms;
    counter = seen.counter + 1;
    if (counter > MAX_COUNTER) {
      ms += 1;
      counter = 0;
    }
  }
  return makeStamp(ms, counter, replica);
}
