import { useId } from 'preact/hooks';
import { useBeside } from './context.ts';

export interface PassphraseDraft {
  one: string;
  two: string;
}
export const NO_PASSPHRASE: PassphraseDraft = { one: '', two: '' };

/** Twice the same, or twice nothing. */
export const isPassphrase = ({ one, two }: PassphraseDraft): boolean => one === two;

/** A passphrase that nobody can get back is written twice. */
export function PassphraseFields(props: {
  value: PassphraseDraft;
  onChange: (value: PassphraseDraft) => void;
  /** What an empty one means, or that there must be one. */
  hint?: 'passphrase_hint' | 'sync_passphrase_hint';
}) {
  const { t } = useBeside();
  const hint = useId();
  const { value, onChange } = props;
  const differs = value.two !== '' && value.one !== value.two;
  return (
    <div class="passphrase">
      <label class="label">
        <span>{t('passphrase')}</span>
        <input
          class="field"
          type="password"
          autocomplete="new-password"
          data-part="passphrase-field"
          aria-describedby={hint}
          value={value.one}
          onInput={(event) => onChange({ ...value, one: event.currentTarget.value })}
        />
      </label>
      <label class="label">
        <span>{t('passphrase_again')}</span>
        <input
          class="field"
          type="password"
          autocomplete="new-password"
          data-part="passphrase-again-field"
          aria-invalid={differs}
          value={value.two}
          onInput={(event) => onChange({ ...value, two: event.currentTarget.value })}
        />
      </label>
      <p class="hint" id={hint} role="status">
        {t(differs ? 'passphrase_differs' : (props.hint ?? 'passphrase_hint'))}
      </p>
    </div>
  );
}
