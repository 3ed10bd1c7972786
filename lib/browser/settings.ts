import { type Settings, settingsPatchSchema, settingsSchema } from '../domain/settings.ts';
import { browser } from './api.ts';

const KEY = 'settings';

/** Settings of this device. What does not fit the schema any more falls back to its default, the rest stays. */
export async function readSettings(): Promise<Settings> {
  return parse((await browser.storage.local.get(KEY))[KEY]);
}

let saving: Promise<unknown> = Promise.resolve();

/** One after the other: two at once would both start from the old settings, and the later write back the former. */
export function saveSettings(patch: Partial<Settings>): Promise<Settings> {
  const save = async () => {
    const settings = settingsSchema.parse({ ...(await readSettings()), ...patch });
    await browser.storage.local.set({ [KEY]: settings });
    return settings;
  };
  const saved = saving.then(save, save);
  saving = saved.catch(() => undefined);
  return saved;
}

/** Calls back now and at every change, in every context. */
export function watchSettings(onChange: (settings: Settings) => void, signal: AbortSignal): void {
  const listen = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area === 'local' && changes[KEY]) onChange(parse(changes[KEY].newValue));
  };
  browser.storage.onChanged.addListener(listen);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(listen), { once: true });
  void readSettings().then((settings) => {
    if (!signal.aborted) onChange(settings);
  });
}

function parse(stored: unknown): Settings {
  const whole = settingsSchema.safeParse(stored ?? {});
  if (whole.success) return whole.data;
  const kept = Object.entries(stored as Record<string, unknown>).filter(
    ([name, value]) => settingsPatchSchema.safeParse({ [name]: value }).success,
  );
  return settingsSchema.parse(Object.fromEntries(kept));
}
