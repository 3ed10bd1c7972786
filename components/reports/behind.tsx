import { useState } from 'preact/hooks';
import { SHOWN_AT_FIRST } from '../../lib/domain/filter/views.ts';
import type { Behind } from '../../lib/domain/report/report.ts';
import { useBeside } from '../context.ts';
import { Icon } from '../icon.tsx';
import { ListRows } from '../list-rows.tsx';
import { Quiet } from '../parts.tsx';
import { useTags } from '../tag-book.tsx';
import { useLive } from '../use-live.ts';
import { periodWords } from './report-words.ts';
import { type ReportScene, writeReportAddress } from './use-report.ts';

/** The customers that a figure counts, as the list shows them. */
export function BehindFigure({ scene, behind }: { scene: ReportScene; behind: Behind }) {
  const { t, host, format } = useBeside();
  const tags = useTags() ?? [];
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const { value, error } = useLive(host.store, {
    name: 'reportPeople',
    args: { ...scene.args, behind },
  });
  const { unit, at } = scene.args;
  return (
    <div class="list-page report-behind" data-part="report-behind">
      <a class="back" href={writeReportAddress({ ...scene.address, behind: null })} data-act="report-back">
        <Icon name="back" /> {t('section_reports')}
      </a>
      <h1 class="page-title">
        {value ? t('report_behind', { count: format.count(value.length) }) : t('section_reports')}
        <span class="hint"> {periodWords(at, unit, t)}</span>
      </h1>
      {error != null || value?.length === 0 ? (
        <Quiet
          part="behind-none"
          icon="users"
          title={t('report_behind_none')}
          text={t('report_behind_none_text')}
        />
      ) : (
        <ListRows
          ids={value ?? []}
          total={value?.length ?? 0}
          tags={tags}
          shown={shown}
          onSort={(sort) => setShown({ ...shown, ...sort })}
          selection={null}
        />
      )}
    </div>
  );
}
