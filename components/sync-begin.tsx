import { useId, useState } from 'preact/hooks';
import { Failure } from '../lib/domain/failure.ts';
import { type RecoveryKit, STORE_VERDICTS, type SyncDesk } from '../lib/domain/sync-desk.ts';
import type { StorePlace } from '../lib/domain/sync-place.ts';
import type { Text } from '../lib/domain/text.ts';
import { useBeside } from './context.ts';
import { failureSentence } from './failure-sentence.ts';
import { Icon } from './icon.tsx';
import { Section } from './parts.tsx';
import { isPassphrase, NO_PASSPHRASE, PassphraseFields } from './passphrase-fields.tsx';

/** What went wrong, and where it was the store, how it answered. */
function saidOf(failure: unknown, t: Text): string {
  const detail = failure instanceof Failure && failure.code === 'store' ? failure.detail : '';
  const verdict = STORE_VERDICTS.find((one) => one === detail);
  return [failureSentence(failure, t), verdict ? t(`store_${verdict}`) : ''].join(' ').trim();
}

/** The first device makes the book's kit; every other one of the seller's own comes in with kit and passphrase. */
export function SyncBegin(props: {
  desk: SyncDesk;
  place: StorePlace | null;
  name: string;
  onKit: (kit: RecoveryKit | null) => void;
}) {
  const { t, mayAct } = useBeside();
  const [joins, setJoins] = useState(false);
  const [device, setDevice] = useState('');
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [kit, setKit] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const group = useId();
  const named = passphrase.one !== '';
  const ready = named && (joins ? kit.trim() !== '' : isPassphrase(passphrase)) && !busy;
  const begin = async (event: Event) => {
    event.preventDefault();
    if (!ready || !mayAct(event)) return;
    setBusy(true);
    setFailure(null);
    try {
      props.onKit(
        await props.desk.begin({
          place: props.place,
          device: device.trim() || t('sync_device_default'),
          passphrase: passphrase.one,
          kit: joins ? kit : null,
        }),
      );
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section part="sync-begin" title={t('sync_begin')}>
      <form class="import" onSubmit={begin}>
        <fieldset class="sync-which">
          <legend class="hint">{t('sync_which')}</legend>
          {[false, true].map((one) => (
            <label key={String(one)} class="check">
              <input
                type="radio"
                name={group}
                data-act={one ? 'sync-join' : 'sync-new'}
                checked={joins === one}
                onChange={() => setJoins(one)}
              />
              <span>{t(one ? 'sync_join' : 'sync_new')}</span>
            </label>
          ))}
        </fieldset>
        <label class="label">
          <span>{t('sync_device')}</span>
          <input
            class="field"
            data-part="sync-device"
            maxLength={80}
            placeholder={t('sync_device_default')}
            value={device}
            onInput={(event) => setDevice(event.currentTarget.value)}
          />
        </label>
        {joins ? (
          <>
            <label class="label">
              <span>{t('sync_kit_field')}</span>
              <input
                class="field"
                data-part="sync-kit-field"
                autocomplete="off"
                spellcheck={false}
                value={kit}
                onInput={(event) => setKit(event.currentTarget.value)}
              />
            </label>
            <label class="label">
              <span>{t('passphrase')}</span>
              <input
                class="field"
                type="password"
                autocomplete="off"
                data-part="passphrase-field"
                value={passphrase.one}
                onInput={(event) => setPassphrase({ one: event.currentTarget.value, two: '' })}
              />
            </label>
          </>
        ) : (
          <PassphraseFields value={passphrase} onChange={setPassphrase} hint="sync_passphrase_hint" />
        )}
        {failure !== null && (
          <p class="banner" role="alert" data-part="sync-failure">
            <Icon name="alert" />
            <span class="banner-text">{saidOf(failure, t)}</span>
          </p>
        )}
        <span>
          <button type="submit" class="button button-primary" data-act="sync-begin" disabled={!ready}>
            {t(joins ? 'sync_join_now' : 'sync_begin_now', { name: props.name })}
          </button>
        </span>
      </form>
    </Section>
  );
}
