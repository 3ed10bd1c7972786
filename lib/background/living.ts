import type { browser } from '../browser/api.ts';
import { detectFeatures } from '../browser/features.ts';
import type { Text } from '../domain/text.ts';
import type { LivingNow } from '../domain/transfer.ts';
import type { ExportWords } from '../service/export/columns.ts';
import { type BackupFolder, LivingWork } from '../service/export/living.ts';
import { lastChange, readLiving } from '../store/living.ts';
import type { Book } from '../store/schema.ts';

type Api = Pick<typeof browser, 'alarms' | 'notifications' | 'runtime' | 'storage'>;

/** How often the folder is looked at. */
const LOOK_MS = 600_000;
/** How long the book may be ahead of its backup before the seller is told. */
const LATE_MS = 3 * 86_400_000;
/** A worker that only waits for its disk is put to sleep after 30 s; a call of the extension's API keeps it awake. */
const AWAKE_MS = 20_000;

const LATE_ID = 'living-late';
const LOOKED = 'living-looked';

export interface LivingDutyDeps {
  book(): Promise<Book>;
  /** Milliseconds since 1970. */
  now(): number;
  text(): Promise<Text>;
  words(): Promise<ExportWords>;
  alone(work: () => Promise<void>): Promise<void>;
  openTransfer(): Promise<void>;
}

/**
 * Keeps the living backup going while no dashboard is open, as long as the browser lets the folder be written: it lasts
 * for a session, or for good where the user said "on every visit". Where it does not, the seller is told once, after
 * three days, and in the dashboard as long as it is so.
 */
export function listenToLiving(api: Api, deps: LivingDutyDeps): void {
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const looked = (await api.storage.session.get(LOOKED))[LOOKED];
    if (typeof looked === 'number' && Math.abs(deps.now() - looked) < LOOK_MS) return;
    await api.storage.session.set({ [LOOKED]: deps.now() });
    const book = await deps.book();
    if (!(await readLiving(book))) return;
    let last: LivingNow = { phase: 'off' };
    const work = new LivingWork({
      book: deps.book,
      now: deps.now,
      words: await deps.words(),
      alone: deps.alone,
      changed: (now) => {
        last = now;
      },
    });
    const awake = setInterval(() => void api.runtime.getPlatformInfo(), AWAKE_MS);
    try {
      await work.look();
    } finally {
      clearInterval(awake);
    }
    if (last.phase === 'paused' || last.phase === 'failed') await tellIfLate(book);
    else await api.notifications.clear(LATE_ID);
  };
  /** Once for each copy that grew old. */
  const tellIfLate = async (book: Book): Promise<void> => {
    const row = await readLiving<BackupFolder>(book);
    if (!row?.lastAt || deps.now() - row.lastAt < LATE_MS || (await lastChange(book)) === row.lastSeq) return;
    const told = (await api.storage.local.get(LATE_ID))[LATE_ID];
    if (told === row.lastAt) return;
    const t = await deps.text();
    const days = Math.floor((deps.now() - row.lastAt) / 86_400_000);
    await api.notifications.create(LATE_ID, {
      type: 'basic',
      iconUrl: api.runtime.getURL('icon/128.png'),
      title: t('living_late_title'),
      message: t('living_late', { days, folder: row.folder.name }),
      ...(detectFeatures().notificationSilent ? { silent: true } : {}),
    });
    await api.storage.local.set({ [LATE_ID]: row.lastAt });
  };
  api.alarms.onAlarm.addListener(() => {
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = null;
      });
  });
  api.notifications.onClicked.addListener((id) => {
    if (id === LATE_ID) void deps.openTransfer();
  });
}
