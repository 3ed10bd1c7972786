import { useState } from 'preact/hooks';
import { ChangeList } from './changes.tsx';
import { useBeside } from './context.ts';
import { nameOf, Quiet } from './parts.tsx';
import { useLive } from './use-live.ts';

/** Changes that are asked for at a time. */
const STEP = 100;

/** Everything that was done to the book, newest first; each change can be taken back by itself. */
export function HistorySection() {
  const { t, host } = useBeside();
  const [limit, setLimit] = useState(STEP);
  const changes = useLive(host.store, { name: 'changes', args: { customer: null, limit } }).value;
  const ids = [...new Set(changes?.flatMap((change) => change.customers))];
  const people = useLive(host.store, ids.length > 0 ? { name: 'customers', args: { ids } } : null).value;
  const names = new Map((people ?? []).map((customer) => [customer.id, nameOf(customer)]));
  return (
    <div class="sheet-page" data-part="history">
      <h1 class="page-title">{t('section_history')}</h1>
      <p class="hint">{t('history_hint')}</p>
      {changes && changes.length === 0 && (
        <Quiet
          part="history-none"
          icon="history"
          title={t('history_none_title')}
          text={t('history_none_text')}
        />
      )}
      <ChangeList changes={changes ?? []} names={names} />
      {changes && changes.length === limit && (
        <button type="button" class="button" data-act="older" onClick={() => setLimit(limit + STEP)}>
          {t('history_older')}
        </button>
      )}
    </div>
  );
}
