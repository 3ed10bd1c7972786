import type { Command } from '../domain/command.ts';
import { readDueId, snoozeChoices } from '../domain/due.ts';
import { Failure } from '../domain/failure.ts';
import type { Text } from '../domain/text.ts';
import type { DueSource } from '../service/due-source.ts';
import { type Announcement, isCatchUpId, markSeen, ringDue, stillRings } from '../service/ring.ts';
import { type AlarmsApi, armExact, ensureTick, nearBy } from './alarms.ts';
import { dueBadge } from './badge-count.ts';
import {
  alertOptions,
  DONE_BUTTON,
  type NoteFeatures,
  type NotificationsApi,
  SNOOZE_BUTTON,
  TEST_ID,
  testOptions,
} from './notifications.ts';

/** The parts of the browser that ringing needs. */
export interface RingApi {
  alarms: AlarmsApi;
  notifications: NotificationsApi;
  storage: {
    local: {
      get(key: string): Promise<Record<string, unknown>>;
      set(items: Record<string, unknown>): Promise<void>;
    };
  };
  runtime: {
    onStartup: { addListener(listener: () => void): void };
    onInstalled: { addListener(listener: () => void): void };
    getURL(path: '/icon/128.png'): string;
  };
}

export interface RingServices {
  features: NoteFeatures;
  /** Opens the book if need be. */
  due(): Promise<DueSource>;
  run(command: Command): Promise<unknown>;
  /** Milliseconds since 1970. */
  now(): number;
  /** IANA zone of this device, as it is now: it may change while the browser runs. */
  zone(): string;
  text(): Promise<Text>;
  /** When the quiet hours of this moment end, milliseconds since 1970; null outside of them, and where it is missing. */
  quietUntil?(): Promise<number | null>;
  /** Whether notifications may be heard; silent where this is missing. */
  sound?(): Promise<boolean>;
  /** A customer's name for the notification's title; '' when unknown. */
  nameOf?(customer: string): Promise<string>;
  open: {
    openThread(url: string, site: string): Promise<void>;
    openDashboard(path: string): Promise<void>;
  };
  /** Told when the number of due reminders is another one than before. */
  changed(): void;
  /** Told of an error nobody waits for. The next tick tries again. */
  failed?(error: unknown): void;
  /** For a due time nearer than an alarm can be. The worker may die before it: the store is the truth. */
  later?(work: () => void, ms: number): void;
}

export interface RingDuty {
  /** Shows what is due and not yet shown. Called for every message: whatever wakes us may be the first in a while. */
  wake(): void;
  /** After a change of reminders: shows, hides and sets the alarms. Never rejects. */
  plan(): Promise<void>;
  /** Rings once now with a sample. Rejects when the browser refuses. */
  test(): Promise<void>;
  /** '', '1' … '99+': the toolbar's text. */
  dueText(): Promise<string>;
}

/** Where the newest catch-up list is noted. Our own writing, in storage that no page can reach. */
export const CATCH_UP = 'catch-up';
const TODAY = 'today';
/** Milliseconds from the start of a worker to its own first look. */
const FIRST_LOOK = 100;

