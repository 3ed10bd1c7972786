import { type DigestTime, digestCounts, digestDay, digestId, isDigestId } from '../domain/digest.ts';
import { zonedAt } from '../domain/due.ts';
import type { TodayView } from '../domain/query.ts';
import { type QuietHours, quietUntil } from '../domain/quiet-hours.ts';
import type { Text } from '../domain/text.ts';
import { TICK } from './alarms.ts';
import type { NoteFeatures, NoteOptions, NotificationsApi } from './notifications.ts';

/** The parts of the browser that the digest needs. */
export interface DigestApi {
  alarms: { onAlarm: { addListener(listener: (alarm: { name: string }) => void): void } };
  notifications: NotificationsApi;
  storage: {
    local: {
      get(key: string): Promise<Record<string, unknown>>;
      set(items: Record<string, unknown>): Promise<void>;
    };
  };
  runtime: { getURL(path: '/icon/128.png'): string };
}

export interface DigestServices {
  features: NoteFeatures;
  settings(): Promise<{ digest: DigestTime; quietHours: QuietHours; sound: boolean }>;
  today(now: number, endOfDay: number): Promise<TodayView>;
  text(): Promise<Text>;
  /** Milliseconds since 1970. */
  now(): number;
  zone(): string;
  openDashboard(path: string): Promise<void>;
  failed?(error: unknown): void;
}

/** The day of the last digest: what was told is not told again that day. */
export const DIGEST_DAY = 'digest-day';

/**
 * Tells once a day what is waiting. Heard by the tick of the reminders, which is every minute. Shown first and noted
 * after, under an id of the day: a worker that dies in between puts the same notification up again, in its own place.
 */
export function listenToDigest(api: DigestApi, services: DigestServices): { look(): Promise<void> } {
  const { notifications, storage } = api;
  let looking: Promise<void> | null = null;

  async function tell(): Promise<void> {
    const { digest, quietHours, sound } = await services.settings();
    const now = services.now();
    const zone = services.zone();
    const day = digestDay(now, zone, digest);
    if (day === null || quietUntil(now, zone, quietHours) !== null) return;
    if ((await storage.local.get(DIGEST_DAY))[DIGEST_DAY] === day) return;
    const id = digestId(day);
    if (!(id in (await notifications.getAll()))) {
      const endOfDay = zonedAt(now, zone).startOfDay().add({ days: 1 }).epochMilliseconds - 1;
      const message = digestText(await services.text(), await services.today(now, endOfDay));
      // Nothing to tell yet: a buyer who writes at ten is told of at ten.
      if (message === null) return;
      await notifications.create(id, await optionsOf(message, sound));
    }
    await storage.local.set({ [DIGEST_DAY]: day });
  }

  async function optionsOf(message: string, sound: boolean): Promise<NoteOptions> {
    const t = await services.text();
    return {
      type: 'basic',
      iconUrl: api.runtime.getURL('/icon/128.png'),
      title: t('digest_title'),
      message,
      ...(services.features.notificationSilent ? { silent: !sound } : {}),
    };
  }

  const look = (): Promise<void> => {
    looking ??= tell()
      .catch((error: unknown) => services.failed?.(error))
      .finally(() => {
        looking = null;
      });
    return looking;
  };

  api.alarms.onAlarm.addListener(({ name }) => {
    if (name === TICK) void look();
  });
  notifications.onClicked.addListener((id) => {
    if (!isDigestId(id)) return;
    const open = async () => {
      await notifications.clear(id);
      await services.openDashboard('today');
    };
    open().catch((error: unknown) => services.failed?.(error));
  });
  return { look };
}

/** One line of what is waiting; null where nothing is. */
function digestText(t: Text, view: TodayView): string | null {
  const counts = digestCounts(view);
  const said = (['due', 'waiting', 'complaints', 'greetings', 'quiet'] as const).flatMap((name) =>
    counts[name] > 0 ? t(`digest_${name}`, { count: counts[name] }) : [],
  );
  return said.length === 0 ? null : said.join(' · ');
}
