import { useId } from 'preact/hooks';
import { normaliseIdentity } from '../lib/domain/identity.ts';
import { useBeside } from './context.ts';

const HANDLE_SCHEMES = ['tel', 'email', 'telegram', 'zalo', 'facebook', 'shopee'] as const;
export type HandleScheme = (typeof HANDLE_SCHEMES)[number];

/** The identity key of what was typed, or null when it names nobody. @param region of numbers without their country. */
export function readHandle(scheme: HandleScheme, value: string, region: string): string | null {
  return normaliseIdentity(`${scheme}:${value.trim()}`, region);
}

/** A handle typed by hand: on which channel, and what it is there. */
export function HandleFields(props: {
  scheme: HandleScheme;
  value: string;
  /** What was typed names nobody. */
  wrong: boolean;
  onChange: (scheme: HandleScheme, value: string) => void;
}) {
  const { t } = useBeside();
  const { scheme, value, wrong, onChange } = props;
  const hint = useId();
  return (
    <div class="handle-fields">
      <label class="label">
        <span>{t('channel')}</span>
        <select
          class="field"
          data-part="handle-scheme"
          value={scheme}
          onChange={(event) => onChange(event.currentTarget.value as HandleScheme, value)}
        >
          {HANDLE_SCHEMES.map((one) => (
            <option key={one} value={one}>
              {t(`place_${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="label">
        <span>{t('identity')}</span>
        <input
          class="field"
          data-part="handle-value"
          maxLength={320}
          value={value}
          placeholder={t(scheme === 'tel' ? 'handle_tel' : scheme === 'email' ? 'handle_email' : 'handle_id')}
          aria-invalid={wrong}
          aria-describedby={wrong ? hint : undefined}
          onInput={(event) => onChange(scheme, event.currentTarget.value)}
        />
      </label>
      {wrong && (
        <p class="hint fact-long" id={hint} role="alert">
          {t('handle_wrong')}
        </p>
      )}
    </div>
  );
}