/** Rings reminders. Everything is registered before this returns, so that no event of a waking worker is missed. */
export function listenToRing(api: RingApi, services: RingServices): RingDuty {
  const { notifications } = api;
  let lastCount: number | null = null;
  let timerAt: number | null = null;
  let waiting: Promise<void> | null = null;
  let chain: Promise<unknown> = Promise.resolve();

  /** One after the other: an alarm and a start-up at once must not both find the same reminder unshown. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = chain.then(work, work);
    chain = turn.catch(() => undefined);
    return turn;
  };
  const later = services.later ?? ((work: () => void, ms: number) => void setTimeout(work, ms));
  const failed = (error: unknown) => services.failed?.(error);

  /** Calls that come while one is waiting for its turn share it. */
  const look = (): Promise<void> => {
    waiting ??= inTurn(() => {
      waiting = null;
      return lookNow();
    }).catch(failed);
    return waiting;
  };

  async function lookNow(): Promise<void> {
    await ensureTick(api.alarms, services.now());
    const source = await services.due();
    const quiet = (await services.quietUntil?.()) ?? null;
    try {
      await ring(source, quiet !== null);
    } finally {
      const next = await source.nextRing();
      await arm(next === null || quiet === null ? next : Math.max(next, quiet));
    }
  }

  async function ring(source: DueSource, quiet: boolean): Promise<void> {
    let words: Text | null = null;
    await ringDue({
      source,
      now: services.now(),
      quiet,
      shown: async () => Object.keys(await notifications.getAll()),
      show: async (alert) => {
        words ??= await services.text();
        const customer = alert.kind === 'single' ? alert.reminder.customer : null;
        const name = customer ? ((await services.nameOf?.(customer)) ?? '') : '';
        await notifications.create(alert.id, alertOptions(alert, name, await lookOf(words)));
      },
      // As text: the storage takes a long text far sooner than a list of ten thousand.
      remember: (announcement) => api.storage.local.set({ [CATCH_UP]: JSON.stringify(announcement) }),
      recall,
      hide: async (id) => void (await notifications.clear(id)),
      badge: async (count) => {
        if (count === lastCount) return;
        lastCount = count;
        services.changed();
      },
    });
  }

  const recall = async () => {
    const noted = (await api.storage.local.get(CATCH_UP))[CATCH_UP];
    return typeof noted === 'string' ? (JSON.parse(noted) as Announcement) : null;
  };

  const lookOf = async (t: Text) => ({
    t,
    sound: (await services.sound?.()) ?? false,
    features: services.features,
    iconUrl: api.runtime.getURL('/icon/128.png'),
  });

  async function arm(next: number | null): Promise<void> {
    const now = services.now();
    await armExact(api.alarms, next, now);
    const wait = nearBy(next, now);
    if (wait === null || timerAt === next) return;
    timerAt = next;
    later(() => {
      timerAt = null;
      void look();
    }, wait);
  }

  const seen = (id: string) => inTurn(async () => markSeen(await services.due(), id, services.now(), recall));

  async function click(id: string): Promise<void> {
    if (isCatchUpId(id)) {
      await seen(id);
      await notifications.clear(id);
      return services.open.openDashboard(TODAY);
    }
    const named = readDueId(id);
    if (!named) return void (await notifications.clear(id));
    await seen(id);
    const reminder = await (await services.due()).reminder(named.id);
    await notifications.clear(id);
    if (reminder?.thread) return services.open.openThread(reminder.thread.url, reminder.thread.site);
    return services.open.openDashboard(reminder?.customer ? `customers/${reminder.customer}` : TODAY);
  }

  async function press(id: string, button: number): Promise<void> {
    const named = readDueId(id);
    if (!named) return;
    await seen(id);
    // Answered in another window, or on another device: the next occurrence is not what was meant.
    const reminder = await (await services.due()).reminder(named.id);
    const stands = stillRings(reminder, named.dueAt);
    try {
      if (stands && button === DONE_BUTTON) {
        await services.run({ name: 'reminder.done', args: { id: named.id, due: named.dueAt } });
      } else if (stands && button === SNOOZE_BUTTON) {
        const [hour] = snoozeChoices(services.now(), services.zone());
        if (hour) await services.run({ name: 'reminder.move', args: { id: named.id, due: hour.due } });
      }
    } catch (error) {
      // Deleted in another window meanwhile: there is nothing left to ring.
      if (!(error instanceof Failure && error.code === 'not-found')) throw error;
    }
    await notifications.clear(id);
    await look();
  }

  api.alarms.onAlarm.addListener(() => void look());
  api.runtime.onStartup.addListener(() => void look());
  api.runtime.onInstalled.addListener(() => void look());
  notifications.onClicked.addListener((id) => void click(id).catch(failed));
  notifications.onButtonClicked?.addListener((id, button) => void press(id, button).catch(failed));
  // Closing is no answer: the reminder stays open and on the list. It only proves that the notification was up.
  notifications.onClosed.addListener((id) => void seen(id).catch(failed));
  // This worker has just started, whatever for: disabling and enabling, or a lost alarm, do not announce themselves.
  // The event that started it goes first: a notification that was just closed must be marked before anyone looks.
  later(() => void look(), FIRST_LOOK);

  return {
    wake: () => void look(),
    plan: look,
    async test() {
      await notifications.create(TEST_ID, testOptions(await lookOf(await services.text())));
    },
    dueText: async () => dueBadge(await (await services.due()).dueCount(services.now())),
  };
}
