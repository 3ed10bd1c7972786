import { type ColumnView, TARGETS, type Target } from '../lib/domain/transfer.ts';
import { useBeside } from './context.ts';

/** What each column of the file becomes, with its first cells beside it. A change looks through the file again. */
export function ImportColumns(props: {
  columns: readonly ColumnView[];
  lying: readonly string[];
  targets: readonly Target[];
  onTargets: (targets: Target[]) => void;
}) {
  const { t } = useBeside();
  const { columns, lying, targets, onTargets } = props;
  return (
    <div class="import-doubtful">
      <h3>{t('import_columns')}</h3>
      <table class="import-columns" data-part="import-columns">
        <thead>
          <tr>
            <th scope="col">{t('import_column')}</th>
            <th scope="col">{t('import_column_samples')}</th>
            <th scope="col">{t('import_column_is')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ header, samples }, place) => {
            const wrong = lying.includes(header);
            return (
              <tr key={`${place}-${header}`} class={wrong ? 'import-wrong' : ''}>
                <th scope="row">{header || `#${place + 1}`}</th>
                <td class="hint">{samples.join(' · ')}</td>
                <td>
                  <select
                    class="field"
                    data-part="import-target"
                    aria-label={t('import_column_label', { header: header || `#${place + 1}` })}
                    aria-invalid={wrong}
                    value={targets[place]}
                    onChange={(event) => {
                      const next = [...targets];
                      next[place] = event.currentTarget.value as Target;
                      onTargets(next);
                    }}
                  >
                    {TARGETS.map((target) => (
                      <option key={target} value={target}>
                        {t(`target_${target}`)}
                      </option>
                    ))}
                  </select>
                  {wrong && <span class="hint">{t('import_column_wrong')}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
