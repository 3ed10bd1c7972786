import { useEffect, useState } from 'preact/hooks';
import type { ExportDesk, LivingDesk, LivingNow } from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';
import { failureSentence } from './failure-sentence.ts';
import { Icon } from './icon.tsx';
import { Section } from './parts.tsx';
import { isPassphrase, NO_PASSPHRASE, PassphraseFields } from './passphrase-fields.tsx';

/** The living backup: off, with a passphrase offered first; or a folder, and how it stands. */
export function LivingSection({ desk, exports }: { desk: LivingDesk; exports: ExportDesk }) {
  const { t } = useBeside();
  const [now, setNow] = useState<LivingNow | null>(null);
  useEffect(() => desk.watch(setNow), [desk]);
  return (
    <Section part="living" title={t('living_title')}>
      {now === null && <div aria-busy="true" />}
      {now?.phase === 'off' && <Begin desk={desk} exports={exports} />}
      {now && now.phase !== 'off' && <Standing now={now} desk={desk} />}
    </Section>
  );
}

function Begin({ desk, exports }: { desk: LivingDesk; exports: ExportDesk }) {
  const { t, fail, mayAct } = useBeside();
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const ready = isPassphrase(passphrase);
  const pick = (event: Event) => {
    event.preventDefault();
    if (!ready || !mayAct(event)) return;
    // The browser's question must come straight from the click: nothing is awaited before it.
    if (desk.pick) desk.pick(passphrase.one).catch(fail);
    else void download();
  };
  const download = async () => {
    const request = { scope: { kind: 'all' as const }, private: false, passphrase: passphrase.one };
    try {
      exports.save(await exports.write({ ...request, format: 'backup' }, () => undefined));
      exports.save(await exports.write({ ...request, format: 'html' }, () => undefined));
    } catch (error) {
      fail(error);
    }
  };
  return (
    <form class="import" onSubmit={pick}>
      <p class="hint">{t(desk.pick ? 'living_hint' : 'living_no_folders')}</p>
      <p>{t('living_leaves')}</p>
      <PassphraseFields value={passphrase} onChange={setPassphrase} />
      <span>
        <button type="submit" class="button" data-act="living-pick" disabled={!ready}>
          <Icon name={desk.pick ? 'folder' : 'download'} /> {t(desk.pick ? 'living_pick' : 'living_download')}
        </button>
      </span>
    </form>
  );
}

function Standing({ now, desk }: { now: Exclude<LivingNow, { phase: 'off' }>; desk: LivingDesk }) {
  const { t, format, host, fail, mayAct, notify } = useBeside();
  const { phase, folder, failure } = now;
  return (
    <div class="import" data-part="living-now" data-phase={phase}>
      {phase === 'paused' ? (
        <p class="banner" role="status">
          <Icon name="alert" />
          <span class="banner-text">{t('living_paused', { folder })}</span>
        </p>
      ) : (
        <p role="status">{phase === 'writing' ? t('living_writing') : t('living_idle', { folder })}</p>
      )}
      {failure && (
        <p class="banner" role="alert">
          <Icon name="alert" />
          <span class="banner-text">{failureSentence(failure, t)}</span>
        </p>
      )}
      <p class="hint">
        {now.lastAt === null
          ? t('living_never')
          : t('living_last', {
              when: format.moment(now.lastAt, host.now()),
              count: format.count(now.customers),
            })}
        {' · '}
        {t(now.sealed ? 'living_locked' : 'living_open')}
      </p>
      {now.rehearsedAt !== null && (
        <p class="hint" data-part="rehearsed">
          <Icon name="check" size={12} /> {t('living_rehearsed')}
        </p>
      )}
      <span class="form-acts">
        {phase === 'paused' ? (
          <button
            type="button"
            class="button button-primary"
            data-act="living-resume"
            onClick={(event) => {
              if (mayAct(event)) desk.resume().catch(fail);
            }}
          >
            {t('living_resume')}
          </button>
        ) : (
          <button
            type="button"
            class="button"
            data-act="living-write"
            disabled={phase === 'writing'}
            onClick={(event) => mayAct(event) && desk.write()}
          >
            {t('living_write')}
          </button>
        )}
        <button
          type="button"
          class="button"
          data-act="living-end"
          onClick={(event) => {
            if (!mayAct(event)) return;
            desk.end();
            notify({ text: t('living_ended') });
          }}
        >
          {t('living_end')}
        </button>
      </span>
    </div>
  );
}
