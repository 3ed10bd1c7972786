import type { Doubt, SampleRow } from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';

/** Why a row is doubtful, in words. */
function useDoubtWords(): (doubt: Doubt) => string {
  const { t, format } = useBeside();
  return ({ reason, key, holder, row }) => {
    const handle = format.handle(key);
    const who = holder || t('doubt_row', { row: format.count(row) });
    if (reason === 'rows-differ') return t('doubt_rows_differ', { handle, row: format.count(row) });
    return t(reason === 'other-name' ? 'doubt_other_name' : 'doubt_two_holders', { handle, holder: who });
  };
}

export function SampleRows({ rows, part }: { rows: readonly SampleRow[]; part: string }) {
  const { t, format } = useBeside();
  const words = useDoubtWords();
  return (
    <ul class="import-rows" data-part={part}>
      {rows.map((row, place) => (
        <li key={`${row.row}-${place}`}>
          {row.row > 0 && (
            <span class="import-row-number hint">{t('import_row', { row: format.count(row.row) })}</span>
          )}
          <span class="import-row-who">
            <b>{row.name}</b>
            <span class="hint">{row.handles.map((key) => format.handle(key)).join(' · ')}</span>
            {row.doubts.map((doubt) => (
              <span key={doubt.key + doubt.holder} class="import-doubt" data-part="doubt">
                {words(doubt)}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The doubtful rows after an import, so that nobody has to look for them in the file. */
export function DoubtfulRows({ rows, all }: { rows: readonly SampleRow[]; all: number }) {
  const { t, format } = useBeside();
  if (rows.length === 0) return null;
  return (
    <div class="import-doubtful">
      <h3>{t('import_doubtful')}</h3>
      <SampleRows rows={rows} part="import-doubtful" />
      {all > rows.length && (
        <p class="hint">{t('import_doubtful_more', { count: format.count(all - rows.length) })}</p>
      )}
    </div>
  );
}
