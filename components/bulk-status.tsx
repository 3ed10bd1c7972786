import { useEffect, useState } from 'preact/hooks';
import type { BulkDesk, BulkNow, BulkState } from '../lib/domain/bulk.ts';
import { bulkWords } from './bulk-words.ts';
import { useBeside, useKey } from './context.ts';
import { failureSentence } from './failure-sentence.ts';
import { Icon } from './icon.tsx';
import { Progress } from './import-progress.tsx';
import { keyOf } from './keys.ts';
import { IconButton, Key } from './parts.tsx';
import { useTags } from './tag-book.tsx';

/** Follows the desk; null until it has said how things are. */
export function useBulk(desk: BulkDesk | undefined): BulkState | null {
  const [state, setState] = useState<BulkState | null>(null);
  useEffect(() => desk?.watch(setState), [desk]);
  return state;
}

export const isBulkBusy = (now: BulkNow | undefined): boolean =>
  now?.phase === 'running' || now?.phase === 'undoing';

/** How far a change of many has come, and what can be done about it: stop, go on, take back. */
export function BulkStatus({ now, desk }: { now: BulkNow; desk: BulkDesk }) {
  const { t, format, mayAct, settings } = useBeside();
  const tags = useTags() ?? [];
  const undo = (event: Event) => {
    if (now.phase !== 'idle' && mayAct(event)) desk.undo(now.progress.id);
  };
  useKey('undo', undo, now.phase === 'done');
  if (now.phase === 'idle') return null;
  const { progress } = now;
  const numbers = { done: format.count(progress.done), total: format.count(progress.total) };
  const what = bulkWords(progress.change, t, tags);
  const share = now.phase === 'undoing' ? now.share : progress.done / Math.max(1, progress.total);
  const busy = isBulkBusy(now);
  const said =
    now.phase === 'running'
      ? t('bulk_running', { ...numbers, what })
      : now.phase === 'stopped'
        ? t(now.undoing ? 'bulk_undo_stopped' : 'bulk_stopped', { ...numbers, what })
        : now.phase === 'done'
          ? t('bulk_done', { ...numbers, what })
          : now.phase === 'undoing'
            ? t('bulk_undoing', { what })
            : now.kept > 0
              ? t('undone_kept', { count: now.kept })
              : t('bulk_undone', { ...numbers, what });
  return (
    <div class="bulk" data-part="bulk-status" data-phase={now.phase}>
      <div class="bulk-line">
        <span role={busy ? undefined : 'status'}>{said}</span>
        {now.phase === 'running' && (
          <button
            type="button"
            class="button"
            data-act="bulk-stop"
            disabled={now.stopping}
            onClick={() => desk.stop()}
          >
            {t(now.stopping ? 'import_stopping' : 'import_stop')}
          </button>
        )}
        {now.phase === 'stopped' && (
          <button
            type="button"
            class="button button-primary"
            data-act="bulk-resume"
            onClick={(event) => mayAct(event) && desk.resume()}
          >
            {t('bulk_resume')}
          </button>
        )}
        {(now.phase === 'done' || (now.phase === 'stopped' && progress.done > 0 && !now.undoing)) && (
          <button type="button" class="button" data-act="bulk-undo" onClick={undo}>
            <Icon name="undo" /> {t('undo')}
            {now.phase === 'done' && <Key of={keyOf('undo', settings.keys)} />}
          </button>
        )}
        {!busy && <IconButton act="bulk-close" icon="close" label={t('close')} onAct={() => desk.close()} />}
      </div>
      {now.phase === 'stopped' && (
        <p class={now.failure ? 'fact-long' : 'hint'} role={now.failure ? 'alert' : undefined}>
          {now.failure ? failureSentence(now.failure, t) : t('bulk_stopped_hint')}
        </p>
      )}
      {busy && <Progress share={share} label={said} />}
    </div>
  );
}
