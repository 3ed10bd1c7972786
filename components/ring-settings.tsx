import type { Settings } from '../lib/domain/settings.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { Section } from './parts.tsx';

/** When and how reminders may be heard, and the one notification a day. */
export function RingSettings() {
  const { t, host, settings, fail, notify } = useBeside();
  const { quietHours, digest } = settings;
  const save = (patch: Partial<Settings>) => {
    host.saveSettings(patch).catch(fail);
  };
  const ring = () => {
    host.testRing().then(() => notify({ text: t('ring_tested') }), fail);
  };
  /** A field that is being emptied says nothing yet. */
  const clock = (value: string, set: (time: string) => void) => {
    if (/^\d\d:\d\d$/.test(value)) set(value);
  };
  return (
    <Section part="ring" title={t('settings_ring')}>
      <label class="check">
        <input
          type="checkbox"
          data-act="sound"
          checked={settings.sound}
          onChange={(event) => save({ sound: event.currentTarget.checked })}
        />
        <span>
          {t('sound')}
          <span class="hint">{t('sound_hint')}</span>
        </span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          data-act="quiet-hours"
          checked={quietHours.on}
          onChange={(event) => save({ quietHours: { ...quietHours, on: event.currentTarget.checked } })}
        />
        <span>
          {t('quiet_hours')}
          <span class="hint">{t('quiet_hours_hint')}</span>
        </span>
      </label>
      {quietHours.on && (
        <span class="setting-times" data-part="quiet-times">
          <label class="label">
            <span>{t('quiet_from')}</span>
            <input
              type="time"
              class="field"
              data-act="quiet-from"
              value={quietHours.from}
              onChange={(event) =>
                clock(event.currentTarget.value, (from) => save({ quietHours: { ...quietHours, from } }))
              }
            />
          </label>
          <label class="label">
            <span>{t('quiet_until')}</span>
            <input
              type="time"
              class="field"
              data-act="quiet-until"
              value={quietHours.until}
              onChange={(event) =>
                clock(event.currentTarget.value, (until) => save({ quietHours: { ...quietHours, until } }))
              }
            />
          </label>
        </span>
      )}
      <label class="check">
        <input
          type="checkbox"
          data-act="digest"
          checked={digest.on}
          onChange={(event) => save({ digest: { ...digest, on: event.currentTarget.checked } })}
        />
        <span>
          {t('digest')}
          <span class="hint">{t('digest_hint')}</span>
        </span>
      </label>
      {digest.on && (
        <span class="setting-times" data-part="digest-time">
          <label class="label">
            <span>{t('digest_at')}</span>
            <input
              type="time"
              class="field"
              data-act="digest-at"
              value={digest.at}
              onChange={(event) =>
                clock(event.currentTarget.value, (at) => save({ digest: { ...digest, at } }))
              }
            />
          </label>
        </span>
      )}
      <p class="hint">{t('ring_batch_hint')}</p>
      <span>
        <button type="button" class="button" data-act="test-ring" onClick={ring}>
          <Icon name="bell" /> {t('ring_test')}
        </button>
      </span>
    </Section>
  );
}
