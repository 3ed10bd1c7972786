import { useState } from 'preact/hooks';
import { useBeside } from './context.ts';
import { useFilterScene } from './filter-context.ts';
import { columnsOf, fieldColumn, LIST_COLUMNS, useColumnName } from './list-columns.tsx';
import { IconButton } from './parts.tsx';
import { Popover } from './popover.tsx';

/** As many as a wide window holds. */
const MOST = 9;

/** Which columns stand beside the name; kept on this device. */
export function ColumnChoice() {
  const { t, host, settings, fail } = useBeside();
  const { values } = useFilterScene();
  const [open, setOpen] = useState(false);
  const nameOf = useColumnName();
  const chosen = columnsOf(settings.columns);
  const all = [...LIST_COLUMNS, ...(values?.fields ?? []).map(({ name }) => fieldColumn(name))];
  const turn = (column: string) => {
    const others = chosen.filter((one) => one !== column);
    // In the order of this list, so that a column comes back where it was.
    const columns =
      others.length < chosen.length ? others : all.filter((one) => one === column || chosen.includes(one));
    host.saveSettings({ columns }).catch(fail);
  };
  return (
    <span class="popover-place" aria-haspopup="dialog">
      <IconButton
        act="columns"
        icon="columns"
        label={t('list_columns')}
        expanded={open}
        onAct={() => setOpen(!open)}
      />
      {open && (
        <Popover part="columns" label={t('list_columns')} onClose={() => setOpen(false)}>
          <fieldset class="filter-options">
            <legend class="hint">{t('list_columns')}</legend>
            {all.map((column) => (
              <label key={column} class="check filter-option">
                <input
                  type="checkbox"
                  data-act="column"
                  data-value={column}
                  checked={chosen.includes(column)}
                  disabled={chosen.includes(column) ? chosen.length === 1 : chosen.length >= MOST}
                  onChange={() => turn(column)}
                />
                <span class="filter-option-name">{nameOf(column)}</span>
              </label>
            ))}
          </fieldset>
        </Popover>
      )}
    </span>
  );
}
