import { useEffect, useRef, useState } from 'preact/hooks';
import type { ImportDesk, ImportNow, ImportState } from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';
import { failureSentence } from './failure-sentence.ts';
import { Icon } from './icon.tsx';
import { ImportLookView } from './import-look.tsx';
import { ImportDone, ImportRunning, ImportStopped, Progress } from './import-progress.tsx';
import { ImportRecords } from './import-records.tsx';
import { ImportSealed } from './import-sealed.tsx';
import { Section } from './parts.tsx';

/** The import from choosing a file to undoing it: each phase is one calm sheet. */
export function ImportSection({ desk }: { desk: ImportDesk }) {
  const { t } = useBeside();
  const [state, setState] = useState<ImportState | null>(null);
  useEffect(() => desk.watch(setState), [desk]);
  return (
    <Section part="import" title={t('import_title')}>
      {state === null ? (
        <div aria-busy="true" />
      ) : (
        <>
          <div data-part="import-phase" data-phase={state.now.phase} class="import">
            <Phase now={state.now} desk={desk} />
          </div>
          {state.now.phase !== 'running' && state.now.phase !== 'undoing' && (
            <ImportRecords records={state.records} onUndo={(id) => desk.undo(id)} />
          )}
        </>
      )}
    </Section>
  );
}

function Phase({ now, desk }: { now: ImportNow; desk: ImportDesk }) {
  const { t } = useBeside();
  switch (now.phase) {
    case 'looking':
      return (
        <>
          <p role="status">{t('import_looking', { file: now.file })}</p>
          <Progress share={now.share} label={t('import_looking', { file: now.file })} />
          <span>
            <button type="button" class="button" data-act="import-cancel" onClick={() => desk.stop()}>
              {t('import_cancel')}
            </button>
          </span>
        </>
      );
    case 'sealed':
      return (
        <ImportSealed
          key={String(now.wrong)}
          file={now.file}
          wrong={now.wrong}
          onOpen={(passphrase) => desk.unseal(passphrase)}
          onCancel={() => desk.close()}
        />
      );
    case 'ready':
      return <ImportLookView key={now.look.file} look={now.look} desk={desk} />;
    case 'running':
      return <ImportRunning {...now} onStop={() => desk.stop()} />;
    case 'stopped':
      return <ImportStopped {...now} desk={desk} />;
    case 'done':
      return <ImportDone progress={now.progress} desk={desk} />;
    case 'undoing':
      return (
        <>
          <p role="status">{t('import_undoing', { file: now.file })}</p>
          <Progress share={now.share} label={t('import_undoing', { file: now.file })} />
        </>
      );
    case 'undone':
      return (
        <>
          <p role="status" data-part="import-undone">
            <Icon name="undo" />{' '}
            {now.kept > 0
              ? t('import_undone_kept', { file: now.file, count: now.kept })
              : t('import_undone', { file: now.file })}
          </p>
          <FilePick onFile={(file) => desk.open(file)} />
        </>
      );
    case 'failed':
      return (
        <>
          <div class="banner" role="alert" data-part="import-failed">
            <Icon name="alert" />
            <span class="banner-text">
              <b>{t('import_failed', { file: now.file })}</b>
              <br />
              {failureSentence(now.failure, t)}
            </span>
          </div>
          <FilePick onFile={(file) => desk.open(file)} />
        </>
      );
    default:
      return <FilePick onFile={(file) => desk.open(file)} hint />;
  }
}

/** A button, and a place to drop a file on. */
function FilePick({ onFile, hint }: { onFile: (file: File) => void; hint?: boolean }) {
  const { t, mayAct } = useBeside();
  const field = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (event: Event, files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file && mayAct(event)) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first.
    <div
      class={over ? 'file-drop file-drop-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event, event.dataTransfer?.files);
      }}
    >
      {hint && <p class="hint">{t('import_hint')}</p>}
      <span class="file-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="import-pick"
          onClick={() => field.current?.click()}
        >
          <Icon name="upload" /> {t('import_pick')}
        </button>
        <span class="hint">{t('import_drop')}</span>
      </span>
      <input
        ref={field}
        type="file"
        hidden
        data-part="import-file"
        accept=".csv,.tsv,.txt,.xlsx,.vcf,.json,.beside"
        onChange={(event) => {
          take(event, event.currentTarget.files);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
