import type { ImportRecord } from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';

const SHOWN = 10;

/** Earlier imports, each of which can be taken back as a whole. */
export function ImportRecords(props: { records: readonly ImportRecord[]; onUndo: (id: string) => void }) {
  const { t, format, host, mayAct } = useBeside();
  if (props.records.length === 0) return null;
  return (
    <div class="import-doubtful">
      <h3>{t('import_records')}</h3>
      <ul class="import-records" data-part="import-records">
        {props.records.slice(0, SHOWN).map((record) => (
          <li key={record.id}>
            <span class="import-row-who">
              <b>{record.file}</b>
              <span class="hint">
                {t('import_record', {
                  when: format.moment(record.at, host.now()),
                  count: format.count(record.counts.rows),
                  fresh: format.count(record.counts.new),
                })}
              </span>
            </span>
            {record.undone ? (
              <span class="hint">{t('import_record_undone')}</span>
            ) : (
              record.undoable && (
                <button
                  type="button"
                  class="button"
                  data-act="import-record-undo"
                  aria-label={t('import_record_undo_label', { file: record.file })}
                  onClick={(event) => mayAct(event) && props.onUndo(record.id)}
                >
                  {t('import_record_undo')}
                </button>
              )
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
