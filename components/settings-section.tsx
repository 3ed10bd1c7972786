import { useState } from 'preact/hooks';
import { normaliseIdentity } from '../lib/domain/identity.ts';
import type { Settings } from '../lib/domain/settings.ts';
import { useBeside } from './context.ts';
import { KeySettings } from './key-settings.tsx';
import { Section } from './parts.tsx';
import { ReadingSettings } from './reading-settings.tsx';
import { RingSettings } from './ring-settings.tsx';
import { SiteSection, type SiteSwitch } from './site-section.tsx';
import { ValueSettings } from './value-settings.tsx';

export interface SettingsSectionProps {
  sites: SiteSwitch[];
  snapshot: { at: number; customers: number } | null;
  onSnapshot?: () => Promise<void>;
  /** Practice customers in the book. */
  samples: number;
}

const LANGUAGES: Settings['language'][] = ['auto', 'vi', 'en'];
const THEMES: Settings['theme'][] = ['auto', 'light', 'dark'];

export function SettingsSection({ sites, snapshot, onSnapshot, samples }: SettingsSectionProps) {
  const { t, host, settings, format, act, fail, notify } = useBeside();
  const save = (patch: Partial<Settings>) => {
    host.saveSettings(patch).catch(fail);
  };
  const copy = () => {
    onSnapshot?.().then(() => notify({ text: t('copy_done') }), fail);
  };
  return (
    <div class="sheet-page">
      <h1 class="page-title">{t('settings')}</h1>
      <Section part="look" title={t('settings_look')}>
        <div class="setting-row">
          <label class="label">
            <span>{t('language')}</span>
            <select
              class="field"
              data-act="language"
              value={settings.language}
              onChange={(event) => save({ language: event.currentTarget.value as Settings['language'] })}
            >
              {LANGUAGES.map((one) => (
                <option key={one} value={one}>
                  {t(`language_${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label class="label">
            <span>{t('theme')}</span>
            <select
              class="field"
              data-act="theme"
              value={settings.theme}
              onChange={(event) => save({ theme: event.currentTarget.value as Settings['theme'] })}
            >
              {THEMES.map((one) => (
                <option key={one} value={one}>
                  {t(`theme_${one}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </Section>
      <SiteSection sites={sites} />
      <ReadingSettings />
      <RingSettings />
      <ValueSettings />
      <OwnAddresses own={settings.own} onSave={(own) => save({ own })} />
      <KeySettings keys={settings.keys} onSave={(keys) => save({ keys })} />
      <Section part="copies" title={t('settings_copy')}>
        <p>
          {snapshot
            ? t('copy_last', {
                when: format.moment(snapshot.at, host.now()),
                count: format.count(snapshot.customers),
              })
            : t('copy_none')}
        </p>
        <p class="hint">{t('copy_hint')}</p>
        {onSnapshot && (
          <span>
            <button type="button" class="button" data-act="copy-now" onClick={copy}>
              {t('copy_now')}
            </button>
          </span>
        )}
      </Section>
      {samples > 0 && (
        <Section part="samples" title={t('samples')}>
          <p>{t('samples_text', { count: format.count(samples) })}</p>
          <span>
            <button
              type="button"
              class="button"
              data-act="remove-samples"
              onClick={(event) =>
                void act(
                  event,
                  { name: 'samples.remove', args: {} },
                  { said: t('samples_removed'), undo: true },
                )
              }
            >
              {t('samples_remove')}
            </button>
          </span>
        </Section>
      )}
    </div>
  );
}

/** The seller's own addresses: what comes from them is "from us". One a line. */
function OwnAddresses({ own, onSave }: { own: string[]; onSave: (own: string[]) => void }) {
  const { t, notify, settings } = useBeside();
  const [text, setText] = useState(own.join('\n'));
  const save = () => {
    const lines = text.split(/[\n,;]/).map((line) => line.trim());
    const read = lines
      .filter(Boolean)
      .map((line) =>
        normaliseIdentity(line.includes('@') ? `email:${line}` : `tel:${line}`, settings.region),
      );
    const next = [...new Set(read.flatMap((key) => (key ? [key.slice(key.indexOf(':') + 1)] : [])))].slice(
      0,
      64,
    );
    setText(next.join('\n'));
    if (next.join('\n') === own.join('\n')) return;
    onSave(next);
    notify({ text: t('saved') });
  };
  return (
    <Section part="own" title={t('own')}>
      <label class="label">
        <span>{t('own_hint')}</span>
        <textarea
          class="field"
          data-part="own-field"
          rows={Math.max(2, own.length + 1)}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onBlur={save}
        />
      </label>
    </Section>
  );
}
