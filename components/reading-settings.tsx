import { useMemo } from 'preact/hooks';
import { phoneRegions } from '../lib/domain/regions.ts';
import type { Settings } from '../lib/domain/settings.ts';
import { useBeside } from './context.ts';
import { Section } from './parts.tsx';

/** How what stands on pages is read: where numbers belong, and whose orders are kept by themselves. */
export function ReadingSettings() {
  const { t, host, settings, language, format, fail } = useBeside();
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'region' });
    return phoneRegions()
      .map((code) => ({ code, name: names.of(code) ?? code }))
      .sort((a, b) => a.name.localeCompare(b.name, language));
  }, [language]);
  const save = (patch: Partial<Settings>) => {
    host.saveSettings(patch).catch(fail);
  };
  return (
    <Section part="reading" title={t('reading')}>
      <label class="label">
        <span>{t('region')}</span>
        <select
          class="field"
          data-act="region"
          value={settings.region}
          onChange={(event) => save({ region: event.currentTarget.value })}
        >
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        <span class="hint">{t('region_hint')}</span>
      </label>
      {settings.autoOrderSites.length === 0 ? (
        <p class="hint">{t('auto_orders_none')}</p>
      ) : (
        settings.autoOrderSites.map((site) => (
          <label key={site} class="check">
            <input
              type="checkbox"
              data-act="auto-order-site"
              checked
              onChange={() => save({ autoOrderSites: settings.autoOrderSites.filter((one) => one !== site) })}
            />
            <span>{t('auto_orders_on', { site: format.place(site) })}</span>
          </label>
        ))
      )}
      {settings.notPromises.length > 0 && (
        <p class="hint row-acts">
          <span>{t('promise_learned_count', { count: settings.notPromises.length })}</span>
          <button
            type="button"
            class="text-button"
            data-act="forget-promises"
            onClick={() => save({ notPromises: [] })}
          >
            {t('promise_forget')}
          </button>
        </p>
      )}
    </Section>
  );
}
