import type { browser } from '../browser/api.ts';
import type { Handlers } from '../message/serve.ts';
import type { SyncRunner } from '../service/sync-runner.ts';

type Api = Pick<typeof browser, 'alarms' | 'runtime'>;

/** A worker is put to sleep after 30 s: longer waits are the alarm's, which comes every minute. */
const LONGEST_TIMER_MS = 20_000;
/** Several changes at once go out together. */
const SETTLE_MS = 1_500;

export interface SyncDutyDeps {
  runner: Pick<SyncRunner, 'turn' | 'touched' | 'test' | 'begin' | 'kit' | 'refill' | 'end'>;
  /** Whether a card or the dashboard is in sight. */
  isWatched(): Promise<boolean>;
}

export interface SyncDuty {
  /** Something was written on this device, or may go on. */
  changed(): void;
  handlers: Pick<Handlers, 'sync.test' | 'sync.begin' | 'sync.kit' | 'sync.act'>;
}

/**
 * Runs the seller's own sync on the alarm, after a change, and while somebody looks. Off, it costs one read a minute and
 * asks nobody anything.
 */
export function listenToSync(api: Api, { runner, isWatched }: SyncDutyDeps): SyncDuty {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let again: 'asked' | 'soon' | null = null;
  const soon = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(false), ms);
  };
  const once = async (asked: boolean): Promise<void> => {
    // A call of the extension's API keeps the worker awake until the next timer.
    void api.runtime.getPlatformInfo();
    const wait = await runner.turn(await isWatched(), asked);
    if (wait !== null && wait <= LONGEST_TIMER_MS) soon(wait);
  };
  // One turn at a time, and what comes meanwhile is one more. A book that will not open says so in the panel.
  const run = (asked: boolean): Promise<void> => {
    if (running) {
      again = asked ? 'asked' : (again ?? 'soon');
      return running;
    }
    running = once(asked)
      .catch(() => undefined)
      .finally(() => {
        running = null;
        const next = again;
        again = null;
        if (next !== null) void run(next === 'asked');
      });
    return running;
  };
  api.alarms.onAlarm.addListener(() => void run(false));
  return {
    changed() {
      runner.touched();
      soon(SETTLE_MS);
    },
    handlers: {
      'sync.test': ({ place }) => runner.test(place),
      async 'sync.begin'(beginning) {
        const kit = await runner.begin(beginning);
        void run(true);
        return kit;
      },
      'sync.kit': () => runner.kit(),
      async 'sync.act'({ act }) {
        if (act === 'end') await runner.end();
        if (act === 'refill') await runner.refill();
        if (act !== 'end') void run(true);
        return null;
      },
    },
  };
}
