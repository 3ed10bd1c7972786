import type { FailureView, ImportCounts, ImportDesk, ImportProgress } from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';
import { failureSentence } from './failure-sentence.ts';
import { Icon } from './icon.tsx';
import { DoubtfulRows } from './import-rows.tsx';

/** A bar with its words: the words are beside it, the bar repeats them. */
export function Progress({ share, label }: { share: number; label: string }) {
  return <progress class="progress" max={1} value={Math.min(1, share)} aria-label={label} />;
}

const COUNTED = ['new', 'updated', 'same', 'joined', 'doubtful', 'empty'] as const;

/** What became, or will become, of the rows. */
export function ImportNumbers({ counts }: { counts: ImportCounts }) {
  const { t, format } = useBeside();
  return (
    <dl class="import-counts" data-part="import-counts">
      {COUNTED.filter((name) => counts[name] > 0 || name === 'new').map((name) => (
        <div key={name} data-count={name}>
          <dt>{t(`import_count_${name}`)}</dt>
          <dd>{format.count(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

function useWords({ done, total, file }: ImportProgress) {
  const { t, format } = useBeside();
  const numbers = { done: format.count(done), total: format.count(total) };
  return {
    progress: t('import_progress', numbers),
    stopped: t('import_stopped', { ...numbers, file }),
  };
}

export function ImportRunning(props: { progress: ImportProgress; stopping: boolean; onStop: () => void }) {
  const { t } = useBeside();
  const { progress, stopping, onStop } = props;
  const words = useWords(progress);
  const title = t('import_running', { file: progress.file });
  return (
    <>
      <p>
        <b>{title}</b> <span data-part="import-progress">{words.progress}</span>
      </p>
      <Progress share={progress.total === 0 ? 0 : progress.done / progress.total} label={title} />
      <ImportNumbers counts={progress.counts} />
      <span class="form-acts">
        <button type="button" class="button" data-act="import-stop" disabled={stopping} onClick={onStop}>
          {t('import_stop')}
        </button>
        <span class="hint" role="status">
          {stopping && t('import_stopping')}
        </span>
      </span>
    </>
  );
}

export function ImportStopped(props: {
  progress: ImportProgress;
  failure: FailureView | null;
  desk: ImportDesk;
}) {
  const { t, mayAct } = useBeside();
  const { progress, failure, desk } = props;
  const words = useWords(progress);
  return (
    <>
      {failure && (
        <p class="banner" role="alert" data-part="import-failure">
          <Icon name="alert" />
          <span class="banner-text">
            {failure.code === 'disk-full' ? t('import_disk_full') : failureSentence(failure, t)}
          </span>
        </p>
      )}
      <p role="status">
        <b>{words.stopped}</b>
      </p>
      <p class="hint">{t('import_stopped_hint')}</p>
      <Progress share={progress.total === 0 ? 0 : progress.done / progress.total} label={words.stopped} />
      <span class="form-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="import-resume"
          onClick={(event) => mayAct(event) && desk.resume()}
        >
          {t('import_resume')}
        </button>
        <button type="button" class="button" data-act="import-discard" onClick={() => desk.close()}>
          {t('import_discard')}
        </button>
      </span>
    </>
  );
}

export function ImportDone({ progress, desk }: { progress: ImportProgress; desk: ImportDesk }) {
  const { t, mayAct } = useBeside();
  return (
    <>
      <p role="status" class="import-done">
        <Icon name="done" /> <b>{t('import_done', { file: progress.file })}</b>
      </p>
      <ImportNumbers counts={progress.counts} />
      <span class="form-acts">
        <button
          type="button"
          class="button button-primary"
          data-act="import-again"
          onClick={() => desk.close()}
        >
          {t('import_again')}
        </button>
        <button
          type="button"
          class="button"
          data-act="import-undo"
          onClick={(event) => mayAct(event) && desk.undo(progress.id)}
        >
          <Icon name="undo" /> {t('import_undo')}
        </button>
      </span>
      <DoubtfulRows rows={progress.doubtful} all={progress.counts.doubtful} />
    </>
  );
}
