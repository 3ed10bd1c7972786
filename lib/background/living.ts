import { addressOf, type browser } from '../browser/api.ts';
import { detectFeatures } from '../browser/features.ts';
import type { Text } from '../domain/text.ts';
import type { LivingNow } from '../domain/transfer.ts';
import type { Desk } from '../service/desk.ts';
import type { ExportWords } from '../service/export/columns.ts';
import { LivingWork, lateBackup } from '../service/export/living.ts';

type Api = Pick<typeof browser, 'alarms' | 'notifications' | 'runtime' | 'storage'>;

/** How often the folder is looked at. */
const LOOK_MS = 600_000;
/** A worker that only waits for its disk is put to sleep after 30 s; a call of the extension's API keeps it awake. */
const AWAKE_MS = 20_000;

const LATE_ID = 'living-late';
const LOOKED = 'living-looked';

export interface LivingDutyDeps {
  book: Desk['book'];
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
  let busy = false;
  const look = async (): Promise<void> => {
    const looked = (await api.storage.session.get(LOOKED))[LOOKED];
    if (typeof looked === 'number' && Math.abs(deps.now() - looked) < LOOK_MS) return;
    await api.storage.session.set({ [LOOKED]: deps.now() });
    const phases: LivingNow['phase'][] = [];
    const work = new LivingWork({
      book: deps.book,
      now: deps.now,
      words: await deps.words(),
      alone: deps.alone,
      changed: (now) => void phases.push(now.phase),
    });
    const awake = setInterval(() => void api.runtime.getPlatformInfo(), AWAKE_MS);
    try {
      await work.look();
    } finally {
      clearInterval(awake);
    }
    const last = phases.at(-1);
    if (last === 'off') return;
    if (last === 'paused' || last === 'failed') await tellIfLate();
    else await api.notifications.clear(LATE_ID);
  };
  /** Once for each copy that grew old. */
  const tellIfLate = async (): Promise<void> => {
    const late = await lateBackup(await deps.book(), deps.now());
    if (!late) return;
    const told = (await api.storage.local.get(LATE_ID))[LATE_ID];
    if (told === late.lastAt) return;
    const t = await deps.text();
    await api.notifications.create(LATE_ID, {
      type: 'basic',
      iconUrl: addressOf('icon/128.png'),
      title: t('living_late_title'),
      message: t('living_late', { days: late.days, folder: late.folder }),
      ...(detectFeatures().notificationSilent ? { silent: true } : {}),
    });
    await api.storage.local.set({ [LATE_ID]: late.lastAt });
  };
  const turn = async () => {
    if (busy) return;
    busy = true;
    await look().catch(() => undefined);
    busy = false;
  };
  api.alarms.onAlarm.addListener(() => void turn());
  api.notifications.onClicked.addListener((id) => {
    if (id === LATE_ID) void deps.openTransfer();
  });
}
