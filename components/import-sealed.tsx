import { useState } from 'preact/hooks';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';

/** A sealed backup asks for its passphrase; a wrong one leaves everything as it is. */
export function ImportSealed(props: {
  file: string;
  wrong: boolean;
  onOpen: (passphrase: string) => void;
  onCancel: () => void;
}) {
  const { t, mayAct } = useBeside();
  const [passphrase, setPassphrase] = useState('');
  const open = (event: Event) => {
    event.preventDefault();
    if (passphrase !== '' && mayAct(event)) props.onOpen(passphrase);
  };
  return (
    <form class="import" onSubmit={open}>
      <p>
        <Icon name="lock" /> {t('import_sealed', { file: props.file })}
      </p>
      <label class="label">
        <span>{t('passphrase')}</span>
        <input
          class="field"
          type="password"
          autocomplete="off"
          data-part="unseal-field"
          aria-invalid={props.wrong}
          value={passphrase}
          onInput={(event) => setPassphrase(event.currentTarget.value)}
        />
      </label>
      {props.wrong && (
        <p class="banner" role="alert" data-part="unseal-wrong">
          <Icon name="alert" />
          <span class="banner-text">{t('failure_passphrase_wrong')}</span>
        </p>
      )}
      <span class="form-acts">
        <button type="submit" class="button button-primary" data-act="unseal">
          {t('import_unseal')}
        </button>
        <button type="button" class="button" data-act="import-cancel" onClick={props.onCancel}>
          {t('import_cancel')}
        </button>
      </span>
    </form>
  );
}
