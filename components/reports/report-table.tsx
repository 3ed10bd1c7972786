import type { ComponentChildren } from 'preact';
import { csvTable } from '../../lib/domain/csv.ts';
import { useBeside } from '../context.ts';
import { Icon } from '../icon.tsx';
import { saveFile } from '../save-file.ts';

export interface TableCell {
  /** What a file says: a bare number, or a text. */
  plain: string | number;
  /** What is shown, where that is another. */
  shown?: ComponentChildren;
  href?: string;
  /** How dark it stands, 0 to 1: a heat map. */
  heat?: number;
}

export interface ReportTableProps {
  /** Names the table and its file. */
  name: string;
  head: string[];
  rows: TableCell[][];
}

/** The numbers behind a chart, folded: to read, to open, to take along as a file. */
export function BehindChart(props: ReportTableProps) {
  const { t } = useBeside();
  return (
    <details class="report-numbers">
      <summary data-act="numbers">{t('report_numbers')}</summary>
      <ReportTable {...props} />
    </details>
  );
}

export function ReportTable({ name, head, rows }: ReportTableProps) {
  const { t, mayAct } = useBeside();
  const save = (event: Event) => {
    if (!mayAct(event)) return;
    const table = [head, ...rows.map((cells) => cells.map(({ plain }) => plain))];
    saveFile(`${name}.csv`, 'text/csv', csvTable(table));
  };
  return (
    <div class="report-table">
      <div class="report-table-scroll">
        <table aria-label={name}>
          <thead>
            <tr>
              {head.map((word) => (
                <th key={word} scope="col">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells) => (
              <tr key={String(cells[0]!.plain)}>
                {cells.map((cell, i) => {
                  const shown = cell.shown ?? String(cell.plain);
                  const inside = cell.href ? <a href={cell.href}>{shown}</a> : shown;
                  if (i === 0)
                    return (
                      <th key={head[i]} scope="row">
                        {inside}
                      </th>
                    );
                  const heat = cell.heat === undefined ? undefined : `heat heat-${Math.round(cell.heat * 5)}`;
                  return (
                    <td key={head[i]} class={heat}>
                      {inside}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" class="text-button report-save" data-act="save-table" onClick={save}>
        <Icon name="download" size={14} /> {t('report_save')}
      </button>
    </div>
  );
}
