import { useState } from 'preact/hooks';
import type { BulkDesk, BulkRecord } from '../lib/domain/bulk.ts';
import type { Change } from '../lib/domain/row.ts';
import { BulkStatus, isBulkBusy, useBulk } from './bulk-status.tsx';
import { ChangeList } from './changes.tsx';
import { useBeside } from './context.ts';
import { nameOf, Quiet } from './parts.tsx';
import { useLive } from './use-live.ts';

/** Changes that are asked for at a time. */
const STEP = 100;

/** A change of many, and its undo, stand in the list once and not page by page. */
function inOne(changes: readonly Change[], records: readonly BulkRecord[]): Change[] {
  const pages = new Map(records.flatMap(({ id, changes }) => changes.map((change) => [change, id] as const)));
  const seen = new Set<string>();
  return changes.filter((change) => {
    const done = pages.get(change.id);
    const taken = pages.get(change.undoes ?? '');
    const name = done ?? (taken && `undo ${taken}`);
    if (name === undefined) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** Everything that was done to the book, newest first; each change can be taken back by itself. */
export function HistorySection({ bulk }: { bulk?: BulkDesk }) {
  const { t, host } = useBeside();
  const [limit, setLimit] = useState(STEP);
  const changes = useLive(host.store, { name: 'changes', args: { customer: null, limit } }).value;
  const ids = [...new Set(changes?.flatMap((change) => change.customers))];
  const people = useLive(host.store, ids.length > 0 ? { name: 'customers', args: { ids } } : null).value;
  const state = useBulk(bulk);
  const records = state?.records ?? [];
  const bulkOf = (change: Change) => records.find((record) => record.changes.includes(change.id));
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
      {state && bulk && isBulkBusy(state.now) && <BulkStatus now={state.now} desk={bulk} />}
      <ChangeList
        changes={inOne(changes ?? [], records)}
        names={names}
        bulkOf={bulkOf}
        onUndoBulk={(id) => bulk?.undo(id)}
      />
      {changes && changes.length === limit && (
        <button type="button" class="button" data-act="older" onClick={() => setLimit(limit + STEP)}>
          {t('history_older')}
        </button>
      )}
    </div>
  );
}
