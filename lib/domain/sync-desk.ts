import type { StorePlace } from './sync-place.ts';

/** What the dashboard knows of syncing, and asks of whoever does it. */

/** How a store answered when it was tried. Each has a sentence, `store_<verdict>`. */
export const STORE_VERDICTS = [
  'good',
  'blocked', // the browser does not let Beside ask this address
  'unlisted', // what was just written is not in the listing
  'torn', // what is read back is not what was written
  'auth',
  'forbidden',
  'throttled',
  'quota',
  'notFound',
  'unreachable',
  'tooLarge',
  'clock',
  'paused',
  'broken',
] as const;
export type StoreVerdict = (typeof STORE_VERDICTS)[number];

export const STORE_STEPS = ['write', 'read', 'list', 'overwrite', 'remove'] as const;
export type StoreStep = (typeof STORE_STEPS)[number];

export interface StoreTest {
  verdict: StoreVerdict;
  /** What it could do before that, in order. */
  passed: StoreStep[];
  /** Whether it refuses to write over an object when asked to; null when that was not reached. */
  guards: boolean | null;
  /** The store's clock minus this device's, in milliseconds; null where it does not say. */
  skewMs: number | null;
  /** One small object written and read back. Milliseconds. */
  tookMs: number;
}

/** What opens the book again when every device is lost: printed, never sent anywhere. */
export interface RecoveryKit {
  /** Letters and digits in groups, as they are typed. */
  code: string;
  space: string;
  store: string;
  /** Milliseconds since 1970. */
  at: number;
}

export interface SyncBeginning {
  /** Null: the folder that was picked. */
  place: StorePlace | null;
  /** Of this device, as others see it. */
  device: string;
  passphrase: string;
  /** Joins the book that lies in the store already; null begins a new one. */
  kit: string | null;
}

export interface SyncDesk {
  /** Asks for the permission of an origin. Must be called first thing in the click. */
  grant(origin: string): Promise<boolean>;
  /** Whether the browser lets this origin be asked now: a seller may take that back in its settings. */
  isGranted(origin: string): Promise<boolean>;
  /** Asks for a folder; null when none was picked. Absent where the browser has no folders. First thing in the click. */
  pick?(): Promise<string | null>;
  /** Tries a store out. @param place null: the folder that was picked. */
  test(place: StorePlace | null): Promise<StoreTest>;
  /**
   * Turns syncing on.
   * @returns the kit of a book that was begun; null when one was joined.
   */
  begin(beginning: SyncBeginning): Promise<RecoveryKit | null>;
  /** The kit once more; null on a device that holds none. */
  kit(): Promise<RecoveryKit | null>;
  /** Now, not at the next turn. */
  run(): Promise<void>;
  /** The emptied store is the right one: it is filled again from here. */
  refill(): Promise<void>;
  /** Asks for the folder's grant again. First thing in the click. */
  resume?(): Promise<void>;
  /** Turns it off. Nothing is deleted, here or there. */
  end(): Promise<void>;
}
